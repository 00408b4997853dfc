/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-host-hint.c: what hosts of a local network say that they are called: NetBIOS names, DHCP host names. */
#include "pv-host-hint.h"

#include <string.h>

#include "pv-cursor.h"

#define NETBIOS_HEADER 12
#define NETBIOS_NAME 16
/* Length byte, two letters for each byte, the root's length byte (RFC 1001, section 14.1). */
#define NETBIOS_NAME_CODED (2 * NETBIOS_NAME + 2)
#define NETBIOS_TYPE_NB 0x20
#define NETBIOS_RECORD 10 /* type, class, time to live and length of the data */
#define NETBIOS_ENTRY 6 /* flags and address */
#define NETBIOS_GROUP 0x80
/* The last byte of the name says what serves: these are the host itself. */
#define NETBIOS_WORKSTATION 0x00
#define NETBIOS_FILE_SERVER 0x20

#define DHCP_OPTIONS 240
#define DHCP_MAGIC 0x63825363
#define DHCP_PAD 0
#define DHCP_HOST_NAME 12
#define DHCP_REQUESTED 50
#define DHCP_MESSAGE_TYPE 53
#define DHCP_END 255
#define DHCP_OFFER 2

static gboolean
set_name (PvHostHint   *hint,
          const guint8 *address,
          const guint8 *name,
          gsize         length)
{
  static const guint8 nowhere[4] = { 0 };

  hint->address = address;
  hint->name_length = address != NULL && memcmp (address, nowhere, 4) != 0
                      ? pv_host_name_write (name, length, hint->name) : 0;

  return hint->name_length > 0;
}

/* Steps over a name, perhaps by a pointer to the question's. Returns FALSE where it has no form that names of
 * hosts have. */
static gboolean
take_netbios_name (PvCursor *cursor,
                   guint8   *name,
                   gboolean *read)
{
  const guint8 *data = cursor->data;

  if (pv_cursor_has (cursor, 2) && data[0] == 0xc0 && data[1] == NETBIOS_HEADER)
    {
      pv_cursor_skip (cursor, 2);
      return *read;
    }

  if (!pv_cursor_has (cursor, NETBIOS_NAME_CODED) || data[0] != 2 * NETBIOS_NAME
      || data[NETBIOS_NAME_CODED - 1] != 0)
    return FALSE;
  for (guint i = 0; i < NETBIOS_NAME; i++)
    {
      guint8 high = (guint8) (data[1 + 2 * i] - 'A');
      guint8 low = (guint8) (data[2 + 2 * i] - 'A');

      if (high > 15 || low > 15)
        return FALSE;
      name[i] = (guint8) (high << 4 | low);
    }
  pv_cursor_skip (cursor, NETBIOS_NAME_CODED);
  *read = TRUE;

  return TRUE;
}

gboolean
pv_host_hint_read_netbios (const guint8 *message,
                           gsize         length,
                           PvHostHint   *hint)
{
  PvCursor cursor = { message, (guint32) length, (guint32) length };
  guint8 name[NETBIOS_NAME];
  gboolean read = FALSE;
  gsize end = NETBIOS_NAME - 1;

  /* A registration has a question and its record after it; an answer has a record only, and no error. */
  if (length < NETBIOS_HEADER || (message[3] & 0x0f) != 0)
    return FALSE;
  pv_cursor_skip (&cursor, NETBIOS_HEADER);

  if ((message[2] & 0x80) == 0)
    {
      if (pv_peek_u16 (message + 4) != 1 || pv_peek_u16 (message + 10) != 1
          || !take_netbios_name (&cursor, name, &read) || !pv_cursor_has (&cursor, 4))
        return FALSE;
      pv_cursor_skip (&cursor, 4);
    }
  else if (pv_peek_u16 (message + 4) != 0 || pv_peek_u16 (message + 6) == 0)
    {
      return FALSE;
    }

  if (!take_netbios_name (&cursor, name, &read) || !pv_cursor_has (&cursor, NETBIOS_RECORD + NETBIOS_ENTRY)
      || pv_peek_u16 (cursor.data) != NETBIOS_TYPE_NB || pv_peek_u16 (cursor.data + 8) < NETBIOS_ENTRY)
    return FALSE;
  pv_cursor_skip (&cursor, NETBIOS_RECORD);
  if ((cursor.data[0] & NETBIOS_GROUP) != 0
      || (name[NETBIOS_NAME - 1] != NETBIOS_WORKSTATION && name[NETBIOS_NAME - 1] != NETBIOS_FILE_SERVER))
    return FALSE;

  while (end > 0 && name[end - 1] == ' ')
    end--;

  return set_name (hint, cursor.data + 2, name, end);
}

gboolean
pv_host_hint_read_dhcp (const guint8 *message,
                        gsize         length,
                        PvHostHint   *hint)
{
  static const guint8 nowhere[4] = { 0 };
  const guint8 *address = NULL;
  const guint8 *requested = NULL;
  const guint8 *name = NULL;
  gsize name_length = 0;
  guint8 message_type = 0;
  gsize at = DHCP_OPTIONS;

  if (length < DHCP_OPTIONS || pv_peek_u32 (message + DHCP_OPTIONS - 4) != DHCP_MAGIC)
    return FALSE;

  while (at + 2 <= length && message[at] != DHCP_END)
    {
      const guint8 *data = message + at + 2;
      guint8 n = message[at + 1];

      if (message[at] == DHCP_PAD)
        {
          at++;
          continue;
        }
      if (length - at - 2 < n)
        break;
      if (message[at] == DHCP_HOST_NAME)
        {
          name = data;
          name_length = n;
        }
      else if (message[at] == DHCP_REQUESTED && n == 4)
        {
          requested = data;
        }
      else if (message[at] == DHCP_MESSAGE_TYPE && n == 1)
        {
          message_type = data[0];
        }
      at += 2u + n;
    }

  /* What is only offered is nobody's. */
  if (name == NULL || message_type == DHCP_OFFER)
    return FALSE;

  /* The client's own address, the server's for it, the one that it wishes for. */
  if (memcmp (message + 12, nowhere, 4) != 0)
    address = message + 12;
  else if (memcmp (message + 16, nowhere, 4) != 0)
    address = message + 16;
  else
    address = requested;

  /* Some send the NUL after it. */
  while (name_length > 0 && name[name_length - 1] == '\0')
    name_length--;

  return set_name (hint, address, name, name_length);
}
