/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-links.c: which hardware each packet of a capture goes between, on which VLAN, and where it was captured. */
#include "config.h"

#include "pv-links.h"

#include <string.h>

#include "pv-capture-private.h"
#include "pv-error.h"

/* What tells links apart. Filled whole, so that it can be compared as bytes. */
typedef struct
{
  guint8 source[PV_HARDWARE_ADDRESS_SIZE];
  guint8 destination[PV_HARDWARE_ADDRESS_SIZE];
  guint32 interface; /* its place among those that the files describe */
  guint16 vlan;
  guint8 has_source;
  guint8 has_destination;
} Key;

G_STATIC_ASSERT (sizeof (Key) == 20);

typedef struct
{
  PvCapture *capture;
  PvLinks *self;
  PvLabelTable *keys; /* ids are places in the links */
  Key last_key;
  guint32 last; /* PV_NO_ID before the first */
} Reading;

void
pv_links_free (PvLinks *self)
{
  if (self == NULL)
    return;

  pv_vector_clear (&self->links);
  pv_interface_labels_clear (&self->interfaces);
  g_free (self->of_packets);
  g_free (self);
}

static Key
make_key (const PvRecord *record)
{
  PvLinkFacts facts;
  Key key = { 0 };

  pv_link_facts_find (record, &facts);
  key.interface = record->interface;
  key.vlan = facts.vlan;
  if (facts.source != NULL)
    {
      memcpy (key.source, facts.source, sizeof key.source);
      key.has_source = TRUE;
    }
  if (facts.destination != NULL)
    {
      memcpy (key.destination, facts.destination, sizeof key.destination);
      key.has_destination = TRUE;
    }

  return key;
}

/* FALSE where memory is out. */
static gboolean
add_address (Reading      *self,
             const guint8 *address,
             gboolean      is_there,
             guint32      *id)
{
  *id = is_there ? pv_label_table_add (self->capture->hardware, address, PV_HARDWARE_ADDRESS_SIZE) : PV_NO_ID;

  return !is_there || *id != PV_NO_ID;
}

/* The link that @key tells of, or PV_NO_ID where memory is out. */
static guint32
find_link (Reading   *self,
           const Key *key)
{
  guint32 id;
  PvLink link;
  PvLink *added;

  if (self->last != PV_NO_ID && memcmp (key, &self->last_key, sizeof *key) == 0)
    return self->last;

  id = pv_label_table_add (self->keys, (const guint8 *) key, sizeof *key);
  if (id == self->self->links.n)
    {
      link.interface = key->interface;
      link.vlan = key->vlan;
      if (!add_address (self, key->source, key->has_source, &link.source) ||
          !add_address (self, key->destination, key->has_destination, &link.destination))
        return PV_NO_ID;
      added = pv_vector_append (&self->self->links, sizeof link, 1);
      if (added == NULL)
        return PV_NO_ID;
      *added = link;
    }
  self->last_key = *key;
  self->last = id;

  return id;
}

static gboolean
add_links (gpointer        data,
           const PvBatch  *batch,
           guint64         first,
           GError        **error)
{
  Reading *self = data;

  for (gsize i = 0; i < batch->n_records; i++)
    {
      Key key = make_key (&batch->records[i]);
      guint32 link = find_link (self, &key);

      if (link == PV_NO_ID)
        {
          pv_error_set_no_memory (error);
          return FALSE;
        }
      self->self->of_packets[pv_capture_get_number (self->capture, first + i)] = link;
    }

  return TRUE;
}

/* Has links name interfaces by their labels. FALSE where memory is out. */
static gboolean
label_interfaces (PvCapture *capture,
                  PvLinks   *self)
{
  if (!pv_interface_labels_make (&self->interfaces, capture->files, capture->interfaces))
    return FALSE;

  for (gsize i = 0; i < self->links.n; i++)
    {
      PvLink *link = &pv_vector_index (&self->links, PvLink, i);

      link->interface = link->interface != PV_NO_INTERFACE ? self->interfaces.of_places[link->interface] : PV_NO_ID;
    }
  g_clear_pointer (&self->interfaces.of_places, g_free);

  return TRUE;
}

PvLinks *
pv_links_read (PvCapture     *capture,
               PvProgress    *progress,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr (PvMerge) merge = pv_capture_open_again (capture, progress, cancellable, error);
  g_autoptr (PvLinks) self = NULL;
  g_autoptr (PvLabelTable) keys = NULL;
  Reading reading;

  if (merge == NULL)
    return NULL;

  self = g_new0 (PvLinks, 1);
  self->of_packets = g_try_new (guint32, MAX (capture->n_packets, 1));
  if (self->of_packets == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  pv_merge_keep_interfaces (merge, &self->interfaces.interfaces);
  keys = pv_label_table_new ();
  reading = (Reading){ .capture = capture, .self = self, .keys = keys, .last = PV_NO_ID };
  if (!pv_capture_read_again (capture, merge, add_links, &reading, progress, cancellable, error))
    return NULL;
  if (!label_interfaces (capture, self))
    {
      pv_error_set_no_memory (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}
