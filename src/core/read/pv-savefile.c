/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-savefile.c: bytes become packet records, whatever the format. */
#include "config.h"

#include "pv-savefile.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pv-error.h"
#include "pv-foreign-format.h"
#include "pv-piece.h"
#include "pv-reader.h"

/* A batch that a huge record made larger than this does not stay so: one of small records in it takes
 * several times its bytes, in each thread. */
#define MAX_IDLE_SIZE ((gsize) 2 * 1024 * 1024)

/* Small enough that what was just read is still in the core's cache when it is dissected. */
#define CHUNK_SIZE ((gsize) PV_PIECE (512 * 1024, 1024))

/* Before what is read ahead there is so much room for the rest of a record that begins before it. */
#define AHEAD_ROOM ((gsize) PV_PIECE (64 * 1024, 256))

/* How much of what is no capture is decompressed to see whether it is damaged: several blocks of bzip2. */
#define MAX_UNKNOWN_SIZE ((gsize) PV_PIECE (4 * 1024 * 1024, 64 * 1024))

struct _PvSavefile
{
  PvSource *source;
  PvReader *reader;
  /* Bytes that were read but belong to the next batch. */
  guint8 *tail;
  gsize tail_length;
  gsize tail_size;
  /* Bytes that are read together. */
  gsize read_size;
  /* Bytes that the next record takes, as far as known. */
  gsize need;
  /* Bytes to pass over before the tail. */
  guint64 skip;
  /* Where in the uncompressed file the next byte to frame lies. */
  guint64 offset;
  gboolean at_end;
  /* atomic: where the next piece is that a thread reads before its turn; 0 where none does */
  guint64 ahead;
  gboolean never_ahead;
  char *truncated_reason;
  const char *truncated_code;
  /* packets that are to come at most */
  guint64 limit;
  gboolean is_beyond_limit;
};

static void
set_unknown (const guint8  *head,
             gsize          length,
             GError       **error)
{
  const char *format = pv_foreign_format_get_name (head, length);
  const char *archive = pv_foreign_format_get_archive (head, length);
  const char *compression = pv_foreign_format_get_compression (head, length);

  if (format != NULL)
    g_set_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED,
                 /* Translators: %s is the name of a file format. */
                 _("captures in %s format are not supported. Save it as pcapng, for example with Wireshark"), format);
  else if (archive != NULL)
    g_set_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED,
                 /* Translators: %s is a kind of archive, such as tar or ZIP. */
                 _("it is an archive (%s), not a packet capture. Unpack it, then open the capture that is in it"),
                 archive);
  else if (compression != NULL)
    g_set_error (error, PV_ERROR, PV_ERROR_UNSUPPORTED,
                 /* Translators: %s is the name of a compression such as lzip. */
                 _("it is compressed with %s, which is not supported. Decompress it first"), compression);
  else if (length == 0)
    g_set_error_literal (error, PV_ERROR, PV_ERROR_NOT_A_CAPTURE, _("the file is empty"));
  else
    g_set_error_literal (error, PV_ERROR, PV_ERROR_NOT_A_CAPTURE,
                         _("it is not a packet capture (pcap or pcapng)"));
}

static const struct
{
  const char *name;
  PvReaderOpen open;
} readers[] = {
#define READER_ROW(name) { #name, pv_##name##_reader_new },
  PV_READERS (READER_ROW)
#undef READER_ROW
};

/* Asks the readers in turn whether the file is theirs. NULL without @error where it is nobody's. */
static PvReader *
find_reader (const guint8  *head,
             gsize          length,
             gsize         *header_length,
             gsize         *wanted_length,
             GError       **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      GError *local_error = NULL;
      PvReader *reader = readers[i].open (head, length, header_length, wanted_length, &local_error);

      if (reader != NULL)
        reader->format = readers[i].name;
      if (reader != NULL || local_error != NULL)
        {
          if (local_error != NULL)
            g_propagate_error (error, local_error);
          return reader;
        }
    }

  return NULL;
}

const char *
pv_savefile_get_nth_format (guint n)
{
  return n < G_N_ELEMENTS (readers) ? readers[n].name : NULL;
}

