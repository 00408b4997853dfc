/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dot-reader.h: text up to a line with nothing but a dot, as SMTP and POP3 send mails. */
#pragma once

#include "pv-mail.h"

G_BEGIN_DECLS

/**
 * PvDotReader:
 * @PV_DOT_BEGIN: at the beginning of a line
 * @PV_DOT_SEEN: behind a dot there
 * @PV_DOT_RETURN: behind a carriage return that follows it
 * @PV_DOT_NONE: anywhere else
 *
 * Where a text is looked at for the dot that ends it. Begins as %PV_DOT_BEGIN.
 */
typedef enum
{
  PV_DOT_BEGIN,
  PV_DOT_SEEN,
  PV_DOT_RETURN,
  PV_DOT_NONE,
} PvDotReader;

/**
 * pv_dot_reader_take:
 * @self: a reader
 * @mail: (nullable): gets what is of the text: of a dot that was sent twice to tell it from the end, one (RFC 5321,
 *   section 4.5.2; RFC 1939, section 3)
 * @data: the next bytes
 * @n: how many
 * @is_end: (out): whether the text ended
 *
 * Returns: how many bytes were taken: up to the end of the line that ends it
 */
guint32 pv_dot_reader_take (PvDotReader  *self,
                            PvMail       *mail,
                            const guint8 *data,
                            guint32       n,
                            gboolean     *is_end);

G_END_DECLS
