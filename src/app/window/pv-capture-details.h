/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-details.h: all that is known of a capture, as a table. */
#pragma once

#include <gtk/gtk.h>

#include "pv-capture.h"

G_BEGIN_DECLS

/* A table of the capture's figures, and what could not be read of it and why. (transfer floating) */
GtkWidget *pv_capture_details_new (PvCapture *capture);

G_END_DECLS
