/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-geo.h: which country and network addresses are of, as databases say that the user has named. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * PvGeo:
 *
 * Databases in MaxMind's format, mapped into memory: once they are open, their files are not opened again. None is
 * shipped, and nobody is asked. Reference-counted, immutable; any thread may ask it.
 */
typedef struct _PvGeo PvGeo;

/**
 * pv_geo_open:
 * @paths: (array zero-terminated=1): databases; where several know something of an address, the first counts
 * @error: place for a %PV_ERROR_BAD_VALUE
 *
 * Returns: (transfer full): what they say, or %NULL with @error set, also where PcapViz was built without libmaxminddb
 */
PvGeo   *pv_geo_open        (const char *const  *paths,
                             GError            **error);
PvGeo   *pv_geo_ref         (PvGeo              *self);
void     pv_geo_unref       (PvGeo              *self);
/* Whether PcapViz was built with libmaxminddb. */
gboolean pv_geo_can         (void);

/* "DE Germany": the code by ISO 3166-1 and the name in English of the country of an address of @length bytes, 4 or 16.
 * (transfer full) NULL where it is not known. */
char    *pv_geo_dup_country (PvGeo              *self,
                             const guint8       *address,
                             gsize               length);
/* "AS64500 Example Networks": the number and the name of the autonomous system, likewise. */
char    *pv_geo_dup_network (PvGeo              *self,
                             const guint8       *address,
                             gsize               length);

/* What captures are asked about from now on. @self: (nullable) */
void     pv_geo_set_default (PvGeo              *self);
/* (transfer full) (nullable) */
PvGeo   *pv_geo_dup_default (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvGeo, pv_geo_unref)

G_END_DECLS
