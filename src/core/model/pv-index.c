/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index.c: a capture as a file of columns and tables. */
#include "config.h"

#include "pv-index.h"

#include <string.h>

#include "pv-capture-private.h"
#include "pv-input-key.h"
#include "pv-kinds.h"
#include "pv-label-class.h"
#include "pv-large.h"
#include "pv-parallel.h"

/* The parts of the model. What is added goes to the end, and pv-index-file.c gets another version. */
enum
{
  PART_TOTALS, /* Totals */
  PART_TEXTS, /* a variant of TEXTS_TYPE */
  PART_CHUNKS, /* of PvChunk */
  PART_SUMS, /* of PvSums */
  PART_NUMBERS, /* of PvNumberChunk, or nothing */
  PART_RUN_STARTS, /* of guint32 */
  PART_RUN_FILES, /* of guint16 */
  PART_READ_STARTS, /* as those, in the order that packets were read in */
  PART_READ_FILES,
  PART_EVENTS, /* a section for each kind that is not read on demand */
  PART_ADDRESSES,
  PART_NAMES,
  PART_URLS,
  PART_DOMAINS,
  PART_OF_NAME,
  PART_FLOWS,
  PART_CONVERSATIONS,
  PART_PAIRS,
  PART_FLOW_NAMES,
  PART_CONTINUATION, /* see pv-continuation.c */
  PART_HOSTS,
  PART_COUNTS, /* of PvCount: all packets by flow */
};

#define SECTION(part) PV_INDEX_SECTION (part, 0)

typedef struct
{
  guint64 n_packets;
  guint64 n_ip_packets;
  guint64 ip_bytes;
  guint64 wire_bytes;
  gint64 first_time_ns;
  gint64 last_time_ns;
  guint64 claimed_bytes;
  guint64 n_events[PV_N_EVENT_KINDS];
  guint32 n_flows;
  guint32 has_numbers;
  guint32 has_all_addresses;
  guint32 unused;
} Totals;

/* The language of what follows; link types; what was skipped: code, link type, packets; warnings: code, packets; files:
 * which of the places, device, inode, size, when it was changed; format, compression, packets, times of the first and of the
 * last; why it ended, what its problem is, each with its code; link types, oddities; a hash of its path. */
#define FILE_TYPE "(utttxmsmstxxmsmsmsmsaqattu)"
#define TEXTS_TYPE "(saqa(sqt)a(st)a" FILE_TYPE ")"

static const char *
get_language (void)
{
  return g_get_language_names_with_category ("LC_MESSAGES")[0];
}

static guint64
count_chunks (guint64 n_packets)
{
  return (n_packets + PV_CHUNK_SIZE - 1) >> PV_CHUNK_BITS;
}

/* Writing */

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

  pv_index_writer_begin (writer, SECTION (PART_CHUNKS));
  for (guint64 i = 0; i < n && pv_index_writer_is_ok (writer); i++)
    {
      copy_chunk (g_ptr_array_index (capture->chunks, i),
                  (guint) MIN (PV_CHUNK_SIZE, capture->n_packets - (i << PV_CHUNK_BITS)), copy);
      pv_index_writer_append (writer, copy, sizeof *copy);
    }
  pv_index_writer_add (writer, SECTION (PART_SUMS), capture->sums->data, n * sizeof (PvSums));
}

static void
write_numbers (PvCapture     *capture,
               PvIndexWriter *writer)
{
  g_autofree PvNumberChunk *copy = g_try_new (PvNumberChunk, 1);
  guint64 n = capture->new_numbers != NULL ? count_chunks (capture->n_packets) : 0;

  if (copy == NULL)
    pv_index_writer_fail (writer);

  pv_index_writer_begin (writer, SECTION (PART_NUMBERS));
  for (guint64 i = 0; i < n && pv_index_writer_is_ok (writer); i++)
    {
      const PvNumberChunk *chunk = g_ptr_array_index (capture->new_numbers, i);

      memset (copy, 0, sizeof *copy);
      memcpy (copy->number, chunk->number,
              MIN (PV_CHUNK_SIZE, capture->n_packets - (i << PV_CHUNK_BITS)) * sizeof *copy->number);
      pv_index_writer_append (writer, copy, sizeof *copy);
    }
}

