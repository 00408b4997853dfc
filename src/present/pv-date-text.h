/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-date-text.h: points in time as people write and read them. */
#pragma once

#include "pv-line-options.h"
#include "pv-types.h"

G_BEGIN_DECLS

/* By @clock, which is local time where it counts from a start: "9 Jul 2016 10:14:02.003072", with as many digits
 * of the second as it or @beside_ns, a time that is shown beside it, has; and "UTC" where it is that.
 * (transfer full) */
char     *pv_date_text_format_exact (gint64  time_ns,
                                     gint64  beside_ns,
                                     PvClock clock);
/* By @clock as above, and always with the zone: "9 Jul 2016 10:14:02 – 10:16:40 CEST". With digits of the second
 * where the two are within a few seconds. (transfer full) */
char     *pv_date_text_format_range (gint64  first_ns,
                                     gint64  last_ns,
                                     PvClock clock);
/* Reads ISO 8601 with up to nine digits of a second ("2016-07-09T10:14:02.5+02:00"; local time where
 * no zone is given; a date alone is its midnight) or seconds since the epoch ("1468052042.25"). */
gboolean  pv_date_text_parse        (const char  *text,
                                     gint64      *time_ns,
                                     GError     **error);

G_END_DECLS
