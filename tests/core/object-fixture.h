/* SPDX-License-Identifier: GPL-3.0-or-later */
/* object-fixture.h: packets that files go over, and what is found in them. */
#pragma once

#include "packet-builder.h"
#include "pv-object-finder.h"

G_BEGIN_DECLS

#define TCP 6
#define UDP 17

#define FIN 0x01
#define SYN 0x02
#define RST 0x04
#define ACK 0x10

#define CLIENT "10.0.0.1"
#define SERVER "10.0.0.2"

#define GET(path) "GET " path " HTTP/1.1\r\nHost: example.org\r\n\r\n"
#define OK(length) "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: " #length "\r\n\r\n"

/* A finder, what is added to it, and what it finds. */
typedef struct
{
  PvObjectFinder *finder;
  GPtrArray *objects; /* once all was added */
  GPtrArray *bodies; /* of GByteArray, by index */
  guint64 n_packets;
  gint64 time_ns; /* added to the time of the next packet, which is its number */
  guint16 port; /* of the client */
  guint16 server_port;
  guint32 next[2]; /* of the client and of the server */
} Fixture;

void            set_up           (Fixture       *fixture,
                                  gconstpointer  data);
void            tear_down        (Fixture       *fixture,
                                  gconstpointer  data);
/* Adds an IP packet, without its last @cut bytes, in a copy of just that size. Takes @packet. */
void            add_ip           (Fixture       *fixture,
                                  GByteArray    *packet,
                                  guint          cut);
GByteArray     *make_segment     (guint16        client_port,
                                  guint16        server_port,
                                  gboolean       of_server,
                                  guint32        sequence,
                                  guint8         flags,
                                  const void    *data,
                                  gsize          n);
/* Adds a segment at @offset from the beginning of what is sent. */
void            add_at           (Fixture       *fixture,
                                  gboolean       of_server,
                                  guint32        offset,
                                  guint8         flags,
                                  const void    *data,
                                  gsize          n);
/* Adds the next one. */
void            add              (Fixture       *fixture,
                                  gboolean       of_server,
                                  const char    *text);
/* Lets another connection begin, from another port. */
void            open_connection  (Fixture       *fixture);
void            close_connection (Fixture       *fixture);
/* All was added. */
void            end              (Fixture       *fixture);
const PvObject *get              (Fixture       *fixture,
                                  guint          i);
void            expect           (Fixture       *fixture,
                                  guint          i,
                                  const char    *name,
                                  const char    *body,
                                  guint          flaws);

G_END_DECLS
