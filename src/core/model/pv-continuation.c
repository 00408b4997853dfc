/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-continuation.c: what it takes to read on behind the packets of a capture, when it was opened from its index. */
#include "config.h"

#include "pv-continuation.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "pv-dissect.h"
#include "pv-input-key.h"
#include "pv-kinds.h"

/* Changes when what is hashed does. */
static const char purpose[] = "PcapViz places 1";

PvContinuation *
pv_continuation_new (void)
{
  PvContinuation *self = g_new0 (PvContinuation, 1);

  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    pv_events_init (&self->events[kind], kind);

  return self;
}

void
pv_continuation_free (PvContinuation *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->state, g_bytes_unref);
  g_clear_pointer (&self->hosts, pv_label_table_unref);
  for (guint i = 0; i < PV_N_EVENT_KINDS; i++)
    pv_events_clear (&self->events[i]);
  pv_vector_clear (&self->kinds);
  for (guint i = 0; i < self->n_files; i++)
    {
      g_clear_object (&self->files[i].file);
      g_clear_pointer (&self->files[i].mark, g_bytes_unref);
    }
  g_free (self->files);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  g_free (self);
}

gboolean
pv_continuation_has_events (PvEventKind kind)
{
  return kind == PV_EVENT_OUTCOME || kind == PV_EVENT_ADDRESS || kind == PV_EVENT_HOST;
}

void
pv_continuation_set_files (PvContinuation     *self,
                           const PvInputFiles *places,
                           const PvInputFiles *files,
                           GBytes *const      *marks)
{
  guint next = 0;

  self->n_files = places->n;
  self->files = g_new0 (PvContinuationFile, places->n);
  for (guint i = 0; i < places->n; i++)
    {
      PvContinuationFile *file = &self->files[i];

      file->file = g_object_ref (places->files[i].file);
      file->identity = places->files[i].identity;
      file->is_of_capture = next < files->n && g_file_equal (files->files[next].file, file->file);
      if (!file->is_of_capture)
        continue;

      file->identity = files->files[next].identity;
      file->mark = marks[next] != NULL ? g_bytes_ref (marks[next]) : NULL;
      next++;
    }
}

gboolean
pv_continuation_find_base (const PvInputFiles *places,
                           PvIndexKey         *base)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize size = sizeof base->bytes;

  g_checksum_update (checksum, (const guchar *) purpose, sizeof purpose);
  for (guint i = 0; i < places->n; i++)
    {
      const char *path = g_file_peek_path (places->files[i].file);

      if (path == NULL)
        return FALSE;
      g_checksum_update (checksum, (const guchar *) path, (gssize) strlen (path) + 1);
    }
  g_checksum_get_digest (checksum, base->bytes, &size);

  return TRUE;
}

/* What of it goes into an index. */
enum
{
  SECTION_TOTALS, /* a Totals */
  SECTION_STATE,
  SECTION_KINDS, /* of PvKind */
  SECTION_FILES, /* of StoredFile */
  SECTION_TEXTS, /* the files' paths and marks, each path with its NUL */
  SECTION_EVENTS, /* and one for each kind */
};

typedef struct
{
  PvIndexKey base;
  PvOddities oddities;
  guint64 n_without_time;
  guint64 n_events[PV_N_EVENT_KINDS];
  guint64 n_hosts;
} Totals;

typedef struct
{
  PvFileIdentity identity;
  guint8 hash[32];
  guint32 path_size;
  guint32 mark_size;
  guint32 has_mark;
  guint32 is_of_capture;
} StoredFile;

/* FALSE where it cannot be read any more. */
static gboolean
hash_file (const char *path,
           guint64     size,
           guint8     *hash)
{
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  gboolean done;

  if (fd < 0)
    return FALSE;

  done = pv_input_key_hash_bytes (fd, size, hash);
  close (fd);

  return done;
}

