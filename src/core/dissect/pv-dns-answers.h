/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-answers.h: what a DNS answer says that addresses are called. */
#pragma once

#include "pv-dns-name.h"

G_BEGIN_DECLS

/* As many addresses of one message are told; who balances load by DNS has far fewer. */
#define PV_DNS_ANSWERS_MAX 64

/**
 * PvDnsAddress:
 * @bytes: an address, @size bytes, in the message or in the #PvDnsAnswers
 * @size: 4 for IPv4, 16 for IPv6
 * @is_reverse: whether the name is what a reverse lookup gave, rather than what was asked for
 * @name: where in the message the name is that it is called by, for pv_dns_read_name()
 */
typedef struct
{
  const guint8 *bytes;
  guint8 size;
  gboolean is_reverse;
  gsize name;
} PvDnsAddress;

/* More aliases than any resolver follows. */
#define PV_DNS_ALIASES_MAX 16

/**
 * PvDnsAnswers:
 *
 * Goes through the records of one answer. On the stack; borrows the message. All of it is private.
 */
typedef struct
{
  const guint8 *message;
  gsize length;
  gboolean is_multicast;
  gsize offset; /* of the next record */
  guint n_left; /* records */
  guint n_told;
  gsize last_owner; /* whose hash is known: where its first label is, and that hash */
  guint64 last_hash;
  guint64 asked[1 + PV_DNS_ALIASES_MAX]; /* hashes of the question's name and of what it is an alias of */
  guint n_asked;
  gsize name_bytes; /* of names that may still be told */
  guint8 reverse[16];
} PvDnsAnswers;

/**
 * pv_dns_answers_init:
 * @self: (out caller-allocates): answers
 * @message: a DNS message from its header on, possibly cut by the snapshot length
 * @length: captured bytes of it
 * @is_multicast: whether it is one of multicast DNS
 *
 * Begins with a message with QR = 1 and opcode 0:
 *
 * - A and AAAA records (RFC 1035, section 3.4.1; RFC 3596, section 2.1) of the answer section are called what the
 *   first question asks for, where their owner is that name or one that CNAME records (RFC 1035, section 3.3.1) of
 *   the section lead to from there, in whatever order they are
 * - PTR records likewise call the address that the question's name is of, below in-addr.arpa or ip6.arpa (RFC 1035,
 *   section 3.5; RFC 3596, section 2.5), what they say
 * - in multicast DNS (RFC 6762), which has no questions in answers, A and AAAA records of all sections are called
 *   what their owner is, and PTR records call the address of their owner what they say
 *
 * Reading ends at the first record that is cut or damaged; what came before it counts. Names of owners and of PTR
 * records that are longer together than the message are not told: a pointer names much in two bytes.
 *
 * Returns: whether the message is an answer that may name addresses
 */
gboolean pv_dns_answers_init (PvDnsAnswers *self,
                              const guint8 *message,
                              gsize         length,
                              gboolean      is_multicast);
/* The next address and its name. FALSE where there is no more. */
gboolean pv_dns_answers_next (PvDnsAnswers *self,
                              PvDnsAddress *address);

G_END_DECLS
