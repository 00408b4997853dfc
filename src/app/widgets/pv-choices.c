/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-choices.c: the choices that windows and preferences offer alike. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "pv-bin-size.h"
#include "pv-choices.h"
#include "pv-dimension.h"

static const guint top_ns[] = { 10, 25, 50, 100 };

void
pv_choices_add_color_schemes (PvValueDropDown *drop_down)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  pv_value_drop_down_add (drop_down, ADW_COLOR_SCHEME_DEFAULT, _("Follow System"));
  pv_value_drop_down_add (drop_down, ADW_COLOR_SCHEME_FORCE_LIGHT, _("Light"));
  pv_value_drop_down_add (drop_down, ADW_COLOR_SCHEME_FORCE_DARK, _("Dark"));
}

void
pv_choices_add_directions (PvValueDropDown *drop_down)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  pv_value_drop_down_add (drop_down, PV_DIMENSION_SOURCE, _("Sources"));
  pv_value_drop_down_add (drop_down, PV_DIMENSION_DESTINATION, _("Destinations"));
  /* Translators: both sources and destinations */
  pv_value_drop_down_add (drop_down, PV_DIMENSION_ADDRESS, _("Both"));
}

void
pv_choices_add_metrics (PvValueDropDown *drop_down)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  pv_value_drop_down_add (drop_down, PV_METRIC_PACKETS, _("Packets"));
  pv_value_drop_down_add (drop_down, PV_METRIC_BYTES, _("Bytes"));
}

void
pv_choices_add_top_ns (PvValueDropDown *drop_down)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  for (guint i = 0; i < G_N_ELEMENTS (top_ns); i++)
    {
      /* Translators: the choice to show this many bars, those with the largest numbers */
      g_autofree char *text = g_strdup_printf (_("Top %u"), top_ns[i]);

      pv_value_drop_down_add (drop_down, top_ns[i], text);
    }
  /* Translators: the choice to show every bar */
  pv_value_drop_down_add (drop_down, 0, C_("bars", "All"));
}

void
pv_choices_shorten_top_n (PvValueDropDown *drop_down,
                          gboolean         is_short)
{
  g_autofree char *text = NULL;
  gint64 n;

  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  n = pv_value_drop_down_get_value (drop_down);
  if (is_short && n != 0)
    text = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  pv_value_drop_down_set_text (drop_down, text);
}

void
pv_choices_add_bin_sizes (PvValueDropDown *drop_down)
{
  const gint64 *sizes;
  guint n;

  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  /* Translators: the choice of a bin size that suits what is visible */
  pv_value_drop_down_add (drop_down, 0, _("Automatic"));
  sizes = pv_bin_size_list (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = pv_bin_size_to_string (sizes[i]);

      pv_value_drop_down_add (drop_down, sizes[i], text);
    }
}
