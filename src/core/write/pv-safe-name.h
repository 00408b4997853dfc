/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-safe-name.h: names of files that strangers chose, made safe to be used. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What file systems allow, in bytes. */
#define PV_SAFE_NAME_MAX 255

/**
 * pv_safe_name_make:
 * @name: (nullable): any bytes
 *
 * Of the last part of what may be a path, without what a file system, a shell, a desktop or another system would take
 * for something else: separators of any system, characters that control or that cannot be seen, dots, spaces, hyphens
 * and tildes at the beginning, dots and spaces at the end, and names of devices. Long names are cut before the
 * extension.
 *
 * Returns: (transfer full): UTF-8 of 1 to %PV_SAFE_NAME_MAX bytes; made safe once more, it is the same
 */
char *pv_safe_name_make   (const char *name);

/* The same name with a number, as in "name (2).txt", for when there is one already. @name: a safe one; @n: from 2.
 * (transfer full) */
char *pv_safe_name_number (const char *name,
                           guint64     n);

G_END_DECLS