static GVariant *
pack_link_types (const guint16 *types,
                 gsize          n)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_UINT16, types, n, sizeof *types);
}

static guint32
hash_path (GFile *file)
{
  const char *path = g_file_peek_path (file);

  return path != NULL ? g_str_hash (path) : 0;
}

static GVariant *
pack_file (const PvInputFile *file,
           guint              place)
{
  const PvFileIdentity *identity = &file->identity;

  return g_variant_new ("(utttxmsmstxxmsmsmsms@aq@attu)", place, identity->device, identity->inode, identity->size,
                        identity->changed_ns, file->format, file->compression, file->n_packets,
                        file->first_time_ns, file->last_time_ns, file->truncated_reason, file->truncated_code,
                        file->problem, file->problem_code, pack_link_types (file->link_types, file->n_link_types),
                        g_variant_new_fixed_array (G_VARIANT_TYPE_UINT64, file->oddities.packets, PV_N_ODDITIES,
                                                   sizeof (guint64)),
                        file->oddities.claimed_bytes, hash_path (file->file));
}

/* FALSE where the capture's files are not all among the places, and what was found there. */
static gboolean
write_texts (PvCapture          *capture,
             const PvInputFiles *places,
             PvIndexWriter      *writer)
{
  GVariantBuilder skipped;
  GVariantBuilder warnings;
  GVariantBuilder files;
  g_autoptr (GVariant) texts = NULL;
  gboolean all_there = TRUE;
  guint place = 0;

  g_variant_builder_init (&skipped, G_VARIANT_TYPE ("a(sqt)"));
  for (gsize i = 0; i < capture->skipped.n; i++)
    {
      const PvSkipped *row = &pv_vector_index (&capture->skipped, PvSkipped, i);

      g_variant_builder_add (&skipped, "(sqt)", row->code, row->link_type, row->packets);
    }
  g_variant_builder_init (&warnings, G_VARIANT_TYPE ("a(st)"));
  for (guint i = 0; i < capture->warnings->len; i++)
    g_variant_builder_add (&warnings, "(st)", g_array_index (capture->warnings, PvWarning, i).code,
                           g_array_index (capture->warnings, PvWarning, i).packets);
  g_variant_builder_init (&files, G_VARIANT_TYPE ("a" FILE_TYPE));
  for (guint i = 0; i < capture->files->n; i++)
    {
      const PvInputFile *file = &capture->files->files[i];

      while (place < places->n && !g_file_equal (places->files[place].file, file->file))
        place++;
      all_there = all_there && place < places->n && !file->is_past && !file->has_grown
                  && (file->format == NULL || pv_input_key_is_still (file, &places->files[place]));
      g_variant_builder_add_value (&files, pack_file (file, place++));
    }

  texts = g_variant_ref_sink (g_variant_new ("(s@aq@a(sqt)@a(st)@a" FILE_TYPE ")", get_language (),
                                             pack_link_types (capture->link_types.data, capture->link_types.n),
                                             g_variant_builder_end (&skipped), g_variant_builder_end (&warnings),
                                             g_variant_builder_end (&files)));
  pv_index_writer_add (writer, SECTION (PART_TEXTS), g_variant_get_data (texts), g_variant_get_size (texts));

  return all_there;
}

static void
write_events (PvCapture     *capture,
              PvIndexWriter *writer)
{
  Totals totals = {
    .n_packets = capture->n_packets,
    .n_ip_packets = capture->n_ip_packets,
    .ip_bytes = capture->ip_bytes,
    .wire_bytes = capture->wire_bytes,
    .first_time_ns = capture->first_time_ns,
    .last_time_ns = capture->last_time_ns,
    .claimed_bytes = capture->claimed_bytes,
    .n_flows = capture->n_flows,
    .has_numbers = capture->new_numbers != NULL,
    .has_all_addresses = capture->has_all_addresses,
  };

  /* What is read on demand is read again: it may come while this is written, and few people ask. */
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    if (!pv_event_kind_is_on_demand (kind))
      {
        totals.n_events[kind] = capture->events[kind].n;
        pv_events_write (&capture->events[kind], writer, PV_INDEX_SECTION (PART_EVENTS, kind));
      }
  pv_index_writer_add (writer, SECTION (PART_TOTALS), &totals, sizeof totals);
}

