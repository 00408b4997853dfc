/* SPDX-License-Identifier: GPL-3.0-or-later */
/* faults.h: memory that runs out and disks that fail, for a test that asks for them.
 *
 * Stands in for malloc(), calloc(), realloc(), read(), pread() and write() of the whole program. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Smaller allocations never fail, and are not counted: GLib ends the program where it gets none, and what
 * a file decides the size of grows beyond this. */
#define FAULTS_SMALL_SIZE 8192

/* Whether this program's allocations can be made to fail. */
gboolean faults_can_fail_memory (void);
/* From now on, allocation number @n (from 0) fails, and those after it where @all. */
void     faults_fail_memory     (guint    n,
                                 gboolean all);
/* From now on, none fails, but they are counted. */
void     faults_watch_memory    (void);
/* Since then: how many allocations, and the bytes of the largest. Ends both. */
guint    faults_end_memory      (gsize   *largest);

/* What is done instead of reading @size bytes, at @offset, or where the descriptor is where that is -1; -1 with errno set
 * for an error. A hook may call faults_read(). NULL for none. */
typedef gssize (*FaultsReadHook) (int    fd,
                                  void  *buffer,
                                  gsize  size,
                                  gint64 offset);
void     faults_set_read_hook   (FaultsReadHook hook);
gssize   faults_read            (int            fd,
                                 void          *buffer,
                                 gsize          size,
                                 gint64         offset);
/* From now on, regular files take @n bytes more until the disk is full; -1 for a disk without end. */
void     faults_set_disk_space  (gint64         n);

G_END_DECLS
