/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dot-reader.c: text up to a line with nothing but a dot, as SMTP and POP3 send mails. */
#include "pv-dot-reader.h"

static void
put (PvMail       *mail,
     const guint8 *data,
     guint32       n)
{
  if (mail != NULL)
    pv_mail_put (mail, data, n);
}

guint32
pv_dot_reader_take (PvDotReader  *self,
                    PvMail       *mail,
                    const guint8 *data,
                    guint32       n,
                    gboolean     *is_end)
{
  guint32 from = 0;

  *is_end = FALSE;
  for (guint32 i = 0; i < n; i++)
    {
      guint8 byte = data[i];

      switch (*self)
        {
        case PV_DOT_BEGIN:
          if (byte == '.')
            {
              put (mail, data + from, i - from);
              from = i + 1;
              *self = PV_DOT_SEEN;
              continue;
            }
          break;
        case PV_DOT_SEEN:
          if (byte == '\r')
            {
              from = i + 1;
              *self = PV_DOT_RETURN;
              continue;
            }
          G_GNUC_FALLTHROUGH;
        case PV_DOT_RETURN:
          if (byte == '\n')
            {
              *is_end = TRUE;
              return i + 1;
            }
          if (*self == PV_DOT_RETURN)
            put (mail, (const guint8 *) "\r", 1);
          break;
        case PV_DOT_NONE:
        default:
          break;
        }
      *self = byte == '\n' ? PV_DOT_BEGIN : PV_DOT_NONE;
    }

  put (mail, data + from, n - from);

  return n;
}
