/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-latest.c: one background job at a time; of those that wait, only the newest. */
#include "pv-latest.h"

static void
pv_latest_start (PvLatest *self)
{
  self->wanted = FALSE;
  self->cancellable = g_cancellable_new ();
  self->start (self->owner, self->cancellable);
}

void
pv_latest_init (PvLatest      *self,
                PvLatestStart  start,
                gpointer       owner)
{
  self->start = start;
  self->owner = owner;
  self->cancellable = NULL;
  self->wanted = FALSE;
}

void
pv_latest_request (PvLatest *self,
                   gboolean  obsolete)
{
  if (self->cancellable == NULL)
    {
      pv_latest_start (self);
      return;
    }

  self->wanted = TRUE;
  if (obsolete)
    g_cancellable_cancel (self->cancellable);
}

void
pv_latest_done (PvLatest *self)
{
  g_assert (self->cancellable != NULL);

  g_clear_object (&self->cancellable);
  if (self->wanted)
    pv_latest_start (self);
}

void
pv_latest_stop (PvLatest *self)
{
  self->wanted = FALSE;
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}
