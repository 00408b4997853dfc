/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-origin.c: between whom an object goes, what it is called and where it is from. */
#include "pv-object-origin.h"

#include <string.h>

PvObject *
pv_object_new (PvObjectProtocol  protocol,
               const PvEndpoint *client,
               const PvEndpoint *server,
               gboolean          is_upload)
{
  PvObject *object = g_new0 (PvObject, 1);

  object->protocol = protocol;
  object->is_upload = is_upload;
  object->address_size = client->size;
  memcpy (object->client, client->address, sizeof object->client);
  memcpy (object->server, server->address, sizeof object->server);
  object->client_port = client->port;
  object->server_port = server->port;

  return object;
}

char *
pv_object_dup_name (const char *path,
                    gsize       length)
{
  gsize start = length;
  g_autofree char *name = NULL;

  while (start > 0 && path[start - 1] != '/' && path[start - 1] != '\\')
    start--;
  if (start == length)
    return NULL;

  name = g_utf8_make_valid (path + start, (gssize) MIN (length - start, PV_OBJECT_NAME_MAX));

  return name[0] != '\0' ? g_steal_pointer (&name) : NULL;
}

void
pv_object_append_path (GString    *url,
                       const char *path,
                       gsize       length)
{
  if (length == 0 || path[0] != '/')
    g_string_append_c (url, '/');
  for (gsize i = 0; i < length && url->len < PV_OBJECT_URL_MAX; i++)
    {
      guint8 byte = (guint8) path[i];

      if (byte > 0x20 && byte < 0x7f && strchr ("%?#\"<>", byte) == NULL)
        g_string_append_c (url, (char) byte);
      else
        g_string_append_printf (url, "%%%02X", byte);
    }
}