static void
write_files (const PvContinuation *self,
             PvIndexWriter        *writer,
             guint                 part)
{
  pv_index_writer_begin (writer, PV_INDEX_SECTION (part, SECTION_FILES));
  for (guint i = 0; i < self->n_files; i++)
    {
      const PvContinuationFile *file = &self->files[i];
      const char *path = g_file_peek_path (file->file);
      StoredFile stored;

      memset (&stored, 0, sizeof stored);
      stored.identity = file->identity;
      stored.path_size = (guint32) strlen (path) + 1;
      stored.is_of_capture = file->is_of_capture != FALSE;
      stored.has_mark = file->mark != NULL;
      stored.mark_size = file->mark != NULL ? (guint32) g_bytes_get_size (file->mark) : 0;
      if (file->mark != NULL && !hash_file (path, file->identity.size, stored.hash))
        pv_index_writer_fail (writer);
      pv_index_writer_append (writer, &stored, sizeof stored);
    }

  pv_index_writer_begin (writer, PV_INDEX_SECTION (part, SECTION_TEXTS));
  for (guint i = 0; i < self->n_files; i++)
    {
      const PvContinuationFile *file = &self->files[i];
      const char *path = g_file_peek_path (file->file);

      pv_index_writer_append (writer, path, strlen (path) + 1);
      if (file->mark != NULL)
        pv_index_writer_append (writer, g_bytes_get_data (file->mark, NULL), g_bytes_get_size (file->mark));
    }
}

void
pv_continuation_write (const PvContinuation *self,
                       PvIndexWriter        *writer,
                       guint                 part,
                       guint                 hosts)
{
  Totals totals;

  memset (&totals, 0, sizeof totals);
  totals.base = self->base;
  totals.oddities = self->oddities;
  totals.n_without_time = self->n_without_time;
  totals.n_hosts = self->n_hosts;
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    if (pv_continuation_has_events (kind))
      {
        totals.n_events[kind] = self->events[kind].n;
        pv_events_write (&self->events[kind], writer, PV_INDEX_SECTION (part, SECTION_EVENTS + kind));
      }
  pv_index_writer_add (writer, PV_INDEX_SECTION (part, SECTION_TOTALS), &totals, sizeof totals);
  pv_index_writer_add (writer, PV_INDEX_SECTION (part, SECTION_STATE), g_bytes_get_data (self->state, NULL),
                       g_bytes_get_size (self->state));
  pv_index_writer_add (writer, PV_INDEX_SECTION (part, SECTION_KINDS), self->kinds.data,
                       self->kinds.n * sizeof (PvKind));
  write_files (self, writer, part);
  pv_label_table_write (self->hosts, self->n_hosts, writer, hosts);
}

static gboolean
read_kinds (PvContinuation *self,
            PvIndexReader  *reader,
            guint           part)
{
  gsize n;
  const PvKind *kinds = pv_index_reader_get (reader, PV_INDEX_SECTION (part, SECTION_KINDS), sizeof *kinds, &n);
  PvKind *copy = kinds != NULL ? pv_vector_append (&self->kinds, sizeof *copy, n) : NULL;

  for (gsize i = 0; i < n && copy != NULL; i++)
    {
      copy[i] = kinds[i];
      if (copy[i].skip >= PV_N_SKIPS)
        return FALSE;
    }

  return copy != NULL || (kinds != NULL && n == 0);
}

static gboolean
read_files (PvContinuation *self,
            PvIndexReader  *reader,
            guint           part)
{
  gsize n;
  gsize left;
  const StoredFile *stored = pv_index_reader_get (reader, PV_INDEX_SECTION (part, SECTION_FILES), sizeof *stored, &n);
  const guint8 *texts = pv_index_reader_get (reader, PV_INDEX_SECTION (part, SECTION_TEXTS), 1, &left);

  if (stored == NULL || texts == NULL || n == 0 || n > PV_INPUT_FILES_MAX)
    return FALSE;

  self->files = g_new0 (PvContinuationFile, n);
  for (gsize i = 0; i < n; i++)
    {
      PvContinuationFile *file = &self->files[self->n_files++];

      if (stored[i].path_size == 0 || stored[i].path_size > left || texts[stored[i].path_size - 1] != '\0'
          || stored[i].mark_size > left - stored[i].path_size || stored[i].identity.head_size > PV_FILE_IDENTITY_HEAD_SIZE)
        return FALSE;
      file->file = g_file_new_for_path ((const char *) texts);
      file->is_of_capture = stored[i].is_of_capture != 0;
      file->identity = stored[i].identity;
      memcpy (file->hash, stored[i].hash, sizeof file->hash);
      texts += stored[i].path_size;
      if (stored[i].has_mark)
        file->mark = g_bytes_new (texts, stored[i].mark_size);
      texts += stored[i].mark_size;
      left -= stored[i].path_size + stored[i].mark_size;
    }

  return TRUE;
}

