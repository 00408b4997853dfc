/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mime.h: takes a mail apart into its header and the files that it brings (RFC 2045, RFC 2046). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvMimeFuncs:
 * @head: the header is over; @subject: (nullable): what it is about
 * @begin: a file begins; @name: (nullable): what it is called; @type: its media type
 * @bytes: the next bytes of the file, decoded
 * @end: the file ends; @missing: bytes that are known to be missing, where it is not whole
 *
 * Who is told.
 */
typedef struct
{
  void (*head)  (const char   *subject,
                 gpointer      user_data);
  void (*begin) (const char   *name,
                 const char   *type,
                 gpointer      user_data);
  void (*bytes) (const guint8 *data,
                 gsize         n,
                 gpointer      user_data);
  void (*end)   (guint64       missing,
                 gboolean      is_whole,
                 gpointer      user_data);
} PvMimeFuncs;

/**
 * PvMime:
 *
 * A mail on its way. Keeps no more than a line, a header field and the boundaries of parts in parts. Files are parts
 * that have a name, are said to be attached or are no text.
 */
typedef struct _PvMime PvMime;

/* @total: where the memory is counted that it takes. (transfer full) */
PvMime *pv_mime_new  (const PvMimeFuncs *funcs,
                      gpointer           user_data,
                      gsize             *total);
/* Without a word. */
void    pv_mime_free (PvMime            *self);
/* The next bytes. */
void    pv_mime_put  (PvMime            *self,
                      const guint8      *data,
                      gsize              n);
/* The next @n bytes are missing: the file that is on its way ends. */
void    pv_mime_gap  (PvMime            *self,
                      guint64            n);
/* The mail is over. @is_whole: whether that was all of it */
void    pv_mime_end  (PvMime            *self,
                      gboolean           is_whole);

G_END_DECLS
