/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-message.h: what matches DNS answers with their queries (RFC 1035, section 4.1). */
#pragma once

#include "pv-dns-name.h"

G_BEGIN_DECLS

/* Response codes in a message's header have 4 bits. */
#define PV_N_DNS_OUTCOMES 16

/* In place of a response code, where nobody answered. */
#define PV_DNS_UNANSWERED PV_N_DNS_OUTCOMES

/**
 * PvDnsMessage:
 * @id: number that an answer has of its query
 * @is_answer: whether it is an answer
 * @outcome: its response code, as in the header
 * @type: what the first question asks for; 0 where there is no question
 * @name_length: bytes of @name; 0 where there is no question
 * @name: the first question's name, as from pv_dns_read_name()
 */
typedef struct
{
  guint16 id;
  gboolean is_answer;
  guint8 outcome;
  guint16 type;
  gsize name_length;
  char name[PV_DNS_NAME_MAX];
} PvDnsMessage;

/**
 * pv_dns_message_read:
 * @message: a DNS message from its header on, possibly cut by the snapshot length
 * @length: captured bytes of it
 * @self: (out caller-allocates): what it says
 *
 * Reads the header and the first question of a message with opcode 0: a query with at least one whole
 * question, or an answer. Answers may come without a question.
 *
 * Returns: whether it is such a message
 */
gboolean    pv_dns_message_read     (const guint8 *message,
                                     gsize         length,
                                     PvDnsMessage *self);

/**
 * PvOutcomeClass:
 * @PV_OUTCOME_ANSWERED: NOERROR
 * @PV_OUTCOME_NXDOMAIN: there is no such name
 * @PV_OUTCOME_ERROR: any other response code
 * @PV_OUTCOME_UNANSWERED: nobody answered
 *
 * What outcomes come to.
 */
typedef enum
{
  PV_OUTCOME_ANSWERED,
  PV_OUTCOME_NXDOMAIN,
  PV_OUTCOME_ERROR,
  PV_OUTCOME_UNANSWERED,
  PV_N_OUTCOME_CLASSES,
} PvOutcomeClass;

/* @outcome: below %PV_N_DNS_OUTCOMES, or %PV_DNS_UNANSWERED */
PvOutcomeClass pv_dns_outcome_get_class (guint8 outcome);

/* What reports call it: "answered", "nxdomain", "errors", "unanswered". ASCII, never translated, never changed. */
const char *pv_outcome_class_get_key (PvOutcomeClass class);

/* What a response code is called ("NXDOMAIN"), by IANA's registry; "RCODE12" where that has no name.
 * @outcome: below %PV_N_DNS_OUTCOMES, or %PV_DNS_UNANSWERED: "unanswered" */
const char *pv_dns_outcome_get_name (guint8        outcome);

/* What a type of records is called ("AAAA"), by IANA's registry; NULL where PcapViz knows none. */
const char *pv_dns_type_get_name    (guint16       type);

G_END_DECLS
