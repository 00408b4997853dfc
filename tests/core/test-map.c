/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-map.c: maps of who talks to whom, held against adding up packet by packet. */
#include <arpa/inet.h>

#include "capture-maker.h"
#include "pv-crossfilter.h"
#include "pv-key-index.h"
#include "pv-map.h"
#include "pv-query-private.h"

#define T0 (G_GINT64_CONSTANT (1500000000) * PV_NS_PER_SECOND)
#define N_PACKETS 3000

static const guint all[PV_N_MAP_SIDES] = { 0, 0 };

/* Hosts in several networks of 10.0.0.0/8, few of which send most. */
static PvCapture *
make_capture (void)
{
  g_autofree TestPacket *packets = g_new0 (TestPacket, N_PACKETS);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_PACKETS; i++)
    {
      guint32 client = (guint32) (g_rand_double (rand) * g_rand_double (rand) * 12) + 1;
      guint32 server = (guint32) (g_rand_double (rand) * g_rand_double (rand) * 90) * 64 + 300;
      gboolean back = g_rand_boolean (rand);

      packets[i].time_ns = T0 + i * PV_NS_PER_MS;
      packets[i].ip_bytes = (guint16) g_rand_int_range (rand, 100, 1500);
      packets[i].source = back ? server : client;
      packets[i].destination = back ? client : server;
      if (i % 10 == 0)
        packets[i].lookup = "a.example";
      if (i % 50 == 0)
        packets[i].source = packets[i].destination = 0;
    }

  return test_packets_load (packets, N_PACKETS);
}

static PvMapIndex *
index_all (PvCapture     *capture,
           PvMapGrouping  grouping)
{
  PvMapIndex *index = pv_map_index_new (capture, grouping, NULL, 0, NULL, NULL);

  g_assert_nonnull (index);

  return index;
}

static PvMap *
map_all (PvMapIndex    *index,
         const PvQuery *query,
         guint          max)
{
  const guint max_both[PV_N_MAP_SIDES] = { max, max };
  PvMap *map = pv_map_new (index, query, max_both, NULL, NULL);

  g_assert_nonnull (map);

  return map;
}

/* What is between a client and a server, packet by packet. */
static PvMapTraffic
look (PvCapture     *capture,
      const PvQuery *query,
      guint32        client,
      guint32        server)
{
  PvMapTraffic sum = { 0 };

  for (guint64 i = 0; i < capture->n_packets; i++)
    {
      guint32 flow = pv_capture_get_flow (capture, i);
      const PvFlowKey *key = &pv_flow_table_get (capture->flows, flow)->key;
      gboolean from_client = pv_flow_table_is_from_client (capture->flows, flow);
      PvMapSide from = from_client ? PV_MAP_CLIENTS : PV_MAP_SERVERS;

      if (query->has_span && (pv_capture_get_time (capture, i) < query->span.start_ns ||
                              pv_capture_get_time (capture, i) >= query->span.end_ns))
        continue;
      if ((from_client ? key->source : key->destination) != client ||
          (from_client ? key->destination : key->source) != server || key->source == PV_NO_ID)
        continue;
      sum.packets[from]++;
      sum.bytes[from] += pv_capture_get_chunk (capture, i)->ip_bytes[i & PV_CHUNK_MASK];
    }

  return sum;
}

static void
add (PvMapTraffic       *sum,
     const PvMapTraffic *traffic)
{
  for (guint i = 0; i < PV_N_MAP_SIDES; i++)
    {
      sum->packets[i] += traffic->packets[i];
      sum->bytes[i] += traffic->bytes[i];
    }
}

static void
assert_equal (const PvMapTraffic *a,
              const PvMapTraffic *b)
{
  g_assert_cmpmem (a, sizeof *a, b, sizeof *b);
}

/* Nodes have what their links have, and all of them what is selected. */
static void
check_sums (PvMap *map)
{
  for (PvMapSide side = 0; side < PV_N_MAP_SIDES; side++)
    {
      PvMapTraffic of_nodes = { 0 };
      g_autofree PvMapTraffic *of_links = g_new0 (PvMapTraffic, map->n_nodes[side] + 1);

      for (guint i = 0; i < map->n_links; i++)
        add (&of_links[map->links[i].ends[side]], &map->links[i].traffic);
      for (guint i = 0; i < map->n_nodes[side]; i++)
        {
          assert_equal (&map->nodes[side][i].traffic, &of_links[i]);
          add (&of_nodes, &of_links[i]);
        }
      assert_equal (&of_nodes, &map->total);
    }
}

