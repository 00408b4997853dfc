/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-answers.h: whom lookups were answered with which addresses, and when. */
#pragma once

#include "pv-events.h"

G_BEGIN_DECLS

/**
 * PvAnswers:
 *
 * Finds rows of %PV_EVENT_ADDRESS by address and client. Reference-counted, immutable. Takes 8 bytes a row and 4 an
 * address of the capture, where there are rows.
 */
typedef struct _PvAnswers PvAnswers;

/* @rows: events of %PV_EVENT_ADDRESS, in packet order; @n_addresses: of the capture, below which addresses are. NULL
 * where memory is out. */
PvAnswers *pv_answers_new      (const PvEvents *rows,
                                guint32         n_addresses);
/* The same to get rows by number, which are not found otherwise. */
PvAnswers *pv_answers_new_unsorted (const PvEvents *rows);
PvAnswers *pv_answers_ref      (PvAnswers      *self);
void       pv_answers_unref    (PvAnswers      *self);

/**
 * pv_answers_find:
 * @self: answers
 * @address: id of an address of the capture
 * @client: id of another, or PV_NO_ID for whoever was answered
 * @before: number of a packet
 * @row: (out): which row
 *
 * Finds the last answer before packet @before that gave @client @address. Of several of one packet the last.
 *
 * Returns: whether there is one
 */
gboolean   pv_answers_find     (PvAnswers      *self,
                                guint32         address,
                                guint32         client,
                                guint32         before,
                                guint64        *row);
/* The row with that number, which is less than pv_answers_get_n(). */
PvEvent    pv_answers_get      (PvAnswers      *self,
                                guint64         row);
/* How many rows there are. */
guint64    pv_answers_get_n    (PvAnswers      *self);
/* Whether any answer gave @address. */
gboolean   pv_answers_has      (PvAnswers      *self,
                                guint32         address);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvAnswers, pv_answers_unref)

G_END_DECLS
