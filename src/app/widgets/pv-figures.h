/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-figures.h: a table of what things are called and what they are, also as text. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * PvFigures:
 * @grid: where rows are
 * @row: the next one
 * @text: all of it as plain text
 *
 * Rows of details for a popover, and what copying them gives.
 */
typedef struct
{
  GtkGrid *grid;
  int row;
  GString *text;
} PvFigures;

/* Makes an empty grid, which belongs to whoever puts it into a widget. */
void       pv_figures_init         (PvFigures  *self);
/* "Packets   1,234". @value: (transfer full) */
void       pv_figures_take_row     (PvFigures  *self,
                                    const char *name,
                                    char       *value);
/* A row of one. */
void       pv_figures_add_widget   (PvFigures  *self,
                                    GtkWidget  *widget);
/* A label that wraps as values do. (transfer floating) */
GtkWidget *pv_figures_make_value   (const char *text);
/* A button that copies the text so far. @text is copied. (transfer floating) */
GtkWidget *pv_figures_make_copy_button (const char *label,
                                        const char *text);
/* Frees what is not a widget. */
void       pv_figures_clear        (PvFigures  *self);

G_END_DECLS
