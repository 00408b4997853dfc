/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-oddities.c: what cannot be right about records that are read nevertheless. */
#include "config.h"

#include "pv-oddities.h"

#include <glib/gi18n-lib.h>

void
pv_oddities_note (PvOddities     *self,
                  const PvRecord *record)
{
  if (record->flags & PV_RECORD_NO_TIME)
    self->packets[PV_ODDITY_NO_TIME]++;
  else if (record->time_ns < PV_ODDITY_EARLY_NS || record->time_ns >= PV_ODDITY_LATE_NS)
    self->packets[PV_ODDITY_TIME]++;
  if (record->flags & PV_RECORD_ODD_FRACTION)
    self->packets[PV_ODDITY_FRACTION]++;

  if (record->original_length < record->captured_length)
    {
      self->packets[PV_ODDITY_CAPTURED]++;
    }
  else if (record->original_length > PV_RECORD_USUAL_MAX && record->captured_length < record->original_length / 2)
    {
      self->packets[PV_ODDITY_LENGTH]++;
      self->claimed_bytes += record->original_length - record->captured_length;
    }
}

void
pv_oddities_add (PvOddities       *self,
                 const PvOddities *other)
{
  for (guint i = 0; i < PV_N_ODDITIES; i++)
    self->packets[i] += other->packets[i];
  self->claimed_bytes += other->claimed_bytes;
}

const char *
pv_oddity_get_code (PvOddity oddity)
{
  static const char *const codes[PV_N_ODDITIES] = {
    [PV_ODDITY_NO_TIME] = "no-time",
    [PV_ODDITY_FRACTION] = "fraction-of-second",
    [PV_ODDITY_TIME] = "impossible-time",
    [PV_ODDITY_LENGTH] = "impossible-length",
    [PV_ODDITY_CAPTURED] = "captured-beyond-length",
  };

  return codes[oddity];
}

const char *
pv_oddity_describe (PvOddity          oddity,
                    const PvOddities *oddities,
                    guint64           n_packets)
{
  switch (oddity)
    {
    /* Translators: these come after how many packets are so, as in “3 packets: recorded without a time” */
    case PV_ODDITY_NO_TIME:
      return _("recorded without a time, shown at that of a neighbor");
    case PV_ODDITY_FRACTION:
      /* Drivers get one wrong now and then; where most are, it is the file's header. */
      if (oddities->packets[oddity] > n_packets / 2)
        return _("times are wrong: nanoseconds where the file announces microseconds");
      return _("a fraction of a second that is a second or more, or below 0");
    case PV_ODDITY_TIME:
      return _("a time before 1980 or after 2099, which cannot be right");
    case PV_ODDITY_LENGTH:
      return _("an original length that cannot be right");
    case PV_ODDITY_CAPTURED:
      return _("captured longer than they were");
    default:
      g_assert_not_reached ();
    }
}