PvContinuation *
pv_continuation_read (PvIndexReader *reader,
                      guint          part,
                      guint          hosts,
                      guint64        n_packets,
                      guint32        n_names)
{
  g_autoptr (PvContinuation) self = pv_continuation_new ();
  const Totals *totals = pv_index_reader_get_n (reader, PV_INDEX_SECTION (part, SECTION_TOTALS), sizeof *totals, 1);
  gsize size;
  gconstpointer state = pv_index_reader_get (reader, PV_INDEX_SECTION (part, SECTION_STATE), 1, &size);

  if (totals == NULL || state == NULL)
    return NULL;

  self->mapping = g_bytes_ref (pv_index_reader_get_all (reader));
  self->base = totals->base;
  self->oddities = totals->oddities;
  self->n_without_time = MIN (totals->n_without_time, n_packets);
  self->state = g_bytes_new_with_free_func (state, size, (GDestroyNotify) g_bytes_unref, g_bytes_ref (self->mapping));
  self->hosts = pv_label_table_read (reader, hosts, 4, 16);
  if (self->hosts == NULL || pv_label_table_get_n (self->hosts) != totals->n_hosts)
    return NULL;

  self->n_hosts = pv_label_table_get_n (self->hosts);
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    if (pv_continuation_has_events (kind))
      {
        pv_events_clear (&self->events[kind]);
        if (!pv_events_read (&self->events[kind], kind, totals->n_events[kind], reader,
                             PV_INDEX_SECTION (part, SECTION_EVENTS + kind))
            || !pv_events_check (&self->events[kind], kind, n_packets, n_names, self->n_hosts))
          return NULL;
      }

  return read_kinds (self, reader, part) && read_files (self, reader, part) ? g_steal_pointer (&self) : NULL;
}

/* Whether the file at @path is what it was, or that with more behind it. */
static gboolean
is_there (const PvContinuationFile *self,
          const char               *path)
{
  const PvFileIdentity *before = &self->identity;
  PvFileIdentity now = { 0 };
  guint8 hash[32];
  gboolean is_same = FALSE;
  int fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);

  if (fd < 0)
    return FALSE;

  pv_file_identity_get (&now, fd);
  if (before->is_known && now.is_known && now.device == before->device && now.inode == before->inode)
    {
      if (now.size == before->size)
        is_same = now.modified_ns == before->modified_ns && now.changed_ns == before->changed_ns;
      else
        is_same = now.size > before->size && self->mark != NULL && pv_input_key_hash_bytes (fd, before->size, hash)
                  && memcmp (hash, self->hash, sizeof hash) == 0;
    }
  close (fd);

  return is_same;
}

PvInputFiles *
pv_continuation_match (const PvContinuation *self,
                       const PvInputFiles   *places,
                       GPtrArray            *added)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gboolean));
  g_autoptr (PvInputFiles) result = NULL;
  guint place = 0;
  guint n = 0;

  for (guint i = 0; i < self->n_files; i++)
    {
      const PvContinuationFile *file = &self->files[i];

      /* what is no capture may have gone */
      if (place == places->n || !g_file_equal (places->files[place].file, file->file))
        {
          if (file->is_of_capture)
            return NULL;
          continue;
        }
      if (!is_there (file, g_file_peek_path (file->file)))
        return NULL;
      if (file->is_of_capture)
        {
          g_ptr_array_add (files, file->file);
          g_array_append_val (found, places->files[place].is_found);
        }
      place++;
    }
  if (files->len == 0)
    return NULL;

  result = pv_input_files_new ((GFile *const *) files->pdata, files->len);
  for (guint i = 0; i < self->n_files; i++)
    if (self->files[i].is_of_capture)
      {
        result->files[n].identity = self->files[i].identity;
        result->files[n].size = self->files[i].identity.size;
        result->files[n].is_found = g_array_index (found, gboolean, n);
        n++;
      }
  for (; place < places->n; place++)
    g_ptr_array_add (added, &places->files[place]);

  return g_steal_pointer (&result);
}
