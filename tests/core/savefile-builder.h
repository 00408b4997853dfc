/* SPDX-License-Identifier: GPL-3.0-or-later */
/* savefile-builder.h: makes savefiles of every kind, in memory, for tests. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SavefileBuilder:
 * @bytes: what was written so far
 * @big_endian: the byte order of what is written next
 *
 * Appends headers, blocks and records as asked, right or wrong.
 */
typedef struct
{
  GByteArray *bytes;
  gboolean big_endian;
} SavefileBuilder;

void   savefile_builder_init   (SavefileBuilder *self,
                                gboolean         big_endian);
void   savefile_builder_clear  (SavefileBuilder *self);

void   savefile_add_u8         (SavefileBuilder *self,
                                guint8           value);
void   savefile_add_u16        (SavefileBuilder *self,
                                guint16          value);
void   savefile_add_u32        (SavefileBuilder *self,
                                guint32          value);
void   savefile_add_u64        (SavefileBuilder *self,
                                guint64          value);
void   savefile_add_bytes      (SavefileBuilder *self,
                                const void      *bytes,
                                gsize            length);

/* pcap */
void   savefile_add_pcap_header (SavefileBuilder *self,
                                 guint32          magic,
                                 guint32          snapshot_length,
                                 guint32          network);
/* @extra: bytes between the usual record header and the data, filled with 0 */
void   savefile_add_pcap_record (SavefileBuilder *self,
                                 guint32          seconds,
                                 guint32          fraction,
                                 const void      *data,
                                 guint32          captured,
                                 guint32          original,
                                 guint            extra);

/* snoop; @padding: bytes after the data, filled with 0 */
void   savefile_add_snoop_header (SavefileBuilder *self,
                                  guint32          version,
                                  guint32          type);
void   savefile_add_snoop_record (SavefileBuilder *self,
                                  guint32          seconds,
                                  guint32          microseconds,
                                  const void      *data,
                                  guint32          captured,
                                  guint32          original,
                                  guint            padding);

/* ERF; @fraction: of a second, of 2³² */
void   savefile_add_erf_record  (SavefileBuilder *self,
                                 guint32          seconds,
                                 guint32          fraction,
                                 guint8           type,
                                 const void      *body,
                                 guint16          body_length,
                                 guint16          wire_length);

/* pcapng */
void   savefile_add_section     (SavefileBuilder *self);
/* @resolution: if_tsresol, or -1 for none; @offset: if_tsoffset in seconds, 0 for none */
void   savefile_add_interface   (SavefileBuilder *self,
                                 guint16          link_type,
                                 guint32          snapshot_length,
                                 int              resolution,
                                 gint64           offset);
void   savefile_add_enhanced    (SavefileBuilder *self,
                                 guint32          interface,
                                 guint64          units,
                                 const void      *data,
                                 guint32          captured,
                                 guint32          original);
void   savefile_add_simple      (SavefileBuilder *self,
                                 const void      *data,
                                 guint32          captured,
                                 guint32          original);
void   savefile_add_obsolete    (SavefileBuilder *self,
                                 guint16          interface,
                                 guint64          units,
                                 const void      *data,
                                 guint32          captured,
                                 guint32          original);
/* Any block; @body_length need not be a multiple of 4. */
void   savefile_add_block       (SavefileBuilder *self,
                                 guint32          type,
                                 const void      *body,
                                 gsize            body_length);

/* Writes the bytes, or any others, to a temporary file that test_files_clear() removes. */
GFile *savefile_builder_write   (SavefileBuilder *self);
GFile *test_file_write          (const void      *bytes,
                                 gsize            length);
void   test_files_clear         (void);

G_END_DECLS
