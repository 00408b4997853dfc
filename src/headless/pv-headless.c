/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-headless.c: reports, exports and saved packets without a display. */
#include "config.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "pv-capture-filter.h"
#include "pv-capture-text.h"
#include "pv-captures.h"
#include "pv-columns.h"
#include "pv-confine.h"
#include "pv-dimension-text.h"
#include "pv-dns-figures.h"
#include "pv-error.h"
#include "pv-export-pictures.h"
#include "pv-fd-stream.h"
#include "pv-file-argument.h"
#include "pv-file-text.h"
#include "pv-filter-hint.h"
#include "pv-headless.h"
#include "pv-index-use.h"
#include "pv-loader.h"
#include "pv-object-helper.h"
#include "pv-object-list.h"
#include "pv-on-demand.h"
#include "pv-outputs.h"
#include "pv-packet-save.h"
#include "pv-pick-argument.h"
#include "pv-report.h"
#include "pv-subject.h"
#include "pv-span.h"
#include "pv-traffic-extent.h"
#include "pv-whole-file.h"

/* Whether packets are read once more to see which of them count. */
static gboolean
reads_twice (const PvSelectionOptions *selection)
{
  return selection->filter != NULL || selection->on_demand != 0;
}

/* Captures come from strangers: before one is opened, everything goes that is not needed for it. @outputs is
 * nullable. @keeps_pipes: whether captures are read more than once */
static void
confine (PvCaptures *captures,
         PvOutputs  *outputs,
         gboolean    with_fonts,
         gboolean    keeps_pipes)
{
  g_auto (GStrv) paths = pv_captures_dup_paths (captures);
  PvIndexCache *cache = pv_index_use_get ();

  /* no file can be made later */
  pv_columns_prepare ();
  if (keeps_pipes)
    pv_captures_keep_pipes (captures);
  if (paths == NULL)
    {
      pv_whole_file_clean_up_on_signals ();
      return;
    }

  if (outputs != NULL)
    pv_outputs_split (outputs);
  pv_confine ((const char *const *) paths, cache != NULL ? pv_index_cache_get_folder (cache) : NULL, with_fonts);
}

/* What must not be replaced, unless that is asked for. */
static void
protect (PvOutputs  *outputs,
         PvCaptures *captures,
         gboolean    may_replace)
{
  g_autoptr (GPtrArray) files = may_replace ? g_ptr_array_new () : pv_captures_list_files (captures);

  pv_outputs_protect (outputs, files);
}

static void
set_output_error (GError       **error,
                  GIOErrorEnum   code,
                  const char    *reason)
{
  g_set_error (error, G_IO_ERROR, code,
               /* Translators: %s is what the system says of it. */
               _("Could not write to standard output: %s"), reason);
}

static gboolean
write_out (const char  *bytes,
           gsize        n,
           GError     **error)
{
  while (n > 0)
    {
      gssize written = write (STDOUT_FILENO, bytes, n);
      int code = errno;

      if (written < 0 && code == EINTR)
        continue;
      if (written < 0)
        {
          set_output_error (error, g_io_error_from_errno (code), g_strerror (code));
          return FALSE;
        }
      bytes += written;
      n -= (gsize) written;
    }

  return TRUE;
}

/* Prints the name of a file that was written: for scripts as it is, and nothing that commands a terminal to one. */
static gboolean
print_path (const char  *path,
            gboolean     with_null,
            GError     **error)
{
  g_autofree char *clean = NULL;
  g_autoptr (GString) line = NULL;

  if (!with_null && isatty (STDOUT_FILENO))
    clean = pv_file_text_clean (path);
  line = g_string_new (clean != NULL ? clean : path);
  g_string_append_c (line, with_null ? '\0' : '\n');

  return write_out (line->str, line->len, error);
}

/* One bad capture does not keep the others from being read. Returns whether there are others; then it is told of
 * here. */
static gboolean
bear (PvCaptures  *captures,
      guint        i,
      GError      *cause,
      PvTellFunc   tell,
      GError     **error)
{
  gboolean is_last = i + 1 == pv_captures_get_n (captures);

  if (is_last)
    {
      g_propagate_error (error, cause);
    }
  else
    {
      tell (cause);
      g_error_free (cause);
    }

  return !is_last;
}

