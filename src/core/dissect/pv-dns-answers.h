/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-answers.h: what a DNS answer says that addresses are called. */
#pragma once

#include "pv-dns-name.h"

G_BEGIN_DECLS

/**
 * PvDnsAnswerFunc:
 * @address: an address
 * @address_size: 4 for IPv4, 16 for IPv6
 * @name: what it is called, in presentation form, NUL-terminated
 * @length: the length of @name in bytes
 * @user_data: as given to pv_dns_read_answers()
 */
typedef void (*PvDnsAnswerFunc) (const guint8 *address,
                                 gsize         address_size,
                                 const char   *name,
                                 gsize         length,
                                 gpointer      user_data);

/**
 * pv_dns_read_answers:
 * @message: a DNS message from its header on, possibly cut by the snapshot length
 * @length: captured bytes of it
 * @func: called for each name of each address; a name may come more than once
 * @user_data: for @func
 *
 * Reads the answer section of a message with QR = 1 and opcode 0:
 *
 * - A and AAAA records (RFC 1035, section 3.4.1; RFC 3596, section 2.1) name an address by their owner,
 *   and by whatever CNAME records (RFC 1035, section 3.3.1) of the same message lead to it
 * - PTR records name the address in their owner, or in what leads there (RFC 2317), below in-addr.arpa or
 *   ip6.arpa (RFC 1035, section 3.5; RFC 3596, section 2.5)
 *
 * Reading ends at the first record that is cut or damaged; what came before it counts. Aliases beyond the
 * first 16 of a message are ignored, and names beyond 2,048.
 *
 * Returns: whether the message is an answer
 */
gboolean pv_dns_read_answers (const guint8    *message,
                              gsize            length,
                              PvDnsAnswerFunc  func,
                              gpointer         user_data);

G_END_DECLS
