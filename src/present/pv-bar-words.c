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

PvBarFill
pv_bar_words_get_fill (PvOutcomeClass class)
{
  static const PvBarFill fills[PV_N_OUTCOME_CLASSES + 1] = {
    [PV_OUTCOME_ANSWERED] = PV_BAR_FILL_SOLID,
    [PV_OUTCOME_NXDOMAIN] = PV_BAR_FILL_STRIPES,
    [PV_OUTCOME_ERROR] = PV_BAR_FILL_GRID,
    [PV_OUTCOME_UNANSWERED] = PV_BAR_FILL_HOLLOW,
    [PV_N_OUTCOME_CLASSES] = PV_BAR_FILL_PALE,
  };

  g_return_val_if_fail (class <= PV_N_OUTCOME_CLASSES, PV_BAR_FILL_SOLID);

  return fills[class];
}

/* How many lookups of rank @i nothing is known of. */
static guint64
count_unknown (const PvRanking *ranking,
               guint            i)
{
  guint64 known = 0;

  for (PvOutcomeClass class = 0; class < PV_N_OUTCOME_CLASSES; class++)
    known += ranking->outcomes[i].n[class];

  return ranking->ranks[i].packets > known ? ranking->ranks[i].packets - known : 0;
}

gboolean
pv_bar_words_get_legend (PvBarLegend     *legend,
                         const PvRanking *ranking)
{
  static const char *const names[PV_N_OUTCOME_CLASSES + 1] = {
    /* Translators: in a legend: DNS lookups to which there is an answer */
    [PV_OUTCOME_ANSWERED] = NC_("outcome", "Answered"),
    /* Translators: in a legend: DNS lookups of names that do not exist; NXDOMAIN is the technical term */
    [PV_OUTCOME_NXDOMAIN] = NC_("outcome", "No such name (NXDOMAIN)"),
    /* Translators: in a legend: DNS lookups that were answered with another error than NXDOMAIN */
    [PV_OUTCOME_ERROR] = NC_("outcome", "Other error"),
    /* Translators: in a legend: DNS lookups that nobody answered */
    [PV_OUTCOME_UNANSWERED] = NC_("outcome", "Unanswered"),
    /* Translators: in a legend: DNS lookups so near the end of a capture that answers may have come after it */
    [PV_N_OUTCOME_CLASSES] = NC_("outcome", "Not known"),
  };
  guint n;
  gboolean is_any = FALSE;

  g_return_val_if_fail (legend != NULL, FALSE);

  *legend = (PvBarLegend){ { NULL } };
  if (ranking == NULL || ranking->outcomes == NULL)
    return FALSE;

  /* those that the capture has, so that nothing moves whatever is selected of it */
  n = pv_dimension_has_answers (ranking->query.dimension) ? PV_N_OUTCOME_CLASSES + 1 : PV_OUTCOME_UNANSWERED;
  for (guint i = 0; i < n; i++)
    if ((ranking->outcome_classes & 1u << i) != 0)
      {
        legend->names[pv_bar_words_get_fill ((PvOutcomeClass) i)] = g_dpgettext2 (NULL, "outcome", names[i]);
        is_any = TRUE;
      }

  return is_any;
}

/* Appends how many there are of what. */
static void
append_number (GString    *text,
               const char *number,
               int         class)
{
  if (text->len > 0)
    g_string_append (text, " · ");

  switch (class)
    {
    case PV_OUTCOME_ANSWERED:
      /* Translators: how many DNS lookups were answered */
      g_string_append_printf (text, C_("outcome", "%s answered"), number);
      break;

    case PV_OUTCOME_NXDOMAIN:
      /* Translators: how many DNS lookups were of names that do not exist; NXDOMAIN is the technical term */
      g_string_append_printf (text, C_("outcome", "%s NXDOMAIN"), number);
      break;

    case PV_OUTCOME_ERROR:
      /* Translators: how many DNS lookups were answered with another error than NXDOMAIN */
      g_string_append_printf (text, C_("outcome", "%s with another error"), number);
      break;

    case PV_OUTCOME_UNANSWERED:
      /* Translators: how many DNS lookups nobody answered */
      g_string_append_printf (text, C_("outcome", "%s unanswered"), number);
      break;

    default:
      /* Translators: how many DNS lookups are so near the end of a capture that answers may have come after it */
      g_string_append_printf (text, C_("outcome", "%s not known"), number);
    }
}

char *
pv_bar_words_dup_outcomes (const PvRanking *ranking,
                           guint            i)
{
  g_autoptr (GString) text = NULL;

  g_return_val_if_fail (ranking != NULL && i < ranking->n_ranks, NULL);

  if (ranking->outcomes == NULL || pv_ranking_is_gone (ranking, &ranking->ranks[i]))
    return NULL;

  text = g_string_new (NULL);
  for (int class = 0; class <= PV_N_OUTCOME_CLASSES; class++)
    {
      guint64 n = class < PV_N_OUTCOME_CLASSES ? ranking->outcomes[i].n[class] : count_unknown (ranking, i);
      g_autofree char *number = pv_unit_format (PV_UNIT_COUNT, (double) n);

      if (n > 0)
        append_number (text, number, class);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
pv_bar_words_dup_named_share (const PvRanking *ranking)
{
  gboolean by_bytes;
  guint64 total;
  guint64 rest = 0;
  const PvRank *last;
  g_autofree char *share = NULL;

  g_return_val_if_fail (ranking != NULL, NULL);

  if (!pv_dimension_has_rest (ranking->query.dimension) || ranking->n_ranks == 0 || ranking->other != NULL)
    return NULL;

  by_bytes = ranking->query.measure == PV_MEASURE_IP_BYTES;
  total = by_bytes ? ranking->bytes : ranking->packets;
  /* it comes last */
  last = &ranking->ranks[ranking->n_ranks - 1];
  if (last->id == PV_ID_NOT_NAMED)
    rest = by_bytes ? last->bytes : last->packets;
  share = pv_unit_format_share ((double) (total - rest), (double) total);

  /* Translators: which part of the traffic is with servers of which a name is known, as in “94 % named” */
  return g_strdup_printf (_("%s named"), share);
}
