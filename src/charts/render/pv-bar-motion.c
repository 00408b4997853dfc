/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-motion.c: where bars are on their way from one ranking to the next. */
#include "config.h"

#include "pv-bar-motion.h"

struct _PvBarMotion
{
  GArray *from;
  GArray *to;
  /* per place of @to: the index of the bar's in @from, or G_MAXUINT */
  guint *origins;
  /* per place of @to: where its bar starts, if it is in @from */
  double *start_rows;
  /* per place of @from: whether its bar is in @to */
  gboolean *stays;
};

static void
place_clear (gpointer data)
{
  PvBarPlace *place = data;

  g_clear_object (&place->bar);
}

GArray *
pv_bar_places_new (void)
{
  GArray *places = g_array_new (FALSE, FALSE, sizeof (PvBarPlace));

  g_array_set_clear_func (places, place_clear);

  return places;
}

static void
add_place (GArray     *places,
           PvBarPlace  place)
{
  g_object_ref (place.bar);
  g_array_append_val (places, place);
}

void
pv_bar_places_add (GArray *places,
                   PvBar  *bar,
                   guint   position,
                   PvUnit  unit,
                   double  peak,
                   double  whole_peak)
{
  g_return_if_fail (places != NULL);
  g_return_if_fail (PV_IS_BAR (bar));
  g_return_if_fail (peak > 0 && whole_peak > 0);

  add_place (places, (PvBarPlace){
                       .bar = bar,
                       .position = position,
                       .unit = unit,
                       .row = position,
                       .value = MIN (pv_bar_get_value (bar) / peak, 1),
                       .whole = MIN (pv_bar_get_whole (bar) / whole_peak, 1),
                       .other = CLAMP (pv_bar_get_other (bar) / peak, 0, 1),
                       .opacity = 1,
                     });
}

static guint
bar_hash (gconstpointer data)
{
  return pv_bar_get_key ((PvBar *) data);
}

/* Keys alone will not do: another list, of another kind or file, may use the same ones for others. */
static gboolean
bar_equal (gconstpointer a,
           gconstpointer b)
{
  return pv_bar_get_key ((PvBar *) a) == pv_bar_get_key ((PvBar *) b) &&
         g_str_equal (pv_bar_get_label ((PvBar *) a), pv_bar_get_label ((PvBar *) b));
}

static gboolean
is_in_sight (double row,
             double first,
             double end)
{
  return row > first - 1 && row < end;
}

PvBarMotion *
pv_bar_motion_new (GArray *from,
                   GArray *to,
                   double  first,
                   double  end)
{
  g_autoptr (GHashTable) indices = g_hash_table_new (bar_hash, bar_equal);
  PvBarMotion *self;

  g_return_val_if_fail (from != NULL, NULL);
  g_return_val_if_fail (to != NULL, NULL);
  g_return_val_if_fail (first <= end, NULL);

  self = g_new0 (PvBarMotion, 1);
  self->from = g_array_ref (from);
  self->to = g_array_ref (to);
  self->origins = g_new (guint, to->len);
  self->start_rows = g_new0 (double, to->len);
  self->stays = g_new0 (gboolean, from->len);

  for (guint i = 0; i < from->len; i++)
    g_hash_table_insert (indices, g_array_index (from, PvBarPlace, i).bar, GUINT_TO_POINTER (i));

  for (guint i = 0; i < to->len; i++)
    {
      const PvBarPlace *place = &g_array_index (to, PvBarPlace, i);
      gpointer found;
      guint origin;

      self->origins[i] = G_MAXUINT;
      if (!g_hash_table_steal_extended (indices, place->bar, NULL, &found))
        continue;

      origin = GPOINTER_TO_UINT (found);
      self->origins[i] = origin;
      self->stays[origin] = TRUE;
      self->start_rows[i] = g_array_index (from, PvBarPlace, origin).row;
      if (is_in_sight (place->row, first, end))
        self->start_rows[i] = CLAMP (self->start_rows[i], first - 1, end);
      else if (!is_in_sight (self->start_rows[i], first, end))
        self->start_rows[i] = place->row;
    }

  return self;
}

void
pv_bar_motion_free (PvBarMotion *self)
{
  g_return_if_fail (self != NULL);

  g_array_unref (self->from);
  g_array_unref (self->to);
  g_free (self->origins);
  g_free (self->start_rows);
  g_free (self->stays);
  g_free (self);
}

static gboolean
looks_equal (const PvBarPlace *a,
             const PvBarPlace *b)
{
  return a->row == b->row && a->value == b->value && a->whole == b->whole && a->other == b->other &&
         a->opacity == b->opacity;
}

gboolean
pv_bar_motion_is_still (PvBarMotion *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  if (self->from->len != self->to->len)
    return FALSE;

  for (guint i = 0; i < self->to->len; i++)
    if (self->origins[i] == G_MAXUINT ||
        !looks_equal (&g_array_index (self->from, PvBarPlace, self->origins[i]),
                      &g_array_index (self->to, PvBarPlace, i)))
      return FALSE;

  return TRUE;
}

/* Exactly @from at 0 and @to at 1, and never beyond, which rounding could bring about. */
static double
mix (double from,
     double to,
     double progress)
{
  double mixed = from + (to - from) * progress;

  if (progress >= 1)
    return to;

  return CLAMP (mixed, MIN (from, to), MAX (from, to));
}

GArray *
pv_bar_motion_get (PvBarMotion *self,
                   double       progress)
{
  double fade_out, fade_in;
  GArray *places;

  g_return_val_if_fail (self != NULL, NULL);

  progress = CLAMP (progress, 0, 1);
  fade_out = MIN (progress * 2, 1);
  fade_in = MAX (progress * 2 - 1, 0);
  places = pv_bar_places_new ();

  for (guint i = 0; i < self->from->len; i++)
    {
      PvBarPlace place = g_array_index (self->from, PvBarPlace, i);

      if (self->stays[i])
        continue;

      place.position = G_MAXUINT;
      place.opacity = mix (place.opacity, 0, fade_out);
      if (place.opacity > 0)
        add_place (places, place);
    }

  for (guint i = self->to->len; i-- > 0;)
    {
      PvBarPlace place = g_array_index (self->to, PvBarPlace, i);

      if (self->origins[i] == G_MAXUINT)
        {
          place.opacity = mix (0, place.opacity, fade_in);
        }
      else
        {
          const PvBarPlace *origin = &g_array_index (self->from, PvBarPlace, self->origins[i]);

          place.row = mix (self->start_rows[i], place.row, progress);
          place.value = mix (origin->value, place.value, progress);
          place.whole = mix (origin->whole, place.whole, progress);
          place.other = mix (origin->other, place.other, progress);
          place.opacity = mix (origin->opacity, place.opacity, progress);
        }
      if (place.opacity > 0)
        add_place (places, place);
    }

  return places;
}
