/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-flow-finder.c: packets of flows that come in bursts and by turns get the flow that they belong to. */
#include <string.h>

#include "pv-flow-finder.h"

#define N_FLOWS 60000
#define N_PACKETS 400000
#define N_THREADS 3

/* Flow @i: of IPv4, of IPv6, or without ports. */
static void
make_facts (guint32  i,
            gboolean is_syn,
            guint8   addresses[2][16],
            PvFacts *facts)
{
  guint32 source = i / 7 + 1;
  guint32 destination = i % 1000 + 1000000;

  memset (addresses, 0, 2 * 16);
  memcpy (addresses[0], &source, sizeof source);
  memcpy (addresses[1], &destination, sizeof destination);
  *facts = (PvFacts){
    .address_size = i % 3 == 0 ? 16 : 4,
    .source = addresses[0],
    .destination = addresses[1],
    .has_ports = i % 5 != 0,
    .transport = i % 5 == 0 ? 1 : 6,
    .source_port = i % 5 == 0 ? 0 : (guint16) i,
    .destination_port = i % 5 == 0 ? 0 : 443,
    .is_syn = is_syn && i % 5 != 0,
  };
}

typedef struct
{
  PvFlowTable *flows;
  guint32 seed;
  guint32 wanted[N_PACKETS];
  guint32 found[N_PACKETS];
} Run;

/* Bursts of new flows, and others that come back, with a SYN somewhere in between. */
static gpointer
run (gpointer data)
{
  Run *self = data;
  PvFlowFinder *finder = g_new0 (PvFlowFinder, 1);
  g_autoptr (GRand) random = g_rand_new_with_seed (self->seed);
  guint8 addresses[2][16];

  pv_flow_finder_init (finder, self->flows);
  for (guint32 i = 0; i < N_PACKETS; i++)
    {
      PvFlowSearch search;
      PvFacts facts;

      if (i > 0 && g_rand_int_range (random, 0, 4) != 0)
        self->wanted[i] = self->wanted[i - (guint32) g_rand_int_range (random, 1, (gint32) MIN (i, 40) + 1)];
      else
        self->wanted[i] = (guint32) g_rand_int_range (random, 0, N_FLOWS);
      make_facts (self->wanted[i], self->wanted[i] % 2 == 0, addresses, &facts);
      pv_flow_finder_begin (finder, &facts, &search);
      pv_flow_finder_end (finder, &facts, &search, i, &self->found[i]);
      if (i % 5000 == 4999)
        pv_flow_finder_resolve (finder);
    }
  pv_flow_finder_resolve (finder);
  g_assert_false (finder->full);
  g_free (finder);

  return NULL;
}

/* Packets have one flow exactly where they were made of one, whichever thread looked, and it is what they say. */
static void
test_bursts (void)
{
  g_autoptr (PvLabelTable) addresses = pv_label_table_new ();
  g_autoptr (PvFlowTable) flows = pv_flow_table_new (addresses);
  g_autofree guint32 *id_of = g_new (guint32, N_FLOWS);
  GThread *threads[N_THREADS];
  Run *runs[N_THREADS];
  guint32 n = 0;

  for (guint i = 0; i < N_THREADS; i++)
    {
      runs[i] = g_new0 (Run, 1);
      runs[i]->flows = flows;
      runs[i]->seed = g_test_rand_int ();
      threads[i] = g_thread_new ("finder", run, runs[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  for (guint32 i = 0; i < N_FLOWS; i++)
    id_of[i] = PV_NO_ID;
  for (guint i = 0; i < N_THREADS; i++)
    {
      for (guint32 k = 0; k < N_PACKETS; k++)
        {
          guint32 flow = runs[i]->wanted[k];
          guint32 id = runs[i]->found[k];
          guint8 bytes[2][16];
          const PvFlow *info;
          PvFacts facts;

          if (id_of[flow] == PV_NO_ID)
            {
              id_of[flow] = id;
              n++;
            }
          g_assert_cmpuint (id, ==, id_of[flow]);

          info = pv_flow_table_get (flows, id);
          make_facts (flow, flow % 2 == 0, bytes, &facts);
          g_assert_cmpuint (info->key.source_port, ==, facts.source_port);
          g_assert_cmpuint (info->key.destination_port, ==, facts.destination_port);
          g_assert_cmpuint (info->key.protocol, ==, facts.transport);
          g_assert_cmpuint (info->key.source, ==, pv_label_table_find (addresses, bytes[0], facts.address_size));
          g_assert_cmpuint (info->key.destination, ==, pv_label_table_find (addresses, bytes[1], facts.address_size));
          g_assert_cmpint ((info->key.flags & PV_FLOW_SYN) != 0, ==, facts.is_syn != 0);
          g_assert_cmpuint (pv_flow_table_get_first_packet (flows, id), <=, k);
        }
      g_free (runs[i]);
    }
  g_assert_cmpuint (pv_flow_table_get_n (flows), ==, n);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow-finder/bursts", test_bursts);

  return g_test_run ();
}
