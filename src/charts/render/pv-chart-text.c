/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-chart-text.c: short texts in a chart. Shaping costs more than drawing, and from one frame to the
 * next most texts stay, so that layouts are kept with the PangoContext. */
#include "config.h"

#include "pv-chart-text.h"

#include <math.h>
#include <string.h>

/* Layouts kept: a generation is dropped when the one after it has so many. */
#define GENERATION_SIZE 256

typedef struct
{
  char *text;
  PangoFontDescription *font;
  PvTextFlags flags;
  int max_width; /* in Pango units, or -1 */
} Key;

/* Widths of ASCII letters; 0 for those not measured yet. */
typedef struct
{
  PangoFontDescription *font;
  float widths[128];
} Letters;

typedef struct
{
  PangoContext *context;
  guint serial; /* of the context that this one is like */
  GHashTable *recent;
  GHashTable *old;
  Letters letters[PV_TEXT_ALL + 1];
} Cache;

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return g_str_hash (key->text) ^ (key->flags * 0x9e3779b1u) ^ ((guint) key->max_width * 0x85ebca6bu);
}

static gboolean
font_equal (const PangoFontDescription *a,
            const PangoFontDescription *b)
{
  return a == b || (a != NULL && b != NULL && pango_font_description_equal (a, b));
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *key_a = a;
  const Key *key_b = b;

  return key_a->flags == key_b->flags && key_a->max_width == key_b->max_width &&
         strcmp (key_a->text, key_b->text) == 0 && font_equal (key_a->font, key_b->font);
}

static void
key_free (gpointer data)
{
  Key *key = data;

  g_free (key->text);
  pango_font_description_free (key->font);
  g_free (key);
}

static GHashTable *
generation_new (void)
{
  return g_hash_table_new_full (key_hash, key_equal, key_free, g_object_unref);
}

static void
cache_free (gpointer data)
{
  Cache *cache = data;

  g_object_unref (cache->context);
  g_hash_table_unref (cache->recent);
  g_hash_table_unref (cache->old);
  for (guint i = 0; i < G_N_ELEMENTS (cache->letters); i++)
    pango_font_description_free (cache->letters[i].font);
  g_free (cache);
}

/* A layout keeps its context. Were that the context which keeps the cache, neither would ever go. */
static PangoContext *
clone_context (PangoContext *context)
{
  PangoContext *clone = pango_font_map_create_context (pango_context_get_font_map (context));

  pango_context_set_font_description (clone, pango_context_get_font_description (context));
  pango_context_set_language (clone, pango_context_get_language (context));
  pango_context_set_base_dir (clone, pango_context_get_base_dir (context));
  pango_context_set_matrix (clone, pango_context_get_matrix (context));
  pango_context_set_round_glyph_positions (clone, pango_context_get_round_glyph_positions (context));
  pango_cairo_context_set_font_options (clone, pango_cairo_context_get_font_options (context));
  pango_cairo_context_set_resolution (clone, pango_cairo_context_get_resolution (context));

  return clone;
}

static Cache *
get_cache (PangoContext *context)
{
  static GQuark quark;
  Cache *cache;
  guint serial = pango_context_get_serial (context);

  if G_UNLIKELY (quark == 0)
    quark = g_quark_from_static_string ("pv-text-cache");

  cache = g_object_get_qdata (G_OBJECT (context), quark);
  if (cache == NULL || cache->serial != serial)
    {
      cache = g_new0 (Cache, 1);
      cache->context = clone_context (context);
      cache->serial = serial;
      cache->recent = generation_new ();
      cache->old = generation_new ();
      g_object_set_qdata_full (G_OBJECT (context), quark, cache, cache_free);
    }

  return cache;
}

/* How much wider than an ellipsis the one of @layout is; in Pango units. */
static int
get_slack (PangoLayout *layout)
{
  PangoLayoutIter *iter = pango_layout_get_iter (layout);
  int slack = 0;

  do
    {
      PangoLayoutRun *run = pango_layout_iter_get_run_readonly (iter);

      if (run == NULL || (run->item->analysis.flags & PANGO_ANALYSIS_FLAG_IS_ELLIPSIS) == 0)
        continue;

      slack = pango_glyph_string_get_width (run->glyphs);
      for (int i = 0; i < run->glyphs->num_glyphs; i++)
        {
          PangoRectangle logical;

          pango_font_get_glyph_extents (run->item->analysis.font, run->glyphs->glyphs[i].glyph, NULL, &logical);
          slack -= logical.width;
        }
    }
  while (pango_layout_iter_next_run (iter));
  pango_layout_iter_free (iter);

  return slack;
}

/* Cuts a part out of the text's middle. Pango leaves a gap beside the ellipsis, so that all of the width is
 * taken; like a space, it would belong to the text. */
static void
shorten (PangoLayout *layout,
         int          max_width)
{
  int slack;

  pango_layout_set_width (layout, max_width);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_MIDDLE);

  slack = pango_layout_is_ellipsized (layout) ? get_slack (layout) : 0;
  if (slack > PANGO_SCALE)
    pango_layout_set_width (layout, max_width - slack + PANGO_SCALE / 2);
}

