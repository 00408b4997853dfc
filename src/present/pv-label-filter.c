/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-filter.c: a label in libpcap's filter language. */
#include "config.h"

#include <gio/gio.h>

#include "pv-label-filter.h"

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
