/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-finder-private.h: what protocols tell the finder, and how. */
#pragma once

#include "pv-object-body.h"
#include "pv-object-finder.h"
#include "pv-object-origin.h"
#include "pv-stream-order.h"

G_BEGIN_DECLS

typedef struct _PvHttpRanges PvHttpRanges;

/* Lets an object begin with the packet that is looked at. Takes @object. NULL where all ends. */
PvObjectBody *pv_object_finder_begin        (PvObjectFinder   *self,
                                             PvObject         *object,
                                             PvHttpCoding      coding);
/* The next bytes of @body, which may be NULL. */
void          pv_object_finder_put          (PvObjectFinder   *self,
                                             PvObjectBody     *body,
                                             const guint8     *data,
                                             gsize             n);
void          pv_object_finder_put_gap      (PvObjectFinder   *self,
                                             PvObjectBody     *body,
                                             guint64           n);
/* Ends what @body leads to, and sets it to NULL. */
void          pv_object_finder_finish       (PvObjectFinder   *self,
                                             PvObjectBody    **body,
                                             guint64           missing,
                                             gboolean          is_whole);
/* Which packet the bytes came in that are handed on. */
void          pv_object_finder_set_stamp    (PvObjectFinder      *self,
                                             const PvStreamStamp *stamp);
PvStreamStamp pv_object_finder_get_stamp    (PvObjectFinder   *self);
/* Where memory is counted that is kept. */
gsize        *pv_object_finder_get_total    (PvObjectFinder   *self);
/* Where parts of files meet that came in several responses. */
PvHttpRanges *pv_object_finder_get_ranges   (PvObjectFinder   *self);
/* Ends all: memory is out. */
void          pv_object_finder_give_up      (PvObjectFinder   *self);

G_END_DECLS
