/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-map-renderer.c: what maps show is where it belongs, in any size, and is found there. */
#include <math.h>
#include <stdlib.h>
#include <time.h>

#include "picture.h"
#include "pv-chart-palette.h"
#include "pv-chart-text.h"
#include "pv-map-layout.h"
#include "pv-map-raster.h"
#include "pv-map-renderer.h"

static const struct
{
  double width;
  double height;
} sizes[] = { { 312, 200 }, { 360, 300 }, { 760, 420 }, { 1120, 500 }, { 3840, 2160 } };

/* So many clients and servers, of which @n_ribbons pairs talk, in values that fall off as those of captures do. */
static PvMapData *
make_data (guint n_clients,
           guint n_servers,
           guint n_ribbons)
{
  PvMapData *data = pv_map_data_new (n_clients, n_servers, n_ribbons);
  const guint n[PV_MAP_N_ENDS] = { n_clients, n_servers };

  for (guint i = 0; i < n_ribbons; i++)
    {
      PvMapRibbon *ribbon = &data->ribbons[i];
      guint64 pair = (guint64) i * n_clients * n_servers / n_ribbons;

      ribbon->ends[PV_MAP_CLIENT] = (guint) (pair / n_servers);
      ribbon->ends[PV_MAP_SERVER] = (guint) (pair % n_servers);
      ribbon->values[PV_MAP_CLIENT] = 1e6 / (1 + i * 7 % n_ribbons);
      ribbon->values[PV_MAP_SERVER] = 5e6 / (1 + i * 3 % n_ribbons);
      ribbon->mark = PV_CHART_UNMARKED;
      for (guint side = 0; side < PV_MAP_N_ENDS; side++)
        for (guint end = 0; end < PV_MAP_N_ENDS; end++)
          data->items[side][ribbon->ends[side]].values[end] += ribbon->values[end];
      for (guint end = 0; end < PV_MAP_N_ENDS; end++)
        data->totals[end] += ribbon->values[end];
    }
  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    for (guint i = 0; i < n[side]; i++)
      {
        PvMapItem *item = &data->items[side][i];

        item->key = side * 1000 + i;
        item->label = i % 5 == 4 ? g_strdup_printf ("2001:db8:1234:5678:9abc:def0:%u:%u", side, i)
                                 : g_strdup_printf ("192.0.%u.%u", side, i);
        item->second = i % 3 == 0 ? g_strdup ("a.long.name.of.a.host.example") : NULL;
        item->mark = PV_CHART_UNMARKED;
        item->is_group = i % 4 == 1;
        item->presence = 1;
      }

  return data;
}

static PvMapScene
make_scene (Picture   *picture,
            PvMapData *data,
            PvMapForm  form,
            double     width,
            double     height)
{
  return (PvMapScene){
    .style = picture->style, .pango = picture->pango, .data = data, .form = form, .unit = PV_UNIT_BYTES,
    .width = width, .height = height, .device_scale = 1,
  };
}

static gboolean
overlaps (const PvRect *a,
          const PvRect *b)
{
  return a->x + .001 < b->x + b->width && b->x + .001 < a->x + a->width && a->y + .001 < b->y + b->height &&
         b->y + .001 < a->y + a->height;
}

static gboolean
is_inside (const PvRect     *rect,
           const PvMapScene *scene)
{
  return rect->x >= -.001 && rect->y >= -.001 && rect->x + rect->width <= scene->width + .001 &&
         rect->y + rect->height <= scene->height + .001;
}

/* Labels have room of their own, inside the chart, however small that is; and are found where they are. */
static void
check_layout (const PvMapScene *scene)
{
  g_auto (PvMapLayout) layout = { 0 };
  g_autoptr (GPtrArray) slots = g_ptr_array_new ();
  double line = pv_text_get_height (scene->pango, &scene->style, PV_TEXT_PLAIN);

  pv_map_layout_init (&layout, scene);
  for (guint side = 0; side < PV_MAP_N_ENDS; side++)
    for (guint i = 0; i < scene->data->n_items[side]; i++)
      {
        const PvMapItemPlace *place = &layout.items[side][i];
        PvMapSpot spot = pv_map_scene_find (scene, place->slot.x + place->slot.width / 2,
                                            place->slot.y + place->slot.height / 2);

        g_assert_true (is_inside (&place->slot, scene));
        g_assert_true (is_inside (&place->label, scene));
        g_assert_false (overlaps (&place->slot, &layout.legend));
        g_assert_cmpint (spot.kind, ==, PV_MAP_SPOT_ITEM);
        g_assert_cmpuint (spot.side, ==, side);
        g_assert_cmpuint (spot.i, ==, i);
        if (scene->form == PV_MAP_RIBBONS || side == PV_MAP_CLIENT)
          g_assert_cmpfloat (place->slot.height, >=, line);
        else
          g_assert_cmpfloat (place->slot.width + 3, >=, line);
        g_ptr_array_add (slots, (gpointer) &place->slot);
      }
  for (guint i = 0; i < slots->len; i++)
    for (guint j = 0; j < i; j++)
      g_assert_false (overlaps (slots->pdata[i], slots->pdata[j]));
}

