/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-reader.h: bytes become lines. */
#pragma once

#include "pv-http-text.h"

G_BEGIN_DECLS

/* Lines that are longer are passed by. */
#define PV_LINE_MAX 4096

/**
 * PvLineReader:
 * @kept: (nullable): the beginning of a line, while its end has not come
 * @length: bytes of it
 * @is_lost: whether bytes of this line are missing, or there are too many
 * @is_over: whether that line was told
 * @total: where what is kept is counted
 *
 * Takes a stream apart into lines. Begins as { 0 }, with @total.
 */
typedef struct
{
  guint8 *kept;
  guint length;
  gboolean is_lost;
  gboolean is_over;
  gsize *total;
} PvLineReader;

/**
 * pv_line_reader_take:
 * @self: a reader
 * @data: the next bytes
 * @n: how many, at least 1
 * @line: (out): where a line ended, it without its end; of one of which not all is known, @data is %NULL. Valid until
 *   the next call
 * @is_end: (out): whether a line ended
 *
 * Returns: how many bytes were taken: up to the end of a line
 */
guint32 pv_line_reader_take  (PvLineReader *self,
                              const guint8 *data,
                              guint32       n,
                              PvHttpText   *line,
                              gboolean     *is_end);
/* Bytes are missing, of the line that comes next or has begun: what comes up to the end of a line is passed by. */
void    pv_line_reader_lose  (PvLineReader *self);
void    pv_line_reader_clear (PvLineReader *self);

G_END_DECLS
