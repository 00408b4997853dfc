/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-ranges.c: parts of one file that came in several responses (RFC 9110, section 14) meet again. */
#include "pv-http-ranges.h"

#include <string.h>

/* Files at a time, parts of one that do not meet, and bytes that are held for all. */
#define MAX_FILES 256
#define MAX_RUNS 64
#define MAX_HELD ((gsize) 16 * 1024 * 1024)

typedef struct _File File;

/* Bytes that follow each other, of one or several parts. */
typedef struct
{
  File *file;
  guint64 start;
  guint64 end;
  PvHttpArrival *arrival; /* (nullable): who brings more */
  PvStreamStamp stamp; /* of the first byte */
  PvStreamStamp last; /* of the last byte */
  GByteArray *held; /* (nullable): all of it, while it is no object yet */
  PvObjectBody *body; /* (nullable) */
  gboolean is_interrupted; /* what came last is not whole */
  guint64 missing; /* then, bytes of it that are known to have been meant to come */
  gboolean is_of_all; /* all of the file was to come */
  gboolean is_behind_gap; /* what comes before it was lost on its way, and may come again */
} Run;

struct _File
{
  char *key;
  guint64 total;
  PvHttpCoding coding;
  PvObject *object; /* what is known of it */
  GPtrArray *runs; /* of Run: the one that began first comes first */
  guint n_arrivals;
  GList link; /* among all, the one that was used last first */
};

struct _PvHttpArrival
{
  Run *run;
  guint64 skip; /* bytes that are there already */
  guint64 end; /* of the file: where it is to end */
  gboolean is_torn; /* some of it was lost */
};

struct _PvHttpRanges
{
  PvObjectFinder *finder;
  GHashTable *by_key; /* of File */
  GQueue used;
  gsize held; /* bytes, of all runs */
};

PvHttpRanges *
pv_http_ranges_new (PvObjectFinder *finder)
{
  PvHttpRanges *self = g_new0 (PvHttpRanges, 1);

  self->finder = finder;
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->used);

  return self;
}

static void
drop_held (PvHttpRanges *self,
           Run          *run)
{
  if (run->held == NULL)
    return;

  self->held -= run->held->len;
  *pv_object_finder_get_total (self->finder) -= run->held->len;
  g_clear_pointer (&run->held, g_byte_array_unref);
}

/* Without a word. */
static void
remove_run (PvHttpRanges *self,
            Run          *run)
{
  g_ptr_array_remove (run->file->runs, run);
  drop_held (self, run);
  g_clear_pointer (&run->body, pv_object_body_free);
  g_free (run);
}

static void
remove_file (PvHttpRanges *self,
             File         *file)
{
  while (file->runs->len > 0)
    remove_run (self, g_ptr_array_index (file->runs, 0));
  g_hash_table_remove (self->by_key, file->key);
  g_queue_unlink (&self->used, &file->link);
  g_ptr_array_unref (file->runs);
  pv_object_free (file->object);
  g_free (file->key);
  g_free (file);
}

void
pv_http_ranges_free (PvHttpRanges *self)
{
  if (self == NULL)
    return;

  while (self->used.head != NULL)
    remove_file (self, self->used.head->data);
  g_hash_table_unref (self->by_key);
  g_free (self);
}

/* Makes an object of a run. */
static void
open_run (PvHttpRanges *self,
          Run          *run)
{
  const PvStreamStamp now = pv_object_finder_get_stamp (self->finder);

  if (run->body != NULL)
    return;

  pv_object_finder_set_stamp (self->finder, &run->stamp);
  run->body = pv_object_finder_begin (self->finder, pv_object_copy (run->file->object), run->file->coding);
  pv_object_finder_set_stamp (self->finder, &now);
  if (run->held != NULL)
    pv_object_finder_put (self->finder, run->body, run->held->data, run->held->len);
  drop_held (self, run);
}

