/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-going-on.c: what is read on behind an index is what reading all at once gives.
 *
 * With files as arguments: holds that against each of them, cut at many places. */
#include "effort.h"
#include "index-place.h"
#include "packet-builder.h"
#include "pv-capture-private.h"
#include "pv-error.h"
#include "pv-loader.h"
#include "savefile-builder.h"

#include <glib/gstdio.h>
#include <string.h>

#define ETHERNET 1
#define SYN 0x02
#define ACK 0x10
#define T0 ((gint64) 1500000000 * PV_NS_PER_SECOND)

/* @name: (nullable): NULL for the folder */
static PvLoader *
make_loader (const IndexPlace *self,
             const char       *name,
             gboolean          has_cache)
{
  g_autofree char *path = name != NULL ? index_place_get_path (self, name) : g_strdup (self->captures);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  PvLoader *loader = pv_loader_new (file);

  /* what is as large is listed as it was numbered */
  pv_loader_set_n_workers (loader, 1);
  if (has_cache)
    pv_loader_set_index_cache (loader, self->cache, 0);

  return loader;
}

/* What opening it without an index says; NULL where it cannot be opened. */
static char *
read_all (const IndexPlace *self,
          const char       *name)
{
  g_autoptr (PvLoader) loader = make_loader (self, name, FALSE);
  g_autoptr (PvCapture) capture = pv_loader_load (loader, NULL, NULL);

  return capture != NULL ? make_report (capture) : NULL;
}

/* Opens it, and has an index written. FALSE where there is none. */
static gboolean
store (const IndexPlace *self,
       const char       *name)
{
  g_autoptr (PvLoader) loader = make_loader (self, name, TRUE);
  g_autoptr (PvCapture) capture = pv_loader_load (loader, NULL, NULL);

  return capture != NULL && pv_loader_wants_index (loader) && pv_loader_write_index (loader, capture, NULL, NULL);
}

/* Tells where reports differ, rather than all that is in them. */
static gboolean
are_equal (const char *here,
           const char *there,
           const char *what)
{
  gsize i = 0;

  while (here[i] != '\0' && here[i] == there[i])
    i++;
  if (here[i] == there[i])
    return TRUE;

  g_printerr ("# %s: byte %" G_GSIZE_FORMAT ": “%.200s” rather than “%.200s”\n", what, i, here + i - MIN (i, 100),
              there + i - MIN (i, 100));

  return FALSE;
}

/* Opens what has grown. @n_indexed: (out): packets that came from the index */
static gboolean
is_as_read (const IndexPlace *self,
            const char       *name,
            guint64          *n_indexed)
{
  g_autoptr (PvLoader) loader = make_loader (self, name, TRUE);
  g_autoptr (GError) error = NULL;
  g_autoptr (PvCapture) capture = pv_loader_load (loader, NULL, &error);
  g_autofree char *here = capture != NULL ? make_report (capture) : NULL;
  g_autofree char *there = read_all (self, name);

  if (there != NULL)
    g_assert_no_error (error);
  g_assert_true ((here != NULL) == (there != NULL));
  *n_indexed = pv_loader_get_n_indexed (loader);

  return here == NULL || are_equal (here, there, name != NULL ? name : "folder");
}

/* Opens the beginning by its index, and follows it to the end in two steps. What was cut in the middle of a packet is told of
 * what is opened, not of what grows. @n_followed: (out): how often it was */
