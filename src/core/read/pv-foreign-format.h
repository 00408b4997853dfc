/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-foreign-format.h: names the formats of files that are not read. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pv_foreign_format_get_name:
 * @head: the first bytes of a file that no reader knows
 * @length: how many
 *
 * Recognises formats that Wireshark reads, so that people can be told what they have.
 *
 * Returns: (transfer none) (nullable): the name of the format, as its makers write it
 */
const char *pv_foreign_format_get_name        (const guint8 *head,
                                               gsize         length);

/**
 * pv_foreign_format_get_archive:
 * @head: the first bytes of a file, decompressed where we know how
 * @length: how many; a header of tar has 512
 *
 * Returns: (transfer none) (nullable): the kind of archive, or %NULL where it is none
 */
const char *pv_foreign_format_get_archive     (const guint8 *head,
                                               gsize         length);

/**
 * pv_foreign_format_get_compression:
 * @head: the first bytes of a file that is not compressed in a way that we know
 * @length: how many
 *
 * Returns: (transfer none) (nullable): the name of the compression, or %NULL where there is none
 */
const char *pv_foreign_format_get_compression (const guint8 *head,
                                               gsize         length);

G_END_DECLS
