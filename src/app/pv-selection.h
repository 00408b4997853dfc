/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-selection.h: what of a capture the user looks at: a span of time. */
#pragma once

#include <glib-object.h>

#include "pv-types.h"

G_BEGIN_DECLS

#define PV_TYPE_SELECTION (pv_selection_get_type ())

/**
 * PvSelection:
 *
 * What all charts of a window are narrowed to. One chart changes it, the others follow.
 *
 * Signals:
 * - "changed" (PvSelection *): it is another; many times a second while the user drags
 */
G_DECLARE_FINAL_TYPE (PvSelection, pv_selection, PV, SELECTION, GObject)

PvSelection  *pv_selection_new      (void);
/* The span, or NULL for all time. Valid until the selection changes. (transfer none) (nullable) */
const PvSpan *pv_selection_get_span (PvSelection  *self);
/* @span: (nullable): an empty one is none */
void          pv_selection_set_span (PvSelection  *self,
                                     const PvSpan *span);

G_END_DECLS
