/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-menu-entry.c: entries of menus that are called by what others wrote. */
#include "config.h"

#include "pv-menu-entry.h"

GMenuItem *
pv_menu_entry_new (const char *text)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  parts = g_strsplit (text, "_", -1);
  label = g_strjoinv ("__", parts);

  return g_menu_item_new (label, NULL);
}
