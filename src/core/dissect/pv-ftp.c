/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ftp.c: lines of FTP's control connections (RFC 959, RFC 2428): what is transferred next, and where. */
#include "pv-ftp.h"

#include <arpa/inet.h>

/* A number of decimal digits, at most @max, at @at, which it moves. FALSE where there is none. */
static gboolean
take_number (PvHttpText *at,
             guint       max,
             guint      *number)
{
  guint n = 0;

  *number = 0;
  while (at->length > 0 && g_ascii_isdigit (at->data[0]))
    {
      *number = *number * 10 + (guint) (at->data[0] - '0');
      if (*number > max || ++n > 6)
        return FALSE;
      at->data++;
      at->length--;
    }

  return n > 0;
}

/* h1,h2,h3,h4,p1,p2 (RFC 959, section 4.1.2) */
static void
read_host_port (PvHttpText   at,
                PvFtpSaying *saying)
{
  guint numbers[6];

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      if (i > 0)
        {
          if (at.length == 0 || at.data[0] != ',')
            return;
          at.data++;
          at.length--;
        }
      if (!take_number (&at, 255, &numbers[i]))
        return;
    }

  for (guint i = 0; i < 4; i++)
    saying->address[i] = (guint8) numbers[i];
  saying->address_size = 4;
  saying->port = (guint16) (numbers[4] << 8 | numbers[5]);
  saying->line = PV_FTP_ENDPOINT;
}

/* |1|132.235.1.2|6275| with any delimiter, also with neither protocol nor address (RFC 2428, sections 2 and 3) */
static void
read_extended (PvHttpText   at,
               PvFtpSaying *saying)
{
  PvHttpText parts[3];
  char address[INET6_ADDRSTRLEN];
  guint8 delimiter;
  guint port;

  if (at.length < 5)
    return;
  delimiter = at.data[0];
  at.data++;
  at.length--;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const guint8 *end = at.length > 0 ? memchr (at.data, delimiter, at.length) : NULL;

      if (end == NULL)
        return;
      parts[i] = pv_http_text_make (at.data, end);
      at = pv_http_text_make (end + 1, at.data + at.length);
    }

  if (!take_number (&parts[2], G_MAXUINT16, &port) || parts[2].length > 0 || port == 0)
    return;
  if (parts[1].length > 0)
    {
      if (parts[1].length >= sizeof address)
        return;
      memcpy (address, parts[1].data, parts[1].length);
      address[parts[1].length] = '\0';
      if (inet_pton (AF_INET, address, saying->address) == 1)
        saying->address_size = 4;
      else if (inet_pton (AF_INET6, address, saying->address) == 1)
        saying->address_size = 16;
      else
        return;
    }

  saying->port = (guint16) port;
  saying->line = PV_FTP_ENDPOINT;
}

void
pv_ftp_command_read (PvHttpText   line,
                     PvFtpSaying *saying)
{
  static const struct
  {
    const char *command;
    PvFtpLine line;
  } commands[] = {
    { "RETR", PV_FTP_RETRIEVE }, { "STOR", PV_FTP_STORE }, { "STOU", PV_FTP_STORE }, { "APPE", PV_FTP_STORE },
    { "LIST", PV_FTP_LIST },     { "NLST", PV_FTP_LIST },  { "MLSD", PV_FTP_LIST },  { "MLST", PV_FTP_LIST },
    { "CWD", PV_FTP_FOLDER },
  };
  const guint8 *space = line.length > 0 ? memchr (line.data, ' ', line.length) : NULL;
  const guint8 *end = line.data + line.length;
  PvHttpText command = space != NULL ? pv_http_text_make (line.data, space) : line;
  PvHttpText argument = space != NULL ? pv_http_text_make (space + 1, end) : pv_http_text_make (end, end);

  *saying = (PvFtpSaying){ 0 };
  if (pv_http_text_is (&command, "PORT"))
    {
      read_host_port (argument, saying);
      return;
    }
  if (pv_http_text_is (&command, "EPRT"))
    {
      read_extended (argument, saying);
      return;
    }

  if (pv_http_text_is (&command, "REST"))
    {
      argument = pv_http_text_strip (argument);
      if (pv_http_text_to_number (&argument, &saying->size))
        saying->line = PV_FTP_RESTART;
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (pv_http_text_is (&command, commands[i].command))
      {
        saying->line = commands[i].line;
        saying->text = argument;
      }
}

/* "150 Opening … for x (1234 bytes)", as most servers have it: no standard says so. */
static void
read_size (PvHttpText   line,
           PvFtpSaying *saying)
{
  const guint8 *open = memrchr (line.data, '(', line.length);
  PvHttpText number;

  if (open == NULL)
    return;
  number = pv_http_text_make (open + 1, line.data + line.length);
  for (guint32 i = 0; i < number.length; i++)
    if (!g_ascii_isdigit (number.data[i]))
      {
        PvHttpText unit = pv_http_text_make (number.data + i, line.data + line.length);

        number.length = i;
        saying->has_size = pv_http_text_begins (&unit, " bytes") && pv_http_text_to_number (&number, &saying->size);
        return;
      }
}

void
pv_ftp_reply_read (PvHttpText   line,
                   PvFtpSaying *saying)
{
  const guint8 *end = line.data + line.length;
  const guint8 *at;

  *saying = (PvFtpSaying){ 0 };
  if (line.length < 4 || line.data[3] != ' ')
    return;

  if (pv_http_text_begins (&line, "227"))
    {
      /* the parentheses are often left out (RFC 1123, section 4.1.2.6) */
      for (at = line.data + 4; at < end && !g_ascii_isdigit (*at); at++)
        ;
      read_host_port (pv_http_text_make (at, end), saying);
    }
  else if (pv_http_text_begins (&line, "229"))
    {
      at = memchr (line.data, '(', line.length);
      if (at != NULL)
        read_extended (pv_http_text_make (at + 1, end), saying);
    }
  else if (pv_http_text_begins (&line, "257"))
    {
      const guint8 *open = memchr (line.data, '"', line.length);
      const guint8 *close = memrchr (line.data, '"', line.length);

      if (open != NULL && close > open)
        {
          saying->line = PV_FTP_FOLDER;
          saying->text = pv_http_text_make (open + 1, close);
        }
    }
  else if (pv_http_text_begins (&line, "150") || pv_http_text_begins (&line, "125"))
    {
      saying->line = PV_FTP_OPENING;
      read_size (line, saying);
    }
}
