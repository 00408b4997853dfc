/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-matcher.h: which query a DNS answer is to. */
#pragma once

#include "pv-state.h"
#include "pv-types.h"

G_BEGIN_DECLS

/**
 * PvDnsMatcher:
 *
 * Queries of one capture that wait for their answers, in file order. Takes 32 bytes a query, and 12 for each
 * that differs from those before it.
 */
typedef struct _PvDnsMatcher PvDnsMatcher;

/**
 * PvDnsQuery:
 * @packet: the packet that carries it
 * @name: id of its name
 * @time_ns: when
 */
typedef struct
{
  guint32 packet;
  guint32 name;
  gint64 time_ns;
} PvDnsQuery;

PvDnsMatcher *pv_dns_matcher_new        (void);
void          pv_dns_matcher_free       (PvDnsMatcher     *self);

/* Notes a query. @key: a seeded hash of all that its answer has in common with it. FALSE where memory is out. */
gboolean      pv_dns_matcher_add_query  (PvDnsMatcher     *self,
                                         guint64           key,
                                         const PvDnsQuery *query);
/* An answer that comes later than this after a query is none to it: nobody waits for so long. Stub resolvers ask anew
 * after 5 s and give up after some more of these (resolv.conf), recursive ones give up after 10 s to 30 s (BIND's
 * resolver-query-timeout). What comes later is an answer to another, whose port and id are the same by chance. */
#define PV_DNS_ANSWER_MAX_NS (30 * PV_NS_PER_SECOND)

/* The oldest query with @key that was not answered yet, which is now, and to which an answer at @time_ns may be; NULL
 * where there is none. Valid until the next query. */
const PvDnsQuery *pv_dns_matcher_answer (PvDnsMatcher     *self,
                                         guint64           key,
                                         gint64            time_ns);
/* The next query from *@place on, 0 at first, that was not answered; NULL where there is no more. */
const PvDnsQuery *pv_dns_matcher_next_unanswered
                                        (PvDnsMatcher     *self,
                                         gsize            *place);

/* Appends what is not answered yet to @state: all that later answers, and who asks for unanswered ones, need. */
void          pv_dns_matcher_save       (PvDnsMatcher     *self,
                                         PvStateWriter    *state);
/* The same again, with packets below @n_packets and names below @n_names. (transfer full) (nullable): NULL where @state is
 * not that, or memory is out */
PvDnsMatcher *pv_dns_matcher_restore    (PvStateReader    *state,
                                         guint64           n_packets,
                                         guint32           n_names);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvDnsMatcher, pv_dns_matcher_free)

G_END_DECLS
