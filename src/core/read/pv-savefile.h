/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-savefile.h: bytes become packet records: pcap and pcapng. */
#pragma once

#include "pv-record.h"
#include "pv-source.h"

G_BEGIN_DECLS

/* Captured lengths above this are damage, unless the savefile's snapshot length is larger
 * (libpcap's MAXIMUM_SNAPLEN). */
#define PV_RECORD_USUAL_MAX (256 * 1024)
/* Captured lengths above this are damage, whatever the savefile says. */
#define PV_RECORD_MAX (64 * 1024 * 1024)

/**
 * PvSavefile:
 *
 * Reads one savefile from front to back, a batch of records at a time.
 */
typedef struct _PvSavefile PvSavefile;

/**
 * PvBatch:
 * @records: (array length=n_records): records, in file order
 * @n_records: how many
 * @buffer: the bytes that the records point into
 * @out_of_memory: whether a record had no place
 * @spare: where such a record went
 *
 * Records whose bytes lie in one buffer. Reused from read to read, so that reading allocates
 * nothing once it runs.
 */
typedef struct
{
  PvRecord *records;
  gsize n_records;
  gsize records_size;
  guint8 *buffer;
  gsize buffer_size;
  gboolean out_of_memory;
  PvRecord spare;
} PvBatch;

void        pv_batch_clear (PvBatch *self);

/**
 * pv_savefile_open:
 * @source: (transfer full): where the bytes come from
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NOT_A_CAPTURE, %PV_ERROR_UNSUPPORTED, %PV_ERROR_DAMAGED or %G_IO_ERROR
 *
 * Recognises the format and reads the file header. Known: pcap with the magics of libpcap (µs and
 * ns, both byte orders), Kuznetzov's modified ones, Nokia's, IXIA's and AIX's, as Wireshark reads
 * them; pcapng (https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/).
 *
 * Returns: (transfer full): a savefile, or %NULL with @error set
 */
PvSavefile *pv_savefile_open (PvSource      *source,
                              GCancellable  *cancellable,
                              GError       **error);
void        pv_savefile_free (PvSavefile    *self);

/**
 * pv_savefile_read:
 * @self: a savefile
 * @batch: (inout): gets the next records
 * @cancellable: (nullable): to give up
 * @error: place for a %G_IO_ERROR
 *
 * Reads the next batch: up to about a mebibyte of records; at least one, unless the file ends
 * here. A record that is cut short or damaged ends the file there, which is no error:
 * pv_savefile_get_truncated_reason() then says so.
 *
 * Returns: %FALSE at the end of the file, or with @error set
 */
gboolean    pv_savefile_read (PvSavefile    *self,
                              PvBatch       *batch,
                              GCancellable  *cancellable,
                              GError       **error);

/* "pcap" or "pcapng" */
const char *pv_savefile_get_format           (PvSavefile *self);
PvSource   *pv_savefile_get_source           (PvSavefile *self);
/* In the user's language why the file ended before its end, or NULL. */
const char *pv_savefile_get_truncated_reason (PvSavefile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvSavefile, pv_savefile_free)

G_END_DECLS
