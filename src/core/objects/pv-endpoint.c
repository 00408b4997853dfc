/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-endpoint.c: an address and a port. */
#include "pv-endpoint.h"

#include <arpa/inet.h>
#include <string.h>

#include "pv-hash.h"

/* Tables of endpoints have the seed of the program: nobody who makes a capture knows it. */
const PvHashSeed *
pv_endpoint_get_seed (void)
{
  static gsize is_done;
  static PvHashSeed seed;

  if (g_once_init_enter (&is_done))
    {
      pv_hash_seed_init (&seed);
      g_once_init_leave (&is_done, 1);
    }

  return &seed;
}

void
pv_endpoint_init (PvEndpoint   *self,
                  const guint8 *address,
                  guint8        size,
                  guint16       port)
{
  memset (self, 0, sizeof *self);
  memcpy (self->address, address, size);
  self->size = size;
  self->port = port;
}

guint
pv_endpoint_hash (gconstpointer endpoint)
{
  return (guint) pv_hash (pv_endpoint_get_seed (), endpoint, sizeof (PvEndpoint));
}

gboolean
pv_endpoint_equal (gconstpointer a,
                   gconstpointer b)
{
  return memcmp (a, b, sizeof (PvEndpoint)) == 0;
}

void
pv_endpoint_append (const PvEndpoint *self,
                    guint16           usual_port,
                    GString          *url)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (self->size == 4 ? AF_INET : AF_INET6, self->address, text, sizeof text);
  g_string_append_printf (url, self->size == 4 ? "%s" : "[%s]", text);
  if (self->port != usual_port)
    g_string_append_printf (url, ":%u", self->port);
}