static void
test_layout (void)
{
  g_autoptr (Picture) picture = picture_new (100, 100, 1);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (PvMapForm form = PV_MAP_RIBBONS; form <= PV_MAP_MATRIX; form++)
      for (guint rtl = 0; rtl < 2; rtl++)
        {
          PvMapScene scene = make_scene (picture, NULL, form, sizes[i].width, sizes[i].height);
          guint room[PV_MAP_N_ENDS];
          g_autoptr (PvMapData) full = NULL;
          g_autoptr (PvMapData) few = make_data (1, 2, 2);

          scene.rtl = rtl;
          pv_map_scene_get_room (&scene, room);
          g_assert_cmpuint (MIN (room[0], room[1]), >=, 2);
          full = make_data (room[0], room[1], MIN (room[0] * room[1], 600));
          scene.data = full;
          check_layout (&scene);
          scene.data = few;
          check_layout (&scene);
        }
}

/* Ribbons are as thick as what they stand for, end to end, and as what they end at. */
static void
test_ribbons (void)
{
  g_autoptr (Picture) picture = picture_new (100, 100, 1);
  g_autoptr (PvMapData) data = make_data (3, 6, 12);
  PvMapScene scene = make_scene (picture, data, PV_MAP_RIBBONS, 900, 700);
  g_auto (PvMapLayout) layout = { 0 };
  double scale;

  pv_map_layout_init (&layout, &scene);
  scale = layout.ribbons[0].thickness[0] / data->ribbons[0].values[0];
  g_assert_cmpfloat (scale, >, 0);
  for (guint i = 0; i < data->n_ribbons; i++)
    {
      const PvMapRibbonPlace *place = &layout.ribbons[i];

      for (guint end = 0; end < PV_MAP_N_ENDS; end++)
        {
          const PvRect *bar = &layout.items[end][data->ribbons[i].ends[end]].bar;

          g_assert_cmpfloat_with_epsilon (place->thickness[end], data->ribbons[i].values[end] * scale, 1e-6);
          g_assert_cmpfloat (place->y[end], >=, bar->y - 1.1);
          g_assert_cmpfloat (place->y[end] + place->thickness[0] + place->thickness[1], <=, bar->y + bar->height + 1.1);
        }
    }

  /* the thick ones are found in the middle of both ends */
  for (guint i = 0; i < data->n_ribbons; i++)
    {
      const PvMapRibbonPlace *place = &layout.ribbons[i];
      double thickness = place->thickness[0] + place->thickness[1];

      if (thickness < 8)
        continue;
      for (guint end = 0; end < PV_MAP_N_ENDS; end++)
        {
          double x = layout.x[end] + (end == PV_MAP_CLIENT ? 1 : -1);
          PvMapSpot spot = pv_map_scene_find (&scene, x, place->y[end] + thickness / 2);

          g_assert_cmpint (spot.kind, ==, PV_MAP_SPOT_RIBBON);
          g_assert_cmpuint (spot.i, ==, i);
        }
    }
}

static void
test_matrix (void)
{
  g_autoptr (Picture) picture = picture_new (900, 600, 1);
  g_autoptr (PvMapData) data = make_data (5, 8, 20);
  PvMapScene scene = make_scene (picture, data, PV_MAP_MATRIX, 900, 600);

  pv_map_scene_draw (&scene, picture->cr);
  for (guint i = 0; i < data->n_ribbons; i++)
    {
      PvRect field = pv_map_scene_get_rect (&scene, (PvMapSpot){ PV_MAP_SPOT_RIBBON, 0, i });
      PvMapSpot spot = pv_map_scene_find (&scene, field.x + field.width / 2, field.y + field.height / 2);

      g_assert_cmpint (spot.kind, ==, PV_MAP_SPOT_RIBBON);
      g_assert_cmpuint (spot.i, ==, i);
      g_assert_cmpint (picture_get_red (picture, (int) (field.x + 4), (int) (field.y + field.height / 2)), >, 20);
    }
}

