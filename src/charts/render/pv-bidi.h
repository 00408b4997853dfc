/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bidi.h: texts of both directions beside each other. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether the language that users are spoken to in runs from right to left. */
gboolean pv_bidi_is_rtl  (void);
/* @text so that what stands beside it in one line does not change the order of its parts, nor it theirs: an
 * address in a sentence from right to left. As it is where all runs from left to right. (transfer full) */
char    *pv_bidi_isolate (const char *text);
/* @text (transfer full) so that it begins at the side that the language does, whatever its first letter is: a sentence
 * that a name begins. (transfer full) */
char    *pv_bidi_take_sentence  (char *text);
/* The same of @text, with each name that it quotes isolated as by pv_bidi_isolate(): a path in a message. (transfer full) */
char    *pv_bidi_isolate_quoted (const char *text);
/* Adds @line below those that are in @text, so that it begins at the same side as they do, whatever it begins with: an
 * address above a sentence from right to left. @line: (nullable): nothing */
void     pv_bidi_append_line (GString    *text,
                              const char *line);

G_END_DECLS
