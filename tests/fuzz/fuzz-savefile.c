/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-savefile.c: the readers of all formats, from a file and from a pipe that gives a few bytes at a time. */

#include <string.h>
#include <unistd.h>

#include "fuzz.h"
#include "pv-decoder.h"
#include "pv-error.h"
#include "pv-savefile.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

/**
 * Reading:
 * @hash: of all records
 * @n_records: how many
 * @n_bytes: captured bytes of them
 * @code: why the file was not opened, or -1
 * @is_truncated: whether the file ends before its end
 * @has_time: whether a record had a time: those before it get the first one's where that is in their batch
 */
typedef struct
{
  guint64 hash;
  guint64 n_records;
  guint64 n_bytes;
  int code;
  gboolean is_truncated;
  guint64 has_time; /* so wide that there is no padding, as readings are compared */
} Reading;

static void
add_to_hash (Reading *reading,
             guint64  value)
{
  reading->hash = (reading->hash ^ value) * G_GUINT64_CONSTANT (0x100000001b3);
}

static void
add_batch (Reading       *reading,
           const PvBatch *batch)
{
  FUZZ_CHECK (batch->n_records > 0 || batch->blocks.n > 0);
  for (gsize i = 0; i < batch->n_records; i++)
    {
      const PvRecord *record = &batch->records[i];

      FUZZ_CHECK (record->captured_length <= PV_RECORD_MAX);
      FUZZ_CHECK (record->data >= batch->buffer);
      FUZZ_CHECK (record->data + record->captured_length <= batch->buffer + batch->buffer_size);
      if ((record->flags & PV_RECORD_NO_TIME) == 0)
        reading->has_time = TRUE;
      add_to_hash (reading, reading->has_time ? record->time_ns : 0);
      add_to_hash (reading, record->captured_length);
      add_to_hash (reading, record->original_length);
      add_to_hash (reading, record->link_type);
      add_to_hash (reading, record->fcs_length);
      for (guint32 j = 0; j < record->captured_length; j++)
        add_to_hash (reading, record->data[j]);
      reading->n_records++;
      reading->n_bytes += record->captured_length;
    }
}

/* What a file that is not read is called depends on how much of it a pipe has brought. */
static int
get_code (const GError *error)
{
  return g_error_matches (error, PV_ERROR, PV_ERROR_UNSUPPORTED) ? PV_ERROR_NOT_A_CAPTURE : error->code;
}

static gboolean
is_format (const char *format)
{
  const char *known;

  for (guint i = 0; (known = pv_savefile_get_nth_format (i)) != NULL; i++)
    if (strcmp (format, known) == 0)
      return TRUE;

  return FALSE;
}

static void
read_all (GFile   *file,
          Reading *reading)
{
  g_autoptr (GError) error = NULL;
  PvSource *source = pv_source_open (file, NULL, &error);
  g_autoptr (PvSavefile) savefile = NULL;
  PvBatch batch = { 0 };

  *reading = (Reading) { .code = -1 };
  FUZZ_CHECK (source != NULL);
  savefile = pv_savefile_open (source, NULL, &error);
  if (savefile == NULL)
    {
      FUZZ_CHECK (error != NULL && error->domain == PV_ERROR);
      reading->code = get_code (error);
      return;
    }

  FUZZ_CHECK (is_format (pv_savefile_get_format (savefile)));
  while (pv_savefile_read (savefile, &batch, NULL, &error))
    add_batch (reading, &batch);
  FUZZ_CHECK (error == NULL);
  reading->is_truncated = pv_savefile_get_truncated_reason (savefile) != NULL;

  /* The end is the end, however often it is asked for. */
  FUZZ_CHECK (!pv_savefile_read (savefile, &batch, NULL, &error) && error == NULL);
  pv_batch_clear (&batch);
}

/* What is copied block by block, as saving does, has the same packets. */
static void
copy_blocks (GFile         *file,
             const Reading *reading)
{
  PvSource *source = pv_source_open (file, NULL, NULL);
  g_autoptr (PvSavefile) savefile = pv_savefile_open (source, NULL, NULL);
  g_autoptr (GByteArray) copy = g_byte_array_new ();
  g_autoptr (GFile) copied = NULL;
  guint64 n_records = 0;
  PvBatch batch = { 0 };
  Reading again;
  int fd;

  if (savefile == NULL || !pv_savefile_keep_blocks (savefile))
    return;

  while (pv_savefile_read (savefile, &batch, NULL, NULL))
    {
      guint64 n = 0;

      for (gsize i = 0; i < batch.blocks.n; i++)
        {
          const PvBlock *block = &pv_vector_index (&batch.blocks, PvBlock, i);

          FUZZ_CHECK (block->length % 4 == 0 && block->data >= batch.buffer);
          FUZZ_CHECK (block->data + block->length <= batch.buffer + batch.buffer_size);
          g_byte_array_append (copy, block->data, (guint) block->length);
          n += block->is_record;
        }
      FUZZ_CHECK (n == batch.n_records);
      n_records += n;
    }
  pv_batch_clear (&batch);
  FUZZ_CHECK (n_records == reading->n_records);
  if (copy->len == 0)
    return;

  copied = fuzz_file_new (copy->data, copy->len, &fd);
  read_all (copied, &again);
  close (fd);
  FUZZ_CHECK (again.n_records == reading->n_records && again.n_bytes == reading->n_bytes);
}

