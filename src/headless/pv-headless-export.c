/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-headless-export.c: writes charts into files without a display. */
#include "config.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "pv-dimension-text.h"
#include "pv-export-pictures.h"
#include "pv-fd-stream.h"
#include "pv-file-argument.h"
#include "pv-headless.h"
#include "pv-index-use.h"
#include "pv-run.h"
#include "pv-standard-output.h"

/* What is written, and where to; @outputs is NULL for standard output. */
typedef struct
{
  const PvExportOptions *options;
  PvOutputs *outputs;
} Exporting;

static gboolean
export_to_folder (GPtrArray              *pictures,
                  guint                   stem,
                  const PvExportOptions  *options,
                  PvOutputs              *outputs,
                  GError                **error)
{
  for (guint i = 0; i < pictures->len; i++)
    {
      PvChartPicture *picture = g_ptr_array_index (pictures, i);
      GOutputStream *stream = pv_outputs_open (outputs, stem, pv_chart_picture_get_slug (picture), error);

      if (stream == NULL ||
          !options->format->write (&picture, 1, &options->look, stream, NULL, error) ||
          !pv_run_finish (outputs, options->with_null, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
export_to_file (GPtrArray              *pictures,
                GOutputStream          *stream,
                const PvExportOptions  *options,
                PvOutputs              *outputs,
                GError                **error)
{
  if (pictures->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is nothing to export"));
      return FALSE;
    }

  return options->format->write ((PvChartPicture *const *) pictures->pdata, pictures->len, &options->look, stream, NULL,
                                 error) &&
         (outputs == NULL || pv_run_finish (outputs, options->with_null, error));
}

static gboolean
export_one (PvRun     *run,
            guint      i,
            gpointer   user_data,
            GError   **error)
{
  const Exporting *self = user_data;
  const PvExportOptions *options = self->options;
  g_auto (PvSubject) subject = { 0 };
  g_autoptr (GPtrArray) pictures = NULL;
  g_autoptr (GOutputStream) out = NULL;
  GOutputStream *stream = NULL;

  /* what cannot be written need not be read */
  if (self->outputs == NULL)
    stream = out = pv_fd_stream_new (STDOUT_FILENO, "-");
  else if (options->is_file)
    stream = pv_outputs_open (self->outputs, 0, NULL, error);
  if (options->is_file && stream == NULL)
    return FALSE;

  if (!pv_run_load (run, i, &subject, error))
    return FALSE;

  pictures = pv_export_pictures_create (&subject, &run->other, options, error);
  if (pictures == NULL)
    return FALSE;

  return options->is_file ? export_to_file (pictures, stream, options, self->outputs, error)
                          : export_to_folder (pictures, i, options, self->outputs, error);
}

/* Those of all charts, as the names of their files have them. */
static GStrv
list_kinds (void)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    g_strv_builder_add (builder, pv_dimension_get_slug (dimension));
  g_strv_builder_add (builder, PV_MAP_SLUG);
  g_strv_builder_add (builder, PV_TRAFFIC_SLUG);

  return g_strv_builder_end (builder);
}

/* NULL for standard output, which needs none. */
static PvOutputs *
make_outputs (PvCaptures             *captures,
              const PvExportOptions  *options,
              GError                **error)
{
  g_autoptr (GFile) target = NULL;
  g_autoptr (GStrvBuilder) stems = g_strv_builder_new ();
  g_auto (GStrv) all_stems = NULL;
  g_auto (GStrv) kinds = NULL;

  target = pv_file_argument_to_file (options->target);
  if (options->is_file)
    return pv_outputs_new_for_file (target);

  if (!pv_run_make_folder (target, error))
    return NULL;

  for (guint i = 0; i < pv_captures_get_n (captures); i++)
    {
      g_autofree char *stem = pv_captures_dup_stem (captures, i);

      g_strv_builder_add (stems, stem);
    }
  all_stems = g_strv_builder_end (stems);
  kinds = list_kinds ();

  return pv_outputs_new_for_folder (target, (const char *const *) all_stems, (const char *const *) kinds,
                                    options->format->key);
}

gboolean
pv_headless_export (const PvInputs         *inputs,
                    const PvExportOptions  *options,
                    PvTellFunc              tell,
                    GError                **error)
{
  g_auto (PvIndexUse) index_use = FALSE;
  g_autoptr (PvCaptures) captures = NULL;
  g_autoptr (PvOutputs) outputs = NULL;
  g_auto (PvRun) run = { .tell = tell, .all_read = TRUE };
  Exporting exporting = { options, NULL };

  g_return_val_if_fail (inputs != NULL && options != NULL, FALSE);

  run.selection = &options->selection;
  run.compare = &options->compare;
  index_use = pv_index_use_begin (inputs);
  run.captures = captures = pv_captures_new (inputs, options->compare.paths, options->target);
  g_return_val_if_fail (!options->is_file || pv_captures_get_n (captures) == 1, FALSE);

  if (!pv_standard_output_is_meant (options->target))
    {
      outputs = make_outputs (captures, options, error);
      if (outputs == NULL)
        return FALSE;
      pv_run_protect (outputs, captures, options->may_replace);
    }
  pv_run_confine (captures, outputs, !options->format->is_table && !options->format->is_graph,
                  pv_run_reads_twice (&options->selection));
  exporting.outputs = outputs;

  return pv_run_each (&run, export_one, &exporting, error);
}
