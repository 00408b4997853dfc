/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-words.c: what stands over the columns of a bar chart. */
#include "config.h"

#include "pv-bar-words.h"

#include <glib/gi18n.h>

static const char *
get_noun (PvUnit unit)
{
  switch (unit)
    {
    case PV_UNIT_BYTES:
      /* Translators: over a column of numbers */
      return C_("heading", "bytes");

    case PV_UNIT_LOOKUPS:
      return C_("heading", "lookups");

    case PV_UNIT_REQUESTS:
      return C_("heading", "requests");

    case PV_UNIT_ANSWERS:
      return C_("heading", "answers");

    case PV_UNIT_PACKETS:
      return C_("heading", "packets");

    case PV_UNIT_COUNT:
    case PV_UNIT_BITS_PER_SECOND:
    case PV_UNIT_BYTES_PER_SECOND:
    default:
      return NULL;
    }
}

void
pv_bar_words_get_headings (PvBarHeadings *headings,
                           PvUnit         unit,
                           gboolean       is_narrowed,
                           gboolean       is_span,
                           gboolean       is_compared)
{
  g_return_if_fail (headings != NULL);

  *headings = (PvBarHeadings){ .columns = { get_noun (unit) } };
  if (is_narrowed)
    {
      /* Translators: over a column of numbers: those of the selected span of time, or of all that is selected */
      headings->columns[PV_BAR_COLUMN_VALUE] = is_span ? C_("heading", "in the span") : C_("heading", "selected");
    }
  if (is_compared)
    {
      /* Translators: over a column of differences: “+3.1 MB”, “new”, “gone” */
      headings->columns[PV_BAR_COLUMN_CHANGE] = C_("heading", "change");
    }
  /* Translators: over a column of percentages */
  headings->columns[PV_BAR_COLUMN_SHARE] = C_("heading", "share");
  /* Translators: over a column of numbers: those of the whole capture */
  headings->columns[PV_BAR_COLUMN_WHOLE] = C_("heading", "in the capture");
  /* Translators: over small charts of each label's traffic over time */
  headings->spark = C_("heading", "over time");
}