static gboolean
is_as_followed (const IndexPlace *self,
                const char       *name,
                const guint8     *bytes,
                gsize             from,
                gsize             to,
                guint            *n_followed)
{
  g_autoptr (PvLoader) loader = make_loader (self, name, TRUE);
  g_autoptr (PvCapture) newest = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *here = NULL;
  g_autofree char *there = NULL;
  gsize middle = from + (to - from) / 2;
  gboolean is_newest = FALSE;

  pv_loader_set_follows (loader, TRUE);
  newest = pv_loader_load (loader, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (pv_loader_is_indexed (loader));
  g_assert_true (pv_loader_can_follow (loader));
  g_assert_null (pv_loader_follow (loader, NULL, &error));
  g_assert_no_error (error);

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *before = make_report (newest);
      g_autofree char *after = NULL;
      PvCapture *capture;

      index_place_put (self, name, "a", bytes + (i == 0 ? from : middle), i == 0 ? middle - from : to - middle);
      capture = pv_loader_follow (loader, NULL, &error);
      /* that it is in no order of time, say */
      if (g_error_matches (error, PV_ERROR, PV_ERROR_DAMAGED))
        {
          if (i == 0)
            index_place_put (self, name, "a", bytes + middle, to - middle);
          return TRUE;
        }
      g_assert_no_error (error);
      is_newest = capture != NULL;
      if (capture == NULL)
        continue;
      /* what is shown stays as it was */
      after = make_report (newest);
      if (!are_equal (after, before, "an earlier generation"))
        return FALSE;
      if (!pv_capture_is_same_model (capture, newest))
        return FALSE;
      g_object_unref (newest);
      newest = capture;
      (*n_followed)++;
    }

  /* where no packet came, nothing is told */
  if (!is_newest && pv_capture_get_truncated (newest))
    return TRUE;
  here = make_report (newest);
  there = read_all (self, name);

  return strstr (there, "\"truncated\" : true") != NULL || are_equal (here, there, "followed");
}

/* Cuts the file at @cut, has an index made of that, and reads on. */
static gboolean
check_cut (const IndexPlace *self,
           const guint8     *bytes,
           gsize             n,
           gsize             cut,
           guint            *n_gone_on,
           guint            *n_followed)
{
  guint64 n_indexed;

  index_place_put (self, "capture", "w", bytes, cut);
  if (!store (self, "capture"))
    return TRUE;

  index_place_put (self, "capture", "a", bytes + cut, n - cut);
  if (!is_as_read (self, "capture", &n_indexed))
    return FALSE;
  *n_gone_on += n_indexed > 0;
  if (n_indexed == 0)
    return TRUE;

  index_place_put (self, "capture", "w", bytes, cut);
  return store (self, "capture") && is_as_followed (self, "capture", bytes, cut, n, n_followed);
}

static int
check_files (char **paths)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  guint n_files = 0;
  guint n_cuts = 0;
  guint n_gone_on = 0;
  guint n_followed = 0;
  guint n_wrong = 0;
  IndexPlace place;

  index_place_init (&place);
  for (; *paths != NULL; paths++)
    {
      g_autofree char *bytes = NULL;
      gsize n;

      if (!g_file_get_contents (*paths, &bytes, &n, NULL) || n < 2)
        continue;
      n_files++;
      for (guint i = 0; i < 4; i++)
        {
          gsize cut = (gsize) (g_rand_double (rand) * (double) n);

          n_cuts++;
          if (!check_cut (&place, (const guint8 *) bytes, n, cut, &n_gone_on, &n_followed))
            {
              g_printerr ("# %s: wrong behind byte %" G_GSIZE_FORMAT "\n", *paths, cut);
              n_wrong++;
            }
        }
      pv_index_cache_clear (place.cache);
    }
  index_place_clear (&place);
  g_print ("%u files, %u cuts, %u gone on from an index, %u generations followed, %u wrong\n", n_files, n_cuts, n_gone_on,
           n_followed, n_wrong);

  return n_wrong > 0;
}

static GByteArray *
text_packet (const char *text)
{
  GByteArray *packet = packet_new ();

  g_byte_array_append (packet, (const guint8 *) text, (guint) strlen (text));

  return packet;
}

/* Lookups that are answered some packets later, requests and ClientHellos in several segments that many packets lie
 * between, so that wherever it is cut, something is not whole. @late: packets that come late */
