/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-headless.c: reports, exports and saved packets without a display. */
#include "config.h"

#include <errno.h>
#include <gio/gunixoutputstream.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <unistd.h>

#include "pv-capture-filter.h"
#include "pv-confine.h"
#include "pv-dimension-text.h"
#include "pv-error.h"
#include "pv-export.h"
#include "pv-headless.h"
#include "pv-loader.h"
#include "pv-packet-save.h"
#include "pv-report.h"
#include "pv-span.h"
#include "pv-traffic-data.h"
#include "pv-whole-file.h"

/* Whether all files are here. Then GVfs is left out, which is other programs and sockets; it would also
 * start threads, which escape when the process is confined. */
static gboolean
use_local_files (const char *const *inputs,
                 const char        *output)
{
  for (guint i = 0; inputs[i] != NULL; i++)
    if (!pv_confine_is_local (inputs[i]))
      return FALSE;
  if (output != NULL && !pv_confine_is_local (output))
    return FALSE;

  return g_setenv ("GIO_USE_VFS", "local", TRUE);
}

/* Captures come from strangers: before one is opened, everything goes that is not needed for it. */
static void
confine (const char *const *inputs,
         const char        *output,
         gboolean           with_fonts)
{
  if (use_local_files (inputs, output))
    pv_confine (inputs, output, with_fonts);
}

static void
set_output_error (GError     **error,
                  GIOErrorEnum code,
                  const char  *reason)
{
  g_set_error (error, G_IO_ERROR, code,
               /* Translators: %s is what the system says of it. */
               _("Could not write to standard output: %s"), reason);
}

/* Prints a line, and notices when there is no room for it where standard output leads. */
static gboolean
print_line (const char  *line,
            GError     **error)
{
  int code;

  errno = 0;
  g_print ("%s\n", line);
  code = errno != 0 ? errno : EIO;
  if (!ferror (stdout))
    return TRUE;

  set_output_error (error, g_io_error_from_errno (code), g_strerror (code));

  return FALSE;
}

/* A capture, and those of its packets that pass the filter: NULL for all where there is none. */
typedef struct
{
  PvCapture *capture;
  PvPacketSet *set;
} Subject;

static void
subject_clear (Subject *self)
{
  g_clear_pointer (&self->set, pv_packet_set_unref);
  g_clear_object (&self->capture);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subject, subject_clear)

static gboolean
load (Subject     *subject,
      const char  *path,
      const char  *filter,
      GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (PvLoader) loader = pv_loader_new (file);

  subject->capture = pv_loader_load (loader, NULL, error);
  if (subject->capture == NULL || filter == NULL)
    return subject->capture != NULL;

  subject->set = pv_capture_filter_run (subject->capture, filter, NULL, NULL, error);
  if (subject->set == NULL)
    /* Translators: what an error message begins with; %s is what somebody typed. */
    g_prefix_error (error, _("Filter “%s”: "), filter);

  return subject->set != NULL;
}

gboolean
pv_headless_report (const char      *path,
                    gint64           bin_ns,
                    const PvNarrow  *narrow,
                    GError         **error)
{
  g_auto (Subject) subject = { 0 };
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GError) cause = NULL;

  g_return_val_if_fail (path != NULL && narrow != NULL, FALSE);

  confine ((const char *[]){ path, NULL }, NULL, FALSE);
  if (!load (&subject, path, narrow->filter, error))
    return FALSE;

  if (pv_report_write (subject.capture, bin_ns, narrow->span, subject.set, out, &cause))
    return TRUE;

  if (cause->domain == G_IO_ERROR)
    set_output_error (error, cause->code, cause->message);
  else
    g_propagate_error (error, g_steal_pointer (&cause));

  return FALSE;
}

/* A file in @folder that is not in @taken, where captures of one name come from several folders. */
static GFile *
choose_file (const char *folder,
             const char *stem,
             const char *extension,
             GHashTable *taken)
{
  for (guint i = 1;; i++)
    {
      g_autofree char *name = i == 1 ? g_strdup_printf ("%s.%s", stem, extension)
                                     : g_strdup_printf ("%s-%u.%s", stem, i, extension);

      if (!g_hash_table_contains (taken, name))
        {
          g_autofree char *path = g_build_filename (folder, name, NULL);

          g_hash_table_add (taken, g_steal_pointer (&name));
          return g_file_new_for_path (path);
        }
    }
}

