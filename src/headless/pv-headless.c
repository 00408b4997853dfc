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
#include "pv-confine.h"
#include "pv-dimension-text.h"
#include "pv-dns-figures.h"
#include "pv-error.h"
#include "pv-fd-stream.h"
#include "pv-file-argument.h"
#include "pv-file-text.h"
#include "pv-filter-hint.h"
#include "pv-headless.h"
#include "pv-loader.h"
#include "pv-object-helper.h"
#include "pv-object-list.h"
#include "pv-on-demand.h"
#include "pv-outputs.h"
#include "pv-packet-save.h"
#include "pv-pick-argument.h"
#include "pv-report.h"
#include "pv-span.h"
#include "pv-traffic-extent.h"
#include "pv-whole-file.h"

/* More clients or servers than this are of no use in a picture. */
#define MAX_MAP_NODES 200

/* Whether packets are read once more to see which of them count. */
static gboolean
reads_twice (const PvNarrow *narrow)
{
  return narrow->filter != NULL || narrow->on_demand != 0;
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

  /* no file can be made later */
  if (keeps_pipes)
    pv_captures_keep_pipes (captures);
  if (paths == NULL)
    {
      pv_whole_file_clean_up_on_signals ();
      return;
    }

  if (outputs != NULL)
    pv_outputs_split (outputs);
  pv_confine ((const char *const *) paths, with_fonts);
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
set_output_error (GError     **error,
                  GIOErrorEnum code,
                  const char  *reason)
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

/* A capture, and what of it counts. */
typedef struct
{
  PvCapture *capture;
  PvSubset subset;
  PvPacketSet *set; /* the subset's packets; NULL for all */
} Subject;

static void
subject_clear (Subject *self)
{
  g_clear_pointer (&self->set, pv_packet_set_unref);
  pv_subset_clear (&self->subset);
  g_clear_object (&self->capture);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Subject, subject_clear)

/* What messages call it: one file by all of its name. (transfer full) */
static char *
dup_name (const Subject *subject)
{
  return pv_capture_get_n_files (subject->capture) == 1 ? pv_file_text_path (pv_capture_get_file (subject->capture))
                                                        : pv_capture_text_title (subject->capture);
}

/* Tells which filter would have left packets, where this one left none for a known reason. */
static void
print_hint (Subject    *subject,
            const char *filter)
{
  g_autofree char *hint = pv_filter_hint_find (subject->subset.packets, filter, NULL, NULL);
  g_autofree char *name = dup_name (subject);
  g_autofree char *text = NULL;

  if (hint == NULL)
    return;

  text = pv_filter_hint_describe (hint);
  g_printerr ("pcapviz: %s: %s\n", name, text);
}

/* Lets only packets count that pass the filter. */
static gboolean
filter_subject (Subject     *subject,
                const char  *filter,
                GError     **error)
{
  subject->subset.packets = pv_capture_filter_run (subject->capture, filter, NULL, NULL, error);
  if (subject->subset.packets == NULL)
    {
      g_autofree char *name = dup_name (subject);

      /* Translators: what an error message begins with: what somebody typed, and the name of a file. */
      g_prefix_error (error, _("Filter “%s” on “%s”: "), filter, name);
      return FALSE;
    }

  print_hint (subject, filter);

  return TRUE;
}

/* Lets only packets count that have what is picked. */
static gboolean
pick_subject (Subject         *subject,
              const PvNarrow  *narrow,
              GError         **error)
{
  g_autoptr (GArray) picks = g_array_new (FALSE, FALSE, sizeof (PvPickedLabel));
  g_autoptr (PvCrossfilter) crossfilter = NULL;

  for (char **pick = narrow->picks; pick != NULL && *pick != NULL; pick++)
    pv_pick_argument_resolve (*pick, FALSE, subject->capture, picks);
  for (char **exclusion = narrow->exclusions; exclusion != NULL && *exclusion != NULL; exclusion++)
    pv_pick_argument_resolve (*exclusion, TRUE, subject->capture, picks);

  crossfilter = pv_crossfilter_new (subject->capture, (const PvPickedLabel *) (gpointer) picks->data, picks->len,
                                    subject->subset.packets, NULL, error);
  if (crossfilter == NULL)
    return FALSE;

  pv_subset_clear (&subject->subset);
  subject->subset = pv_subset_copy (pv_crossfilter_get_selected (crossfilter));

  return pv_subset_make_packets (&subject->subset, &subject->set, error);
}

/* Reads what @wanted has of the bits 1 << PvOnDemand. */
static gboolean
read_on_demand (PvCapture  *capture,
                guint       wanted,
                GError    **error)
{
  for (PvOnDemand what = PV_ON_DEMAND_NONE + 1; what < PV_N_ON_DEMAND; what++)
    if ((wanted & 1u << what) != 0 && !pv_on_demand_read (capture, what, NULL, NULL, error))
      return FALSE;

  return TRUE;
}

/* Of several files, those that could not be read. */
static void
tell_problems (PvCapture  *capture,
               PvTellFunc  tell,
               gboolean   *all_read)
{
  for (guint i = 0; i < pv_capture_get_n_files (capture); i++)
    {
      const PvInputFile *file = pv_capture_get_nth_file (capture, i);
      g_autofree char *name = pv_file_text_path (file->file);
      g_autoptr (GError) error = NULL;

      if (file->problem == NULL)
        continue;
      error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, _("Could not open “%s”: %s"), name, file->problem);
      tell (error);
      *all_read = FALSE;
    }
}

