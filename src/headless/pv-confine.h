/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-confine.h: giving up what reading a stranger's file does not need. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvConfinement:
 * @PV_CONFINEMENT_FILES: only the files below can be opened (Landlock)
 * @PV_CONFINEMENT_SYSTEM_CALLS: no network, no other program, no file changed (seccomp)
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
 * @folder: (nullable): path of a folder in which all can be read
 * @with_fonts: whether text will be drawn
 *
 * From here on, the process can read @inputs, what is in @folder and what the system has installed (libraries, fonts,
 * locales, time zones). It can open nothing for writing, make, remove or rename no file, nor change whose a file is, who
 * may read it or when it was changed; talk to no other process, be it by a socket, a signal or shared memory; run no
 * program; and type nothing into its terminal. Files that are open already stay so, and what it may write comes
 * from pv-outputs.h and pv-index-helper.h.
 *
 * Best effort: where the kernel has not the means, less or nothing is given up, and all works as it would.
 * For good. To be called before there are other threads.
 *
 * Returns: what was given up
 */
PvConfinement pv_confine (const char *const *inputs,
                          const char        *folder,
                          gboolean           with_fonts);

G_END_DECLS