static void
test_hosts (void)
{
  g_autoptr (PvCapture) capture = make_capture ();
  g_autoptr (PvMapIndex) index = index_all (capture, PV_MAP_BY_HOST);
  PvQuery query = { .measure = PV_MEASURE_IP_BYTES };

  for (guint step = 0; step < 2; step++)
    {
      g_autoptr (PvMap) map = NULL;
      g_autoptr (PvRanking) clients = NULL;

      query.has_span = step > 0;
      query.span = (PvSpan){ T0 + 500 * PV_NS_PER_MS, T0 + 900 * PV_NS_PER_MS };
      map = map_all (index, &query, 0);
      check_sums (map);
      for (guint i = 0; i < map->n_links; i++)
        {
          const PvMapLink *link = &map->links[i];
          PvMapTraffic expected =
            look (capture, &query, pv_map_key_get_id (map->nodes[PV_MAP_CLIENTS][link->ends[0]].key),
                  pv_map_key_get_id (map->nodes[PV_MAP_SERVERS][link->ends[1]].key));

          assert_equal (&link->traffic, &expected);
        }

      query.dimension = PV_DIMENSION_CLIENT;
      clients = pv_query_run (capture, &query, NULL, NULL);
      g_assert_cmpuint (clients->n_labels, ==, map->n_nodes[PV_MAP_CLIENTS]);
      g_assert_cmpuint (clients->bytes, ==, pv_map_traffic_get_both (&map->total, PV_MEASURE_IP_BYTES));
    }
}

/* What is too small is one node, that says how many. */
static void
test_gathered (void)
{
  g_autoptr (PvCapture) capture = make_capture ();
  g_autoptr (PvMapIndex) index = index_all (capture, PV_MAP_BY_HOST);
  const PvQuery query = { .measure = PV_MEASURE_IP_BYTES };
  g_autoptr (PvMap) whole = map_all (index, &query, 0);

  for (guint max = 2; max < 20; max += 5)
    {
      g_autoptr (PvMap) map = map_all (index, &query, max);

      check_sums (map);
      assert_equal (&map->total, &whole->total);
      for (PvMapSide side = 0; side < PV_N_MAP_SIDES; side++)
        {
          guint n = map->n_nodes[side];
          const PvMapNode *last = &map->nodes[side][n - 1];
          guint64 smallest = G_MAXUINT64;

          g_assert_cmpuint (map->n_all[side], ==, whole->n_nodes[side]);
          g_assert_cmpuint (n, ==, MIN (max, whole->n_nodes[side]));
          if (n == whole->n_nodes[side])
            continue;

          g_assert_cmpuint (pv_map_key_get_kind (last->key), ==, PV_MAP_GATHERED);
          g_assert_cmpuint (last->n_gathered, ==, whole->n_nodes[side] - n + 1);
          for (guint i = 0; i + 1 < n; i++)
            smallest = MIN (smallest, pv_map_traffic_get_both (&map->nodes[side][i].traffic, PV_MEASURE_IP_BYTES));
          for (guint i = 0; i < whole->n_nodes[side]; i++)
            {
              gboolean is_there = FALSE;

              for (guint j = 0; j < n; j++)
                is_there = is_there || map->nodes[side][j].key == whole->nodes[side][i].key;
              if (!is_there)
                g_assert_cmpuint (pv_map_traffic_get_both (&whole->nodes[side][i].traffic, PV_MEASURE_IP_BYTES), <=,
                                  smallest);
            }
        }
    }
}

/* Whatever is selected, nodes stand in the order that they have in the whole capture. */
static void
test_order (void)
{
  g_autoptr (PvCapture) capture = make_capture ();

  for (PvMapGrouping grouping = 0; grouping < PV_N_MAP_GROUPINGS; grouping++)
    {
      g_autoptr (PvMapIndex) index = index_all (capture, grouping);
      PvQuery query = { .measure = PV_MEASURE_PACKETS };
      g_autoptr (PvMap) whole = map_all (index, &query, 0);

      query.has_span = TRUE;
      for (guint i = 0; i < N_PACKETS; i += 250)
        {
          g_autoptr (PvMap) map = NULL;

          query.span = (PvSpan){ T0 + i * PV_NS_PER_MS, T0 + (i + 200) * PV_NS_PER_MS };
          map = map_all (index, &query, i % 500 == 0 ? 0 : 6);
          for (PvMapSide side = 0; side < PV_N_MAP_SIDES; side++)
            {
              guint at = 0;

              for (guint j = 0; j < map->n_nodes[side]; j++)
                {
                  if (pv_map_key_get_kind (map->nodes[side][j].key) == PV_MAP_GATHERED)
                    {
                      g_assert_cmpuint (j, ==, map->n_nodes[side] - 1);
                      continue;
                    }
                  while (at < whole->n_nodes[side] && whole->nodes[side][at].key != map->nodes[side][j].key)
                    at++;
                  g_assert_cmpuint (at, <, whole->n_nodes[side]);
                }
            }
        }
    }
}

