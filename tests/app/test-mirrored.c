/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-mirrored.c: pictures for those who read from right to left are as their window is. */
#include "config.h"

#include <glib/gi18n.h>
#include <libintl.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "capture-maker.h"
#include "pv-bidi.h"
#include "pv-capture-text.h"
#include "pv-chart-export.h"
#include "pv-chart-picture.h"
#include "pv-line-readout.h"
#include "pv-message.h"
#include "pv-traffic-data.h"

#define N_ADDRESSES 8
#define START (1468059242 * PV_NS_PER_SECOND)
#define WIDTH 700

static const PvPictureLook look = { .width = WIDTH, .height = 400, .scale = 1, .background = PV_BACKGROUND_LIGHT };

static PvCapture *
load_capture (void)
{
  TestPacket packets[N_ADDRESSES * N_ADDRESSES];
  guint n = 0;

  for (guint i = 0; i < N_ADDRESSES; i++)
    for (guint j = 0; j <= i; j++, n++)
      packets[n] = (TestPacket){ START + n * PV_NS_PER_SECOND, i + 1, 100, 100, NULL };

  return test_packets_load (packets, n);
}

static cairo_surface_t *
draw (PvChartPicture *picture)
{
  g_autoptr (PvChartSheet) sheet = pv_chart_picture_lay_out (picture, &look);
  cairo_surface_t *surface = pv_chart_export_draw (sheet);

  cairo_surface_flush (surface);

  return surface;
}

/* The first and last pixel of row @y in the colour of bars and lines, solid or pale; FALSE where there is none. */
static gboolean
find_blue (cairo_surface_t *surface,
           int              y,
           int             *first,
           int             *last)
{
  const guint32 *row = (const guint32 *) (gpointer) (cairo_image_surface_get_data (surface) +
                                                     (gsize) y * (gsize) cairo_image_surface_get_stride (surface));

  *first = -1;
  for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
    if ((int) (row[x] & 0xff) - (int) ((row[x] >> 16) & 0xff) > 100)
      {
        if (*first < 0)
          *first = x;
        *last = x;
      }

  return *first >= 0;
}

/* Bars begin at the right, beside their labels, and end anywhere. */
static void
test_bars (void)
{
  g_autoptr (PvCapture) capture = load_capture ();
  PvQuery query = { .dimension = PV_DIMENSION_SOURCE };
  g_autoptr (PvRanking) ranking = pv_query_run (capture, &query, NULL, NULL);
  g_autoptr (PvChartPicture) picture = pv_chart_picture_new_bars (capture, ranking, NULL, 0);
  cairo_surface_t *surface = draw (picture);
  int right = 0, leftmost = WIDTH, rightmost_left = 0;
  int first, last;

  for (int y = 0; y < 400; y++)
    if (find_blue (surface, y, &first, &last))
      {
        right = MAX (right, last);
        leftmost = MIN (leftmost, first);
        rightmost_left = MAX (rightmost_left, first);
      }
  g_assert_cmpint (right, >, WIDTH / 2);
  g_assert_cmpint (rightmost_left - leftmost, >, WIDTH / 4);
  for (int y = 0; y < 400; y++)
    if (find_blue (surface, y, &first, &last))
      g_assert_cmpint (right - last, <=, 4); /* round corners */

  cairo_surface_destroy (surface);
}

static PvLineScene
make_scene (PvTrafficData *data)
{
  return (PvLineScene){
    .data = PV_LINE_DATA (data),
    .unit = PV_UNIT_BYTES,
    .start_ns = START,
    .end_ns = START + 36 * PV_NS_PER_SECOND,
  };
}

/* The value axis is at the right of a line, whose time runs as on screen; a tooltip's names and numbers are kept
 * apart. */
