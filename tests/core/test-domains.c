/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-domains.c: which domain a name is below, and the numbers that domains have. */
#include <glib.h>

#include "pv-domain-index.h"
#include "pv-registrable-domain.h"

#define N_TUNNEL_NAMES 10000
#define N_THREADS 4

static void
test_find (void)
{
  static const char *const names[][2] = {
    { "a.b.example.co.uk", "example.co.uk" },
    { "example.co.uk", "example.co.uk" },
    { "example.com", "example.com" },
    /* public suffixes */
    { "co.uk", "co.uk" },
    { "com", "com" },
    /* a rule for all, with exceptions */
    { "a.b.c.ck", "b.c.ck" },
    { "b.c.ck", "b.c.ck" },
    { "c.ck", "c.ck" },
    { "a.www.ck", "www.ck" },
    { "www.ck", "www.ck" },
    { "a.b.city.kawasaki.jp", "city.kawasaki.jp" },
    /* the private section */
    { "a.somebody.github.io", "somebody.github.io" },
    { "github.io", "github.io" },
    /* in both forms */
    { "www.食狮.公司.cn", "食狮.公司.cn" },
    { "www.xn--85x722f.xn--55qx5d.cn", "xn--85x722f.xn--55qx5d.cn" },
    { "公司.cn", "公司.cn" },
    { "www.bücher.example.de", "example.de" },
    /* the list does not know of these */
    { "a.router.lan", "router.lan" },
    { "a.b.example", "b.example" },
    /* nobody registered these */
    { "localhost", "localhost" },
    { ".", "." },
    { "", "" },
    { "4.3.2.1.in-addr.arpa", "4.3.2.1.in-addr.arpa" },
    { "_ipp._tcp.local", "_ipp._tcp.local" },
    { "192.0.2.1", "192.0.2.1" },
    { "2001:db8::1", "2001:db8::1" },
    /* what captures make of odd bytes, and of dots within labels */
    { "a\\032b.c\\000d.example.com", "example.com" },
    { "x.a\\.b.com", "a\\.b.com" },
    { "x.a\\\\.b.com", "b.com" },
    { "a\\.com", "a\\.com" },
    { "a\\.b.co.uk", "a\\.b.co.uk" },
    { "x.a\\.co.uk", "a\\.co.uk" },
    /* more labels than any rule */
    { "a.b.c.d.e.f.g.h.i.j.k.l.m.n.example.com", "example.com" },
    /* not from the wire */
    { "example.com.", "example.com." },
    { "a..b", "a..b" },
    { "..", ".." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_cmpstr (pv_registrable_domain_find (names[i][0]), ==, names[i][1]);
}

/* A name of as many labels as there can be takes no longer than one of eight. */
static void
test_long (void)
{
  g_autoptr (GString) name = g_string_new (NULL);
  g_autofree char *dots = g_strnfill (1000, '.');
  g_autofree char *escapes = g_strnfill (1000, '\\');

  for (guint i = 0; i < 120; i++)
    g_string_append (name, "a.");
  g_string_append (name, "example.org");
  g_assert_cmpstr (pv_registrable_domain_find (name->str), ==, "example.org");

  g_assert_nonnull (pv_registrable_domain_find (dots));
  g_assert_nonnull (pv_registrable_domain_find (escapes));
}

static gpointer
ask (gpointer data)
{
  PvDomainIndex *index = data;

  for (guint32 name = 0; name < N_TUNNEL_NAMES; name++)
    g_assert_cmpuint (pv_domain_index_get (index, name), ==, 0);

  return NULL;
}

/* All that is smuggled through one domain is one label, whoever asks first. */
static void
test_tunnel (void)
{
  g_autoptr (PvLabelTable) names = pv_label_table_new ();
  g_autoptr (PvDomainIndex) index = pv_domain_index_new (names);
  GThread *threads[N_THREADS];
  guint32 id;

  for (guint i = 0; i < N_TUNNEL_NAMES; i++)
    {
      g_autofree char *name = g_strdup_printf ("%08x.%u.t.example.net", i * 2654435761u, i);

      g_assert_cmpuint (pv_label_table_add (names, (const guint8 *) name, strlen (name)), ==, i);
    }

  for (guint i = 0; i < N_THREADS; i++)
    threads[i] = g_thread_new ("ask", ask, index);
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (pv_label_table_get_n (pv_domain_index_get_all (index)), ==, 1);
  g_assert_cmpstr ((const char *) pv_label_table_get (pv_domain_index_get_all (index), 0, NULL), ==, "example.net");

  /* it grows */
  id = pv_label_table_add (names, (const guint8 *) "other.example.org", strlen ("other.example.org"));
  g_assert_cmpuint (pv_domain_index_get (index, id), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/domains/find", test_find);
  g_test_add_func ("/domains/long", test_long);
  g_test_add_func ("/domains/tunnel", test_tunnel);

  return g_test_run ();
}
