/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-bar-menu.c: the menu and the details of a bar, or of a row of the table that shows the same. */
#include "config.h"

#include <glib/gi18n.h>

#include "pv-bar-menu.h"
#include "pv-bar-query.h"
#include "pv-capture-text.h"
#include "pv-chart-menu.h"
#include "pv-label-actions.h"
#include "pv-label-popover.h"

struct _PvBarMenu
{
  GObject parent_instance;

  /* which owns this */
  GtkWidget *view;
  PvBarChart *chart;
  PvRankingModel *model;
  PvCrossfilterModel *crossfilter;
  PvComparison *comparison; /* or NULL */
  PvNameFinder *names;
  PvMeasure measure;

  GtkWidget *popover;
  GtkWidget *menu;
  /* about the label that the menu or the details are about, and where in the view they point to */
  PvLabelActions *actions;
  GdkRectangle area;
};

enum
{
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PvBarMenu, pv_bar_menu, G_TYPE_OBJECT)

static void
closed_cb (PvBarMenu *self)
{
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->chart), TRUE);
  g_signal_emit (self, signals[CLOSED], 0);
}

/* Of the menu or the details that come up. */
static void
watch_popover (PvBarMenu *self,
               GtkWidget *popover)
{
  /* tooltips would come up before it */
  gtk_widget_set_has_tooltip (GTK_WIDGET (self->chart), FALSE);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
}

/* Of what is gone, the other capture or the other span tells. */
static void
show_details_of_other (PvBarMenu   *self,
                       PvCapture   *other,
                       PvDimension  dimension,
                       guint32      id)
{
  PvCapture *capture = pv_ranking_model_get_capture (self->model);
  g_autofree char *name = NULL;
  g_autofree char *remark = NULL;
  PvQuery query;
  PvChangePart part;
  PvSpan unused;

  /* another is compared with by now */
  if (self->comparison == NULL || capture == NULL || pv_comparison_get_capture (self->comparison) != other)
    return;

  query = pv_bar_query_make (NULL, other, dimension, self->measure);
  part = pv_comparison_get_part (self->comparison, capture, dimension);
  query.span = part.span;
  query.has_span = part.has_span;
  query.subset = part.subset;
  name = pv_capture_text_title (other);
  if (pv_comparison_get_reference (self->comparison, &unused))
    remark = g_strdup (_("Gone: these are the figures of the other span"));
  else
    /* Translators: of what a capture has no more; %s is the one that it is compared with */
    remark = g_strdup_printf (_("Gone: these are the figures of %s"), name);

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = pv_label_popover_new (self->view, &self->area, other, &query, id, NULL, remark);
  watch_popover (self, self->popover);
}

/* Of the label that the actions are about. */
static void
show_details (PvBarMenu *self)
{
  PvCapture *other;
  PvDimension dimension;
  guint32 id;

  if (self->names == NULL)
    return;

  if (pv_label_actions_get_other (self->actions, &other, &dimension, &id))
    {
      show_details_of_other (self, other, dimension, id);
      return;
    }

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  self->popover = pv_label_actions_make_details (self->actions, &self->area, self->measure, self->names);
  if (self->popover != NULL)
    watch_popover (self, self->popover);
}

/* Has the actions be about a bar. @x: where popovers point to in it, or -1 for its middle */
static gboolean
take_bar (PvBarMenu *self,
          guint      position,
          double     x)
{
  PvRanking *ranking = pv_ranking_model_get_ranking (self->model);
  GdkRectangle area;
  const PvRank *rank;

  if (ranking == NULL || position >= ranking->n_ranks)
    {
      pv_label_actions_set_label (self->actions, NULL, 0, 0);
      return FALSE;
    }

  rank = &ranking->ranks[position];
  pv_bar_chart_set_current (self->chart, position);
  pv_bar_chart_get_area (self->chart, position, &area);
  if (x >= 0)
    {
      area.x = (int) x;
      area.width = 1;
    }
  pv_bar_menu_set_label (self,
                         pv_ranking_is_gone (ranking, rank) ? ranking->other
                                                            : pv_ranking_model_get_capture (self->model),
                         ranking->query.dimension, rank->id, GTK_WIDGET (self->chart), &area);

  return TRUE;
}

/* At @x, @y of the chart; about the bar that was taken, where there is one. */
static void
show_menu (PvBarMenu *self,
           double     x,
           double     y)
{
  g_autoptr (GMenuModel) of_label = pv_label_actions_make_menu ();
  GdkRectangle here = { 0, 0, 1, 1 };

  if (!gtk_widget_translate_coordinates (GTK_WIDGET (self->chart), self->view, x, y, &x, &y))
    return;

  here.x = (int) x;
  here.y = (int) y;
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  self->menu = pv_chart_menu_new (self->view, &here, of_label);
  watch_popover (self, self->menu);
}

