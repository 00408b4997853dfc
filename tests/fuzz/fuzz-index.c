/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-index.c: an index that says anything is refused, or all that it tells of is there. */

#include <json-glib/json-glib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"
#include "pv-capture-builder.h"
#include "pv-index.h"
#include "pv-loader.h"
#include "pv-merge.h"
#include "pv-pass.h"
#include "pv-report.h"
#include "pv-vector.h"

/* An input is how many bytes of the index change, which and to what, and a savefile. */
#define MAX_CHANGES 16
#define CHANGE_SIZE 5

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

/* @cache: of a folder that there is not */
static PvCapture *
load (GFile        *file,
      int           fd,
      PvIndexCache *cache,
      PvLoader    **loader)
{
  const struct timespec times[2] = { { 1000000000, 0 }, { 1000000000, 0 } };

  /* what was written to just now gets no index */
  FUZZ_CHECK (futimens (fd, times) == 0);
  *loader = pv_loader_new (file);
  pv_loader_set_n_workers (*loader, 1);
  pv_loader_set_index_cache (*loader, cache, 0);

  return pv_loader_load (*loader, NULL, NULL);
}

static gpointer
begin (gpointer data)
{
  return pv_worker_new (data);
}

static gboolean
number (gpointer   data,
        gsize      n,
        guint64   *first,
        GError   **error)
{
  return pv_capture_builder_reserve (data, n, first, error);
}

static gboolean
work (gpointer         state,
      const PvBatch   *batch,
      guint64          first,
      GError         **error)
{
  return pv_worker_add (state, batch->records, batch->n_records, first, error);
}

static void
end (gpointer state)
{
  pv_worker_free (state);
}

static const PvPassFuncs funcs = { .begin = begin, .number = number, .work = work, .end = end };

/* Reads the packets of @file once more behind those of @capture. (transfer full) (nullable) */
static PvCapture *
go_on (PvCapture            *capture,
       const PvContinuation *continuation,
       GFile                *file)
{
  g_autoptr (PvInputFiles) files = pv_input_files_new (&file, 1);
  g_autoptr (PvMerge) merge = pv_merge_open (files, NULL, NULL);
  g_autoptr (PvCaptureBuilder) builder = pv_capture_builder_go_on (capture, continuation, NULL);

  if (merge == NULL || builder == NULL || !pv_pass_run (merge, &funcs, builder, 1, NULL, NULL, NULL, NULL))
    return NULL;
  pv_merge_end (merge);

  return pv_capture_builder_settle (builder, NULL, TRUE, NULL);
}

/* Where there is something in the file: most of an index of few packets is empty. */
static void
find_places (int       fd,
             PvVector *places)
{
  guint8 bytes[65536];
  gsize offset = 0;
  ssize_t n;

  while ((n = pread (fd, bytes, sizeof bytes, (off_t) offset)) > 0)
    {
      for (ssize_t i = 0; i < n; i++)
        if (bytes[i] != 0)
          {
            guint32 *place = pv_vector_append (places, sizeof *place, 1);

            FUZZ_CHECK (place != NULL);
            *place = (guint32) (offset + (gsize) i);
          }
      offset += (gsize) n;
    }
}

static char *
report (PvCapture *capture)
{
  return pv_report_to_json (capture, pv_binning (PV_NS_PER_SECOND, PV_ZONE_UTC), NULL, NULL, NULL, NULL);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = { data, size };
  guint n_changes = (guint) fuzz_input_take_number (&input, 1) % (MAX_CHANGES + 1);
  const guint8 *changes = input.data;
  g_autoptr (PvIndexCache) cache = pv_index_cache_new ("/nowhere", 0);
  g_autoptr (PvLoader) loader = NULL;
  g_autoptr (PvContinuation) continuation = NULL;
  g_autoptr (PvCapture) capture = NULL;
  g_autoptr (PvCapture) read = NULL;
  g_autoptr (PvCapture) next = NULL;
  g_autoptr (PvInputFiles) files = NULL;
  g_autoptr (GFile) savefile = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autofree char *json = NULL;
  g_auto (PvVector) places = { 0 };
  PvIndexKey key = { { 0 } };
  int savefile_fd;
  int fd;

  if (input.length < n_changes * CHANGE_SIZE)
    return 0;
  savefile = fuzz_file_new (changes + n_changes * CHANGE_SIZE, input.length - n_changes * CHANGE_SIZE, &savefile_fd);
  capture = load (savefile, savefile_fd, cache, &loader);
  if (capture == NULL)
    {
      close (savefile_fd);
      return 0;
    }

  files = pv_input_files_copy (pv_capture_get_files (capture));
  file = fuzz_file_new (NULL, 0, &fd);
  FUZZ_CHECK (pv_index_write (capture, files, fd, &key, pv_loader_get_continuation (loader), NULL, NULL));
  find_places (fd, &places);
  for (guint i = 0; i < n_changes && places.n > 0; i++)
    {
      guint32 which = (guint32) fuzz_input_take_number (&input, CHANGE_SIZE - 1);
      guint8 byte = (guint8) fuzz_input_take_number (&input, 1);
      guint32 place = pv_vector_index (&places, guint32, which % places.n);

      /* or one beside it: what is empty there is a part of a number as a rule */
      FUZZ_CHECK (pwrite (fd, &byte, 1, (off_t) (MAX (place, 4) + ((which >> 29) ^ 4) - 4)) == 1);
    }

  read = pv_index_read (files, fd, &key, n_changes > 0 ? PV_INDEX_CHECK_FORM : PV_INDEX_CHECK_ALL, &continuation);
  close (fd);
  FUZZ_CHECK (read != NULL || n_changes > 0);
  FUZZ_CHECK (continuation != NULL || n_changes > 0 || pv_loader_get_continuation (loader) == NULL);
  if (read == NULL)
    {
      close (savefile_fd);
      return 0;
    }

  json = report (read);
  FUZZ_CHECK (json != NULL && json_parser_load_from_data (parser, json, -1, NULL));
  if (n_changes == 0)
    {
      g_autofree char *expected = report (capture);

      FUZZ_CHECK (g_str_equal (json, expected));
    }

  if (continuation != NULL)
    next = go_on (read, continuation, savefile);
  close (savefile_fd);
  FUZZ_CHECK (next != NULL || continuation == NULL || n_changes > 0);
  if (next != NULL)
    {
      g_autofree char *more = report (next);

      FUZZ_CHECK (more != NULL && json_parser_load_from_data (parser, more, -1, NULL));
      FUZZ_CHECK (n_changes > 0 || pv_capture_get_n_packets (next) == 2 * pv_capture_get_n_packets (read));
    }
  return 0;
}
