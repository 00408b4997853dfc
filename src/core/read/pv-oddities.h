/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-oddities.h: what cannot be right about records that are read nevertheless. */
#pragma once

#include "pv-record.h"
#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvOddity:
 * @PV_ODDITY_NO_TIME: the record has no time: it got that of the one after or before it
 * @PV_ODDITY_FRACTION: its fraction of a second is a second or more, or below 0
 * @PV_ODDITY_TIME: its time is before 1980, after 2099, or was clamped
 * @PV_ODDITY_LENGTH: it claims an original length that no packet has, of which little was captured
 * @PV_ODDITY_CAPTURED: it has more bytes than it says that the packet had
 */
typedef enum
{
  PV_ODDITY_NO_TIME,
  PV_ODDITY_FRACTION,
  PV_ODDITY_TIME,
  PV_ODDITY_LENGTH,
  PV_ODDITY_CAPTURED,
} PvOddity;
#define PV_N_ODDITIES 5

/* Between these, clocks may be right: 1980-01-01, when nothing captured packets yet, and 2100-01-01, when times in 32
 * bits end soon after. */
#define PV_ODDITY_EARLY_NS (G_GINT64_CONSTANT (315532800) * PV_NS_PER_SECOND)
#define PV_ODDITY_LATE_NS (G_GINT64_CONSTANT (4102444800) * PV_NS_PER_SECOND)

/**
 * PvOddities:
 * @packets: how many, by #PvOddity
 * @claimed_bytes: what original lengths of %PV_ODDITY_LENGTH claim beyond what was captured
 *
 * Counts of odd records.
 */
typedef struct
{
  guint64 packets[PV_N_ODDITIES];
  guint64 claimed_bytes;
} PvOddities;

/* Counts a record that pv_record_is_odd() says is odd. */
void pv_oddities_note (PvOddities       *self,
                       const PvRecord   *record);
void pv_oddities_add  (PvOddities       *self,
                       const PvOddities *other);

/* What scripts know it by, and what it is in the user's language, where @n_packets packets of the capture are so. */
const char *pv_oddity_get_code (PvOddity oddity);
const char *pv_oddity_describe (PvOddity          oddity,
                                const PvOddities *oddities,
                                guint64           n_packets);

/* Whether there is anything to count about a record's time: hardly ever. */
static inline gboolean
pv_oddity_is_time (gint64 time_ns)
{
  return time_ns < PV_ODDITY_EARLY_NS || time_ns >= PV_ODDITY_LATE_NS;
}

/* Below 0 where there is anything to count about a record's lengths: hardly ever. Of many records, the bitwise or of
 * these tells whether there is with any. */
static inline gint64
pv_oddity_of_lengths (const PvRecord *record)
{
  gint64 captured = record->captured_length;
  gint64 original = record->original_length;

  return (original - captured) | (PV_RECORD_USUAL_MAX - original);
}

/* Whether there is anything to count about a record. */
static inline gboolean
pv_record_is_odd (const PvRecord *record)
{
  return record->flags != 0 || pv_oddity_is_time (record->time_ns) || pv_oddity_of_lengths (record) < 0;
}

G_END_DECLS
