/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-document.h: the capture of one window, from the choice of a file to its complete model. */
#pragma once

#include "pv-capture.h"
#include "pv-index-cache.h"

G_BEGIN_DECLS

#define PV_TYPE_DOCUMENT (pv_document_get_type ())

/**
 * PvDocument:
 *
 * Holds the capture that a window shows. While a file loads, that is the part read so far; where
 * loading fails or is cancelled, it is again the last capture that was complete.
 *
 * Files that grow are read on while they are shown, where they can be, and others may join them: see #PvRing.
 *
 * Properties: "capture" (#PvCapture or %NULL) and "loading" (boolean), read-only; "follow" (boolean): whether more is
 * shown as it comes; "can-follow" (boolean), read-only: whether there may be more.
 *
 * Signals:
 * - "progress" (PvDocument *): the numbers of pv_document_get_progress() are others; several times
 *   a second while loading
 * - "loaded" (PvDocument *): a file has been loaded whole
 * - "outdated" (PvDocument *, GError *error): the file was changed other than by growing; it is followed no more
 * - "failed" (PvDocument *, GFile *file, GError *error): @file, or the first of several, could not be loaded
 */
G_DECLARE_FINAL_TYPE (PvDocument, pv_document, PV, DOCUMENT, GObject)

PvDocument *pv_document_new          (void);
/* Loads @file in place of what is there. Cancels a file that is loading. */
void        pv_document_open         (PvDocument *self,
                                      GFile      *file);
/* The same of several files and folders, which become one capture. */
void        pv_document_open_places  (PvDocument         *self,
                                      const PvInputFiles *places);
/* Of each pipe that is opened later, up to @limit bytes are kept to be filtered and saved; %PV_SPOOL_DEFAULT_LIMIT
 * unless set. */
/* Has captures that are opened from now on come from their indexes, and those that took long get one in the background.
 * @cache: (nullable): NULL for neither */
void        pv_document_set_index_cache (PvDocument   *self,
                                         PvIndexCache *cache);
void        pv_document_set_spool_limit (PvDocument *self,
                                         guint64     limit);
/* Stops loading; of a pipe, what came stays. */
void        pv_document_cancel       (PvDocument *self);
/* Whether what is shown comes through a pipe, and stays when loading is cancelled. */
gboolean    pv_document_get_live     (PvDocument *self);
/* (transfer none) (nullable) */
PvCapture  *pv_document_get_capture  (PvDocument *self);
gboolean    pv_document_get_loading  (PvDocument *self);
/* The file or folder that is loading, else that of the capture; of several, the first. (transfer none) (nullable) */
GFile      *pv_document_get_file     (PvDocument *self);
/* All of them. (transfer none) (nullable) */
const PvInputFiles *pv_document_get_places (PvDocument *self);
/* @bytes_read and @size: bytes of the file that is loading; @size is 0 where it is unknown */
void        pv_document_get_progress (PvDocument *self,
                                      guint64    *bytes_read,
                                      guint64    *size);

G_END_DECLS
