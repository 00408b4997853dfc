/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stretch-button.h: which of a capture's stretches between long silences is in sight, and the way to others. */
#pragma once

#include <adwaita.h>

#include "pv-line-chart.h"
#include "pv-traffic-data.h"

G_BEGIN_DECLS

#define PV_TYPE_STRETCH_BUTTON (pv_stretch_button_get_type ())

/**
 * PvStretchButton:
 *
 * Says that what is shown at first is not all, and opens a menu of all stretches. Not there where there are none.
 */
G_DECLARE_FINAL_TYPE (PvStretchButton, pv_stretch_button, PV, STRETCH_BUTTON, AdwBin)

/* After the view or the data have changed. @data: (nullable): what @chart shows, or will */
void pv_stretch_button_update (PvStretchButton *self,
                               PvLineChart     *chart,
                               PvTrafficData   *data,
                               PvClock          clock);

G_END_DECLS
