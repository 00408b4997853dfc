/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-input-key.h: what tells the contents of files from others', without reading all of them. */
#pragma once

#include "pv-input-files.h"

G_BEGIN_DECLS

#define PV_INPUT_KEY_SIZE 32

/**
 * pv_input_key_find:
 * @files: files, without folders; gets what tells each from others, and its size
 * @key: (out caller-allocates): %PV_INPUT_KEY_SIZE bytes
 *
 * Finds the hash of what all of them, in that order, are: how long, when they were changed, and what is at the beginning,
 * at the end and at places in between. Wherever they are, and whatever they are called.
 *
 * Not of files that were changed within the last seconds, or in times to come: then another change may not show.
 *
 * Returns: whether they are all regular files of this machine, at rest
 */
gboolean pv_input_key_find (PvInputFiles *files,
                            guint8       *key);
/* Whether what tells files apart is the same of both still: as pv_input_key_find() found it. */
gboolean pv_input_key_is_still (const PvInputFile *file,
                                const PvInputFile *other);

/* The same samples of the first @size bytes of the file that is open as @fd, whatever it is called and however long it is.
 * @hash: (out): %PV_INPUT_KEY_SIZE bytes. FALSE where there are not as many bytes */
gboolean pv_input_key_hash_bytes (int      fd,
                                  guint64  size,
                                  guint8  *hash);

G_END_DECLS
