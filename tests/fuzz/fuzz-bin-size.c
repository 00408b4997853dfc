/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-bin-size.c: a bin size as a person types it, and the bins that it makes.
 *
 * Input: a time (8 bytes), text. */

#include "fuzz.h"
#include "pv-bin-size.h"
#include "pv-binning.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

static void
check_bins (gint64 bin_ns,
            PvZone zone,
            gint64 time_ns)
{
  PvBinning binning = pv_binning (bin_ns, zone);
  gint64 start = pv_binning_floor (binning, time_ns);
  gint64 next = pv_binning_next (binning, start);

  FUZZ_CHECK (start <= time_ns);
  FUZZ_CHECK (next > time_ns || next == G_MAXINT64);
  FUZZ_CHECK (pv_binning_floor (binning, start) == start);
  if (next < G_MAXINT64)
    {
      FUZZ_CHECK (pv_binning_floor (binning, next) == next);
      FUZZ_CHECK (pv_binning_floor (binning, next - 1) == start);
      FUZZ_CHECK (pv_binning_count (binning, (PvSpan){ start, next }) == 1);
      FUZZ_CHECK (pv_binning_count (binning, (PvSpan){ start, next + 1 }) == 2);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = { data, size };
  gint64 time_ns = fuzz_input_take_number (&input, 8);
  g_autofree char *text = g_strndup ((const char *) input.data, input.length);
  g_autoptr (GError) error = NULL;
  gint64 bin_ns = -1;

  if (pv_bin_size_parse (text, &bin_ns, &error))
    {
      g_autofree char *shown = NULL;
      gint64 again;

      FUZZ_CHECK (error == NULL);
      FUZZ_CHECK (bin_ns >= PV_BIN_MIN && bin_ns <= PV_BIN_MAX);
      check_bins (bin_ns, PV_ZONE_LOCAL, time_ns);

      /* What is shown can be typed; it has six significant digits. */
      shown = pv_bin_size_to_string (bin_ns);
      FUZZ_CHECK (pv_bin_size_parse (shown, &again, NULL));
      FUZZ_CHECK (ABS (again - bin_ns) <= bin_ns / 100000);
    }
  else
    {
      FUZZ_CHECK (error != NULL && bin_ns == -1);
    }

  for (guint i = 0; i < 2; i++)
    {
      check_bins (PV_NS_PER_DAY, i == 0 ? PV_ZONE_LOCAL : PV_ZONE_UTC, time_ns);
      check_bins (PV_NS_PER_DAY / 12, i == 0 ? PV_ZONE_LOCAL : PV_ZONE_UTC, time_ns);
      check_bins (PV_NS_PER_MS, i == 0 ? PV_ZONE_LOCAL : PV_ZONE_UTC, time_ns);
    }
  return 0;
}
