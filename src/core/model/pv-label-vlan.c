/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-vlan.c: VLANs as labels. */
#include "pv-label-class-private.h"

static guint32
get_n_vlans (PvCapture *capture)
{
  return PV_N_VLANS;
}

static char *
dup_vlan (PvCapture *capture,
          guint32    id)
{
  return g_strdup_printf ("%u", id);
}

static gboolean
match_vlan (PvCapture  *capture,
            guint32     id,
            const char *search,
            gsize       search_length)
{
  return pv_label_text_match (dup_vlan (capture, id), search);
}

static guint32
find_vlan (PvCapture  *capture,
           const char *text)
{
  guint64 vlan;

  return g_ascii_string_to_unsigned (text, 10, 0, PV_N_VLANS - 1, &vlan, NULL) ? (guint32) vlan : PV_NO_ID;
}

const PvLabelFuncs pv_label_vlan = {
  .get_n = get_n_vlans,
  .dup_text = dup_vlan,
  .compare = pv_label_numbers_compare,
  .get_prefix = pv_label_number_get_prefix,
  .match = match_vlan,
  .find = find_vlan,
  .append_key = pv_label_number_append,
};
