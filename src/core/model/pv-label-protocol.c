/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-protocol.c: protocols as labels. */
#include "pv-label-class-private.h"

#include "pv-protocol.h"

static guint32
get_n_protocols (PvCapture *capture)
{
  return PV_N_PROTOCOLS;
}

static char *
dup_protocol (PvCapture *capture,
              guint32    id)
{
  return pv_protocol_dup_name ((guint16) id);
}

static gboolean
match_protocol (PvCapture  *capture,
                guint32     id,
                const char *search,
                gsize       search_length)
{
  return pv_label_text_match (pv_protocol_dup_name ((guint16) id), search);
}

static guint32
find_protocol (PvCapture  *capture,
               const char *text)
{
  for (guint32 id = 0; id < PV_N_PROTOCOLS; id++)
    {
      const char *name = pv_protocol_get_name ((guint16) id);

      if (name != NULL && g_ascii_strcasecmp (name, text) == 0)
        return id;
    }

  /* numbers that have no name */
  for (guint32 id = 0; id < PV_N_PROTOCOLS; id++)
    {
      g_autofree char *name = pv_protocol_dup_name ((guint16) id);

      if (g_ascii_strcasecmp (name, text) == 0)
        return id;
    }

  return PV_NO_ID;
}

const PvLabelFuncs pv_label_protocol = {
  .get_n = get_n_protocols,
  .dup_text = dup_protocol,
  .compare = pv_label_numbers_compare,
  .get_prefix = pv_label_number_get_prefix,
  .match = match_protocol,
  .find = find_protocol,
  .append_key = pv_label_number_append,
};
