/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-surprises.h: what changed most between two captures or two times, over all dimensions. */
#pragma once

#include "pv-changes.h"

G_BEGIN_DECLS

/* What changed by less standard deviations is none: a single packet, or a lookup, more or less. */
#define PV_SURPRISE_MIN_SCORE 1.5

/**
 * PvSurprise:
 * @dimension: what changed is a label of
 * @change: which, and by how much
 * @score: see pv_rate_change_score()
 * @side: where most of it is: this for what is more, the other for what is less. What follows is of that capture
 * @service: the service of nearly all of its packets, PV_NO_ID where there is none such. Likewise below
 * @name: their server name
 * @server: their server's address
 * @client: their client's
 */
typedef struct
{
  PvDimension dimension;
  PvChange change;
  double score;
  PvSide side;
  guint32 service;
  guint32 name;
  guint32 server;
  guint32 client;
} PvSurprise;

/**
 * PvSurprises:
 * @length_ns: for how long each side was watched
 * @per_second: see #PvChanges
 * @n: how many there are
 * @rows: (array length=n): the most surprising first
 *
 * An answer. Reference-counted, immutable.
 */
typedef struct
{
  gint64 length_ns[PV_N_SIDES];
  gboolean per_second;
  guint n;
  PvSurprise *rows;
} PvSurprises;

/**
 * pv_surprises_new:
 * @match: the two captures, which may be one
 * @parts: (array fixed-size=2): what counts of them
 * @limit: at most so many
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * Ranks labels of all dimensions by how surprising the change of their packets is. What is the same change seen from
 * another side, as a service is and its conversations, a server's address and its name, is told once: what has four
 * fifths of what is more about it in a row above it, or reads the same. Left out are dimensions of classes rather than
 * things, and those of ports of either side and of conversations with ports: clients choose another one each time.
 *
 * Returns: (transfer full): rows, or %NULL with @error set
 */
PvSurprises *pv_surprises_new        (PvLabelMatch        *match,
                                      const PvChangePart   parts[PV_N_SIDES],
                                      guint                limit,
                                      GCancellable        *cancellable,
                                      GError             **error);
void         pv_surprises_new_async  (PvLabelMatch        *match,
                                      const PvChangePart   parts[PV_N_SIDES],
                                      guint                limit,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data);
PvSurprises *pv_surprises_new_finish (GAsyncResult        *result,
                                      GError             **error);
PvSurprises *pv_surprises_ref        (PvSurprises         *self);
void         pv_surprises_unref      (PvSurprises         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvSurprises, pv_surprises_unref)

G_END_DECLS