/* From the right to the left, all stands the other way round. */
static void
test_mirrored (void)
{
  g_autoptr (Picture) picture = picture_new (100, 100, 1);
  g_autoptr (PvMapData) data = make_data (3, 6, 12);

  for (PvMapForm form = PV_MAP_RIBBONS; form <= PV_MAP_MATRIX; form++)
    {
      PvMapScene scene = make_scene (picture, data, form, 900, 500);
      PvMapScene mirrored = scene;

      mirrored.rtl = TRUE;
      for (guint side = 0; side < PV_MAP_N_ENDS; side++)
        for (guint i = 0; i < data->n_items[side]; i++)
          {
            PvRect a = pv_map_scene_get_rect (&scene, (PvMapSpot){ PV_MAP_SPOT_ITEM, side, i });
            PvRect b = pv_map_scene_get_rect (&mirrored, (PvMapSpot){ PV_MAP_SPOT_ITEM, side, i });

            g_assert_cmpfloat_with_epsilon (a.x + a.width + b.x, 900, 1e-6);
            g_assert_cmpfloat_with_epsilon (a.y, b.y, 1e-6);
          }
    }
}

/* On its way from one map to another, what both have glides, and what only one has comes or goes. */
static void
test_blend (void)
{
  g_autoptr (PvMapData) from = make_data (3, 4, 12);
  g_autoptr (PvMapData) to = make_data (3, 5, 15);
  g_autoptr (PvMapData) begin = pv_map_data_blend (from, to, 0);
  g_autoptr (PvMapData) middle = pv_map_data_blend (from, to, .5);
  g_autoptr (PvMapData) end = pv_map_data_blend (from, to, 1);
  g_autoptr (PvMapData) back = pv_map_data_blend (to, from, .25);

  g_assert_cmpuint (middle->n_items[PV_MAP_SERVER], ==, 5);
  g_assert_cmpfloat (begin->items[PV_MAP_SERVER][4].presence, ==, 0);
  g_assert_cmpfloat (middle->items[PV_MAP_SERVER][4].presence, ==, .5);
  g_assert_cmpfloat (end->items[PV_MAP_SERVER][4].presence, ==, 1);
  g_assert_cmpfloat (back->items[PV_MAP_SERVER][4].presence, ==, .75);
  for (guint i = 0; i < to->n_ribbons; i++)
    {
      const PvMapRibbon *ribbon = &to->ribbons[i];
      guint old = pv_map_data_find_ribbon (from, ribbon->ends[0], ribbon->ends[1]);
      guint now = pv_map_data_find_ribbon (middle, ribbon->ends[0], ribbon->ends[1]);
      double old_value = old != G_MAXUINT ? from->ribbons[old].values[0] : 0;

      g_assert_cmpfloat_with_epsilon (middle->ribbons[now].values[0], (old_value + ribbon->values[0]) / 2, 1e-6);
    }
}

/* What is drawn in each direction has a shade of its own, and what is picked another colour. */
static void
test_colors (void)
{
  g_autoptr (Picture) picture = picture_new (900, 500, 1);
  g_autoptr (PvMapData) data = make_data (1, 1, 1);
  PvMapScene scene = make_scene (picture, data, PV_MAP_RIBBONS, 900, 500);
  g_auto (PvMapLayout) layout = { 0 };
  const PvMapRibbonPlace *place;
  int out, in;

  pv_map_layout_init (&layout, &scene);
  place = &layout.ribbons[0];
  pv_map_scene_draw (&scene, picture->cr);
  out = picture_get_red (picture, 450, (int) (place->y[0] + place->thickness[0] / 2));
  in = picture_get_red (picture, 450, (int) (place->y[0] + place->thickness[0] + place->thickness[1] / 2));
  g_assert_cmpint (out, >, in + 40);
  g_assert_cmpint (in, >, 40);
}

