/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-lookups.c: lookups over TCP: what a follower of streams finds on port 53. */
#include "pv-tcp-lookups.h"

#include "pv-dns.h"
#include "pv-stream-follower.h"

struct _PvTcpLookups
{
  PvStreamFollower *follower;
};

/* Who wants to know of lookups. */
typedef struct
{
  PvTcpLookupFunc func;
  gpointer user_data;
} Listener;

PvTcpLookups *
pv_tcp_lookups_new (void)
{
  PvTcpLookups *self = g_new0 (PvTcpLookups, 1);

  self->follower = pv_stream_follower_new ();

  return self;
}

void
pv_tcp_lookups_free (PvTcpLookups *self)
{
  g_return_if_fail (self != NULL);

  pv_stream_follower_free (self->follower);
  g_free (self);
}

static void
on_dns_message (const guint8 *message,
                gsize         length,
                gpointer      user_data)
{
  const Listener *listener = user_data;
  char name[PV_DNS_NAME_MAX];
  gsize name_length = pv_dns_read_lookup (message, length, name);

  if (name_length > 0)
    listener->func (name, name_length, listener->user_data);
}

void
pv_tcp_lookups_add (PvTcpLookups       *self,
                    const PvTcpSegment *segment,
                    PvTcpLookupFunc     func,
                    gpointer            user_data)
{
  static const PvStreamFuncs funcs = { .dns_message = on_dns_message };
  Listener listener = { func, user_data };

  g_return_if_fail (self != NULL);
  g_return_if_fail (func != NULL);

  pv_stream_follower_add (self->follower, segment, &funcs, &listener);
}
