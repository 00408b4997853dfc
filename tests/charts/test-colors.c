/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-colors.c: whether the colours of charts stand out from what is behind them, and can be told apart
 * also by those who are colour-blind. */
#include <math.h>

#include "fake-bar-list.h"
#include "picture.h"
#include "pv-bar-renderer.h"
#include "pv-chart-palette.h"

/* What WCAG 2.1 asks: of graphics in 1.4.11, of text in 1.4.3. */
#define MIN_GRAPHICS 3.
#define MIN_TEXT 4.5
/* Seven times the difference of 2.3 that is just noticed side by side (Mahy, Van Eycken and Oosterlinck 1994):
 * lines are thin and lie apart. */
#define MIN_DISTANCE 17.
/* There is no grey that far from a red or pink as protanopia and deuteranopia see them. */
#define MIN_DISTANCE_OTHERS 12.

/* libadwaita's window and view, light and dark; the last is the box beside the crosshair. */
static const guint32 light_backgrounds[] = { 0xffffff, 0xfafafa };
static const guint32 dark_backgrounds[] = { 0x1e1e1e, 0x242424, 0x3d3b45 };

typedef struct
{
  double c[3];
} Color;

static Color
from_rgb (guint32 rgb)
{
  return (Color){ { ((rgb >> 16) & 0xff) / 255., ((rgb >> 8) & 0xff) / 255., (rgb & 0xff) / 255. } };
}

/* @rgba as it looks on @background. */
static Color
blend (const PvColor *rgba,
       Color          background)
{
  const double c[3] = { rgba->red, rgba->green, rgba->blue };

  for (guint i = 0; i < 3; i++)
    background.c[i] = c[i] * rgba->alpha + background.c[i] * (1 - rgba->alpha);

  return background;
}

/* IEC 61966-2-1. */
static Color
linearize (Color color)
{
  for (guint i = 0; i < 3; i++)
    color.c[i] = color.c[i] <= .04045 ? color.c[i] / 12.92 : pow ((color.c[i] + .055) / 1.055, 2.4);

  return color;
}

static Color
multiply (const double m[3][3],
          Color        color)
{
  Color product;

  for (guint i = 0; i < 3; i++)
    product.c[i] = m[i][0] * color.c[0] + m[i][1] * color.c[1] + m[i][2] * color.c[2];

  return product;
}

/* Of linear sRGB, to CIE XYZ; its second row is relative luminance. */
static const double to_xyz[3][3] = {
  { .4124564, .3575761, .1804375 },
  { .2126729, .7151522, .0721750 },
  { .0193339, .1191920, .9503041 },
};

/* WCAG 2.1, “contrast ratio”. */
static double
get_contrast (Color a,
              Color b)
{
  double la = multiply (to_xyz, linearize (a)).c[1] + .05;
  double lb = multiply (to_xyz, linearize (b)).c[1] + .05;

  return MAX (la, lb) / MIN (la, lb);
}

/* Machado, Oliveira and Fernandes, “A Physiologically-based Model for Simulation of Color Vision Deficiency”,
 * IEEE TVCG 15 (2009), severity 1, for linear sRGB. */
static const struct
{
  const char *name;
  double matrix[3][3];
} sights[] = {
  { "normal sight", { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
  { "protanopia",
    { { .152286, 1.052583, -.204868 }, { .114503, .786281, .099216 }, { -.003882, -.048116, 1.051998 } } },
  { "deuteranopia",
    { { .367322, .860646, -.227968 }, { .280085, .672501, .047413 }, { -.011820, .042940, .968881 } } },
  { "tritanopia",
    { { 1.255528, -.076749, -.178779 }, { -.078411, .930809, .147602 }, { .004733, .691367, .303900 } } },
};

/* CIE 15, 1976 L*a*b*, for D65. */
static Color
to_lab (Color color,
        guint sight)
{
  const double white[3] = { .95047, 1, 1.08883 };
  Color seen = multiply (sights[sight].matrix, linearize (color));
  double f[3];
  Color xyz;

  for (guint i = 0; i < 3; i++)
    seen.c[i] = CLAMP (seen.c[i], 0, 1);
  xyz = multiply (to_xyz, seen);
  for (guint i = 0; i < 3; i++)
    {
      double t = xyz.c[i] / white[i];

      f[i] = t > 216. / 24389 ? cbrt (t) : (24389. / 27 * t + 16) / 116;
    }

  return (Color){ { 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]) } };
}

static double
get_distance (Color a,
              Color b,
              guint sight)
{
  Color p = to_lab (a, sight);
  Color q = to_lab (b, sight);

  return sqrt (pow (p.c[0] - q.c[0], 2) + pow (p.c[1] - q.c[1], 2) + pow (p.c[2] - q.c[2], 2));
}

