/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-details.c: all that is known of a capture, as a table. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-capture-details.h"
#include "pv-capture-text.h"
#include "pv-date-text.h"
#include "pv-figures.h"
#include "pv-file-text.h"
#include "pv-message.h"
#include "pv-settings.h"
#include "pv-unit.h"

#define ICON_SPACING 6

/* How long the list is of what was not read: a file may have thousands of reasons. */
#define MAX_REASONS 20

/* Likewise that of the files. The chart of files has all of them. */
#define MAX_FILES 20

/* Characters of a file's name. */
#define MAX_LABEL 32

static void
take_warning (PvFigures *details,
              char      *text)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, ICON_SPACING);
  GtkWidget *icon = gtk_image_new_from_icon_name ("dialog-warning-symbolic");
  g_autofree char *shown = pv_message_text (text);

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, "warning");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), pv_figures_make_value (shown));
  pv_figures_add_widget (details, box);
  g_string_append_printf (details->text, "%s\n", text);

  g_free (text);
}

static void
add_figures (PvFigures *details,
             PvCapture *capture)
{
  gint64 first;
  gint64 last;
  gint64 duration;
  PvClock clock;

  if (pv_capture_get_n_files (capture) == 1)
    pv_figures_take_row (details, _("File"), pv_file_text_path (pv_capture_get_file (capture)));
  else
    pv_figures_take_row (details, _("Files"), pv_unit_format (PV_UNIT_COUNT, pv_capture_get_n_files (capture)));
  pv_figures_take_row (details, _("Format"), pv_capture_text_format (capture));
  pv_figures_take_row (details, _("Link Layer"), pv_capture_text_link_types (capture));
  pv_figures_take_row (details, _("Packets"),
                       pv_unit_format (PV_UNIT_COUNT, pv_capture_get_n_packets (capture)));
  pv_figures_take_row (details, _("IP Packets"),
                       pv_unit_format (PV_UNIT_COUNT, pv_capture_get_n_ip_packets (capture)));
  pv_figures_take_row (details, _("Bytes on the Wire"),
                       pv_unit_format_long (PV_UNIT_BYTES, pv_capture_text_count_wire_bytes (capture)));
  pv_figures_take_row (details, _("IP Bytes"),
                       pv_unit_format_long (PV_UNIT_BYTES, pv_capture_get_ip_bytes (capture)));

  if (!pv_capture_has_times (capture))
    return;

  first = pv_capture_get_first_time (capture);
  last = pv_capture_get_last_time (capture);
  clock = pv_settings_get_clock ();
  pv_figures_take_row (details, _("First Packet"), pv_date_text_format_exact (first, last, clock));
  pv_figures_take_row (details, _("Last Packet"), pv_date_text_format_exact (last, first, clock));
  if (!__builtin_sub_overflow (last, first, &duration))
    pv_figures_take_row (details, _("Duration"), pv_unit_format_duration (duration));
}

/* What was kept of pipes so that it can be read again. */
static void
add_kept (PvFigures *details,
          PvCapture *capture)
{
  for (guint i = 0; i < pv_capture_get_n_files (capture); i++)
    {
      const PvSpool *spool = pv_capture_get_nth_file (capture, i)->spool;
      g_autofree char *size = NULL;
      g_autofree char *limit = NULL;

      if (spool == NULL || !pv_spool_check (spool, NULL))
        continue;

      size = pv_unit_format (PV_UNIT_BYTES, (double) pv_spool_get_size (spool));
      limit = pv_unit_format (PV_UNIT_BYTES, (double) pv_spool_get_limit (spool));
      pv_figures_take_row (details, _("Kept of the Pipe"),
                           /* Translators: two sizes, as in “12 MB of 4 GB at most” */
                           g_strdup_printf (_("%s of %s at most"), size, limit));
    }
}

/* Its label; of a long one, the beginning and the end. (transfer full) */
static char *
shorten_label (const PvInputFile *file)
{
  glong n = g_utf8_strlen (file->label, -1);
  g_autofree char *start = NULL;

  if (n <= MAX_LABEL)
    return g_strdup (file->label);

  start = g_utf8_substring (file->label, 0, MAX_LABEL / 2);

  return g_strconcat (start, "…", g_utf8_offset_to_pointer (file->label, n - MAX_LABEL / 2 + 1), NULL);
}

