/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-event-reader.h: what packets say together with others: the part of it that is done in file order. */
#pragma once

#include "pv-capture-builder-private.h"
#include "pv-dns-answers.h"
#include "pv-dns-matcher.h"
#include "pv-dns-message.h"
#include "pv-events.h"
#include "pv-http-request.h"
#include "pv-tls-client-hello.h"

G_BEGIN_DECLS

/**
 * PvEventReader:
 *
 * Follows the conversations of one capture. One thread at a time reads, in file order; any thread may hash and
 * add what needs no other packet.
 */

/* NULL where memory is out. */
PvEventReader *pv_event_reader_new  (PvLabelTable  *names,
                                     PvLabelTable  *urls);
void           pv_event_reader_free (PvEventReader *self);

/* A seeded hash of what a query and its answer have in common: client's address and port, server, id and
 * question. @datagram: the one of the two that it is in */
guint64 pv_event_reader_hash_dns        (const PvEventReader *self,
                                         const PvDatagram    *datagram,
                                         const PvDnsMessage  *message);
/* The same of the endpoints of a datagram. */
guint64 pv_event_reader_hash_connection (const PvEventReader *self,
                                         const PvDatagram    *datagram);

/* The same of the stream that a segment is of. */
guint32 pv_event_reader_hash_stream     (const PvEventReader *self,
                                         const PvTcpSegment  *segment);

/* Fills @found with what an answer says, except for its name. @datagram: which carries the answer, from the server */
void     pv_event_reader_describe_address (PvFoundAddress     *found,
                                           const PvDnsAddress *address,
                                           guint32             packet,
                                           const PvDatagram   *datagram,
                                           PvLookupKind        lookup_kind);

/* Appends to @events, of PvFoundEvent, what a message says. FALSE where memory is out. */
gboolean pv_event_reader_add_hello      (PvEventReader          *self,
                                         PvVector               *events,
                                         guint32                 packet,
                                         PvNameSource            source,
                                         const PvTlsClientHello *hello);
gboolean pv_event_reader_add_request    (PvEventReader          *self,
                                         PvVector               *events,
                                         guint32                 packet,
                                         const PvHttpRequest    *request);

/**
 * pv_event_reader_read:
 * @self: a reader
 * @builder: whose packets they are
 * @records: (array): the records of the batch
 * @finds: what was found in them
 *
 * Reads what was left for this, and adds to what was found. FALSE where memory is out.
 */
gboolean       pv_event_reader_read     (PvEventReader    *self,
                                         PvCaptureBuilder *builder,
                                         const PvRecord   *records,
                                         PvFinds          *finds);
/* The addresses that events of %PV_EVENT_ADDRESS and %PV_EVENT_HOST are about, and clients: until they are all known,
 * events have ids of this table rather than of the capture's addresses. */
PvLabelTable  *pv_event_reader_get_hosts (PvEventReader   *self);
/* Whether more addresses were called something than are kept. */
gboolean       pv_event_reader_has_left_out (PvEventReader *self);
/* Who knows which queries were not answered. */
PvDnsMatcher  *pv_event_reader_get_dns  (PvEventReader    *self);

/* Appends all that it remembers to @state, but for its hosts. While nobody reads. */
void           pv_event_reader_save     (PvEventReader    *self,
                                         PvStateWriter    *state);
/* The same again, of @n_packets packets. @hosts: those that pv_event_reader_get_hosts() had, to be added to. (transfer full)
 * (nullable): NULL where @state is not that, or memory is out */
PvEventReader *pv_event_reader_restore  (PvLabelTable     *names,
                                         PvLabelTable     *urls,
                                         PvLabelTable     *hosts,
                                         guint64           n_packets,
                                         PvStateReader    *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvEventReader, pv_event_reader_free)

G_END_DECLS