static void
add_records (SavefileBuilder *builder,
             guint            first,
             guint            n,
             gboolean         late)
{
  for (guint i = first; i < first + n; i++)
    {
      guint round = i / 4 % 64;
      guint who = i % 4;
      g_autofree char *client = g_strdup_printf ("10.0.%u.%u", round / 7, round % 7 + 1);
      g_autofree char *server = g_strdup_printf ("192.0.2.%u", round % 11 + 1);
      g_autofree char *name = g_strdup_printf ("name%u.example%u.org", round, i / 256 % 5);
      gboolean is_second = i / 256 % 2 == 1;
      GByteArray *packet;
      gint64 time_ns = T0 + (gint64) i * 50 * PV_NS_PER_SECOND / 1000;

      if (late && i % 50 == 49)
        time_ns -= PV_NS_PER_SECOND;
      switch (who)
        {
        case 0:
          packet = packet_dns (name);
          if (is_second)
            packet->data[2] |= 0x80;
          packet = is_second ? packet_ipv4 (packet_udp (packet, 53, 3000), 17, "10.0.0.53", client)
                             : packet_ipv4 (packet_udp (packet, 3000, 53), 17, client, "10.0.0.53");
          break;
        case 1:
          packet = text_packet (is_second ? "mple\r\n\r\n" : "GET /a/page HTTP/1.1\r\nHost: www.exa");
          packet = packet_tcp (packet, (guint16) (2000 + i / 512), 80, is_second ? 36 : 1, ACK);
          packet = packet_ipv4 (packet, 6, client, server);
          break;
        case 2:
          packet = packet_tcp (packet_new (), (guint16) (2000 + i / 512), 80, 0, SYN);
          packet = packet_ipv4 (packet, 6, client, server);
          break;
        default:
          packet = packet_ipv4 (packet_udp (packet_append_n (packet_new (), i % 40 + 1, 'x'), 443, 4000), 17, server, client);
          break;
        }
      packet = packet_ethernet (packet, 0x0800);
      savefile_add_enhanced (builder, 0, (guint64) time_ns, packet->data, packet->len, packet->len);
      g_byte_array_unref (packet);
    }
}

static void
begin_file (SavefileBuilder *builder)
{
  savefile_builder_init (builder, FALSE);
  savefile_add_section (builder);
  savefile_add_interface (builder, ETHERNET, 65535, 9, 0);
}

/* Wherever it is cut, between packets and within them. */
static void
test_cuts (void)
{
  const guint n_cuts = EFFORT (40, 6);
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  SavefileBuilder builder;
  guint n_gone_on = 0;
  guint n_followed = 0;
  IndexPlace place;

  begin_file (&builder);
  add_records (&builder, 0, 3000, FALSE);
  index_place_init (&place);
  for (guint i = 0; i < n_cuts; i++)
    {
      gsize n = builder.bytes->len;
      gsize cut = (gsize) g_rand_int_range (rand, 1000, (gint32) n - 1000);

      g_assert_true (check_cut (&place, builder.bytes->data, n, cut, &n_gone_on, &n_followed));
    }
  g_assert_cmpuint (n_gone_on, ==, n_cuts);
  g_assert_cmpuint (n_followed, ==, 2 * n_cuts);
  /* of one capture, there is one index */
  g_assert_cmpuint (index_place_count (&place), ==, 1);
  index_place_clear (&place);
  savefile_builder_clear (&builder);
}

/* What comes late is put where it belongs, also among what the index has; which may be in another order than the file
 * itself. */
static void
test_late (void)
{
  SavefileBuilder builder;
  guint n_gone_on = 0;
  guint n_followed = 0;
  gsize cuts[4];
  IndexPlace place;

  begin_file (&builder);
  add_records (&builder, 0, 1030, FALSE);
  cuts[0] = builder.bytes->len;
  add_records (&builder, 1030, 1000, TRUE);
  cuts[1] = builder.bytes->len;
  add_records (&builder, 2030, 65536 - 2030, TRUE);
  cuts[2] = builder.bytes->len;
  add_records (&builder, 65536, 3000, TRUE);
  cuts[3] = builder.bytes->len;
  add_records (&builder, 68536, 3000, FALSE);
  index_place_init (&place);
  for (guint i = EFFORT (0, 2); i < G_N_ELEMENTS (cuts); i++)
    g_assert_true (check_cut (&place, builder.bytes->data, builder.bytes->len, cuts[i], &n_gone_on, &n_followed));
  g_assert_cmpuint (n_gone_on, ==, EFFORT (4, 2));
  g_assert_cmpuint (n_followed, ==, 2 * EFFORT (4, 2));
  index_place_clear (&place);
  savefile_builder_clear (&builder);
}