/* From when on there are packets in the file, for how long, and how many. */
static char *
describe_file (const PvInputFile *file)
{
  PvClock clock = pv_settings_get_clock ();
  g_autofree char *packets = pv_unit_format_long (PV_UNIT_PACKETS, (double) file->n_packets);
  g_autofree char *first = NULL;
  g_autofree char *span = NULL;
  gint64 duration;

  if (file->problem != NULL)
    return g_strdup (file->problem);
  if (file->n_packets == 0)
    return g_strdup (_("No packets"));

  first = pv_date_text_format_exact (file->first_time_ns, file->last_time_ns, clock);
  if (__builtin_sub_overflow (file->last_time_ns, file->first_time_ns, &duration))
    duration = G_MAXINT64;
  span = pv_unit_format_duration (duration);
  if (file->truncated_reason != NULL)
    /* Translators: from when on, for how long, how many packets, and why there are no more */
    return g_strdup_printf (_("%s\n%s · %s\n%s"), first, span, packets, file->truncated_reason);

  /* Translators: from when on, for how long, and how many packets */
  return g_strdup_printf (_("%s\n%s · %s"), first, span, packets);
}

static gboolean
has_problem (const PvInputFile *file)
{
  return file->problem != NULL || file->truncated_reason != NULL;
}

/* What is wrong with any comes first, so that it is among those that are told of. */
static void
add_files (PvFigures *details,
           PvCapture *capture)
{
  guint n = pv_capture_get_n_files (capture);
  guint n_told = 0;

  if (n == 1 || !pv_capture_get_settled (capture))
    return;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < n && n_told < MAX_FILES; i++)
      {
        const PvInputFile *file = pv_capture_get_nth_file (capture, i);
        g_autofree char *label = NULL;

        if (has_problem (file) != (pass == 0))
          continue;
        label = shorten_label (file);
        pv_figures_take_row (details, label, describe_file (file));
        n_told++;
      }

  if (n > n_told)
    {
      g_autofree char *more = pv_unit_format (PV_UNIT_COUNT, n - n_told);

      /* Translators: %s is a number of files that are not in the list */
      pv_figures_take_row (details, "", g_strdup_printf (ngettext ("and %s more", "and %s more", n - n_told), more));
    }
}

/* Why packets cannot be filtered and saved, where that is so. */
static void
add_not_kept (PvFigures *details,
              PvCapture *capture)
{
  for (guint i = 0; i < pv_capture_get_n_files (capture); i++)
    {
      const PvSpool *spool = pv_capture_get_nth_file (capture, i)->spool;
      g_autoptr (GError) error = NULL;

      if (spool != NULL && !pv_spool_check (spool, &error))
        /* Translators: why packets cannot be filtered and saved */
        take_warning (details, g_strdup_printf (_("Cannot be filtered and saved: %s"), error->message));
    }
}

static void
add_warnings (PvFigures *details,
              PvCapture *capture)
{
  g_autoptr (GPtrArray) skipped = NULL;
  const PvWarning *warnings;
  guint n;

  if (pv_capture_get_truncated (capture))
    {
      const char *reason = pv_capture_get_truncated_reason (capture);

      /* Translators: %s is why, as in “the file ends in the middle of a packet” */
      take_warning (details, reason != NULL ? g_strdup_printf (_("Cut short: %s"), reason)
                                            : g_strdup (_("Cut short")));
    }

  skipped = pv_capture_text_list_skipped (capture, MAX_REASONS);
  for (guint i = 0; i < skipped->len; i++)
    take_warning (details, g_strdup (g_ptr_array_index (skipped, i)));

  warnings = pv_capture_get_warnings (capture, &n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *packets = pv_unit_format_long (PV_UNIT_PACKETS, warnings[i].packets);

      take_warning (details, g_strdup_printf (_("%s: %s"), packets, warnings[i].reason));
    }

  if (pv_capture_get_claimed_bytes (capture) > 0)
    {
      g_autofree char *claimed = pv_unit_format_long (PV_UNIT_BYTES, pv_capture_get_claimed_bytes (capture));

      /* Translators: %s is a number of bytes that packets cannot have had, but claim */
      take_warning (details, g_strdup_printf (_("Without %s that such lengths claim"), claimed));
    }
}

GtkWidget *
pv_capture_details_new (PvCapture *capture)
{
  PvFigures details;
  GtkWidget *button;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);

  pv_figures_init (&details);
  gtk_widget_add_css_class (GTK_WIDGET (details.grid), "capture-details");

  add_figures (&details, capture);
  add_kept (&details, capture);
  add_files (&details, capture);
  add_not_kept (&details, capture);
  add_warnings (&details, capture);

  button = pv_figures_make_copy_button (_("_Copy"), details.text->str);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  pv_figures_add_widget (&details, button);
  pv_figures_clear (&details);

  return GTK_WIDGET (details.grid);
}
