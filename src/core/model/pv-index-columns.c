/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-columns.c: the columns of packets, in an index. */
#include "pv-index-private.h"

#include <string.h>

#include "pv-capture-private.h"
#include "pv-parallel.h"

static guint64
count_chunks (guint64 n_packets)
{
  return (n_packets + PV_CHUNK_SIZE - 1) >> PV_CHUNK_BITS;
}

/* What is behind the last packet may be being written. */
static void
copy_chunk (const PvChunk *chunk,
            guint          n,
            PvChunk       *copy)
{
  guint n_blocks = (n + PV_BLOCK_SIZE - 1) / PV_BLOCK_SIZE;

  memset (copy, 0, sizeof *copy);
  memcpy (copy->time_ns, chunk->time_ns, n * sizeof *copy->time_ns);
  memcpy (copy->ip_bytes, chunk->ip_bytes, n * sizeof *copy->ip_bytes);
  memcpy (copy->wire_bytes, chunk->wire_bytes, n * sizeof *copy->wire_bytes);
  memcpy (copy->flow, chunk->flow, n * sizeof *copy->flow);
  memcpy (copy->ip_sum, chunk->ip_sum, n_blocks * sizeof *copy->ip_sum);
  memcpy (copy->wire_sum, chunk->wire_sum, n_blocks * sizeof *copy->wire_sum);
}

static void
write_chunks (PvCapture     *capture,
              PvIndexWriter *writer)
{
  g_autofree PvChunk *copy = g_try_new (PvChunk, 1);
  guint64 n = count_chunks (capture->n_packets);

  if (copy == NULL)
    pv_index_writer_fail (writer);

  pv_index_writer_begin (writer, PV_INDEX_SECTION_OF (PV_INDEX_CHUNKS));
  for (guint64 i = 0; i < n && pv_index_writer_is_ok (writer); i++)
    {
      copy_chunk (g_ptr_array_index (capture->chunks, i),
                  (guint) MIN (PV_CHUNK_SIZE, capture->n_packets - (i << PV_CHUNK_BITS)), copy);
      pv_index_writer_append (writer, copy, sizeof *copy);
    }
  pv_index_writer_add (writer, PV_INDEX_SECTION_OF (PV_INDEX_SUMS), capture->sums->data, n * sizeof (PvSums));
}

static void
write_numbers (PvCapture     *capture,
               PvIndexWriter *writer)
{
  g_autofree PvNumberChunk *copy = g_try_new (PvNumberChunk, 1);
  guint64 n = capture->new_numbers != NULL ? count_chunks (capture->n_packets) : 0;

  if (copy == NULL)
    pv_index_writer_fail (writer);

  pv_index_writer_begin (writer, PV_INDEX_SECTION_OF (PV_INDEX_NUMBERS));
  for (guint64 i = 0; i < n && pv_index_writer_is_ok (writer); i++)
    {
      const PvNumberChunk *chunk = g_ptr_array_index (capture->new_numbers, i);

      memset (copy, 0, sizeof *copy);
      memcpy (copy->number, chunk->number,
              MIN (PV_CHUNK_SIZE, capture->n_packets - (i << PV_CHUNK_BITS)) * sizeof *copy->number);
      pv_index_writer_append (writer, copy, sizeof *copy);
    }
}

void
pv_index_write_columns (PvCapture     *capture,
                        PvIndexWriter *writer)
{
  write_chunks (capture, writer);
  write_numbers (capture, writer);
}

/* Where packets' columns are checked. */
typedef struct
{
  const PvCapture *capture;
  gboolean has_numbers;
} Columns;

static guint
get_n_in_chunk (const PvCapture *capture,
                guint64          chunk)
{
  return (guint) MIN (PV_CHUNK_SIZE, capture->n_packets - (chunk << PV_CHUNK_BITS));
}

/* Whether times never fall, and flows are there. Without branches, for all of a chunk at once. */
static gboolean
check_chunk (gpointer data,
             gsize    i)
{
  const PvCapture *capture = ((const Columns *) data)->capture;
  const PvChunk *chunk = g_ptr_array_index (capture->chunks, i);
  guint n = get_n_in_chunk (capture, i);
  guint32 max_flow = 0;
  guint n_falls = 0;

  for (guint j = 0; j < n; j++)
    max_flow = MAX (max_flow, chunk->flow[j]);
  for (guint j = 1; j < n; j++)
    n_falls += chunk->time_ns[j] < chunk->time_ns[j - 1];
  if (i > 0)
    {
      const PvChunk *before = g_ptr_array_index (capture->chunks, i - 1);

      n_falls += chunk->time_ns[0] < before->time_ns[PV_CHUNK_SIZE - 1];
    }

  return max_flow < capture->n_flows && n_falls == 0;
}

/* Whether the times of the first and of the last packet are those of the capture. */
static gboolean
have_ends (const PvCapture *capture)
{
  return capture->n_packets == 0
         || (pv_capture_get_time (capture, 0) == capture->first_time_ns
             && pv_capture_get_time (capture, capture->n_packets - 1) == capture->last_time_ns);
}

static gboolean
check_numbers (gpointer data,
               gsize    i)
{
  const PvCapture *capture = ((const Columns *) data)->capture;
  const PvNumberChunk *chunk = g_ptr_array_index (capture->new_numbers, i);
  guint n = get_n_in_chunk (capture, i);
  guint32 max = 0;

  for (guint j = 0; j < n; j++)
    max = MAX (max, chunk->number[j]);

  return max < capture->n_packets;
}

gboolean
pv_index_read_columns (PvCapture     *capture,
                       gboolean       has_numbers,
                       PvIndexReader *reader)
{
  guint64 n = count_chunks (capture->n_packets);
  PvChunk *chunks = pv_index_reader_get_n (reader, PV_INDEX_SECTION_OF (PV_INDEX_CHUNKS), sizeof *chunks, n);
  PvNumberChunk *numbers = pv_index_reader_get_n (reader, PV_INDEX_SECTION_OF (PV_INDEX_NUMBERS), sizeof *numbers,
                                                  has_numbers ? n : 0);
  const PvSums *sums = pv_index_reader_get_n (reader, PV_INDEX_SECTION_OF (PV_INDEX_SUMS), sizeof *sums, n);
  Columns columns = { capture, has_numbers };

  if (chunks == NULL || numbers == NULL || sums == NULL)
    return FALSE;

  capture->mapping = g_bytes_ref (pv_index_reader_get_all (reader));
  capture->chunks = g_ptr_array_new ();
  if (has_numbers)
    capture->new_numbers = g_ptr_array_new ();
  for (guint64 i = 0; i < n; i++)
    {
      g_ptr_array_add (capture->chunks, &chunks[i]);
      if (has_numbers)
        g_ptr_array_add (capture->new_numbers, &numbers[i]);
    }
  capture->sums = g_array_new (FALSE, FALSE, sizeof (PvSums));
  g_array_append_vals (capture->sums, sums, (guint) n);

  return have_ends (capture) && pv_parallel_all (n, check_chunk, &columns)
         && (!has_numbers || pv_parallel_all (n, check_numbers, &columns));
}
