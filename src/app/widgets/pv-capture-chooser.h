/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-chooser.h: the dialog that captures are chosen in. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @beside: (nullable): a file whose folder it begins in. (transfer full) */
GtkFileChooserNative *pv_capture_chooser_new (const char *title,
                                              GtkWindow  *parent,
                                              GFile      *beside);

G_END_DECLS