/* Two files whose packets lie between each other's: their runs are told in both orders. */
static void
test_between (void)
{
  SavefileBuilder builder;
  guint64 n_indexed;
  gsize head;
  gsize ends[3];
  IndexPlace place;

  begin_file (&builder);
  head = builder.bytes->len;
  add_records (&builder, 0, 600, TRUE);
  ends[0] = builder.bytes->len;
  add_records (&builder, 300, 600, TRUE);
  ends[1] = builder.bytes->len;
  add_records (&builder, 900, 500, TRUE);
  ends[2] = builder.bytes->len;
  index_place_init (&place);
  index_place_put (&place, "a.pcapng", "w", builder.bytes->data, ends[0]);
  index_place_put (&place, "b.pcapng", "w", builder.bytes->data, head);
  index_place_put (&place, "b.pcapng", "a", builder.bytes->data + ends[0], ends[1] - ends[0]);
  g_assert_true (store (&place, NULL));
  index_place_put (&place, "b.pcapng", "a", builder.bytes->data + ends[1], ends[2] - ends[1]);
  g_assert_true (is_as_read (&place, NULL, &n_indexed));
  g_assert_cmpuint (n_indexed, ==, 1200);
  index_place_clear (&place);
  savefile_builder_clear (&builder);
}

/* More packets than a chunk of columns has, and of events. */
static void
test_large (void)
{
  SavefileBuilder builder;
  guint n_gone_on = 0;
  guint n_followed = 0;
  gsize cuts[3];
  IndexPlace place;

  begin_file (&builder);
  add_records (&builder, 0, 60000, FALSE);
  cuts[0] = builder.bytes->len;
  add_records (&builder, 60000, 5536, FALSE);
  cuts[1] = builder.bytes->len;
  add_records (&builder, 65536, 40000, FALSE);
  cuts[2] = builder.bytes->len;
  add_records (&builder, 105536, 40000, FALSE);
  index_place_init (&place);
  for (guint i = EFFORT (0, 2); i < G_N_ELEMENTS (cuts); i++)
    g_assert_true (check_cut (&place, builder.bytes->data, builder.bytes->len, cuts[i], &n_gone_on, &n_followed));
  g_assert_cmpuint (n_gone_on, ==, EFFORT (3, 1));
  g_assert_cmpuint (n_followed, ==, 2 * EFFORT (3, 1));
  index_place_clear (&place);
  savefile_builder_clear (&builder);
}

/* A ring in a folder: of files that are there, only what is new is read; of others, all. */
static void
test_ring (void)
{
  static const char note[] = "what is no capture";
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  SavefileBuilder builder;
  gsize head;
  gsize ends[5];
  guint64 n_indexed;
  IndexPlace place;

  begin_file (&builder);
  head = builder.bytes->len;
  for (guint i = 0; i < 5; i++)
    {
      add_records (&builder, i * 300, 300, FALSE);
      ends[i] = builder.bytes->len;
    }

  index_place_init (&place);
  second = index_place_get_path (&place, "ring2.pcapng");
  third = index_place_get_path (&place, "ring3.pcapng");
  index_place_put (&place, "a note", "w", note, sizeof note);
  index_place_put (&place, "ring1.pcapng", "w", builder.bytes->data, ends[0]);
  index_place_put (&place, "ring2.pcapng", "w", builder.bytes->data, head);
  index_place_put (&place, "ring2.pcapng", "a", builder.bytes->data + ends[0], ends[1] - ends[0]);
  g_assert_true (store (&place, NULL));
  g_assert_true (is_as_read (&place, NULL, &n_indexed));
  g_assert_cmpuint (n_indexed, ==, 600);

  /* the last one grows, and another joins */
  index_place_put (&place, "ring2.pcapng", "a", builder.bytes->data + ends[1], ends[2] - ends[1]);
  index_place_put (&place, "ring3.pcapng", "w", builder.bytes->data, head);
  index_place_put (&place, "ring3.pcapng", "a", builder.bytes->data + ends[2], ends[3] - ends[2]);
  g_assert_true (is_as_read (&place, NULL, &n_indexed));
  g_assert_cmpuint (n_indexed, ==, 600);
  g_assert_true (store (&place, NULL));
  g_assert_true (is_as_read (&place, NULL, &n_indexed));
  g_assert_cmpuint (n_indexed, ==, 1200);

  /* one between them */
  index_place_put (&place, "ring2a.pcapng", "w", builder.bytes->data, head);
  index_place_put (&place, "ring2a.pcapng", "a", builder.bytes->data + ends[3], ends[4] - ends[3]);
  g_assert_true (is_as_read (&place, NULL, &n_indexed));
  g_assert_cmpuint (n_indexed, ==, 0);

  /* one that is earlier, though it is called otherwise */
  {
    g_autofree char *path = index_place_get_path (&place, "ring2a.pcapng");

    g_assert_cmpint (g_unlink (path), ==, 0);
  }
  index_place_put (&place, "ring4.pcapng", "w", builder.bytes->data, ends[0]);
  g_assert_true (is_as_read (&place, NULL, &n_indexed));
  g_assert_cmpuint (n_indexed, ==, 0);

  /* one is gone */
  g_assert_cmpint (g_unlink (second), ==, 0);
  g_assert_true (is_as_read (&place, NULL, &n_indexed));
  g_assert_cmpuint (n_indexed, ==, 0);
  index_place_clear (&place);
  savefile_builder_clear (&builder);
}

