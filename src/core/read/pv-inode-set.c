/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-inode-set.c: files of this machine, each once, whatever its names. */
#include "pv-inode-set.h"

GHashTable *
pv_inode_set_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

gboolean
pv_inode_set_add (GHashTable *self,
                  guint64     device,
                  guint64     inode)
{
  return g_hash_table_add (self, g_strdup_printf ("%" G_GINT64_MODIFIER "x %" G_GINT64_MODIFIER "x", device, inode));
}
