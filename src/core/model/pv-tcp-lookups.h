/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tcp-lookups.h: lookups over TCP: messages with a length prefix, in segments. */
#pragma once

#include "pv-dissect.h"

G_BEGIN_DECLS

/**
 * PvTcpLookups:
 *
 * Follows the connections to port 53 of one capture in file order. Buffers at most one unfinished
 * message a connection (64 KiB) and a bounded number of connections, the longest idle forgotten
 * first.
 */
typedef struct _PvTcpLookups PvTcpLookups;

/**
 * PvTcpLookupFunc:
 * @name: a lookup's name in presentation form, NUL-terminated
 * @length: its length in bytes
 * @user_data: as given to pv_tcp_lookups_add()
 */
typedef void (*PvTcpLookupFunc) (const char *name,
                                 gsize       length,
                                 gpointer    user_data);

PvTcpLookups *pv_tcp_lookups_new  (void);
void          pv_tcp_lookups_free (PvTcpLookups *self);

/* Calls @func for every lookup that @segment, which goes to port 53, completes. Segments must come in file order. */
void          pv_tcp_lookups_add  (PvTcpLookups       *self,
                                   const PvTcpSegment *segment,
                                   PvTcpLookupFunc     func,
                                   gpointer            user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvTcpLookups, pv_tcp_lookups_free)

G_END_DECLS