static void
write_tables (PvCapture     *capture,
              PvIndexWriter *writer)
{
  guint32 n_names = pv_label_table_get_n (capture->names);

  pv_label_table_write (capture->addresses, pv_label_table_get_n (capture->addresses), writer, PART_ADDRESSES);
  pv_label_table_write (capture->names, n_names, writer, PART_NAMES);
  pv_label_table_write (capture->urls, pv_label_table_get_n (capture->urls), writer, PART_URLS);
  pv_domain_index_write (capture->domains, n_names, writer, PART_OF_NAME, PART_DOMAINS);
  pv_flow_table_write (capture->flows, capture->n_flows, writer, PART_FLOWS);
  pv_conversation_index_write (capture->conversations, capture->n_flows, writer, PART_CONVERSATIONS, PART_PAIRS);
  pv_flow_names_write (capture->flow_names, writer, SECTION (PART_FLOW_NAMES));
}

/* Packets by flow, as the first charts have asked for, or counted now. (transfer full) (nullable) */
static PvCounts *
count_flows (PvCapture *capture)
{
  PvCounts *known = NULL;
  PvCount *counts;

  g_mutex_lock (&capture->counts_lock);
  if (capture->flow_counts != NULL && capture->flow_counts->n_packets == capture->n_packets)
    known = pv_counts_ref (capture->flow_counts);
  g_mutex_unlock (&capture->counts_lock);
  if (known != NULL)
    return known;

  counts = pv_large_array0 (PvCount, capture->n_flows);
  for (guint64 i = 0; i < capture->n_packets && counts != NULL; i++)
    pv_count_packet (counts, pv_capture_get_chunk (capture, i), i & PV_CHUNK_MASK);

  return counts != NULL ? pv_counts_new_take (capture->n_flows, counts) : NULL;
}

static void
write_counts (PvCapture     *capture,
              PvIndexWriter *writer)
{
  g_autoptr (PvCounts) counts = count_flows (capture);

  if (counts == NULL)
    pv_index_writer_fail (writer);
  else
    pv_counts_write (counts, writer, SECTION (PART_COUNTS));
}

static void
write_vector (PvIndexWriter  *writer,
              guint           part,
              const PvVector *vector,
              gsize           size)
{
  pv_index_writer_add (writer, SECTION (part), vector->data, vector->n * size);
}

static void
write_runs (const PvInputFiles *files,
            PvIndexWriter      *writer)
{
  write_vector (writer, PART_RUN_STARTS, &files->run_starts, sizeof (guint32));
  write_vector (writer, PART_RUN_FILES, &files->run_files, sizeof (guint16));
  write_vector (writer, PART_READ_STARTS, &files->read_starts, sizeof (guint32));
  write_vector (writer, PART_READ_FILES, &files->read_files, sizeof (guint16));
}

gboolean
pv_index_write (PvCapture             *capture,
                const PvInputFiles    *places,
                int                    fd,
                const PvIndexKey      *key,
                const PvContinuation  *continuation,
                GCancellable          *cancellable,
                GError               **error)
{
  g_autoptr (PvIndexWriter) writer = NULL;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), FALSE);

  writer = pv_index_writer_new (fd, key, continuation != NULL ? &continuation->base : NULL, cancellable);
  if (!write_texts (capture, places, writer))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The files were changed");
      return FALSE;
    }
  write_tables (capture, writer);
  write_chunks (capture, writer);
  write_numbers (capture, writer);
  write_counts (capture, writer);
  write_runs (capture->files, writer);
  write_events (capture, writer);
  if (continuation != NULL)
    pv_continuation_write (continuation, writer, PART_CONTINUATION, PART_HOSTS);

  return pv_index_writer_finish (writer, error);
}

/* Reading */