static gboolean
set_tail (PvSavefile    *self,
          const guint8  *data,
          gsize          length,
          GError       **error)
{
  if (self->tail_size < length)
    {
      gsize size = MAX (length, self->read_size);
      guint8 *tail = g_try_malloc (size);

      if (tail == NULL)
        return pv_error_set_no_memory (error);

      g_free (self->tail);
      self->tail = tail;
      self->tail_size = size;
    }

  if (length > 0)
    memcpy (self->tail, data, length);
  self->tail_length = length;

  return TRUE;
}

static void
set_truncated (PvSavefile *self,
               const char *code,
               char       *reason)
{
  self->truncated_code = code;
  g_free (self->truncated_reason);
  self->truncated_reason = reason;
}

/* Reads into @buffer. Damaged compression ends the file, with a reason. Returns -1 on errors. */
static gssize
read_bytes (PvSavefile    *self,
            guint8        *buffer,
            gsize          size,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr (GError) local_error = NULL;
  gssize n = pv_source_read (self->source, buffer, size, cancellable, &local_error);

  if (n < 0 && g_error_matches (local_error, PV_ERROR, PV_ERROR_DAMAGED))
    {
      set_truncated (self, "damaged-compression", g_strdup (local_error->message));
      n = 0;
    }

  if (n < 0)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (n == 0)
    self->at_end = TRUE;

  return n;
}

/* Damage may become anything before it shows: bzip2 tells at the end of a block, others only by what a whole member's
 * checksum is. Reads on for that, into @buffer. FALSE where it is cancelled. */
