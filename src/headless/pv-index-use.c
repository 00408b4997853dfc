/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-use.c: the indexes that a run reads and makes. */
#include "config.h"

#include "pv-index-use.h"

#include "pv-index-helper.h"

static PvIndexCache *cache;
static PvIndexHelper *helper; /* NULL where the cache is not used */

PvIndexUse
pv_index_use_begin (const PvInputs *inputs)
{
  if (inputs->no_index)
    return FALSE;

  cache = pv_index_cache_new (NULL, PV_INDEX_CACHE_DEFAULT_LIMIT);
  /* a folder that is missing later could not be read then */
  if (pv_index_cache_prepare (cache))
    helper = pv_index_helper_new (cache);

  return TRUE;
}

void
pv_index_use_end (PvIndexUse *self)
{
  g_clear_pointer (&helper, pv_index_helper_free);
  g_clear_pointer (&cache, pv_index_cache_unref);
}

PvIndexCache *
pv_index_use_get (void)
{
  return helper != NULL ? cache : NULL;
}
