/* SPDX-License-Identifier: GPL-3.0-or-later */
/* capture-maker.c: makes loaded captures of chosen packets, for tests. */
#include "capture-maker.h"

#include <string.h>

#include "pv-loader.h"
#include "pv-query.h"
#include "savefile-builder.h"

#define IPV6_BIT 0x80000000u
#define DNS_HEADER "\x12\x34\x01\x00\0\x01\0\0\0\0\0\0"

static void
add_address (SavefileBuilder *packet,
             guint32          number)
{
  if ((number & IPV6_BIT) != 0)
    {
      savefile_add_u32 (packet, 0x20010db8);
      savefile_add_u64 (packet, 0);
      savefile_add_u32 (packet, number & ~IPV6_BIT);
    }
  else
    {
      savefile_add_u32 (packet, 10u << 24 | number);
    }
}

static void
add_question (SavefileBuilder *packet,
              const char      *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  savefile_add_bytes (packet, DNS_HEADER, sizeof DNS_HEADER - 1);
  for (guint i = 0; labels[i] != NULL; i++)
    {
      savefile_add_u8 (packet, (guint8) strlen (labels[i]));
      savefile_add_bytes (packet, labels[i], strlen (labels[i]));
    }
  savefile_add_u8 (packet, 0);
  savefile_add_u16 (packet, 1);
  savefile_add_u16 (packet, 1);
}

static void
add_packet (SavefileBuilder  *packet,
            const TestPacket *spec)
{
  gboolean ipv6 = (spec->source & IPV6_BIT) != 0;

  if (spec->source == 0)
    {
      /* LINKTYPE_RAW with a version that is none. */
      savefile_add_u8 (packet, 0);
      return;
    }

  if (ipv6)
    {
      savefile_add_u32 (packet, 0x60000000);
      savefile_add_u16 (packet, spec->ip_bytes - 40);
      savefile_add_u8 (packet, 17);
      savefile_add_u8 (packet, 64);
    }
  else
    {
      savefile_add_u16 (packet, 0x4500);
      savefile_add_u16 (packet, spec->ip_bytes);
      savefile_add_u32 (packet, 0);
      savefile_add_u8 (packet, 64);
      savefile_add_u8 (packet, 17);
      savefile_add_u16 (packet, 0);
    }
  add_address (packet, spec->source);
  add_address (packet, spec->destination);

  savefile_add_u16 (packet, 40000);
  savefile_add_u16 (packet, spec->lookup != NULL ? 53 : 443);
  savefile_add_u16 (packet, spec->ip_bytes - (ipv6 ? 40 : 20));
  savefile_add_u16 (packet, 0);
  if (spec->lookup != NULL)
    add_question (packet, spec->lookup);
}

GFile *
test_packets_write (const TestPacket *packets,
                    guint             n)
{
  SavefileBuilder file;
  GFile *result;

  savefile_builder_init (&file, FALSE);
  savefile_add_section (&file);
  savefile_add_interface (&file, 101, 256, 9, 0);

  for (guint i = 0; i < n; i++)
    {
      SavefileBuilder packet;

      savefile_builder_init (&packet, TRUE);
      add_packet (&packet, &packets[i]);
      savefile_add_enhanced (&file, 0, (guint64) packets[i].time_ns, packet.bytes->data, packet.bytes->len,
                             packets[i].source != 0 ? packets[i].ip_bytes : 1);
      savefile_builder_clear (&packet);
    }

  result = savefile_builder_write (&file);
  savefile_builder_clear (&file);

  return result;
}

PvCapture *
test_packets_load (const TestPacket *packets,
                   guint             n)
{
  g_autoptr (GFile) file = test_packets_write (packets, n);
  g_autoptr (PvLoader) loader = pv_loader_new (file);
  g_autoptr (GError) error = NULL;
  PvCapture *capture = pv_loader_load (loader, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (capture);

  return capture;
}

char *
test_address (guint32 number)
{
  if ((number & IPV6_BIT) != 0)
    {
      guint32 low = number & ~IPV6_BIT;

      if (low >> 16 != 0)
        return g_strdup_printf ("2001:db8::%x:%x", low >> 16, low & 0xffff);
      return g_strdup_printf ("2001:db8::%x", low);
    }

  return g_strdup_printf ("10.%u.%u.%u", number >> 16 & 0xff, number >> 8 & 0xff, number & 0xff);
}

guint32
test_find_id (PvCapture   *capture,
              PvDimension  dimension,
              const char  *label)
{
  PvQuery query = { .dimension = dimension };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);

  for (guint i = 0; i < ranking->n_ranks; i++)
    {
      g_autofree char *found = pv_capture_dup_label (capture, dimension, ranking->ranks[i].id);

      if (g_str_equal (found, label))
        return ranking->ranks[i].id;
    }

  g_assert_not_reached ();
}
