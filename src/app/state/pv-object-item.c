/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-item.c: a file that went over the wire, as lists show it. */
#include "config.h"

#include "pv-object-item.h"

#include <arpa/inet.h>
#include <glib/gi18n.h>
#include <string.h>

#include "pv-date-text.h"
#include "pv-file-text.h"
#include "pv-time.h"
#include "pv-unit.h"

struct _PvObjectItem
{
  GObject parent_instance;

  PvObject *object;
};

G_DEFINE_FINAL_TYPE (PvObjectItem, pv_object_item, G_TYPE_OBJECT)

static void
pv_object_item_finalize (GObject *object)
{
  PvObjectItem *self = PV_OBJECT_ITEM (object);

  pv_object_free (self->object);
  G_OBJECT_CLASS (pv_object_item_parent_class)->finalize (object);
}

static void
pv_object_item_class_init (PvObjectItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_object_item_finalize;
}

static void
pv_object_item_init (PvObjectItem *self)
{
}

PvObjectItem *
pv_object_item_new (PvObject *object)
{
  PvObjectItem *self = g_object_new (PV_TYPE_OBJECT_ITEM, NULL);

  self->object = object;

  return self;
}

const PvObject *
pv_object_item_get (PvObjectItem *self)
{
  g_return_val_if_fail (PV_IS_OBJECT_ITEM (self), NULL);

  return self->object;
}

/* What the sender says, and what the contents are where they contradict it. (transfer full) */
static char *
dup_type (const PvObject *object)
{
  if ((object->flaws & PV_OBJECT_MISNAMED) == 0)
    return pv_file_text_clean (object->type != NULL ? object->type : object->content_type);

  /* Translators: the media type of a file's contents, where the sender or the name of the file say another, as in
   * “application/x-executable, not image/jpeg” */
  return g_strdup_printf (_("%s, not as named"), object->content_type);
}

/* (transfer full) */
static char *
dup_state (const PvObject *object)
{
  g_autofree char *missing = NULL;

  if ((object->flaws & PV_OBJECT_TOO_LARGE) != 0)
    return g_strdup (_("Not decompressed to its end"));
  if ((object->flaws & PV_OBJECT_DAMAGED) != 0)
    return g_strdup (_("Damaged"));
  if ((object->flaws & PV_OBJECT_CUT) != 0)
    {
      if (object->missing == 0)
        return g_strdup (_("End missing"));
      missing = pv_unit_format (PV_UNIT_BYTES, (double) object->missing);
      /* Translators: %s is a number of bytes, as in “1.5 kB” */
      return g_strdup_printf (_("%s missing"), missing);
    }
  if ((object->flaws & PV_OBJECT_PART) != 0)
    return g_strdup (_("A part, as asked for"));
  if ((object->flaws & PV_OBJECT_CODED) != 0)
    return g_strdup (_("Still compressed"));

  return g_strdup (_("Whole"));
}

static char *
dup_address (const PvObject *object,
             gboolean        of_client)
{
  char text[INET6_ADDRSTRLEN];

  inet_ntop (object->address_size == 4 ? AF_INET : AF_INET6, of_client ? object->client : object->server, text,
             sizeof text);

  return g_strdup (text);
}

char *
pv_object_item_dup_text (PvObjectItem   *self,
                         PvObjectColumn  column)
{
  const PvObject *object;
  gint64 second;

  g_return_val_if_fail (PV_IS_OBJECT_ITEM (self), NULL);

  object = self->object;
  second = pv_time_get_second (object->time_ns);
  switch (column)
    {
    case PV_OBJECT_COLUMN_NAME:
      return object->name != NULL ? pv_file_text_clean (object->name) : g_strdup (_("Nameless"));
    case PV_OBJECT_COLUMN_TYPE:
      return dup_type (object);
    case PV_OBJECT_COLUMN_SIZE:
      return pv_unit_format (PV_UNIT_BYTES, (double) object->size);
    case PV_OBJECT_COLUMN_STATE:
      return dup_state (object);
    case PV_OBJECT_COLUMN_FROM:
      return dup_address (object, object->is_upload);
    case PV_OBJECT_COLUMN_TO:
      return dup_address (object, !object->is_upload);
    case PV_OBJECT_COLUMN_TIME:
      return pv_date_text_format_exact (second * PV_NS_PER_SECOND, second * PV_NS_PER_SECOND, PV_CLOCK_LOCAL);
    case PV_OBJECT_COLUMN_URL:
      return g_strdup (object->url != NULL ? object->url : "");
    case PV_OBJECT_COLUMN_SHA256:
    default:
      return pv_object_dup_sha256 (object);
    }
}

gboolean
pv_object_item_matches (PvObjectItem *self,
                        const char   *words)
{
  static const PvObjectColumn columns[] = {
    PV_OBJECT_COLUMN_NAME, PV_OBJECT_COLUMN_TYPE, PV_OBJECT_COLUMN_FROM,
    PV_OBJECT_COLUMN_TO,   PV_OBJECT_COLUMN_URL,  PV_OBJECT_COLUMN_SHA256,
  };

  g_return_val_if_fail (PV_IS_OBJECT_ITEM (self) && words != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_autofree char *text = pv_object_item_dup_text (self, columns[i]);
      g_autofree char *folded = g_utf8_casefold (text, -1);

      if (strstr (folded, words) != NULL)
        return TRUE;
    }

  return FALSE;
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return a < b ? -1 : a > b;
}

int
pv_object_item_compare (PvObjectItem   *self,
                        PvObjectItem   *other,
                        PvObjectColumn  column)
{
  const PvObject *a;
  const PvObject *b;
  g_autofree char *text = NULL;
  g_autofree char *other_text = NULL;

  g_return_val_if_fail (PV_IS_OBJECT_ITEM (self) && PV_IS_OBJECT_ITEM (other), 0);

  a = self->object;
  b = other->object;
  switch (column)
    {
    case PV_OBJECT_COLUMN_SIZE:
      return compare_numbers ((gint64) a->size, (gint64) b->size);
    case PV_OBJECT_COLUMN_STATE:
      if (a->missing != b->missing)
        return compare_numbers ((gint64) a->missing, (gint64) b->missing);
      return compare_numbers (a->flaws, b->flaws);
    case PV_OBJECT_COLUMN_TIME:
      return compare_numbers (a->time_ns, b->time_ns);
    case PV_OBJECT_COLUMN_FROM:
      return memcmp (a->is_upload ? a->client : a->server, b->is_upload ? b->client : b->server, 16);
    case PV_OBJECT_COLUMN_TO:
      return memcmp (a->is_upload ? a->server : a->client, b->is_upload ? b->server : b->client, 16);
    default:
      text = pv_object_item_dup_text (self, column);
      other_text = pv_object_item_dup_text (other, column);
      return g_utf8_collate (text, other_text);
    }
}
