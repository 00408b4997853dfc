/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-private.h: the parts of an index, and the files that write and read them. */
#pragma once

#include "pv-capture.h"
#include "pv-index-file.h"
#include "pv-input-files.h"

G_BEGIN_DECLS

/* The parts of the model. What is added goes to the end, and pv-index-file.c gets another version. */
typedef enum
{
  PV_INDEX_TOTALS, /* what pv-index.c calls so */
  PV_INDEX_TEXTS, /* a variant, see pv-index-files.c */
  PV_INDEX_CHUNKS, /* of PvChunk */
  PV_INDEX_SUMS, /* of PvSums */
  PV_INDEX_NUMBERS, /* of PvNumberChunk, or nothing */
  PV_INDEX_RUN_STARTS, /* of guint32 */
  PV_INDEX_RUN_FILES, /* of guint16 */
  PV_INDEX_READ_STARTS, /* as those, in the order that packets were read in */
  PV_INDEX_READ_FILES,
  PV_INDEX_EVENTS, /* a section for each kind that is not read on demand */
  PV_INDEX_ADDRESSES,
  PV_INDEX_NAMES,
  PV_INDEX_URLS,
  PV_INDEX_DOMAINS,
  PV_INDEX_OF_NAME,
  PV_INDEX_FLOWS,
  PV_INDEX_CONVERSATIONS,
  PV_INDEX_PAIRS,
  PV_INDEX_FLOW_NAMES,
  PV_INDEX_CONTINUATION, /* see pv-continuation.c */
  PV_INDEX_HOSTS,
  PV_INDEX_COUNTS, /* of PvCount: all packets by flow */
} PvIndexPart;

/* The only section of @part, a #PvIndexPart. */
#define PV_INDEX_SECTION_OF(part) PV_INDEX_SECTION (part, 0)

/* The columns of packets. */
void     pv_index_write_columns (PvCapture          *capture,
                                 PvIndexWriter      *writer);
/* @has_numbers: whether packets have other numbers than in their files. The capture knows how many packets and flows there
 * are, and when. FALSE where it contradicts itself. */
gboolean pv_index_read_columns  (PvCapture          *capture,
                                 gboolean            has_numbers,
                                 PvIndexReader      *reader);

/* The files that packets are of, and what was found in them. FALSE where they are not all among @places, and what was found
 * there. */
gboolean pv_index_write_files   (PvCapture          *capture,
                                 const PvInputFiles *places,
                                 PvIndexWriter      *writer);
/* @are_all: whether @places are just the capture's
 * @claimed_bytes: what the headers of IP packets say that was not there, see #PvOddities
 *
 * The capture knows how many packets there are. FALSE where it contradicts itself, is of other files, or says all that in
 * another language than the user's. */
gboolean pv_index_read_files    (PvCapture          *capture,
                                 const PvInputFiles *places,
                                 gboolean            are_all,
                                 guint64             claimed_bytes,
                                 PvIndexReader      *reader);

G_END_DECLS
