/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-anonymiser-private.h: what layers of a packet share as they are anonymised.
 *
 * Each function rewrites what begins at a place of the packet, and returns where what is kept of it ends. */
#pragma once

#include "pv-anonymiser.h"
#include "pv-cursor.h"

G_BEGIN_DECLS

/* More of a packet is never kept. */
#define PV_ANONYMISER_MAX_KEPT (128 * 1024)

struct _PvAnonymiser
{
  PvPseudonyms *pseudonyms;
  guint8 *data; /* (array length=n): the packet's bytes, as far as they may be kept */
  guint32 n;
  guint32 wire; /* the packet's length */
  guint32 dns; /* where a DNS message begins */
  guint8 done[PV_ANONYMISER_MAX_KEPT / 8]; /* labels of it that were replaced, a bit for each place */
};

static inline gboolean
pv_anonymiser_has (const PvAnonymiser *self,
                   guint32             at,
                   guint32             n)
{
  return at <= self->n && n <= self->n - at;
}

/* DNS (RFC 1035), from its header on. */
guint32 pv_anonymiser_rewrite_dns          (PvAnonymiser *self,
                                            guint32       at);
/* A TLS ClientHello (RFC 8446, section 4.1.2), as far as it is in this segment; nothing of anything else. */
guint32 pv_anonymiser_rewrite_client_hello (PvAnonymiser *self,
                                            guint32       start);
/* What an IP packet holds: @length bytes on the wire. @sum: of the addresses, as pv_internet_sum_add() */
guint32 pv_anonymiser_rewrite_transport    (PvAnonymiser *self,
                                            guint8        protocol,
                                            guint32       at,
                                            guint32       length,
                                            guint64       sum);
guint32 pv_anonymiser_rewrite_ipv4         (PvAnonymiser *self,
                                            guint32       at);
guint32 pv_anonymiser_rewrite_ipv6         (PvAnonymiser *self,
                                            guint32       start);

G_END_DECLS
