/* SPDX-License-Identifier: GPL-3.0-or-later */
/* generate-capture.c: writes a realistic capture of any size; the same seed, the same bytes. */

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bench-clock.h"
#include "bench-traffic.h"
#include "bench-writer.h"

#define NS_PER_MS G_GUINT64_CONSTANT (1000000)
#define NS_PER_S G_GUINT64_CONSTANT (1000000000)
#define PCAP_RECORD_HEADER 16
/* Monday, 13 May 2024, 00:00 UTC */
#define DEFAULT_START 1715558400
#define DEFAULT_DURATION 86400

typedef struct
{
  char *format;
  char *size;
  char *packets;
  gint64 seed;
  gint64 start_s;
  gint64 duration_s;
  char *snapshot_length;
  char *distinct_sources;
  char *distinct_names;
  gboolean one_flow;
  int packet_size;
  int ip6_percent;
  double out_of_order;
  double stray_times;
} Options;

static void
options_clear (Options *self)
{
  g_free (self->format);
  g_free (self->size);
  g_free (self->packets);
  g_free (self->snapshot_length);
  g_free (self->distinct_sources);
  g_free (self->distinct_names);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

typedef struct
{
  guint64 packets;
  guint64 wire_bytes;
  guint64 ip_packets;
  guint64 ip_bytes;
  guint64 lookups;
} Totals;

/* "1500000", "10M" (decimal), "1GiB" (binary). FALSE where it is no number or too large. */
static gboolean
parse_count (const char *text,
             guint64    *count)
{
  static const struct
  {
    const char *suffix;
    guint64 factor;
  } units[] = {
    { "", 1 },
    { "k", 1000 },
    { "M", 1000000 },
    { "G", 1000000000 },
    { "KiB", 1 << 10 },
    { "MiB", 1 << 20 },
    { "GiB", 1 << 30 },
  };
  char *end;
  guint64 value;

  if (text == NULL)
    {
      *count = 0;
      return TRUE;
    }
  if (!g_ascii_isdigit (text[0]))
    return FALSE;
  value = g_ascii_strtoull (text, &end, 10);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (strcmp (end, units[i].suffix) == 0)
        return g_uint64_checked_mul (count, value, units[i].factor);
    }
  return FALSE;
}

static gboolean
parse_format (const char  *text,
              BenchFormat *format)
{
  if (text == NULL || strcmp (text, "pcap") == 0)
    *format = BENCH_FORMAT_PCAP;
  else if (strcmp (text, "pcap-ns") == 0)
    *format = BENCH_FORMAT_PCAP_NS;
  else if (strcmp (text, "pcapng") == 0)
    *format = BENCH_FORMAT_PCAPNG;
  else
    return FALSE;
  return TRUE;
}

static guint64
draw_time (BenchRandom   *random,
           guint64        time_ns,
           guint32        late_millionths,
           guint32        stray_millionths)
{
  if (late_millionths > 0 && bench_random_chance (random, late_millionths))
    time_ns -= bench_random_below (random, 1000) * NS_PER_MS;
  if (stray_millionths > 0 && bench_random_chance (random, stray_millionths))
    time_ns = (bench_random_next (random) % 2 == 0 ? 0 : G_MAXUINT32 * NS_PER_S) + time_ns % NS_PER_S;
  return time_ns;
}

static gboolean
generate (BenchWriter      *writer,
          const BenchShape *shape,
          BenchClock       *clock,
          guint64           max_bytes,
          guint64           max_packets,
          guint32           late_millionths,
          guint32           stray_millionths,
          Totals           *totals)
{
  g_autoptr (BenchTraffic) traffic = bench_traffic_new (shape);
  BenchRandom random;

  bench_random_init (&random, shape->seed + 2);
  while (totals->packets < max_packets && bench_writer_get_bytes (writer) < max_bytes)
    {
      BenchPacketFacts facts;
      guint64 time_ns;

      bench_traffic_next (traffic, bench_writer_begin (writer), &facts);
      time_ns = draw_time (&random, bench_clock_tick (clock, facts.in_burst), late_millionths, stray_millionths);
      if (!bench_writer_end (writer, time_ns, facts.length))
        return FALSE;

      totals->packets++;
      totals->wire_bytes += facts.length;
      totals->ip_packets += facts.ip_length > 0;
      totals->ip_bytes += facts.ip_length;
      totals->lookups += facts.is_lookup;
    }
  return TRUE;
}