/* The array of @n elements becomes one of its own. */
static gboolean
copy_vector (PvVector     *vector,
             gsize         size,
             gconstpointer data,
             gsize         n)
{
  gpointer copy = pv_vector_append (vector, size, n);

  if (copy != NULL && n > 0)
    memcpy (copy, data, n * size);

  return copy != NULL;
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

static gboolean
read_columns (PvCapture     *capture,
              gboolean       has_numbers,
              PvIndexReader *reader)
{
  guint64 n = count_chunks (capture->n_packets);
  PvChunk *chunks = pv_index_reader_get_n (reader, SECTION (PART_CHUNKS), sizeof *chunks, n);
  PvNumberChunk *numbers = pv_index_reader_get_n (reader, SECTION (PART_NUMBERS), sizeof *numbers,
                                                  has_numbers ? n : 0);
  const PvSums *sums = pv_index_reader_get_n (reader, SECTION (PART_SUMS), sizeof *sums, n);
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

static gboolean
check_events (gpointer data,
              gsize    kind)
{
  const PvCapture *capture = data;

  return pv_events_check (&capture->events[kind], (PvEventKind) kind, capture->n_packets,
                          pv_label_table_get_n (kind == PV_EVENT_URL ? capture->urls : capture->names),
                          pv_label_table_get_n (capture->addresses));
}

static gboolean
read_events (PvCapture     *capture,
             const Totals  *totals,
             PvIndexReader *reader)
{
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    if (pv_event_kind_is_on_demand (kind))
      pv_events_init (&capture->events[kind], kind);
    else if (!pv_events_read (&capture->events[kind], kind, totals->n_events[kind], reader,
                              PV_INDEX_SECTION (PART_EVENTS, kind)))
      return FALSE;

  return pv_parallel_all (PV_N_EVENT_KINDS, check_events, capture);
}

/* Whether labels are texts, as people and scripts can read them. */
static gboolean
are_texts (PvLabelTable *labels)
{
  for (guint32 id = 0; id < pv_label_table_get_n (labels); id++)
    {
      gsize length;
      const guint8 *key = pv_label_table_get (labels, id, &length);

      if (!g_utf8_validate_len ((const char *) key, length, NULL))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_tables (PvCapture     *capture,
             PvIndexReader *reader)
{
  capture->addresses = pv_label_table_read (reader, PART_ADDRESSES, 4, 16);
  capture->names = pv_label_table_read (reader, PART_NAMES, 0, G_MAXUINT16);
  capture->urls = pv_label_table_read (reader, PART_URLS, 0, G_MAXUINT16);
  capture->hardware = pv_label_table_new ();
  capture->agents = pv_label_table_new ();
  capture->countries = pv_label_table_new ();
  capture->networks = pv_label_table_new ();
  capture->interfaces = pv_label_table_new ();
  if (capture->addresses == NULL || capture->names == NULL || capture->urls == NULL)
    return FALSE;

  for (guint32 id = 0; id < pv_label_table_get_n (capture->addresses); id++)
    {
      gsize length;

      pv_label_table_get (capture->addresses, id, &length);
      if (length != 4 && length != 16)
        return FALSE;
    }

  capture->domains = pv_domain_index_read (capture->names, reader, PART_OF_NAME, PART_DOMAINS);
  capture->flows = pv_flow_table_read (capture->addresses, capture->n_flows, capture->n_packets, reader, PART_FLOWS);
  if (capture->domains == NULL || capture->flows == NULL || !are_texts (capture->names)
      || !are_texts (capture->urls) || !are_texts (pv_domain_index_get_all (capture->domains)))
    return FALSE;

  capture->conversations = pv_conversation_index_read (capture->flows, capture->n_flows, reader, PART_CONVERSATIONS,
                                                       PART_PAIRS);

  capture->flow_counts = pv_counts_read (capture->n_flows, capture->n_packets, reader, SECTION (PART_COUNTS));

  return capture->conversations != NULL && capture->flow_counts != NULL;
}

/* Strings that are told apart by what they say live for ever. (transfer none) (nullable) */
static const char *
intern (GVariant *tuple,
        gsize     i)
{
  g_autoptr (GVariant) maybe = g_variant_get_child_value (tuple, i);
  g_autoptr (GVariant) string = g_variant_get_maybe (maybe);

  return string != NULL ? g_intern_string (g_variant_get_string (string, NULL)) : NULL;
}

static char *
dup_string (GVariant *tuple,
            gsize     i)
{
  g_autoptr (GVariant) maybe = g_variant_get_child_value (tuple, i);
  g_autoptr (GVariant) string = g_variant_get_maybe (maybe);

  return string != NULL ? g_variant_dup_string (string, NULL) : NULL;
}

static gboolean
read_file (GVariant          *tuple,
           const PvInputFile *place,
           PvInputFile       *file)
{
  g_autoptr (GVariant) types = NULL;
  g_autoptr (GVariant) oddities = NULL;
  guint64 device;
  guint64 inode;
  guint64 size;
  gint64 changed_ns;
  guint32 path;
  const guint16 *link_types;
  const guint64 *packets;
  gsize n;

  file->is_found = place->is_found;
  file->identity = place->identity;
  file->size = place->size;
  g_variant_get_child (tuple, 1, "t", &device);
  g_variant_get_child (tuple, 2, "t", &inode);
  g_variant_get_child (tuple, 3, "t", &size);
  g_variant_get_child (tuple, 4, "x", &changed_ns);
  file->format = intern (tuple, 5);
  file->compression = intern (tuple, 6);
  g_variant_get_child (tuple, 7, "t", &file->n_packets);
  g_variant_get_child (tuple, 8, "x", &file->first_time_ns);
  g_variant_get_child (tuple, 9, "x", &file->last_time_ns);
  file->truncated_reason = dup_string (tuple, 10);
  file->truncated_code = intern (tuple, 11);
  file->problem = dup_string (tuple, 12);
  file->problem_code = intern (tuple, 13);
  types = g_variant_get_child_value (tuple, 14);
  link_types = g_variant_get_fixed_array (types, &n, sizeof *link_types);
  if (n > PV_INPUT_FILE_LINK_TYPES)
    return FALSE;
  file->n_link_types = (guint) n;
  if (n > 0)
    memcpy (file->link_types, link_types, n * sizeof *link_types);
  oddities = g_variant_get_child_value (tuple, 15);
  packets = g_variant_get_fixed_array (oddities, &n, sizeof *packets);
  if (n != PV_N_ODDITIES)
    return FALSE;
  memcpy (file->oddities.packets, packets, sizeof file->oddities.packets);
  g_variant_get_child (tuple, 16, "t", &file->oddities.claimed_bytes);

  g_variant_get_child (tuple, 17, "u", &path);

  /* the same place on the disk, to which something was done that does not show in the time that can be set, and that is
   * not that it was renamed */
  return file->format == NULL || device != place->identity.device || inode != place->identity.inode
         || path != hash_path (place->file) || (changed_ns == place->identity.changed_ns && size == place->identity.size);
}

static gboolean
check_runs (const guint32 *starts,
            const guint16 *owners,
            gsize          n,
            guint          n_files,
            guint64        n_packets)
{
  for (gsize i = 0; i < n; i++)
    if ((i == 0 ? starts[i] != 0 : starts[i] <= starts[i - 1]) || starts[i] >= n_packets || owners[i] >= n_files)
      return FALSE;

  return TRUE;
}

static gboolean
read_runs (guint          part,
           guint          owners_part,
           guint          n_files,
           guint64        n_packets,
           PvIndexReader *reader,
           PvVector      *run_starts,
           PvVector      *run_files)
{
  gsize n;
  const guint32 *starts = pv_index_reader_get (reader, SECTION (part), sizeof *starts, &n);
  const guint16 *owners = pv_index_reader_get_n (reader, SECTION (owners_part), sizeof *owners, n);

  return starts != NULL && owners != NULL && check_runs (starts, owners, n, n_files, n_packets)
         && (n == 0 || (copy_vector (run_starts, sizeof *starts, starts, n)
                        && copy_vector (run_files, sizeof *owners, owners, n)));
}

/* Where in @places file @i is. @are_all: whether those are just the capture's */
static guint32
get_place (GVariant *tuples,
           gsize     i,
           gboolean  are_all)
{
  g_autoptr (GVariant) tuple = g_variant_get_child_value (tuples, i);
  guint32 place;

  g_variant_get_child (tuple, 0, "u", &place);

  return are_all ? (guint32) i : place;
}

static gboolean
read_files (PvCapture          *capture,
            const PvInputFiles *places,
            gboolean            are_all,
            GVariant           *tuples,
            PvIndexReader      *reader)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new ();
  gsize n = g_variant_n_children (tuples);
  guint32 next = 0;

  if (n == 0 || n > places->n || (are_all && n != places->n))
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      guint32 place = get_place (tuples, i, are_all);

      if (place < next || place >= places->n)
        return FALSE;
      g_ptr_array_add (files, places->files[place].file);
      next = place + 1;
    }

  capture->files = pv_input_files_new ((GFile *const *) files->pdata, (guint) n);
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) tuple = g_variant_get_child_value (tuples, i);

      if (!read_file (tuple, &places->files[get_place (tuples, i, are_all)], &capture->files->files[i]))
        return FALSE;
    }

  if (!read_runs (PART_RUN_STARTS, PART_RUN_FILES, (guint) n, capture->n_packets, reader, &capture->files->run_starts,
                  &capture->files->run_files)
      || !read_runs (PART_READ_STARTS, PART_READ_FILES, (guint) n, capture->n_packets, reader,
                     &capture->files->read_starts, &capture->files->read_files)
      || (n > 1 && capture->files->run_starts.n == 0 && capture->n_packets > 0))
    return FALSE;

  return pv_input_files_finish (capture->files, capture->n_packets);
}

