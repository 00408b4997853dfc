/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-message.c: sentences that name files, as a window shows them. */
#include "config.h"

#include "pv-message.h"

#include "pv-bidi.h"
#include "pv-file-text.h"

char *
pv_message_text (const char *text)
{
  g_autofree char *clean = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  clean = pv_file_text_clean (text);

  return pv_bidi_isolate_quoted (clean);
}

char *
pv_message_markup (const char *text)
{
  g_autofree char *plain = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  plain = pv_message_text (text);

  return g_markup_escape_text (plain, -1);
}
