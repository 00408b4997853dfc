/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-bar-motion.c: where bars are on their way from one ranking to the next. */
#include <math.h>

#include "pv-bar-motion.h"

#define N_STEPS 64
#define PEAK 100
#define EVERYTHING 0, 1000

/* Bars of @text: "a9 b5": labels, each with the key that its letter stands for, and values of %PEAK tenths. */
static GArray *
make_places (const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  GArray *places = pv_bar_places_new ();

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    {
      char label[] = { words[i][0], '\0' };
      double value = g_ascii_strtod (words[i] + 1, NULL) * PEAK / 10;
      g_autoptr (PvBar) bar = pv_bar_new (label, (guint) words[i][0], value, MIN (value * 1.5, PEAK), PEAK, NULL);

      pv_bar_places_add (places, bar, i, PV_UNIT_PACKETS, PEAK, PEAK);
    }

  return places;
}

static const PvBarPlace *
find (GArray     *places,
      const char *label)
{
  const PvBarPlace *found = NULL;

  for (guint i = 0; i < places->len; i++)
    {
      const PvBarPlace *place = &g_array_index (places, PvBarPlace, i);

      if (g_str_equal (pv_bar_get_label (place->bar), label))
        {
          g_assert_null (found);
          found = place;
        }
    }

  return found;
}

/* In whatever order. */
static void
assert_same (GArray *a,
             GArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      const PvBarPlace *place = &g_array_index (a, PvBarPlace, i);
      const PvBarPlace *other = find (b, pv_bar_get_label (place->bar));

      g_assert_nonnull (other);
      g_assert_true (place->row == other->row);
      g_assert_true (place->value == other->value);
      g_assert_true (place->whole == other->whole);
      g_assert_true (place->opacity == other->opacity);
      g_assert_true (place->unit == other->unit);
    }
}

static void
test_rest (void)
{
  g_autoptr (GArray) places = make_places ("a10 b5 c0");
  const PvBarPlace *place = find (places, "b");

  g_assert_cmpuint (places->len, ==, 3);
  g_assert_cmpuint (place->position, ==, 1);
  g_assert_cmpfloat (place->row, ==, 1);
  g_assert_cmpfloat (place->value, ==, .5);
  g_assert_cmpfloat (place->whole, ==, .75);
  g_assert_cmpfloat (place->opacity, ==, 1);
  g_assert_cmpfloat (find (places, "a")->whole, ==, 1);
  g_assert_cmpfloat (find (places, "c")->value, ==, 0);
}

/* It begins with what was there and ends with what will be, to the last bit, and with what is drawn
 * later being on top. */
static void
test_ends (void)
{
  g_autoptr (GArray) from = make_places ("a9.7 b7.3 c3.1 d.1");
  g_autoptr (GArray) to = make_places ("c9.9 a3.3 e2.7");
  g_autoptr (PvBarMotion) motion = pv_bar_motion_new (from, to, EVERYTHING);
  g_autoptr (GArray) start = pv_bar_motion_get (motion, 0);
  g_autoptr (GArray) end = pv_bar_motion_get (motion, 1);
  g_autoptr (GArray) before = pv_bar_motion_get (motion, -.5);
  g_autoptr (GArray) after = pv_bar_motion_get (motion, 1.5);

  assert_same (start, from);
  assert_same (end, to);
  assert_same (before, from);
  assert_same (after, to);

  for (guint i = 0; i < end->len; i++)
    g_assert_cmpuint (g_array_index (end, PvBarPlace, i).position, ==, end->len - 1 - i);
  /* Those that stay are new already. */
  g_assert_cmpuint (find (start, "c")->position, ==, 0);
  g_assert_true (find (start, "c")->bar == find (to, "c")->bar);
  /* Those that leave lie below. */
  g_assert_cmpuint (find (start, "b")->position, ==, G_MAXUINT);
  g_assert_cmpuint (g_array_index (start, PvBarPlace, 0).position, ==, G_MAXUINT);
  g_assert_cmpuint (g_array_index (start, PvBarPlace, 1).position, ==, G_MAXUINT);
}

static void
assert_between (double from,
                double last,
                double now,
                double to)
{
  g_assert_cmpfloat (now, >=, MIN (from, to));
  g_assert_cmpfloat (now, <=, MAX (from, to));
  g_assert_cmpfloat ((now - last) * (to - from), >=, 0);
  /* In even steps. */
  g_assert_cmpfloat (fabs (now - last), <=, fabs (to - from) / N_STEPS + 1e-9);
}

