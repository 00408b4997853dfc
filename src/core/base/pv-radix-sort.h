/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-radix-sort.h: very many numbers in order, in linear time. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pv_radix_sort:
 * @keys: what is sorted by, at the places that @order names
 * @order: (array length=n): places
 * @n: how many
 *
 * Sorts places by their keys, the least first; those of one key stay in order, so that sorting by a lesser key
 * first and then by a greater one sorts by both. Takes time linear in @n, and not that for digits that all keys
 * have in common.
 *
 * Returns: %FALSE where memory is out; @order is then as it was
 */
gboolean pv_radix_sort (const guint64 *keys,
                        guint32       *order,
                        gsize          n);

G_END_DECLS
