/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-list.c: the files that went over the wire as JSON. */
#include "pv-object-list.h"

#include <arpa/inet.h>

#include "pv-json-stream.h"

static void
add_address (PvJsonStream *json,
             const char   *key,
             const guint8 *address,
             guint8        size)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (size == 4 ? AF_INET : AF_INET6, address, text, sizeof text);
  pv_json_stream_add_string (json, key, text);
}

static void
add_object (PvJsonStream   *json,
            const PvObject *object,
            const char     *name)
{
  g_autofree char *sha256 = pv_object_dup_sha256 (object);

  pv_json_stream_open (json, NULL, '{');
  pv_json_stream_add_string (json, "saved_as", name);
  pv_json_stream_add_string (json, "name", object->name);
  pv_json_stream_add_string (json, "url", object->url);
  pv_json_stream_add_string (json, "protocol", pv_object_protocol_get_code (object->protocol));
  pv_json_stream_add_string (json, "sender", object->is_upload ? "client" : "server");
  add_address (json, "client", object->client, object->address_size);
  pv_json_stream_add_int (json, "client_port", object->client_port);
  add_address (json, "server", object->server, object->address_size);
  pv_json_stream_add_int (json, "server_port", object->server_port);
  pv_json_stream_add_int (json, "time_ns", object->time_ns);
  pv_json_stream_add_int (json, "end_time_ns", object->end_ns);
  pv_json_stream_add_int (json, "packet", (gint64) object->packet + 1);
  pv_json_stream_add_int (json, "bytes", (gint64) object->size);
  pv_json_stream_add_bool (json, "whole", pv_object_is_whole (object));
  pv_json_stream_add_int (json, "missing_bytes", (gint64) object->missing);
  pv_json_stream_open (json, "flaws", '[');
  for (guint i = 0; i < PV_N_OBJECT_FLAWS; i++)
    if ((object->flaws & 1u << i) != 0)
      pv_json_stream_add_string (json, NULL, pv_object_flaw_get_code (1u << i));
  pv_json_stream_close (json, '[');
  pv_json_stream_add_string (json, "type", object->type);
  pv_json_stream_add_string (json, "content_type", object->content_type);
  pv_json_stream_add_string (json, "sha256", sha256);
  pv_json_stream_close (json, '{');
}

gboolean
pv_object_list_write (GPtrArray      *objects,
                      GPtrArray      *names,
                      GOutputStream  *stream,
                      GError        **error)
{
  g_autoptr (PvJsonStream) json = NULL;

  g_return_val_if_fail (objects != NULL && G_IS_OUTPUT_STREAM (stream), FALSE);

  json = pv_json_stream_new (stream, NULL);
  pv_json_stream_open (json, NULL, '{');
  pv_json_stream_open (json, "objects", '[');
  for (guint i = 0; i < objects->len && pv_json_stream_drain (json); i++)
    add_object (json, g_ptr_array_index (objects, i), names != NULL ? g_ptr_array_index (names, i) : NULL);
  pv_json_stream_close (json, '[');
  pv_json_stream_close (json, '{');

  return pv_json_stream_end (json, error);
}