static gboolean
read_skipped (PvCapture *capture,
              GVariant  *rows)
{
  GVariantIter iter;
  const char *code;
  guint16 link_type;
  guint64 packets;

  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&sqt)", &code, &link_type, &packets))
    {
      guint8 skip = pv_kind_from_code (code);
      PvSkipped *row = skip != PV_SKIP_NONE ? pv_vector_append (&capture->skipped, sizeof *row, 1) : NULL;

      if (row == NULL)
        return FALSE;
      *row = (PvSkipped){ pv_kind_describe (skip, link_type), packets, pv_kind_get_code (skip), link_type };
    }

  return TRUE;
}

static void
read_warnings (PvCapture *capture,
               guint64    claimed_bytes,
               GVariant  *rows)
{
  PvOddities oddities = { .claimed_bytes = claimed_bytes };
  GVariantIter iter;
  const char *code;
  guint64 packets;

  g_variant_iter_init (&iter, rows);
  while (g_variant_iter_next (&iter, "(&st)", &code, &packets))
    for (PvOddity i = 0; i < PV_N_ODDITIES; i++)
      if (g_str_equal (pv_oddity_get_code (i), code))
        oddities.packets[i] = packets;
  pv_capture_describe_oddities (capture, &oddities);
}

static gboolean
read_texts (PvCapture          *capture,
            const PvInputFiles *places,
            gboolean            are_all,
            guint64             claimed_bytes,
            PvIndexReader      *reader)
{
  gsize size;
  gconstpointer data = pv_index_reader_get (reader, SECTION (PART_TEXTS), 1, &size);
  g_autoptr (GVariant) texts = NULL;
  g_autoptr (GVariant) types = NULL;
  g_autoptr (GVariant) skipped = NULL;
  g_autoptr (GVariant) warnings = NULL;
  g_autoptr (GVariant) files = NULL;
  const char *language;
  const guint16 *link_types;
  gsize n;

  if (data == NULL)
    return FALSE;

  texts = g_variant_ref_sink (g_variant_new_from_data (G_VARIANT_TYPE (TEXTS_TYPE), data, size, FALSE, NULL, NULL));
  g_variant_get_child (texts, 0, "&s", &language);
  types = g_variant_get_child_value (texts, 1);
  skipped = g_variant_get_child_value (texts, 2);
  warnings = g_variant_get_child_value (texts, 3);
  files = g_variant_get_child_value (texts, 4);
  if (!g_str_equal (language, get_language ()))
    return FALSE;

  link_types = g_variant_get_fixed_array (types, &n, sizeof *link_types);
  read_warnings (capture, claimed_bytes, warnings);

  return copy_vector (&capture->link_types, sizeof *link_types, link_types, n) && read_skipped (capture, skipped)
         && read_files (capture, places, are_all, files, reader);
}

