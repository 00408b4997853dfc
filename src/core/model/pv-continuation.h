/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-continuation.h: what it takes to read on behind the packets of a capture, when it was opened from its index. */
#pragma once

#include "pv-events.h"
#include "pv-index-file.h"
#include "pv-input-files.h"
#include "pv-label-table.h"
#include "pv-oddities.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/**
 * PvContinuationFile:
 * @file: where it was
 * @is_of_capture: whether it is a file of the capture; else one found in a folder, which is no capture
 * @identity: what told it from others when it was read to its end
 * @mark: (nullable): where that was, see pv_savefile_dup_mark(); %NULL where it cannot be read on
 * @hash: of samples of its bytes, where it has a mark; known when it was read from an index
 *
 * A file of those that were opened.
 */
typedef struct
{
  GFile *file;
  gboolean is_of_capture;
  PvFileIdentity identity;
  GBytes *mark;
  guint8 hash[32];
} PvContinuationFile;

/**
 * PvContinuation:
 * @base: by what its index is found where the files have grown
 * @state: what pv_event_reader_save() said
 * @hosts: those that events and @state refer to
 * @n_hosts: the first of them
 * @events: of kinds that pv_continuation_has_events(): as they were read, but by number; others are empty
 * @kinds: of #PvKind
 * @oddities: of all packets
 * @n_without_time: of the first packets, those that have no time yet
 * @n_files: how many files
 * @files: (array length=n_files): in the order that they were given in
 * @mapping: (nullable): what has @hosts and @events, or the first of them
 */
typedef struct
{
  PvIndexKey base;
  GBytes *state;
  PvLabelTable *hosts;
  guint32 n_hosts;
  PvEvents events[PV_N_EVENT_KINDS];
  PvVector kinds;
  PvOddities oddities;
  guint64 n_without_time;
  guint n_files;
  PvContinuationFile *files;
  GBytes *mapping;
} PvContinuation;

/* Without anything. */
PvContinuation *pv_continuation_new        (void);
void            pv_continuation_free       (PvContinuation       *self);

/* Whether events of @kind change when a capture is settled, so that those that were read are kept beside them. */
gboolean        pv_continuation_has_events (PvEventKind           kind);

/* @places: what was opened: as it was expanded, and identified, before it was read
 * @files: those of the capture
 * @marks: (array): where each was read to, see pv_merge_get_mark() */
void            pv_continuation_set_files  (PvContinuation       *self,
                                            const PvInputFiles   *places,
                                            const PvInputFiles   *files,
                                            GBytes *const        *marks);

/* As sections of an index, of parts @part and @hosts. */
void            pv_continuation_write      (const PvContinuation *self,
                                            PvIndexWriter        *writer,
                                            guint                 part,
                                            guint                 hosts);
/* The same again; (transfer full) (nullable): NULL where there is none, or it contradicts itself. @n_packets, @n_names:
 * those of the capture */
PvContinuation *pv_continuation_read       (PvIndexReader        *reader,
                                            guint                 part,
                                            guint                 hosts,
                                            guint64               n_packets,
                                            guint32               n_names);

/**
 * pv_continuation_match:
 * @self: of an index
 * @places: what is opened, expanded
 * @added: (out) (element-type PvInputFile): those of @places that are new, which come after all others
 *
 * Looks for what the index is of: each file has to be there, as it was or with more behind what it had.
 *
 * Returns: (transfer full) (nullable): the files of the capture, as they were when they were read; %NULL where they are others
 */
PvInputFiles   *pv_continuation_match      (const PvContinuation *self,
                                            const PvInputFiles   *places,
                                            GPtrArray            *added);

/* What indexes of what is opened are found by, whatever became of it. FALSE where it is not local. */
gboolean        pv_continuation_find_base  (const PvInputFiles   *places,
                                            PvIndexKey           *base);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvContinuation, pv_continuation_free)

G_END_DECLS
