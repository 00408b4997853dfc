/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-map-raster.c: many ribbons as pixels.
 *
 * Ribbons of one colour may be drawn in any order. So in each column of pixels it is only noted where a ribbon begins and
 * ends, by how opaque it is, and summed up once from top to bottom: what a ribbon costs does not depend on how thick it is,
 * and pixels cost the same however many ribbons cross there. Of one ribbon, a pixel has as much as it covers; where several
 * cross, it becomes the more opaque the more of them there are, as if they lay on top of each other.
 *
 * What is drawn over mostly has one colour, the ground. Where it does, columns are drawn on that before they are copied to
 * wherever they are the same, rather than each pixel over what is there. */
#include "config.h"

#include "pv-map-raster.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define MAX_SIZE 32000

/* Sums are in units of which this many are opaque; more than these are no different. */
#define UNIT 65536.0
#define MAX_SUM (8 * 65536)
#define SUM_SHIFT 8
#define TABLE_SIZE (MAX_SUM >> SUM_SHIFT)

/* Columns that are worked on at a time: their pixels of a row fill a line of the cache. */
#define BLOCK 64

/* On dense screens, ribbons are the same in so many columns next to each other: they go across rather than down. */
#define COLUMN_PIXELS 1500
#define MAX_REPEAT 4

/* With fewer pixels, a thread costs more than it saves. */
#define PIXELS_FOR_THREADS 400000
#define MAX_THREADS 4

/* Rows above and below all, where ribbons may be that are not seen. */
#define MARGIN 64

/* Where a ribbon is, in 256ths of a row, from the margin's upper end. */
typedef struct
{
  float start; /* its upper edge on the left */
  float way; /* how far down it goes */
  gint32 middle; /* from the upper edge to where the second part begins */
  gint32 high; /* to the lower edge */
  gint32 weights[2]; /* of both parts; of the second, 0 where there is none */
} Ribbon;

/* Ribbons of one colour. */
typedef struct
{
  float red, green, blue;
  float alpha; /* of the most opaque one */
  GArray *ribbons; /* of Ribbon: those of one part first, and the least steep ones before others */
  guint n_single; /* of one part */
  int first; /* rows between which they are */
  int last;
} Layer;

struct _PvMapRaster
{
  guint32 *pixels; /* what is drawn over */
  gsize stride; /* in pixels */
  int width;
  int height;
  double scale;
  int repeat; /* columns that are the same */
  int n_columns;
  float *ease; /* at the edges of columns: n_columns + 1 */
  GArray *layers; /* of Layer, the lowest first */
  gboolean is_even; /* what is drawn over has one colour */
  int next; /* column that nobody works on yet; atomic */
};

double
pv_map_ease (double part)
{
  double low = 0;
  double high = 1;

  /* x (t) = 1.5 t − 1.5 t² + t³ of the way across, y (t) = 3 t² − 2 t³ of the way down */
  for (guint i = 0; i < 24; i++)
    {
      double t = (low + high) / 2;

      if (1.5 * t - 1.5 * t * t + t * t * t < part)
        low = t;
      else
        high = t;
    }

  return low * low * (3 - 2 * low);
}

static void
layer_clear (gpointer data)
{
  g_array_unref (((Layer *) data)->ribbons);
}

PvMapRaster *
pv_map_raster_new (double width,
                   double height,
                   double scale)
{
  PvMapRaster *self;
  double device_width = ceil (width * scale);
  double device_height = ceil (height * scale);

  if (!(device_width >= 1 && device_height >= 1 && device_width <= MAX_SIZE && device_height <= MAX_SIZE))
    return NULL;

  self = g_new0 (PvMapRaster, 1);
  self->width = (int) device_width;
  self->height = (int) device_height;
  self->scale = scale;
  self->repeat = MIN (1 + self->width / COLUMN_PIXELS, MAX_REPEAT);
  self->n_columns = (self->width + self->repeat - 1) / self->repeat;
  self->ease = g_new (float, (gsize) self->n_columns + 1);
  for (int i = 0; i <= self->n_columns; i++)
    self->ease[i] = (float) pv_map_ease (MIN (i * self->repeat / (width * scale), 1));
  self->layers = g_array_new (FALSE, FALSE, sizeof (Layer));
  g_array_set_clear_func (self->layers, layer_clear);

  return self;
}