static gboolean
read_totals (PvCapture    *capture,
             const Totals *totals)
{
  capture->settled = TRUE;
  capture->final = TRUE;
  capture->sorted = TRUE;
  capture->n_packets = totals->n_packets;
  capture->n_same = 0;
  capture->n_ip_packets = totals->n_ip_packets;
  capture->ip_bytes = totals->ip_bytes;
  capture->wire_bytes = totals->wire_bytes;
  capture->first_time_ns = totals->first_time_ns;
  capture->last_time_ns = totals->last_time_ns;
  capture->n_flows = totals->n_flows;
  capture->has_all_addresses = totals->has_all_addresses != 0;
  /* those of all names are, else there is no index of domains */
  capture->domains_numbered = TRUE;

  return totals->n_packets <= G_MAXUINT32 && totals->n_ip_packets <= totals->n_packets
         && totals->first_time_ns <= totals->last_time_ns;
}

static gboolean
read_flow_names (PvCapture     *capture,
                 PvIndexReader *reader)
{
  capture->flow_names = pv_flow_names_read (capture->n_flows, &capture->events[PV_EVENT_SERVER_NAME],
                                            &capture->events[PV_EVENT_ADDRESS], reader, SECTION (PART_FLOW_NAMES));

  return capture->flow_names != NULL;
}