/* Several record headers go with some magics, and which one it is shows in the first records: where a
 * pipe has not brought them yet, it is guessed. */
static gboolean
is_ambiguous (const guint8 *data,
              gsize         size)
{
  static const guint8 magics[][4] = {
    { 0xa1, 0xb2, 0xc3, 0xd4 }, { 0xd4, 0xc3, 0xb2, 0xa1 }, { 0xa1, 0xb2, 0xcd, 0x34 }, { 0x34, 0xcd, 0xb2, 0xa1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (magics); i++)
    {
      if (size >= 4 && memcmp (data, magics[i], 4) == 0)
        return TRUE;
    }
  return FALSE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  /* What a pipe holds before anybody reads. */
  gsize whole = MIN (size, 32 * 1024);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) pipe = NULL;
  Reading reading;
  Reading in_pieces;
  g_autoptr (PvDecoder) decoder = pv_decoder_new_for_magic (data, MIN (size, PV_DECODER_MAGIC_SIZE));
  int fd;

  /* Compression has a target of its own. */
  if (decoder != NULL)
    return 0;

  file = fuzz_file_new (data, whole, &fd);
  read_all (file, &reading);
  copy_blocks (file, &reading);
  close (fd);
  FUZZ_CHECK (reading.n_bytes <= whole);

  pipe = fuzz_pipe_new (data, whole, 1 + whole % 61, &fd);
  read_all (pipe, &in_pieces);
  close (fd);
  if (!is_ambiguous (data, whole))
    FUZZ_CHECK (memcmp (&reading, &in_pieces, sizeof reading) == 0);
  return 0;
}

/* ---- structure-aware mutation: blocks of pcapng keep their lengths right */

size_t LLVMFuzzerMutate        (uint8_t      *data,
                                size_t        size,
                                size_t        max_size);
size_t LLVMFuzzerCustomMutator (uint8_t      *data,
                                size_t        size,
                                size_t        max_size,
                                unsigned int  seed);

#ifdef PV_LIBFUZZER
#define SECTION_HEADER 0x0a0d0d0a
#define MAX_BLOCKS 64

static guint32
get_32 (const guint8 *from)
{
  guint32 value;

  memcpy (&value, from, sizeof value);
  return GUINT32_FROM_LE (value);
}

static void
put_32 (guint8  *to,
        guint32  value)
{
  value = GUINT32_TO_LE (value);
  memcpy (to, &value, sizeof value);
}

/* Mutates the body of one block of a little-endian pcapng file, repeats a block or leaves one out, and
 * sets the lengths. Returns the new size, or 0 where the file has no such blocks. */
static gsize
mutate_blocks (guint8 *data,
               gsize   size,
               gsize   max_size,
               guint   seed)
{
  gsize starts[MAX_BLOCKS + 1];
  guint n = 0;
  gsize at = 0;
  guint chosen;
  gsize start;
  gsize length;
  gsize rest;

  while (n < MAX_BLOCKS && size - at >= 12)
    {
      guint32 total = get_32 (data + at + 4);

      if (total < 12 || total % 4 != 0 || total > size - at)
        break;
      starts[n++] = at;
      at += total;
    }
  if (n == 0)
    return 0;

  starts[n] = at;
  chosen = seed / 8 % n;
  start = starts[chosen];
  length = starts[chosen + 1] - start;
  rest = size - start - length;
  switch (seed % 8)
    {
    case 0:
      memmove (data + start, data + start + length, rest);
      return size - length;

    case 1:
      if (length > max_size - size)
        return 0;
      memmove (data + start + 2 * length, data + start + length, rest);
      memcpy (data + start + length, data + start, length);
      return size + length;

    default:
      {
        gsize room = max_size - start - 12 - rest;
        g_autofree guint8 *body = g_malloc (room + 4);
        gsize body_length;
        gsize padded;

        /* libFuzzer makes a byte of nothing, also where there is no room for one. */
        if (room < 4)
          return 0;

        memcpy (body, data + start + 8, length - 12);
        body_length = LLVMFuzzerMutate (body, length - 12, room & ~(gsize) 3);
        padded = (body_length + 3) & ~(gsize) 3;
        memset (body + body_length, 0, padded - body_length);
        memmove (data + start + 12 + padded, data + start + length, rest);
        memcpy (data + start + 8, body, padded);
        put_32 (data + start + 4, padded + 12);
        put_32 (data + start + 8 + padded, padded + 12);
        return start + 12 + padded + rest;
      }
    }
}

size_t
LLVMFuzzerCustomMutator (uint8_t      *data,
                         size_t        size,
                         size_t        max_size,
                         unsigned int  seed)
{
  /* Damaged lengths matter too. */
  if (seed % 4 != 0 && size >= 28 && get_32 (data) == SECTION_HEADER)
    {
      gsize mutated = mutate_blocks (data, size, max_size, seed / 4);

      if (mutated > 0)
        return mutated;
    }
  return LLVMFuzzerMutate (data, size, max_size);
}
#endif
