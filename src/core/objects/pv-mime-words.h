/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-mime-words.h: words of mail headers that are not ASCII (RFC 2047). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Decodes what is encoded in @text, in the character sets that names of files mostly are in; leaves the rest as it
 * stands. UTF-8. (transfer full) */
char *pv_mime_words_decode (const char *text);

G_END_DECLS
