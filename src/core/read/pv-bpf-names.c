/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bpf-names.c: names of hosts in filters, which are asked of nobody.
 *
 * libpcap asks the system's resolver for the names in a filter, and so the network, with each key that
 * somebody types; it has no switch for that. These two functions of its own (pcap/namedb.h) are what it
 * asks with, and a program's come before a library's. */
#include "config.h"

#include "pv-bpf-names.h"

#include <pcap/pcap.h>
#include <pcap/namedb.h>

static GPrivate refused = G_PRIVATE_INIT (g_free);

struct addrinfo *
pcap_nametoaddrinfo (const char *name)
{
  g_private_replace (&refused, g_utf8_make_valid (name, -1));

  return NULL;
}

bpf_u_int32
pcap_nametonetaddr (const char *name)
{
  g_private_replace (&refused, g_utf8_make_valid (name, -1));

  return 0;
}

char *
pv_bpf_names_take_refused (void)
{
  char *name = g_private_get (&refused);

  g_private_set (&refused, NULL);

  return name;
}
