/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tftp.c: packets of TFTP (RFC 1350) with its options (RFC 2347, 2348, 2349). */
#include "pv-tftp.h"

/* Takes a string with the zero behind it. FALSE where that is not there. */
static gboolean
take_string (PvCursor   *cursor,
             PvHttpText *text)
{
  const guint8 *end = cursor->captured > 0 ? memchr (cursor->data, '\0', cursor->captured) : NULL;

  if (end == NULL)
    return FALSE;
  *text = pv_http_text_make (cursor->data, end);
  pv_cursor_skip (cursor, text->length + 1);

  return TRUE;
}

static void
read_options (PvCursor     *cursor,
              PvTftpPacket *packet)
{
  PvHttpText name;
  PvHttpText value;
  guint64 number;

  while (take_string (cursor, &name) && take_string (cursor, &value))
    {
      if (!pv_http_text_to_number (&value, &number))
        continue;
      if (pv_http_text_is (&name, "blksize") && number >= 8 && number <= 65464)
        packet->block_size = (guint32) number;
      else if (pv_http_text_is (&name, "tsize"))
        {
          packet->has_size = TRUE;
          packet->size = number;
        }
    }
}

gboolean
pv_tftp_read (const PvCursor *datagram,
              PvTftpPacket   *packet)
{
  PvCursor cursor = *datagram;

  *packet = (PvTftpPacket){ 0 };
  if (!pv_cursor_has (&cursor, 4))
    return FALSE;

  packet->opcode = pv_peek_u16 (cursor.data);
  pv_cursor_skip (&cursor, 2);
  switch (packet->opcode)
    {
    case PV_TFTP_READ:
    case PV_TFTP_WRITE:
      if (!take_string (&cursor, &packet->file) || packet->file.length == 0 || !take_string (&cursor, &packet->mode))
        return FALSE;
      read_options (&cursor, packet);
      return TRUE;
    case PV_TFTP_DATA:
      packet->block = pv_peek_u16 (cursor.data);
      pv_cursor_skip (&cursor, 2);
      packet->data = pv_http_text_make (cursor.data, cursor.data + cursor.captured);
      packet->wire_length = cursor.wire;
      return TRUE;
    case PV_TFTP_ACK:
    case PV_TFTP_ERROR:
      packet->block = pv_peek_u16 (cursor.data);
      return TRUE;
    case PV_TFTP_OPTIONS:
      read_options (&cursor, packet);
      return TRUE;
    default:
      return FALSE;
    }
}
