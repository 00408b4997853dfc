/* SPDX-License-Identifier: GPL-3.0-or-later */
/* object-fixture.c: packets that files go over, and what is found in them. */
#include "object-fixture.h"

#include <string.h>

#define LINKTYPE_RAW 101

static gboolean
on_begin (const PvObject *object,
          gpointer        user_data)
{
  Fixture *fixture = user_data;

  g_assert_cmpuint (object->index, ==, fixture->bodies->len);
  g_ptr_array_add (fixture->bodies, g_byte_array_new ());

  return TRUE;
}

static gboolean
on_write (const PvObject *object,
          const guint8   *data,
          gsize           n,
          gpointer        user_data)
{
  Fixture *fixture = user_data;

  g_byte_array_append (g_ptr_array_index (fixture->bodies, object->index), data, (guint) n);

  return TRUE;
}

static gboolean
on_end (const PvObject *object,
        gpointer        user_data)
{
  Fixture *fixture = user_data;
  const GByteArray *body = g_ptr_array_index (fixture->bodies, object->index);
  g_autofree char *sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, body->data, body->len);
  g_autofree char *told = pv_object_dup_sha256 (object);

  g_assert_cmpstr (told, ==, sha256);
  g_assert_cmpuint (object->size, ==, body->len);

  return TRUE;
}

static const PvObjectSink sink = { on_begin, on_write, on_end };

void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->finder = pv_object_finder_new (&sink, fixture);
  fixture->bodies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_byte_array_unref);
  fixture->port = 40000;
  fixture->server_port = 80;
}

void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  pv_object_finder_free (fixture->finder);
  g_ptr_array_unref (fixture->bodies);
  g_clear_pointer (&fixture->objects, g_ptr_array_unref);
}

void
add_ip (Fixture    *fixture,
        GByteArray *packet,
        guint       cut)
{
  guint captured = packet->len > cut ? packet->len - cut : 0;
  g_autofree guint8 *copy = g_memdup2 (packet->data, captured);
  PvRecord record = {
    .time_ns = (gint64) fixture->n_packets + fixture->time_ns,
    .data = copy,
    .captured_length = captured,
    .original_length = packet->len,
    .link_type = LINKTYPE_RAW,
  };

  g_assert_true (pv_object_finder_add (fixture->finder, &record, fixture->n_packets++));
  g_byte_array_unref (packet);
}

GByteArray *
make_segment (guint16     client_port,
              guint16     server_port,
              gboolean    of_server,
              guint32     sequence,
              guint8      flags,
              const void *data,
              gsize       n)
{
  GByteArray *packet = g_byte_array_append (packet_new (), data, (guint) n);

  packet_tcp (packet, of_server ? server_port : client_port, of_server ? client_port : server_port, sequence, flags);

  return packet_ipv4 (packet, TCP, of_server ? SERVER : CLIENT, of_server ? CLIENT : SERVER);
}

void
add_at (Fixture    *fixture,
        gboolean    of_server,
        guint32     offset,
        guint8      flags,
        const void *data,
        gsize       n)
{
  guint32 first = of_server ? 0xfffffff0 : 1000;

  add_ip (fixture,
          make_segment (fixture->port, fixture->server_port, of_server, first + 1 + offset - ((flags & SYN) != 0), flags,
                        data, n),
          0);
  fixture->next[of_server] = MAX (fixture->next[of_server], offset + (guint32) n);
}

void
add (Fixture    *fixture,
     gboolean    of_server,
     const char *text)
{
  add_at (fixture, of_server, fixture->next[of_server], ACK, text, strlen (text));
}

void
open_connection (Fixture *fixture)
{
  fixture->port++;
  fixture->next[0] = fixture->next[1] = 0;
  add_at (fixture, FALSE, 0, SYN, "", 0);
  add_at (fixture, TRUE, 0, SYN | ACK, "", 0);
}

void
close_connection (Fixture *fixture)
{
  add_at (fixture, TRUE, fixture->next[1], FIN | ACK, "", 0);
  add_at (fixture, FALSE, fixture->next[0], FIN | ACK, "", 0);
}

void
end (Fixture *fixture)
{
  g_assert_true (pv_object_finder_end (fixture->finder));
  fixture->objects = pv_object_finder_steal_objects (fixture->finder);
  g_assert_cmpuint (fixture->objects->len, ==, fixture->bodies->len);
}

const PvObject *
get (Fixture *fixture,
     guint    i)
{
  g_assert_cmpuint (i, <, fixture->objects->len);

  return g_ptr_array_index (fixture->objects, i);
}

void
expect (Fixture    *fixture,
        guint       i,
        const char *name,
        const char *body,
        guint       flaws)
{
  const PvObject *object = get (fixture, i);
  const GByteArray *bytes = g_ptr_array_index (fixture->bodies, i);
  g_autofree char *text = g_strndup ((const char *) bytes->data, bytes->len);

  g_assert_cmpstr (object->name, ==, name);
  g_assert_cmpstr (text, ==, body);
  g_assert_cmpuint (object->flaws, ==, flaws);
}
