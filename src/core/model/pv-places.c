/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-places.c: which country and network each address of a capture is of. */
#include "pv-places.h"

#include <string.h>

#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-geo.h"

/* Whether it was given up is looked at after so many addresses. */
#define ADDRESSES_A_CHECK 4096

void
pv_places_free (PvPlaces *self)
{
  if (self == NULL)
    return;

  g_free (self->countries);
  g_free (self->networks);
  g_free (self);
}

/* @text: taken. FALSE where memory is out. */
static gboolean
add (PvLabelTable *table,
     char         *text,
     guint32      *id)
{
  g_autofree char *label = text;

  *id = label != NULL ? pv_label_table_add (table, (const guint8 *) label, strlen (label)) : PV_NO_ID;

  return label == NULL || *id != PV_NO_ID;
}

PvPlaces *
pv_places_read (PvCapture     *capture,
                GCancellable  *cancellable,
                GError       **error)
{
  g_autoptr (PvGeo) geo = pv_geo_dup_default ();
  PvPlaces *self = g_new0 (PvPlaces, 1);
  gboolean done;

  self->n = pv_label_table_get_n (capture->addresses);
  self->countries = g_try_new (guint32, MAX (self->n, 1));
  self->networks = g_try_new (guint32, MAX (self->n, 1));
  done = self->countries != NULL && self->networks != NULL;
  for (guint32 i = 0; i < self->n && done; i++)
    {
      gsize length;
      const guint8 *address = pv_label_table_get (capture->addresses, i, &length);

      if (i % ADDRESSES_A_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        break;
      done = add (capture->countries, geo != NULL ? pv_geo_dup_country (geo, address, length) : NULL,
                  &self->countries[i]) &&
             add (capture->networks, geo != NULL ? pv_geo_dup_network (geo, address, length) : NULL, &self->networks[i]);
    }

  if (!done)
    pv_error_set_no_memory (error);
  if (!done || g_cancellable_set_error_if_cancelled (cancellable, error))
    g_clear_pointer (&self, pv_places_free);

  return self;
}
