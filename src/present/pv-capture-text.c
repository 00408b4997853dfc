/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-text.c: what a capture is, in words. */
#include "config.h"

#include <string.h>

#include <glib/gi18n.h>

#include "pv-bidi.h"
#include "pv-capture-text.h"
#include "pv-link-type.h"
#include "pv-file-text.h"
#include "pv-time-text.h"
#include "pv-unit.h"

#define SEPARATOR " · "

/* Of a file name, in bytes. */
#define MAX_STEM 190
/* What says how many others there are. */
#define MAX_MORE 16

/* A file may have as many as there are numbers for. */
#define MAX_LINK_TYPES 8u

char *
pv_capture_text_name (GFile *file)
{
  return pv_file_text_name (file);
}

static char *
make_title (GFile    *first,
            guint     n,
            gboolean  isolates)
{
  g_autofree char *plain = pv_file_text_name (first);
  g_autofree char *name = NULL;
  char *title;

  if (n == 1)
    return g_steal_pointer (&plain);

  name = isolates ? pv_bidi_isolate (plain) : g_steal_pointer (&plain);
  /* Translators: the name of a file, and how many others there are */
  title = g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n - 1), name, n - 1);

  return isolates ? pv_bidi_take_sentence (title) : title;
}

char *
pv_capture_text_title (PvCapture *capture)
{
  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  return make_title (pv_capture_get_file (capture), pv_capture_get_n_files (capture), FALSE);
}

char *
pv_capture_text_title_of_files (const PvInputFiles *files)
{
  g_return_val_if_fail (files != NULL, NULL);

  return make_title (files->files[0].file, files->n, TRUE);
}

char *
pv_capture_text_stem_of_files (const PvInputFiles *files)
{
  g_autofree char *stem = NULL;

  g_return_val_if_fail (files != NULL, NULL);

  stem = pv_capture_text_stem (files->files[0].file);
  if (files->n == 1)
    return g_steal_pointer (&stem);
  if (strlen (stem) > MAX_STEM - MAX_MORE)
    *g_utf8_find_prev_char (stem, stem + MAX_STEM - MAX_MORE + 1) = '\0';

  return g_strdup_printf ("%s-and-%u-more", stem, files->n - 1);
}

guint
pv_capture_text_count_problems (PvCapture *capture)
{
  guint n = 0;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), 0);

  for (guint i = 0; i < pv_capture_get_n_files (capture); i++)
    n += pv_capture_get_nth_file (capture, i)->problem != NULL;

  return n;
}

char *
pv_capture_text_stem (GFile *file)
{
  static const char *const extensions[] = {
    ".gz", ".zst", ".lz4", ".bz2", ".xz", ".pcap", ".pcapng", ".cap", ".dmp", ".ntar", ".snoop", ".erf",
  };
  g_autofree char *name = pv_capture_text_name (file);

  for (guint i = 0; i < G_N_ELEMENTS (extensions); i++)
    if (g_str_has_suffix (name, extensions[i]) && strlen (name) > strlen (extensions[i]))
      name[strlen (name) - strlen (extensions[i])] = '\0';

  /* names end at 255 bytes, and something comes after this */
  if (strlen (name) > MAX_STEM)
    *g_utf8_find_prev_char (name, name + MAX_STEM + 1) = '\0';

  /* what people read may be a path */
  g_strdelimit (name, G_DIR_SEPARATOR_S, '-');

  return g_steal_pointer (&name);
}

static char *
describe_format (const PvInputFile *file)
{
  if (file->compression == NULL)
    return g_strdup (file->format);

  /* Translators: a file format and how it is compressed, as in “pcapng, gzip” */
  return g_strdup_printf (_("%s, %s"), file->format, file->compression);
}

char *
pv_capture_text_format (PvCapture *capture)
{
  g_autoptr (GPtrArray) formats = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  /* there are fewer kinds of files than files */
  for (guint i = 0; i < pv_capture_get_n_files (capture); i++)
    {
      const PvInputFile *file = pv_capture_get_nth_file (capture, i);
      g_autofree char *format = NULL;

      if (file->format == NULL)
        continue;
      format = describe_format (file);
      if (!g_ptr_array_find_with_equal_func (formats, format, g_str_equal, NULL))
        g_ptr_array_add (formats, g_steal_pointer (&format));
    }
  g_ptr_array_add (formats, NULL);

  return g_strjoinv ("; ", (char **) formats->pdata);
}

char *
pv_capture_text_link_types (PvCapture *capture)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const guint16 *types;
  guint n;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  types = pv_capture_get_link_types (capture, &n);
  for (guint i = 0; i < MIN (n, MAX_LINK_TYPES); i++)
    {
      const char *name = pv_link_type_get_name (types[i]);

      if (i > 0)
        g_string_append (text, ", ");
      if (name != NULL)
        g_string_append (text, name);
      else
        /* Translators: a link-layer header type that has no name, only a number */
        g_string_append_printf (text, _("link type %u"), types[i]);
    }
  if (n > MAX_LINK_TYPES)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, ngettext ("and %u more", "and %u more", n - MAX_LINK_TYPES), n - MAX_LINK_TYPES);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
