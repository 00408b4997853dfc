/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-evidence-text.c: in words, what says that a conversation is called something. */
#include "config.h"

#include "pv-evidence-text.h"

#include <glib/gi18n.h>

const char *
pv_evidence_get_text (PvEvidence evidence)
{
  switch (evidence)
    {
    case PV_EVIDENCE_TLS:
      /* Translators: what says that a server has a name: the first message of TLS */
      return _("TLS ClientHello");

    case PV_EVIDENCE_QUIC:
      return _("QUIC ClientHello");

    case PV_EVIDENCE_HTTP:
      return _("HTTP request");

    case PV_EVIDENCE_DNS_CLIENT:
      /* Translators: what says that a server has a name: a DNS answer that its client got */
      return _("DNS answer to the client");

    case PV_EVIDENCE_DNS_ANY:
      /* Translators: likewise, a DNS answer that somebody else got */
      return _("DNS answer to others");

    case PV_N_EVIDENCES:
    default:
      g_assert_not_reached ();
    }
}

const char *
pv_evidence_get_doubt (const PvFlowName *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  if (name->is_front)
    return _("The message has another that is encrypted: this may be the name of a front.");

  return NULL;
}
