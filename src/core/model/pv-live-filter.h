/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-live-filter.h: which packets of a capture that grows pass a filter, found out as they are read. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvLiveFilter:
 *
 * From some packet on, whether each passes. Packets are told by their places in what was read, as batches are committed.
 * Reference-counted; for any thread.
 */
typedef struct _PvLiveFilter PvLiveFilter;

PvLiveFilter *pv_live_filter_new    (const char         *expression);
PvLiveFilter *pv_live_filter_ref    (PvLiveFilter       *self);
void          pv_live_filter_unref  (PvLiveFilter       *self);
const char   *pv_live_filter_get_expression
                                    (const PvLiveFilter *self);
/* Packets [@first, @first + @n), which follow those before, pass where @passes (array length=n) is not 0. Where memory is
 * out, it begins anew behind them. */
void          pv_live_filter_append (PvLiveFilter       *self,
                                     guint64             first,
                                     const guint8       *passes,
                                     gsize               n);
/* It begins anew with packet @first: of those before, some were not looked at. */
void          pv_live_filter_begin  (PvLiveFilter       *self,
                                     guint64             first);
/* Which of packets [@first, @last) pass. (transfer full) (nullable): NULL where that is not known of all of them, or
 * memory is out */
guint8       *pv_live_filter_get    (PvLiveFilter       *self,
                                     guint64             first,
                                     guint64             last);

/**
 * PvLiveFilters:
 *
 * The place for the one filter that is asked for, which a capture's generations and its builder share.
 */
typedef struct _PvLiveFilters PvLiveFilters;

PvLiveFilters *pv_live_filters_new   (void);
PvLiveFilters *pv_live_filters_ref   (PvLiveFilters *self);
void           pv_live_filters_unref (PvLiveFilters *self);
/* (transfer full) (nullable) */
PvLiveFilter  *pv_live_filters_get   (PvLiveFilters *self);
/* Asks for @expression (nullable), unless it is asked for already. */
void           pv_live_filters_want  (PvLiveFilters *self,
                                      const char    *expression);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvLiveFilter, pv_live_filter_unref)

G_END_DECLS
