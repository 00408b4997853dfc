/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-recent-sets.h: files that were opened together as one capture. */
#pragma once

#include "pv-input-files.h"

G_BEGIN_DECLS

/**
 * PvRecentSet:
 * @used_us: when it was opened, in microseconds since 1970
 * @places: files and folders
 *
 * What #GtkRecentManager has no place for: it knows single files.
 */
typedef struct
{
  gint64 used_us;
  PvInputFiles *places;
} PvRecentSet;

void       pv_recent_set_free       (PvRecentSet        *self);

/* Puts @places first. What is too much to be remembered is not. */
void       pv_recent_sets_remember  (const PvInputFiles *places);
/* Those that are there still, the last one first. (transfer full) (element-type PvRecentSet) */
GPtrArray *pv_recent_sets_list      (void);

G_END_DECLS
