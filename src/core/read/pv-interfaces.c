/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-interfaces.c: what savefiles say of the interfaces that they were captured on. */
#include "pv-interfaces.h"

#include <string.h>

#include "pv-record.h"

/* Some writers end texts with a NUL, and others fill up with them. */
static guint8
get_length (const guint8 *text,
            gsize         length)
{
  const guint8 *end = length > 0 ? memchr (text, '\0', length) : NULL;
  gsize n = end != NULL ? (gsize) (end - text) : length;

  if (n <= PV_INTERFACE_TEXT_MAX)
    return (guint8) n;

  /* no letter of UTF-8 is cut in two */
  n = PV_INTERFACE_TEXT_MAX;
  for (guint i = 0; i < 3 && (text[n] & 0xc0) == 0x80; i++)
    n--;

  return (guint8) n;
}

gboolean
pv_interfaces_add (PvInterfaces *self,
                   PvInterface  *interface,
                   const guint8 *name,
                   gsize         name_length,
                   const guint8 *description,
                   gsize         description_length)
{
  gsize n_text;
  PvInterface *added;
  guint8 *text;

  interface->name_length = get_length (name, name_length);
  interface->description_length = get_length (description, description_length);
  interface->text = self->texts.n;
  n_text = (gsize) interface->name_length + interface->description_length;

  if (self->list.n >= PV_NO_INTERFACE)
    return FALSE;
  added = pv_vector_append (&self->list, sizeof *added, 1);
  if (added == NULL)
    return FALSE;
  *added = *interface;
  if (n_text == 0)
    return TRUE;

  text = pv_vector_append (&self->texts, 1, n_text);
  if (text == NULL)
    {
      self->list.n--;
      return FALSE;
    }
  if (interface->name_length > 0)
    memcpy (text, name, interface->name_length);
  if (interface->description_length > 0)
    memcpy (text + interface->name_length, description, interface->description_length);

  return TRUE;
}

void
pv_interfaces_clear (PvInterfaces *self)
{
  pv_vector_clear (&self->list);
  pv_vector_clear (&self->texts);
}