/* @all_read: set to FALSE where files of the capture could not be read */
static gboolean
load (Subject             *subject,
      const PvInputFiles  *files,
      const PvNarrow      *narrow,
      PvTellFunc           tell,
      gboolean            *all_read,
      GError             **error)
{
  g_autoptr (PvLoader) loader = NULL;

  /* a folder that could not be listed; the error is set */
  if (files == NULL)
    return FALSE;

  loader = pv_loader_new_for_places (files);
  subject->capture = pv_loader_load (loader, NULL, error);
  if (subject->capture == NULL)
    return FALSE;

  tell_problems (subject->capture, tell, all_read);

  return read_on_demand (subject->capture, narrow->on_demand, error) &&
         (narrow->filter == NULL || filter_subject (subject, narrow->filter, error)) &&
         pick_subject (subject, narrow, error);
}

/* How numbers came to be. */
static PvNumbersOrigin
get_origin (const PvNarrow *narrow)
{
  return (PvNumbersOrigin){ narrow->filter, (const char *const *) narrow->picks,
                            (const char *const *) narrow->exclusions, narrow->hosts };
}

/* What a capture is held against: another, or itself at another time. */
typedef struct
{
  Subject loaded;
  PvLabelMatch *match; /* NULL for nothing */
  PvChangePart part;
  gint64 shift_ns; /* to where it stands beside the other */
} Other;

static void
other_clear (Other *self)
{
  g_clear_pointer (&self->match, pv_label_match_unref);
  subject_clear (&self->loaded);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Other, other_clear)

/* How far the other's times are moved. */
static gboolean
find_shift (Other            *self,
            PvCapture        *capture,
            const PvNarrow   *narrow,
            const PvCompare  *compare,
            GError          **error)
{
  PvCapture *other = pv_label_match_get_other (self->match);
  gint64 start_ns = narrow->span != NULL ? narrow->span->start_ns : pv_capture_get_first_time (capture);

  if (compare->span != NULL && (compare->by_start || other == capture))
    {
      gint64 other_ns = compare->span->start_ns;

      if (start_ns == G_MININT64)
        start_ns = pv_capture_get_first_time (capture);
      if (other_ns == G_MININT64)
        other_ns = pv_capture_get_first_time (other);
      self->shift_ns = pv_time_subtract (start_ns, other_ns);
      return TRUE;
    }

  if (!compare->by_start || pv_traffic_get_shift_to_start (capture, other, &self->shift_ns))
    return TRUE;

  g_set_error_literal (error, PV_ERROR, PV_ERROR_BAD_VALUE,
                       _("The captures lie too far apart in time to be compared from the same start"));

  return FALSE;
}

/* Makes @self ready to be held against @subject. Its capture was loaded already, where it is another. */
static gboolean
prepare_other (Other            *self,
               const Subject    *subject,
               const PvNarrow   *narrow,
               const PvCompare  *compare,
               GError          **error)
{
  const Subject *of_other = compare->paths != NULL ? &self->loaded : subject;

  if (compare->paths == NULL && compare->span == NULL)
    return TRUE;

  g_clear_pointer (&self->match, pv_label_match_unref);
  self->match = pv_label_match_new (subject->capture, of_other->capture);
  self->part = (PvChangePart){ .subset = of_other->subset };
  self->shift_ns = 0;
  if (!find_shift (self, subject->capture, narrow, compare, error))
    return FALSE;

  if (compare->span != NULL || narrow->span != NULL)
    {
      self->part.has_span = TRUE;
      self->part.span = compare->span != NULL ? *compare->span : pv_span_shift_back (*narrow->span, self->shift_ns);
      /* no end is no end, however it is moved */
      if (compare->span == NULL && narrow->span->start_ns == G_MININT64)
        self->part.span.start_ns = G_MININT64;
      if (compare->span == NULL && narrow->span->end_ns == G_MAXINT64)
        self->part.span.end_ns = G_MAXINT64;
    }

  return TRUE;
}