/* The labels of all nodes of a map of hosts that send alike, which come in the order of their numbers or the other way
 * round. */
static char *
list_equals (PvMapGrouping grouping,
             gboolean      is_reversed)
{
  enum { N_HOSTS = 12 };
  TestPacket packets[N_HOSTS] = { 0 };
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvMapIndex) index = NULL;
  const PvQuery query = { .measure = PV_MEASURE_PACKETS };
  g_autoptr (PvMap) map = NULL;
  g_autoptr (GString) labels = g_string_new (NULL);

  for (guint i = 0; i < N_HOSTS; i++)
    {
      guint32 host = is_reversed ? N_HOSTS - i : i + 1;

      packets[i] = (TestPacket){ .time_ns = T0 + i, .ip_bytes = 100, .source = host, .destination = 1000 + host % 3 };
    }
  capture = test_packets_load (packets, N_HOSTS);
  index = index_all (capture, grouping);
  map = map_all (index, &query, 0);
  for (PvMapSide side = 0; side < PV_N_MAP_SIDES; side++)
    for (guint i = 0; i < map->n_nodes[side]; i++)
      {
        g_autofree char *label = pv_map_index_dup_label (index, map->nodes[side][i].key);

        g_string_append_printf (labels, "%s ", label);
      }

  return g_string_free (g_steal_pointer (&labels), FALSE);
}

/* What is as large stands in the order of its labels, whichever is read first: threads race for that. */
static void
test_equals (void)
{
  for (PvMapGrouping grouping = 0; grouping < PV_N_MAP_GROUPINGS; grouping++)
    {
      g_autofree char *there = list_equals (grouping, FALSE);
      g_autofree char *back = list_equals (grouping, TRUE);

      g_assert_cmpstr (there, ==, back);
    }
}

/* Groups have what their hosts have, and stand where these do when they are opened. */
static void
test_groups (void)
{
  g_autoptr (PvCapture) capture = make_capture ();
  g_autoptr (PvMapIndex) index = index_all (capture, PV_MAP_BY_NETWORK);
  g_autoptr (PvMapIndex) opened_index = NULL;
  const PvQuery query = { .measure = PV_MEASURE_IP_BYTES };
  g_autoptr (PvMap) map = map_all (index, &query, 0);
  g_autoptr (PvMap) opened = NULL;
  const PvMapNode *node;
  g_autofree char *label = NULL;
  guint group = 0;
  guint32 ids[100];
  PvMapTraffic sum = { 0 };

  check_sums (map);
  for (guint i = 1; i < map->n_nodes[PV_MAP_SERVERS]; i++)
    if (map->nodes[PV_MAP_SERVERS][i].n_hosts > map->nodes[PV_MAP_SERVERS][group].n_hosts)
      group = i;
  node = &map->nodes[PV_MAP_SERVERS][group];
  label = pv_map_index_dup_label (index, node->key);
  g_assert_true (g_str_has_suffix (label, ".0/24"));
  g_assert_cmpuint (node->n_hosts, >, 1);
  g_assert_cmpuint (pv_map_list_addresses (map, PV_MAP_SERVERS, group, ids, 100), ==, node->n_hosts);
  for (guint i = 0; i < node->n_hosts; i++)
    {
      g_autofree char *address = pv_capture_dup_label (capture, PV_DIMENSION_ADDRESS, ids[i]);

      g_assert_true (strncmp (address, label, strlen (label) - strlen ("0/24")) == 0);
      g_assert_true (pv_map_index_contains (index, node->key, ids[i]));
      g_assert_false (pv_map_index_contains (index, map->nodes[PV_MAP_SERVERS][group > 0 ? 0 : 1].key, ids[i]));
    }
  g_assert_cmpuint (pv_map_list_addresses (map, PV_MAP_SERVERS, group, ids, 1), ==, 2);

  opened_index = pv_map_index_new (capture, PV_MAP_BY_NETWORK, &node->key, 1, NULL, NULL);
  opened = map_all (opened_index, &query, 0);
  check_sums (opened);
  g_assert_cmpuint (opened->n_nodes[PV_MAP_SERVERS], ==, map->n_nodes[PV_MAP_SERVERS] - 1 + node->n_hosts);
  for (guint i = 0; i < opened->n_nodes[PV_MAP_SERVERS]; i++)
    {
      const PvMapNode *host = &opened->nodes[PV_MAP_SERVERS][i];

      if (i >= group && i < group + node->n_hosts)
        {
          g_assert_cmpuint (pv_map_key_get_kind (host->key), ==, PV_MAP_HOST);
          add (&sum, &host->traffic);
        }
      else
        {
          g_assert_true (host->key == map->nodes[PV_MAP_SERVERS][i < group ? i : i - node->n_hosts + 1].key);
        }
    }
  assert_equal (&sum, &node->traffic);
}

