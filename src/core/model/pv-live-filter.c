/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-live-filter.c: which packets of a capture that grows pass a filter, found out as they are read. */
#include "config.h"

#include "pv-live-filter.h"

#include <string.h>

#include "pv-vector.h"

#include "pv-tsan.h"

struct _PvLiveFilter
{
  gatomicrefcount ref_count;
  char *expression;
  GMutex lock; /* of what follows */
  gboolean has_begun;
  guint64 first; /* of which it is known */
  guint64 n;
  PvVector bytes; /* of guint8: a bit for each */
};

struct _PvLiveFilters
{
  gatomicrefcount ref_count;
  GMutex lock;
  PvLiveFilter *filter;
};

PvLiveFilter *
pv_live_filter_new (const char *expression)
{
  PvLiveFilter *self = g_new0 (PvLiveFilter, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->expression = g_strdup (expression);

  return self;
}

PvLiveFilter *
pv_live_filter_ref (PvLiveFilter *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_live_filter_unref (PvLiveFilter *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_mutex_clear (&self->lock);
  pv_vector_clear (&self->bytes);
  g_free (self->expression);
  g_free (self);
}

const char *
pv_live_filter_get_expression (const PvLiveFilter *self)
{
  return self->expression;
}

/* Under the lock. */
static void
begin (PvLiveFilter *self,
       guint64       first)
{
  self->has_begun = TRUE;
  self->first = first;
  self->n = 0;
  pv_vector_clear (&self->bytes);
}

void
pv_live_filter_begin (PvLiveFilter *self,
                      guint64       first)
{
  g_mutex_lock (&self->lock);
  begin (self, first);
  g_mutex_unlock (&self->lock);
}

void
pv_live_filter_append (PvLiveFilter *self,
                       guint64       first,
                       const guint8 *passes,
                       gsize         n)
{
  gsize n_bytes;
  guint8 *bytes;

  g_mutex_lock (&self->lock);
  if (!self->has_begun || first != self->first + self->n)
    begin (self, first);

  n_bytes = (gsize) ((self->n + n + 7) / 8);
  bytes = pv_vector_append (&self->bytes, 1, n_bytes - self->bytes.n);
  if (bytes == NULL)
    {
      begin (self, first + n);
      g_mutex_unlock (&self->lock);
      return;
    }

  memset (bytes, 0, n_bytes - (gsize) ((self->n + 7) / 8));
  bytes = self->bytes.data;
  for (gsize i = 0; i < n; i++)
    if (passes[i] != 0)
      bytes[(self->n + i) / 8] |= (guint8) (1u << (self->n + i) % 8);
  self->n += n;
  g_mutex_unlock (&self->lock);
}

guint8 *
pv_live_filter_get (PvLiveFilter *self,
                    guint64       first,
                    guint64       last)
{
  guint8 *passes = NULL;

  g_mutex_lock (&self->lock);
  if (self->has_begun && first >= self->first && last <= self->first + self->n && first <= last)
    passes = g_try_malloc ((gsize) (last - first) + 1);
  for (guint64 i = first; passes != NULL && i < last; i++)
    passes[i - first] = pv_vector_index (&self->bytes, guint8, (i - self->first) / 8) >> (i - self->first) % 8 & 1;
  g_mutex_unlock (&self->lock);

  return passes;
}

PvLiveFilters *
pv_live_filters_new (void)
{
  PvLiveFilters *self = g_new0 (PvLiveFilters, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);

  return self;
}

PvLiveFilters *
pv_live_filters_ref (PvLiveFilters *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_live_filters_unref (PvLiveFilters *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  pv_live_filter_unref (self->filter);
  g_mutex_clear (&self->lock);
  g_free (self);
}

PvLiveFilter *
pv_live_filters_get (PvLiveFilters *self)
{
  PvLiveFilter *filter;

  g_mutex_lock (&self->lock);
  filter = self->filter != NULL ? pv_live_filter_ref (self->filter) : NULL;
  g_mutex_unlock (&self->lock);

  return filter;
}

void
pv_live_filters_want (PvLiveFilters *self,
                      const char    *expression)
{
  g_mutex_lock (&self->lock);
  if (g_strcmp0 (expression, self->filter != NULL ? self->filter->expression : NULL) != 0)
    {
      pv_live_filter_unref (self->filter);
      self->filter = expression != NULL ? pv_live_filter_new (expression) : NULL;
    }
  g_mutex_unlock (&self->lock);
}
