/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-build.h: which build of the program this is. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PV_BUILD_SIZE 32

/* Writes %PV_BUILD_SIZE bytes, which are others in each program that differs in anything: from the build ID that the
 * linker has put into it, the version, and the registries that it was built with. */
void pv_build_get (guint8 *build);

G_END_DECLS
