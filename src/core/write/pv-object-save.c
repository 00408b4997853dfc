/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-save.c: writes the files that went over the wire. */
#include "config.h"

#include "pv-object-save.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "pv-capture-private.h"
#include "pv-packet-set-private.h"

/* Files that are open at a time; more wait closed until more of them comes. */
#define MAX_OPEN 64
#define BUFFER_SIZE 32768

/* A file that is open. */
typedef struct
{
  guint64 index;
  int fd;
  guint64 used; /* when it was used last */
  gsize length;
  guint8 buffer[BUFFER_SIZE];
} Open;

typedef struct
{
  PvCapture *capture;
  const PvObjectChoice *choice;
  const PvObjectPlaceFuncs *funcs; /* (nullable) */
  gpointer place;
  GHashTable *names; /* what each object is called, by its index as a pointer */
  GHashTable *unfinished; /* likewise, of those that have not ended */
  Open *open[MAX_OPEN];
  guint n_open;
  guint64 clock;
  GError *error;
} Save;

static gpointer
key (const PvObject *object)
{
  return GSIZE_TO_POINTER (object->index + 1);
}

gboolean
pv_object_choice_has (const PvObjectChoice *self,
                      PvCapture            *capture,
                      const PvObject       *object)
{
  guint64 packet;

  if (self->indices != NULL && !g_hash_table_contains (self->indices, &object->index))
    return FALSE;
  if (self->set == NULL && self->span == NULL)
    return TRUE;

  packet = pv_capture_get_number (capture, object->packet);
  if (self->set != NULL && !pv_packet_set_contains (self->set, packet))
    return FALSE;

  return self->span == NULL
         || (object->time_ns >= self->span->start_ns && object->time_ns < self->span->end_ns);
}

static gboolean
write_all (int           fd,
           const guint8 *data,
           gsize         n)
{
  while (n > 0)
    {
      ssize_t written = write (fd, data, n);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      data += written;
      n -= (gsize) written;
    }

  return TRUE;
}

static gboolean
fail (Save       *self,
      const char *name,
      int         code)
{
  if (self->error == NULL)
    g_set_error (&self->error, G_IO_ERROR, g_io_error_from_errno (code),
                 /* Translators: the name of a file, and what the system says is wrong. */
                 _("Could not write “%s”: %s"), name, g_strerror (code));

  return FALSE;
}

static const char *
get_name (Save    *self,
          guint64  index)
{
  return g_hash_table_lookup (self->names, GSIZE_TO_POINTER (index + 1));
}

static gboolean
flush (Save *self,
       Open *open)
{
  if (!write_all (open->fd, open->buffer, open->length))
    return fail (self, get_name (self, open->index), errno);
  open->length = 0;

  return TRUE;
}

/* Closes the one at @i. */
static gboolean
close_at (Save *self,
          guint i)
{
  Open *open = self->open[i];
  gboolean ok = flush (self, open);

  if (close (open->fd) != 0 && ok)
    ok = fail (self, get_name (self, open->index), errno);
  g_free (open);
  self->open[i] = self->open[--self->n_open];

  return ok;
}

static gboolean
add_open (Save    *self,
          guint64  index,
          int      fd)
{
  Open *open = g_new (Open, 1);

  open->index = index;
  open->fd = fd;
  open->used = ++self->clock;
  open->length = 0;
  self->open[self->n_open++] = open;

  return TRUE;
}

static gboolean
make_room (Save *self)
{
  guint oldest = 0;

  if (self->n_open < MAX_OPEN)
    return TRUE;
  for (guint i = 1; i < self->n_open; i++)
    if (self->open[i]->used < self->open[oldest]->used)
      oldest = i;

  return close_at (self, oldest);
}

static gboolean
on_begin (const PvObject *object,
          gpointer        user_data)
{
  Save *self = user_data;
  char *name = NULL;
  int fd;

  if (self->funcs == NULL || !pv_object_choice_has (self->choice, self->capture, object))
    return TRUE;
  if (!make_room (self))
    return FALSE;

  fd = self->funcs->create (self->place, object->name, object->url, &name, &self->error);
  if (fd < 0)
    return FALSE;
  g_hash_table_insert (self->names, key (object), name);
  g_hash_table_add (self->unfinished, key (object));

  return add_open (self, object->index, fd);
}