static gboolean
report_one (PvCaptures                *captures,
            guint                      i,
            PvBinning                  binning,
            const PvSelectionOptions  *selection,
            const PvCompare           *compare,
            PvOther                   *other,
            PvChangeChecks            *checks,
            gboolean                  *found,
            PvTellFunc                 tell,
            gboolean                  *all_read,
            GError                   **error)
{
  g_auto (PvSubject) subject = { 0 };
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GError) cause = NULL;
  gboolean found_here = FALSE;
  PvNumbersOrigin origin;
  PvReportOther of_other;

  if (!pv_subject_load (&subject, pv_captures_get (captures, i, error), selection, tell, all_read, error) ||
      !pv_other_prepare (other, &subject, selection, compare, error))
    return FALSE;

  origin = pv_subject_get_origin (selection);
  of_other = (PvReportOther){ other->match, other->part, checks, &found_here };
  if (pv_report_write (subject.capture, binning, selection->span, &subject.subset, &origin,
                       other->match != NULL ? &of_other : NULL, out, &cause))
    {
      *found = *found || found_here;
      return TRUE;
    }

  if (cause->domain == G_IO_ERROR)
    set_output_error (error, cause->code, cause->message);
  else
    g_propagate_error (error, g_steal_pointer (&cause));

  return FALSE;
}

gboolean
pv_headless_report (const PvInputs            *inputs,
                    PvBinning                  binning,
                    const PvSelectionOptions  *selection,
                    const PvCompare           *compare,
                    PvChangeChecks            *checks,
                    gboolean                  *found,
                    PvTellFunc                 tell,
                    GError                   **error)
{
  g_auto (PvIndexUse) index_use = FALSE;
  g_autoptr (PvCaptures) captures = NULL;
  g_auto (PvOther) other = { 0 };
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && selection != NULL && compare != NULL, FALSE);

  index_use = pv_index_use_begin (inputs);
  captures = pv_captures_new (inputs, compare->paths, NULL);
  confine (captures, NULL, FALSE, reads_twice (selection));
  if (!pv_other_load (&other, captures, selection, compare, tell, &ok, error))
    return FALSE;

  for (guint i = 0; i < pv_captures_get_n (captures); i++)
    {
      GError *cause = NULL;

      if (!report_one (captures, i, binning, selection, compare, &other, checks, found, tell, &ok, &cause))
        {
          ok = FALSE;
          if (!bear (captures, i, cause, tell, error))
            break;
        }
    }

  return ok;
}

typedef struct
{
  gboolean any;
  GError *error;
} Printing;

static gboolean
print_found_cb (const PvChangeFound *found,
                gpointer             user_data)
{
  Printing *self = user_data;
  g_autofree char *label = pv_file_text_clean (found->label);
  g_autofree char *line = NULL;

  self->any = TRUE;
  line = g_strdup_printf ("%s\t%s\t%s\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\n",
                          pv_change_state_get_key (found->state), found->list, label, found->n[PV_SIDE_THIS],
                          found->n[PV_SIDE_OTHER]);

  return write_out (line, strlen (line), &self->error);
}

gboolean
pv_headless_check (const PvInputs            *inputs,
                   const PvSelectionOptions  *selection,
                   const PvCompare           *compare,
                   PvChangeChecks            *checks,
                   gboolean                  *found,
                   PvTellFunc                 tell,
                   GError                   **error)
{
  g_auto (PvIndexUse) index_use = FALSE;
  g_autoptr (PvCaptures) captures = NULL;
  g_auto (PvSubject) subject = { 0 };
  g_auto (PvOther) other = { 0 };
  Printing printing = { FALSE, NULL };
  PvChangePart part = { .has_span = FALSE };
  PvReportOther of_other;
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && selection != NULL && compare != NULL && checks != NULL, FALSE);

  index_use = pv_index_use_begin (inputs);
  captures = pv_captures_new (inputs, compare->paths, NULL);
  g_return_val_if_fail (pv_captures_get_n (captures) == 1, FALSE);
  confine (captures, NULL, FALSE, reads_twice (selection));
  if (!pv_subject_load (&subject, pv_captures_get (captures, 0, error), selection, tell, &ok, error) ||
      !pv_other_load (&other, captures, selection, compare, tell, &ok, error) ||
      !pv_other_prepare (&other, &subject, selection, compare, error))
    return FALSE;

  if (selection->span != NULL)
    {
      part.span = *selection->span;
      part.has_span = TRUE;
    }
  part.subset = subject.subset;
  of_other = (PvReportOther){ other.match, other.part, NULL, NULL };
  if (!pv_change_checks_run (checks, &of_other, &part, print_found_cb, &printing, error))
    return FALSE;

  *found = printing.any;
  if (printing.error != NULL)
    g_propagate_error (error, printing.error);

  return printing.error == NULL && ok;
}

