/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-cache.h: indexes of captures that were opened, in the user's cache folder. */
#pragma once

#include "pv-capture.h"
#include "pv-continuation.h"
#include "pv-index-file.h"

G_BEGIN_DECLS

/* What takes no longer to be worked out needs no index. */
#define PV_INDEX_CACHE_MIN_US (G_TIME_SPAN_SECOND / 2)
/* Tests have other ideas, in milliseconds. */
#define PV_INDEX_CACHE_MIN_VARIABLE "PCAPVIZ_INDEX_AFTER_MS"

/* All indexes together are no longer, unless somebody says otherwise. */
#define PV_INDEX_CACHE_DEFAULT_LIMIT G_GUINT64_CONSTANT (10000000000)

/**
 * PvIndexCache:
 *
 * A folder of indexes (see pv-index.h), each called by what tells its files from others. Where all are longer than the
 * limit, those go that were not used for longest. Nobody but the user may look into the folder, and a folder into which
 * others may write is not used. Any thread, and any number of processes: what is there is whole, since it is written aside
 * and takes its place at once, and is used on where it is removed.
 *
 * Reference-counted.
 */
typedef struct _PvIndexCache PvIndexCache;

/**
 * PvIndexKeeper:
 * @begin: begins the index @name. Returns a descriptor to write to, which stays the keeper's; or -1
 * @end: ends what was begun: it takes its place, or where @keep is %FALSE nothing comes of it
 * @touch: notes that index @name was used; or where @is_good is %FALSE removes it
 *
 * What may make, change and remove files, where this process may not. One index at a time.
 */
typedef struct
{
  int (*begin) (gpointer    data,
                const char *name);
  gboolean (*end) (gpointer data,
                   gboolean keep);
  void (*touch) (gpointer    data,
                 const char *name,
                 gboolean    is_good);
} PvIndexKeeper;

/* @folder: (nullable): NULL for that of the user, which is made when there is something to go into it. @limit: how many
 * bytes of indexes are kept, of which those go first that were not used for longest */
PvIndexCache *pv_index_cache_new        (const char           *folder,
                                         guint64               limit);
PvIndexCache *pv_index_cache_ref        (PvIndexCache         *self);
void          pv_index_cache_unref      (PvIndexCache         *self);
/* Makes the folder where it is missing. FALSE where indexes are turned off, or it cannot be used. */
gboolean      pv_index_cache_prepare    (PvIndexCache         *self);
/* Has another make files. Before it is used. @keeper, @data: have to live as long as it */
void          pv_index_cache_set_keeper (PvIndexCache         *self,
                                         const PvIndexKeeper  *keeper,
                                         gpointer              data);
const char   *pv_index_cache_get_folder (PvIndexCache         *self);

/* What a keeper does, for who asked it: none of @name is believed. */
typedef struct _PvIndexDraft PvIndexDraft;

/* (transfer full) (nullable): NULL where @name is no index's, or the folder cannot be used */
PvIndexDraft *pv_index_cache_begin      (PvIndexCache         *self,
                                         const char           *name);
/* To be written to; stays the draft's. */
int           pv_index_draft_get_fd     (PvIndexDraft         *draft);
/* @draft: (transfer full). Whether it took its place, and is within the limit. */
gboolean      pv_index_cache_end        (PvIndexCache         *self,
                                         PvIndexDraft         *draft,
                                         gboolean              keep);
/* Notes that index @name was used; where @is_good is FALSE, removes it. */
void          pv_index_cache_touch      (PvIndexCache         *self,
                                         const char           *name,
                                         gboolean              is_good);

/**
 * pv_index_cache_find:
 * @self: a cache
 * @places: files, as pv_input_key_find() left them
 * @key: what that found
 * @continuation: (out) (optional) (transfer full) (nullable): what it takes to read on; %NULL where that cannot be
 *
 * Opens the index of @places, and notes that it was used; or removes it where it is none.
 *
 * Returns: (transfer full) (nullable): the capture, or %NULL where there is no index
 */
PvCapture    *pv_index_cache_find       (PvIndexCache         *self,
                                         const PvInputFiles   *places,
                                         const PvIndexKey     *key,
                                         PvContinuation      **continuation);
/**
 * pv_index_cache_find_base:
 * @self: a cache
 * @places: files, without folders
 * @base: what an index is found by where they have grown, see pv_continuation_find_base()
 * @added: (element-type PvInputFile): gets those of @places that the index is not of, which come behind them
 * @continuation: (out) (transfer full): what it takes to read on
 *
 * Opens an index of what @places began with.
 *
 * Returns: (transfer full) (nullable): the capture, or %NULL where there is no such index
 */
PvCapture    *pv_index_cache_find_base  (PvIndexCache         *self,
                                         const PvInputFiles   *places,
                                         const PvIndexKey     *base,
                                         GPtrArray            *added,
                                         PvContinuation      **continuation);
/**
 * pv_index_cache_store:
 * @self: a cache
 * @capture: what was read from @places
 * @places: files, as pv_input_key_find() left them before they were read
 * @key: what that found
 * @continuation: (nullable): what it takes to read on
 * @cancellable: (nullable): to give up
 * @error: place for an error that is of no matter to the user
 *
 * Writes the index of @capture, unless it would take half of what is free on the disk or more, or the files were changed
 * since. One that it can be read on from takes the place of others of the same places. In the calling thread, which takes
 * as long as the disk does.
 *
 * Returns: whether there is an index now
 */
gboolean      pv_index_cache_store      (PvIndexCache         *self,
                                         PvCapture            *capture,
                                         const PvInputFiles   *places,
                                         const PvIndexKey     *key,
                                         const PvContinuation *continuation,
                                         GCancellable         *cancellable,
                                         GError              **error);

/* %PV_INDEX_CACHE_MIN_US, unless a test says otherwise. */
gint64        pv_index_cache_get_min_us (void);

/* How long all indexes are, in bytes. */
guint64       pv_index_cache_get_size   (PvIndexCache         *self);
/* Removes all of them. */
void          pv_index_cache_clear      (PvIndexCache         *self);
/* Whether indexes are kept and used, in this folder by any process: they are unless they were turned off. */
gboolean      pv_index_cache_get_enabled (PvIndexCache        *self);
void          pv_index_cache_set_enabled (PvIndexCache        *self,
                                          gboolean             enabled);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvIndexCache, pv_index_cache_unref)

G_END_DECLS
