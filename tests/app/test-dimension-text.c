/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-dimension-text.c: each row of the table of dimensions has its words. */
#include "pv-dimension-private.h"
#include "pv-dimension-text.h"

static void
test_words (void)
{
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      const char *key = pv_dimension_get_key (dimension);
      const char *words[] = {
        pv_dimension_get_title (dimension, PV_MEASURE_PACKETS),
        pv_dimension_get_title (dimension, PV_MEASURE_IP_BYTES),
        pv_dimension_get_toggle_title (dimension),
        pv_dimension_get_noun (dimension),
        pv_dimension_get_second_noun (dimension),
        pv_dimension_get_empty_text (dimension),
        pv_dimension_get_count_title (dimension),
        pv_dimension_get_slug (dimension),
      };

      for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
        if (words[i] == NULL || *words[i] == '\0')
          {
            g_test_fail_printf ("%s has no words in pv-dimension-text.c, or too few", key);
            break;
          }
    }
}

/* What files of charts and toggles of a tab are told apart by. */
static void
test_distinct (void)
{
  for (PvDimension a = 0; a < PV_N_DIMENSIONS; a++)
    for (PvDimension b = 0; b < a; b++)
      {
        if (g_strcmp0 (pv_dimension_get_slug (a), pv_dimension_get_slug (b)) == 0)
          g_test_fail_printf ("the charts of %s and %s have one name", pv_dimension_get_key (a), pv_dimension_get_key (b));
        if (pv_dimension_get_tab (a) == pv_dimension_get_tab (b) &&
            g_strcmp0 (pv_dimension_get_toggle_title (a), pv_dimension_get_toggle_title (b)) == 0)
          g_test_fail_printf ("the toggles of %s and %s say the same", pv_dimension_get_key (a), pv_dimension_get_key (b));
      }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/dimension-text/words", test_words);
  g_test_add_func ("/dimension-text/distinct", test_distinct);

  return g_test_run ();
}
