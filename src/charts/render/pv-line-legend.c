/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-legend.c: the names of a line chart's lines in a picture, each after a dot of its colour. */
#include "config.h"

#include "pv-line-legend.h"

#include <glib/gi18n-lib.h>

#include "pv-chart-palette.h"
#include "pv-unit.h"

#define DOT "●"
#define NO_BREAK_SPACE "\302\240"
/* Between two lines' names, where a row may end. */
#define GAP NO_BREAK_SPACE NO_BREAK_SPACE NO_BREAK_SPACE " "

const char *
pv_line_legend_get_total_name (void)
{
  /* Translators: in a legend: the line of all packets */
  return C_ ("legend", "All");
}

char *
pv_line_legend_format_others (guint n)
{
  g_autofree char *number = pv_unit_format (PV_UNIT_COUNT, n);

  /* Translators: in a legend, after the lines that have a colour of their own: how many have none */
  return g_strdup_printf (C_ ("legend", "+%s more"), number);
}

static void
append_entry (GString       *text,
              PangoAttrList *attributes,
              const PvColor *color,
              const char    *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autofree char *unbroken = g_strjoinv (NO_BREAK_SPACE, words);
  PangoAttribute *attribute = pango_attr_foreground_new ((guint16) (color->red * G_MAXUINT16),
                                                         (guint16) (color->green * G_MAXUINT16),
                                                         (guint16) (color->blue * G_MAXUINT16));

  if (text->len > 0)
    g_string_append (text, GAP);
  attribute->start_index = (guint) text->len;
  g_string_append (text, DOT);
  attribute->end_index = (guint) text->len;
  pango_attr_list_insert (attributes, attribute);

  g_string_append (text, NO_BREAK_SPACE);
  g_string_append (text, unbroken);
}

PangoLayout *
pv_line_legend_create (PangoContext       *context,
                       const PvChartStyle *style,
                       PvLineData         *data,
                       double              width)
{
  g_autoptr (GString) text = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;
  PangoLayout *layout;
  PvColor color;
  PvLinePart part;
  const char *others = NULL;
  guint n_others = 0;

  g_return_val_if_fail (PANGO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (style != NULL, NULL);

  if (data == NULL || !pv_line_data_get_part (data, 0, &part))
    return NULL;

  text = g_string_new (NULL);
  attributes = pango_attr_list_new ();
  append_entry (text, attributes, &style->accent, pv_line_legend_get_total_name ());
  for (guint i = 0; pv_line_data_get_part (data, i, &part); i++)
    {
      /* who puts them together names them */
      if (part.mark == PV_CHART_OTHERS && n_others++ > 0)
        continue;
      if (part.mark == PV_CHART_OTHERS)
        {
          others = part.name;
          continue;
        }
      pv_chart_palette_get (style, part.mark, &color);
      append_entry (text, attributes, &color, part.name);
    }
  if (n_others > 0)
    {
      g_autofree char *name = n_others > 1 ? pv_line_legend_format_others (n_others) : g_strdup (others);

      pv_chart_palette_get (style, PV_CHART_OTHERS, &color);
      append_entry (text, attributes, &color, name);
    }

  layout = pango_layout_new (context);
  pango_layout_set_font_description (layout, style->font);
  pango_layout_set_text (layout, text->str, (int) text->len);
  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);

  return layout;
}
