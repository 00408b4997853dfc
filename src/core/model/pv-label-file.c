/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-file.c: files as labels. */
#include "pv-label-class-private.h"

#include "pv-file-text.h"

static guint32
get_n_files (PvCapture *capture)
{
  return capture->files->n;
}

static char *
dup_file (PvCapture *capture,
          guint32    id)
{
  return pv_input_files_dup_label (capture->files, id);
}

static gboolean
match_file (PvCapture  *capture,
            guint32     id,
            const char *search,
            gsize       search_length)
{
  return pv_label_text_match (dup_file (capture, id), search);
}

/* By its label, or by where it is. */
static guint32
find_file (PvCapture  *capture,
           const char *text)
{
  for (guint32 id = 0; id < capture->files->n; id++)
    {
      g_autofree char *label = dup_file (capture, id);

      if (g_str_equal (label, text))
        return id;
    }
  for (guint32 id = 0; id < capture->files->n; id++)
    {
      g_autofree char *path = pv_file_text_exact (capture->files->files[id].file);

      if (g_str_equal (path, text))
        return id;
    }

  return PV_NO_ID;
}

const PvLabelFuncs pv_label_file = {
  .get_n = get_n_files,
  .dup_text = dup_file,
  .compare = pv_label_numbers_compare,
  .get_prefix = pv_label_number_get_prefix,
  .match = match_file,
  .find = find_file,
};
