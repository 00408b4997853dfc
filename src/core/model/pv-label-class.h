/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-class.h: how a dimension's labels are formatted, compared, searched and found. */
#pragma once

#include "pv-capture-private.h"
#include "pv-dimension-private.h"

G_BEGIN_DECLS

typedef struct _PvLabelFuncs PvLabelFuncs;

/* Labels of one dimension of a capture. Embedded; borrows the capture. */
typedef struct
{
  PvCapture *capture;
  const PvLabelFuncs *funcs;
} PvLabels;

/* @capture: not NULL; has to live as long as what is asked of them */
PvLabels pv_labels_of         (PvCapture      *capture,
                               PvDimension     dimension);
/* Ids are below this. While a capture loads, there may be more by now than it has packets of. */
guint32  pv_labels_get_n      (const PvLabels *self);
/* What people and reports read. UTF-8, not translated. (transfer full) */
char    *pv_labels_dup_text   (const PvLabels *self,
                               guint32         id);
/* Less than, equal to or greater than 0. IPv4 comes before IPv6. */
int      pv_labels_compare    (const PvLabels *self,
                               guint32         a,
                               guint32         b);
/* The first bytes of a label, such that the order of prefixes is that of labels: sorting by them seldom
 * has to go and look for the labels. */
guint64  pv_labels_get_prefix (const PvLabels *self,
                               guint32         id);
/**
 * PvSortKey:
 * @id: of a label
 * @high: what sorts it among others
 * @low: what does so where @high is equal
 */
typedef struct
{
  guint32 id;
  guint64 high;
  guint64 low;
} PvSortKey;

/* Gives @n labels what to sort them by without looking at them again. Only those whose keys are equal need to be
 * compared still. FALSE where memory is out. */
gboolean pv_labels_get_sort_keys (const PvLabels *self,
                                  PvSortKey      *keys,
                                  gsize           n);
/* Whether the label's text, in lower case, has @search in it, which must be so. Does not allocate where labels
 * are many. */
gboolean pv_labels_match      (const PvLabels *self,
                               guint32         id,
                               const char     *search,
                               gsize           search_length);
/* The label that @text means, or PV_NO_ID where the capture has none such. Takes what pv_labels_dup_text()
 * gives, and what people write: a port without its service's name, a name in capitals. Takes time linear in the
 * conversations where these are the labels. */
guint32  pv_labels_find       (const PvLabels *self,
                               const char     *text);
/* Appends bytes to @key that tell the label from all others of its dimension, in whichever capture: a label has the
 * same ones in two captures. Conversations are alike whichever side is held to be the client. */
void     pv_labels_append_key (const PvLabels *self,
                               guint32         id,
                               GString        *key);
/* Of a key of a conversation: how long one side of it is, an address and 2 bytes of a port behind it; then the other comes.
 * 0 where there are no addresses. */
gsize    pv_label_pair_key_get_half (const GString *key);
/* Puts the sides in order again, after addresses were replaced. */
void     pv_label_pair_key_sort (GString        *key);
/* What else the label is called: who made the hardware, say. NULL where nothing is known. (transfer full) */
char    *pv_labels_dup_second (const PvLabels *self,
                               guint32         id);
/* Whether labels of the class are called something else. */
gboolean pv_labels_have_second (const PvLabels *self);

G_END_DECLS
