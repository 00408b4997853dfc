/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-display.h: for tests that need a display, in whatever locale there is. */
#pragma once

#include <gtk/gtk.h>

/* Not gtk_test_init(), which wants a locale that need not be there. */
static inline void
test_display_init (int    *argc,
                   char ***argv)
{
  gtk_disable_setlocale ();
  g_test_init (argc, argv, NULL);
  gtk_init ();
}
