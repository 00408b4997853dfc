/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-click-guard.h: loses no click in a window that moves. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Keeps from all widgets of a window what GTK makes up about the pointer while a button is down. */
void pv_click_guard_add (GtkWidget *window);

G_END_DECLS
