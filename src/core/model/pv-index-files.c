/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-files.c: the files that packets are of and what was found in them, in an index. */
#include "config.h"

#include "pv-index-private.h"

#include <string.h>

#include "pv-capture-private.h"
#include "pv-input-key.h"
#include "pv-kinds.h"

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
  pv_index_writer_add (writer, PV_INDEX_SECTION_OF (PV_INDEX_TEXTS), g_variant_get_data (texts),
                       g_variant_get_size (texts));

  return all_there;
}

static void
write_vector (PvIndexWriter  *writer,
              PvIndexPart     part,
              const PvVector *vector,
              gsize           size)
{
  pv_index_writer_add (writer, PV_INDEX_SECTION_OF (part), vector->data, vector->n * size);
}

static void
write_runs (const PvInputFiles *files,
            PvIndexWriter      *writer)
{
  write_vector (writer, PV_INDEX_RUN_STARTS, &files->run_starts, sizeof (guint32));
  write_vector (writer, PV_INDEX_RUN_FILES, &files->run_files, sizeof (guint16));
  write_vector (writer, PV_INDEX_READ_STARTS, &files->read_starts, sizeof (guint32));
  write_vector (writer, PV_INDEX_READ_FILES, &files->read_files, sizeof (guint16));
}

gboolean
pv_index_write_files (PvCapture          *capture,
                      const PvInputFiles *places,
                      PvIndexWriter      *writer)
{
  if (!write_texts (capture, places, writer))
    return FALSE;

  write_runs (capture->files, writer);

  return TRUE;
}

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
read_runs (PvIndexPart    part,
           PvIndexPart    owners_part,
           guint          n_files,
           guint64        n_packets,
           PvIndexReader *reader,
           PvVector      *run_starts,
           PvVector      *run_files)
{
  gsize n;
  const guint32 *starts = pv_index_reader_get (reader, PV_INDEX_SECTION_OF (part), sizeof *starts, &n);
  const guint16 *owners = pv_index_reader_get_n (reader, PV_INDEX_SECTION_OF (owners_part), sizeof *owners, n);

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

  if (!read_runs (PV_INDEX_RUN_STARTS, PV_INDEX_RUN_FILES, (guint) n, capture->n_packets, reader,
                  &capture->files->run_starts, &capture->files->run_files)
      || !read_runs (PV_INDEX_READ_STARTS, PV_INDEX_READ_FILES, (guint) n, capture->n_packets, reader,
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

gboolean
pv_index_read_files (PvCapture          *capture,
                     const PvInputFiles *places,
                     gboolean            are_all,
                     guint64             claimed_bytes,
                     PvIndexReader      *reader)
{
  gsize size;
  gconstpointer data = pv_index_reader_get (reader, PV_INDEX_SECTION_OF (PV_INDEX_TEXTS), 1, &size);
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
