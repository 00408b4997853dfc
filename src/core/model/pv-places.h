/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-places.h: which country and network each address of a capture is of. */
#pragma once

#include "pv-reopen.h"

G_BEGIN_DECLS

/**
 * PvPlaces:
 * @n: addresses
 * @countries: (array length=n): by address: an id of the capture's countries, or PV_NO_ID
 * @networks: (array length=n): likewise of its networks
 *
 * 8 bytes an address. Immutable.
 */
typedef struct
{
  guint32 n;
  guint32 *countries;
  guint32 *networks;
} PvPlaces;

/* As pv_geo_dup_default() says; nothing of any address where there is none. In the calling thread. (transfer full)
 * NULL with @error set where memory is out or it was cancelled. */
PvPlaces *pv_places_read (PvCapture     *capture,
                          GCancellable  *cancellable,
                          GError       **error);
void      pv_places_free (PvPlaces      *self);

G_END_DECLS