void
pv_map_raster_set_even (PvMapRaster *self)
{
  self->is_even = TRUE;
}

/* The layer on top where that has the same colour, or a new one. */
static Layer *
get_layer (PvMapRaster   *self,
           const PvColor *color)
{
  Layer layer = { .red = color->red, .green = color->green, .blue = color->blue };

  if (self->layers->len > 0)
    {
      Layer *top = &g_array_index (self->layers, Layer, self->layers->len - 1);

      if (top->red == layer.red && top->green == layer.green && top->blue == layer.blue)
        return top;
    }

  layer.ribbons = g_array_new (FALSE, FALSE, sizeof (Ribbon));
  g_array_append_val (self->layers, layer);

  return &g_array_index (self->layers, Layer, self->layers->len - 1);
}

/* What is summed up of a colour that is @alpha opaque. */
static gint32
get_weight (double alpha)
{
  return (gint32) (alpha * UNIT + .5);
}

/* A height of so many pixels, in 256ths of a row, no further than into the margins. */
static double
get_place (const PvMapRaster *self,
           double             y)
{
  return (CLAMP (y * self->scale, 4 - MARGIN, self->height + MARGIN / 2) + MARGIN) * 256;
}

void
pv_map_raster_draw (PvMapRaster   *self,
                    double         y0,
                    double         y1,
                    const double   thickness[2],
                    const PvColor *color,
                    const float    alphas[2])
{
  Layer *layer = get_layer (self, color);
  double start = get_place (self, y0);
  double end = get_place (self, y1);
  double most = (self->height + MARGIN - 4 + MARGIN) * 256 - MAX (start, end);
  double middle = MIN (thickness[0] * self->scale * 256, most);
  Ribbon ribbon = {
    .start = (float) start,
    .way = (float) (end - start),
    .middle = (gint32) middle,
    .high = (gint32) MIN (middle + thickness[1] * self->scale * 256, most),
    .weights = { get_weight (alphas[0]), thickness[1] > 0 ? get_weight (alphas[1]) : 0 },
  };

  layer->alpha = MAX (layer->alpha, MAX (alphas[0], alphas[1]));
  g_array_append_val (layer->ribbons, ribbon);
}

/* Those of one part first, and the least steep ones before others. */
static int
compare_ribbons (gconstpointer a,
                 gconstpointer b)
{
  const Ribbon *ribbon = a;
  const Ribbon *other = b;

  if ((ribbon->weights[1] == 0) != (other->weights[1] == 0))
    return ribbon->weights[1] == 0 ? -1 : 1;

  return fabsf (ribbon->way) < fabsf (other->way) ? -1 : fabsf (ribbon->way) > fabsf (other->way);
}

static void
prepare_layer (Layer *layer)
{
  g_array_sort (layer->ribbons, compare_ribbons);
  layer->first = G_MAXINT;
  layer->last = 0;
  layer->n_single = 0;
  for (guint i = 0; i < layer->ribbons->len; i++)
    {
      const Ribbon *ribbon = &g_array_index (layer->ribbons, Ribbon, i);
      float end = ribbon->start + ribbon->way;

      layer->n_single += ribbon->weights[1] == 0;
      layer->first = MIN (layer->first, (int) MIN (ribbon->start, end) / 256);
      layer->last = MAX (layer->last, ((int) MAX (ribbon->start, end) + ribbon->high) / 256 + 2);
    }
}

/* What lies below @y, in 256ths of a row, is @weight more. */
static inline void
step (gint32 *sums,
      gint32  y,
      gint32  weight)
{
  gint32 part = weight * (y & 0xff) >> 8;

  sums[y >> 8] += weight - part;
  sums[(y >> 8) + 1] += part;
}

