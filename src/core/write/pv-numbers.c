/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-numbers.c: the numbers behind a chart, for spreadsheets and scripts. */
#include "config.h"

#include "pv-numbers.h"

#include <glib/gi18n-lib.h>

#include "pv-bin-size.h"
#include "pv-dimension-private.h"
#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-rank-second.h"
#include "pv-span.h"

/* Bins that are asked for at once. */
#define N_AT_ONCE 1024

static void
set_span (PvTableWriter *writer,
          const PvSpan  *span)
{
  if (span != NULL)
    {
      pv_table_writer_set_int (writer, "from_ns", span->start_ns);
      pv_table_writer_set_int (writer, "to_ns", span->end_ns);
    }
  else
    {
      pv_table_writer_set_text (writer, "from_ns", NULL);
      pv_table_writer_set_text (writer, "to_ns", NULL);
    }
}

static void
set_origin (PvTableWriter          *writer,
            PvCapture              *capture,
            const char             *list,
            const PvSpan           *span,
            const PvNumbersOrigin  *origin)
{
  g_autofree char *name = pv_file_text_exact (pv_capture_get_file (capture));

  pv_table_writer_set_text (writer, "file", name);
  pv_table_writer_set_text (writer, "list", list);
  set_span (writer, span);
  pv_table_writer_set_text (writer, "filter", origin != NULL ? origin->filter : NULL);
  pv_table_writer_set_texts (writer, "picks", origin != NULL ? origin->picks : NULL);
  pv_table_writer_set_texts (writer, "exclusions", origin != NULL ? origin->exclusions : NULL);
}

/* What the other has, and the difference. */
static void
add_change (PvTableWriter *writer,
            const PvRank  *rank,
            gboolean       is_event)
{
  pv_table_writer_add_int (writer, (gint64) rank->other_packets);
  if (!is_event)
    pv_table_writer_add_int (writer, (gint64) rank->other_bytes);
  pv_table_writer_add_int (writer, (gint64) (rank->packets - rank->other_packets));
  if (!is_event)
    pv_table_writer_add_int (writer, (gint64) (rank->bytes - rank->other_bytes));
  pv_table_writer_add_text (writer, rank->other_packets == 0 ? "new" : rank->packets == 0 ? "gone" : "both");
}

/* How many columns there are for what came of lookups: answers have an answer. */
static guint
count_classes (const PvRanking *ranking)
{
  if (ranking->outcomes == NULL)
    return 0;

  return pv_dimension_has_answers (ranking->query.dimension) ? PV_N_OUTCOME_CLASSES : PV_OUTCOME_UNANSWERED;
}

/* Those whose addresses of @capture have nicknames; NULL where there are none. */
static PvAddressNames *
get_names (const PvNumbersOrigin *origin)
{
  PvAddressNames *names = origin != NULL ? origin->names : NULL;

  return names != NULL && pv_address_names_has_nicknames (names) ? names : NULL;
}

/* @names: (nullable): whose nicknames there is a column for; @second_names: (nullable): what addresses are known as, in
 * the column for that, if there is one */
static void
add_rank (PvTableWriter  *writer,
          PvCapture      *capture,
          PvRanking      *ranking,
          const PvRank   *rank,
          gboolean        is_event,
          PvAddressNames *names,
          PvAddressNames *second_names)
{
  g_autofree char *label = pv_ranking_dup_label (ranking, capture, rank);

  pv_table_writer_add_text (writer, label);
  pv_table_writer_add_int (writer, (gint64) rank->packets);
  if (!is_event)
    pv_table_writer_add_int (writer, (gint64) rank->bytes);
  else if (ranking->query.with_clients)
    pv_table_writer_add_int (writer, rank->clients);
  pv_table_writer_add_int (writer, (gint64) rank->whole_packets);
  if (!is_event)
    pv_table_writer_add_int (writer, (gint64) rank->whole_bytes);
  if (ranking->other != NULL)
    add_change (writer, rank, is_event);
  for (PvOutcomeClass class = 0; class < count_classes (ranking); class++)
    pv_table_writer_add_int (writer, (gint64) ranking->outcomes[rank - ranking->ranks].n[class]);
  if (pv_ranking_has_second (ranking, second_names))
    {
      g_autofree char *second = pv_ranking_dup_second (ranking, capture, second_names, rank);

      pv_table_writer_add_text (writer, second);
    }
  /* an address of the other is none of this capture's */
  if (names != NULL)
    pv_table_writer_add_text (writer, pv_ranking_is_gone (ranking, rank) ? NULL
                                                                          : pv_address_names_get_nickname (names, rank->id));
}