static gboolean
look_for_damage (PvSavefile    *self,
                 guint8        *buffer,
                 GCancellable  *cancellable,
                 GError       **error)
{
  gsize left = MAX_UNKNOWN_SIZE;

  while (!self->at_end && left > 0)
    {
      g_autoptr (GError) local_error = NULL;
      gssize n = read_bytes (self, buffer, MIN (left, PV_READER_HEAD_SIZE), cancellable, &local_error);

      if (n < 0 && g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      left -= n < 0 ? left : (gsize) n;
    }

  return TRUE;
}

/* Says what is wrong with a file that no reader takes, or one with @problem. Returns NULL. */
static PvSavefile *
refuse (PvSavefile    *self,
        const guint8  *head,
        gsize          length,
        GError        *problem,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autofree guint8 *buffer = g_try_malloc (PV_READER_HEAD_SIZE);
  g_autoptr (GError) reason = problem;
  gboolean is_short = length == 0 || g_error_matches (reason, PV_ERROR, PV_ERROR_DAMAGED);

  if (buffer == NULL)
    pv_error_set_no_memory (error);
  else if (pv_source_get_compression (self->source) != NULL && !look_for_damage (self, buffer, cancellable, error))
    return NULL;
  else if (self->truncated_reason != NULL && (is_short || pv_source_is_damaged (self->source)))
    g_set_error_literal (error, PV_ERROR, PV_ERROR_DAMAGED, self->truncated_reason);
  else if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    set_unknown (head, length, error);

  return NULL;
}

PvSavefile *
pv_savefile_open (PvSource      *source,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (PvSavefile) self = NULL;
  g_autofree guint8 *head = NULL;
  GError *local_error = NULL;
  gsize length = 0;
  gsize header_length = 0;
  gsize wanted = 32;

  g_return_val_if_fail (source != NULL, NULL);

  self = g_new0 (PvSavefile, 1);
  self->limit = G_MAXUINT64;
  self->read_size = CHUNK_SIZE;
  self->source = source;

  /* A slow pipe must not hold back the first packets, so no more is waited for than tells the format. */
  head = g_try_malloc (PV_READER_HEAD_SIZE);
  if (head == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  while (local_error == NULL)
    {
      gsize wanted_by_reader = 0;

      while (!self->at_end && length < wanted)
        {
          gssize n = read_bytes (self, head + length, PV_READER_HEAD_SIZE - length, cancellable, error);

          if (n < 0)
            return NULL;
          length += (gsize) n;
        }

      self->reader = find_reader (head, length, &header_length, &wanted_by_reader, &local_error);
      wanted = MIN (wanted_by_reader, PV_READER_HEAD_SIZE);
      if (self->at_end || length >= wanted)
        break;

      if (self->reader != NULL)
        self->reader->free (self->reader);
      self->reader = NULL;
    }

  if (self->reader == NULL)
    return refuse (self, head, length, local_error, cancellable, error);

  self->offset = header_length;

  return set_tail (self, head + header_length, length - header_length, error) ? g_steal_pointer (&self) : NULL;
}

void
pv_savefile_free (PvSavefile *self)
{
  if (self == NULL)
    return;

  if (self->reader != NULL)
    self->reader->free (self->reader);
  pv_source_free (self->source);
  g_free (self->tail);
  g_free (self->truncated_reason);
  g_free (self);
}

/* Makes the buffer hold @size bytes, of which the first @keep stay. */
static gboolean
ensure_buffer (PvBatch  *batch,
               gsize     size,
               gsize     keep,
               GError  **error)
{
  return batch->buffer_size >= size || pv_batch_make_buffer (batch, size, keep) || pv_error_set_no_memory (error);
}

/* Passes over bytes that nobody needs. Returns how many bytes are left at @buffer, or -1. */
static gssize
skip_bytes (PvSavefile    *self,
            guint8        *buffer,
            gsize          length,
            gsize          size,
            GCancellable  *cancellable,
            GError       **error)
{
  while (self->skip > 0)
    {
      gsize here = (gsize) MIN (self->skip, length);
      gssize n;

      if (here > 0)
        {
          length -= here;
          self->skip -= here;
          self->offset += here;
          memmove (buffer, buffer + here, length);
          continue;
        }

      n = read_bytes (self, buffer, size, cancellable, error);
      if (n < 0)
        return -1;
      if (n == 0)
        {
          if (self->truncated_reason == NULL)
            set_truncated (self, "ends-in-block", g_strdup (_("the file ends in the middle of a block")));
          return 0;
        }
      length = (gsize) n;
    }

  return (gssize) length;
}

static gboolean
has_contents (const PvBatch *batch)
{
  return batch->n_records > 0 || batch->blocks.n > 0;
}

static gboolean
is_reading_ahead (const PvSavefile *self)
{
  return __atomic_load_n (&self->ahead, __ATOMIC_RELAXED) != 0;
}

/* What is small, grows or has large records is read in turn. */
static void
stop_reading_ahead (PvSavefile *self)
{
  self->never_ahead = TRUE;
  __atomic_store_n (&self->ahead, 0, __ATOMIC_RELAXED);
}

/* The piece that was read ahead, and the tail before it, where that is what comes now; else NULL. */
static guint8 *
take_ahead (PvSavefile *self,
            PvBatch    *batch,
            gsize      *length)
{
  const PvAhead ahead = batch->ahead;
  guint64 position = pv_source_get_position (self->source);
  gsize place;

  batch->ahead = (PvAhead){ 0 };
  if (ahead.length == 0 || !is_reading_ahead (self) || self->at_end || self->skip > 0 || position < ahead.offset
      || position - ahead.offset >= ahead.length)
    return NULL;

  place = AHEAD_ROOM + (gsize) (position - ahead.offset);
  if (self->tail_length > place)
    {
      stop_reading_ahead (self);
      return NULL;
    }

  *length = ahead.length - (place - AHEAD_ROOM);
  /* the file ends here: others have nothing, or what came behind it since */
  if (ahead.length < self->read_size)
    stop_reading_ahead (self);
  pv_source_pass (self->source, *length);
  if (self->tail_length > 0)
    memcpy (batch->buffer + place - self->tail_length, self->tail, self->tail_length);
  *length += self->tail_length;
  place -= self->tail_length;
  self->tail_length = 0;

  return batch->buffer + place;
}

static gboolean
read_batch (PvSavefile    *self,
            PvBatch       *batch,
            GCancellable  *cancellable,
            GError       **error)
{
  gboolean has_framed = FALSE;
  gboolean has_read;
  guint8 *data;
  gsize length;
  gsize room; /* of the buffer: how much comes before damage must not depend on what else was read into it */

  batch->n_records = 0;
  batch->blocks.n = 0;
  batch->out_of_memory = FALSE;

  data = take_ahead (self, batch, &length);
  has_read = data != NULL;
  if (!has_read)
    {
      length = self->tail_length;
      if (batch->buffer_size > MAX_IDLE_SIZE + length)
        pv_batch_clear (batch);
      if (!ensure_buffer (batch, self->read_size + length, 0, error))
        return FALSE;
      g_assert (batch->buffer != NULL);
      data = batch->buffer;
      if (length > 0)
        memcpy (data, self->tail, length);
      self->tail_length = 0;
    }
  room = self->read_size + length;

  for (;;)
    {
      PvFrame frame = { 0 };
      PvFrameResult result;

      if (self->skip > 0)
        {
          gssize left = skip_bytes (self, batch->buffer, length, MIN (room, batch->buffer_size), cancellable, error);

          if (left < 0)
            return FALSE;
          length = (gsize) left;
          self->need = 0;
        }

      /* A record may be larger than the buffer. What it says of its size was checked, but is not believed
       * until there are as many bytes. */
      if (!has_read)
        {
          room = MAX (room, CLAMP (self->need, length + 1, MAX (length * 2, self->read_size)));
          if (!ensure_buffer (batch, room, length, error))
            return FALSE;
          data = batch->buffer;
        }

      /* what came through a pipe is not held back until there is more */
      if (!has_read && !self->at_end && (length == 0 || has_framed || pv_source_is_ready (self->source)))
        {
          gssize n = read_bytes (self, data + length, room - length, cancellable, error);

          if (n < 0)
            return FALSE;
          length += (gsize) n;
        }

      has_read = FALSE;
      frame.data = data;
      frame.length = length;
      frame.offset = self->offset;
      result = self->reader->frame (self->reader, &frame, batch);

      self->offset += frame.used;
      self->need = 0;
      has_framed = TRUE;

      if (batch->out_of_memory)
        {
          g_free (frame.reason);
          return pv_error_set_no_memory (error);
        }

      switch (result)
        {
        case PV_FRAME_STOP:
          set_truncated (self, frame.code != NULL ? frame.code : "damaged", frame.reason);
          self->at_end = TRUE;
          return has_contents (batch);

        case PV_FRAME_SKIP:
          self->skip = frame.skip;
          break;

        case PV_FRAME_MORE:
        default:
          self->need = frame.need;
          if (self->at_end)
            {
              if (frame.used < length && self->truncated_reason == NULL)
                set_truncated (self, "ends-in-packet", g_strdup (_("the file ends in the middle of a packet")));
              /* there may be more of it another time */
              return set_tail (self, data + frame.used, length - frame.used, error) && has_contents (batch);
            }
          break;
        }

      length -= frame.used;
      if (has_contents (batch))
        return set_tail (self, data + frame.used, length, error);

      if (data + frame.used != batch->buffer)
        memmove (batch->buffer, data + frame.used, length);
    }
}

/* Leaves out what comes with the first packet beyond the limit. */
static void
cut_to_limit (PvSavefile *self,
              PvBatch    *batch)
{
  guint64 n = 0;

  if (batch->n_records <= self->limit)
    {
      self->limit -= batch->n_records;
      return;
    }

  self->is_beyond_limit = TRUE;
  batch->n_records = (gsize) self->limit;
  self->limit = 0;
  for (gsize i = 0; i < batch->blocks.n; i++)
    if (pv_vector_index (&batch->blocks, PvBlock, i).is_record && n++ == batch->n_records)
      batch->blocks.n = i;
}

gboolean
pv_savefile_read (PvSavefile    *self,
                  PvBatch       *batch,
                  GCancellable  *cancellable,
                  GError       **error)
{
  gboolean has_read;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (batch != NULL, FALSE);

  if ((self->limit == 0 && !self->reader->keeps_blocks) || self->is_beyond_limit)
    {
      batch->n_records = 0;
      batch->blocks.n = 0;
      return FALSE;
    }
  has_read = batch->ahead.no_memory ? pv_error_set_no_memory (error) : read_batch (self, batch, cancellable, error);
  if (self->at_end)
    stop_reading_ahead (self);
  else if (!is_reading_ahead (self) && !self->never_ahead && pv_source_has_pieces (self->source))
    __atomic_store_n (&self->ahead, pv_source_get_position (self->source), __ATOMIC_RELAXED);
  if (!has_read)
    return FALSE;

  cut_to_limit (self, batch);

  return has_contents (batch);
}

void
pv_savefile_read_ahead (PvSavefile *self,
                        PvBatch    *batch)
{
  guint64 offset = __atomic_load_n (&self->ahead, __ATOMIC_RELAXED);

  batch->ahead = (PvAhead){ 0 };
  if (offset == 0)
    return;
  if (batch->buffer_size > MAX_IDLE_SIZE)
    pv_batch_clear (batch);
  if (!ensure_buffer (batch, AHEAD_ROOM + self->read_size, 0, NULL))
    {
      batch->ahead.no_memory = TRUE;
      return;
    }

  /* not where reading ahead was stopped meanwhile */
  while (offset != 0 && !__atomic_compare_exchange_n (&self->ahead, &offset, offset + self->read_size, TRUE,
                                                      __ATOMIC_RELAXED, __ATOMIC_RELAXED))
    ;
  if (offset == 0)
    return;

  batch->ahead = (PvAhead){
    .offset = offset,
    .length = pv_source_read_piece (self->source, offset, batch->buffer + AHEAD_ROOM, self->read_size),
    .is_claimed = TRUE,
  };
}

PvTurn
pv_savefile_get_turn (PvSavefile    *self,
                      const PvBatch *batch)
{
  const PvAhead *ahead = &batch->ahead;
  guint64 position = pv_source_get_position (self->source);

  if (ahead->no_memory || !is_reading_ahead (self))
    return PV_TURN_NOW;
  if (!ahead->is_claimed || position >= ahead->offset + self->read_size)
    return PV_TURN_AGAIN;

  return position >= ahead->offset ? PV_TURN_NOW : PV_TURN_LATER;
}

gboolean
pv_savefile_keep_blocks (PvSavefile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  self->reader->keeps_blocks = self->reader->can_keep_blocks;

  return self->reader->keeps_blocks;
}

void
pv_savefile_keep_interfaces (PvSavefile   *self,
                             PvInterfaces *interfaces,
                             guint32       file)
{
  g_return_if_fail (self != NULL);

  self->reader->interfaces = interfaces;
  self->reader->file = file;
}

void
pv_savefile_set_read_size (PvSavefile *self,
                           gsize       size)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (size > 0);

  self->read_size = MIN (size, CHUNK_SIZE);
}

void
pv_savefile_set_limit (PvSavefile *self,
                       guint64     n)
{
  g_return_if_fail (self != NULL);

  self->limit = n;
}

/* Whether what it ended with may go on. */
static gboolean
is_readable_on (const PvSavefile *self)
{
  return self->truncated_code == NULL || g_str_equal (self->truncated_code, "ends-in-packet") ||
         g_str_equal (self->truncated_code, "ends-in-block");
}

/* What a mark begins with; what the reader knows follows. */
typedef struct
{
  guint64 offset;
  guint64 skip;
} Mark;

GBytes *
pv_savefile_dup_mark (PvSavefile *self)
{
  g_auto (PvStateWriter) state = { { 0 } };
  Mark mark;
  GBytes *bytes;

  g_return_val_if_fail (self != NULL, NULL);

  if (!is_readable_on (self) || !pv_source_can_go (self->source))
    return NULL;

  mark = (Mark){ self->offset, self->skip };
  pv_state_put (&state, &mark, sizeof mark);
  if (self->reader->save != NULL)
    self->reader->save (self->reader, &state);
  if (state.full)
    return NULL;

  bytes = g_bytes_new_take (state.bytes.data, state.bytes.n);
  state.bytes = (PvVector){ 0 };

  return bytes;
}

gboolean
pv_savefile_go_to (PvSavefile *self,
                   GBytes     *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize length;
  Mark mark;

  g_return_val_if_fail (self != NULL, FALSE);

  if (size < sizeof mark)
    return FALSE;
  memcpy (&mark, data, sizeof mark);
  length = size - sizeof mark;
  if (self->reader->restore != NULL ? !self->reader->restore (self->reader, data + sizeof mark, length) : length > 0)
    return FALSE;
  if (!pv_source_go_to (self->source, mark.offset))
    return FALSE;

  self->tail_length = 0;
  self->offset = mark.offset;
  self->skip = mark.skip;
  self->at_end = FALSE;
  set_truncated (self, NULL, NULL);

  return TRUE;
}

gboolean
pv_savefile_resume (PvSavefile *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!is_readable_on (self))
    return FALSE;

  set_truncated (self, NULL, NULL);
  self->at_end = FALSE;

  return TRUE;
}

const char *
pv_savefile_get_format (PvSavefile *self)
{
  return self->reader->format;
}

PvSource *
pv_savefile_get_source (PvSavefile *self)
{
  return self->source;
}

const char *
pv_savefile_get_truncated_reason (PvSavefile *self)
{
  return self->truncated_reason;
}

const char *
pv_savefile_get_truncated_code (PvSavefile *self)
{
  return self->truncated_code;
}
