/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-ranges.h: parts of one file that came in several responses (RFC 9110, section 14) meet again. */
#pragma once

#include "pv-object-finder-private.h"

G_BEGIN_DECLS

/**
 * PvHttpRanges:
 *
 * Files of which parts came: those that the same client got from the same server by the same URL, with the same entity
 * tag, or else date of the last change. What goes on where an earlier part ended is put behind it; what comes early is
 * held, up to a bounded number of bytes for all. What was lost in the middle of a part may come in another. What does not
 * meet is an object of its own, and a part.
 */

/**
 * PvHttpArrival:
 *
 * A part that is on its way.
 */
typedef struct _PvHttpArrival PvHttpArrival;

PvHttpRanges  *pv_http_ranges_new    (PvObjectFinder     *finder);
void           pv_http_ranges_free   (PvHttpRanges       *self);
/**
 * pv_http_ranges_begin:
 * @self: files in parts
 * @object: what the part would be by itself, with its URL
 * @coding: how it is compressed
 * @range: which part it is
 * @validator: tells versions of the file apart
 *
 * Returns: (transfer full) (nullable): the part; then @object was taken; %NULL where there is no room for another
 */
PvHttpArrival *pv_http_ranges_begin  (PvHttpRanges       *self,
                                      PvObject           *object,
                                      PvHttpCoding        coding,
                                      const PvHttpRange  *range,
                                      const char         *validator);
/* The next bytes of @arrival, which may be NULL. */
void           pv_http_ranges_put    (PvHttpRanges       *self,
                                      PvHttpArrival      *arrival,
                                      const guint8       *data,
                                      gsize               n);
void           pv_http_ranges_put_gap (PvHttpRanges      *self,
                                      PvHttpArrival      *arrival,
                                      guint64             n);
/* Ends @arrival, and sets it to NULL. @missing: bytes that did not come, where it is not whole */
void           pv_http_ranges_finish (PvHttpRanges       *self,
                                      PvHttpArrival     **arrival,
                                      guint64             missing,
                                      gboolean            is_whole);
/* The same without a word. */
void           pv_http_ranges_forget (PvHttpArrival     **arrival);
/**
 * pv_http_ranges_take:
 * @self: files in parts
 * @body: (transfer full) (inout): of a response that brings all of a file, of which something is missing
 * @coding: how it is compressed
 * @total: bytes of all
 * @missing: of these, the last ones that did not come yet
 * @validator: tells versions of the file apart
 *
 * Others may bring what is missing.
 *
 * Returns: (transfer full) (nullable): the response, as a part on its way; then @body was taken, and set to %NULL
 */
PvHttpArrival *pv_http_ranges_take   (PvHttpRanges       *self,
                                      PvObjectBody      **body,
                                      PvHttpCoding        coding,
                                      guint64             total,
                                      guint64             missing,
                                      const char         *validator);
/* Ends what is unfinished. No part is on its way any more. */
void           pv_http_ranges_end    (PvHttpRanges       *self);

G_END_DECLS
