/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-text-scale.h: how large the user wants text. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much larger than usual text is on the display of @widget: 1 for not at all. */
double pv_text_scale_get   (GtkWidget *widget);
/* Makes the default width of @window, a dialog that scrolls, larger where text is. */
void   pv_text_scale_widen (GtkWindow *window);

G_END_DECLS