/* Notes the edges of a ribbon at @at of its way. @shift: by so many bits less of each */
static inline void
note_ribbon (const Ribbon *ribbon,
             gboolean      is_single,
             float         at,
             int           shift,
             gint32       *sums)
{
  gint32 y = (gint32) (ribbon->start + ribbon->way * at);
  gint32 above = ribbon->weights[0] >> shift;
  gint32 below = ribbon->weights[1] >> shift;

  step (sums, y, above);
  if (is_single)
    {
      step (sums, y + ribbon->middle, -above);
      return;
    }
  step (sums, y + ribbon->middle, below - above);
  step (sums, y + ribbon->high, -below);
}

/* Notes the edges of ribbons between which a column is: how much more there is of them in each row than in the one
 * above. */
static inline void
note_ribbons (const Ribbon *ribbons,
              guint         n,
              gboolean      is_single,
              float         left,
              float         right,
              gint32       *sums)
{
  float flat = 256 / MAX (right - left, FLT_MIN);
  guint i = 0;

  for (; i < n && fabsf (ribbons[i].way) <= flat; i++)
    note_ribbon (&ribbons[i], is_single, (left + right) / 2, 0, sums);
  /* an edge that is steep goes through several rows: as two, each of half the weight */
  for (; i < n; i++)
    {
      note_ribbon (&ribbons[i], is_single, left * .75f + right * .25f, 1, sums);
      note_ribbon (&ribbons[i], is_single, left * .25f + right * .75f, 1, sums);
    }
}

/* Each of four bytes times @factor of 255, two at a time. */
static inline guint32
multiply (guint32 pixel,
          guint32 factor)
{
  guint32 even = (pixel & 0x00ff00ff) * factor + 0x00800080;
  guint32 odd = (pixel >> 8 & 0x00ff00ff) * factor + 0x00800080;

  even = (even + (even >> 8 & 0x00ff00ff)) >> 8 & 0x00ff00ff;
  odd = (odd + (odd >> 8 & 0x00ff00ff)) & 0xff00ff00;

  return even | odd;
}

/* The premultiplied pixels that sums of a layer come to. */
static void
fill_table (const Layer *layer,
            guint32     *table)
{
  for (guint i = 0; i <= TABLE_SIZE; i++)
    {
      double sum = (double) (i << SUM_SHIFT) / UNIT;
      double alpha = sum;

      if (sum > layer->alpha)
        alpha = layer->alpha < 1 ? 1 - pow (1 - layer->alpha, sum / layer->alpha) : 1;
      alpha *= 255;

      table[i] = (guint32) (alpha + .5) << 24 | (guint32) (layer->red * alpha + .5) << 16
                 | (guint32) (layer->green * alpha + .5) << 8 | (guint32) (layer->blue * alpha + .5);
    }
}

/* Draws one pixel over another. */
static inline guint32
blend (guint32 pixel,
       guint32 below)
{
  return pixel + multiply (below, 255 - (pixel >> 24));
}

/* The same pixels on a ground. */
static void
fill_grounded_table (const guint32 *table,
                     guint32        ground,
                     guint32       *grounded)
{
  for (guint i = 0; i <= TABLE_SIZE; i++)
    grounded[i] = blend (table[i], ground);
}

/* Draws a layer in a column of pixels, and makes @sums zeros again. @grounded: what of @table is over the ground */
static void
draw_column (const PvMapRaster *self,
             const Layer       *layer,
             const guint32     *table,
             const guint32     *grounded,
             guint32            ground,
             int                column,
             gint32            *sums,
             guint32           *pixels)
{
  const Ribbon *ribbons = (const Ribbon *) (gpointer) layer->ribbons->data;
  float left = self->ease[column];
  float right = self->ease[column + 1];
  gint32 sum = 0;

  note_ribbons (ribbons, layer->n_single, TRUE, left, right, sums);
  note_ribbons (ribbons + layer->n_single, layer->ribbons->len - layer->n_single, FALSE, left, right, sums);
  for (int row = layer->first; row <= layer->last; row++)
    {
      gint32 i;

      sum += sums[row];
      sums[row] = 0;
      i = MIN (sum, MAX_SUM) >> SUM_SHIFT;
      pixels[row] = pixels[row] == ground ? grounded[i] : blend (table[i], pixels[row]);
    }
}

