/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-match.h: which labels of two captures are the same. */
#pragma once

#include "pv-capture.h"
#include "pv-dimension.h"

G_BEGIN_DECLS

/**
 * PvLabelMatch:
 *
 * Two captures, and which ids of the other stand for what in this one: labels are matched by what they say, never by
 * id. Worked out when a dimension is first asked for, and kept; again where a capture has grown since. The two may be
 * one capture, whose labels are what they are. Reference-counted; any thread may ask.
 */
typedef struct _PvLabelMatch PvLabelMatch;

PvLabelMatch *pv_label_match_new         (PvCapture     *capture,
                                          PvCapture     *other);

/**
 * pv_label_match_new_by_names:
 * @capture: a capture
 * @other: another
 *
 * As pv_label_match_new(), but hosts are told by name, as where DHCP has given them other addresses in the meantime: a
 * private address (see %PV_SCOPE_PRIVATE) of @other stands for the one of @capture that goes by the same host name, as
 * multicast DNS, LLMNR, NetBIOS or DHCP say there (what is before the first dot counts, without regard to case). Only names
 * that one address of each capture has count, for IPv4 and IPv6 by themselves. Whoever has such an address in @other by
 * its label only, and no name, is then nobody in @capture. Conversations follow their addresses.
 *
 * Returns: (transfer full): a match
 */
PvLabelMatch *pv_label_match_new_by_names (PvCapture    *capture,
                                           PvCapture    *other);
PvLabelMatch *pv_label_match_ref         (PvLabelMatch  *self);
void          pv_label_match_unref       (PvLabelMatch  *self);

/* (transfer none) */
PvCapture    *pv_label_match_get_capture (PvLabelMatch  *self);
PvCapture    *pv_label_match_get_other   (PvLabelMatch  *self);

/**
 * pv_label_match_get_ids:
 * @self: two captures
 * @dimension: whose labels
 * @ids: (out) (transfer full) (nullable): guint32 by id of the other: this capture's id, or PV_NO_ID where it has
 *   none such; ids beyond its end have none. %NULL where the two are one capture, and ids the same
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * Takes time linear in the labels that occur in either capture, the first time.
 *
 * Returns: FALSE with @error set
 */
gboolean      pv_label_match_get_ids     (PvLabelMatch  *self,
                                          PvDimension    dimension,
                                          GBytes       **ids,
                                          GCancellable  *cancellable,
                                          GError       **error);

gboolean      pv_label_match_is_by_names (PvLabelMatch  *self);
/* Whether address @other of the other is held to be @address of this capture. */
gboolean      pv_label_match_is_address  (PvLabelMatch  *self,
                                          guint32        address,
                                          guint32        other);
/* What stands for this capture's label @id in the other; PV_NO_ID where nothing does, or it is not known yet. */
guint32       pv_label_match_find_other  (PvLabelMatch  *self,
                                          PvDimension    dimension,
                                          guint32        id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvLabelMatch, pv_label_match_unref)

G_END_DECLS
