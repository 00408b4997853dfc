/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-message.h: sentences that name files, as a window shows them. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text, a sentence such as an error's, safe to read (pv_file_text_clean()) and with the names that it quotes in one
 * piece where text runs from right to left. (transfer full) */
char *pv_message_text   (const char *text);
/* The same for what takes Pango's markup: toasts, status pages, subtitles of rows. (transfer full) */
char *pv_message_markup (const char *text);

G_END_DECLS
