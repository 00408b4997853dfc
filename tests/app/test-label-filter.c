/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-label-filter.c: labels in libpcap's filter language, which must take them. */
#include <pcap/pcap.h>

#include "pv-label-filter.h"

static const struct
{
  PvDimension dimension;
  const char *label;
  const char *filter; /* NULL where the language has no words */
} cases[] = {
  { PV_DIMENSION_SOURCE, "10.0.0.1", "ip src host 10.0.0.1" },
  { PV_DIMENSION_DESTINATION, "2001:db8::1", "ip6 dst host 2001:db8::1" },
  { PV_DIMENSION_ADDRESS, "10.0.0.1", "ip host 10.0.0.1" },
  { PV_DIMENSION_CONVERSATION, "10.0.0.1 ↔ 10.0.0.2", "ip host 10.0.0.1 and ip host 10.0.0.2" },
  { PV_DIMENSION_SERVICE, "443/tcp https", "tcp port 443" },
  { PV_DIMENSION_SOURCE_PORT, "50000/udp", "udp src port 50000" },
  { PV_DIMENSION_DESTINATION_PORT, "5060/sctp sip", "sctp dst port 5060" },
  { PV_DIMENSION_PORT, "9/dccp discard", NULL },
  { PV_DIMENSION_LOOKUP, "or tcp", NULL },
  { PV_DIMENSION_PROTOCOL, "TCP", NULL },
};

static gboolean
compiles (const char *filter)
{
  pcap_t *pcap = pcap_open_dead (DLT_EN10MB, 65535);
  struct bpf_program program;
  gboolean ok = pcap_compile (pcap, &program, filter, 1, PCAP_NETMASK_UNKNOWN) == 0;

  if (ok)
    pcap_freecode (&program);
  pcap_close (pcap);

  return ok;
}

static void
test_labels (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *filter = pv_label_filter_add (NULL, cases[i].dimension, cases[i].label);
      g_autofree char *more = pv_label_filter_add ("greater 60 or arp", cases[i].dimension, cases[i].label);

      g_assert_cmpstr (filter, ==, cases[i].filter);
      g_assert_cmpint (more != NULL, ==, filter != NULL);
      if (filter != NULL)
        {
          g_assert_true (compiles (filter));
          g_assert_true (compiles (more));
          g_assert_true (g_str_has_prefix (more, "(greater 60 or arp) and "));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/label-filter/labels", test_labels);

  return g_test_run ();
}
