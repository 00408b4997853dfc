/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-chart-words.c: what a map says: its tooltips, and what those hear who don't see it. */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "pv-bidi.h"
#include "pv-chart-palette.h"
#include "pv-map-chart-private.h"

/* What either side sends, and both together. */
static char *
describe_values (PvMapChart   *self,
                 const double  values[PV_MAP_N_ENDS])
{
  g_autofree char *clients = pv_unit_format_long (self->unit, values[PV_MAP_CLIENT]);
  g_autofree char *servers = pv_unit_format_long (self->unit, values[PV_MAP_SERVER]);

  /* Translators: on a map: what clients send, what servers send: "1.2 MB from clients, 3.4 MB from servers" */
  return g_strdup_printf (C_ ("map", "%s from clients, %s from servers"), clients, servers);
}

/* The label of what a ribbon ends at. */
static char *
dup_end (PvMapChart        *self,
         const PvMapRibbon *ribbon,
         guint              side)
{
  return pv_bidi_isolate (self->data->items[side][ribbon->ends[side]].label);
}

char *
_pv_map_chart_describe (PvMapChart *self,
                        PvMapSpot   spot)
{
  g_autofree char *values = NULL;
  guint mark;
  char *text;

  if (self->data == NULL || spot.kind == PV_MAP_SPOT_NONE)
    return NULL;

  if (spot.kind == PV_MAP_SPOT_ITEM)
    {
      const PvMapItem *item = &self->data->items[spot.side][spot.i];
      g_autofree char *label = pv_bidi_isolate (item->label);

      values = describe_values (self, item->values);
      mark = item->mark;
      text = g_strdup_printf (spot.side == PV_MAP_CLIENT
                                /* Translators: a client on a map in words: its name, what is sent */
                                ? C_ ("map", "Client %s: %s")
                                /* Translators: a server on a map in words: its name, what is sent */
                                : C_ ("map", "Server %s: %s"),
                              label, values);
    }
  else
    {
      const PvMapRibbon *ribbon = &self->data->ribbons[spot.i];
      g_autofree char *client = dup_end (self, ribbon, PV_MAP_CLIENT);
      g_autofree char *server = dup_end (self, ribbon, PV_MAP_SERVER);

      values = describe_values (self, ribbon->values);
      mark = ribbon->mark;
      /* Translators: a ribbon of a map in words: client, server, what is sent */
      text = g_strdup_printf (C_ ("map", "%s to %s: %s"), client, server, values);
    }

  if (mark != PV_CHART_UNMARKED)
    {
      g_autofree char *unmarked = text;

      /* Translators: something on a map in words, of what the user has picked */
      text = g_strdup_printf (C_ ("map", "%s, picked"), unmarked);
    }

  return text;
}

void
_pv_map_chart_update_accessible (PvMapChart *self)
{
  g_autofree char *text = _pv_map_chart_describe (self, self->current);

  if (text == NULL && self->data != NULL)
    {
      g_autofree char *clients =
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u client", "%u clients", self->data->n_items[PV_MAP_CLIENT]),
                         self->data->n_items[PV_MAP_CLIENT]);
      g_autofree char *servers =
        g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u server", "%u servers", self->data->n_items[PV_MAP_SERVER]),
                         self->data->n_items[PV_MAP_SERVER]);

      /* Translators: a map in words: "3 clients, 12 servers" */
      text = g_strdup_printf (C_ ("map", "%s, %s"), clients, servers);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->title != NULL ? self->title : "", GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : "", -1);
}

static char *
make_tooltip (PvMapChart *self,
              PvMapSpot   spot)
{
  GString *text = g_string_new (NULL);
  const double *values;
  const double *packets;

  if (spot.kind == PV_MAP_SPOT_ITEM)
    {
      const PvMapItem *item = &self->data->items[spot.side][spot.i];

      pv_bidi_append_line (text, item->label);
      pv_bidi_append_line (text, item->second);
      values = item->values;
      packets = item->packets;
    }
  else
    {
      const PvMapRibbon *ribbon = &self->data->ribbons[spot.i];
      g_autofree char *client = dup_end (self, ribbon, PV_MAP_CLIENT);
      g_autofree char *server = dup_end (self, ribbon, PV_MAP_SERVER);
      g_autofree char *ends = NULL;

      /* Translators: a ribbon of a map: client and server */
      ends = g_strdup_printf (C_ ("map", "%s → %s"), client, server);
      pv_bidi_append_line (text, ends);
      values = ribbon->values;
      packets = ribbon->packets;
    }

  for (guint from = 0; from < PV_MAP_N_ENDS; from++)
    {
      g_autofree char *number = pv_unit_format_long (self->unit, values[from]);
      g_autofree char *count = packets[from] > 0 ? pv_unit_format_long (PV_UNIT_PACKETS, packets[from]) : NULL;
      g_autofree char *sent =
        g_strdup_printf (from == PV_MAP_CLIENT ? C_ ("map", "From clients: %s") : C_ ("map", "From servers: %s"),
                         number);
      g_autofree char *line = g_strconcat (sent, count != NULL ? " · " : NULL, count, NULL);

      pv_bidi_append_line (text, line);
    }
  if (spot.kind == PV_MAP_SPOT_ITEM && self->data->items[spot.side][spot.i].is_group)
    pv_bidi_append_line (text, C_ ("map", "Double-click to show its hosts"));

  return g_string_free (text, FALSE);
}

gboolean
_pv_map_chart_query_tooltip (GtkWidget  *widget,
                             int         x,
                             int         y,
                             gboolean    is_keyboard,
                             GtkTooltip *tooltip)
{
  PvMapChart *self = PV_MAP_CHART (widget);
  PvMapSpot spot = is_keyboard ? self->current : pv_map_chart_find (self, x, y);
  g_autofree char *text = NULL;
  GdkRectangle area;

  if (self->data == NULL || spot.kind == PV_MAP_SPOT_NONE)
    return FALSE;

  text = make_tooltip (self, spot);
  gtk_tooltip_set_text (tooltip, text);
  if (spot.kind == PV_MAP_SPOT_ITEM || self->form == PV_MAP_MATRIX)
    pv_map_chart_get_area (self, spot, &area);
  else
    area = (GdkRectangle){ x, y, 1, 1 };
  gtk_tooltip_set_tip_area (tooltip, &area);

  return TRUE;
}
