/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-helper.h: the process that makes files for one that may not. */
#pragma once

#include "pv-object-save.h"

G_BEGIN_DECLS

/**
 * PvObjectHelper:
 *
 * Who reads a stranger's capture should have no right to any folder. So a process of its own makes files in the one
 * that was chosen, safely named and never in place of others, whatever it is asked for; the reader gets descriptors
 * that it can write to.
 *
 * Without splitting, all is done here.
 */
typedef struct _PvObjectHelper PvObjectHelper;

/* @folder: (transfer full) */
PvObjectHelper *pv_object_helper_new   (PvObjectFolder *folder);
/* Splits off the process. Before there are threads. Where that cannot be, all goes on here. */
void            pv_object_helper_split (PvObjectHelper *self);
void            pv_object_helper_free  (PvObjectHelper *self);

/* For pv_object_save(), with a helper as the place. */
extern const PvObjectPlaceFuncs pv_object_helper_funcs;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvObjectHelper, pv_object_helper_free)

G_END_DECLS
