/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-port.c: ports as labels. */
#include "pv-label-class-private.h"

#include "pv-port.h"

static guint32
get_n_ports (PvCapture *capture)
{
  return PV_N_PORTS;
}

static char *
dup_port (PvCapture *capture,
          guint32    id)
{
  return pv_port_dup_text (id);
}

static guint64
get_port_prefix (PvCapture *capture,
                 guint32    id)
{
  return (guint64) pv_port_get_port (id) << 8 | id >> 16;
}

static int
compare_ports (PvCapture *capture,
               guint32    a,
               guint32    b)
{
  guint64 x = get_port_prefix (capture, a);
  guint64 y = get_port_prefix (capture, b);

  return x < y ? -1 : x > y;
}

static gboolean
match_port (PvCapture  *capture,
            guint32     id,
            const char *search,
            gsize       search_length)
{
  return pv_label_text_match (pv_port_dup_text (id), search);
}

static guint32
find_port (PvCapture  *capture,
           const char *text)
{
  guint32 packed;

  return pv_port_parse (text, &packed) ? packed : PV_NO_ID;
}

const PvLabelFuncs pv_label_port = {
  .get_n = get_n_ports,
  .dup_text = dup_port,
  .compare = compare_ports,
  .get_prefix = get_port_prefix,
  .match = match_port,
  .find = find_port,
  .append_key = pv_label_number_append,
};
