/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-interface-labels.c: what interfaces are called, so that each is told from all others. */
#include "pv-interface-labels.h"

#include <string.h>

#include "pv-file-text.h"
#include "pv-link-type.h"
#include "pv-record.h"

/* What tells interfaces apart, before the texts. Filled whole, so that it can be compared as bytes. */
typedef struct
{
  guint32 file;
  guint32 number;
  guint16 link_type;
  guint8 name_length;
  guint8 description_length;
} Key;

G_STATIC_ASSERT (sizeof (Key) == 12);

#define KEY_MAX (sizeof (Key) + 2 * PV_INTERFACE_TEXT_MAX)

void
pv_interface_labels_clear (PvInterfaceLabels *self)
{
  pv_interfaces_clear (&self->interfaces);
  g_clear_pointer (&self->of_places, g_free);
  pv_vector_clear (&self->places);
}

static const PvInterface *
get_interface (const PvInterfaceLabels *self,
               gsize                    place)
{
  return &pv_vector_index (&self->interfaces.list, PvInterface, place);
}

/* @key: room for KEY_MAX bytes. Returns its length. */
static gsize
make_key (const PvInterfaceLabels *self,
          gsize                    place,
          gboolean                 with_file,
          guint8                  *key)
{
  const PvInterface *interface = get_interface (self, place);
  gsize n_text = (gsize) interface->name_length + interface->description_length;
  Key head = {
    .file = with_file ? interface->file : 0,
    .number = interface->number,
    .link_type = interface->link_type,
    .name_length = interface->name_length,
    .description_length = interface->description_length,
  };

  memcpy (key, &head, sizeof head);
  if (n_text > 0)
    memcpy (key + sizeof head, pv_interfaces_get_name (&self->interfaces, interface), n_text);

  return sizeof head + n_text;
}

/* But for the file. */
static gboolean
are_alike (const PvInterfaceLabels *self,
           gsize                    place,
           gsize                    other)
{
  guint8 key[KEY_MAX];
  guint8 other_key[KEY_MAX];
  gsize length = make_key (self, place, FALSE, key);

  return length == make_key (self, other, FALSE, other_key) && memcmp (key, other_key, length) == 0;
}

/* Whether all files that have packets describe the same interfaces in the same order. FALSE where memory is out. */
static gboolean
find_whether_of_all (PvInterfaceLabels  *self,
                     const PvInputFiles *files)
{
  g_autofree guint32 *n_seen = g_try_new0 (guint32, files->n);
  g_auto (PvVector) firsts = { 0 }; /* places of those of the file that comes first */
  gboolean is_of_all = TRUE;

  if (n_seen == NULL)
    return FALSE;

  for (gsize place = 0; place < self->interfaces.list.n; place++)
    if (get_interface (self, place)->file == get_interface (self, 0)->file)
      {
        guint32 *first = pv_vector_append (&firsts, sizeof *first, 1);

        if (first == NULL)
          return FALSE;
        *first = (guint32) place;
      }
  for (gsize place = 0; place < self->interfaces.list.n && is_of_all; place++)
    {
      guint32 n = n_seen[get_interface (self, place)->file]++;

      is_of_all = n < firsts.n && are_alike (self, place, pv_vector_index (&firsts, guint32, n));
    }
  for (guint i = 0; i < files->n && is_of_all; i++)
    is_of_all = files->files[i].n_packets == 0 || n_seen[i] == firsts.n;
  /* one file has nothing to differ from; while it is read, its packets are not counted yet */
  self->is_of_all = is_of_all || files->n == 1;

  return TRUE;
}

/* The @attempt-th text for an interface, each longer than the one before. (transfer full) */
static char *
compose (const PvInterfaceLabels *self,
         const PvInterface       *interface,
         const PvInputFiles      *files,
         guint                    attempt,
         gsize                    odd)
{
  g_autofree char *name = pv_interface_labels_dup_name (self, interface);
  g_autofree char *description = pv_interface_labels_dup_description (self, interface);
  GString *text = g_string_new (name != NULL ? name : description);

  if (text->len == 0)
    g_string_append_printf (text, "interface %u", interface->number);
  else if (attempt >= 1)
    g_string_append_printf (text, " #%u", interface->number);
  if (attempt >= 2)
    {
      const char *link_type = pv_link_type_get_name (interface->link_type);

      if (link_type != NULL)
        g_string_append_printf (text, " %s", link_type);
      else
        g_string_append_printf (text, " %u", interface->link_type);
    }
  if (attempt >= 3)
    g_string_append_printf (text, " %" G_GSIZE_FORMAT, odd);
  if (!self->is_of_all)
    {
      g_autofree char *file = pv_input_files_dup_label (files, interface->file);

      g_string_append_printf (text, " (%s)", file);
    }

  return g_string_free (text, FALSE);
}

