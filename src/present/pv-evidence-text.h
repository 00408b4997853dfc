/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-evidence-text.h: in words, what says that a conversation is called something. */
#pragma once

#include "pv-flow-names.h"

G_BEGIN_DECLS

/* "TLS ClientHello". Translated. */
const char *pv_evidence_get_text  (PvEvidence        evidence);
/* What is to be said about that, as a sentence; NULL where there is nothing. Translated. */
const char *pv_evidence_get_doubt (const PvFlowName *name);

G_END_DECLS
