/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-crossfilter.c: what picks leave, over every pair of dimensions, held against naive looking. */
#include "capture-maker.h"
#include "effort.h"
#include "pv-capture-filter.h"
#include "pv-crossfilter.h"
#include "pv-query-private.h"
#include "savefile-builder.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define N_PACKETS 600

static PvCapture *
make_capture (void)
{
  static const char *const names[] = { "a.example", "b.example", "c.example" };
  g_autofree TestPacket *packets = g_new0 (TestPacket, N_PACKETS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);

  for (guint i = 0; i < N_PACKETS; i++)
    {
      packets[i].time_ns = T0 + i * PV_NS_PER_MS;
      packets[i].ip_bytes = (guint16) g_rand_int_range (rand, 100, 2200);
      packets[i].source = (guint32) g_rand_int_range (rand, 0, 6);
      packets[i].destination = (guint32) g_rand_int_range (rand, 1, 6);
      if (g_rand_int_range (rand, 0, 3) == 0)
        packets[i].lookup = names[g_rand_int_range (rand, 0, G_N_ELEMENTS (names))];
    }

  return test_packets_load (packets, N_PACKETS);
}

/* Whether packet @i has the label. */
static gboolean
has_label (PvCapture   *capture,
           PvDimension  dimension,
           guint32      id,
           guint64      i)
{
  const PvDimensionInfo *info = pv_dimension_get_info (dimension);
  guint32 labels[2];
  guint n;

  switch (info->counted)
    {
    case PV_COUNTED_FLOWS:
      n = info->flow_labels (capture, pv_capture_get_flow (capture, i), labels);
      return (n > 0 && labels[0] == id) || (n > 1 && labels[1] == id);

    case PV_COUNTED_EVENTS:
      for (guint64 j = 0; j < capture->events[info->event_kind].n; j++)
        if (pv_events_get_packet (&capture->events[info->event_kind], j) == i &&
            pv_dimension_info_get_event_label (info, capture, &capture->events[info->event_kind], j) == id)
          return TRUE;
      return FALSE;

    case PV_COUNTED_PACKETS:
    default:
      info->packet_labels (capture, i, 1, labels);
      if (labels[0] != id && info->second_labels != NULL)
        info->second_labels (capture, i, 1, labels);
      return id != PV_NO_ID && labels[0] == id;
    }
}

/* What DESIGN says of set (F), one packet after another. PV_N_FAMILIES for what is selected. */
static gboolean
is_left (PvCapture           *capture,
         const PvPickedLabel *picks,
         guint                n,
         PvPacketSet         *filter,
         PvFamily             family,
         guint64              i)
{
  gboolean wanted[PV_N_FAMILIES] = { FALSE };
  gboolean found[PV_N_FAMILIES] = { FALSE };

  if (filter != NULL && !pv_packet_set_contains (filter, i))
    return FALSE;

  for (guint p = 0; p < n; p++)
    {
      PvFamily of = pv_dimension_get_family (picks[p].dimension);
      gboolean has = has_label (capture, picks[p].dimension, picks[p].id, i);

      if (picks[p].is_excluded && has)
        return FALSE;
      if (!picks[p].is_excluded)
        {
          wanted[of] = TRUE;
          found[of] = found[of] || has;
        }
    }

  for (PvFamily of = 0; of < PV_N_FAMILIES; of++)
    if (of != family && wanted[of] && !found[of])
      return FALSE;

  return TRUE;
}

static void
check_subset (PvCapture           *capture,
              const PvPickedLabel *picks,
              guint                n,
              PvPacketSet         *filter,
              PvFamily             family,
              const PvSubset      *subset)
{
  PvQuery query = { .subset = *subset };
  g_autoptr (PvPacketSet) set = NULL;
  guint64 n_left = 0;

  g_assert_true (pv_subset_make_packets (subset, &set, NULL));
  for (guint64 i = 0; i < capture->n_packets; i++)
    {
      gboolean left = is_left (capture, picks, n, filter, family, i);

      g_assert_cmpint (pv_query_covers (capture, &query, i), ==, left);
      g_assert_cmpint (set == NULL || pv_packet_set_contains (set, i), ==, left);
      n_left += left;
    }
  if (set != NULL)
    g_assert_cmpuint (pv_packet_set_get_n_packets (set), ==, n_left);
}