/* Draws premultiplied pixels over others. Bytes by themselves, so that compilers take many at a time. */
static void
blend_row (guint32       *out,
           const guint32 *pixels,
           int            n)
{
  guint32 rests[BLOCK * MAX_REPEAT];
  guint8 *bytes = (guint8 *) out;
  const guint8 *above = (const guint8 *) pixels;
  const guint8 *rest = (const guint8 *) rests;

  for (int i = 0; i < n; i++)
    rests[i] = (255 - (pixels[i] >> 24)) * 0x01010101u;
  for (int i = 0; i < 4 * n; i++)
    {
      guint16 product = (guint16) (bytes[i] * rest[i] + 128);

      bytes[i] = (guint8) (above[i] + ((product + (product >> 8)) >> 8));
    }
}

/* Writes each of @n pixels as often as columns are the same. */
static void
spread (const guint32 *pixels,
        int            n,
        int            repeat,
        guint32       *line)
{
  switch (repeat)
    {
    case 1:
      memcpy (line, pixels, (gsize) n * sizeof *line);
      break;

    case 2:
      for (int i = 0; i < n; i++)
        line[2 * i] = line[2 * i + 1] = pixels[i];
      break;

    case 3:
      for (int i = 0; i < n; i++)
        line[3 * i] = line[3 * i + 1] = line[3 * i + 2] = pixels[i];
      break;

    default:
      for (int i = 0; i < n; i++)
        for (int k = 0; k < repeat; k++)
          line[i * repeat + k] = pixels[i];
      break;
    }
}

/* How many pixels @n columns are wide that begin at @from. */
static int
get_length (const PvMapRaster *self,
            int                from,
            int                n)
{
  return MIN (n * self->repeat, self->width - from * self->repeat);
}

/* What is drawn over, at the left edge of a column. */
static guint32 *
get_pixels (const PvMapRaster *self,
            int                column,
            int                row)
{
  return self->pixels + (gsize) row * self->stride + (gsize) column * (gsize) self->repeat;
}

/* Takes a row of @n columns. Returns whether anything is drawn in it, over @ground. */
static gboolean
take_row (const guint32 *columns,
          gsize          column_size,
          int            n,
          int            row,
          guint32        ground,
          guint32       *pixels)
{
  guint32 any = 0;

  for (int i = 0; i < n; i++)
    {
      pixels[i] = columns[(gsize) i * column_size + (gsize) row + MARGIN];
      any |= pixels[i] ^ ground;
    }

  return any != 0;
}

static gboolean
is_ground (const guint32 *pixels,
           int            n,
           guint32        ground)
{
  guint32 any = 0;

  for (int i = 0; i < n; i++)
    any |= pixels[i] ^ ground;

  return any == 0;
}

/* Draws columns of pixels that are on the ground already, @n of them next to each other. Returns the row where something
 * else is there, or the height. */
static int
copy_grounded (PvMapRaster   *self,
               int            from,
               int            n,
               const guint32 *columns,
               gsize          column_size,
               guint32        ground)
{
  guint32 pixels[BLOCK];
  guint32 line[BLOCK * MAX_REPEAT];
  int length = get_length (self, from, n);

  for (int row = 0; row < self->height; row++)
    if (take_row (columns, column_size, n, row, ground, pixels))
      {
        guint32 *out = get_pixels (self, from, row);

        if (!self->is_even && !is_ground (out, length, ground))
          return row;
        /* which may be far from each other in memory: in one go each */
        spread (pixels, n, self->repeat, line);
        memcpy (out, line, (gsize) length * sizeof *line);
      }

  return self->height;
}

