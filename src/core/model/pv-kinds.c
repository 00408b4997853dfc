/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-kinds.c: counts of packets by link-layer header type and why they were not understood. */
#include "config.h"

#include "pv-kinds.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "pv-dissect.h"
#include "pv-link-type.h"

/* Link types that are near each other share a page. */
#define PAGE_BITS 8
#define PAGE_LENGTH (1u << PAGE_BITS)

/* How far a list is looked back in: files hardly mix more kinds than this. */
#define N_NEIGHBOURS 8

typedef struct
{
  PvKind kind;
  guint32 next; /* of the same link type, one more than its place, or 0; at most as many as there are skips */
} Row;

G_STATIC_ASSERT (PV_KINDS_N_PAGES << PAGE_BITS == G_MAXUINT16 + 1);

gboolean
pv_kind_list_add (PvVector *list,
                  guint16   link_type,
                  guint8    skip,
                  guint64   packets)
{
  PvKind *kind;

  for (gsize i = list->n; i > 0 && i + N_NEIGHBOURS > list->n; i--)
    {
      kind = &pv_vector_index (list, PvKind, i - 1);
      if (kind->link_type == link_type && kind->skip == skip)
        {
          kind->packets += packets;
          return TRUE;
        }
    }

  kind = pv_vector_append (list, sizeof (PvKind), 1);
  if (kind == NULL)
    return FALSE;
  *kind = (PvKind){ packets, link_type, skip };

  return TRUE;
}

void
pv_kinds_clear (PvKinds *self)
{
  for (guint i = 0; i < PV_KINDS_N_PAGES; i++)
    g_clear_pointer (&self->newest[i], g_free);
  pv_vector_clear (&self->rows);
}

gboolean
pv_kinds_add (PvKinds *self,
              guint16  link_type,
              guint8   skip,
              guint64  packets)
{
  guint32 **page = &self->newest[link_type >> PAGE_BITS];
  guint32 *newest;
  Row *row;

  if (*page == NULL)
    *page = g_try_new0 (guint32, PAGE_LENGTH);
  if (*page == NULL)
    return FALSE;

  newest = &(*page)[link_type & (PAGE_LENGTH - 1)];
  for (guint32 i = *newest; i != 0; i = row->next)
    {
      row = &pv_vector_index (&self->rows, Row, i - 1);
      if (row->kind.skip == skip)
        {
          row->kind.packets += packets;
          return TRUE;
        }
    }

  row = pv_vector_append (&self->rows, sizeof (Row), 1);
  if (row == NULL)
    return FALSE;
  *row = (Row){ { packets, link_type, skip }, *newest };
  *newest = (guint32) self->rows.n;

  return TRUE;
}

static int
compare_names (const void *a,
               const void *b)
{
  const PvKind *x = a;
  const PvKind *y = b;

  return x->link_type != y->link_type ? x->link_type - y->link_type : x->skip - y->skip;
}

static int
compare_counts (const void *a,
                const void *b)
{
  const PvKind *x = a;
  const PvKind *y = b;

  if (x->packets != y->packets)
    return x->packets > y->packets ? -1 : 1;

  return compare_names (a, b);
}

/* Makes one of those that are the same, and puts the most frequent first. */
static gsize
sum_up (PvKind *kinds,
        gsize   n)
{
  gsize n_left = 0;

  if (n > 0)
    qsort (kinds, n, sizeof *kinds, compare_names);
  for (gsize i = 0; i < n; i++)
    if (n_left > 0 && compare_names (&kinds[n_left - 1], &kinds[i]) == 0)
      kinds[n_left - 1].packets += kinds[i].packets;
    else
      kinds[n_left++] = kinds[i];
  if (n_left > 0)
    qsort (kinds, n_left, sizeof *kinds, compare_counts);

  return n_left;
}

void
pv_kinds_list (const PvKinds *self,
               PvKind        *types,
               gsize         *n_types,
               PvKind        *skips,
               gsize         *n_skips)
{
  gsize n = 0;

  for (gsize i = 0; i < self->rows.n; i++)
    {
      PvKind kind = pv_vector_index (&self->rows, Row, i).kind;

      types[i] = (PvKind){ kind.packets, kind.link_type, 0 };
      /* Only of types without a dissector does it matter which one. */
      if (kind.skip != PV_SKIP_LINK_TYPE)
        kind.link_type = 0;
      if (kind.skip != PV_SKIP_NONE)
        skips[n++] = kind;
    }

  *n_types = sum_up (types, self->rows.n);
  *n_skips = sum_up (skips, n);
}

char *
pv_kind_describe (guint8  skip,
                  guint16 link_type)
{
  const char *name;

  switch ((PvSkip) skip)
    {
    case PV_SKIP_LINK_TYPE:
      name = pv_link_type_get_name (link_type);
      if (name != NULL)
        return g_strdup_printf (_("link-layer header type %u (%s) is not supported"), link_type, name);
      return g_strdup_printf (_("link-layer header type %u is not known"), link_type);
    case PV_SKIP_CUT_SHORT:
      return g_strdup (_("cut short before the end of the IP header"));
    case PV_SKIP_BAD_LINK_HEADER:
      return g_strdup (_("damaged link-layer header"));
    case PV_SKIP_BAD_IP_HEADER:
      return g_strdup (_("damaged IP header"));
    case PV_SKIP_PROTECTED:
      return g_strdup (_("encrypted below IP"));
    case PV_SKIP_TOO_DEEP:
      return g_strdup (_("too many nested headers"));
    case PV_SKIP_NONE:
    default:
      g_assert_not_reached ();
    }
}

static const char *const codes[PV_N_SKIPS] = {
  [PV_SKIP_LINK_TYPE] = "link-type",
  [PV_SKIP_CUT_SHORT] = "cut-short",
  [PV_SKIP_BAD_LINK_HEADER] = "damaged-link-header",
  [PV_SKIP_BAD_IP_HEADER] = "damaged-ip-header",
  [PV_SKIP_PROTECTED] = "encrypted",
  [PV_SKIP_TOO_DEEP] = "too-deep",
};

const char *
pv_kind_get_code (guint8 skip)
{
  return codes[skip];
}

guint8
pv_kind_from_code (const char *code)
{
  for (guint8 skip = 0; skip < PV_N_SKIPS; skip++)
    if (codes[skip] != NULL && g_str_equal (codes[skip], code))
      return skip;

  return PV_SKIP_NONE;
}

PvKind
pv_kinds_get (const PvKinds *self,
              gsize          i)
{
  return pv_vector_index (&self->rows, Row, i).kind;
}
