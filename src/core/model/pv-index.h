/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index.h: a capture as a file of columns and tables, which is mapped into memory instead of reading the packets anew. */
#pragma once

#include "pv-capture.h"
#include "pv-continuation.h"
#include "pv-index-file.h"

G_BEGIN_DECLS

/**
 * pv_index_write:
 * @capture: a settled capture
 * @places: the files that it was read from, as pv_input_key_find() left them; without folders
 * @fd: of an empty file, to be written; stays the caller's
 * @key: what tells those files from others
 * @continuation: (nullable): what it takes to read on behind it, and by what it is found then
 * @cancellable: (nullable): to give up
 * @error: place for a %G_IO_ERROR or %PV_ERROR_NO_MEMORY
 *
 * Writes all that is known of @capture but what is read on demand. In the calling thread; others may read and extend the
 * capture meanwhile.
 *
 * Returns: %FALSE with @error set; then what was written is no index
 */
gboolean   pv_index_write (PvCapture             *capture,
                           const PvInputFiles    *places,
                           int                    fd,
                           const PvIndexKey      *key,
                           const PvContinuation  *continuation,
                           GCancellable          *cancellable,
                           GError               **error);

/**
 * pv_index_read:
 * @places: files, as pv_input_key_find() left them; without folders
 * @fd: of what may be their index; stays the caller's
 * @key: what tells them from others
 * @check: how much is checked
 * @continuation: (out) (optional) (transfer full) (nullable): what it takes to read on; %NULL where that cannot be
 *
 * Nothing of an index is believed: what was written by another build, is not whole, was changed since, or contradicts
 * itself is none. Takes as long as to read all of it once.
 *
 * Returns: (transfer full) (nullable): a final capture that says what reading the files would say; or %NULL, and the files
 *   are to be read
 */
PvCapture *pv_index_read  (const PvInputFiles    *places,
                           int                    fd,
                           const PvIndexKey      *key,
                           PvIndexCheck           check,
                           PvContinuation       **continuation);

/**
 * pv_index_read_base:
 * @places: files, without folders
 * @fd: of what may be an index of some of them, or of what they began with; stays the caller's
 * @base: what it is found by, see pv_continuation_find_base()
 * @added: (element-type PvInputFile): gets those of @places that it is not of
 * @continuation: (out) (transfer full): what it takes to read on
 *
 * As pv_index_read(), where the files have become more or longer since.
 *
 * Returns: (transfer full) (nullable): the capture that they were
 */
PvCapture *pv_index_read_base (const PvInputFiles  *places,
                               int                  fd,
                               const PvIndexKey    *base,
                               GPtrArray           *added,
                               PvContinuation     **continuation);

G_END_DECLS
