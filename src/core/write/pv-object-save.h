/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-save.h: writes the files that went over the wire. */
#pragma once

#include "pv-object-folder.h"
#include "pv-object-pass.h"
#include "pv-packet-set.h"

G_BEGIN_DECLS

/**
 * PvObjectPlaceFuncs:
 * @create: as pv_object_folder_create()
 * @reopen: as pv_object_folder_reopen()
 * @remove: as pv_object_folder_remove()
 *
 * Where files go: into a folder, or to another process that has one.
 */
typedef struct
{
  int  (*create) (gpointer      place,
                  const char   *name,
                  const char   *url,
                  char        **used,
                  GError      **error);
  int  (*reopen) (gpointer      place,
                  const char   *used,
                  GError      **error);
  void (*remove) (gpointer      place,
                  const char   *used);
} PvObjectPlaceFuncs;

extern const PvObjectPlaceFuncs pv_object_folder_funcs;

/**
 * PvObjectChoice:
 * @indices: (nullable): only objects with these: a set of guint64
 * @set: (nullable): only those whose packet is in this set
 * @span: (nullable): only those whose packet is within this span
 *
 * Which objects are meant: those that pass all.
 */
typedef struct
{
  GHashTable *indices;
  PvPacketSet *set;
  const PvSpan *span;
} PvObjectChoice;

/* Whether @object, of @capture, is meant. */
gboolean   pv_object_choice_has (const PvObjectChoice      *self,
                                 PvCapture                 *capture,
                                 const PvObject            *object);

/**
 * pv_object_save:
 * @capture: a complete capture, whose file is still what it was
 * @choice: which objects
 * @funcs: (nullable): where to; %NULL to write nothing, but to find out what there is
 * @place: for @funcs
 * @names: (out) (optional) (transfer full) (element-type filename): what each is called that is returned
 * @progress: (nullable): told of how much of the file was passed; must outlive the call
 * @cancellable: (nullable): to give up; what is half written then is removed
 * @error: place for an error
 *
 * Looks through the capture once more, and writes objects as they come.
 *
 * Returns: (transfer full) (element-type PvObject) (nullable): those that were meant, in the order in which they begin
 */
GPtrArray *pv_object_save       (PvCapture                 *capture,
                                 const PvObjectChoice      *choice,
                                 const PvObjectPlaceFuncs  *funcs,
                                 gpointer                   place,
                                 GPtrArray                **names,
                                 PvProgress                *progress,
                                 GCancellable              *cancellable,
                                 GError                   **error);

/* What users should know before they open such files. (transfer none) */
const char *pv_object_save_get_warning (void);

G_END_DECLS