/* Loads the other capture, where it is another. */
static gboolean
load_other (Other            *self,
            PvCaptures       *captures,
            const PvNarrow   *narrow,
            const PvCompare  *compare,
            PvTellFunc        tell,
            gboolean         *all_read,
            GError          **error)
{
  if (compare->paths == NULL)
    return TRUE;

  return load (&self->loaded, pv_captures_get_other (captures, error), narrow, tell, all_read, error);
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
report_one (PvCaptures       *captures,
            guint             i,
            PvBinning         binning,
            const PvNarrow   *narrow,
            const PvCompare  *compare,
            Other            *other,
            PvChangeChecks   *checks,
            gboolean         *found,
            PvTellFunc        tell,
            gboolean         *all_read,
            GError          **error)
{
  g_auto (Subject) subject = { 0 };
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (GError) cause = NULL;
  gboolean found_here = FALSE;
  PvNumbersOrigin origin;
  PvReportOther of_other;

  if (!load (&subject, pv_captures_get (captures, i, error), narrow, tell, all_read, error) ||
      !prepare_other (other, &subject, narrow, compare, error))
    return FALSE;

  origin = get_origin (narrow);
  of_other = (PvReportOther){ other->match, other->part, checks, &found_here };
  if (pv_report_write (subject.capture, binning, narrow->span, &subject.subset, &origin,
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
pv_headless_report (const PvInputs   *inputs,
                    PvBinning         binning,
                    const PvNarrow   *narrow,
                    const PvCompare  *compare,
                    PvChangeChecks   *checks,
                    gboolean         *found,
                    PvTellFunc        tell,
                    GError          **error)
{
  g_autoptr (PvCaptures) captures = NULL;
  g_auto (Other) other = { 0 };
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && narrow != NULL && compare != NULL, FALSE);

  captures = pv_captures_new (inputs, compare->paths, NULL);
  confine (captures, NULL, FALSE, reads_twice (narrow));
  if (!load_other (&other, captures, narrow, compare, tell, &ok, error))
    return FALSE;

  for (guint i = 0; i < pv_captures_get_n (captures); i++)
    {
      GError *cause = NULL;

      if (!report_one (captures, i, binning, narrow, compare, &other, checks, found, tell, &ok, &cause))
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
pv_headless_check (const PvInputs   *inputs,
                   const PvNarrow   *narrow,
                   const PvCompare  *compare,
                   PvChangeChecks   *checks,
                   gboolean         *found,
                   PvTellFunc        tell,
                   GError          **error)
{
  g_autoptr (PvCaptures) captures = NULL;
  g_auto (Subject) subject = { 0 };
  g_auto (Other) other = { 0 };
  Printing printing = { FALSE, NULL };
  PvChangePart part = { .has_span = FALSE };
  PvReportOther of_other;
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && narrow != NULL && compare != NULL && checks != NULL, FALSE);

  captures = pv_captures_new (inputs, compare->paths, NULL);
  g_return_val_if_fail (pv_captures_get_n (captures) == 1, FALSE);
  confine (captures, NULL, FALSE, reads_twice (narrow));
  if (!load (&subject, pv_captures_get (captures, 0, error), narrow, tell, &ok, error) ||
      !load_other (&other, captures, narrow, compare, tell, &ok, error) ||
      !prepare_other (&other, &subject, narrow, compare, error))
    return FALSE;

  if (narrow->span != NULL)
    {
      part.span = *narrow->span;
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

/* An empty chart says something only where it is one of the three that people look for. */
static gboolean
is_optional (PvDimension dimension)
{
  return dimension != PV_DIMENSION_SOURCE && dimension != PV_DIMENSION_DESTINATION && dimension != PV_DIMENSION_LOOKUP;
}

static gboolean
add_bars (GPtrArray              *pictures,
          const Subject          *subject,
          const Other            *other,
          PvDimension             dimension,
          const PvExportOptions  *options,
          GError                **error)
{
  PvChangesQuery changes_query;
  PvQuery query = {
    .dimension = dimension, .metric = PV_METRIC_PACKETS, .subset = subject->subset, .with_outcomes = TRUE,
  };
  g_autoptr (PvRanking) ranking = NULL;
  PvChartPicture *picture;

  if (!pv_dimension_counts_events (dimension))
    query.metric = options->metric;
  if (options->narrow.span != NULL)
    {
      query.span = *options->narrow.span;
      query.has_span = TRUE;
    }
  if (other->match != NULL)
    {
      g_autoptr (PvChanges) changes = NULL;

      changes_query = (PvChangesQuery){
        .dimension = dimension, .metric = query.metric, .order = PV_CHANGE_BY_CHANGE, .states = PV_CHANGE_ALL,
        .parts = { { query.span, query.has_span, query.subset }, other->part },
      };
      changes = pv_changes_new (other->match, &changes_query, NULL, error);
      if (changes != NULL)
        ranking = pv_changes_make_ranking (other->match, changes, NULL, error);
      if (ranking != NULL && !pv_dns_figures_split (subject->capture, &query, ranking))
        return pv_error_set_no_memory (error);
    }
  else
    {
      ranking = pv_query_run (subject->capture, &query, NULL, error);
    }
  if (ranking == NULL)
    return FALSE;
  if (ranking->n_ranks == 0 && options->chart == PV_CHART_ALL && is_optional (dimension))
    return TRUE;

  picture = pv_chart_picture_new_bars (subject->capture, ranking, &query.subset, options->n_max);
  pv_chart_picture_set_origin (picture, options->narrow.filter, (const char *const *) options->narrow.picks);
  pv_chart_picture_set_clock (picture, options->line.clock);
  if (other->match != NULL)
    pv_chart_picture_set_changes (picture, other->match, &changes_query);
  g_ptr_array_add (pictures, picture);

  return TRUE;
}

static gboolean
add_map (GPtrArray              *pictures,
         const Subject          *subject,
         const PvExportOptions  *options,
         GError                **error)
{
  guint n_max = options->n_max != 0 ? CLAMP (options->n_max, 2, MAX_MAP_NODES) : MAX_MAP_NODES;
  const guint max[PV_N_MAP_SIDES] = { n_max, n_max };
  PvQuery query = { .metric = options->map_metric, .subset = subject->subset };
  g_autoptr (PvMapIndex) index = pv_map_index_new (subject->capture, options->grouping, NULL, 0, NULL, error);
  g_autoptr (PvMap) map = NULL;
  PvChartPicture *picture;

  if (index == NULL)
    return FALSE;
  if (options->narrow.span != NULL)
    {
      query.span = *options->narrow.span;
      query.has_span = TRUE;
    }
  map = pv_map_new (index, &query, max, NULL, error);
  if (map == NULL)
    return FALSE;
  if (map->n_links == 0 && options->chart == PV_CHART_ALL)
    return TRUE;

  picture = pv_chart_picture_new_map (map, &query, options->form);
  pv_chart_picture_set_origin (picture, options->narrow.filter, (const char *const *) options->narrow.picks);
  pv_chart_picture_set_clock (picture, options->line.clock);
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

  if (!pv_traffic_extent_get (capture, other, shift_ns, &full, &span))
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
          const Other            *other,
          const PvExportOptions  *options,
          GError                **error)
{
  PvMeasure measure = pv_line_options_get_measure (&options->line);
  PvCapture *other_capture = other->match != NULL ? pv_label_match_get_other (other->match) : NULL;
  PvPacketSet *other_set = options->compare.paths != NULL ? other->loaded.set : subject->set;
  PvSpan span;
  g_autoptr (PvSeries) series = NULL;
  g_autoptr (PvSeries) other_series = NULL;
  g_autoptr (PvTraffic) traffic = NULL;
  PvChartPicture *picture;
  gint64 bin_ns = options->bin_ns;
  PvBinning binning;

  span = get_line_span (subject->capture, other_capture, other->shift_ns, options);
  if (span.start_ns >= span.end_ns)
    return TRUE;
  if (bin_ns == 0)
    bin_ns = pv_traffic_extent_choose_bin_size (pv_span_get_length (span), options->look.width);
  binning = pv_line_options_get_binning (&options->line, bin_ns);

  series = pv_series_new (subject->capture, subject->set, binning, measure, NULL, error);
  if (series == NULL)
    return FALSE;
  if (other_capture != NULL)
    {
      other_series = pv_series_new (other_capture, other_set, binning, measure, NULL, error);
      if (other_series == NULL)
        return FALSE;
    }

  traffic = pv_traffic_new_for_series (series, other_series, other->shift_ns);
  picture = pv_chart_picture_new_line (traffic, &options->line, span);
  pv_chart_picture_set_origin (picture, options->narrow.filter, (const char *const *) options->narrow.picks);
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

/* Those that are asked for; @other has no match where there is nothing to compare with.
 * (element-type PvChartPicture) */
static GPtrArray *
create_pictures (const Subject          *subject,
                 const Other            *other,
                 const PvExportOptions  *options,
                 GError                **error)
{
  g_autoptr (GPtrArray) pictures = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean ok = TRUE;

  if (options->chart >= 0)
    ok = add_bars (pictures, subject, other, options->chart, options, error);
  for (PvDimension dimension = 0; ok && options->chart == PV_CHART_ALL && dimension < PV_N_DIMENSIONS; dimension++)
    ok = pv_dimension_stands_back (dimension, subject->capture) ||
         !pv_on_demand_is_there (subject->capture, pv_dimension_get_on_demand (dimension)) ||
         add_bars (pictures, subject, other, dimension, options, error);
  if (ok && (options->chart == PV_CHART_MAP || options->chart == PV_CHART_ALL))
    ok = add_map (pictures, subject, options, error);
  if (ok && (options->chart == PV_CHART_TRAFFIC || options->chart == PV_CHART_ALL))
    ok = add_line (pictures, subject, other, options, error);
  for (guint i = pictures->len; i > 0; i--)
    if (!pv_export_format_can (options->format, g_ptr_array_index (pictures, i - 1)))
      g_ptr_array_remove_index (pictures, i - 1);

  return ok ? g_steal_pointer (&pictures) : NULL;
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
            Other                  *other,
            const PvExportOptions  *options,
            PvOutputs              *outputs,
            PvTellFunc              tell,
            gboolean               *all_read,
            GError                **error)
{
  g_auto (Subject) subject = { 0 };
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

  if (!load (&subject, pv_captures_get (captures, i, error), &options->narrow, tell, all_read, error) ||
      !prepare_other (other, &subject, &options->narrow, &options->compare, error))
    return FALSE;

  pictures = create_pictures (&subject, other, options, error);
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
  g_autoptr (PvCaptures) captures = NULL;
  g_autoptr (PvOutputs) outputs = NULL;
  g_auto (Other) other = { 0 };
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && options != NULL, FALSE);

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
           reads_twice (&options->narrow));

  if (!load_other (&other, captures, &options->narrow, &options->compare, tell, &ok, error))
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
save_to_standard_output (const Subject   *subject,
                         const PvNarrow  *narrow,
                         PvAnonymiser    *anonymiser,
                         GError         **error)
{
  g_autoptr (GOutputStream) out = pv_fd_stream_new (STDOUT_FILENO, "-");

  return pv_packet_save_anonymised (subject->capture, subject->set, narrow->span, anonymiser, out, NULL, NULL, error);
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
pv_headless_save (const PvInputs  *inputs,
                  const char      *target,
                  const PvNarrow  *narrow,
                  PvAnonymiser    *anonymiser,
                  gboolean         may_replace,
                  gboolean         with_null,
                  PvTellFunc       tell,
                  GError         **error)
{
  g_autoptr (PvCaptures) captures = NULL;
  g_autoptr (PvOutputs) outputs = NULL;
  g_autoptr (GFile) file = NULL;
  g_auto (Subject) subject = { 0 };
  const PvInputFiles *files;
  GOutputStream *stream;
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && target != NULL && narrow != NULL, FALSE);

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

      return load (&subject, files, narrow, tell, &ok, error) &&
             save_to_standard_output (&subject, narrow, anonymiser, error) && ok;
    }

  file = pv_file_argument_to_file (target);
  outputs = pv_outputs_new_for_file (file);
  protect (outputs, captures, may_replace);
  confine (captures, outputs, FALSE, TRUE);

  /* what cannot be written need not be read */
  stream = pv_outputs_open (outputs, 0, NULL, error);

  return stream != NULL && load (&subject, files, narrow, tell, &ok, error) &&
         pv_packet_save_anonymised (subject.capture, subject.set, narrow->span, anonymiser, stream, NULL, NULL, error) &&
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
pv_headless_objects (const PvInputs  *inputs,
                     const char      *folder,
                     const PvNarrow  *narrow,
                     PvTellFunc       tell,
                     GError         **error)
{
  g_autoptr (PvCaptures) captures = NULL;
  g_auto (Subject) subject = { 0 };
  g_autoptr (GOutputStream) out = g_unix_output_stream_new (STDOUT_FILENO, FALSE);
  g_autoptr (PvObjectHelper) helper = NULL;
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (GError) cause = NULL;
  PvObjectChoice choice = { NULL };
  gboolean ok = TRUE;

  g_return_val_if_fail (inputs != NULL && narrow != NULL, FALSE);

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
  if (!load (&subject, pv_captures_get (captures, 0, error), narrow, tell, &ok, error))
    return FALSE;

  choice.set = subject.set;
  choice.span = narrow->span;
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
