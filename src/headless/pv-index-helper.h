/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-helper.h: the process that puts indexes into the cache folder. */
#pragma once

#include "pv-index-cache.h"

G_BEGIN_DECLS

/**
 * PvIndexHelper:
 *
 * Who reads a stranger's file may make none. So a process of its own makes the files of indexes, of which the reader gets
 * an open descriptor, and puts them in place: in the cache folder, and by names that indexes have.
 */
typedef struct _PvIndexHelper PvIndexHelper;

/* Splits off the process, and has @cache go by it. Before there are threads. NULL where that cannot be. */
PvIndexHelper *pv_index_helper_new  (PvIndexCache  *cache);
/* Waits until it has ended. @cache: is of no use any more */
void           pv_index_helper_free (PvIndexHelper *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvIndexHelper, pv_index_helper_free)

G_END_DECLS
