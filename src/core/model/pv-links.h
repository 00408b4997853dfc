/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-links.h: which hardware each packet of a capture goes between, on which VLAN, and where it was captured. */
#pragma once

#include "pv-interface-labels.h"
#include "pv-link-facts.h"
#include "pv-reopen.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/**
 * PvLink:
 * @source: an id of the capture's hardware addresses, or %PV_NO_ID
 * @destination: likewise
 * @interface: an id of the capture's interfaces, or %PV_NO_ID where the file does not tell
 * @vlan: as in #PvLinkFacts
 *
 * What packets have in common that their link-layer headers and records say the same of.
 */
typedef struct
{
  guint32 source;
  guint32 destination;
  guint32 interface;
  guint16 vlan;
} PvLink;

/**
 * PvLinks:
 * @links: of #PvLink
 * @of_packets: (array length=n_packets): by number of packet, a place in @links
 * @interfaces: what the capture's interfaces are
 *
 * 4 bytes a packet: packets are many, links few. Immutable once made.
 */
typedef struct
{
  PvVector links;
  guint32 *of_packets;
  PvInterfaceLabels interfaces;
} PvLinks;

/**
 * pv_links_read:
 * @capture: a complete capture; its files are read once more
 * @progress: (nullable): kept up to date
 * @cancellable: (nullable): to give up
 * @error: place for a #PvError or %G_IO_ERROR_CANCELLED
 *
 * In the calling thread. Addresses are added to the capture's hardware addresses, labels of
 * interfaces to its interfaces.
 *
 * Returns: (transfer full): %NULL with @error set
 */
PvLinks *pv_links_read (PvCapture     *capture,
                        PvProgress    *progress,
                        GCancellable  *cancellable,
                        GError       **error);
void     pv_links_free (PvLinks       *self);

static inline const PvLink *
pv_links_get (const PvLinks *self,
              guint64        packet)
{
  return &pv_vector_index (&self->links, PvLink, self->of_packets[packet]);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvLinks, pv_links_free)

G_END_DECLS
