/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-application-private.h: what the application's actions share with it. */
#pragma once

#include "pv-application.h"

G_BEGIN_DECLS

void _pv_application_add_actions (PvApplication *self);

G_END_DECLS