/* What stays goes straight from here to there; never back, never beyond, never by leaps. */
static void
test_way (void)
{
  g_autoptr (GArray) from = make_places ("a9.7 b7.3 c3.1 d.1");
  g_autoptr (GArray) to = make_places ("c9.9 b7.3 d.3 a.2");
  g_autoptr (PvBarMotion) motion = pv_bar_motion_new (from, to, EVERYTHING);
  g_autoptr (GArray) last = pv_bar_motion_get (motion, 0);

  for (guint i = 1; i <= N_STEPS; i++)
    {
      g_autoptr (GArray) now = pv_bar_motion_get (motion, (double) i / N_STEPS);

      g_assert_cmpuint (now->len, ==, 4);
      for (const char *const *label = (const char *const[]){ "a", "b", "c", "d", NULL }; *label != NULL; label++)
        {
          const PvBarPlace *begin = find (from, *label);
          const PvBarPlace *before = find (last, *label);
          const PvBarPlace *here = find (now, *label);
          const PvBarPlace *end = find (to, *label);

          assert_between (begin->row, before->row, here->row, end->row);
          assert_between (begin->value, before->value, here->value, end->value);
          assert_between (begin->whole, before->whole, here->whole, end->whole);
          g_assert_cmpfloat (here->opacity, ==, 1);
          if (i == N_STEPS / 2)
            g_assert_cmpfloat_with_epsilon (here->row, (begin->row + end->row) / 2, 1e-9);
        }
      g_array_unref (last);
      last = g_steal_pointer (&now);
    }
}

/* What goes fades where it is before what comes appears where it will be. */
static void
test_fade (void)
{
  g_autoptr (GArray) from = make_places ("a9 b7");
  g_autoptr (GArray) to = make_places ("c8 a6");
  g_autoptr (PvBarMotion) motion = pv_bar_motion_new (from, to, EVERYTHING);
  double gone = 1, come = 0;

  for (guint i = 0; i <= N_STEPS; i++)
    {
      g_autoptr (GArray) now = pv_bar_motion_get (motion, (double) i / N_STEPS);
      const PvBarPlace *b = find (now, "b");
      const PvBarPlace *c = find (now, "c");

      g_assert_true (b == NULL || c == NULL);
      g_assert_true ((b != NULL) == (i < N_STEPS / 2));
      g_assert_true ((c != NULL) == (i > N_STEPS / 2));
      if (b != NULL)
        {
          g_assert_cmpfloat (b->row, ==, 1);
          g_assert_cmpfloat (b->value, ==, .7);
          g_assert_cmpfloat (b->opacity, <=, gone);
          g_assert_cmpfloat (b->opacity, >=, gone - 2.01 / N_STEPS);
          gone = b->opacity;
        }
      if (c != NULL)
        {
          g_assert_cmpfloat (c->row, ==, 0);
          g_assert_cmpfloat (c->value, ==, .8);
          g_assert_cmpfloat (c->opacity, >=, come);
          g_assert_cmpfloat (c->opacity, <=, come + 2.01 / N_STEPS);
          come = c->opacity;
        }
    }
  g_assert_cmpfloat (come, ==, 1);
}

/* Another list in the middle of a motion: the next begins with what is seen then, half faded bars and
 * all, and a bar that was leaving comes back from where it is. */
static void
test_interruption (void)
{
  g_autoptr (GArray) from = make_places ("a9 b7 c3 d1");
  g_autoptr (GArray) to = make_places ("c9 a3 e2 f1");
  g_autoptr (GArray) next = make_places ("b8 e5 a2");
  g_autoptr (PvBarMotion) motion = pv_bar_motion_new (from, to, EVERYTHING);

  for (guint i = 0; i <= N_STEPS; i++)
    {
      g_autoptr (GArray) seen = pv_bar_motion_get (motion, (double) i / N_STEPS);
      g_autoptr (PvBarMotion) second = pv_bar_motion_new (seen, next, EVERYTHING);
      g_autoptr (GArray) start = pv_bar_motion_get (second, 0);
      g_autoptr (GArray) later = pv_bar_motion_get (second, .75);
      g_autoptr (GArray) end = pv_bar_motion_get (second, 1);

      assert_same (start, seen);
      assert_same (end, next);
      if (find (seen, "b") != NULL)
        {
          double opacity = find (seen, "b")->opacity;

          g_assert_cmpfloat_with_epsilon (find (later, "b")->opacity, opacity + (1 - opacity) * .75, 1e-9);
          g_assert_cmpfloat_with_epsilon (find (later, "b")->row, 1 - .75, 1e-9);
        }
      for (guint j = 0; j < later->len; j++)
        {
          const PvBarPlace *place = &g_array_index (later, PvBarPlace, j);

          g_assert_cmpfloat (place->opacity, >, 0);
          g_assert_cmpfloat (place->opacity, <=, 1);
        }
      g_assert_null (find (later, "c"));
      g_assert_null (find (later, "d"));
      g_assert_null (find (later, "f"));
    }
}