static gboolean
print_name (GFile   *file,
            GError **error)
{
  g_autofree char *name = g_file_get_parse_name (file);

  return print_line (name, error);
}

/* An empty chart says something only where it is one of the three that people look for. */
static gboolean
is_optional (PvDimension dimension)
{
  return dimension == PV_DIMENSION_MDNS_LOOKUP || dimension == PV_DIMENSION_LLMNR_LOOKUP;
}

static gboolean
add_bars (GPtrArray              *pictures,
          const Subject          *subject,
          PvDimension             dimension,
          const PvExportOptions  *options,
          GError                **error)
{
  PvQuery query = { .dimension = dimension, .metric = PV_METRIC_PACKETS, .set = subject->set };
  g_autoptr (PvRanking) ranking = NULL;
  PvChartPicture *picture;

  if (!pv_dimension_is_lookup (dimension))
    query.metric = options->metric;
  if (options->narrow.span != NULL)
    {
      query.span = *options->narrow.span;
      query.has_span = TRUE;
    }
  ranking = pv_query_run (subject->capture, &query, NULL, error);
  if (ranking == NULL)
    return FALSE;
  if (ranking->n_ranks == 0 && options->chart == PV_CHART_ALL && is_optional (dimension))
    return TRUE;

  picture = pv_chart_picture_new_bars (subject->capture, ranking, subject->set, options->n_max);
  pv_chart_picture_set_origin (picture, options->narrow.filter, NULL);
  g_ptr_array_add (pictures, picture);

  return TRUE;
}

/* The span that the line chart covers, which is empty where there is nothing to draw. */
static PvSpan
get_line_span (PvCapture              *capture,
               PvCapture              *other,
               gint64                  shift_ns,
               const PvExportOptions  *options)
{
  const PvSpan *asked = options->narrow.span;
  PvSpan full;
  PvSpan span;

  if (!pv_traffic_data_get_spans (capture, other, shift_ns, &full, &span))
    return (PvSpan){ 0, 0 };

  if (asked != NULL)
    {
      span.start_ns = MAX (full.start_ns, asked->start_ns);
      span.end_ns = MIN (full.end_ns, asked->end_ns);
    }

  return span;
}

static gboolean
add_line (GPtrArray              *pictures,
          const Subject          *subject,
          const Subject          *other,
          const PvExportOptions  *options,
          GError                **error)
{
  PvMeasure measure = pv_line_options_get_measure (&options->line);
  gint64 shift_ns = 0;
  PvSpan span;
  g_autoptr (PvSeries) series = NULL;
  g_autoptr (PvSeries) other_series = NULL;
  g_autoptr (PvTraffic) traffic = NULL;
  PvChartPicture *picture;
  gint64 bin_ns = options->bin_ns;

  if (other->capture != NULL && options->by_start &&
      !pv_traffic_get_shift_to_start (subject->capture, other->capture, &shift_ns))
    {
      g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                           _("The captures lie too far apart in time to be compared from the same start"));
      return FALSE;
    }

  span = get_line_span (subject->capture, other->capture, shift_ns, options);
  if (span.start_ns >= span.end_ns)
    return TRUE;
  if (bin_ns == 0)
    bin_ns = pv_traffic_data_choose_bin_size (pv_span_get_length (span), options->look.width);

  series = pv_series_new (subject->capture, subject->set, bin_ns, measure, NULL, error);
  if (series == NULL)
    return FALSE;
  if (other->capture != NULL)
    {
      other_series = pv_series_new (other->capture, other->set, bin_ns, measure, NULL, error);
      if (other_series == NULL)
        return FALSE;
    }

  traffic = pv_traffic_new_for_series (series, other_series, shift_ns);
  picture = pv_chart_picture_new_line (traffic, &options->line, span);
  pv_chart_picture_set_origin (picture, options->narrow.filter, NULL);
  g_ptr_array_add (pictures, picture);

  if (options->line.has_mean || options->line.has_percentile)
    {
      PvLineReference references[PV_LINE_MAX_REFERENCES];
      PvSeriesStatistics statistics;

      if (!pv_series_get_statistics (series, span, &statistics, NULL, error))
        return FALSE;
      pv_chart_picture_set_references (picture, references,
                                       pv_line_options_get_references (&options->line, &statistics, bin_ns,
                                                                       references));
    }

  return TRUE;
}

/* Those that are asked for; @other has no capture where there is nothing to compare with.
 * (element-type PvChartPicture) */
