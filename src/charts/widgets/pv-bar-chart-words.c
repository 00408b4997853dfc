/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-chart-words.c: what a bar chart says: its tooltips, and what those hear who don't see it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pv-bar-chart-private.h"
#include "pv-bidi.h"
#include "pv-chart-palette.h"

/* "192.168.1.1: 249 packets, 14 %, 2 of 89". */
static char *
describe_bar (PvBarChart *self,
              guint       position)
{
  g_autoptr (PvBar) bar = self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
  g_autofree char *label = NULL;
  g_autofree char *value = NULL;
  g_autofree char *share = NULL;
  g_autofree char *whole = NULL;

  if (bar == NULL)
    return NULL;

  label = pv_bidi_isolate (pv_bar_get_label (bar));
  value = pv_unit_format_long (self->unit, pv_bar_get_value (bar));
  share = pv_unit_format_share (pv_bar_get_value (bar), pv_bar_get_total (bar));

  if (pv_bar_get_whole (bar) > pv_bar_get_value (bar))
    {
      whole = pv_unit_format (self->unit, pv_bar_get_whole (bar));
      /* Translators: a bar in words: label, selected of all, share, rank:
       * "192.168.1.1: 121 packets of 249, 14 %, 2 of 89". */
      return g_strdup_printf (C_ ("bar", "%s: %s of %s, %s, %u of %u"), label, value, whole, share, position + 1,
                              _pv_bar_chart_get_n_rows (self));
    }

  /* Translators: a bar in words: label, number, share, rank: "192.168.1.1: 249 packets, 14 %, 2 of 89". */
  return g_strdup_printf (C_ ("bar", "%s: %s, %s, %u of %u"), label, value, share, position + 1,
                          _pv_bar_chart_get_n_rows (self));
}

/* For accessibility. */
static char *
describe_row (PvBarChart *self,
              guint       position)
{
  g_autoptr (PvBar) bar = self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
  g_autofree char *text = describe_bar (self, position);

  if (bar != NULL && self->is_compared && pv_bar_get_change (bar) != NULL)
    {
      g_autofree char *alone = g_steal_pointer (&text);

      /* Translators: a bar in words, and how it has changed: "192.168.1.1: 249 packets, 14 %, 2 of 89; +121" */
      text = g_strdup_printf (C_ ("bar", "%s; %s"), alone, pv_bar_get_change (bar));
    }
  if (bar != NULL && pv_bar_get_fills (bar) != NULL && pv_bar_get_tooltip (bar) != NULL)
    {
      g_autofree char *alone = g_steal_pointer (&text);

      /* Translators: a bar in words, and what its parts are: "example.com: 12 lookups, 14 %, 2 of 89; 11 answered" */
      text = g_strdup_printf (C_ ("bar", "%s; %s"), alone, pv_bar_get_tooltip (bar));
    }
  if (bar == NULL || pv_bar_get_mark (bar) == PV_CHART_UNMARKED)
    return g_steal_pointer (&text);

  /* Translators: a bar in words, of one that the user has picked */
  return g_strdup_printf (C_ ("bar", "%s, picked"), text);
}

void
_pv_bar_chart_update_accessible (PvBarChart *self)
{
  g_autofree char *text = NULL;

  if (self->current != GTK_INVALID_LIST_POSITION)
    text = describe_row (self, self->current);
  if (text == NULL)
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u bar", "%u bars", _pv_bar_chart_get_n_rows (self)),
                            _pv_bar_chart_get_n_rows (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title != NULL ? self->title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

gboolean
_pv_bar_chart_query_tooltip (GtkWidget  *widget,
                            int         x,
                            int         y,
                            gboolean    is_keyboard,
                            GtkTooltip *tooltip)
{
  PvBarChart *self = PV_BAR_CHART (widget);
  PvBarScene scene;
  guint position;
  GdkRectangle area;
  g_autoptr (PvBar) bar = NULL;
  g_autofree char *value = NULL;
  g_autofree char *share = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *numbers = NULL;
  GString *text;

  _pv_bar_chart_init_scene (self, &scene);
  position = is_keyboard ? self->current : pv_bar_scene_get_row_at (&scene, y);
  bar = self->model != NULL ? g_list_model_get_item (self->model, position) : NULL;
  if (bar == NULL || (pv_bar_get_tooltip (bar) == NULL && !pv_bar_scene_is_shortened (&scene, position)))
    return FALSE;

  value = pv_unit_format_long (self->unit, pv_bar_get_value (bar));
  share = pv_unit_format_share (pv_bar_get_value (bar), pv_bar_get_total (bar));
  whole = pv_unit_format (self->unit, pv_bar_get_whole (bar));
  if (pv_bar_get_whole (bar) > pv_bar_get_value (bar))
    /* Translators: in a bar's tooltip: selected of all, share: "121 packets of 249 · 14 %". */
    numbers = g_strdup_printf (C_ ("bar", "%s of %s · %s"), value, whole, share);
  else
    numbers = g_strdup_printf ("%s · %s", value, share);

  text = g_string_new (NULL);
  pv_bidi_append_line (text, pv_bar_get_label (bar));
  pv_bidi_append_line (text, pv_bar_get_second (bar));
  pv_bidi_append_line (text, numbers);
  if (pv_bar_get_tooltip (bar) != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (pv_bar_get_tooltip (bar), "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        pv_bidi_append_line (text, lines[i]);
    }

  gtk_tooltip_set_text (tooltip, text->str);
  g_string_free (text, TRUE);

  pv_bar_chart_get_area (self, position, &area);
  gtk_tooltip_set_tip_area (tooltip, &area);

  return TRUE;
}