/* Where it went to standard output by another name, that has no room for names. */
static gboolean
finish (PvOutputs  *outputs,
        gboolean    with_null,
        GError    **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) out = g_file_new_for_path ("/dev/stdout");

  if (!pv_outputs_close (outputs, &path, error))
    return FALSE;
  file = g_file_new_for_path (path);

  return pv_whole_file_is_same (file, out) || print_path (path, with_null, error);
}

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
          !finish (outputs, options->with_null, error))
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
         (outputs == NULL || finish (outputs, options->with_null, error));
}

static gboolean
make_folder (GFile   *folder,
             GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *name = NULL;

  if (g_file_make_directory_with_parents (folder, NULL, &cause) ||
      (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_EXISTS) &&
       g_file_query_file_type (folder, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY))
    return TRUE;

  name = g_file_get_parse_name (folder);
  /* Translators: the name of a folder, and what the system says is wrong with it. */
  g_set_error (error, cause->domain, cause->code, _("Could not make the folder “%s”: %s"), name, cause->message);

  return FALSE;
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

  if (!make_folder (target, error))
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

static gboolean
is_standard_output (const char *target)
{
  return g_str_equal (target, "-");
}

static gboolean
export_one (PvCaptures             *captures,
            guint                   i,
            PvOther                *other,
            const PvExportOptions  *options,
            PvOutputs              *outputs,
            PvTellFunc              tell,
            gboolean               *all_read,
            GError                **error)
{
  g_auto (PvSubject) subject = { 0 };
  g_autoptr (GPtrArray) pictures = NULL;
  g_autoptr (GOutputStream) out = NULL;
  GOutputStream *stream = NULL;

  /* what cannot be written need not be read */
  if (outputs == NULL)
    stream = out = pv_fd_stream_new (STDOUT_FILENO, "-");
  else if (options->is_file)
    stream = pv_outputs_open (outputs, 0, NULL, error);
  if (options->is_file && stream == NULL)
    return FALSE;

  if (!pv_subject_load (&subject, pv_captures_get (captures, i, error), &options->selection, tell, all_read, error) ||
      !pv_other_prepare (other, &subject, &options->selection, &options->compare, error))
    return FALSE;

  pictures = pv_export_pictures_create (&subject, other, options, error);
  if (pictures == NULL)
    return FALSE;

  return options->is_file ? export_to_file (pictures, stream, options, outputs, error)
                          : export_to_folder (pictures, i, options, outputs, error);
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
  g_auto (PvOther) other = { 0 };
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && options != NULL, FALSE);

  index_use = pv_index_use_begin (inputs);
  captures = pv_captures_new (inputs, options->compare.paths, options->target);
  g_return_val_if_fail (!options->is_file || pv_captures_get_n (captures) == 1, FALSE);

  if (!is_standard_output (options->target))
    {
      outputs = make_outputs (captures, options, error);
      if (outputs == NULL)
        return FALSE;
      protect (outputs, captures, options->may_replace);
    }
  confine (captures, outputs, !options->format->is_table && !options->format->is_graph,
           reads_twice (&options->selection));

  if (!pv_other_load (&other, captures, &options->selection, &options->compare, tell, &ok, error))
    return FALSE;

  for (guint i = 0; i < pv_captures_get_n (captures); i++)
    {
      GError *cause = NULL;

      if (!export_one (captures, i, &other, options, outputs, tell, &ok, &cause))
        {
          ok = FALSE;
          if (!bear (captures, i, cause, tell, error))
            break;
        }
    }

  return ok;
}

/* Into standard output, which is no terminal, and does not go into the file that is read. */
static gboolean
save_to_standard_output (const PvSubject           *subject,
                         const PvSelectionOptions  *selection,
                         PvAnonymiser              *anonymiser,
                         GError                   **error)
{
  g_autoptr (GOutputStream) out = pv_fd_stream_new (STDOUT_FILENO, "-");

  return pv_packet_save_anonymised (subject->capture, subject->set, selection->span, anonymiser, out, NULL, NULL,
                                    error);
}

