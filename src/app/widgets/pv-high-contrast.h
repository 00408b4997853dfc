/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-high-contrast.h: the style for high contrast, while the desktop asks for it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From now on, for as long as the program runs. To be called once there is a display. */
void pv_high_contrast_follow (void);

G_END_DECLS
