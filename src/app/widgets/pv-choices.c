/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-choices.c: the choices that windows and preferences offer alike. */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "pv-bar-renderer.h"
#include "pv-bin-size.h"
#include "pv-changes.h"
#include "pv-choices.h"
#include "pv-dimension-text.h"
#include "pv-line-options.h"
#include "pv-unit.h"

/* In gigabytes. */
static const gint64 pipe_limits[] = { 1, 4, 16, 64, 256 };
static const gint64 index_limits[] = { 1, 3, 10, 30, 100 };

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
pv_choices_add_dimensions (PvValueDropDown *drop_down,
                           PvTab            tab)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    if (pv_dimension_get_tab (dimension) == tab)
      pv_value_drop_down_add (drop_down, dimension, pv_dimension_get_toggle_title (dimension));
}

void
pv_choices_add_quantities (PvValueDropDown *drop_down)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  pv_value_drop_down_add (drop_down, PV_QUANTITY_BYTES, _("Bytes"));
  pv_value_drop_down_add (drop_down, PV_QUANTITY_PACKETS, _("Packets"));
  pv_value_drop_down_add (drop_down, PV_QUANTITY_BITS_PER_SECOND, _("Bits per Second"));
}

void
pv_choices_add_scales (PvValueDropDown *drop_down)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  /* Translators: of bars: the longest is the largest of what is selected, or of the whole capture */
  pv_value_drop_down_add (drop_down, PV_BAR_SCALE_SELECTION, _("Scale: Selection"));
  pv_value_drop_down_add (drop_down, PV_BAR_SCALE_CAPTURE, _("Scale: Whole Capture"));
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

void
pv_choices_tell_bin_size (PvValueDropDown *drop_down,
                          gint64           automatic_ns,
                          gboolean         narrow)
{
  gint64 chosen_ns = pv_value_drop_down_get_value (drop_down);
  gint64 bin_ns = chosen_ns != 0 ? chosen_ns : automatic_ns;
  g_autofree char *size = NULL;
  g_autofree char *text = NULL;

  if (bin_ns == 0)
    {
      pv_value_drop_down_set_text (drop_down, _("Bin: Automatic"));
      return;
    }

  size = pv_bin_size_to_string (bin_ns);
  if (narrow)
    {
      pv_value_drop_down_set_text (drop_down, size);
      return;
    }

  /* Translators: %s is a length of time, as in “Bin: 200 ms” */
  text = g_strdup_printf (_("Bin: %s"), size);
  pv_value_drop_down_set_text (drop_down, text);
}

void
pv_choices_add_pipe_limits (PvValueDropDown *drop_down)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  /* Translators: the choice to keep nothing of what comes through a pipe */
  pv_value_drop_down_add (drop_down, 0, _("Nothing"));
  for (guint i = 0; i < G_N_ELEMENTS (pipe_limits); i++)
    {
      gint64 limit = pipe_limits[i] * 1000000000;
      g_autofree char *size = pv_unit_format (PV_UNIT_BYTES, (double) limit);
      /* Translators: the choice to keep so much of what comes through a pipe, as in “Up to 4 GB” */
      g_autofree char *text = g_strdup_printf (_("Up to %s"), size);

      pv_value_drop_down_add (drop_down, limit, text);
    }
}

void
pv_choices_add_index_limits (PvValueDropDown *drop_down)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  for (guint i = 0; i < G_N_ELEMENTS (index_limits); i++)
    {
      gint64 limit = index_limits[i] * 1000000000;
      g_autofree char *size = pv_unit_format (PV_UNIT_BYTES, (double) limit);
      g_autofree char *text = g_strdup_printf (_("Up to %s"), size);

      pv_value_drop_down_add (drop_down, limit, text);
    }
}

void
pv_choices_add_change_orders (PvValueDropDown *drop_down)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  pv_value_drop_down_add (drop_down, PV_CHANGE_BY_CHANGE, _("By Change"));
  pv_value_drop_down_add (drop_down, PV_CHANGE_BY_RATIO, _("By Relative Change"));
  pv_value_drop_down_add (drop_down, PV_CHANGE_BY_SURPRISE, _("By Surprise"));
  /* Translators: an order of bars: by what is now, and below by what was before */
  pv_value_drop_down_add (drop_down, PV_CHANGE_BY_THIS, _("By Now"));
  pv_value_drop_down_add (drop_down, PV_CHANGE_BY_OTHER, _("By Before"));
}

void
pv_choices_add_change_states (PvValueDropDown *drop_down)
{
  g_return_if_fail (PV_IS_VALUE_DROP_DOWN (drop_down));

  pv_value_drop_down_add (drop_down, PV_CHANGE_ALL, _("New, Gone and Both"));
  /* Translators: bars of what is in both captures; above and below, of what is in one of them only */
  pv_value_drop_down_add (drop_down, PV_CHANGE_NEW, _("New"));
  pv_value_drop_down_add (drop_down, PV_CHANGE_GONE, _("Gone"));
  pv_value_drop_down_add (drop_down, PV_CHANGE_BOTH, _("In Both"));
}
