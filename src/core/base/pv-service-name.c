/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-service-name.c: what ports are called. */
#include "pv-service-name.h"

#include <netinet/in.h>
#include <stdlib.h>

typedef struct
{
  guint16 port;
  const char *name;
} ServiceName;

#include "pv-service-names-table.h"

typedef struct
{
  guint8 transport;
  gsize n;
  const ServiceName *names; /* in the order of ports */
  const guint64 *bits;      /* one for each port */
} Registry;

static const Registry registries[] = {
  { IPPROTO_TCP, G_N_ELEMENTS (tcp_names), tcp_names, tcp_bits },
  { IPPROTO_UDP, G_N_ELEMENTS (udp_names), udp_names, udp_bits },
  { IPPROTO_SCTP, G_N_ELEMENTS (sctp_names), sctp_names, sctp_bits },
  { IPPROTO_DCCP, G_N_ELEMENTS (dccp_names), dccp_names, dccp_bits },
};

static const Registry *
find_registry (guint8 transport)
{
  for (gsize i = 0; i < G_N_ELEMENTS (registries); i++)
    if (registries[i].transport == transport)
      return &registries[i];

  return NULL;
}

gboolean
pv_service_name_has (guint8  transport,
                     guint16 port)
{
  const Registry *registry = find_registry (transport);

  return registry != NULL && (registry->bits[port / 64] >> port % 64 & 1) != 0;
}

static int
compare_ports (const void *a,
               const void *b)
{
  return *(const guint16 *) a - ((const ServiceName *) b)->port;
}

const char *
pv_service_name_get (guint8  transport,
                     guint16 port)
{
  const Registry *registry = find_registry (transport);
  const ServiceName *found = NULL;

  if (registry != NULL)
    found = bsearch (&port, registry->names, registry->n, sizeof *registry->names, compare_ports);

  return found != NULL ? found->name : NULL;
}
