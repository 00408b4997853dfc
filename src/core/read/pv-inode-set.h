/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-inode-set.h: files of this machine, each once, whatever its names. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full) */
GHashTable *pv_inode_set_new (void);
/* FALSE where it is in there. */
gboolean    pv_inode_set_add (GHashTable *self,
                              guint64     device,
                              guint64     inode);

G_END_DECLS