static void
put (PvHttpRanges *self,
     Run          *run,
     const guint8 *data,
     gsize         n)
{
  run->last = pv_object_finder_get_stamp (self->finder);
  if (run->start == run->end)
    run->stamp = run->last;
  /* what is not the beginning may have to be put behind one */
  if (run->start == 0 || self->held + n > MAX_HELD)
    open_run (self, run);

  run->end += n;
  if (run->body != NULL)
    {
      pv_object_finder_put (self->finder, run->body, data, n);
      return;
    }

  if (run->held == NULL)
    run->held = g_byte_array_new ();
  g_byte_array_append (run->held, data, (guint) n);
  self->held += n;
  *pv_object_finder_get_total (self->finder) += n;
}

/* Puts behind a run what another holds of the bytes that come next. */
static void
absorb (PvHttpRanges *self,
        Run          *run,
        Run          *other)
{
  const PvStreamStamp now = pv_object_finder_get_stamp (self->finder);
  guint64 skip = run->end - other->start;

  if (other->end > run->end)
    {
      pv_object_finder_set_stamp (self->finder, &other->last);
      put (self, run, other->held->data + skip, other->held->len - skip);
      pv_object_finder_set_stamp (self->finder, &now);
    }
  if (other->arrival != NULL)
    {
      run->arrival = g_steal_pointer (&other->arrival);
      run->arrival->run = run;
      run->arrival->skip += run->end - MIN (run->end, other->end);
    }
  if (other->end >= run->end)
    {
      run->is_interrupted = other->is_interrupted;
      run->missing = other->missing;
    }
  remove_run (self, other);
}

/* The next run that lacks what was lost between it and @run; NULL where there is none. */
static Run *
find_behind_gap (const Run *run)
{
  Run *found = NULL;

  for (guint i = 0; i < run->file->runs->len; i++)
    {
      Run *other = g_ptr_array_index (run->file->runs, i);

      if (other->is_behind_gap && other->body == NULL && other->start > run->end
          && (found == NULL || other->start < found->start))
        found = other;
    }

  return found;
}

/* Nothing brings what was lost between two runs any more. */
static void
bridge (PvHttpRanges *self,
        Run          *run,
        Run          *behind)
{
  open_run (self, run);
  pv_object_finder_put_gap (self->finder, run->body, behind->start - run->end);
  run->end = behind->start;
  absorb (self, run, behind);
}

/* Ends the object that a run is, of which all came or not. */
static void
close_run (PvHttpRanges *self,
           Run          *run)
{
  File *file = run->file;
  Run *behind = find_behind_gap (run);
  gboolean is_all;

  while (behind != NULL && behind->arrival == NULL)
    {
      bridge (self, run, behind);
      behind = find_behind_gap (run);
    }

  is_all = run->start == 0 && run->end == file->total;
  if (run->end > run->start)
    open_run (self, run);
  if (run->body != NULL)
    {
      if (!is_all && !run->is_of_all)
        pv_object_body_get_object (run->body)->flaws |= PV_OBJECT_PART;
      pv_object_finder_finish (self->finder, &run->body, is_all ? 0 : run->missing, is_all || !run->is_interrupted);
    }
  remove_run (self, run);
}

static void
end_file (PvHttpRanges *self,
          File         *file)
{
  while (file->runs->len > 0)
    close_run (self, g_ptr_array_index (file->runs, 0));
  remove_file (self, file);
}

void
pv_http_ranges_end (PvHttpRanges *self)
{
  while (self->used.tail != NULL)
    end_file (self, self->used.tail->data);
}

/* Whether what @other holds may be put behind @run. */
static gboolean
fits (const Run *run,
      const Run *other)
{
  return run != other && run->arrival == NULL && other->body == NULL && other->end > other->start
         && other->start >= run->start && other->start <= run->end;
}

/* Puts together what a run that nothing comes to any more meets, and ends a file that is whole. */
static void
settle (PvHttpRanges *self,
        Run          *run)
{
  File *file = run->file;
  guint i = 0;

  for (guint k = 0; k < file->runs->len; k++)
    if (fits (g_ptr_array_index (file->runs, k), run))
      {
        Run *before = g_ptr_array_index (file->runs, k);

        absorb (self, before, run);
        run = before;
        break;
      }

  while (i < file->runs->len)
    {
      Run *other = g_ptr_array_index (file->runs, i);

      if (fits (run, other))
        {
          absorb (self, run, other);
          i = 0;
        }
      else
        {
          i++;
        }
    }

  if (run->arrival == NULL && (run->start == run->end || (run->start == 0 && run->end == file->total)))
    close_run (self, run);
  if (file->runs->len == 0)
    remove_file (self, file);
}