static void
check (PvCapture           *capture,
       const PvPickedLabel *picks,
       guint                n,
       PvPacketSet         *filter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PvCrossfilter) crossfilter = pv_crossfilter_new (capture, picks, n, filter, NULL, &error);

  g_assert_no_error (error);
  for (PvFamily family = 0; family < PV_N_FAMILIES; family++)
    check_subset (capture, picks, n, filter, family, pv_crossfilter_get_subset (crossfilter, family));
  check_subset (capture, picks, n, filter, PV_N_FAMILIES, pv_crossfilter_get_selected (crossfilter));
}

/* Some label of the dimension, the @nth; PV_NO_ID where there are none. */
static guint32
choose_label (PvCapture   *capture,
              PvDimension  dimension,
              guint        nth)
{
  PvQuery query = { .dimension = dimension };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);

  return ranking->n_ranks > 0 ? ranking->ranks[nth % ranking->n_ranks].id : PV_NO_ID;
}

static void
test_pairs (gconstpointer user_data)
{
  gboolean with_filter = GPOINTER_TO_INT (user_data);
  g_autoptr (PvCapture) capture = make_capture ();
  g_autoptr (PvPacketSet) filter = NULL;

  if (with_filter)
    filter = pv_capture_filter_run (capture, "udp", NULL, NULL, NULL);

  check (capture, NULL, 0, filter);
  for (PvDimension a = 0; a < PV_N_DIMENSIONS; a++)
    for (PvDimension b = a % EFFORT (1, 16); b < PV_N_DIMENSIONS; b += EFFORT (1, 16))
      for (guint excluded = 0; excluded < 4; excluded++)
        {
          PvPickedLabel picks[] = {
            { a, choose_label (capture, a, 0), (excluded & 1) != 0 },
            { b, choose_label (capture, b, 1), (excluded & 2) != 0 },
          };

          check (capture, picks, G_N_ELEMENTS (picks), filter);
        }
}

/* Names of two kinds of lookup are alternatives: a packet carries one lookup, and had nothing of both. */
static void
test_lookups_of_two_kinds (void)
{
  g_autoptr (PvCapture) capture = make_capture ();
  guint32 name = choose_label (capture, PV_DIMENSION_LOOKUP, 0);
  PvPickedLabel picks[] = { { PV_DIMENSION_LOOKUP, name, FALSE }, { PV_DIMENSION_MDNS_LOOKUP, name, FALSE } };
  g_autoptr (PvCrossfilter) crossfilter = pv_crossfilter_new (capture, picks, 2, NULL, NULL, NULL);
  g_autoptr (PvPacketSet) set = NULL;

  g_assert_true (pv_subset_make_packets (pv_crossfilter_get_selected (crossfilter), &set, NULL));
  g_assert_cmpuint (pv_packet_set_get_n_packets (set), >, 0);
}

/* A label that the capture has not is picked all the same. */
static void
test_no_such_label (void)
{
  g_autoptr (PvCapture) capture = make_capture ();
  PvPickedLabel pick = { PV_DIMENSION_ADDRESS, PV_NO_ID, FALSE };
  g_autoptr (PvCrossfilter) crossfilter = pv_crossfilter_new (capture, &pick, 1, NULL, NULL, NULL);
  g_autoptr (PvPacketSet) set = NULL;

  g_assert_true (pv_subset_make_packets (pv_crossfilter_get_selected (crossfilter), &set, NULL));
  g_assert_cmpuint (pv_packet_set_get_n_packets (set), ==, 0);
}

static void
test_cancelled (void)
{
  g_autoptr (PvCapture) capture = make_capture ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (pv_crossfilter_new (capture, NULL, 0, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/crossfilter/pairs", GINT_TO_POINTER (FALSE), test_pairs);
  g_test_add_data_func ("/crossfilter/pairs-filtered", GINT_TO_POINTER (TRUE), test_pairs);
  g_test_add_func ("/crossfilter/lookups-of-two-kinds", test_lookups_of_two_kinds);
  g_test_add_func ("/crossfilter/no-such-label", test_no_such_label);
  g_test_add_func ("/crossfilter/cancelled", test_cancelled);

  return g_test_run ();
}
