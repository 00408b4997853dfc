/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-error.c: the error domain. */
#include "pv-error.h"

G_DEFINE_QUARK (pv-error-quark, pv_error)
