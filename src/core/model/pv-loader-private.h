/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-loader-private.h: what the parts of the loader share. */
#pragma once

#include "pv-capture-builder.h"
#include "pv-continuation.h"
#include "pv-loader.h"
#include "pv-merge.h"
#include "pv-pass.h"
#include "pv-ring.h"

G_BEGIN_DECLS

struct _PvLoader
{
  GObject parent_instance;

  PvInputFiles *places; /* files and folders, in the order that they were given in */
  guint n_workers;
  guint64 spool_limit;

  guint64 bytes_read; /* atomic */
  guint64 size; /* atomic */

  GMutex lock; /* of builder, which the progress timer looks at, and of is_live */
  PvCaptureBuilder *builder;
  gboolean is_live; /* nobody knows how long it goes on: what is shown meanwhile is settled */

  /* the index */
  PvIndexCache *index_cache;
  gint64 index_min_us;
  PvInputFiles *index_places; /* NULL where there can be none */
  PvIndexKey index_key;
  gboolean is_indexed;
  gboolean wants_index;
  gboolean has_base;
  PvIndexKey base; /* what an index of what the files were is found by */
  guint64 n_indexed;
  PvContinuation *continuation; /* (nullable): of the capture when it was read, for its index; or of the index */
  gboolean watches; /* files that the index was of */
  PvCapture *indexed; /* (nullable): that was opened from it, while nothing was read on */

  /* to read on */
  gboolean follows;
  PvMerge *merge;
  PvRing *ring; /* NULL where no other file can join */
  PvCaptureBuilder *grown;
  guint64 n_packets;

  GSource *timer;
  gboolean is_settling; /* a job for "progress" is under way */
  gint64 settled_us; /* when the last one ended */
  gint64 settling_us; /* how long it took */
  guint64 n_told; /* packets that the last "progress" told of */
};

/* What a pass does with the packets, for a #PvCaptureBuilder. */
extern const PvPassFuncs pv_loader_pass_funcs;

/* Opens what there is, from an index or not. In the background. (transfer full) (nullable): NULL with @error set */
PvCapture *pv_loader_load_files    (PvLoader          *self,
                                    GCancellable      *cancellable,
                                    GError           **error);
/* What @builder has of the files of @merge so far. (transfer full) (nullable): NULL with @error set */
PvCapture *pv_loader_settle_files  (PvLoader          *self,
                                    PvCaptureBuilder  *builder,
                                    PvMerge           *merge,
                                    gboolean           can_grow,
                                    GError           **error);
/* What reads on behind an index, and what it becomes. @catches_up: whether there is more already. FALSE where that cannot
 * be. */
gboolean   pv_loader_go_on         (PvLoader              *self,
                                    PvCapture             *indexed,
                                    const PvContinuation  *continuation,
                                    gboolean               catches_up,
                                    PvMerge              **merge,
                                    PvCaptureBuilder     **builder);
/* Lets go of all that it takes to read on. */
void       pv_loader_end_following (PvLoader          *self);

G_END_DECLS
