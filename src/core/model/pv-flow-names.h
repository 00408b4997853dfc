/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-names.h: the names that conversations are known by, and what says so. */
#pragma once

#include "pv-answers.h"
#include "pv-columns.h"
#include "pv-events.h"
#include "pv-flow-table.h"

G_BEGIN_DECLS

/**
 * PvEvidence:
 * @PV_EVIDENCE_TLS: the conversation's own TLS ClientHello
 * @PV_EVIDENCE_QUIC: its own QUIC Initials
 * @PV_EVIDENCE_HTTP: its own HTTP/1 request
 * @PV_EVIDENCE_DNS_CLIENT: the last answer before its first packet that gave its client the server's address
 * @PV_EVIDENCE_DNS_ANY: likewise, that gave it to anybody, or to all as multicast DNS does
 *
 * What says that a conversation is called so, in the order in which it is believed: the first three as
 * %PvNameSource.
 */
typedef enum
{
  PV_EVIDENCE_TLS,
  PV_EVIDENCE_QUIC,
  PV_EVIDENCE_HTTP,
  PV_EVIDENCE_DNS_CLIENT,
  PV_EVIDENCE_DNS_ANY,
  PV_N_EVIDENCES,
} PvEvidence;

/**
 * PvFlowName:
 * @label: of the capture's names
 * @packet: which packet says so
 * @evidence: how
 * @is_front: whether the name may only be that of a front: see #PV_NAME_ENCRYPTED
 *
 * What a conversation is known by.
 */
typedef struct
{
  guint32 label;
  guint32 packet;
  PvEvidence evidence;
  gboolean is_front;
} PvFlowName;

/**
 * PvFlowNames:
 *
 * For each flow, what its conversation is known by: both directions have the same. Reference-counted, immutable.
 */
typedef struct _PvFlowNames PvFlowNames;

/**
 * pv_flow_names_new:
 * @flows: flows
 * @n_flows: how many of them there are
 * @said: events of %PV_EVENT_SERVER_NAME, in packet order
 * @answers: what lookups were answered
 * @chunks: the packets' columns, in the order of time
 * @first_packets: (nullable): by flow: its first packet in the order of time, where that is not the order of the file;
 *   %G_MAXUINT32 where it has none yet
 *
 * Names each conversation by what it says first itself; else by the last answer before its first packet. Takes time
 * linear in the flows, but for the logarithm of the answers of one address.
 *
 * Returns: names, or NULL where memory is out
 */
PvFlowNames *pv_flow_names_new       (PvFlowTable    *flows,
                                      guint32         n_flows,
                                      const PvEvents *said,
                                      PvAnswers      *answers,
                                      PvChunk *const *chunks,
                                      const guint32  *first_packets);
PvFlowNames *pv_flow_names_ref       (PvFlowNames     *self);
void         pv_flow_names_unref     (PvFlowNames     *self);

/* What the flow's conversation is known by. FALSE where it has no name. @self may be NULL: then nothing is named yet. */
gboolean     pv_flow_names_get       (PvFlowNames     *self,
                                      guint32          flow,
                                      PvFlowName      *name);
/* The label of that, or PV_NO_ID. */
guint32      pv_flow_names_get_label (PvFlowNames     *self,
                                      guint32          flow);
/* The same only where the conversation says so itself. */
guint32      pv_flow_names_get_said  (PvFlowNames     *self,
                                      guint32          flow);

/* What reports call it: "tls", "quic", "http", "dns_client", "dns_any". */
const char  *pv_evidence_get_code    (PvEvidence       evidence);

/* Writes them as a section of an index. */
void         pv_flow_names_write     (PvFlowNames     *self,
                                      PvIndexWriter   *writer,
                                      guint32          section);
/* What was written as that. @said, @answered: events as for pv_flow_names_new(). (transfer full) (nullable): NULL where
 * it is not as it must be */
PvFlowNames *pv_flow_names_read      (guint32          n_flows,
                                      const PvEvents  *said,
                                      const PvEvents  *answered,
                                      PvIndexReader   *reader,
                                      guint32          section);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvFlowNames, pv_flow_names_unref)

G_END_DECLS
