/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-packet-size.c: classes of packet sizes as labels. */
#include "pv-label-class-private.h"

#include "pv-packet-size.h"

static guint32
get_n_packet_sizes (PvCapture *capture)
{
  return PV_N_PACKET_SIZES;
}

static char *
dup_packet_size (PvCapture *capture,
                 guint32    id)
{
  guint32 first;
  guint32 last;

  pv_packet_size_get (id, &first, &last);

  return last == G_MAXUINT32 ? g_strdup_printf ("%u+", first) : g_strdup_printf ("%u-%u", first, last);
}

static gboolean
match_packet_size (PvCapture  *capture,
                   guint32     id,
                   const char *search,
                   gsize       search_length)
{
  return pv_label_text_match (dup_packet_size (capture, id), search);
}

static guint32
find_packet_size (PvCapture  *capture,
                  const char *text)
{
  for (guint32 id = 0; id < PV_N_PACKET_SIZES; id++)
    {
      g_autofree char *label = dup_packet_size (capture, id);

      if (g_str_equal (label, text))
        return id;
    }

  return PV_NO_ID;
}

const PvLabelFuncs pv_label_packet_size = {
  .get_n = get_n_packet_sizes,
  .dup_text = dup_packet_size,
  .compare = pv_label_numbers_compare,
  .get_prefix = pv_label_number_get_prefix,
  .match = match_packet_size,
  .find = find_packet_size,
  .append_key = pv_label_number_append,
};
