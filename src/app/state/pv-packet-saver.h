/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-saver.h: saves the packets of a selection in the background. */
#pragma once

#include "pv-anonymiser.h"
#include "pv-crossfilter-model.h"

G_BEGIN_DECLS

#define PV_TYPE_PACKET_SAVER (pv_packet_saver_get_type ())

/**
 * PvPacketSaver:
 *
 * Writes a pcapng file, one at a time. The application goes on running until a temporary file is gone.
 *
 * Properties, read-only: "saving" (boolean).
 *
 * Signals:
 * - "progress" (PvPacketSaver *): now and then while saving
 * - "saved" (PvPacketSaver *, GFile *file, guint64 n_packets)
 * - "failed" (PvPacketSaver *, GFile *file, GError *error); not where it was cancelled
 */
G_DECLARE_FINAL_TYPE (PvPacketSaver, pv_packet_saver, PV, PACKET_SAVER, GObject)

PvPacketSaver *pv_packet_saver_new          (void);
/* Saves what @crossfilter leaves of @capture, which is settled. Not while saving.
 * @anonymiser: (nullable) (transfer full): what packets go through */
void           pv_packet_saver_start        (PvPacketSaver      *self,
                                             PvCapture          *capture,
                                             PvCrossfilterModel *crossfilter,
                                             PvAnonymiser       *anonymiser,
                                             GFile              *file);
/* Gives up what is being saved, if anything; there is no file then, or the older one. */
void           pv_packet_saver_cancel       (PvPacketSaver *self);
gboolean       pv_packet_saver_get_saving   (PvPacketSaver *self);
PvProgress     pv_packet_saver_get_progress (PvPacketSaver *self);

G_END_DECLS
