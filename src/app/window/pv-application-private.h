/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-application-private.h: what the application's actions share with it. */
#pragma once

#include "pv-application.h"

G_BEGIN_DECLS

void     _pv_application_add_actions    (PvApplication *self);

/* Remembers which captures are open, and how, if that is wanted. */
void     _pv_application_save_session   (PvApplication *self);
void     _pv_application_forget_session (PvApplication *self);
/* Opens again what was open, or a window without a capture where none of that is left. Returns: FALSE where
 * nothing is remembered */
gboolean _pv_application_reopen_session (PvApplication *self);
/* Remembers what is open, and closes all windows. */
void     _pv_application_quit           (PvApplication *self);

G_END_DECLS