/* Draws columns of pixels over what is there, from @row on. */
static void
copy_blended (PvMapRaster   *self,
              int            from,
              int            n,
              const guint32 *columns,
              gsize          column_size,
              int            row)
{
  guint32 pixels[BLOCK];
  guint32 line[BLOCK * MAX_REPEAT];

  for (; row < self->height; row++)
    if (take_row (columns, column_size, n, row, 0, pixels))
      {
        spread (pixels, n, self->repeat, line);
        blend_row (get_pixels (self, from, row), line, get_length (self, from, n));
      }
}

/* What a thread works with. */
typedef struct
{
  gsize size; /* of a column */
  gint32 *sums;
  guint32 *columns;
  guint32 *tables; /* for each layer */
  guint32 *grounded; /* the same over @ground */
  guint32 ground;
} Desk;

static void
set_ground (const PvMapRaster *self,
            Desk              *desk,
            guint32            ground)
{
  for (guint k = 0; k < self->layers->len; k++)
    fill_grounded_table (desk->tables + k * (TABLE_SIZE + 1), ground, desk->grounded + k * (TABLE_SIZE + 1));
  desk->ground = ground;
}

/* Draws all layers in @n columns. */
static void
draw_columns (const PvMapRaster *self,
              Desk              *desk,
              int                from,
              int                n)
{
  for (gsize i = 0; i < (gsize) n * desk->size; i++)
    desk->columns[i] = desk->ground;
  for (int i = 0; i < n; i++)
    for (guint k = 0; k < self->layers->len; k++)
      draw_column (self, &g_array_index (self->layers, Layer, k), desk->tables + k * (TABLE_SIZE + 1),
                   desk->grounded + k * (TABLE_SIZE + 1), desk->ground, from + i, desk->sums,
                   desk->columns + (gsize) i * desk->size);
}

/* Works on columns until there are none left. */
static gpointer
work (gpointer data)
{
  PvMapRaster *self = data;
  guint n_layers = self->layers->len;
  gsize size = (gsize) self->height + 2 * MARGIN;
  g_autofree gint32 *sums = g_new0 (gint32, size);
  g_autofree guint32 *columns = g_new (guint32, BLOCK * size);
  g_autofree guint32 *tables = g_new (guint32, (gsize) n_layers * (TABLE_SIZE + 1));
  g_autofree guint32 *grounded = g_new (guint32, (gsize) n_layers * (TABLE_SIZE + 1));
  Desk desk = { size, sums, columns, tables, grounded, 0 };
  int from;

  for (guint k = 0; k < n_layers; k++)
    fill_table (&g_array_index (self->layers, Layer, k), tables + k * (TABLE_SIZE + 1));
  set_ground (self, &desk, 0);

  while ((from = g_atomic_int_add (&self->next, BLOCK)) < self->n_columns)
    {
      int n = MIN (BLOCK, self->n_columns - from);
      guint32 ground = get_pixels (self, from, self->height / 2)[0];
      int row;

      if (ground != desk.ground)
        set_ground (self, &desk, ground);
      draw_columns (self, &desk, from, n);
      row = copy_grounded (self, from, n, columns, size, ground);
      if (row == self->height)
        continue;

      set_ground (self, &desk, 0);
      draw_columns (self, &desk, from, n);
      copy_blended (self, from, n, columns, size, row);
    }

  return NULL;
}

static void
draw_all (PvMapRaster *self)
{
  GThread *threads[MAX_THREADS - 1] = { NULL };
  guint n = MIN (g_get_num_processors (), MAX_THREADS) - 1;

  if (self->layers->len == 0)
    return;

  for (guint k = 0; k < self->layers->len; k++)
    prepare_layer (&g_array_index (self->layers, Layer, k));
  if ((gint64) self->width * self->height < PIXELS_FOR_THREADS)
    n = 0;
  for (guint i = 0; i < n; i++)
    threads[i] = g_thread_try_new ("map", work, self, NULL);
  work (self);
  for (guint i = 0; i < n; i++)
    if (threads[i] != NULL)
      g_thread_join (threads[i]);
}