static gboolean
check_standard_output (PvCaptures  *captures,
                       GError     **error)
{
  g_autoptr (GPtrArray) files = pv_captures_list_files (captures);
  g_autoptr (GFile) out = g_file_new_for_path ("/dev/stdout");

  if (isatty (STDOUT_FILENO))
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                           _("packets are nothing for a terminal. Have a file or a program take them"));
      return FALSE;
    }

  for (guint i = 0; i < files->len; i++)
    if (pv_whole_file_is_same (g_ptr_array_index (files, i), out))
      {
        g_autofree char *name = pv_file_text_path (g_ptr_array_index (files, i));

        g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("“%s” is read and written at once"), name);
        return FALSE;
      }

  return TRUE;
}

gboolean
pv_headless_save (const PvInputs            *inputs,
                  const char                *target,
                  const PvSelectionOptions  *selection,
                  PvAnonymiser              *anonymiser,
                  gboolean                   may_replace,
                  gboolean                   with_null,
                  PvTellFunc                 tell,
                  GError                   **error)
{
  g_autoptr (PvCaptures) captures = NULL;
  g_autoptr (PvOutputs) outputs = NULL;
  g_autoptr (GFile) file = NULL;
  g_auto (PvSubject) subject = { 0 };
  const PvInputFiles *files;
  GOutputStream *stream;
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && target != NULL && selection != NULL, FALSE);

  captures = pv_captures_new (inputs, NULL, is_standard_output (target) ? NULL : target);
  g_return_val_if_fail (pv_captures_get_n (captures) == 1, FALSE);
  files = pv_captures_get (captures, 0, error);
  if (files == NULL)
    return FALSE;

  if (is_standard_output (target))
    {
      if (!check_standard_output (captures, error))
        return FALSE;
      confine (captures, NULL, FALSE, TRUE);

      return pv_subject_load (&subject, files, selection, tell, &ok, error) &&
             save_to_standard_output (&subject, selection, anonymiser, error) && ok;
    }

  file = pv_file_argument_to_file (target);
  outputs = pv_outputs_new_for_file (file);
  protect (outputs, captures, may_replace);
  confine (captures, outputs, FALSE, TRUE);

  /* what cannot be written need not be read */
  stream = pv_outputs_open (outputs, 0, NULL, error);

  return stream != NULL && pv_subject_load (&subject, files, selection, tell, &ok, error) &&
         pv_packet_save_anonymised (subject.capture, subject.set, selection->span, anonymiser, stream, NULL, NULL,
                                    error) &&
         finish (outputs, with_null, error) && ok;
}

/* A folder that may be made, with a process that may write there. */
static PvObjectHelper *
make_object_helper (const char  *folder,
                    GError     **error)
{
  g_autoptr (GFile) file = pv_file_argument_to_file (folder);
  g_autofree char *path = g_file_get_path (file);
  PvObjectFolder *opened;

  if (path == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   /* Translators: %s is the name of a folder. */
                   _("“%s” is not on this computer, where files can be saved"), folder);
      return NULL;
    }
  if (!make_folder (file, error))
    return NULL;

  opened = pv_object_folder_open (path, error);

  return opened != NULL ? pv_object_helper_new (opened) : NULL;
}

gboolean
pv_headless_objects (const PvInputs            *inputs,
                     const char                *folder,
                     const PvSelectionOptions  *selection,
                     PvTellFunc                 tell,
                     GError                   **error)
{
  g_autoptr (PvCaptures) captures = NULL;
  g_auto (PvSubject) subject = { 0 };
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (PvObjectHelper) helper = NULL;
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) cause = NULL;
  PvObjectChoice choice = { NULL };
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && selection != NULL, FALSE);

  captures = pv_captures_new (inputs, NULL, folder);
  g_return_val_if_fail (pv_captures_get_n (captures) == 1, FALSE);
  if (folder != NULL)
    {
      helper = make_object_helper (folder, error);
      if (helper == NULL)
        return FALSE;
      pv_object_helper_split (helper);
    }
  confine (captures, NULL, FALSE, TRUE);
  if (!pv_subject_load (&subject, pv_captures_get (captures, 0, error), selection, tell, &ok, error))
    return FALSE;

  choice.set = subject.set;
  choice.span = selection->span;
  objects = pv_object_save (subject.capture, &choice, helper != NULL ? &pv_object_helper_funcs : NULL, helper, &names,
                            NULL, NULL, error);
  if (objects == NULL)
    return FALSE;
  if (helper != NULL && objects->len > 0)
    g_printerr ("pcapviz: %s\n", pv_object_save_get_warning ());

  if (pv_object_list_write (objects, names, out, &cause))
    return ok;
  set_output_error (error, cause->code, cause->message);

  return FALSE;
}