/* @prefix: "capture_", or nothing. */
static void
add_count_columns (GPtrArray             *columns,
                   const char            *prefix,
                   const PvDimensionInfo *info)
{
  if (info->counted == PV_COUNTED_EVENTS)
    {
      g_ptr_array_add (columns, g_strconcat (prefix, info->count, NULL));
      return;
    }
  g_ptr_array_add (columns, g_strconcat (prefix, "packets", NULL));
  g_ptr_array_add (columns, g_strconcat (prefix, "bytes", NULL));
}

static GPtrArray *
make_rank_columns (const PvRanking *ranking,
                   gboolean         has_nicknames,
                   gboolean         has_second)
{
  const PvDimensionInfo *info = pv_dimension_get_info (ranking->query.dimension);
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (columns, g_strdup (info->column));
  add_count_columns (columns, "", info);
  if (info->counted == PV_COUNTED_EVENTS && ranking->query.with_clients)
    g_ptr_array_add (columns, g_strdup ("clients"));
  add_count_columns (columns, "capture_", info);
  if (ranking->other != NULL)
    {
      add_count_columns (columns, "other_", info);
      add_count_columns (columns, "change_", info);
      g_ptr_array_add (columns, g_strdup ("state"));
    }
  for (PvOutcomeClass class = 0; class < count_classes (ranking); class++)
    g_ptr_array_add (columns, g_strdup (pv_outcome_class_get_key (class)));
  if (has_second)
    g_ptr_array_add (columns, g_strdup ("known_as"));
  if (has_nicknames)
    g_ptr_array_add (columns, g_strdup ("nickname"));

  return columns;
}

gboolean
pv_numbers_write_ranking (PvCapture              *capture,
                          PvRanking              *ranking,
                          const PvNumbersOrigin  *origin,
                          PvTableFormat           format,
                          GOutputStream          *stream,
                          GCancellable           *cancellable,
                          GError                **error)
{
  g_autoptr (PvTableWriter) writer = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  const PvDimensionInfo *info;
  PvAddressNames *names = NULL;
  PvAddressNames *second_names = origin != NULL ? origin->names : NULL;
  gboolean is_event;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && ranking != NULL, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  info = pv_dimension_get_info (ranking->query.dimension);
  is_event = info->counted == PV_COUNTED_EVENTS;
  if (pv_dimension_get_family (ranking->query.dimension) == PV_FAMILY_ADDRESS)
    names = get_names (origin);
  columns = make_rank_columns (ranking, names != NULL, pv_ranking_has_second (ranking, second_names));
  writer = pv_table_writer_new (stream, format, (const char *const *) columns->pdata, columns->len, cancellable);
  set_origin (writer, capture, info->key, ranking->query.has_span ? &ranking->query.span : NULL, origin);
  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      add_rank (writer, capture, ranking, &ranking->ranks[i], is_event, names, second_names);
      if (!pv_table_writer_end_row (writer))
        break;
    }

  return pv_table_writer_end (writer, error);
}

/* A column's name for @part, which no column before it has: an address may also be a name that was looked
 * up. */
static char *
make_part_column (GPtrArray  *columns,
                  const char *what,
                  const char *part)
{
  g_autofree char *column = g_strdup_printf ("%s %s", what, part);

  for (guint i = 2; g_ptr_array_find_with_equal_func (columns, column, g_str_equal, NULL); i++)
    {
      g_free (column);
      column = g_strdup_printf ("%s %s (%u)", what, part, i);
    }

  return g_steal_pointer (&column);
}

/* NULL where packets themselves are measured. */
static const char *
get_value_column (PvMeasure measure)
{
  switch (measure)
    {
    case PV_MEASURE_IP_BYTES:
      return "bytes";

    case PV_MEASURE_WIRE_BYTES:
      return "wire_bytes";

    case PV_MEASURE_PACKETS:
    default:
      return NULL;
    }
}

static GPtrArray *
make_series_columns (const char           *value,
                     const PvNumbersPart  *parts,
                     guint                 n_parts)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (columns, g_strdup ("start"));
  g_ptr_array_add (columns, g_strdup ("start_ns"));
  g_ptr_array_add (columns, g_strdup ("packets"));
  if (value != NULL)
    g_ptr_array_add (columns, g_strdup (value));
  for (guint i = 0; i < n_parts; i++)
    {
      g_ptr_array_add (columns, make_part_column (columns, "packets", parts[i].name));
      if (value != NULL)
        g_ptr_array_add (columns, make_part_column (columns, value, parts[i].name));
    }

  return columns;
}

