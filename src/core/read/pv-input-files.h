/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-input-files.h: the files that a capture was read from, and which packets came from which. */
#pragma once

#include <gio/gio.h>

#include "pv-file-identity.h"
#include "pv-oddities.h"
#include "pv-spool.h"
#include "pv-vector.h"

G_BEGIN_DECLS

/* More files than this are too many for one capture. */
#define PV_INPUT_FILES_MAX 65535u

/* Of a file, so many link-layer header types are told. */
#define PV_INPUT_FILE_LINK_TYPES 16

/**
 * PvInputFile:
 * @file: the file
 * @is_found: whether it was found in a folder: then it need not be a capture
 * @identity: what tells it from others
 * @spool: (nullable): gets, or has, what comes out of it, where it is a pipe
 * @size: bytes, or 0 where that is unknown
 * @n_free: as pv_source_set_free_bytes(), each time that it is read; or 0 where it was not read yet
 * @format: "pcap", "pcapng"; %NULL where it could not be read at all
 * @compression: (nullable): as in "gzip"
 * @n_packets: packets that were read from it
 * @first_time_ns: the earliest time of its packets, where @n_packets is not 0
 * @last_time_ns: the latest
 * @truncated_reason: (nullable): why it ended before its end, in the user's language
 * @truncated_code: (nullable): the same for scripts
 * @problem: (nullable): why it, or all of it behind @n_packets, could not be read, in the user's language
 * @problem_code: (nullable): the same for scripts: "not-a-capture", "unsupported", "damaged" or "unreadable"
 * @link_types: (array length=n_link_types): LINKTYPE_ values of its packets, in the order of their appearance; the
 *   first few of them
 * @oddities: what cannot be right about its packets
 * @label: (nullable): what it is called beside the others: no other is called so; of a finished capture
 * @is_past: whether it is no longer there, or another is in its place; what was read of it is shown still
 * @is_replaced: whether another is in its place
 * @has_grown: whether it was read on since it was read to its end
 *
 * What is known of one file.
 */
typedef struct
{
  GFile *file;
  gboolean is_found;
  PvFileIdentity identity;
  PvSpool *spool;
  guint64 size;
  guint64 n_free;
  const char *format;
  const char *compression;
  guint64 n_packets;
  gint64 first_time_ns;
  gint64 last_time_ns;
  char *truncated_reason;
  const char *truncated_code;
  char *problem;
  const char *problem_code;
  guint n_link_types;
  guint16 link_types[PV_INPUT_FILE_LINK_TYPES];
  PvOddities oddities;
  char *label;
  gboolean is_past;
  gboolean is_replaced;
  gboolean has_grown;
} PvInputFile;

/**
 * PvInputFiles:
 * @n: how many files, at least 1
 * @files: (array length=n): in the order that they were given in
 * @run_starts: of guint32: packets with which another file begins, rising
 * @run_files: of guint16: which that is
 * @hints: of guint32: by packet number, a run that is not behind it; of a finished capture
 * @read_starts: of guint32: as @run_starts, but in the order that packets were read in; empty where that is the same
 * @read_files: of guint16: likewise
 * @spool_limit: so many bytes are kept of each pipe that has no spool yet; 0 for none
 *
 * Files, and the packets of each as runs of packet numbers: a run takes 6 bytes, whatever its length. Of a capture of
 * one file there are no runs. Reference-counted, immutable once shared.
 */
typedef struct
{
  gatomicrefcount ref_count;
  guint n;
  PvInputFile *files;
  PvVector run_starts;
  PvVector run_files;
  PvVector hints;
  PvVector read_starts;
  PvVector read_files;
  guint64 spool_limit;
} PvInputFiles;

PvInputFiles *pv_input_files_new   (GFile *const       *files,
                                    guint               n);
PvInputFiles *pv_input_files_ref   (PvInputFiles       *self);
void          pv_input_files_unref (PvInputFiles       *self);
/* The same files without the packets. (transfer full) */
PvInputFiles *pv_input_files_copy  (const PvInputFiles *self);
/* The same with them, in the order that they were read in. (transfer full) (nullable): NULL where
 * memory is out */
PvInputFiles *pv_input_files_copy_whole (const PvInputFiles *self);

/* Whether they are the same files in the same order. */
gboolean      pv_input_files_are_same (const PvInputFiles *self,
                                       const PvInputFiles *other);
/* One more, of which nothing is known yet. Returns its number. Not beyond %PV_INPUT_FILES_MAX. */
guint         pv_input_files_append (PvInputFiles      *self,
                                     GFile             *file);
/* Forgets a file of which nothing is known yet; not the last. */
void          pv_input_files_drop  (PvInputFiles       *self,
                                    guint               file);

/* Packets from number @first on are of file @file, until others are added. FALSE where memory is out. */
gboolean      pv_input_files_add_run (PvInputFiles       *self,
                                      guint64             first,
                                      guint               file);
/* Begins with the runs of @other up to packet @end, which is no later than the last that it has. FALSE where memory is
 * out. */
gboolean      pv_input_files_add_runs_of (PvInputFiles   *self,
                                          const PvInputFiles *other,
                                          guint64         end);
/* Takes the runs of @other, which is left without: @self keeps its own as those that were read. */
void          pv_input_files_take_runs (PvInputFiles     *self,
                                        PvInputFiles     *other);
/* The runs in the order that they were read in. @starts: (out) (transfer none) of guint32; @owners: (out)
 * (transfer none) of guint16 */
void          pv_input_files_get_reading (const PvInputFiles *self,
                                          const PvVector **starts,
                                          const PvVector **owners);
/* Gives files their labels, and makes it quick to find the file of a packet. FALSE where memory is out. */
gboolean      pv_input_files_finish (PvInputFiles       *self,
                                     guint64             n_packets);
/* Which run packet @packet is in. Not where there are no runs. */
gsize         pv_input_files_find_run (const PvInputFiles *self,
                                       guint64             packet);
/* Which file packet @packet is of. */
guint         pv_input_files_find  (const PvInputFiles *self,
                                    guint64             packet);
/* The format, or compression, of those that could be read; NULL where they have not all the same. */
const char   *pv_input_files_get_format      (const PvInputFiles *self);
const char   *pv_input_files_get_compression (const PvInputFiles *self);
/* What file @i is called beside the others. (transfer full) */
char         *pv_input_files_dup_label       (const PvInputFiles *self,
                                              guint               i);
/* Whether all of them can be opened another time: what comes through a pipe, or is captured here, cannot. Looks at where
 * they are. */
gboolean      pv_input_files_can_open_again (const PvInputFiles *self);
/* How many of the files could be read, at least in part. */
guint         pv_input_files_count_readable (const PvInputFiles *self);

/* Where the run ends: the first packet that is not of it. G_MAXUINT64 for the last run. */
static inline guint64
pv_input_files_get_run_end (const PvInputFiles *self,
                            gsize               run)
{
  return run + 1 < self->run_starts.n ? pv_vector_index (&self->run_starts, guint32, run + 1) : G_MAXUINT64;
}

static inline guint
pv_input_files_get_run_file (const PvInputFiles *self,
                             gsize               run)
{
  return pv_vector_index (&self->run_files, guint16, run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvInputFiles, pv_input_files_unref)

G_END_DECLS
