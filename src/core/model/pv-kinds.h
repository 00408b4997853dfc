/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-kinds.h: counts of packets by link-layer header type and why they were not understood. */
#pragma once

#include "pv-vector.h"

G_BEGIN_DECLS

/**
 * PvKind:
 * @packets: how many
 * @link_type: LINKTYPE_ value
 * @skip: a #PvSkip
 */
typedef struct
{
  guint64 packets;
  guint16 link_type;
  guint8 skip;
} PvKind;

/* Adds to @list (of #PvKind) what is found side by side: a kind may be in it more than once. FALSE where memory is
 * out. */
gboolean pv_kind_list_add (PvVector *list,
                           guint16   link_type,
                           guint8    skip,
                           guint64   packets);

/* Why packets were not understood, in the user's language. @skip: not %PV_SKIP_NONE */
char       *pv_kind_describe  (guint8       skip,
                               guint16      link_type);
/* The same for scripts. */
const char *pv_kind_get_code  (guint8       skip);
/* %PV_SKIP_NONE where @code is none. */
guint8      pv_kind_from_code (const char  *code);

#define PV_KINDS_N_PAGES 256

/**
 * PvKinds:
 * @rows: (of Row): each kind once
 * @newest: for each link type, the row that was added last: pages, those that are needed
 *
 * A file may have as many link types as there are numbers for them: what is kept of each may fail. Begins as zeros.
 */
typedef struct
{
  PvVector rows;
  guint32 *newest[PV_KINDS_N_PAGES];
} PvKinds;

void     pv_kinds_clear   (PvKinds       *self);
/* FALSE where memory is out. */
gboolean pv_kinds_add     (PvKinds       *self,
                           guint16        link_type,
                           guint8         skip,
                           guint64        packets);
/* The @i th of @rows.n. */
PvKind   pv_kinds_get     (const PvKinds *self,
                           gsize          i);
/* Sets @types to the link types (their skip is 0) and @skips to the kinds that were not understood, both most packets
 * first, each with room for @rows.n; and how many these are. Of skips that are of no one link type in particular,
 * @link_type is 0. */
void     pv_kinds_list    (const PvKinds *self,
                           PvKind        *types,
                           gsize         *n_types,
                           PvKind        *skips,
                           gsize         *n_skips);

G_END_DECLS