/* The file of which something comes; NULL where there is no room for another. */
static File *
find_file (PvHttpRanges   *self,
           const PvObject *object,
           PvHttpCoding    coding,
           guint64         total,
           const char     *validator)
{
  g_autoptr (GString) key = g_string_new (NULL);
  File *file;

  for (guint i = 0; i < sizeof object->client; i++)
    g_string_append_printf (key, "%02x%02x", object->client[i], object->server[i]);
  g_string_append_printf (key, " %u %u %" G_GUINT64_FORMAT " %s %s", object->server_port, coding, total, validator,
                          object->url);
  file = g_hash_table_lookup (self->by_key, key->str);
  if (file != NULL)
    {
      g_queue_unlink (&self->used, &file->link);
      g_queue_push_head_link (&self->used, &file->link);
      return file;
    }

  if (self->used.length >= MAX_FILES)
    {
      File *oldest = self->used.tail->data;

      if (oldest->n_arrivals > 0)
        return NULL;
      end_file (self, oldest);
    }

  file = g_new0 (File, 1);
  file->key = g_string_free (g_steal_pointer (&key), FALSE);
  file->total = total;
  file->coding = coding;
  file->object = pv_object_copy (object);
  file->runs = g_ptr_array_new ();
  file->link.data = file;
  g_hash_table_insert (self->by_key, file->key, file);
  g_queue_push_head_link (&self->used, &file->link);

  return file;
}

/* A run that begins at @start; NULL where there are too many, of which none can be ended. */
static Run *
add_run (PvHttpRanges *self,
         File         *file,
         guint64       start)
{
  Run *run;

  for (guint i = 0; file->runs->len >= MAX_RUNS && i < file->runs->len; i++)
    {
      Run *old = g_ptr_array_index (file->runs, i);

      if (old->arrival == NULL)
        close_run (self, old);
    }
  if (file->runs->len >= MAX_RUNS)
    return NULL;

  run = g_new0 (Run, 1);
  run->file = file;
  run->start = run->end = start;
  g_ptr_array_add (file->runs, run);

  return run;
}

/* Lets a part come to a run, up to @end of the file. */
static PvHttpArrival *
add_arrival (Run     *run,
             guint64  skip,
             guint64  end)
{
  PvHttpArrival *arrival = g_new0 (PvHttpArrival, 1);

  arrival->run = run;
  arrival->skip = skip;
  arrival->end = end;
  run->arrival = arrival;
  run->file->n_arrivals++;

  return arrival;
}

PvHttpArrival *
pv_http_ranges_begin (PvHttpRanges      *self,
                      PvObject          *object,
                      PvHttpCoding       coding,
                      const PvHttpRange *range,
                      const char        *validator)
{
  File *file = find_file (self, object, coding, range->total, validator);
  Run *run = NULL;

  if (file == NULL)
    return NULL;

  for (guint i = 0; i < file->runs->len && run == NULL; i++)
    {
      Run *known = g_ptr_array_index (file->runs, i);

      if (known->arrival == NULL && known->start <= range->first && range->first <= known->end)
        run = known;
    }
  if (run == NULL)
    run = add_run (self, file, range->first);
  if (run == NULL)
    return NULL;

  pv_object_free (object);

  return add_arrival (run, run->end - range->first, range->end);
}

PvHttpArrival *
pv_http_ranges_take (PvHttpRanges  *self,
                     PvObjectBody **body,
                     PvHttpCoding   coding,
                     guint64        total,
                     guint64        missing,
                     const char    *validator)
{
  File *file = find_file (self, pv_object_body_get_object (*body), coding, total, validator);
  Run *run = file != NULL ? add_run (self, file, 0) : NULL;

  if (run == NULL)
    return NULL;

  run->body = g_steal_pointer (body);
  run->end = total - missing;
  run->last = pv_object_finder_get_stamp (self->finder);
  run->is_of_all = TRUE;

  return add_arrival (run, 0, total);
}

