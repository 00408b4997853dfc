/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-class.c: the label classes, and what they share. A further kind is a further row, and a file for it. */
#include "pv-label-class-private.h"

#include <string.h>

/* What labels that have no name are called: it has a space, which no name has. */
#define NOT_NAMED "not named"

static const PvLabelFuncs name_or_none = { .others = &pv_label_name };
static const PvLabelFuncs domain_or_none = { .others = &pv_label_domain };

static const PvLabelFuncs *const classes[PV_N_LABEL_CLASSES] = {
  [PV_LABEL_ADDRESS] = &pv_label_address,
  [PV_LABEL_NAME] = &pv_label_name,
  [PV_LABEL_PORT] = &pv_label_port,
  [PV_LABEL_PROTOCOL] = &pv_label_protocol,
  [PV_LABEL_CONVERSATION] = &pv_label_conversation,
  [PV_LABEL_FLOW] = &pv_label_flow,
  [PV_LABEL_TCP_TROUBLE] = &pv_label_tcp_trouble,
  [PV_LABEL_PACKET_SIZE] = &pv_label_packet_size,
  [PV_LABEL_NAME_OR_NONE] = &name_or_none,
  [PV_LABEL_DOMAIN] = &pv_label_domain,
  [PV_LABEL_DOMAIN_OR_NONE] = &domain_or_none,
  [PV_LABEL_HARDWARE] = &pv_label_hardware,
  [PV_LABEL_COUNTRY] = &pv_label_country,
  [PV_LABEL_NETWORK] = &pv_label_network,
  [PV_LABEL_USER_AGENT] = &pv_label_user_agent,
  [PV_LABEL_VLAN] = &pv_label_vlan,
  [PV_LABEL_INTERFACE] = &pv_label_interface,
  [PV_LABEL_FILE] = &pv_label_file,
  [PV_LABEL_URL] = &pv_label_url,
  [PV_LABEL_DNS_TYPE] = &pv_label_dns_type,
  [PV_LABEL_DNS_OUTCOME] = &pv_label_dns_outcome,
};

int
pv_label_keys_compare (PvLabelTable *labels,
                       guint32       a,
                       guint32       b,
                       gboolean      shorter_first)
{
  gsize a_length;
  gsize b_length;
  const guint8 *a_key = pv_label_table_get (labels, a, &a_length);
  const guint8 *b_key = pv_label_table_get (labels, b, &b_length);
  int difference;

  if (shorter_first && a_length != b_length)
    return a_length < b_length ? -1 : 1;

  difference = memcmp (a_key, b_key, MIN (a_length, b_length));

  return difference != 0 ? difference : (a_length > b_length) - (a_length < b_length);
}

guint64
pv_label_key_get_prefix (PvLabelTable *labels,
                         guint32       id,
                         guint         n,
                         guint64       start)
{
  gsize length;
  const guint8 *key = pv_label_table_get (labels, id, &length);
  gsize n_there = MIN (length, n);
  guint64 prefix = start;

  for (gsize i = 0; i < n_there; i++)
    prefix = prefix << 8 | key[i];

  /* a shift by all bits would be undefined */
  return n_there > 0 ? prefix << 8 * (n - n_there) : start << 8 * (n - 1) << 8;
}

void
pv_label_key_append (PvLabelTable *labels,
                     guint32       id,
                     GString      *key)
{
  gsize length;
  const guint8 *bytes = pv_label_table_get (labels, id, &length);

  g_string_append_len (key, (const char *) bytes, (gssize) length);
}

int
pv_label_numbers_compare (PvCapture *capture,
                          guint32    a,
                          guint32    b)
{
  return a < b ? -1 : a > b;
}

guint64
pv_label_number_get_prefix (PvCapture *capture,
                            guint32    id)
{
  return id;
}

void
pv_label_number_append (PvCapture *capture,
                        guint32    id,
                        GString   *key)
{
  g_string_append_len (key, (const char *) &id, sizeof id);
}

gboolean
pv_label_text_match (char       *text,
                     const char *search)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  g_free (text);

  return strstr (lower, search) != NULL;
}

PvLabels
pv_labels_of (PvCapture   *capture,
              PvDimension  dimension)
{
  return (PvLabels){ capture, classes[pv_dimension_get_info (dimension)->label_class] };
}

guint32
pv_labels_get_n (const PvLabels *self)
{
  return self->funcs->others != NULL ? self->funcs->others->get_n (self->capture) + 1
                                     : self->funcs->get_n (self->capture);
}

char *
pv_labels_dup_text (const PvLabels *self,
                    guint32         id)
{
  if (self->funcs->others == NULL)
    return self->funcs->dup_text (self->capture, id);

  return id == PV_ID_NOT_NAMED ? g_strdup (NOT_NAMED) : self->funcs->others->dup_text (self->capture, id - 1);
}

int
pv_labels_compare (const PvLabels *self,
                   guint32         a,
                   guint32         b)
{
  if (self->funcs->others == NULL)
    return self->funcs->compare (self->capture, a, b);

  /* what has no name comes last */
  if (a == PV_ID_NOT_NAMED || b == PV_ID_NOT_NAMED)
    return (a == PV_ID_NOT_NAMED) - (b == PV_ID_NOT_NAMED);

  return self->funcs->others->compare (self->capture, a - 1, b - 1);
}

guint64
pv_labels_get_prefix (const PvLabels *self,
                      guint32         id)
{
  if (self->funcs->others == NULL)
    return self->funcs->get_prefix (self->capture, id);

  return id == PV_ID_NOT_NAMED ? G_MAXUINT64 : self->funcs->others->get_prefix (self->capture, id - 1);
}

gboolean
pv_labels_get_sort_keys (const PvLabels *self,
                         PvSortKey      *keys,
                         gsize           n)
{
  if (self->funcs->get_sort_keys != NULL)
    return self->funcs->get_sort_keys (self->capture, keys, n);

  for (gsize i = 0; i < n; i++)
    {
      keys[i].high = pv_labels_get_prefix (self, keys[i].id);
      keys[i].low = 0;
    }

  return TRUE;
}

gboolean
pv_labels_match (const PvLabels *self,
                 guint32         id,
                 const char     *search,
                 gsize           search_length)
{
  if (self->funcs->others == NULL)
    return self->funcs->match (self->capture, id, search, search_length);

  return id == PV_ID_NOT_NAMED ? strstr (NOT_NAMED, search) != NULL
                               : self->funcs->others->match (self->capture, id - 1, search, search_length);
}

guint32
pv_labels_find (const PvLabels *self,
                const char     *text)
{
  guint32 id;

  if (self->funcs->others == NULL)
    return self->funcs->find (self->capture, text);

  if (g_ascii_strcasecmp (text, NOT_NAMED) == 0)
    return PV_ID_NOT_NAMED;
  id = self->funcs->others->find (self->capture, text);

  return id != PV_NO_ID ? id + 1 : PV_NO_ID;
}

void
pv_labels_append_key (const PvLabels *self,
                      guint32         id,
                      GString        *key)
{
  g_autofree char *text = NULL;

  if (self->funcs->append_key != NULL)
    {
      self->funcs->append_key (self->capture, id, key);
      return;
    }

  text = pv_labels_dup_text (self, id);
  g_string_append (key, text);
}

char *
pv_labels_dup_second (const PvLabels *self,
                      guint32         id)
{
  return self->funcs->dup_second != NULL ? self->funcs->dup_second (self->capture, id) : NULL;
}

gboolean
pv_labels_have_second (const PvLabels *self)
{
  return self->funcs->dup_second != NULL;
}