/* The link between the same two, with the other as the client. */
static const PvMapLink *
find_swapped (PvMap *map,
              guint  link)
{
  PvMapKey client = map->nodes[PV_MAP_CLIENTS][map->links[link].ends[PV_MAP_CLIENTS]].key;
  PvMapKey server = map->nodes[PV_MAP_SERVERS][map->links[link].ends[PV_MAP_SERVERS]].key;

  for (guint i = 0; i < map->n_links; i++)
    if (i != link && map->nodes[PV_MAP_CLIENTS][map->links[i].ends[PV_MAP_CLIENTS]].key == server &&
        map->nodes[PV_MAP_SERVERS][map->links[i].ends[PV_MAP_SERVERS]].key == client)
      return &map->links[i];

  return NULL;
}

/* A link tells of which conversations it is made, and picks of them are what it shows. */
static void
test_links (void)
{
  g_autoptr (PvCapture) capture = make_capture ();

  for (PvMapGrouping grouping = 0; grouping <= PV_MAP_BY_SCOPE; grouping++)
    {
      g_autoptr (PvMapIndex) index = index_all (capture, grouping);
      PvQuery query = { .measure = PV_MEASURE_IP_BYTES };
      g_autoptr (PvMap) map = map_all (index, &query, grouping == PV_MAP_BY_HOST ? 0 : 5);
      g_autofree guint32 *ids = g_new (guint32, N_PACKETS);

      for (guint i = 0; i < map->n_links; i++)
        {
          guint found;
          guint n = pv_map_list_conversations (map, i, ids, N_PACKETS);
          g_autofree PvPickedLabel *picks = g_new0 (PvPickedLabel, n);
          g_autoptr (PvCrossfilter) crossfilter = NULL;
          g_autoptr (PvMap) picked = NULL;
          const PvMapLink *swapped;

          g_assert_cmpuint (n, >, 0);
          g_assert_true (pv_map_find_conversation (map, ids[0], &found));
          swapped = find_swapped (map, i);
          g_assert_true (found == i || grouping != PV_MAP_BY_HOST || &map->links[found] == swapped);
          for (guint j = 0; j < n; j++)
            picks[j] = (PvPickedLabel){ PV_DIMENSION_CONVERSATION, ids[j], FALSE };
          crossfilter = pv_crossfilter_new (capture, picks, n, NULL, NULL, NULL);
          query.subset = *pv_crossfilter_get_selected (crossfilter);
          picked = map_all (index, &query, 0);
          /* of two addresses, either may be the client: then their conversation is of two links */
          g_assert_cmpuint (pv_map_traffic_get_both (&picked->total, PV_MEASURE_IP_BYTES), >=,
                            pv_map_traffic_get_both (&map->links[i].traffic, PV_MEASURE_IP_BYTES));
          if (grouping == PV_MAP_BY_HOST)
            g_assert_cmpuint (pv_map_traffic_get_both (&picked->total, PV_MEASURE_IP_BYTES), ==,
                              pv_map_traffic_get_both (&map->links[i].traffic, PV_MEASURE_IP_BYTES) +
                                (swapped != NULL ? pv_map_traffic_get_both (&swapped->traffic, PV_MEASURE_IP_BYTES) : 0));

          /* but a map hides nothing for what is picked on it */
          query.subset = *pv_crossfilter_get_talk (crossfilter);
          g_clear_pointer (&picked, pv_map_unref);
          picked = map_all (index, &query, 0);
          assert_equal (&picked->total, &map->total);
        }
    }
}

