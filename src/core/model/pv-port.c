/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-port.c: a transport protocol and a port, as one number. */
#include "pv-port.h"

#include <netinet/in.h>
#include <string.h>

#include "pv-service-name.h"

static const struct
{
  guint8 protocol;
  const char *name;
} transports[] = {
  { IPPROTO_TCP, "tcp" },
  { IPPROTO_UDP, "udp" },
  { IPPROTO_SCTP, "sctp" },
  { IPPROTO_DCCP, "dccp" },
  { IPPROTO_UDPLITE, "udplite" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (transports) << 16 == PV_N_PORTS);

guint32
pv_port_pack (guint16 protocol,
              guint16 port)
{
  guint32 i = 0;

  while (transports[i].protocol != protocol)
    {
      i++;
      g_assert (i < G_N_ELEMENTS (transports));
    }

  return i << 16 | port;
}

guint8
pv_port_get_protocol (guint32 packed)
{
  g_return_val_if_fail (packed < PV_N_PORTS, 0);

  return transports[packed >> 16].protocol;
}

guint16
pv_port_get_port (guint32 packed)
{
  return packed & 0xffff;
}

const char *
pv_port_get_transport (guint32 packed)
{
  g_return_val_if_fail (packed < PV_N_PORTS, NULL);

  return transports[packed >> 16].name;
}

const char *
pv_port_get_service (guint32 packed)
{
  return pv_service_name_get (pv_port_get_protocol (packed), pv_port_get_port (packed));
}

char *
pv_port_dup_text (guint32 packed)
{
  const char *service = pv_port_get_service (packed);

  return g_strdup_printf ("%u/%s%s%s", pv_port_get_port (packed), pv_port_get_transport (packed),
                          service != NULL ? " " : "", service != NULL ? service : "");
}

gboolean
pv_port_parse (const char *text,
               guint32    *packed)
{
  const char *slash = strchr (text, '/');
  g_autofree char *number = slash != NULL ? g_strndup (text, slash - text) : NULL;
  guint64 port;
  gsize length;

  if (slash == NULL || !g_ascii_string_to_unsigned (number, 10, 0, G_MAXUINT16, &port, NULL))
    return FALSE;

  slash++;
  length = strcspn (slash, " ");
  for (guint32 i = 0; i < G_N_ELEMENTS (transports); i++)
    if (strlen (transports[i].name) == length && g_ascii_strncasecmp (transports[i].name, slash, length) == 0)
      {
        *packed = i << 16 | (guint32) port;
        return TRUE;
      }

  return FALSE;
}
