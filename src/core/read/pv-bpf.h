/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bpf.h: one filter expression, compiled by libpcap for each link-layer header type it meets. */
#pragma once

#include "pv-record.h"

G_BEGIN_DECLS

/**
 * PvBpf:
 *
 * The compiled programs of one expression. Not for two threads at a time.
 */
typedef struct _PvBpf PvBpf;

PvBpf   *pv_bpf_new     (const char      *expression);
void     pv_bpf_free    (PvBpf           *self);
/* Whether the expression means something for packets of @link_type; else @error is set to libpcap's
 * message, as PV_ERROR_BAD_VALUE. */
gboolean pv_bpf_compile (PvBpf           *self,
                         guint16          link_type,
                         GError         **error);
/* Whether @record passes. One of a link type for which the expression means nothing does not. */
gboolean pv_bpf_passes  (PvBpf           *self,
                         const PvRecord  *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvBpf, pv_bpf_free)

G_END_DECLS
