/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pcap-loop.c: libpcap's own read loop, doing nothing with the packets. */

#include <pcap/pcap.h>
#include <stdio.h>

#include "bench-stats.h"

int
main (int    argc,
      char **argv)
{
  char message[PCAP_ERRBUF_SIZE];
  struct pcap_pkthdr *header;
  const u_char *data;
  guint64 packets = 0;
  double start;
  pcap_t *pcap;
  int result;

  if (argc != 2)
    {
      fprintf (stderr, "usage: %s SAVEFILE\n", argv[0]);
      return 1;
    }

  start = bench_now ();
  pcap = pcap_open_offline (argv[1], message);
  if (pcap == NULL)
    {
      fprintf (stderr, "%s\n", message);
      return 1;
    }
  while ((result = pcap_next_ex (pcap, &header, &data)) == 1)
    packets++;
  if (result == PCAP_ERROR)
    {
      fprintf (stderr, "%s: %s\n", argv[1], pcap_geterr (pcap));
      return 1;
    }
  pcap_close (pcap);

  bench_print_seconds ("seconds", bench_now () - start);
  bench_print_integer ("packets", packets);
  bench_print_process ();
  return 0;
}