/* Against what others publish, so that the rest can be believed. */
static void
test_formulas (void)
{
  Color lab = to_lab (from_rgb (0xff0000), 0);

  g_assert_cmpfloat_with_epsilon (get_contrast (from_rgb (0), from_rgb (0xffffff)), 21, 1e-3);
  g_assert_cmpfloat_with_epsilon (get_contrast (from_rgb (0x767676), from_rgb (0xffffff)), 4.54, .01);
  g_assert_cmpfloat_with_epsilon (lab.c[0], 53.24, .01);
  g_assert_cmpfloat_with_epsilon (lab.c[1], 80.09, .01);
  g_assert_cmpfloat_with_epsilon (lab.c[2], 67.20, .01);
  /* Red and green of the same lightness are one to who does not see them, and two to others. */
  g_assert_cmpfloat (get_distance (from_rgb (0xcc5500), from_rgb (0x7f7f00), 2), <, MIN_DISTANCE);
  g_assert_cmpfloat (get_distance (from_rgb (0xcc5500), from_rgb (0x7f7f00), 0), >, 3 * MIN_DISTANCE);
}

static void
init_style (PvChartStyle *style,
            gboolean      is_dark)
{
  if (is_dark)
    pv_chart_style_init_dark (style, NULL);
  else
    pv_chart_style_init_light (style, NULL);
}

static void
test_marks_stand_out (gconstpointer data)
{
  gboolean is_dark = GPOINTER_TO_INT (data);
  const guint32 *backgrounds = is_dark ? dark_backgrounds : light_backgrounds;
  guint n = is_dark ? G_N_ELEMENTS (dark_backgrounds) : G_N_ELEMENTS (light_backgrounds);
  PvChartStyle style;

  init_style (&style, is_dark);
  for (guint mark = 0; mark <= PV_CHART_OTHERS; mark++)
    for (guint i = 0; i < n; i++)
      {
        Color background = from_rgb (backgrounds[i]);
        PvColor color;

        pv_chart_palette_get (&style, mark, &color);
        g_test_message ("mark %u on %06x", mark, backgrounds[i]);
        g_assert_cmpfloat (get_contrast (blend (&color, background), background), >=, MIN_GRAPHICS);
      }
}

static void
test_marks_differ (gconstpointer data)
{
  PvColor colors[PV_CHART_OTHERS + 2];
  PvChartStyle style;

  init_style (&style, GPOINTER_TO_INT (data));
  for (guint mark = 0; mark <= PV_CHART_OTHERS; mark++)
    pv_chart_palette_get (&style, mark, &colors[mark]);
  colors[PV_CHART_OTHERS + 1] = style.accent;

  for (guint sight = 0; sight < G_N_ELEMENTS (sights); sight++)
    for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
      for (guint j = 0; j < i; j++)
        {
          g_test_message ("%u and %u, %s", i, j, sights[sight].name);
          g_assert_cmpfloat (get_distance (blend (&colors[i], from_rgb (0)), blend (&colors[j], from_rgb (0)), sight),
                             >=, i == PV_CHART_OTHERS || j == PV_CHART_OTHERS ? MIN_DISTANCE_OTHERS : MIN_DISTANCE);
        }
}

static void
assert_readable (const PvChartStyle *style,
                 guint32             rgb)
{
  Color background = from_rgb (rgb);

  g_assert_cmpfloat (get_contrast (blend (&style->foreground, background), background), >=, MIN_TEXT);
  g_assert_cmpfloat (get_contrast (blend (&style->dim, background), background), >=, MIN_TEXT);
  g_assert_cmpfloat (get_contrast (blend (&style->accent, background), background), >=, MIN_GRAPHICS);
}

/* In windows, with libadwaita's text colours, and in exports. */
static void
test_text (void)
{
  const PvColor on_light = { 0, 0, 0, .8f };
  const PvColor on_dark = { 1, 1, 1, 1 };
  PvChartStyle style;

  pv_chart_style_init_light (&style, NULL);
  assert_readable (&style, 0xffffff);
  for (int high_contrast = 0; high_contrast < 2; high_contrast++)
    {
      PvChartStyle plain = style;

      pv_chart_style_set_foreground (&style, &on_light, high_contrast);
      assert_readable (&style, 0xfafafa);
      if (high_contrast)
        g_assert_cmpfloat (style.dim.alpha, >, plain.dim.alpha);
    }

  pv_chart_style_init_dark (&style, NULL);
  assert_readable (&style, 0x1e1e1e);
  for (int high_contrast = 0; high_contrast < 2; high_contrast++)
    {
      pv_chart_style_set_foreground (&style, &on_dark, high_contrast);
      assert_readable (&style, 0x242424);
    }
}

