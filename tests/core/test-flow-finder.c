/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-flow-finder.c: packets of flows that come in bursts and by turns get the flow that they belong to. */
#include <netinet/in.h>
#include <string.h>

#include "pv-flow-finder.h"

#define N_FLOWS 60000
#define N_PACKETS 400000
#define N_THREADS 3

/* Flow @i: of TCP or UDP, or without ports, over IPv4 or IPv6. Every second one differs from the one before in its
 * protocol only. */
static void
make_facts (guint32  i,
            gboolean is_syn,
            guint8   addresses[2 * 16],
            PvFacts *facts)
{
  guint32 pair = i / 2;
  guint32 source = pair / 7 + 1;
  guint32 destination = pair % 1000 + 1000000;
  guint8 size = pair % 3 == 0 ? 16 : 4;
  gboolean has_ports = pair % 5 != 0;
  static const guint8 protocols[2][2] = { { IPPROTO_ICMP, IPPROTO_IGMP }, { IPPROTO_TCP, IPPROTO_UDP } };

  memset (addresses, 0, 2 * 16);
  memcpy (addresses, &source, sizeof source);
  memcpy (addresses + size, &destination, sizeof destination);
  *facts = (PvFacts){
    .address_size = size,
    .source = addresses,
    .destination = addresses + size,
    .has_ports = has_ports,
    .transport = protocols[has_ports ? 1 : 0][i % 2],
    .source_port = has_ports ? (guint16) pair : 0,
    .destination_port = has_ports ? 443 : 0,
    .is_syn = is_syn && has_ports && i % 2 == 0,
  };
}

typedef struct
{
  PvFlowTable *flows;
  guint32 seed;
  guint32 wanted[N_PACKETS];
  guint32 found[N_PACKETS];
} Run;

/* As the worker does: what is usual is found by itself where it is remembered. */
static void
find (PvFlowFinder  *finder,
      const PvFacts *facts,
      guint32        packet,
      guint32       *id)
{
  const PvUsual usual = {
    .addresses = facts->source,
    .address_size = facts->address_size,
    .transport = facts->transport,
    .ports = (guint32) facts->source_port << 16 | facts->destination_port,
  };
  PvUsualSearch search;

  if (facts->has_ports && !facts->is_syn)
    {
      pv_flow_finder_begin (finder, &usual, &search);
      if (pv_flow_finder_knows (finder, &search, id))
        return;
    }
  pv_flow_finder_find (finder, facts, packet, id);
}

/* Bursts of new flows, and others that come back, with a SYN somewhere in between. */
static gpointer
run (gpointer data)
{
  Run *self = data;
  PvFlowFinder *finder = g_aligned_alloc0 (1, sizeof *finder, G_ALIGNOF (PvFlowFinder));
  g_autoptr (GRand) random = g_rand_new_with_seed (self->seed);
  guint8 addresses[2 * 16];

  pv_flow_finder_init (finder, self->flows);
  for (guint32 i = 0; i < N_PACKETS; i++)
    {
      PvFacts facts;

      if (i > 0 && g_rand_int_range (random, 0, 4) != 0)
        self->wanted[i] = self->wanted[i - (guint32) g_rand_int_range (random, 1, (gint32) MIN (i, 40) + 1)];
      else
        self->wanted[i] = (guint32) g_rand_int_range (random, 0, N_FLOWS);
      make_facts (self->wanted[i], self->wanted[i] % 4 == 0, addresses, &facts);
      find (finder, &facts, i, &self->found[i]);
      if (i % 5000 == 4999)
        pv_flow_finder_resolve (finder);
    }
  pv_flow_finder_resolve (finder);
  g_assert_false (finder->full);
  g_aligned_free (finder);

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
          guint8 bytes[2 * 16];
          const PvFlow *info;
          PvFacts facts;

          if (id_of[flow] == PV_NO_ID)
            {
              id_of[flow] = id;
              n++;
            }
          g_assert_cmpuint (id, ==, id_of[flow]);

          info = pv_flow_table_get (flows, id);
          make_facts (flow, flow % 4 == 0, bytes, &facts);
          g_assert_cmpuint (info->key.source_port, ==, facts.source_port);
          g_assert_cmpuint (info->key.destination_port, ==, facts.destination_port);
          g_assert_cmpuint (info->key.protocol, ==, facts.transport);
          g_assert_cmpuint (info->key.source, ==, pv_label_table_find (addresses, bytes, facts.address_size));
          g_assert_cmpuint (info->key.destination, ==, pv_label_table_find (addresses, bytes + facts.address_size, facts.address_size));
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
