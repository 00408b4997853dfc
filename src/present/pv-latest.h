/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-latest.h: one background job at a time; of those that wait, only the newest. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Starts a job of @owner from its present state. The job must end in pv_latest_done(). */
typedef void (*PvLatestStart) (gpointer      owner,
                               GCancellable *cancellable);

/**
 * PvLatest:
 *
 * Keeps a view that is computed in the background up with changes that come faster than answers
 * do: a request while a job runs starts one more job when that one has ended, however many
 * requests there were. Embedded in its owner; belongs to one thread.
 */
typedef struct
{
  PvLatestStart start;
  gpointer owner;
  GCancellable *cancellable;
  gboolean wanted;
} PvLatest;

void pv_latest_init    (PvLatest      *self,
                        PvLatestStart  start,
                        gpointer       owner);
/* @obsolete: whether the answer of a job under way is of no use any more, so that it is cancelled */
void pv_latest_request (PvLatest      *self,
                        gboolean       obsolete);
void pv_latest_done    (PvLatest      *self);
/* Cancels the job under way and forgets requests. */
void pv_latest_stop    (PvLatest      *self);

G_END_DECLS
