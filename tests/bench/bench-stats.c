/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-stats.c: what benchmarks measure and how they print it. */

#include "bench-stats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void
bench_print_integer (const char *name,
                     guint64     value)
{
  printf ("%s %" G_GUINT64_FORMAT "\n", name, value);
}

void
bench_print_seconds (const char *name,
                     double      seconds)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  printf ("%s %s\n", name, g_ascii_formatd (text, sizeof text, "%.6f", seconds));
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

void
bench_print_quantiles (const char *name,
                       double     *seconds,
                       guint       n)
{
  const struct
  {
    const char *suffix;
    guint at;
  } quantiles[] = {
    { "p50_ms", n / 2 },
    { "p99_ms", (guint) (((guint64) n * 99 + 99) / 100) - 1 },
    { "max_ms", n - 1 },
  };

  g_assert (n > 0);

  qsort (seconds, n, sizeof *seconds, compare_doubles);
  for (guint i = 0; i < G_N_ELEMENTS (quantiles); i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      printf ("%s_%s %s\n", name, quantiles[i].suffix,
              g_ascii_formatd (text, sizeof text, "%.3f", seconds[quantiles[i].at] * 1000));
    }
}

double
bench_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec / 1e9;
}

void
bench_print_process (void)
{
  g_autofree char *status = NULL;
  const char *line = NULL;
  struct timespec cpu;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &cpu);
  bench_print_seconds ("cpu_seconds", cpu.tv_sec + cpu.tv_nsec / 1e9);
  if (g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    line = strstr (status, "\nVmHWM:");
  if (line != NULL)
    bench_print_integer ("peak_bytes", g_ascii_strtoull (line + strlen ("\nVmHWM:"), NULL, 10) * 1024);
}