static gboolean
parse_options (int       *argc,
               char    ***argv,
               Options   *options,
               GError   **error)
{
  const GOptionEntry entries[] = {
    { "size", 0, 0, G_OPTION_ARG_STRING, &options->size, "Stop at this many bytes of file: 1GiB, 20G", "BYTES" },
    { "packets", 0, 0, G_OPTION_ARG_STRING, &options->packets, "Stop at this many packets: 10M", "N" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options->format, "pcap (default), pcap-ns or pcapng", "FORMAT" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, "Another seed gives other packets; default 1", "N" },
    { "start", 0, 0, G_OPTION_ARG_INT64, &options->start_s, "First time, in seconds since 1970", "SECONDS" },
    { "duration", 0, 0, G_OPTION_ARG_INT64, &options->duration_s, "About how long; default one day", "SECONDS" },
    { "snaplen", 0, 0, G_OPTION_ARG_STRING, &options->snapshot_length, "Snapshot length; default 262144", "BYTES" },
    { "packet-size", 0, 0, G_OPTION_ARG_INT, &options->packet_size, "All frames of this length, 54 to 262144", "BYTES" },
    { "ipv6", 0, 0, G_OPTION_ARG_INT, &options->ip6_percent, "Share of IPv6; default 15", "PERCENT" },
    { "distinct-sources", 0, 0, G_OPTION_ARG_STRING, &options->distinct_sources, "A flood from N addresses", "N" },
    { "distinct-names", 0, 0, G_OPTION_ARG_STRING, &options->distinct_names, "Only lookups, of N names", "N" },
    { "one-flow", 0, 0, G_OPTION_ARG_NONE, &options->one_flow, "All packets in one TCP connection", NULL },
    { "out-of-order", 0, 0, G_OPTION_ARG_DOUBLE, &options->out_of_order, "Share of late packets, 0 to 1", "SHARE" },
    { "stray-times", 0, 0, G_OPTION_ARG_DOUBLE, &options->stray_times, "Share of nonsense times, 0 to 1", "SHARE" },
    { NULL }
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE (or - for standard output)");

  g_option_context_set_summary (context, "Writes a capture of Ethernet frames as an office’s uplink carries them, "
                                         "and prints what is in it.");
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

int
main (int    argc,
      char **argv)
{
  g_auto (Options) options = {
    .seed = 1,
    .start_s = DEFAULT_START,
    .duration_s = DEFAULT_DURATION,
    .ip6_percent = 15,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (BenchClock) clock = NULL;
  BenchWriter *writer;
  BenchFormat format;
  BenchShape shape = { 0 };
  Totals totals = { 0 };
  guint64 max_bytes;
  guint64 max_packets;
  guint64 snapshot_length;
  guint64 n_expected;
  guint64 mean;
  int fd = STDOUT_FILENO;

  setlocale (LC_ALL, "");
  if (!parse_options (&argc, &argv, &options, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 1;
    }
  if (argc != 2
      || !parse_format (options.format, &format)
      || !parse_count (options.size, &max_bytes)
      || !parse_count (options.packets, &max_packets)
      || !parse_count (options.snapshot_length, &snapshot_length)
      || !parse_count (options.distinct_sources, &shape.distinct_sources)
      || !parse_count (options.distinct_names, &shape.distinct_names)
      || (options.packet_size != 0 && (options.packet_size < 54 || options.packet_size > BENCH_PACKET_MAX))
      || options.start_s < 0 || options.start_s > G_MAXUINT32
      || options.duration_s < 1 || options.duration_s > G_MAXUINT32 - options.start_s
      || options.ip6_percent < 0 || options.ip6_percent > 100
      || !(options.out_of_order >= 0 && options.out_of_order <= 1)
      || !(options.stray_times >= 0 && options.stray_times <= 1)
      || (max_bytes == 0 && max_packets == 0)
      || snapshot_length > BENCH_PACKET_MAX)
    {
      fprintf (stderr, "Wrong or missing value; %s --help lists them. --size or --packets is needed.\n", argv[0]);
      return 1;
    }
  shape.seed = options.seed;
  shape.one_flow = options.one_flow;
  shape.packet_size = options.packet_size;
  shape.ip6_percent = options.ip6_percent;
  if (max_bytes == 0)
    max_bytes = G_MAXUINT64;
  if (max_packets == 0)
    max_packets = G_MAXUINT64;
  if (snapshot_length == 0)
    snapshot_length = BENCH_PACKET_MAX;

  if (strcmp (argv[1], "-") != 0)
    fd = open (argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      fprintf (stderr, "%s: %s\n", argv[1], g_strerror (errno));
      return 1;
    }

  if (shape.distinct_sources > 0 || shape.distinct_names > 0)
    mean = 80;
  else
    mean = BENCH_TRAFFIC_MEAN;
  if (shape.packet_size > 0)
    mean = shape.packet_size;
  n_expected = MIN (max_packets, max_bytes / (PCAP_RECORD_HEADER + MIN (mean, snapshot_length)) + 1);
  clock = bench_clock_new (options.start_s, options.duration_s, n_expected, shape.seed + 1);

  writer = bench_writer_new (fd, format, snapshot_length);
  if (!generate (writer, &shape, clock, max_bytes, max_packets,
                 options.out_of_order * 1000000 + 0.5, options.stray_times * 1000000 + 0.5, &totals)
      || !bench_writer_close (writer))
    {
      fprintf (stderr, "%s: %s\n", argv[1], g_strerror (errno));
      return 1;
    }

  /* To standard error, for standard output may be the capture. */
  fprintf (stderr,
           "packets %" G_GUINT64_FORMAT "\n"
           "wire_bytes %" G_GUINT64_FORMAT "\n"
           "ip_packets %" G_GUINT64_FORMAT "\n"
           "ip_bytes %" G_GUINT64_FORMAT "\n"
           "lookups %" G_GUINT64_FORMAT "\n",
           totals.packets, totals.wire_bytes, totals.ip_packets, totals.ip_bytes, totals.lookups);
  return 0;
}
