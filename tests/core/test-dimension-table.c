/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dimension-table.c: each row of the table of dimensions has all that it takes. */
#include "pv-dimension-private.h"
#include "pv-on-demand.h"

/* What is missing in the row of @dimension, or NULL. */
static const char *
find_fault (PvDimension dimension)
{
  const PvDimensionInfo *row = pv_dimension_get_info (dimension);
  const PvDimensionInfo *picked;
  gboolean of_events = row->counted == PV_COUNTED_EVENTS;

  if (row->key == NULL)
    return "there is no row";
  for (const char *at = row->key; *at != '\0'; at++)
    if (!g_ascii_islower (*at) && *at != '_')
      return "its key is not of small letters";
  for (PvDimension other = 0; other < dimension; other++)
    if (g_strcmp0 (pv_dimension_get_info (other)->key, row->key) == 0)
      return "another has its key";
  if (row->column == NULL)
    return "it has no column";
  if (row->tab >= PV_N_TABS || row->family >= PV_N_FAMILIES || row->label_class >= PV_N_LABEL_CLASSES)
    return "its tab, family or label class is none";

  if ((row->counted == PV_COUNTED_FLOWS) != (row->flow_labels != NULL))
    return "it has labels of flows where others are counted, or has none";
  if ((row->counted == PV_COUNTED_PACKETS) != (row->packet_labels != NULL))
    return "it has labels of packets where others are counted, or has none";
  if (row->second_labels != NULL && row->packet_labels == NULL)
    return "it has second labels, but no first";
  if (row->event_label != NULL && !of_events)
    return "it has labels of events, but counts none";
  if (of_events != (row->count != NULL))
    return "what it counts has no name, or one where packets are counted";
  if (of_events && (row->on_demand != PV_ON_DEMAND_NONE) != pv_event_kind_is_on_demand (row->event_kind))
    return "it is read on demand, and its events are not, or the other way round";

  picked = pv_dimension_get_info (row->pick_dimension);
  if (picked->pick_dimension != row->pick_dimension || picked->label_class != row->label_class ||
      picked->family != row->family)
    return "what its picks are kept as has other labels";
  if (row->has_peers && pv_dimension_get_info (row->peers)->on_demand != PV_ON_DEMAND_NONE)
    return "its labels go with what may not have been read";
  if (row->has_members && pv_dimension_get_info (row->members)->counted != row->counted)
    return "its labels open into others, of which something else is counted";

  return NULL;
}

static void
test_rows (void)
{
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      const char *fault = find_fault (dimension);

      if (fault != NULL)
        g_test_fail_printf ("%s (number %d of PvDimension): %s", pv_dimension_get_info (dimension)->key, (int) dimension,
                            fault);
    }
}

/* Families without a row narrow nothing; more likely, a row has another's. */
static void
test_families (void)
{
  for (PvFamily family = 0; family < PV_N_FAMILIES; family++)
    {
      guint n = 0;

      for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
        n += pv_dimension_get_info (dimension)->family == family;
      if (n == 0)
        g_test_fail_printf ("no row is of number %d of PvFamily", (int) family);
    }
}

static void
test_keys (void)
{
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS && !g_test_failed (); dimension++)
    {
      PvDimension found = PV_N_DIMENSIONS;

      g_assert_true (pv_dimension_from_key (pv_dimension_get_key (dimension), &found));
      g_assert_cmpint (found, ==, dimension);
    }
}

/* Scripts read these; they never change. */
static void
test_counts (void)
{
  static const char *const counts[PV_N_EVENT_KINDS] = {
    [PV_EVENT_LOOKUP] = "lookups",
    [PV_EVENT_MDNS_LOOKUP] = "lookups",
    [PV_EVENT_LLMNR_LOOKUP] = "lookups",
    [PV_EVENT_URL] = "requests",
    [PV_EVENT_USER_AGENT] = "requests",
    [PV_EVENT_OUTCOME] = "answers",
    [PV_EVENT_TCP_TROUBLE] = "segments",
  };

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      const PvDimensionInfo *row = pv_dimension_get_info (dimension);

      if (row->counted == PV_COUNTED_EVENTS)
        g_assert_cmpstr (row->count, ==, counts[row->event_kind]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dimension-table/rows", test_rows);
  g_test_add_func ("/dimension-table/families", test_families);
  g_test_add_func ("/dimension-table/keys", test_keys);
  g_test_add_func ("/dimension-table/counts", test_counts);

  return g_test_run ();
}