static void
test_still (void)
{
  g_autoptr (GArray) from = make_places ("a9 b7 c3");

  /* What is in the right column differs from what is in the left one, or does not. */
  static const struct
  {
    const char *to;
    gboolean is_still;
  } cases[] = {
    { "a9 b7 c3", TRUE }, { "a9 c3 b7", FALSE }, { "a9 b6 c3", FALSE }, { "a9 b7", FALSE },
    { "a9 b7 d3", FALSE }, { "a9 b7 c3 d1", FALSE }, { "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) to = make_places (cases[i].to);
      g_autoptr (PvBarMotion) motion = pv_bar_motion_new (from, to, EVERYTHING);

      g_assert_cmpint (pv_bar_motion_is_still (motion), ==, cases[i].is_still);
    }
}

/* With nothing at one end or both. */
static void
test_empty (void)
{
  g_autoptr (GArray) nothing = make_places ("");
  g_autoptr (GArray) some = make_places ("a9 b7");
  g_autoptr (PvBarMotion) idle = pv_bar_motion_new (nothing, nothing, EVERYTHING);
  g_autoptr (PvBarMotion) coming = pv_bar_motion_new (nothing, some, EVERYTHING);
  g_autoptr (PvBarMotion) going = pv_bar_motion_new (some, nothing, EVERYTHING);
  g_autoptr (GArray) none = pv_bar_motion_get (idle, .5);
  g_autoptr (GArray) come = pv_bar_motion_get (coming, 1);
  g_autoptr (GArray) gone = pv_bar_motion_get (going, 1);

  g_assert_true (pv_bar_motion_is_still (idle));
  g_assert_cmpuint (none->len, ==, 0);
  assert_same (come, some);
  g_assert_cmpuint (gone->len, ==, 0);
}

/* The same key in another list may be another bar's, and the numbers of what leaves stay what they are. */
static void
test_identity (void)
{
  g_autoptr (GArray) from = pv_bar_places_new ();
  g_autoptr (GArray) to = pv_bar_places_new ();
  g_autoptr (PvBar) host = pv_bar_new ("10.0.0.1", 7, 10, 10, 10, NULL);
  g_autoptr (PvBar) name = pv_bar_new ("www.example.org", 7, 10, 10, 10, NULL);
  g_autoptr (PvBarMotion) motion = NULL;
  g_autoptr (GArray) early = NULL;
  g_autoptr (GArray) late = NULL;

  pv_bar_places_add (from, host, 0, PV_UNIT_BYTES, 10, 10);
  pv_bar_places_add (to, name, 0, PV_UNIT_LOOKUPS, 10, 10);
  motion = pv_bar_motion_new (from, to, EVERYTHING);
  early = pv_bar_motion_get (motion, .25);
  late = pv_bar_motion_get (motion, .75);

  g_assert_cmpuint (early->len, ==, 1);
  g_assert_true (g_array_index (early, PvBarPlace, 0).bar == host);
  g_assert_cmpint (g_array_index (early, PvBarPlace, 0).unit, ==, PV_UNIT_BYTES);
  g_assert_cmpfloat (g_array_index (early, PvBarPlace, 0).opacity, ==, .5);
  g_assert_cmpuint (late->len, ==, 1);
  g_assert_true (g_array_index (late, PvBarPlace, 0).bar == name);
  g_assert_cmpint (g_array_index (late, PvBarPlace, 0).unit, ==, PV_UNIT_LOOKUPS);
}

/* Of rows 1 to 3, what ends in sight starts at their edges at the most; what leaves sight goes all the way;
 * what is out of sight before and after does not pass through. */
static void
test_sight (void)
{
  g_autoptr (GArray) from = make_places ("a9 b8 c7 d6 e5 f4 g3 h2 i1");
  g_autoptr (GArray) to = make_places ("i9 h8 a7 f6 d5 e4 c3 g2 b1");
  g_autoptr (PvBarMotion) motion = pv_bar_motion_new (from, to, 1, 3);
  g_autoptr (GArray) start = pv_bar_motion_get (motion, 0);
  g_autoptr (GArray) end = pv_bar_motion_get (motion, 1);

  g_assert_cmpfloat (find (start, "h")->row, ==, 3);
  g_assert_cmpfloat (find (start, "a")->row, ==, 0);
  g_assert_cmpfloat (find (start, "b")->row, ==, 1);
  g_assert_cmpfloat (find (start, "c")->row, ==, 2);
  g_assert_cmpfloat (find (start, "g")->row, ==, 7);
  g_assert_cmpfloat (find (start, "i")->row, ==, 0);
  assert_same (end, to);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/bar-motion/rest", test_rest);
  g_test_add_func ("/bar-motion/ends", test_ends);
  g_test_add_func ("/bar-motion/way", test_way);
  g_test_add_func ("/bar-motion/fade", test_fade);
  g_test_add_func ("/bar-motion/interruption", test_interruption);
  g_test_add_func ("/bar-motion/still", test_still);
  g_test_add_func ("/bar-motion/empty", test_empty);
  g_test_add_func ("/bar-motion/identity", test_identity);
  g_test_add_func ("/bar-motion/sight", test_sight);

  return g_test_run ();
}
