/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-change-text.c: how something has changed, in words. */
#include "config.h"

#include "pv-change-text.h"
#include "pv-change-ranking.h"

#include <glib/gi18n.h>
#include <math.h>

#include "pv-bidi.h"
#include "pv-dimension-text.h"
#include "pv-unit.h"

char *
pv_change_text_format (const PvRanking *ranking,
                       const PvRank    *rank)
{
  PvUnit unit = pv_dimension_get_unit (ranking->query.dimension, ranking->query.measure);
  double change = pv_ranking_get_change (ranking, rank);
  g_autofree char *amount = NULL;
  g_autofree char *nothing = NULL;

  if (rank->other_packets == 0)
    /* Translators: beside a bar: it was not there before */
    return g_strdup (C_("change", "new"));
  if (rank->packets == 0)
    /* Translators: beside a bar: it was there before, and is not any more */
    return g_strdup (C_("change", "gone"));

  if (ranking->per_second)
    {
      amount = pv_unit_format_rate (unit, fabs (change), ranking->length_ns[PV_SIDE_THIS]);
      nothing = pv_unit_format_rate (unit, 0, ranking->length_ns[PV_SIDE_THIS]);
    }
  else
    {
      amount = pv_unit_format (unit, fabs (change));
    }
  if (change == 0 || g_strcmp0 (amount, nothing) == 0)
    /* Translators: beside a bar: it has not changed */
    return g_strdup (C_("change", "±0"));

  /* Translators: beside a bar: by how much it is more, or less: "+3.1 MB", "−3.1 MB" */
  return g_strdup_printf (change > 0 ? C_("change", "+%s") : C_("change", "−%s"), amount);
}

/* A label in one piece, whichever way the sentence runs that it is put into. (transfer full) */
static char *
take_isolated (char *label)
{
  char *isolated = pv_bidi_isolate (label);

  g_free (label);

  return isolated;
}

/* What changed: "443/tcp https to update.example.com", or only one of the two, or what the row is a label of. */
static char *
dup_subject (PvLabelMatch     *match,
             const PvSurprise *surprise)
{
  PvCapture *capture = surprise->side == PV_SIDE_THIS ? pv_label_match_get_capture (match)
                                                      : pv_label_match_get_other (match);
  g_autofree char *label = take_isolated (pv_change_dup_label (match, surprise->dimension, &surprise->change));
  g_autofree char *service = NULL;
  g_autofree char *server = NULL;

  if (pv_dimension_counts_events (surprise->dimension))
    /* Translators: what has changed: one of the names in DNS Lookups, Multicast Lookups … and which */
    return g_strdup_printf (_("%s: %s"), pv_dimension_get_toggle_title (surprise->dimension), label);

  if (surprise->service != PV_NO_ID)
    service = take_isolated (pv_capture_dup_label (capture, PV_DIMENSION_SERVICE, surprise->service));
  if (surprise->name != PV_NO_ID)
    server = take_isolated (pv_capture_dup_label (capture, PV_DIMENSION_SERVER_NAME, surprise->name));
  else if (surprise->server != PV_NO_ID)
    server = take_isolated (pv_capture_dup_label (capture, PV_DIMENSION_SERVER, surprise->server));

  if (service != NULL && server != NULL)
    /* Translators: a service and a server, as in “443/tcp https to www.example.org” */
    return g_strdup_printf (_("%s to %s"), service, server);

  return g_steal_pointer (&label);
}

static char *
format_side (const PvSurprises *surprises,
             const PvSurprise  *surprise,
             PvSide             side)
{
  gboolean is_event = pv_dimension_counts_events (surprise->dimension);
  PvUnit unit = pv_dimension_get_unit (surprise->dimension, PV_MEASURE_IP_BYTES);
  double value = (double) (is_event ? surprise->change.packets[side] : surprise->change.bytes[side]);

  if (!is_event && surprise->change.bytes[PV_SIDE_THIS] + surprise->change.bytes[PV_SIDE_OTHER] == 0)
    {
      /* no IP */
      unit = PV_UNIT_PACKETS;
      value = (double) surprise->change.packets[side];
    }

  return surprises->per_second ? pv_unit_format_rate (unit, value, surprises->length_ns[side])
                               : pv_unit_format_long (unit, value);
}

char *
pv_change_text_tell (PvLabelMatch      *match,
                     const PvSurprises *surprises,
                     const PvSurprise  *surprise)
{
  PvCapture *capture = surprise->side == PV_SIDE_THIS ? pv_label_match_get_capture (match)
                                                      : pv_label_match_get_other (match);
  g_autofree char *subject = NULL;
  g_autofree char *now = NULL;
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;
  g_autofree char *client = NULL;

  g_return_val_if_fail (match != NULL && surprises != NULL && surprise != NULL, NULL);

  subject = dup_subject (match, surprise);
  now = format_side (surprises, surprise, PV_SIDE_THIS);
  before = format_side (surprises, surprise, PV_SIDE_OTHER);
  switch (pv_change_get_state (&surprise->change))
    {
    case PV_CHANGE_NEW:
      /* Translators: what is new, and how much of it: “443/tcp to www.example.org: 3.1 MB, not there before” */
      text = g_strdup_printf (_("%s: %s, not there before"), subject, now);
      break;

    case PV_CHANGE_GONE:
      /* Translators: what is gone, and how much of it there was: “443/tcp to www.example.org: gone, was 3.1 MB” */
      text = g_strdup_printf (_("%s: gone, was %s"), subject, before);
      break;

    case PV_CHANGE_BOTH:
    default:
      /* Translators: what has changed, how much it is and was: “443/tcp to www.example.org: 3.1 MB, was 0.2 MB” */
      text = g_strdup_printf (_("%s: %s, was %s"), subject, now, before);
      break;
    }

  if (surprise->client == PV_NO_ID || surprise->dimension == PV_DIMENSION_CLIENT)
    return pv_bidi_take_sentence (g_steal_pointer (&text));

  client = take_isolated (pv_capture_dup_label (capture, PV_DIMENSION_ADDRESS, surprise->client));

  /* Translators: a sentence as above, and which client it is: “…, not there before, from 10.0.0.7” */
  return pv_bidi_take_sentence (g_strdup_printf (_("%s, from %s"), text, client));
}