static PangoLayout *
create_layout (PangoContext *context,
               const Key    *key)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  PangoAttrList *attributes = pango_attr_list_new ();

  if (key->font != NULL)
    pango_layout_set_font_description (layout, key->font);

  if (key->flags & PV_TEXT_NUMBERS)
    pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  if (key->flags & PV_TEXT_SMALL)
    pango_attr_list_insert (attributes, pango_attr_scale_new (.9));
  if (key->flags & PV_TEXT_LARGE)
    pango_attr_list_insert (attributes, pango_attr_scale_new (1.3));
  if (key->flags & PV_TEXT_BOLD)
    pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));

  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, key->text, -1);
  if (key->max_width >= 0)
    shorten (layout, key->max_width);

  return g_steal_pointer (&layout);
}

PangoLayout *
pv_text_get_layout (PangoContext       *context,
                    const PvChartStyle *style,
                    PvTextFlags         flags,
                    const char         *text,
                    double              max_width)
{
  Cache *cache;
  Key key;
  gpointer found_key, found;

  g_assert (PANGO_IS_CONTEXT (context));

  cache = get_cache (context);
  key = (Key){
    .text = (char *) text,
    .font = (PangoFontDescription *) style->font,
    .flags = flags,
    .max_width = max_width >= 0 ? (int) floor (MIN (max_width, 100000)) * PANGO_SCALE : -1,
  };

  found = g_hash_table_lookup (cache->recent, &key);
  if (found != NULL)
    return found;

  if (g_hash_table_size (cache->recent) >= GENERATION_SIZE)
    {
      g_hash_table_unref (cache->old);
      cache->old = g_steal_pointer (&cache->recent);
      cache->recent = generation_new ();
    }

  if (g_hash_table_steal_extended (cache->old, &key, &found_key, &found))
    {
      g_hash_table_insert (cache->recent, found_key, found);
    }
  else
    {
      Key *copy = g_memdup2 (&key, sizeof key);

      copy->text = g_strdup (text);
      copy->font = pango_font_description_copy (style->font);
      found = create_layout (cache->context, copy);
      g_hash_table_insert (cache->recent, copy, found);
    }

  return found;
}

static double
get_exact_width (PangoContext       *context,
                 const PvChartStyle *style,
                 PvTextFlags         flags,
                 const char         *text)
{
  int width;

  pango_layout_get_size (pv_text_get_layout (context, style, flags, text, -1), &width, NULL);

  return (double) width / PANGO_SCALE;
}

int
pv_text_get_width (PangoContext       *context,
                   const PvChartStyle *style,
                   PvTextFlags         flags,
                   const char         *text)
{
  int width;

  pango_layout_get_pixel_size (pv_text_get_layout (context, style, flags, text, -1), &width, NULL);

  return width;
}

double
pv_text_estimate_width (PangoContext       *context,
                        const PvChartStyle *style,
                        PvTextFlags         flags,
                        const char         *text)
{
  Letters *letters = &get_cache (context)->letters[flags];
  double width = 0;

  if (!font_equal (letters->font, style->font))
    {
      pango_font_description_free (letters->font);
      *letters = (Letters){ .font = pango_font_description_copy (style->font) };
    }

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      guchar code = (guchar) *c;
      char letter[8] = { 0 };

      if (code < G_N_ELEMENTS (letters->widths) && letters->widths[code] > 0)
        {
          width += letters->widths[code];
          continue;
        }

      /* Of letters beyond ASCII there are few. */
      memcpy (letter, c, (gsize) (g_utf8_next_char (c) - c));
      width += get_exact_width (context, style, flags, letter);
      if (code < G_N_ELEMENTS (letters->widths))
        letters->widths[code] = (float) get_exact_width (context, style, flags, letter);
    }

  return width;
}

int
pv_text_get_height (PangoContext       *context,
                    const PvChartStyle *style,
                    PvTextFlags         flags)
{
  int height;

  pango_layout_get_pixel_size (pv_text_get_layout (context, style, flags, "0", -1), NULL, &height);

  return height;
}

int
pv_text_get_rise (PangoContext       *context,
                  const PvChartStyle *style,
                  PvTextFlags         flags,
                  PangoLayout        *layout)
{
  PangoLayout *line = pv_text_get_layout (context, style, flags, "0", -1);

  return PANGO_PIXELS (pango_layout_get_baseline (line) - pango_layout_get_baseline (layout));
}

void
pv_text_draw (cairo_t       *cr,
              PangoLayout   *layout,
              double         x,
              double         y,
              const PvColor *color)
{
  PangoRectangle logical;

  /* Where text runs the other way than its surroundings, it stands at the far end of its room. */
  pango_layout_get_extents (layout, NULL, &logical);
  pv_color_set_source (color, cr);
  cairo_move_to (cr, x - (double) logical.x / PANGO_SCALE, y);
  pango_cairo_show_layout (cr, layout);
}
