/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-anonymiser.c: packets without what tells whose they are. */
#include "config.h"

#include "pv-anonymiser-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/random.h>

#include "pv-error.h"

#define MAX_TAGS 8

#define LINKTYPE_NULL 0
#define LINKTYPE_ETHERNET 1
#define LINKTYPE_RAW 101
#define LINKTYPE_LOOP 108
#define LINKTYPE_LINUX_SLL 113
#define LINKTYPE_IPV4 228
#define LINKTYPE_IPV6 229
#define LINKTYPE_LINUX_SLL2 276

PvAnonymiser *
pv_anonymiser_new (PvPseudonyms *pseudonyms)
{
  PvAnonymiser *self;

  g_return_val_if_fail (pseudonyms != NULL, NULL);

  self = g_try_new0 (PvAnonymiser, 1);
  if (self != NULL)
    self->data = g_try_malloc (PV_ANONYMISER_MAX_KEPT);
  if (self == NULL || self->data == NULL)
    {
      g_free (self);
      pv_pseudonyms_free (pseudonyms);
      return NULL;
    }
  self->pseudonyms = pseudonyms;

  return self;
}

PvAnonymiser *
pv_anonymiser_new_random (GError **error)
{
  PvAnonymiser *self;
  guint8 key[32];

  if (getrandom (key, sizeof key, 0) != (gssize) sizeof key)
    {
      int code = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (code), g_strerror (code));
      return NULL;
    }

  self = pv_anonymiser_new (pv_pseudonyms_new (key, sizeof key));
  if (self == NULL)
    pv_error_set_no_memory (error);
  explicit_bzero (key, sizeof key);

  return self;
}

void
pv_anonymiser_free (PvAnonymiser *self)
{
  if (self == NULL)
    return;

  pv_pseudonyms_free (self->pseudonyms);
  g_free (self->data);
  g_free (self);
}

void
pv_anonymiser_set_keep_vendors (PvAnonymiser *self,
                                gboolean      keep_vendors)
{
  g_return_if_fail (self != NULL);

  pv_pseudonyms_set_keep_vendors (self->pseudonyms, keep_vendors);
}

static guint32
rewrite_ip (PvAnonymiser *self,
            guint32       at)
{
  if (!pv_anonymiser_has (self, at, 1))
    return at;

  return self->data[at] >> 4 == 6 ? pv_anonymiser_rewrite_ipv6 (self, at) : pv_anonymiser_rewrite_ipv4 (self, at);
}

/* RFC 826: for Ethernet and IPv4 */
static guint32
rewrite_arp (PvAnonymiser *self,
             guint32       at)
{
  static const guint8 kinds[] = { 0, 1, 8, 0, 6, 4 };
  guint8 *packet = self->data + at;

  if (!pv_anonymiser_has (self, at, 28) || memcmp (packet, kinds, sizeof kinds) != 0)
    return at;
  pv_pseudonyms_replace_hardware (self->pseudonyms, packet + 8);
  pv_pseudonyms_replace_address (self->pseudonyms, packet + 14, 4);
  pv_pseudonyms_replace_hardware (self->pseudonyms, packet + 18);
  pv_pseudonyms_replace_address (self->pseudonyms, packet + 24, 4);

  return at + 28;
}

static guint32
rewrite_ethertype (PvAnonymiser *self,
                   guint16       type,
                   guint32       at)
{
  for (guint i = 0; i < MAX_TAGS && (type == 0x8100 || type == 0x88a8 || type == 0x9100); i++)
    {
      if (!pv_anonymiser_has (self, at, 4))
        return at;
      type = pv_peek_u16 (self->data + at + 2);
      at += 4;
    }

  switch (type)
    {
    case 0x0800:
      return pv_anonymiser_rewrite_ipv4 (self, at);
    case 0x86dd:
      return pv_anonymiser_rewrite_ipv6 (self, at);
    case 0x0806:
      return rewrite_arp (self, at);
    case 0x8864: /* RFC 2516 */
      if (!pv_anonymiser_has (self, at, 8))
        return at;
      type = pv_peek_u16 (self->data + at + 6);
      if (type == 0x0021)
        return pv_anonymiser_rewrite_ipv4 (self, at + 8);
      return type == 0x0057 ? pv_anonymiser_rewrite_ipv6 (self, at + 8) : at + 8;
    default:
      return at;
    }
}

/* A hardware address in a field of 8 bytes. */
static void
replace_field (PvAnonymiser *self,
               guint8       *field,
               guint         length)
{
  if (length == 6)
    {
      pv_pseudonyms_replace_hardware (self->pseudonyms, field);
      memset (field + 6, 0, 2);
    }
  else
    {
      memset (field, 0, 8);
    }
}

/* Whether the header of a loopback interface announces IP: by the numbers of any system, in either byte order. Others
 * have what is no IP behind it, whatever that looks like. */
static gboolean
is_ip_family (const guint8 *header)
{
  static const guint8 families[] = { 2, 10, 24, 28, 30 };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    if (pv_peek_u32 (header) == families[i] || pv_peek_u32_le (header) == families[i])
      return TRUE;

  return FALSE;
}

/* Returns where what is kept ends. */
static guint32
rewrite_link (PvAnonymiser *self,
              guint16       link_type)
{
  guint8 *data = self->data;

  switch (link_type)
    {
    case LINKTYPE_ETHERNET:
      if (!pv_anonymiser_has (self, 0, 14))
        return 0;
      pv_pseudonyms_replace_hardware (self->pseudonyms, data);
      pv_pseudonyms_replace_hardware (self->pseudonyms, data + 6);
      return rewrite_ethertype (self, pv_peek_u16 (data + 12), 14);
    case LINKTYPE_LINUX_SLL:
      if (!pv_anonymiser_has (self, 0, 16))
        return 0;
      replace_field (self, data + 6, pv_peek_u16 (data + 4));
      return rewrite_ethertype (self, pv_peek_u16 (data + 14), 16);
    case LINKTYPE_LINUX_SLL2:
      if (!pv_anonymiser_has (self, 0, 20))
        return 0;
      replace_field (self, data + 12, data[11]);
      return rewrite_ethertype (self, pv_peek_u16 (data), 20);
    case LINKTYPE_NULL:
    case LINKTYPE_LOOP:
      return pv_anonymiser_has (self, 0, 4) && is_ip_family (data) ? rewrite_ip (self, 4) : 0;
    case LINKTYPE_RAW:
    case LINKTYPE_IPV4:
    case LINKTYPE_IPV6:
      return rewrite_ip (self, 0);
    default:
      return 0;
    }
}

void
pv_anonymiser_rewrite (PvAnonymiser   *self,
                       const PvRecord *record,
                       PvRecord       *rewritten)
{
  g_return_if_fail (self != NULL && record != NULL && rewritten != NULL);

  self->n = MIN (record->captured_length, PV_ANONYMISER_MAX_KEPT);
  self->wire = MAX (record->original_length, record->captured_length);
  if (self->n > 0)
    memcpy (self->data, record->data, self->n);

  *rewritten = *record;
  rewritten->data = self->data;
  rewritten->captured_length = rewrite_link (self, record->link_type);
}

const char *
pv_anonymiser_get_limits (void)
{
  return _("Times, lengths, ports and who talks to whom under another name remain, and so does which addresses are of one "
           "network. What is not understood is cut off.");
}