static void
test_line (void)
{
  g_autoptr (PvCapture) capture = load_capture ();
  g_autoptr (PvSeries) series = pv_series_new (capture, NULL, pv_binning (PV_NS_PER_SECOND, PV_ZONE_LOCAL), PV_MEASURE_IP_BYTES, NULL, NULL);
  g_autoptr (PvTraffic) plain = pv_traffic_new_for_series (series, NULL, 0);
  /* compared with itself: a second line, which has a name */
  g_autoptr (PvTraffic) traffic = pv_traffic_new_for_series (series, series, 0);
  PvLineOptions options = { .smoothing = 1 };
  g_autoptr (PvTrafficData) data = pv_traffic_data_new_for_traffic (traffic, &options);
  g_autoptr (PvChartPicture) picture = NULL;
  PvLineScene scene = make_scene (data);
  g_autofree char *name = pv_capture_text_name (pv_capture_get_file (capture));
  g_autofree char *isolated = g_strconcat ("\342\201\250", name, "\342\201\251: \342\201\250", NULL);
  g_autofree char *words = NULL;
  cairo_surface_t *surface;
  int leftmost = WIDTH, rightmost = 0;
  int first, last;
  PvLineBin bin;

  picture = pv_chart_picture_new_line (plain, &options, (PvSpan){ scene.start_ns, scene.end_ns });
  surface = draw (picture);
  for (int y = 0; y < 400; y++)
    if (find_blue (surface, y, &first, &last))
      {
        leftmost = MIN (leftmost, first);
        rightmost = MAX (rightmost, last);
      }
  /* margins are equal, so the axis is on the side where there is more */
  g_assert_cmpint (WIDTH - rightmost, >, leftmost + 20);
  cairo_surface_destroy (surface);

  g_assert_true (pv_line_data_get_bin (PV_LINE_DATA (data), START, &bin));
  words = pv_line_readout_describe (&scene, &bin);
  g_assert_nonnull (strstr (words, isolated));
}

/* A path in a sentence keeps its slash in front, and one in two keeps apart from the other. */
static void
test_messages (void)
{
  g_autofree char *format = g_strdup_printf (_("Could not open “%s”: %s"), "/srv/1.pcap", "–");
  g_autofree char *message = pv_message_text (format);
  g_autofree char *markup = pv_message_markup ("”/a&b“ ”c“ “");
  g_autofree char *bad = pv_message_text ("\342\200\256x");
  g_autoptr (GFile) first = g_file_new_for_path ("/srv/0.pcap");
  g_autoptr (GFile) second = g_file_new_for_path ("/srv/1.pcap");
  GFile *const both[] = { first, second };
  g_autoptr (PvInputFiles) files = pv_input_files_new (both, G_N_ELEMENTS (both));
  g_autofree char *title = pv_capture_text_title_of_files (files);

  g_assert_nonnull (strstr (message, "\342\201\250/srv/1.pcap\342\201\251"));
  g_assert_true (g_str_has_prefix (message, "\342\200\217"));
  g_assert_cmpstr (markup, ==, "\342\200\217”\342\201\250/a&amp;b\342\201\251“ ”\342\201\250c\342\201\251“ “");
  g_assert_cmpstr (bad, ==, "\342\200\217\357\277\275x");
  g_assert_true (g_str_has_prefix (title, "\342\200\217\342\201\2500.pcap\342\201\251"));
}

int
main (int   argc,
      char *argv[])
{
  gboolean has_locale;

  g_setenv ("LANGUAGE", "ar", TRUE);
  setlocale (LC_ALL, "C.UTF-8");
  /* newer C libraries speak no other language in C.UTF-8; any other locale will do */
  has_locale = setlocale (LC_MESSAGES, "de_DE.UTF-8") != NULL;
  bindtextdomain (GETTEXT_PACKAGE, PV_TEST_TRANSLATIONS);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (&argc, &argv, NULL);

  if (!has_locale && !pv_bidi_is_rtl ())
    {
      g_print ("1..0 # SKIP no locale is there to speak another language in\n");
      return 0;
    }

  g_assert_true (pv_bidi_is_rtl ());
  g_test_add_func ("/mirrored/bars", test_bars);
  g_test_add_func ("/mirrored/line", test_line);
  g_test_add_func ("/mirrored/messages", test_messages);

  return g_test_run ();
}
