/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-failure.h: what a view shows that could not be made. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Shows in @stack that what it should show could not be made, and why: what was there was of something else.
 * Another visible child takes its place. FALSE where it was only cancelled: then all stays as it is. */
gboolean pv_failure_show     (GtkStack     *stack,
                              const GError *error);
gboolean pv_failure_is_shown (GtkStack     *stack);

G_END_DECLS
