/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-second.c: what ranks are called besides their labels. */
#include "config.h"

#include "pv-rank-second.h"

/* Those that rank addresses; else NULL. */
static PvAddressNames *
get_names (const PvRanking *ranking,
           PvAddressNames  *names)
{
  return pv_dimension_get_family (ranking->query.dimension) == PV_FAMILY_ADDRESS ? names : NULL;
}

gboolean
pv_ranking_has_second (const PvRanking *self,
                       PvAddressNames  *names)
{
  g_return_val_if_fail (self != NULL, FALSE);

  names = get_names (self, names);

  return pv_dimension_has_second_labels (self->query.dimension) ||
         (names != NULL && !pv_address_names_is_empty (names));
}

char *
pv_ranking_dup_second (const PvRanking *self,
                       PvCapture       *capture,
                       PvAddressNames  *names,
                       const PvRank    *rank)
{
  g_return_val_if_fail (self != NULL && rank != NULL, NULL);
  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  /* nothing is known of what is in the other capture only */
  if (pv_ranking_is_gone (self, rank))
    return NULL;

  names = get_names (self, names);
  if (names != NULL)
    return g_strdup (pv_address_names_get_first (names, rank->id));

  return pv_capture_dup_second_label (capture, self->query.dimension, rank->id);
}
