/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-export.c: numbers, the line's columns and saved packets of few packets at any time, on many interfaces.
 *
 * Input: options (1 byte: the zone, the format, the bin size, smoothing), a shift (8 bytes), a span (16 bytes); then
 * packets: seconds (8 bytes), nanoseconds (4 bytes), a link type (2 bytes). */

#include <string.h>
#include <unistd.h>

#include "fuzz.h"
#include "pv-error.h"
#include "pv-loader.h"
#include "pv-numbers.h"
#include "pv-packet-save.h"
#include "pv-series-statistics.h"
#include "pv-time.h"
#include "pv-traffic-data.h"

#define MAX_PACKETS 64
#define MAX_ROWS 50
#define N_COLUMNS 50

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

static void
add_u32 (GByteArray *bytes,
         guint32     value)
{
  g_byte_array_append (bytes, (const guint8 *) &value, sizeof value);
}

/* A pcapng file, in the machine's byte order, with an interface for each packet. */
static GByteArray *
make_file (FuzzInput *input,
           guint     *n)
{
  static const guint32 section[] = { 0x0a0d0d0a, 28, 0x1a2b3c4d, 1, G_MAXUINT32, G_MAXUINT32, 28 };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) section, sizeof section);
  for (*n = 0; *n < MAX_PACKETS && input->length >= 14; (*n)++)
    {
      gint64 seconds = (gint64) fuzz_input_take_number (input, 8);
      guint32 nanoseconds = (guint32) fuzz_input_take_number (input, 4) % 1000000000;
      guint32 link_type = (guint32) fuzz_input_take_number (input, 2);

      /* if_tsresol of 9, if_tsoffset */
      add_u32 (bytes, 1);
      add_u32 (bytes, 44);
      add_u32 (bytes, link_type);
      add_u32 (bytes, 0);
      add_u32 (bytes, 9 | 1 << 16);
      add_u32 (bytes, 9);
      add_u32 (bytes, 14 | 8 << 16);
      g_byte_array_append (bytes, (const guint8 *) &seconds, sizeof seconds);
      add_u32 (bytes, 0);
      add_u32 (bytes, 44);

      add_u32 (bytes, 6);
      add_u32 (bytes, 36);
      add_u32 (bytes, *n);
      add_u32 (bytes, 0);
      add_u32 (bytes, nanoseconds);
      add_u32 (bytes, 1);
      add_u32 (bytes, 1);
      add_u32 (bytes, 0x45);
      add_u32 (bytes, 36);
    }

  return bytes;
}

static PvCapture *
load (GFile *file)
{
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  PvCapture *capture;

  pv_loader_set_n_workers (loader, 1);
  capture = pv_loader_load (loader, NULL, NULL);
  FUZZ_CHECK (capture != NULL);

  return capture;
}

/* All packets of the span are in the rows, or there are too many rows. */
static void
check_numbers (PvSeries      *series,
               gint64         shift_ns,
               PvSpan         span,
               PvTableFormat  format)
{
  PvNumbersPart part = { "part", series, shift_ns };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  /* some rows are as good as millions */
  if (pv_binning_count (pv_series_get_binning (series), span) > MAX_ROWS)
    span.end_ns = pv_time_add (span.start_ns, pv_time_multiply (pv_series_get_bin_size (series), MAX_ROWS));
  if (!pv_numbers_write_series (series, &part, 1, span, NULL, format, stream, NULL, &error))
    FUZZ_CHECK (g_error_matches (error, PV_ERROR, PV_ERROR_BAD_VALUE));
}

