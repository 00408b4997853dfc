/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-figures.c: a table of what things are called and what they are, also as text. */
#include "pv-figures.h"

#define VALUE_WIDTH_CHARS 36
/* Beside a name, a time to the microsecond stays on one line; longer text is wrapped so that a phone has room. */
#define ROW_LINE_CHARS 30
#define ROW_WIDTH_CHARS 22
#define ROW_SPACING 6
#define COLUMN_SPACING 12

void
pv_figures_init (PvFigures *self)
{
  self->grid = GTK_GRID (gtk_grid_new ());
  self->row = 0;
  self->text = g_string_new (NULL);
  gtk_grid_set_row_spacing (self->grid, ROW_SPACING);
  gtk_grid_set_column_spacing (self->grid, COLUMN_SPACING);
}

GtkWidget *
pv_figures_make_value (const char *text)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (text));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_yalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (label, MIN (g_utf8_strlen (text, -1), VALUE_WIDTH_CHARS));
  gtk_label_set_max_width_chars (label, VALUE_WIDTH_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");

  return GTK_WIDGET (label);
}

void
pv_figures_take_row (PvFigures  *self,
                     const char *name,
                     char       *value)
{
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *value_label = pv_figures_make_value (value);

  gtk_label_set_xalign (GTK_LABEL (name_label), 1);
  gtk_label_set_yalign (GTK_LABEL (name_label), 0);
  gtk_widget_add_css_class (name_label, "dim-label");
  gtk_grid_attach (self->grid, name_label, 0, self->row, 1, 1);
  if (g_utf8_strlen (value, -1) > ROW_LINE_CHARS)
    {
      gtk_label_set_width_chars (GTK_LABEL (value_label), ROW_WIDTH_CHARS);
      gtk_label_set_max_width_chars (GTK_LABEL (value_label), ROW_WIDTH_CHARS);
    }
  else
    {
      gtk_label_set_wrap (GTK_LABEL (value_label), FALSE);
      gtk_label_set_width_chars (GTK_LABEL (value_label), -1);
    }
  gtk_grid_attach (self->grid, value_label, 1, self->row, 1, 1);
  self->row += 1;
  g_string_append_printf (self->text, "%s\t%s\n", name, value);

  g_free (value);
}

void
pv_figures_add_widget (PvFigures *self,
                       GtkWidget *widget)
{
  gtk_grid_attach (self->grid, widget, 0, self->row, 2, 1);
  self->row += 1;
}

static void
copy_cb (GtkWidget  *button,
         const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), text);
}

GtkWidget *
pv_figures_make_copy_button (const char *label,
                             const char *text)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_data (button, "clicked", G_CALLBACK (copy_cb), g_strdup (text),
                         (GClosureNotify) (void (*) (void)) g_free, 0);

  return button;
}

void
pv_figures_clear (PvFigures *self)
{
  g_string_free (self->text, TRUE);
}
