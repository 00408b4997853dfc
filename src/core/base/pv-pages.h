/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pages.h: memory in the system's large pages, where it has such. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Large pages are of so many bytes on most systems, and where they are of less, they fit. */
#define PV_LARGE_PAGE_SIZE ((gsize) 2 << 20)

/* Of memory that is used as a whole, small pages would have to be asked for one by one, and be found one by one.
 *
 * @size: bytes, a multiple of %PV_LARGE_PAGE_SIZE
 * @alignment: bytes; a power of 2, of at least %PV_LARGE_PAGE_SIZE
 *
 * Returns: (nullable): zeros, for pv_pages_free(); NULL where memory is out */
gpointer pv_pages_new  (gsize    size,
                        gsize    alignment);
void     pv_pages_free (gpointer pages,
                        gsize    size);

G_END_DECLS
