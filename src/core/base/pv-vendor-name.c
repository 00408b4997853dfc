/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-vendor-name.c: who made a piece of hardware, by its address. */
#include "pv-vendor-name.h"

#include <stdlib.h>

#include "pv-vendor-names-table.h"

#define IS_GROUP 0x01

static int
compare_u32 (const void *a,
             const void *b)
{
  guint32 x = *(const guint32 *) a;
  guint32 y = *(const guint32 *) b;

  return x < y ? -1 : x > y;
}

static int
compare_u64 (const void *a,
             const void *b)
{
  guint64 x = *(const guint64 *) a;
  guint64 y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

static const char *
find_u32 (guint32        prefix,
          const guint32 *prefixes,
          gsize          n,
          const guint32 *names)
{
  const guint32 *found = bsearch (&prefix, prefixes, n, sizeof *prefixes, compare_u32);

  return found != NULL ? vendor_names + names[found - prefixes] : NULL;
}

static const char *
find_36 (guint64 prefix)
{
  const guint64 *found = bsearch (&prefix, prefixes_36, G_N_ELEMENTS (prefixes_36), sizeof prefix, compare_u64);

  return found != NULL ? vendor_names + names_36[found - prefixes_36] : NULL;
}

const char *
pv_vendor_name_get (const guint8 *address)
{
  guint64 number = 0;
  const char *name;

  for (guint i = 0; i < 6; i++)
    number = number << 8 | address[i];
  /* the first block is somebody's, but its first address is what has none */
  if ((address[0] & IS_GROUP) != 0 || number == 0)
    return NULL;

  /* small blocks lie in larger ones that nobody has */
  name = find_36 (number >> 12);
  if (name == NULL)
    name = find_u32 ((guint32) (number >> 20), prefixes_28, G_N_ELEMENTS (prefixes_28), names_28);
  if (name == NULL)
    name = find_u32 ((guint32) (number >> 24), prefixes_24, G_N_ELEMENTS (prefixes_24), names_24);

  return name;
}