static guint
get_alpha (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const guint8 *row = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface);

  return ((const guint32 *) (gconstpointer) row)[x] >> 24;
}

/* Each pixel has as much of a ribbon as the ribbon covers of it, whether it is drawn directly or, where not all is to be
 * drawn to, by way of a picture; and what lies outside is not drawn. */
static void
test_raster (void)
{
  static const double thickness[] = { 4, 2 };
  static const float alphas[] = { 1, .5f };
  static const guint expected[] = { 0, 0, 128, 255, 255, 255, 191, 128, 64, 0, 0, 0, 0, 0, 0, 0 };
  const PvColor color = { 1, 0, 0, 1 };

  for (guint is_clipped = 0; is_clipped < 2; is_clipped++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 40, 16);
      cairo_t *cr = cairo_create (surface);
      PvMapRaster *raster = pv_map_raster_new (40, 16, 1);

      if (is_clipped)
        {
          cairo_rectangle (cr, 8, 0, 16, 16);
          cairo_clip (cr);
        }
      pv_map_raster_draw (raster, 2.5, 2.5, thickness, &color, alphas);
      pv_map_raster_draw (raster, -1000, -500, thickness, &color, alphas);
      pv_map_raster_draw (raster, 800, 1e9, thickness, &color, alphas);
      pv_map_raster_end (raster, cr, 0, 0);
      cairo_surface_flush (surface);
      for (int x = 0; x < 40; x++)
        for (int y = 0; y < 16; y++)
          g_assert_cmpint (abs ((int) get_alpha (surface, x, y) -
                                (int) (is_clipped && (x < 8 || x >= 24) ? 0 : expected[y])), <=, 1);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* Ribbons that cross are more opaque there, and of other colours lie on those before them. */
static void
test_crossing (void)
{
  static const double thickness[] = { 16, 0 };
  static const float alphas[] = { .5f, 0 };
  const PvColor red = { 1, 0, 0, 1 };
  const PvColor blue = { 0, 0, 1, 1 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 8, 8);
  cairo_t *cr = cairo_create (surface);
  PvMapRaster *raster = pv_map_raster_new (8, 8, 1);
  guint32 pixel;

  pv_map_raster_draw (raster, -4, -4, thickness, &red, alphas);
  pv_map_raster_draw (raster, -4, -4, thickness, &red, alphas);
  pv_map_raster_draw (raster, -4, -4, thickness, &blue, alphas);
  pv_map_raster_end (raster, cr, 0, 0);
  cairo_surface_flush (surface);
  pixel = ((const guint32 *) (gconstpointer) cairo_image_surface_get_data (surface))[0];
  /* 3/4 red below 1/2 blue */
  g_assert_cmpint (abs ((int) (pixel >> 24) - 223), <=, 2);
  g_assert_cmpint (abs ((int) (pixel >> 16 & 0xff) - 96), <=, 2);
  g_assert_cmpint (abs ((int) (pixel & 0xff) - 128), <=, 2);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

#define GROUND_WIDTH 3300 /* columns are the same three by three, and the last ones are not whole */
#define GROUND_HEIGHT 24

/* Ribbons of two colours over a ground: drawn onto it, or as a picture of their own over it. @spot: another colour at a
 * place in it, with a width of 0 for none */
static cairo_surface_t *
draw_on_ground (const PvRect  *spot,
                gboolean       is_even,
                gboolean       is_direct)
{
  static const double thickness[] = { 5, 3 };
  static const float alphas[] = { .7f, .3f };
  const PvColor colors[] = { { .2f, .4f, .9f, 1 }, { .9f, .1f, 0, 1 } };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, GROUND_WIDTH, GROUND_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  PvMapRaster *raster = pv_map_raster_new (GROUND_WIDTH, GROUND_HEIGHT, 1);

  cairo_set_source_rgb (cr, .95, .9, .8);
  cairo_paint (cr);
  cairo_set_source_rgba (cr, 0, .5, .3, .6);
  cairo_rectangle (cr, spot->x, spot->y, spot->width, spot->height);
  cairo_fill (cr);
  if (is_even)
    pv_map_raster_set_even (raster);
  for (guint i = 0; i < 4; i++)
    pv_map_raster_draw (raster, 2 * i, 15 - 5 * (double) i, thickness, &colors[i / 2], alphas);
  if (!is_direct)
    {
      /* so that not all of it is drawn to at once */
      cairo_rectangle (cr, 0, 0, GROUND_WIDTH, 1);
      cairo_rectangle (cr, 0, 1, GROUND_WIDTH - 1, GROUND_HEIGHT - 1);
      cairo_rectangle (cr, GROUND_WIDTH - 1, 1, 1, GROUND_HEIGHT - 1);
      cairo_clip (cr);
      cairo_rectangle (cr, -1, -1, GROUND_WIDTH + 1, GROUND_HEIGHT + 2);
      cairo_clip (cr);
    }
  pv_map_raster_end (raster, cr, 0, 0);
  cairo_surface_flush (surface);
  cairo_destroy (cr);

  return surface;
}

static void
assert_same_pixels (cairo_surface_t *a,
                    cairo_surface_t *b)
{
  const guint8 *one = cairo_image_surface_get_data (a);
  const guint8 *other = cairo_image_surface_get_data (b);
  int stride = cairo_image_surface_get_stride (a);

  for (int y = 0; y < GROUND_HEIGHT; y++)
    for (int x = 0; x < 4 * (GROUND_WIDTH - 1); x++)
      g_assert_cmpint (abs (one[y * stride + x] - other[y * stride + x]), <=, 2);
}

/* Whether all of what is below has one colour, some of it another, and whether that is known, makes no difference. */
static void
test_ground (void)
{
  static const PvRect spots[] = {
    { 0, 0, 0, 0 },
    { 500, 0, 700, GROUND_HEIGHT },
    { 0, 14, GROUND_WIDTH, 3 },
    { 1001, GROUND_HEIGHT / 2.0, 1, 1 },
    { GROUND_WIDTH - 4, 0, 4, GROUND_HEIGHT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (spots); i++)
    {
      cairo_surface_t *picture = draw_on_ground (&spots[i], FALSE, FALSE);
      cairo_surface_t *direct = draw_on_ground (&spots[i], FALSE, TRUE);

      assert_same_pixels (picture, direct);
      if (i == 0)
        {
          cairo_surface_t *even = draw_on_ground (&spots[i], TRUE, TRUE);

          assert_same_pixels (direct, even);
          cairo_surface_destroy (even);
        }
      cairo_surface_destroy (direct);
      cairo_surface_destroy (picture);
    }
}

/* As many as there is room for on the largest window: how long that takes, for those who look. */
static void
test_time (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (PvMapForm form = PV_MAP_RIBBONS; form <= PV_MAP_MATRIX; form++)
      {
        g_autoptr (Picture) picture = picture_new (sizes[i].width, sizes[i].height, 1);
        PvMapScene scene = make_scene (picture, NULL, form, sizes[i].width, sizes[i].height);
        guint room[PV_MAP_N_ENDS];
        g_autoptr (PvMapData) data = NULL;
        clock_t start;

        pv_map_scene_get_room (&scene, room);
        data = make_data (room[0], room[1], MIN (room[0] * room[1], 10000));
        scene.data = data;
        pv_map_scene_draw (&scene, picture->cr);
        cairo_surface_flush (picture->surface);
        start = clock ();
        for (guint j = 0; j < 3; j++)
          pv_map_scene_draw (&scene, picture->cr);
        cairo_surface_flush (picture->surface);
        g_test_message ("%s of %u × %u, %u links, at %.0f × %.0f: %.1f ms of a core a frame",
                        form == PV_MAP_MATRIX ? "matrix" : "map", room[0], room[1], data->n_ribbons, sizes[i].width,
                        sizes[i].height, (double) (clock () - start) * 1000 / CLOCKS_PER_SEC / 3);
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/map-renderer/layout", test_layout);
  g_test_add_func ("/map-renderer/ribbons", test_ribbons);
  g_test_add_func ("/map-renderer/matrix", test_matrix);
  g_test_add_func ("/map-renderer/mirrored", test_mirrored);
  g_test_add_func ("/map-renderer/blend", test_blend);
  g_test_add_func ("/map-renderer/colors", test_colors);
  g_test_add_func ("/map-renderer/raster", test_raster);
  g_test_add_func ("/map-renderer/crossing", test_crossing);
  g_test_add_func ("/map-renderer/ground", test_ground);
  g_test_add_func ("/map-renderer/time", test_time);

  return g_test_run ();
}