/* A file that became longer, but is another, or was written to elsewhere, too. */
static void
test_others (void)
{
  SavefileBuilder builder;
  g_autofree char *path = NULL;
  guint64 n_indexed;
  gsize cut;
  IndexPlace place;

  begin_file (&builder);
  add_records (&builder, 0, 2000, FALSE);
  cut = builder.bytes->len;
  add_records (&builder, 2000, 500, FALSE);
  index_place_init (&place);
  path = index_place_get_path (&place, "capture");

  for (guint way = 0; way < 5; way++)
    {
      index_place_put (&place, "capture", "w", builder.bytes->data, cut);
      g_assert_true (store (&place, "capture"));
      switch (way)
        {
        case 0: /* another in its place */
          g_assert_cmpint (g_unlink (path), ==, 0);
          index_place_put (&place, "other", "w", "x", 1);
          index_place_put (&place, "capture", "w", builder.bytes->data, builder.bytes->len);
          break;
        case 1: /* written anew, as `> file` does, and longer by now */
          builder.bytes->data[cut / 2 + 40] ^= 1;
          builder.bytes->data[cut - 40] ^= 1;
          index_place_put (&place, "capture", "w", builder.bytes->data, builder.bytes->len);
          builder.bytes->data[cut / 2 + 40] ^= 1;
          builder.bytes->data[cut - 40] ^= 1;
          break;
        case 2: /* shorter */
          index_place_put (&place, "capture", "w", builder.bytes->data, cut / 2);
          break;
        case 3: /* as long, written to by a clock that jumped back */
          builder.bytes->data[cut - 40] ^= 1;
          index_place_put (&place, "capture", "w", builder.bytes->data, cut);
          builder.bytes->data[cut - 40] ^= 1;
          set_written (path, 1000000000);
          break;
        default: /* nothing but that its clock did */
          set_written (path, 1000000001);
          break;
        }
      g_assert_true (is_as_read (&place, "capture", &n_indexed));
      g_assert_cmpuint (n_indexed, ==, 0);
    }
  index_place_clear (&place);
  savefile_builder_clear (&builder);
}

/* What was damaged is not read on. */
static void
test_damaged (void)
{
  SavefileBuilder builder;
  guint64 n_indexed;
  gsize cut;
  gsize all;
  IndexPlace place;

  begin_file (&builder);
  add_records (&builder, 0, 1000, FALSE);
  cut = builder.bytes->len;
  add_records (&builder, 1000, 500, FALSE);
  all = builder.bytes->len;
  index_place_init (&place);
  /* a length that cannot be */
  memset (builder.bytes->data + cut + 4, 0xff, 4);
  index_place_put (&place, "capture", "w", builder.bytes->data, cut + 100);
  g_assert_true (store (&place, "capture"));
  index_place_put (&place, "capture", "a", builder.bytes->data + cut + 100, all - cut - 100);
  g_assert_true (is_as_read (&place, "capture", &n_indexed));
  g_assert_cmpuint (n_indexed, ==, 0);
  index_place_clear (&place);
  savefile_builder_clear (&builder);
}

int
main (int   argc,
      char *argv[])
{
  if (argc > 1 && argv[1][0] != '-')
    return check_files (argv + 1);

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/going-on/cuts", test_cuts);
  g_test_add_func ("/going-on/late", test_late);
  g_test_add_func ("/going-on/between", test_between);
  g_test_add_func ("/going-on/large", test_large);
  g_test_add_func ("/going-on/ring", test_ring);
  g_test_add_func ("/going-on/others", test_others);
  g_test_add_func ("/going-on/damaged", test_damaged);

  return g_test_run ();
}
