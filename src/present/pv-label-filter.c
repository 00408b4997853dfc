/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-filter.c: a label in libpcap's filter language. */
#include "config.h"

#include <gio/gio.h>

#include "pv-label-filter.h"
#include "pv-port.h"

/* Labels that come from names in the file must not become words of the language. */
static char *
format_address (const char *label,
                const char *direction)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (label);
  const char *protocol;

  if (address == NULL)
    return NULL;

  protocol = g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? "ip6" : "ip";

  return g_strdup_printf ("%s %shost %s", protocol, direction, label);
}

/* "10.0.0.1 ↔ 10.0.0.2" */
static char *
format_conversation (const char *label)
{
  g_auto (GStrv) sides = g_strsplit (label, " ↔ ", 2);
  g_autofree char *first = g_strv_length (sides) == 2 ? format_address (sides[0], "") : NULL;
  g_autofree char *second = first != NULL ? format_address (sides[1], "") : NULL;

  return second != NULL ? g_strdup_printf ("%s and %s", first, second) : NULL;
}

/* "443/tcp https"; libpcap's language knows ports of three transport protocols. */
static char *
format_port (const char *label,
             const char *direction)
{
  guint32 port;
  const char *transport;

  if (!pv_port_parse (label, &port))
    return NULL;

  transport = pv_port_get_transport (port);
  if (!g_strv_contains ((const char *const[]){ "tcp", "udp", "sctp", NULL }, transport))
    return NULL;

  return g_strdup_printf ("%s %sport %u", transport, direction, pv_port_get_port (port));
}

static char *
format_label (PvDimension  dimension,
              const char  *label)
{
  switch ((int) dimension)
    {
    case PV_DIMENSION_SOURCE:
      return format_address (label, "src ");

    case PV_DIMENSION_DESTINATION:
      return format_address (label, "dst ");

    case PV_DIMENSION_ADDRESS:
      return format_address (label, "");

    case PV_DIMENSION_CONVERSATION:
      return format_conversation (label);

    case PV_DIMENSION_PORT:
    case PV_DIMENSION_SERVICE:
      return format_port (label, "");

    case PV_DIMENSION_SOURCE_PORT:
      return format_port (label, "src ");

    case PV_DIMENSION_DESTINATION_PORT:
      return format_port (label, "dst ");

    default:
      return NULL;
    }
}

char *
pv_label_filter_add (const char  *filter,
                     PvDimension  dimension,
                     const char  *label)
{
  g_autofree char *own = NULL;

  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);
  g_return_val_if_fail (label != NULL, NULL);

  own = format_label (dimension, label);
  if (own == NULL || filter == NULL || *filter == '\0')
    return g_steal_pointer (&own);

  return g_strdup_printf ("(%s) and %s", filter, own);
}
