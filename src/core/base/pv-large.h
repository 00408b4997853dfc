/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-large.h: memory for tables and columns, of which there may be more than a machine has. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* So many bytes, of all captures together, lie in memory as usual. What is more lies in a temporary file that is mapped,
 * so that the system can write it out where it needs the memory for something else; unless there is no such file, or little
 * room on its disk. */
#define PV_LARGE_IN_MEMORY G_GUINT64_CONSTANT (384000000)

/* Counts that come and go with what is asked lie in memory up to so many bytes each, whatever there is already: to take a
 * place in the file and to give it back takes longer than to count. */
#define PV_LARGE_BRIEF ((gsize) 16 << 20)

/* Any thread. @size: bytes. Aligned as the memory of malloc() is.
 *
 * Returns: (nullable): for pv_large_free(); undefined, or zeros; NULL where memory is out */
gpointer pv_large_new        (gsize    size);
gpointer pv_large_new0       (gsize    size);
void     pv_large_free       (gpointer data);
/* The same for what comes and goes, see %PV_LARGE_BRIEF. */
gpointer pv_large_new_brief  (gsize    size);
gpointer pv_large_new_brief0 (gsize    size);

/* The same for @n elements of a type. */
#define pv_large_array(type, n) ((type *) pv_large_new_n (pv_large_new, sizeof (type), (n)))
#define pv_large_array0(type, n) ((type *) pv_large_new_n (pv_large_new0, sizeof (type), (n)))
#define pv_brief_array(type, n) ((type *) pv_large_new_n (pv_large_new_brief, sizeof (type), (n)))
#define pv_brief_array0(type, n) ((type *) pv_large_new_n (pv_large_new_brief0, sizeof (type), (n)))

static inline gpointer
pv_large_new_n (gpointer (*new_one) (gsize size),
                gsize    element_size,
                gsize    n)
{
  gsize size;

  return g_size_checked_mul (&size, element_size, MAX (n, 1)) ? new_one (size) : NULL;
}

static inline void
pv_large_clean_up (gpointer variable)
{
  pv_large_free (*(gpointer *) variable);
}

/* Beside a variable: frees what it points to where it goes out of scope. */
#define pv_large_autofree __attribute__ ((cleanup (pv_large_clean_up)))

/* For who has memory of another kind: whether so much more may lie in memory, and that it does now, or does no more. */
gboolean pv_large_fits     (gsize size);
void     pv_large_add      (gsize size);
void     pv_large_subtract (gsize size);
/* And where it may not: a piece of the temporary file, of zeros and whole pages.
 *
 * Returns: (nullable): for pv_large_unmap(), with the same @size; NULL where there is none */
gpointer pv_large_map   (gsize    size);
void     pv_large_unmap (gpointer data,
                         gsize    size);

/* In memory: whole pages, of zeros, which go back to the system as soon as they are given back, wherever other memory lies.
 *
 * Returns: (nullable): for pv_large_give_pages(), with the same @size; NULL where memory is out */
gpointer pv_large_take_pages (gsize    size);
void     pv_large_give_pages (gpointer data,
                              gsize    size);

/* Makes the temporary file now: before a process is confined, which can make none then. */
void     pv_large_prepare       (void);
/* For tests: other bytes than %PV_LARGE_IN_MEMORY. */
void     pv_large_set_in_memory (guint64 size);
/* Bytes that lie in the temporary file. */
guint64  pv_large_get_mapped    (void);

G_END_DECLS
