/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fake-bar-list.c: a list of bars that makes them when asked. */
#include "fake-bar-list.h"

#include <math.h>

#include "pv-bar.h"

struct _FakeBarList
{
  GObject parent_instance;

  guint n;
  double selected;
  guint n_asked;
  guint furthest;
};

static void fake_bar_list_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeBarList, fake_bar_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, fake_bar_list_iface_init))

static GType
fake_bar_list_get_item_type (GListModel *model)
{
  return PV_TYPE_BAR;
}

static guint
fake_bar_list_get_n_items (GListModel *model)
{
  return FAKE_BAR_LIST (model)->n;
}

static const char *const names[] = {
  "www.example.com", "mail.example.com", "a-very-long-name-of-a-host.in-a-subdomain.cdn.example.net", "router",
};

#define N_LEVELS 100

static GBytes *
make_spark (guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint8 levels[N_LEVELS];
  GBytes *spark;

  for (guint i = 0; i < N_LEVELS; i++)
    levels[i] = g_rand_int_range (rand, 0, 3) == 0 ? (guint8) g_rand_int_range (rand, 20, 256) : 0;
  spark = g_bytes_new (levels, sizeof levels);

  return spark;
}

static gpointer
fake_bar_list_get_item (GListModel *model,
                   guint       position)
{
  FakeBarList *self = FAKE_BAR_LIST (model);
  guint32 mixed = (position + 7) * 2654435761u;
  double whole = floor (250 * pow (position + 1, -.7) * (.9 + .1 * (mixed & 0xff) / 255.)) + 1;
  double value = self->selected < 1 ? floor (whole * self->selected * (.4 + .6 * (mixed >> 24) / 255.)) : whole;
  g_autofree char *label = NULL;
  g_autoptr (GBytes) spark = NULL;
  PvBar *bar;

  if (position >= self->n)
    return NULL;

  self->n_asked++;
  self->furthest = MAX (self->furthest, position);

  if (position % 7 == 3)
    label = g_strdup_printf ("2001:db8:85a3:8d3:1319:8a2e:%x:%x", mixed >> 16, mixed & 0xffff);
  else
    label = g_strdup_printf ("%u.%u.%u.%u", 10 + (mixed >> 24) % 200, (mixed >> 16) & 0xff, (mixed >> 8) & 0xff,
                             mixed & 0xff);

  bar = pv_bar_new (label, position, value, whole, 1723 * self->selected, NULL);
  if (position % 5 < 3)
    pv_bar_set_second (bar, names[mixed % G_N_ELEMENTS (names)]);
  spark = make_spark (mixed);
  pv_bar_set_spark (bar, spark);

  return bar;
}

static void
fake_bar_list_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = fake_bar_list_get_item_type;
  iface->get_n_items = fake_bar_list_get_n_items;
  iface->get_item = fake_bar_list_get_item;
}

static void
fake_bar_list_class_init (FakeBarListClass *klass)
{
}

static void
fake_bar_list_init (FakeBarList *self)
{
}

GListModel *
fake_bar_list_new (guint  n,
              double selected)
{
  FakeBarList *self = g_object_new (FAKE_TYPE_BAR_LIST, NULL);

  self->n = n;
  self->selected = selected;

  return G_LIST_MODEL (self);
}

guint
fake_bar_list_get_n_asked (FakeBarList *self)
{
  return self->n_asked;
}

guint
fake_bar_list_get_furthest (FakeBarList *self)
{
  return self->furthest;
}