static void
test_scopes (void)
{
  static const struct
  {
    const char *address;
    PvAddressScope scope;
  } expected[] = {
    { "10.0.0.1", PV_SCOPE_PRIVATE },        { "172.16.0.1", PV_SCOPE_PRIVATE },   { "172.31.255.255", PV_SCOPE_PRIVATE },
    { "172.32.0.1", PV_SCOPE_PUBLIC },       { "192.168.3.4", PV_SCOPE_PRIVATE },  { "192.169.3.4", PV_SCOPE_PUBLIC },
    { "100.64.0.1", PV_SCOPE_PRIVATE },      { "100.128.0.1", PV_SCOPE_PUBLIC },   { "169.254.7.7", PV_SCOPE_PRIVATE },
    { "127.0.0.1", PV_SCOPE_PRIVATE },       { "224.0.0.251", PV_SCOPE_GROUP },    { "239.255.255.250", PV_SCOPE_GROUP },
    { "255.255.255.255", PV_SCOPE_GROUP },   { "240.0.0.1", PV_SCOPE_PUBLIC },     { "8.8.8.8", PV_SCOPE_PUBLIC },
    { "::1", PV_SCOPE_PRIVATE },             { "::", PV_SCOPE_PRIVATE },           { "::2", PV_SCOPE_PUBLIC },
    { "fe80::1", PV_SCOPE_PRIVATE },         { "fec0::1", PV_SCOPE_PUBLIC },       { "fd00::1", PV_SCOPE_PRIVATE },
    { "ff02::fb", PV_SCOPE_GROUP },          { "2001:db8::1", PV_SCOPE_PUBLIC },   { "::ffff:10.0.0.1", PV_SCOPE_PRIVATE },
    { "::ffff:8.8.8.8", PV_SCOPE_PUBLIC },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      guint8 bytes[16];
      gboolean is_ipv6 = strchr (expected[i].address, ':') != NULL;

      g_assert_cmpint (inet_pton (is_ipv6 ? AF_INET6 : AF_INET, expected[i].address, bytes), ==, 1);
      g_assert_cmpint (pv_address_scope (bytes, is_ipv6 ? 16 : 4), ==, expected[i].scope);
    }
}

static void
test_keys (void)
{
  g_auto (PvKeyIndex) keys;

  pv_key_index_init (&keys);
  g_assert_cmpuint (pv_key_index_find (&keys, 0), ==, G_MAXUINT32);
  for (guint64 i = 0; i < 5000; i++)
    g_assert_cmpuint (pv_key_index_add (&keys, i * i << 20), ==, i);
  for (guint64 i = 0; i < 5000; i++)
    {
      g_assert_cmpuint (pv_key_index_add (&keys, i * i << 20), ==, i);
      g_assert_cmpuint (pv_key_index_find (&keys, i * i << 20), ==, i);
      g_assert_cmpuint (pv_key_index_get (&keys, (guint32) i), ==, i * i << 20);
    }
  g_assert_cmpuint (pv_key_index_find (&keys, 7), ==, G_MAXUINT32);
  g_assert_cmpuint (pv_key_index_get_n (&keys), ==, 5000);
}

static void
test_nothing (void)
{
  const TestPacket packet = { .time_ns = T0 };
  g_autoptr (PvCapture) capture = test_packets_load (&packet, 1);
  g_autoptr (PvMapIndex) index = index_all (capture, PV_MAP_BY_NETWORK);
  const PvQuery query = { 0 };
  g_autoptr (PvMap) map = pv_map_new (index, &query, all, NULL, NULL);

  g_assert_cmpuint (map->n_nodes[0], ==, 0);
  g_assert_cmpuint (map->n_nodes[1], ==, 0);
  g_assert_cmpuint (map->n_links, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map/hosts", test_hosts);
  g_test_add_func ("/map/gathered", test_gathered);
  g_test_add_func ("/map/order", test_order);
  g_test_add_func ("/map/equals", test_equals);
  g_test_add_func ("/map/groups", test_groups);
  g_test_add_func ("/map/links", test_links);
  g_test_add_func ("/map/scopes", test_scopes);
  g_test_add_func ("/map/keys", test_keys);
  g_test_add_func ("/map/nothing", test_nothing);

  return g_test_run ();
}
