/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-run.c: what runs without a display have in common. */
#include "config.h"

#include "pv-run.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "pv-confine.h"
#include "pv-index-use.h"
#include "pv-large.h"
#include "pv-standard-output.h"
#include "pv-trusted-folder.h"
#include "pv-whole-file.h"

/* One bad capture does not keep the others from being read. Returns whether there are others; then it is told of
 * here. */
static gboolean
bear (PvRun    *self,
      guint     i,
      GError   *cause,
      GError  **error)
{
  gboolean is_last = i + 1 == pv_captures_get_n (self->captures);

  if (is_last)
    {
      g_propagate_error (error, cause);
    }
  else
    {
      self->tell (cause);
      g_error_free (cause);
    }

  return !is_last;
}

gboolean
pv_run_each (PvRun      *self,
             PvRunFunc   func,
             gpointer    user_data,
             GError    **error)
{
  if (!pv_other_load (&self->other, self->captures, self->selection, self->compare, self->tell, &self->all_read, error))
    return FALSE;

  for (guint i = 0; i < pv_captures_get_n (self->captures); i++)
    {
      GError *cause = NULL;

      if (!func (self, i, user_data, &cause))
        {
          self->all_read = FALSE;
          if (!bear (self, i, cause, error))
            break;
        }
    }

  return self->all_read;
}

gboolean
pv_run_load (PvRun      *self,
             guint       i,
             PvSubject  *subject,
             GError    **error)
{
  return pv_subject_load (subject, pv_captures_get (self->captures, i, error), self->selection, self->tell,
                          &self->all_read, error) &&
         pv_other_prepare (&self->other, subject, self->selection, self->compare, error);
}

void
pv_run_clear (PvRun *self)
{
  pv_other_clear (&self->other);
}

gboolean
pv_run_reads_twice (const PvSelectionOptions *selection)
{
  return selection->filter != NULL || selection->on_demand != 0;
}

void
pv_run_confine (PvCaptures *captures,
                PvOutputs  *outputs,
                gboolean    with_fonts,
                gboolean    keeps_pipes)
{
  g_auto (GStrv) paths = pv_captures_dup_paths (captures);
  PvIndexCache *cache = pv_index_use_get ();

  /* no file can be made later */
  pv_large_prepare ();
  if (keeps_pipes)
    pv_captures_keep_pipes (captures);
  if (paths == NULL)
    {
      pv_whole_file_clean_up_on_signals ();
      return;
    }

  if (outputs != NULL)
    pv_outputs_split (outputs);
  pv_confine ((const char *const *) paths, cache != NULL ? pv_index_cache_get_folder (cache) : NULL, with_fonts);
}

void
pv_run_protect (PvOutputs  *outputs,
                PvCaptures *captures,
                gboolean    may_replace)
{
  g_autoptr (GPtrArray) files = may_replace ? g_ptr_array_new () : pv_captures_list_files (captures);

  pv_outputs_protect (outputs, files);
}

gboolean
pv_run_finish (PvOutputs  *outputs,
               gboolean    with_null,
               GError    **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) out = g_file_new_for_path ("/dev/stdout");

  if (!pv_outputs_close (outputs, &path, error))
    return FALSE;
  file = g_file_new_for_path (path);

  return pv_whole_file_is_same (file, out) || pv_standard_output_print_path (path, with_null, error);
}

/* No stranger's link leads astray on the way to @folder, as far as there is one. */
static gboolean
check_way (GFile   *folder,
           GError **error)
{
  g_autofree char *path = g_file_get_path (folder);
  gboolean is_missing = TRUE;

  while (path != NULL && is_missing && !g_str_equal (path, "/"))
    {
      g_autofree char *there = g_steal_pointer (&path);
      int fd = pv_trusted_folder_open (AT_FDCWD, there);
      int code = errno;

      if (fd >= 0)
        close (fd);
      else if (code == EACCES)
        {
          g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
          return FALSE;
        }
      is_missing = fd < 0 && code == ENOENT;
      path = g_path_get_dirname (there);
    }

  return TRUE;
}

gboolean
pv_run_make_folder (GFile   *folder,
                    GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autofree char *name = NULL;

  if (check_way (folder, &cause) &&
      (g_file_make_directory_with_parents (folder, NULL, &cause) ||
       (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_EXISTS) &&
        g_file_query_file_type (folder, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)))
    return TRUE;

  name = g_file_get_parse_name (folder);
  /* Translators: the name of a folder, and what the system says is wrong with it. */
  g_set_error (error, cause->domain, cause->code, _("Could not make the folder “%s”: %s"), name, cause->message);

  return FALSE;
}