static GPtrArray *
create_pictures (const Subject          *subject,
                 const Subject          *other,
                 const PvExportOptions  *options,
                 GError                **error)
{
  static const PvDimension dimensions[] = {
    PV_DIMENSION_SOURCE, PV_DIMENSION_DESTINATION, PV_DIMENSION_LOOKUP,
    PV_DIMENSION_MDNS_LOOKUP, PV_DIMENSION_LLMNR_LOOKUP,
  };
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean ok = TRUE;

  if (options->chart >= 0)
    ok = add_bars (pictures, subject, options->chart, options, error);
  for (guint i = 0; ok && options->chart == PV_CHART_ALL && i < G_N_ELEMENTS (dimensions); i++)
    ok = add_bars (pictures, subject, dimensions[i], options, error);
  if (ok && options->chart < 0)
    ok = add_line (pictures, subject, other, options, error);

  return ok ? g_steal_pointer (&pictures) : NULL;
}

static gboolean
export_to_folder (GPtrArray              *pictures,
                  const PvExportOptions  *options,
                  GHashTable             *taken,
                  GError                **error)
{
  for (guint i = 0; i < pictures->len; i++)
    {
      PvChartPicture *picture = g_ptr_array_index (pictures, i);
      g_autofree char *stem = pv_chart_picture_suggest_name (picture);
      g_autoptr (GFile) file = choose_file (options->target, stem,
                                            pv_export_format_get_extension (options->format), taken);

      if (!pv_export_write (&picture, 1, options->format, &options->look, file, NULL, error) ||
          !print_name (file, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
export_to_file (GPtrArray              *pictures,
                const PvExportOptions  *options,
                GError                **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->target);

  if (pictures->len == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is nothing to export"));
      return FALSE;
    }
  if (!pv_export_write ((PvChartPicture *const *) pictures->pdata, pictures->len, options->format,
                        &options->look, file, NULL, error))
    return FALSE;

  return print_name (file, error);
}

static gboolean
make_folder (const char  *path,
             GError     **error)
{
  g_autoptr (GFile) folder = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) local_error = NULL;

  if (g_file_make_directory_with_parents (folder, NULL, &local_error) ||
      g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));

  return FALSE;
}

gboolean
pv_headless_export (char                  **paths,
                    const PvExportOptions  *options,
                    GError                **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) inputs = NULL;
  g_auto (Subject) other = { 0 };

  g_return_val_if_fail (paths != NULL && options != NULL, FALSE);
  g_return_val_if_fail (!options->is_file || g_strv_length (paths) == 1, FALSE);

  pv_whole_file_clean_up_on_signals ();
  g_strv_builder_addv (builder, (const char **) paths);
  if (options->other != NULL)
    g_strv_builder_add (builder, options->other);
  inputs = g_strv_builder_end (builder);

  use_local_files ((const char *const *) inputs, options->target);
  if (!options->is_file && !make_folder (options->target, error))
    return FALSE;
  confine ((const char *const *) inputs, options->target,
           options->format != PV_EXPORT_CSV && options->format != PV_EXPORT_JSON);

  if (options->other != NULL && !load (&other, options->other, options->narrow.filter, error))
    return FALSE;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      g_auto (Subject) subject = { 0 };
      g_autoptr (GPtrArray) pictures = NULL;

      if (!load (&subject, paths[i], options->narrow.filter, error))
        return FALSE;

      pictures = create_pictures (&subject, &other, options, error);
      if (pictures == NULL ||
          !(options->is_file ? export_to_file (pictures, options, error)
                             : export_to_folder (pictures, options, taken, error)))
        return FALSE;
    }

  return TRUE;
}

gboolean
pv_headless_save (const char      *path,
                  const char      *target,
                  const PvNarrow  *narrow,
                  GError         **error)
{
  g_autoptr (GFile) file = NULL;
  g_auto (Subject) subject = { 0 };

  g_return_val_if_fail (path != NULL && target != NULL && narrow != NULL, FALSE);

  pv_whole_file_clean_up_on_signals ();
  confine ((const char *[]){ path, NULL }, target, FALSE);
  if (!load (&subject, path, narrow->filter, error))
    return FALSE;

  file = g_file_new_for_commandline_arg (target);
  if (!pv_packet_save (subject.capture, subject.set, narrow->span, file, NULL, NULL, error))
    return FALSE;

  return print_name (file, error);
}