/* Makes room in places for @label, which is no place's yet. FALSE where memory is out. */
static gboolean
make_room (PvInterfaceLabels *self,
           guint32            label)
{
  while (self->places.n <= label)
    {
      guint32 *place = pv_vector_append (&self->places, sizeof *place, 1);

      if (place == NULL)
        return FALSE;
      *place = PV_NO_INTERFACE;
    }

  return TRUE;
}

/* Gives the interface at @place a label that is no other's. @odd: rises with each that is not to be told otherwise, so
 * that all of them together take linear time, whatever names are there. FALSE where memory is out. */
static gboolean
add_label (PvInterfaceLabels  *self,
           gsize               place,
           const PvInputFiles *files,
           PvLabelTable       *labels,
           gsize              *odd)
{
  for (guint attempt = 0;; attempt = MIN (attempt + 1, 3))
    {
      g_autofree char *text = compose (self, get_interface (self, place), files, attempt, attempt < 3 ? 0 : ++*odd);
      guint32 label = pv_label_table_add (labels, (const guint8 *) text, MIN (strlen (text), G_MAXUINT16));

      if (label == PV_NO_ID || !make_room (self, label))
        return FALSE;
      if (pv_vector_index (&self->places, guint32, label) != PV_NO_INTERFACE)
        continue;

      pv_vector_index (&self->places, guint32, label) = (guint32) place;
      self->of_places[place] = label;
      return TRUE;
    }
}

gboolean
pv_interface_labels_make (PvInterfaceLabels  *self,
                          const PvInputFiles *files,
                          PvLabelTable       *labels)
{
  g_autoptr (PvLabelTable) keys = pv_label_table_new ();
  g_auto (PvVector) firsts = { 0 }; /* by id of key, the first place that has it */
  gsize n = self->interfaces.list.n;
  gsize odd = 1;

  if (n == 0)
    return TRUE;

  self->of_places = g_try_new (guint32, n);
  if (self->of_places == NULL || !find_whether_of_all (self, files))
    return FALSE;

  for (gsize place = 0; place < n; place++)
    {
      guint8 bytes[KEY_MAX];
      guint32 key = pv_label_table_add (keys, bytes, make_key (self, place, !self->is_of_all, bytes));
      guint32 *first;

      if (key == PV_NO_ID)
        return FALSE;
      if (key < firsts.n)
        {
          self->of_places[place] = self->of_places[pv_vector_index (&firsts, guint32, key)];
          continue;
        }

      first = pv_vector_append (&firsts, sizeof *first, 1);
      if (first == NULL || !add_label (self, place, files, labels, &odd))
        return FALSE;
      *first = (guint32) place;
    }

  return TRUE;
}

const PvInterface *
pv_interface_labels_find (const PvInterfaceLabels *self,
                          guint32                  label)
{
  guint32 place = label < self->places.n ? pv_vector_index (&self->places, guint32, label) : PV_NO_INTERFACE;

  return place != PV_NO_INTERFACE ? get_interface (self, place) : NULL;
}

static char *
dup_text (const guint8 *bytes,
          gsize         length)
{
  g_autofree char *text = g_strndup ((const char *) bytes, length);

  return length > 0 ? pv_file_text_clean (text) : NULL;
}

char *
pv_interface_labels_dup_name (const PvInterfaceLabels *self,
                              const PvInterface       *interface)
{
  return dup_text (pv_interfaces_get_name (&self->interfaces, interface), interface->name_length);
}

char *
pv_interface_labels_dup_description (const PvInterfaceLabels *self,
                                     const PvInterface       *interface)
{
  return dup_text (pv_interfaces_get_description (&self->interfaces, interface), interface->description_length);
}
