/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-subject.h: what a command line asks of: a capture, what of it counts, and what it is held against. */
#pragma once

#include "pv-captures.h"
#include "pv-changes.h"
#include "pv-headless.h"
#include "pv-loader.h"
#include "pv-numbers.h"

G_BEGIN_DECLS

/**
 * PvSubject:
 * @capture: the capture
 * @subset: what of it counts
 * @set: (nullable): the subset's packets; %NULL for all
 * @loader: (nullable): what loaded it
 */
typedef struct
{
  PvCapture *capture;
  PvSubset subset;
  PvPacketSet *set;
  PvLoader *loader;
} PvSubject;

/**
 * PvOther:
 * @loaded: the other capture, where it is another
 * @match: (nullable): whose labels are whose; %NULL where there is nothing to compare with
 * @part: what of the other counts
 * @shift_ns: how far its times are moved, to where it stands beside the first
 *
 * What a capture is held against: another, or itself at another time.
 */
typedef struct
{
  PvSubject loaded;
  PvLabelMatch *match;
  PvChangePart part;
  gint64 shift_ns;
} PvOther;

/* Loads @files, reads on demand what @selection wants, and finds what of it counts. @files: (nullable): of a folder that
 * could not be listed, with @error set. @all_read: set to FALSE where files of the capture could not be read, of which
 * @tell tells. */
gboolean        pv_subject_load       (PvSubject                 *self,
                                       const PvInputFiles        *files,
                                       const PvSelectionOptions  *selection,
                                       PvTellFunc                 tell,
                                       gboolean                  *all_read,
                                       GError                   **error);
/* When all is said that was asked for, what took long to work out is kept for the next time: see PvIndexUse. */
void            pv_subject_clear      (PvSubject           *self);
/* How numbers come to be. */
PvNumbersOrigin pv_subject_get_origin (const PvSelectionOptions      *selection);

/* Loads the other capture, where it is another. */
gboolean        pv_other_load         (PvOther                  *self,
                                       PvCaptures               *captures,
                                       const PvSelectionOptions *selection,
                                       const PvCompare          *compare,
                                       PvTellFunc                tell,
                                       gboolean                 *all_read,
                                       GError                  **error);
/* Makes @self ready to be held against @subject. Its capture was loaded already, where it is another. */
gboolean        pv_other_prepare      (PvOther                  *self,
                                       const PvSubject          *subject,
                                       const PvSelectionOptions *selection,
                                       const PvCompare          *compare,
                                       GError                  **error);
void            pv_other_clear        (PvOther             *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvSubject, pv_subject_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvOther, pv_other_clear)

G_END_DECLS