/* How many decimals of a second the starts of bins have: none, milliseconds, or as many as tell them exactly. */
static int
count_decimals (gint64 bin_ns)
{
  gint64 unit = PV_NS_PER_MS;
  int decimals = 3;

  if (bin_ns % PV_NS_PER_SECOND == 0)
    return 0;

  for (; bin_ns % unit != 0; unit /= 10)
    decimals++;

  return decimals;
}

/* "2016-07-09T10:14:02Z", "2016-07-09T10:14:02.500Z" with 3 decimals. */
static char *
format_time (gint64 time_ns,
             int    decimals)
{
  gint64 fraction = pv_time_get_rest (time_ns, PV_NS_PER_SECOND);
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (pv_time_get_second (time_ns));
  g_autofree char *text = g_date_time_format (date, "%Y-%m-%dT%H:%M:%S");

  if (decimals == 0)
    return g_strconcat (text, "Z", NULL);

  for (int i = decimals; i < 9; i++)
    fraction /= 10;

  return g_strdup_printf ("%s.%0*" G_GINT64_FORMAT "Z", text, decimals, fraction);
}

/* Of @bin, what of @series lies within @span. */
static void
get_inside (PvSeries     *series,
            const PvSpan *span,
            PvBin        *bin)
{
  PvSpan inside = { MAX (bin->start_ns, span->start_ns), MIN (bin->end_ns, span->end_ns) };
  PvBin sum;

  if ((inside.start_ns == bin->start_ns && inside.end_ns == bin->end_ns) ||
      !pv_capture_get_settled (pv_series_get_capture (series)))
    return;

  pv_series_get_sum (series, inside, &sum);
  bin->packets = sum.packets;
  bin->value = sum.value;
}

/* Sets @bin to what of @part lies within @span in @whole, a bin of another series. */
static void
get_shifted (const PvNumbersPart *part,
             const PvSpan        *span,
             const PvBin         *whole,
             PvBin               *bin)
{
  PvSpan inside = { MAX (whole->start_ns, span->start_ns), MIN (whole->end_ns, span->end_ns) };

  pv_series_get_sum (part->series, pv_span_shift_back (inside, part->shift_ns), bin);
  bin->start_ns = whole->start_ns;
  bin->end_ns = whole->end_ns;
}

/* Empty bins are written as full ones are, so that how many there may be depends on how many packets there are. */
static guint64
get_max_bins (PvSeries             *series,
              const PvNumbersPart  *parts,
              guint                 n_parts)
{
  PvCapture *capture = pv_series_get_capture (series);
  guint64 n_packets = pv_capture_get_n_packets (capture);

  for (guint i = 0; i < n_parts; i++)
    if (pv_series_get_capture (parts[i].series) != capture)
      n_packets += pv_capture_get_n_packets (pv_series_get_capture (parts[i].series));

  return MIN (PV_NUMBERS_SOME_BINS + MIN (n_packets, PV_NUMBERS_MAX_BINS) * PV_NUMBERS_BINS_PER_PACKET,
              PV_NUMBERS_MAX_BINS);
}

static gboolean
check_n_bins (PvSeries             *series,
              const PvNumbersPart  *parts,
              guint                 n_parts,
              PvSpan                span,
              GError              **error)
{
  guint64 max = get_max_bins (series, parts, n_parts);

  if (pv_binning_count (pv_series_get_binning (series), span) <= max)
    return TRUE;

  g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE,
               max == PV_NUMBERS_MAX_BINS
                   ? _("This time has more than %u bins; choose a larger bin size or a shorter time")
                   : _("This time has more than %u bins, nearly all of them empty; choose a larger bin size or a "
                       "shorter time"),
               (guint) max);

  return FALSE;
}

