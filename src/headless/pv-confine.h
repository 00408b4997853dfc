/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-confine.h: giving up what reading a stranger's file does not need. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvConfinement:
 * @PV_CONFINEMENT_FILES: only the files below can be opened (Landlock)
 * @PV_CONFINEMENT_SYSTEM_CALLS: no network, no other program (seccomp)
 */
typedef enum
{
  PV_CONFINEMENT_NONE = 0,
  PV_CONFINEMENT_FILES = 1 << 0,
  PV_CONFINEMENT_SYSTEM_CALLS = 1 << 1,
} PvConfinement;

/**
 * pv_confine:
 * @inputs: (array zero-terminated=1): paths of the files that will be read
 * @output: (nullable): path of the file, or folder, that will be written
 * @with_fonts: whether text will be drawn
 *
 * From here on, the process can read @inputs and what the system has installed (libraries, fonts, locales,
 * time zones); write in @output, or in its folder where it is a file, because what is written there first
 * has another name; and can neither use the network nor run a program. Files that are open already stay
 * so.
 *
 * Best effort: where the kernel has not the means, less or nothing is given up, and all works as it would.
 * For good. To be called before there are other threads.
 *
 * Returns: what was given up
 */
PvConfinement pv_confine          (const char *const *inputs,
                                   const char        *output,
                                   gboolean           with_fonts);

/* Whether @argument of a command line is a path, rather than the URI of something elsewhere. */
gboolean      pv_confine_is_local (const char        *argument);

G_END_DECLS
