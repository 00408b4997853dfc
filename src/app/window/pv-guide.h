/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-guide.h: first steps to try on the sample capture. */
#pragma once

#include <adwaita.h>

#include "pv-selection.h"

G_BEGIN_DECLS

#define PV_TYPE_GUIDE (pv_guide_get_type ())

/**
 * PvGuide:
 *
 * Names what can be done with a capture and ticks off what has been done. Hidden until it is started.
 */
G_DECLARE_FINAL_TYPE (PvGuide, pv_guide, PV, GUIDE, AdwBin)

/* Whether @file is the sample capture, which is a part of the program. */
gboolean pv_guide_is_sample (GFile       *file);
/* Shows the steps and watches @selection for them. */
void     pv_guide_start     (PvGuide     *self,
                             PvSelection *selection);
/* Slides away. */
void     pv_guide_stop      (PvGuide     *self);

G_END_DECLS