/* Whether all of an area, in pixels of @cr, is drawn to. */
static gboolean
is_unclipped (cairo_t *cr,
              double   x,
              double   y,
              double   width,
              double   height)
{
  cairo_rectangle_list_t *list = cairo_copy_clip_rectangle_list (cr);
  gboolean is_inside = FALSE;

  if (list->status == CAIRO_STATUS_SUCCESS && list->num_rectangles == 1)
    {
      const cairo_rectangle_t *clip = &list->rectangles[0];

      is_inside = clip->x <= x && clip->y <= y && clip->x + clip->width >= x + width
                  && clip->y + clip->height >= y + height;
    }
  cairo_rectangle_list_destroy (list);

  return is_inside;
}

/* Draws onto the pixels of an image themselves. FALSE where that is none of this scale, or not all of it is drawn to. */
static gboolean
draw_directly (PvMapRaster *self,
               cairo_t     *cr,
               double       x,
               double       y)
{
  cairo_surface_t *image = cairo_get_group_target (cr);
  cairo_matrix_t matrix;
  double x_scale, y_scale, x_offset, y_offset;
  double left, top;

  if (cairo_surface_get_type (image) != CAIRO_SURFACE_TYPE_IMAGE ||
      cairo_image_surface_get_format (image) != CAIRO_FORMAT_ARGB32 || cairo_get_operator (cr) != CAIRO_OPERATOR_OVER)
    return FALSE;

  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (image, &x_scale, &y_scale);
  cairo_surface_get_device_offset (image, &x_offset, &y_offset);
  if (matrix.xx != 1 || matrix.yy != 1 || matrix.xy != 0 || matrix.yx != 0 || x_scale != self->scale ||
      y_scale != self->scale)
    return FALSE;

  left = round ((x + matrix.x0) * x_scale + x_offset);
  top = round ((y + matrix.y0) * y_scale + y_offset);
  if (left < 0 || top < 0 || left + self->width > cairo_image_surface_get_width (image) ||
      top + self->height > cairo_image_surface_get_height (image) ||
      !is_unclipped (cr, x, y, (self->width - 1) / self->scale, (self->height - 1) / self->scale))
    return FALSE;

  cairo_surface_flush (image);
  self->stride = (gsize) cairo_image_surface_get_stride (image) / sizeof (guint32);
  self->pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (image) + (gsize) top * self->stride + (gsize) left;
  draw_all (self);
  cairo_surface_mark_dirty_rectangle (image, (int) left, (int) top, self->width, self->height);

  return TRUE;
}

static void
draw_as_picture (PvMapRaster *self,
                 cairo_t     *cr,
                 double       x,
                 double       y)
{
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, self->height);

  if (cairo_surface_status (image) == CAIRO_STATUS_SUCCESS)
    {
      pv_map_raster_set_even (self);
      cairo_surface_flush (image);
      self->pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (image);
      self->stride = (gsize) cairo_image_surface_get_stride (image) / sizeof (guint32);
      draw_all (self);
      cairo_surface_mark_dirty (image);
      cairo_surface_set_device_scale (image, self->scale, self->scale);
      cairo_save (cr);
      cairo_set_source_surface (cr, image, x, y);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
      cairo_paint (cr);
      cairo_restore (cr);
    }
  cairo_surface_destroy (image);
}

void
pv_map_raster_end (PvMapRaster *self,
                   cairo_t     *cr,
                   double       x,
                   double       y)
{
  if (!draw_directly (self, cr, x, y))
    draw_as_picture (self, cr, x, y);
  g_array_unref (self->layers);
  g_free (self->ease);
  g_free (self);
}
