/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-interface.c: interfaces as labels: what pv-interface-labels.h calls them. */
#include "pv-label-class-private.h"

#include "pv-link-type.h"

static guint32
interface_get_n (PvCapture *capture)
{
  return pv_label_table_get_n (capture->interfaces);
}

static char *
interface_dup_text (PvCapture *capture,
                    guint32    id)
{
  return g_strdup ((const char *) pv_label_table_get (capture->interfaces, id, NULL));
}

static int
interface_compare (PvCapture *capture,
                   guint32    a,
                   guint32    b)
{
  return pv_label_keys_compare (capture->interfaces, a, b, FALSE);
}

static guint64
interface_get_prefix (PvCapture *capture,
                      guint32    id)
{
  return pv_label_key_get_prefix (capture->interfaces, id, 8, 0);
}

static gboolean
interface_match (PvCapture  *capture,
                 guint32     id,
                 const char *search,
                 gsize       search_length)
{
  char *second = pv_label_interface.dup_second (capture, id);

  return pv_label_text_match (interface_dup_text (capture, id), search) ||
         (second != NULL && pv_label_text_match (second, search));
}

static guint32
interface_find (PvCapture  *capture,
                const char *text)
{
  return pv_label_table_find (capture->interfaces, (const guint8 *) text, strlen (text));
}

/* What else is said of it: a description where the label is the name, and what kind of frames it has. */
static char *
interface_dup_second (PvCapture *capture,
                      guint32    id)
{
  const PvInterface *interface = pv_capture_find_interface (capture, id);
  g_autofree char *description = NULL;
  const char *link_type;

  if (interface == NULL)
    return NULL;

  link_type = pv_link_type_get_name (interface->link_type);
  if (interface->name_length > 0)
    description = pv_interface_labels_dup_description (&capture->links->interfaces, interface);

  if (description == NULL || link_type == NULL)
    return g_strdup (description != NULL ? description : link_type);

  return g_strdup_printf ("%s · %s", description, link_type);
}

const PvLabelFuncs pv_label_interface = {
  .get_n = interface_get_n,
  .dup_text = interface_dup_text,
  .compare = interface_compare,
  .get_prefix = interface_get_prefix,
  .match = interface_match,
  .find = interface_find,
  .dup_second = interface_dup_second,
};
