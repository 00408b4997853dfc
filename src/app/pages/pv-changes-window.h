/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-changes-window.h: what changed most, in sentences. */
#pragma once

#include <adwaita.h>

#include "pv-comparison.h"
#include "pv-crossfilter-model.h"

G_BEGIN_DECLS

/* Shows what changed most in @capture, of what @crossfilter leaves, since what @comparison compares it with; over
 * @parent, which goes to what is clicked. It stays as it is when another is selected: it says what was compared. */
void pv_changes_window_present (GtkWindow          *parent,
                                PvComparison       *comparison,
                                PvCapture          *capture,
                                PvCrossfilterModel *crossfilter);

G_END_DECLS
