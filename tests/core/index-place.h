/* SPDX-License-Identifier: GPL-3.0-or-later */
/* index-place.h: a folder for captures and one for their indexes, and captures at rest, which get one. */
#pragma once

#include "pv-index-cache.h"

G_BEGIN_DECLS

typedef struct
{
  char *top;
  char *captures;
  char *indexes;
  PvIndexCache *cache; /* of @indexes */
} IndexPlace;

void       index_place_init     (IndexPlace       *place);
/* With all that is in it. */
void       index_place_clear    (IndexPlace       *place);
/* Another cache of the same indexes, which keeps @n_bytes of them. */
void       index_place_limit    (IndexPlace       *place,
                                 guint64           n_bytes);
/* Paths of the indexes that there are. (transfer full) (element-type filename) */
GPtrArray *index_place_list     (const IndexPlace *place);
guint      index_place_count    (const IndexPlace *place);
/* Of a capture. (transfer full) */
char      *index_place_get_path (const IndexPlace *place,
                                 const char       *name);
/* Writes a capture. @mode: as of fopen(). As if it had been some time ago, each time later than before. */
void       index_place_put      (const IndexPlace *place,
                                 const char       *name,
                                 const char       *mode,
                                 const void       *bytes,
                                 gsize             n);
/* As if the file had been written long ago, at @seconds since 1970. */
void       set_written          (const char       *path,
                                 gint64            seconds);
/* All that it says, as JSON. (transfer full) */
char      *make_report          (PvCapture        *capture);

G_END_DECLS
