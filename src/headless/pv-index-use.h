/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-use.h: the indexes that a run reads and makes. */
#pragma once

#include "pv-headless.h"
#include "pv-index-cache.h"

G_BEGIN_DECLS

/* For as long as one lives, captures come from their indexes where they can, and get one where they took long. There is
 * one at a time. */
typedef gboolean PvIndexUse;

/* Before the process is confined, and before others are split off. */
PvIndexUse    pv_index_use_begin (const PvInputs *inputs);
void          pv_index_use_end   (PvIndexUse     *self);
/* The cache; NULL where none is used. (transfer none) */
PvIndexCache *pv_index_use_get   (void);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvIndexUse, pv_index_use_end)

G_END_DECLS
