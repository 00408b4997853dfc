/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-event-finder.h: what packets say by themselves: the part of it that each thread does for itself. */
#pragma once

#include "pv-capture-builder-private.h"
#include "pv-quic-initial.h"

G_BEGIN_DECLS

/**
 * PvEventFinder:
 *
 * For one thread at a time. Embedded in who uses it, which is large.
 */
typedef struct
{
  PvEventReader *reader;
  PvLabelTable *names;
  PvLabelTable *urls;
  gboolean full; /* something had no place */
  PvQuicCrypto crypto;
  guint8 plain[PV_QUIC_PACKET_MAX];
} PvEventFinder;

void pv_event_finder_init    (PvEventFinder *self,
                              PvEventReader *reader,
                              PvLabelTable  *names,
                              PvLabelTable  *urls);
/* Notes what a packet says: lookups, answers, names; and that it has to be read in its turn, where that needs
 * what other packets say. Packets must come in order. */
void pv_event_finder_find    (PvEventFinder *self,
                              PvFinds       *finds,
                              guint32        packet,
                              const PvFacts *facts);
/* Numbers the names of lookups and addresses that were found. */
void pv_event_finder_resolve (PvEventFinder *self,
                              PvFinds       *finds);

G_END_DECLS