static gboolean
find_open (Save    *self,
           guint64  index,
           guint   *at)
{
  for (guint i = 0; i < self->n_open; i++)
    if (self->open[i]->index == index)
      {
        *at = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
on_write (const PvObject *object,
          const guint8   *data,
          gsize           n,
          gpointer        user_data)
{
  Save *self = user_data;
  const char *name = get_name (self, object->index);
  Open *open;
  guint i;

  if (name == NULL)
    return TRUE;

  if (!find_open (self, object->index, &i))
    {
      int fd = make_room (self) ? self->funcs->reopen (self->place, name, &self->error) : -1;

      if (fd < 0)
        return FALSE;
      add_open (self, object->index, fd);
      i = self->n_open - 1;
    }

  open = self->open[i];
  open->used = ++self->clock;
  if (n > sizeof open->buffer - open->length && !flush (self, open))
    return FALSE;
  if (n > sizeof open->buffer)
    return write_all (open->fd, data, n) || fail (self, name, errno);
  memcpy (open->buffer + open->length, data, n);
  open->length += n;

  return TRUE;
}

static gboolean
on_end (const PvObject *object,
        gpointer        user_data)
{
  Save *self = user_data;
  guint i;

  if (find_open (self, object->index, &i) && !close_at (self, i))
    return FALSE;
  g_hash_table_remove (self->unfinished, key (object));

  return TRUE;
}

/* Removes what is half written. */
static void
clean_up (Save *self)
{
  GHashTableIter iter;
  gpointer index;

  while (self->n_open > 0)
    close_at (self, 0);
  g_hash_table_iter_init (&iter, self->unfinished);
  while (g_hash_table_iter_next (&iter, &index, NULL))
    self->funcs->remove (self->place, g_hash_table_lookup (self->names, index));
}

/* What was meant, and what it is called. */
static GPtrArray *
choose (Save       *self,
        GPtrArray  *objects,
        GPtrArray **names)
{
  g_autoptr (GPtrArray) all = objects;
  GPtrArray *chosen = g_ptr_array_new_with_free_func ((GDestroyNotify) pv_object_free);

  if (names != NULL)
    *names = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      PvObject *object = g_ptr_array_index (all, i);

      if (!pv_object_choice_has (self->choice, self->capture, object))
        {
          pv_object_free (object);
          continue;
        }
      g_ptr_array_add (chosen, object);
      if (names != NULL)
        g_ptr_array_add (*names, g_strdup (get_name (self, object->index)));
    }

  return chosen;
}

GPtrArray *
pv_object_save (PvCapture                 *capture,
                const PvObjectChoice      *choice,
                const PvObjectPlaceFuncs  *funcs,
                gpointer                   place,
                GPtrArray                **names,
                PvProgress                *progress,
                GCancellable              *cancellable,
                GError                   **error)
{
  static const PvObjectSink sink = { on_begin, on_write, on_end };
  g_autoptr (GError) cause = NULL;
  GPtrArray *objects;
  Save self = { .capture = capture, .choice = choice, .funcs = funcs, .place = place };

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && choice != NULL, NULL);

  self.names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self.unfinished = g_hash_table_new (NULL, NULL);
  objects = pv_object_pass_run (capture, &sink, &self, progress, cancellable, &cause);
  if (objects != NULL)
    objects = choose (&self, objects, names);
  else
    clean_up (&self);

  g_hash_table_unref (self.names);
  g_hash_table_unref (self.unfinished);
  if (objects == NULL)
    g_propagate_error (error, self.error != NULL ? self.error : g_steal_pointer (&cause));

  return objects;
}

static int
folder_create (gpointer      place,
               const char   *name,
               const char   *url,
               char        **used,
               GError      **error)
{
  return pv_object_folder_create (place, name, url, used, error);
}

static int
folder_reopen (gpointer     place,
               const char  *used,
               GError     **error)
{
  return pv_object_folder_reopen (place, used, error);
}

static void
folder_remove (gpointer    place,
               const char *used)
{
  pv_object_folder_remove (place, used);
}

const PvObjectPlaceFuncs pv_object_folder_funcs = { folder_create, folder_reopen, folder_remove };

const char *
pv_object_save_get_warning (void)
{
  return _("Files from captures come from strangers and may do harm when they are opened");
}
