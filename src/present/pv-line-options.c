/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-line-options.c: how traffic over time is shown. */
#include "config.h"

#include "pv-line-options.h"

#include <glib/gi18n.h>

void
pv_line_options_read (PvLineOptions *options,
                      GSettings     *settings)
{
  g_return_if_fail (options != NULL);
  g_return_if_fail (G_IS_SETTINGS (settings));

  options->quantity = g_settings_get_enum (settings, "line-quantity");
  options->on_wire = g_settings_get_boolean (settings, "line-on-wire");
  options->scale = g_settings_get_boolean (settings, "line-logarithmic") ? PV_SCALE_LOGARITHMIC
                                                                         : PV_SCALE_LINEAR;
  options->clock = g_settings_get_enum (settings, "line-clock");
  options->smoothing = (guint) g_settings_get_int (settings, "line-smoothing");
  options->has_mean = g_settings_get_boolean (settings, "line-mean");
  options->has_percentile = g_settings_get_boolean (settings, "line-percentile");
}

void
pv_line_options_add_actions (GActionMap *map,
                             GSettings  *settings)
{
  static const char *const keys[] = {
    "line-quantity", "line-on-wire", "line-logarithmic", "line-smoothing",
    "line-clock", "line-mean", "line-percentile",
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (settings, keys[i]);

      g_action_map_add_action (map, action);
    }
}

PvMeasure
pv_line_options_get_measure (const PvLineOptions *options)
{
  g_return_val_if_fail (options != NULL, PV_MEASURE_IP_BYTES);

  if (options->events != PV_UNIT_COUNT || options->quantity == PV_QUANTITY_PACKETS)
    return PV_MEASURE_PACKETS;

  return options->on_wire ? PV_MEASURE_WIRE_BYTES : PV_MEASURE_IP_BYTES;
}

PvUnit
pv_line_options_get_unit (const PvLineOptions *options)
{
  g_return_val_if_fail (options != NULL, PV_UNIT_BYTES);

  if (options->events != PV_UNIT_COUNT)
    return options->events;

  switch (options->quantity)
    {
    case PV_QUANTITY_PACKETS:
      return PV_UNIT_PACKETS;

    case PV_QUANTITY_BITS_PER_SECOND:
      return PV_UNIT_BITS_PER_SECOND;

    case PV_QUANTITY_BYTES:
    default:
      return PV_UNIT_BYTES;
    }
}

double
pv_line_options_get_factor (const PvLineOptions *options,
                            gint64               bin_ns)
{
  g_return_val_if_fail (options != NULL && bin_ns > 0, 1);

  return pv_line_options_get_unit (options) == PV_UNIT_BITS_PER_SECOND ? 8. * PV_NS_PER_SECOND / (double) bin_ns : 1;
}

PvBinning
pv_line_options_get_binning (const PvLineOptions *options,
                             gint64               bin_ns)
{
  g_return_val_if_fail (options != NULL, pv_binning (bin_ns, PV_ZONE_LOCAL));

  return pv_binning (bin_ns, options->clock == PV_CLOCK_UTC ? PV_ZONE_UTC : PV_ZONE_LOCAL);
}

const char *
pv_line_options_get_title (const PvLineOptions *options)
{
  g_return_val_if_fail (options != NULL, NULL);

  switch ((int) pv_line_options_get_unit (options))
    {
    case PV_UNIT_LOOKUPS:
      return _("Lookups over Time");

    case PV_UNIT_REQUESTS:
      return _("Requests over Time");

    case PV_UNIT_ANSWERS:
      return _("Answers over Time");

    case PV_UNIT_PACKETS:
      return _("Packets over Time");

    case PV_UNIT_BITS_PER_SECOND:
      return _("Bits per Second over Time");

    default:
      return options->on_wire ? _("Bytes on the Wire over Time") : _("Bytes over Time");
    }
}

const char *
pv_line_options_get_short_title (const PvLineOptions *options)
{
  g_return_val_if_fail (options != NULL, NULL);

  switch ((int) pv_line_options_get_unit (options))
    {
    case PV_UNIT_LOOKUPS:
      return _("Lookups");

    case PV_UNIT_REQUESTS:
      return _("Requests");

    case PV_UNIT_ANSWERS:
      return _("Answers");

    case PV_UNIT_PACKETS:
      return _("Packets");

    case PV_UNIT_BITS_PER_SECOND:
      /* Translators: short for bits per second */
      return C_("line chart", "Bits/s");

    default:
      return _("Bytes");
    }
}

guint
pv_line_options_get_references (const PvLineOptions      *options,
                                const PvSeriesStatistics *statistics,
                                gint64                    bin_ns,
                                PvLineReference           references[PV_LINE_MAX_REFERENCES])
{
  double factor;
  guint n = 0;

  g_return_val_if_fail (options != NULL && statistics != NULL && references != NULL, 0);

  factor = pv_line_options_get_factor (options, bin_ns);
  if (options->has_percentile)
    references[n++] = (PvLineReference){ _("95th percentile"), (double) statistics->percentile_95 * factor };
  if (options->has_mean)
    references[n++] = (PvLineReference){ _("Mean"), statistics->mean * factor };

  return n;
}