/* @places: (nullable): NULL where they are those of which the index is, in whichever state */
static PvCapture *
read_capture (PvIndexReader       *reader,
              const PvInputFiles  *places,
              const PvInputFiles  *now,
              GPtrArray           *added,
              PvContinuation     **continuation)
{
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvContinuation) further = NULL;
  g_autoptr (PvInputFiles) before = NULL;
  const Totals *totals = pv_index_reader_get_n (reader, SECTION (PART_TOTALS), sizeof *totals, 1);

  if (totals == NULL)
    return NULL;

  capture = g_object_new (PV_TYPE_CAPTURE, NULL);
  if (!read_totals (capture, totals) || !read_tables (capture, reader))
    return NULL;
  if (continuation != NULL && totals->n_packets > 0)
    further = pv_continuation_read (reader, PART_CONTINUATION, PART_HOSTS, capture->n_packets,
                                    pv_label_table_get_n (capture->names));
  if (places == NULL)
    {
      before = further != NULL ? pv_continuation_match (further, now, added) : NULL;
      if (before == NULL)
        return NULL;
    }
  if (!read_texts (capture, before != NULL ? before : places, before != NULL, totals->claimed_bytes, reader)
      || !read_columns (capture, totals->has_numbers != 0, reader) || !read_events (capture, totals, reader)
      || !read_flow_names (capture, reader))
    return NULL;

  pv_capture_describe_truncated (capture);
  if (further != NULL)
    {
      capture->live_filters = pv_live_filters_new ();
      capture->shared_counts = pv_shared_counts_new ();
      *continuation = g_steal_pointer (&further);
    }

  return g_steal_pointer (&capture);
}

PvCapture *
pv_index_read (const PvInputFiles  *places,
               int                  fd,
               const PvIndexKey    *key,
               PvIndexCheck         check,
               PvContinuation     **continuation)
{
  g_autoptr (PvIndexReader) reader = pv_index_reader_new (fd, key, check);

  if (continuation != NULL)
    *continuation = NULL;

  return reader != NULL ? read_capture (reader, places, NULL, NULL, continuation) : NULL;
}

PvCapture *
pv_index_read_base (const PvInputFiles  *places,
                    int                  fd,
                    const PvIndexKey    *base,
                    GPtrArray           *added,
                    PvContinuation     **continuation)
{
  g_autoptr (PvIndexReader) reader = NULL;
  PvIndexKey key;

  *continuation = NULL;
  if (!pv_index_file_is_of (fd, base, &key))
    return NULL;
  reader = pv_index_reader_new (fd, &key, PV_INDEX_CHECK_ALL);

  return reader != NULL ? read_capture (reader, NULL, places, added, continuation) : NULL;
}