/* Bars that nobody points at are paler, but not too pale. */
static void
test_bars (void)
{
  const guint32 backgrounds[] = { 0xfafafa, 0x242424 };
  g_autoptr (GListModel) model = fake_bar_list_new (3, 1);

  for (guint i = 0; i < G_N_ELEMENTS (backgrounds); i++)
    {
      g_autoptr (Picture) picture = picture_new (600, 100, 1);
      Color background = from_rgb (backgrounds[i]);
      PvBarScene scene = {
        .pango = picture->pango,
        .model = model,
        .n_rows = 3,
        .unit = PV_UNIT_PACKETS,
        .width = 600,
        .height = 100,
        .hover = G_MAXUINT,
        .current = G_MAXUINT,
        .device_scale = 1,
      };
      double contrast;

      init_style (&scene.style, i > 0);
      scene.style.background = (PvColor){ (float) background.c[0], (float) background.c[1], (float) background.c[2], 1 };
      pv_bar_scene_draw (&scene, picture->cr);
      contrast = get_contrast (from_rgb (picture_get_pixel (picture, 250, 12)), background);
      g_assert_cmpfloat (contrast, >=, MIN_GRAPHICS);
    }
}

/* Parts of bars stand out like marks do, and each from what it is filled with otherwise. */
static void
test_fills (gconstpointer data)
{
  gboolean is_dark = GPOINTER_TO_INT (data);
  const guint32 *backgrounds = is_dark ? dark_backgrounds : light_backgrounds;
  guint n = is_dark ? G_N_ELEMENTS (dark_backgrounds) : G_N_ELEMENTS (light_backgrounds);
  PvChartStyle style;

  init_style (&style, is_dark);
  for (PvBarFill fill = 0; fill < PV_BAR_N_FILLS; fill++)
    for (guint i = 0; i < MIN (n, 2); i++)
      {
        Color background = from_rgb (backgrounds[i]);
        PvColor color;

        pv_bar_fill_get_color (fill, &style, &style.accent, &color);
        g_test_message ("fill %u on %06x", fill, backgrounds[i]);
        g_assert_cmpfloat (get_contrast (blend (&color, background), background), >=, MIN_GRAPHICS);
      }
}

/* What tells fills apart for those who see no colours: how much of one is ink, and how unevenly that lies. */
static void
measure_ink (PvBarFill  fill,
             double    *mean,
             double    *deviation)
{
  g_autoptr (Picture) picture = picture_new (60, 12, 1);
  const PvColor black = { 0, 0, 0, 1 };
  PvChartStyle style;
  double sum = 0;
  double squares = 0;
  const double n = 6 * 54;

  init_style (&style, FALSE);
  cairo_set_source_rgb (picture->cr, 1, 1, 1);
  cairo_paint (picture->cr);
  pv_bar_fill_draw (fill, &style, &black, 1, 1, 0, 0, 60, 12, picture->cr);
  for (int y = 3; y < 9; y++)
    for (int x = 3; x < 57; x++)
      {
        Color pixel = linearize (from_rgb (picture_get_pixel (picture, x, y)));

        double ink = 1 - multiply (to_xyz, pixel).c[1];

        sum += ink;
        squares += ink * ink;
      }
  *mean = sum / n;
  *deviation = sqrt (MAX (squares / n - *mean * *mean, 0));
}

static void
test_fills_differ (void)
{
  double ink[PV_BAR_N_FILLS];
  double deviation[PV_BAR_N_FILLS];

  for (PvBarFill fill = 0; fill < PV_BAR_N_FILLS; fill++)
    measure_ink (fill, &ink[fill], &deviation[fill]);

  g_assert_cmpfloat (ink[PV_BAR_FILL_HOLLOW], <, .01);
  g_assert_cmpfloat (ink[PV_BAR_FILL_SOLID], >, .99);
  for (PvBarFill fill = 0; fill < PV_BAR_N_FILLS; fill++)
    for (PvBarFill other = 0; other < fill; other++)
      {
        g_test_message ("%u: %f ± %f, %u: %f ± %f", fill, ink[fill], deviation[fill], other, ink[other],
                        deviation[other]);
        g_assert_cmpfloat (fabs (ink[fill] - ink[other]) + fabs (deviation[fill] - deviation[other]), >, .1);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/colors/formulas", test_formulas);
  g_test_add_data_func ("/colors/light/stand-out", GINT_TO_POINTER (FALSE), test_marks_stand_out);
  g_test_add_data_func ("/colors/light/differ", GINT_TO_POINTER (FALSE), test_marks_differ);
  g_test_add_data_func ("/colors/dark/stand-out", GINT_TO_POINTER (TRUE), test_marks_stand_out);
  g_test_add_data_func ("/colors/dark/differ", GINT_TO_POINTER (TRUE), test_marks_differ);
  g_test_add_data_func ("/colors/light/fills", GINT_TO_POINTER (FALSE), test_fills);
  g_test_add_data_func ("/colors/dark/fills", GINT_TO_POINTER (TRUE), test_fills);
  g_test_add_func ("/colors/fills", test_fills_differ);
  g_test_add_func ("/colors/text", test_text);
  g_test_add_func ("/colors/bars", test_bars);

  return g_test_run ();
}