/* The run that ends before another; NULL where there is none, or something still comes to it. */
static Run *
find_before_gap (const Run *run)
{
  Run *found = NULL;

  for (guint i = 0; i < run->file->runs->len; i++)
    {
      Run *other = g_ptr_array_index (run->file->runs, i);

      if (other->end < run->start && (found == NULL || other->end > found->end))
        found = other;
    }

  return found != NULL && found->arrival == NULL ? found : NULL;
}

/* Nothing brings what was lost before a run any more. Returns the run that it is part of then. */
static Run *
give_up (PvHttpRanges *self,
         Run          *run)
{
  Run *first = run;
  Run *next = first->body == NULL ? first : NULL;

  while (next != NULL)
    {
      first = next;
      next = first->is_behind_gap && first->body == NULL ? find_before_gap (first) : NULL;
    }

  while (first != run)
    {
      gboolean is_last;

      next = find_behind_gap (first);
      if (next == NULL || (next != run && next->arrival != NULL))
        return run;
      is_last = next == run;
      bridge (self, first, next);
      if (is_last)
        return first;
    }

  return run;
}

void
pv_http_ranges_put (PvHttpRanges  *self,
                    PvHttpArrival *arrival,
                    const guint8  *data,
                    gsize          n)
{
  gsize skipped;
  Run *run;

  if (arrival == NULL)
    return;

  run = arrival->run;
  skipped = (gsize) MIN (arrival->skip, n);
  arrival->skip -= skipped;
  /* nothing goes beyond what was told */
  n = (gsize) MIN (n - skipped, run->file->total - run->end);
  if (n == 0)
    return;

  /* so much is not held until what was lost comes again */
  if (run->is_behind_gap && self->held + n > MAX_HELD)
    run = give_up (self, run);
  put (self, run, data + skipped, n);
}

void
pv_http_ranges_put_gap (PvHttpRanges  *self,
                        PvHttpArrival *arrival,
                        guint64        n)
{
  guint64 skipped;
  Run *behind;
  Run *run;

  if (arrival == NULL)
    return;

  run = arrival->run;
  skipped = MIN (arrival->skip, n);
  arrival->skip -= skipped;
  n = MIN (n - skipped, run->file->total - run->end);
  if (n == 0)
    return;

  if (run->start == run->end)
    run->stamp = pv_object_finder_get_stamp (self->finder);
  /* what comes next waits for it behind the gap */
  behind = add_run (self, run->file, run->end + n);
  if (behind != NULL)
    {
      run->is_interrupted = TRUE;
      run->missing = arrival->end - MIN (arrival->end, run->end);
      run->arrival = NULL;
      behind->is_behind_gap = TRUE;
      behind->arrival = arrival;
      arrival->run = behind;
      arrival->is_torn = TRUE;
      return;
    }

  open_run (self, run);
  pv_object_finder_put_gap (self->finder, run->body, n);
  run->end += n;
}

static void
leave (PvHttpArrival **arrival)
{
  Run *run = (*arrival)->run;

  run->arrival = NULL;
  run->file->n_arrivals--;
  g_clear_pointer (arrival, g_free);
}

void
pv_http_ranges_forget (PvHttpArrival **arrival)
{
  if (*arrival != NULL)
    leave (arrival);
}

void
pv_http_ranges_finish (PvHttpRanges   *self,
                       PvHttpArrival **arrival,
                       guint64         missing,
                       gboolean        is_whole)
{
  gboolean is_over;
  Run *run;

  if (*arrival == NULL)
    return;

  run = (*arrival)->run;
  /* what another part had brought already is not missing, where this one ended before it */
  if ((*arrival)->skip == 0)
    {
      run->is_interrupted = !is_whole;
      run->missing = is_whole ? 0 : missing;
    }
  is_over = is_whole && (*arrival)->is_torn;
  leave (arrival);
  /* who got to the end does not ask again for what was lost here only */
  settle (self, is_over ? give_up (self, run) : run);
}
