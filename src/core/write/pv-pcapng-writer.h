/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-pcapng-writer.h: packet records become a pcapng file. */
#pragma once

#include <gio/gio.h>

#include "pv-batch.h"

G_BEGIN_DECLS

/**
 * PvPcapngWriter:
 *
 * Writes one section, with an interface for each link-layer header type (and length of frame check
 * sequence, and another for packets of before 1970), times in nanoseconds, in the machine's byte order. Or copies the
 * blocks of another pcapng file.
 */
typedef struct _PvPcapngWriter PvPcapngWriter;

/* @first_time_ns: no record is earlier. @stream is not closed. */
PvPcapngWriter *pv_pcapng_writer_new   (GOutputStream   *stream,
                                        gint64           first_time_ns,
                                        GError         **error);
/* For blocks of a pcapng file, which begin with a section header. @stream is not closed. */
PvPcapngWriter *pv_pcapng_writer_new_for_blocks (GOutputStream *stream,
                                        GError         **error);
void            pv_pcapng_writer_free  (PvPcapngWriter  *self);
/* Appends a packet, with a description of its interface where that is a new one. FALSE with @error set. */
gboolean        pv_pcapng_writer_add   (PvPcapngWriter  *self,
                                        const PvRecord  *record,
                                        GCancellable    *cancellable,
                                        GError         **error);
/* As it is; but for how long a section is, which it does not say any more. */
gboolean        pv_pcapng_writer_add_block (PvPcapngWriter *self,
                                        const PvBlock   *block,
                                        GCancellable    *cancellable,
                                        GError         **error);
/* Writes what is left. */
gboolean        pv_pcapng_writer_end   (PvPcapngWriter  *self,
                                        GCancellable    *cancellable,
                                        GError         **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvPcapngWriter, pv_pcapng_writer_free)

G_END_DECLS
