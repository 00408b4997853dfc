/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-unit.h: numbers as people read them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvUnit:
 * @PV_UNIT_COUNT: a plain count, "1,234" in full and "1.2 k", "3.4 M" when short
 * @PV_UNIT_PACKETS: packets
 * @PV_UNIT_LOOKUPS: lookups
 * @PV_UNIT_REQUESTS: requests
 * @PV_UNIT_ANSWERS: answers
 * @PV_UNIT_BYTES: bytes in decimal multiples: "640 B", "1.5 kB", "2.4 MB" (SI; 1 kB = 1000 B)
 * @PV_UNIT_BITS_PER_SECOND: "1.2 Mbit/s"
 * @PV_UNIT_BYTES_PER_SECOND: "1.2 MB/s"
 */
typedef enum
{
  PV_UNIT_COUNT,
  PV_UNIT_PACKETS,
  PV_UNIT_LOOKUPS,
  PV_UNIT_REQUESTS,
  PV_UNIT_ANSWERS,
  PV_UNIT_BYTES,
  PV_UNIT_BITS_PER_SECOND,
  PV_UNIT_BYTES_PER_SECOND,
} PvUnit;

/* Whether it counts things, rather than measuring them. */
gboolean pv_unit_is_count (PvUnit unit);
/* Short, by locale: at most three digits for scaled numbers; counts in full with thousands
 * separators, without a noun: "1,234"; small means of counts with a decimal: "0.6". For labels beside a bar or
 * an axis. (transfer full) */
char *pv_unit_format       (PvUnit unit,
                            double value);
/* As a phrase with its noun, for tooltips and accessibility: "1,234 packets", "2.4 MB".
 * (transfer full) */
char *pv_unit_format_long  (PvUnit unit,
                            double value);
/* A tick of an axis whose largest tick is @max and whose ticks are @step apart: all ticks of an axis
 * share a multiple and a number of decimals, "0.2 MB" below "1.0 MB"; 0 stands alone. Counts above
 * 9,999 are short: "12 k". (transfer full) */
char *pv_unit_format_tick  (PvUnit unit,
                            double value,
                            double step,
                            double max);
/* @value over @duration_ns, by the second: "1.2 MB/s", "35.5 packets/s". NULL where @unit is a rate
 * already or @duration_ns is not positive. (transfer full) (nullable) */
char *pv_unit_format_rate  (PvUnit unit,
                            double value,
                            gint64 duration_ns);
/* "14 %", "0.3 %", "< 0.1 %", by locale. (transfer full) */
char *pv_unit_format_share (double part,
                            double whole);
/* A length of time: "3 min 20 s", "2 d 4 h", "15.2 ms"; not negative. (transfer full) */
char *pv_unit_format_duration (gint64 duration_ns);

G_END_DECLS
