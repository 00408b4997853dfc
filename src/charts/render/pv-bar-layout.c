/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-layout.c: where what belongs to a bar stands in its row. */
#include "config.h"

#include "pv-bar-layout.h"

#include <math.h>
#include <string.h>

#include "pv-chart-text.h"

/* Pixels. */
#define SIDE_PADDING 8  /* at the ends of a row */
#define ROW_PADDING 10  /* above and below what is in a row, together */
#define LABEL_GAP 14    /* between label and bar */
#define COLUMN_GAP 22   /* between bars, columns of numbers and time lines */
#define SPARK_GAP 32    /* between numbers and time lines: they are not of the same kind */
#define LINE_GAP 3
#define LINE_HEIGHT 3
#define STACK_GAP 3     /* between a label and the bar below it */
#define STACKED_BAR 9
#define MIN_BAR_ROOM 110
#define MAX_BAR_ROOM 1600
#define MIN_SPARK 80
#define MAX_LABEL 520

/* Where a chart is less wide, in heights of a line, labels stand above bars. By width alone, so that rows are as
 * high whatever is in them. */
#define MIN_FLAT 24

/* Of a chart's width. */
#define MAX_LABEL_SHARE .3
#define MIN_BAR_SHARE .24
#define SPARK_SHARE .11

static void
init_heights (PvBarLayout      *self,
              const PvBarScene *scene)
{
  double block;

  self->text_height = pv_text_get_height (scene->pango, &scene->style, PV_TEXT_PLAIN);
  self->small_height = pv_text_get_height (scene->pango, &scene->style, PV_TEXT_SMALL);
  self->line_gap = LINE_GAP;
  self->line_height = LINE_HEIGHT;
  self->bar_height = self->is_stacked ? STACKED_BAR : round (self->text_height * .8);
  block = self->bar_height + self->line_gap + self->line_height;

  if (self->is_stacked)
    self->row_height = self->text_height + STACK_GAP + block + ROW_PADDING;
  else
    self->row_height = MAX (block, self->text_height + (self->has_two_lines ? self->small_height : 0)) + ROW_PADDING;
}

static void
stack (PvBarLayout        *self,
       const PvBarMetrics *metrics)
{
  double end = self->width - SIDE_PADDING;

  self->bar_start = self->label_start;
  self->bar_room = MAX (end - self->bar_start, 0);
  self->spark_start = self->spark_width = 0;
  self->ends[PV_BAR_COLUMN_WHOLE] = 0;
  /* of the two, what changed says more */
  self->ends[self->is_compared ? PV_BAR_COLUMN_CHANGE : PV_BAR_COLUMN_SHARE] = end;
  end -= metrics->column_widths[self->is_compared ? PV_BAR_COLUMN_CHANGE : PV_BAR_COLUMN_SHARE] + COLUMN_GAP / 2;
  self->ends[PV_BAR_COLUMN_VALUE] = end;
  end -= metrics->column_widths[PV_BAR_COLUMN_VALUE] + LABEL_GAP;
  self->label_width = MAX (end - self->label_start, 0);
}

/* Sets the columns, of which there are the fewer the higher @level. Returns: the room that is left for bars */
static double
put_columns (PvBarLayout        *self,
             const PvBarScene   *scene,
             const PvBarMetrics *metrics,
             guint               level)
{
  double end = self->width - SIDE_PADDING;

  self->spark_start = self->spark_width = 0;
  if (level < 1 && scene->has_sparks)
    {
      self->spark_width = MAX (round (self->width * SPARK_SHARE), MIN_SPARK);
      self->spark_start = end - self->spark_width;
      end = self->spark_start - SPARK_GAP;
    }
  for (guint column = PV_BAR_N_COLUMNS; column-- > 0;)
    {
      gboolean has_room = column == PV_BAR_COLUMN_VALUE || level + column <= PV_BAR_N_COLUMNS;

      if (column == PV_BAR_COLUMN_WHOLE && !scene->is_narrowed && !scene->has_wholes)
        has_room = FALSE;
      if (column == PV_BAR_COLUMN_CHANGE && !scene->is_compared)
        has_room = FALSE;
      self->ends[column] = has_room ? end : 0;
      if (has_room)
        end -= metrics->column_widths[column] + COLUMN_GAP;
    }

  return end - self->bar_start;
}

void
pv_bar_layout_init (PvBarLayout        *self,
                    const PvBarScene   *scene,
                    const PvBarMetrics *metrics,
                    double              device_scale)
{
  double room;
  guint level;

  /* bytes between fields are compared, too */
  memset (self, 0, sizeof *self);
  self->device_scale = device_scale;
  self->width = scene->width;
  self->rtl = scene->rtl;
  self->is_narrowed = scene->is_narrowed;
  self->is_compared = scene->is_compared;
  self->has_two_lines = scene->has_two_lines;
  self->whole_peak = metrics->whole_peak > 0 ? metrics->whole_peak : 1;
  self->peak = scene->scale == PV_BAR_SCALE_SELECTION && metrics->peak > 0 ? metrics->peak : self->whole_peak;
  self->is_stacked = self->width < MIN_FLAT * pv_text_get_height (scene->pango, &scene->style, PV_TEXT_PLAIN);
  init_heights (self, scene);
  self->label_start = SIDE_PADDING;
  self->label_width = ceil (MIN (metrics->label_width, MIN (self->width * MAX_LABEL_SHARE, MAX_LABEL)));
  self->bar_start = self->label_start + self->label_width + LABEL_GAP;

  if (self->is_stacked)
    {
      stack (self, metrics);
      return;
    }

  for (level = 0;; level++)
    {
      room = put_columns (self, scene, metrics, level);
      if (level == PV_BAR_N_COLUMNS || room >= MAX (MIN_BAR_ROOM, self->width * MIN_BAR_SHARE))
        break;
    }
  self->bar_room = floor (CLAMP (room, 0, MAX_BAR_ROOM));
  /* what longer bars would not make clearer */
  if (self->spark_width > 0 && room > self->bar_room)
    {
      self->spark_width += room - self->bar_room;
      self->spark_start -= room - self->bar_room;
      for (guint column = 0; column < PV_BAR_N_COLUMNS; column++)
        self->ends[column] -= self->ends[column] > 0 ? room - self->bar_room : 0;
    }
}

double
pv_bar_layout_place (const PvBarLayout *self,
                     double             start,
                     double             width)
{
  return self->rtl ? self->width - start - width : start;
}
