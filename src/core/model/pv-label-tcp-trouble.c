/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-tcp-trouble.c: what goes wrong on TCP connections, as labels. */
#include "pv-label-class-private.h"

#include "pv-tcp-track.h"

static guint32
get_n_tcp_troubles (PvCapture *capture)
{
  return PV_N_TCP_TROUBLES;
}

static char *
dup_tcp_trouble (PvCapture *capture,
                 guint32    id)
{
  return g_strdup (pv_tcp_trouble_get_name (id));
}

static gboolean
match_tcp_trouble (PvCapture  *capture,
                   guint32     id,
                   const char *search,
                   gsize       search_length)
{
  return pv_label_text_match (dup_tcp_trouble (capture, id), search);
}

static guint32
find_tcp_trouble (PvCapture  *capture,
                  const char *text)
{
  for (guint32 id = 0; id < PV_N_TCP_TROUBLES; id++)
    if (g_ascii_strcasecmp (pv_tcp_trouble_get_name (id), text) == 0)
      return id;

  return PV_NO_ID;
}

const PvLabelFuncs pv_label_tcp_trouble = {
  .get_n = get_n_tcp_troubles,
  .dup_text = dup_tcp_trouble,
  .compare = pv_label_numbers_compare,
  .get_prefix = pv_label_number_get_prefix,
  .match = match_tcp_trouble,
  .find = find_tcp_trouble,
};
