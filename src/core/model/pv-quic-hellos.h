/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-quic-hellos.h: ClientHellos that QUIC clients send in several datagrams. */
#pragma once

#include "pv-quic-initial.h"
#include "pv-state.h"

G_BEGIN_DECLS

/**
 * PvQuicHellos:
 *
 * Connections of one capture, whose ClientHello may not be whole yet. Remembers a bounded number, the longest idle
 * is forgotten first.
 */
typedef struct _PvQuicHellos PvQuicHellos;

PvQuicHellos *pv_quic_hellos_new  (void);
void          pv_quic_hellos_free (PvQuicHellos *self);

/**
 * pv_quic_hellos_add:
 * @self: what is remembered
 * @connection: a seeded hash of the endpoints
 * @crypto: what a datagram says
 * @keys: with which it was opened
 * @hello: (out caller-allocates): what it says, where it is whole now
 *
 * Returns: %PV_PARSE_WHOLE where it is
 */
PvParse           pv_quic_hellos_add      (PvQuicHellos       *self,
                                           guint64             connection,
                                           const PvQuicCrypto *crypto,
                                           const PvQuicKeys   *keys,
                                           PvTlsClientHello   *hello);
/* Notes that a ClientHello was whole. FALSE where the same was before: it was sent again. */
gboolean          pv_quic_hellos_note     (PvQuicHellos       *self,
                                           guint64             connection,
                                           const PvQuicKeys   *keys);
/* The keys of a connection whose ClientHello is not whole yet; NULL where it is none. */
const PvQuicKeys *pv_quic_hellos_get_keys (PvQuicHellos       *self,
                                           guint64             connection);

/* Appends what is remembered to @state. */
void              pv_quic_hellos_save     (PvQuicHellos       *self,
                                           PvStateWriter      *state);
/* The same again. (transfer full) (nullable): NULL where @state is not that, or memory is out */
PvQuicHellos     *pv_quic_hellos_restore  (PvStateReader      *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvQuicHellos, pv_quic_hellos_free)

G_END_DECLS
