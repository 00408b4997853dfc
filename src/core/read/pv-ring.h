/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-ring.h: files that go on with others: the next of a ring, and what is new in a folder. */
#pragma once

#include "pv-input-files.h"

G_BEGIN_DECLS

/**
 * PvRing:
 *
 * Looks for files that were not there when a capture was opened, and belong to it:
 *
 * - whatever is new in a folder that was opened
 * - of files that were opened by name, the next of their ring, as `tcpdump -C`, `-G` and `dumpcap -b` name them: in the
 *   same folder, called the same but for digits, and there only after one of them was seen to grow
 * - what took the place of one that was read, as in a ring that came around
 *
 * The latter two begin no earlier than what was read of the ring ended. A compressed copy of a file that was read is none
 * of them, nor is one by another name. Only local files are looked for.
 */
typedef struct _PvRing PvRing;

/* @places: what was opened. Looks at what is there by now. (transfer full) (nullable): NULL where nothing can be new */
PvRing    *pv_ring_new         (const PvInputFiles *places);
void       pv_ring_free        (PvRing             *self);
/* Whether a folder was opened: then any capture in it belongs to it. */
gboolean   pv_ring_has_folder  (const PvRing       *self);

/**
 * PvRingFile:
 * @file: a file that may belong to the capture
 * @since_ns: if its first packet is not earlier
 * @is_again: whether it took the place of one that was read
 */
typedef struct
{
  GFile *file;
  gint64 since_ns;
  gboolean is_again;
} PvRingFile;

/* What is new beside @files, those of the capture by now. (transfer full) (element-type PvRingFile) */
GPtrArray *pv_ring_look        (PvRing             *self,
                                const PvInputFiles *files);
/* @file, which was told of, belongs to it. */
void       pv_ring_take        (PvRing             *self,
                                GFile              *file);
/* @file, which was told of, does not belong to it: as it is now, or @for_good. */
void       pv_ring_leave_out   (PvRing             *self,
                                GFile              *file,
                                gboolean            for_good);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvRing, pv_ring_free)

G_END_DECLS
