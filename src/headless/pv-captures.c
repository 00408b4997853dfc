/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-captures.c: which captures a run reads: what arguments mean, before anything is read. */
#include "config.h"

#include "pv-captures.h"

#include "pv-capture-text.h"
#include "pv-file-argument.h"
#include "pv-input-places.h"

/* One of them. */
typedef struct
{
  PvInputFiles *places; /* as they were given */
  PvInputFiles *files; /* NULL where there is an error */
  GError *error;
} Capture;

struct _PvCaptures
{
  GArray *captures; /* of Capture */
  Capture other; /* of what the others are compared with; without places where there is nothing */
  gboolean is_local;
};

static void
clear_capture (gpointer data)
{
  Capture *capture = data;

  g_clear_pointer (&capture->places, pv_input_files_unref);
  g_clear_pointer (&capture->files, pv_input_files_unref);
  g_clear_error (&capture->error);
}

static Capture
make_capture (char     **paths,
              guint      n,
              gboolean   recursive)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  Capture capture = { NULL, NULL, NULL };

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (files, pv_file_argument_to_file (paths[i]));
  capture.places = pv_input_files_new ((GFile *const *) files->pdata, files->len);
  capture.files = pv_input_places_expand (capture.places, recursive, NULL, &capture.error);

  return capture;
}

static void
add_capture (PvCaptures  *self,
             char       **paths,
             guint        n,
             gboolean     recursive)
{
  Capture capture = make_capture (paths, n, recursive);

  g_array_append_val (self->captures, capture);
}

PvCaptures *
pv_captures_new (const PvInputs  *inputs,
                 char           **others,
                 const char      *output)
{
  PvCaptures *self = g_new0 (PvCaptures, 1);
  guint n = g_strv_length (inputs->paths);

  self->is_local = output == NULL || !pv_file_argument_is_elsewhere (output);
  for (guint i = 0; others != NULL && others[i] != NULL; i++)
    self->is_local = self->is_local && !pv_file_argument_is_elsewhere (others[i]);
  for (guint i = 0; i < n; i++)
    self->is_local = self->is_local && !pv_file_argument_is_elsewhere (inputs->paths[i]);
  if (self->is_local)
    g_setenv ("GIO_USE_VFS", "local", TRUE);

  self->captures = g_array_new (FALSE, FALSE, sizeof (Capture));
  g_array_set_clear_func (self->captures, clear_capture);
  if (others != NULL)
    self->other = make_capture (others, g_strv_length (others), inputs->recursive);
  if (inputs->separate)
    for (guint i = 0; i < n; i++)
      add_capture (self, &inputs->paths[i], 1, inputs->recursive);
  else
    add_capture (self, inputs->paths, n, inputs->recursive);

  return self;
}

void
pv_captures_free (PvCaptures *self)
{
  g_array_unref (self->captures);
  clear_capture (&self->other);
  g_free (self);
}

guint
pv_captures_get_n (PvCaptures *self)
{
  return self->captures->len;
}

const PvInputFiles *
pv_captures_get (PvCaptures  *self,
                 guint        i,
                 GError     **error)
{
  const Capture *capture = &g_array_index (self->captures, Capture, i);

  if (capture->error != NULL && error != NULL)
    *error = g_error_copy (capture->error);

  return capture->files;
}

const PvInputFiles *
pv_captures_get_other (PvCaptures  *self,
                       GError     **error)
{
  if (self->other.error != NULL && error != NULL)
    *error = g_error_copy (self->other.error);

  return self->other.files;
}

static void
keep_pipes (PvInputFiles *files)
{
  for (guint i = 0; i < files->n; i++)
    if (files->files[i].spool == NULL && pv_spool_is_for (files->files[i].file))
      files->files[i].spool = pv_spool_new (PV_SPOOL_DEFAULT_LIMIT);
}

void
pv_captures_keep_pipes (PvCaptures *self)
{
  for (guint i = 0; i < self->captures->len; i++)
    if (g_array_index (self->captures, Capture, i).files != NULL)
      keep_pipes (g_array_index (self->captures, Capture, i).files);
  if (self->other.files != NULL)
    keep_pipes (self->other.files);
}

char *
pv_captures_dup_stem (PvCaptures *self,
                      guint       i)
{
  return pv_capture_text_stem_of_files (g_array_index (self->captures, Capture, i).places);
}

GPtrArray *
pv_captures_list_files (PvCaptures *self)
{
  GPtrArray *files = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->captures->len; i++)
    {
      const PvInputFiles *of_one = g_array_index (self->captures, Capture, i).files;

      for (guint j = 0; of_one != NULL && j < of_one->n; j++)
        g_ptr_array_add (files, g_object_ref (of_one->files[j].file));
    }
  for (guint j = 0; self->other.files != NULL && j < self->other.files->n; j++)
    g_ptr_array_add (files, g_object_ref (self->other.files->files[j].file));

  return files;
}

GStrv
pv_captures_dup_paths (PvCaptures *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) files = NULL;

  if (!self->is_local)
    return NULL;

  files = pv_captures_list_files (self);
  for (guint i = 0; i < files->len; i++)
    {
      const char *path = g_file_peek_path (g_ptr_array_index (files, i));

      if (path != NULL)
        g_strv_builder_add (builder, path);
    }

  return g_strv_builder_end (builder);
}