static void
right_click_cb (PvBarMenu  *self,
                int         n_press,
                double      x,
                double      y,
                GtkGesture *gesture)
{
  /* what the menu offers is about the chart with the focus */
  gtk_widget_grab_focus (GTK_WIDGET (self->chart));
  take_bar (self, pv_bar_chart_get_position_at (self->chart, y), x);
  show_menu (self, x, y);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
long_press_cb (PvBarMenu  *self,
               double      x,
               double      y,
               GtkGesture *gesture)
{
  if (!take_bar (self, pv_bar_chart_get_position_at (self->chart, y), x))
    return;

  show_details (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pv_bar_menu_dispose (GObject *object)
{
  PvBarMenu *self = PV_BAR_MENU (object);

  pv_bar_menu_close (self);
  g_clear_object (&self->actions);
  g_clear_object (&self->model);
  g_clear_object (&self->crossfilter);
  g_clear_object (&self->names);
  g_clear_object (&self->comparison);

  G_OBJECT_CLASS (pv_bar_menu_parent_class)->dispose (object);
}

static void
pv_bar_menu_class_init (PvBarMenuClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pv_bar_menu_dispose;

  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
}

static void
pv_bar_menu_init (PvBarMenu *self)
{
}

PvBarMenu *
pv_bar_menu_new (GtkWidget      *view,
                 PvBarChart     *chart,
                 PvRankingModel *model)
{
  PvBarMenu *self;
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();

  g_return_val_if_fail (GTK_IS_WIDGET (view), NULL);
  g_return_val_if_fail (PV_IS_BAR_CHART (chart), NULL);
  g_return_val_if_fail (PV_IS_RANKING_MODEL (model), NULL);

  self = g_object_new (PV_TYPE_BAR_MENU, NULL);
  self->view = view;
  self->chart = chart;
  self->model = g_object_ref (model);
  self->actions = pv_label_actions_new (view);
  g_signal_connect_object (self->actions, "details", G_CALLBACK (show_details), self, G_CONNECT_SWAPPED);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (right_click_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (chart), GTK_EVENT_CONTROLLER (click));
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (long_press_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (chart), GTK_EVENT_CONTROLLER (press));

  return self;
}

void
pv_bar_menu_set_crossfilter (PvBarMenu          *self,
                             PvCrossfilterModel *crossfilter)
{
  g_return_if_fail (PV_IS_BAR_MENU (self));
  g_return_if_fail (PV_IS_CROSSFILTER_MODEL (crossfilter));

  g_set_object (&self->crossfilter, crossfilter);
  pv_label_actions_set_crossfilter (self->actions, crossfilter);
}

void
pv_bar_menu_set_names (PvBarMenu    *self,
                       PvNameFinder *names)
{
  g_return_if_fail (PV_IS_BAR_MENU (self));
  g_return_if_fail (PV_IS_NAME_FINDER (names));

  g_set_object (&self->names, names);
}

void
pv_bar_menu_set_comparison (PvBarMenu    *self,
                            PvComparison *comparison)
{
  g_return_if_fail (PV_IS_BAR_MENU (self));
  g_return_if_fail (PV_IS_COMPARISON (comparison));

  g_set_object (&self->comparison, comparison);
}

void
pv_bar_menu_set_measure (PvBarMenu *self,
                         PvMeasure  measure)
{
  g_return_if_fail (PV_IS_BAR_MENU (self));

  self->measure = measure;
}

void
pv_bar_menu_set_label (PvBarMenu          *self,
                       PvCapture          *capture,
                       PvDimension         dimension,
                       guint32             id,
                       GtkWidget          *widget,
                       const GdkRectangle *area)
{
  double x = 0;
  double y = 0;

  g_return_if_fail (PV_IS_BAR_MENU (self));
  g_return_if_fail (capture == NULL || PV_IS_CAPTURE (capture));
  g_return_if_fail (GTK_IS_WIDGET (widget) && area != NULL);

  if (capture != NULL && (id & PV_RANK_GONE) != 0)
    pv_label_actions_set_other (self->actions, capture, dimension, id & ~PV_RANK_GONE);
  else
    pv_label_actions_set_label (self->actions, capture, dimension, id);
  gtk_widget_translate_coordinates (widget, self->view, area->x, area->y, &x, &y);
  self->area = (GdkRectangle){ (int) x, (int) y, area->width, area->height };
}

void
pv_bar_menu_popup (PvBarMenu *self)
{
  guint current;
  GdkRectangle area;

  g_return_if_fail (PV_IS_BAR_MENU (self));

  if (!gtk_widget_has_focus (GTK_WIDGET (self->chart)))
    return;

  current = pv_bar_chart_get_current (self->chart);
  if (take_bar (self, current, -1))
    {
      pv_bar_chart_get_area (self->chart, current, &area);
      show_menu (self, area.x + area.width / 2.0, area.y + area.height / 2.0);
    }
  else
    {
      show_menu (self, gtk_widget_get_width (GTK_WIDGET (self->chart)) / 2.0, 0);
    }
}

void
pv_bar_menu_show_details (PvBarMenu *self)
{
  g_return_if_fail (PV_IS_BAR_MENU (self));

  if (gtk_widget_has_focus (GTK_WIDGET (self->chart)) &&
      take_bar (self, pv_bar_chart_get_current (self->chart), -1))
    show_details (self);
}

void
pv_bar_menu_close (PvBarMenu *self)
{
  g_return_if_fail (PV_IS_BAR_MENU (self));

  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  if (self->actions != NULL)
    pv_label_actions_set_label (self->actions, NULL, 0, 0);
}