static void
write_bins (PvTableWriter        *writer,
            PvSeries             *series,
            const PvNumbersPart  *parts,
            guint                 n_parts,
            PvSpan                span)
{
  gboolean with_value = get_value_column (pv_series_get_measure (series)) != NULL;
  int decimals = count_decimals (pv_series_get_bin_size (series));
  g_autofree PvBin *bins = g_new (PvBin, (gsize) N_AT_ONCE * (n_parts + 1));
  gint64 time_ns = span.start_ns;

  while (time_ns < span.end_ns)
    {
      PvSpan rest = { time_ns, span.end_ns };
      guint n = pv_series_get_bins (series, rest, bins, N_AT_ONCE);

      for (guint i = 0; i < n_parts; i++)
        {
          PvBin *of_part = bins + (gsize) N_AT_ONCE * (i + 1);

          if (parts[i].shift_ns == 0)
            pv_series_get_bins (parts[i].series, rest, of_part, n);
          for (guint j = 0; parts[i].shift_ns != 0 && j < n; j++)
            get_shifted (&parts[i], &span, &bins[j], &of_part[j]);
        }

      for (guint i = 0; i < n; i++)
        {
          g_autofree char *start = format_time (bins[i].start_ns, decimals);

          pv_table_writer_add_text (writer, start);
          pv_table_writer_add_int (writer, bins[i].start_ns);
          for (guint j = 0; j <= n_parts; j++)
            {
              PvBin *bin = &bins[(gsize) N_AT_ONCE * j + i];

              if (j == 0 || parts[j - 1].shift_ns == 0)
                get_inside (j == 0 ? series : parts[j - 1].series, &span, bin);
              pv_table_writer_add_int (writer, (gint64) bin->packets);
              if (with_value)
                pv_table_writer_add_int (writer, (gint64) bin->value);
            }
          if (!pv_table_writer_end_row (writer))
            return;
        }

      if (n == 0)
        return;
      time_ns = bins[n - 1].end_ns;
    }
}

gboolean
pv_numbers_write_series (PvSeries               *series,
                         const PvNumbersPart    *parts,
                         guint                   n_parts,
                         PvSpan                  span,
                         const PvNumbersOrigin  *origin,
                         PvTableFormat           format,
                         GOutputStream          *stream,
                         GCancellable           *cancellable,
                         GError                **error)
{
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (PvTableWriter) writer = NULL;

  g_return_val_if_fail (PV_IS_SERIES (series), FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  if (!check_n_bins (series, parts, n_parts, span, error))
    return FALSE;

  columns = make_series_columns (get_value_column (pv_series_get_measure (series)), parts, n_parts);
  writer = pv_table_writer_new (stream, format, (const char *const *) columns->pdata, columns->len, cancellable);
  set_origin (writer, pv_series_get_capture (series), "bins", &span, origin);
  pv_table_writer_set_int (writer, "bin_ns", pv_series_get_bin_size (series));
  pv_table_writer_set_text (writer, "bin_zone", pv_series_get_binning (series).zone == PV_ZONE_UTC ? "utc" : "local");
  write_bins (writer, series, parts, n_parts, span);

  return pv_table_writer_end (writer, error);
}

gboolean
pv_numbers_write_map (PvMap                  *map,
                      const PvSpan           *span,
                      const PvNumbersOrigin  *origin,
                      PvTableFormat           format,
                      GOutputStream          *stream,
                      GCancellable           *cancellable,
                      GError                **error)
{
  static const char *const columns[] = { "client", "server", "packets", "bytes", "packets_back", "bytes_back",
                                         "client_nickname", "server_nickname" };
  PvAddressNames *names = get_names (origin);
  g_autoptr (PvTableWriter) writer = NULL;

  g_return_val_if_fail (map != NULL, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  writer = pv_table_writer_new (stream, format, columns, G_N_ELEMENTS (columns) - (names == NULL ? PV_N_MAP_SIDES : 0),
                                cancellable);
  set_origin (writer, pv_map_index_get_capture (map->index), "map", span, origin);
  pv_table_writer_set_text (writer, "grouping", pv_map_grouping_get_code (pv_map_index_get_grouping (map->index)));
  for (guint i = 0; i < map->n_links; i++)
    {
      const PvMapTraffic *traffic = &map->links[i].traffic;

      for (PvMapSide side = 0; side < PV_N_MAP_SIDES; side++)
        {
          const PvMapNode *node = &map->nodes[side][map->links[i].ends[side]];
          gboolean is_gathered = pv_map_key_get_kind (node->key) == PV_MAP_GATHERED;
          g_autofree char *label = is_gathered ? NULL : pv_map_index_dup_label (map->index, node->key);

          pv_table_writer_add_text (writer, is_gathered ? "others" : label);
        }
      for (PvMapSide from = 0; from < PV_N_MAP_SIDES; from++)
        {
          pv_table_writer_add_int (writer, (gint64) traffic->packets[from]);
          pv_table_writer_add_int (writer, (gint64) traffic->bytes[from]);
        }
      for (PvMapSide side = 0; side < PV_N_MAP_SIDES && names != NULL; side++)
        {
          PvMapKey key = map->nodes[side][map->links[i].ends[side]].key;
          gboolean is_host = pv_map_key_get_kind (key) == PV_MAP_HOST;

          pv_table_writer_add_text (writer, is_host ? pv_address_names_get_nickname (names, pv_map_key_get_id (key)) : NULL);
        }
      if (!pv_table_writer_end_row (writer))
        break;
    }

  return pv_table_writer_end (writer, error);
}