static void
check_line (PvSeries *series,
            gint64    shift_ns,
            PvSpan    view,
            guint     smoothing)
{
  const PvLineOptions options = { .smoothing = smoothing, .clock = PV_CLOCK_UTC };
  g_autoptr (PvTraffic) traffic = pv_traffic_new_for_series (series, series, shift_ns);
  g_autoptr (PvTrafficData) data = pv_traffic_data_new_for_traffic (traffic, &options);
  PvLineColumn columns[N_COLUMNS];
  PvLineBin bins[N_COLUMNS];
  PvLinePart part;
  PvSpan full, home;

  FUZZ_CHECK (pv_line_data_get_extent (PV_LINE_DATA (data), &full.start_ns, &full.end_ns, &home.start_ns, &home.end_ns));
  FUZZ_CHECK (full.start_ns <= full.end_ns && home.start_ns <= home.end_ns);
  pv_line_data_get_columns (PV_LINE_DATA (data), full.start_ns, full.end_ns, columns, N_COLUMNS);
  pv_line_data_get_columns (PV_LINE_DATA (data), view.start_ns, view.end_ns, columns, N_COLUMNS);
  pv_line_data_get_bins (PV_LINE_DATA (data), view.start_ns, view.end_ns, bins, N_COLUMNS);
  FUZZ_CHECK (pv_line_data_get_part (PV_LINE_DATA (data), 0, &part));
  pv_line_data_get_columns (part.data, view.start_ns, view.end_ns, columns, N_COLUMNS);
  pv_line_data_get_bin (part.data, view.start_ns, bins);
}

/* What is saved has the same times. */
static void
check_saved (PvCapture *capture,
             guint      n)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvCapture) saved = NULL;
  int fd = g_file_open_tmp ("pv-fuzz-XXXXXX", &path, NULL);

  FUZZ_CHECK (fd >= 0);
  close (fd);
  file = g_file_new_for_path (path);
  FUZZ_CHECK (pv_packet_save (capture, NULL, NULL, file, NULL, NULL, NULL));
  saved = load (file);
  unlink (path);
  FUZZ_CHECK (pv_capture_get_n_packets (saved) == n);
  FUZZ_CHECK (pv_capture_get_first_time (saved) == pv_capture_get_first_time (capture));
  FUZZ_CHECK (pv_capture_get_last_time (saved) == pv_capture_get_last_time (capture));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const gint64 sizes[] = { PV_NS_PER_US, PV_NS_PER_SECOND, 7200 * PV_NS_PER_SECOND, PV_NS_PER_DAY };
  FuzzInput input = { data, size };
  guint options = (guint) fuzz_input_take_number (&input, 1);
  gint64 shift_ns = (gint64) fuzz_input_take_number (&input, 8);
  gint64 a = (gint64) fuzz_input_take_number (&input, 8);
  gint64 b = (gint64) fuzz_input_take_number (&input, 8);
  PvSpan span = { MIN (a, b), MAX (a, b) };
  PvBinning binning = pv_binning (sizes[options >> 1 & 3], (options & 1) != 0 ? PV_ZONE_UTC : PV_ZONE_LOCAL);
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvSeries) series = NULL;
  PvSeriesStatistics statistics;
  guint n;
  int fd;

  bytes = make_file (&input, &n);
  if (n == 0 || span.start_ns == span.end_ns)
    return 0;

  file = fuzz_file_new (bytes->data, bytes->len, &fd);
  capture = load (file);
  FUZZ_CHECK (pv_capture_get_n_packets (capture) == n);
  series = pv_series_new (capture, NULL, binning, PV_MEASURE_WIRE_BYTES, NULL, NULL);
  FUZZ_CHECK (series != NULL);

  check_numbers (series, shift_ns, span, (options & 8) != 0 ? PV_TABLE_JSON : PV_TABLE_CSV);
  check_line (series, shift_ns, span, (options & 16) != 0 ? 1 : 1 + (options >> 5) * 1000);
  FUZZ_CHECK (pv_series_get_statistics (series, span, &statistics, NULL, NULL));
  FUZZ_CHECK (statistics.n_bins == MAX (pv_binning_count (binning, span), 1));
  if ((options & 32) != 0)
    check_saved (capture, n);
  close (fd);

  return 0;
}