take_part (GString *text,
           char    *part)
{
  if (part != NULL && *part != '\0')
    {
      if (text->len > 0)
        g_string_append (text, SEPARATOR);
      g_string_append (text, part);
    }
  g_free (part);
}

char *
pv_capture_text_summary (PvCapture *capture)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  if (pv_capture_get_n_packets (capture) == 0)
    {
      take_part (text, g_strdup (_("No packets")));
    }
  else if (pv_capture_get_n_ip_packets (capture) == 0)
    {
      g_autofree char *bytes = pv_unit_format_long (PV_UNIT_BYTES, (double) pv_capture_text_count_wire_bytes (capture));

      take_part (text, pv_unit_format_long (PV_UNIT_PACKETS, (double) pv_capture_get_n_packets (capture)));
      take_part (text, g_strdup (_("no IP packets")));
      /* Translators: as in “2.4 MB on the wire” */
      take_part (text, g_strdup_printf (_("%s on the wire"), bytes));
    }
  else
    {
      guint64 n_ip = pv_capture_get_n_ip_packets (capture);
      g_autofree char *number = pv_unit_format (PV_UNIT_COUNT, (double) n_ip);

      take_part (text, g_strdup_printf (ngettext ("%s IP packet", "%s IP packets", MIN (n_ip, G_MAXINT)), number));
      take_part (text, pv_unit_format_long (PV_UNIT_BYTES, (double) pv_capture_get_ip_bytes (capture)));
    }

  if (pv_capture_has_times (capture))
    {
      gint64 first = pv_capture_get_first_time (capture);
      gint64 last = pv_capture_get_last_time (capture);
      gint64 duration;

      if (!__builtin_sub_overflow (last, first, &duration))
        take_part (text, pv_unit_format_duration (duration));
      /* Translators: a date, see g_date_time_format() */
      take_part (text, pv_time_format (first, NULL, C_("date", "%-e %b %Y")));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

GPtrArray *
pv_capture_text_list_skipped (PvCapture *capture,
                              guint      max)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  const PvSkipped *skipped;
  guint64 rest = 0;
  guint n;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  skipped = pv_capture_get_skipped (capture, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *packets = NULL;

      if (i >= max)
        {
          rest += skipped[i].packets;
          continue;
        }

      packets = pv_unit_format_long (PV_UNIT_PACKETS, skipped[i].packets);
      /* Translators: how many packets, and why they were not read, as in
       * “3 packets: unknown link-layer header type 147 (USER0)” */
      g_ptr_array_add (texts, g_strdup_printf (_("%s: %s"), packets, skipped[i].reason));
    }

  if (n > max)
    {
      g_autofree char *packets = pv_unit_format_long (PV_UNIT_PACKETS, rest);
      g_autofree char *reasons = g_strdup_printf (ngettext ("%u other reason", "%u other reasons", n - max), n - max);

      g_ptr_array_add (texts, g_strdup_printf (_("%s: %s"), packets, reasons));
    }

  return g_steal_pointer (&texts);
}

guint64
pv_capture_text_count_skipped (PvCapture *capture)
{
  const PvSkipped *skipped;
  guint64 packets = 0;
  guint n;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), 0);

  skipped = pv_capture_get_skipped (capture, &n);
  for (guint i = 0; i < n; i++)
    packets += skipped[i].packets;

  return packets;
}

guint64
pv_capture_text_count_wire_bytes (PvCapture *capture)
{
  return pv_capture_get_wire_bytes (capture) - pv_capture_get_claimed_bytes (capture);
}

char *
pv_capture_text_warning (PvCapture *capture)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_problems;
  guint64 skipped;
  guint n_warnings;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  n_problems = pv_capture_text_count_problems (capture);
  if (n_problems > 0)
    take_part (text, g_strdup_printf (ngettext ("%u file not read", "%u files not read", n_problems), n_problems));

  if (pv_capture_get_truncated (capture))
    /* Translators: the file ends in the middle of a packet */
    take_part (text, g_strdup (_("Cut short")));

  skipped = pv_capture_text_count_skipped (capture);
  if (skipped > 0)
    {
      g_autofree char *count = pv_unit_format (PV_UNIT_COUNT, skipped);

      take_part (text, g_strdup_printf (ngettext ("%s packet not read", "%s packets not read",
                                                  MIN (skipped, G_MAXINT)),
                                        count));
    }

  pv_capture_get_warnings (capture, &n_warnings);
  if (n_warnings > 0)
    take_part (text, g_strdup (_("Odd times or lengths")));

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
