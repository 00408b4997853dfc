/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-failure.c: what a view shows that could not be made. */
#include "config.h"

#include "pv-failure.h"

#include <glib/gi18n.h>

#include "pv-message.h"

#define NAME "pv-failure"

gboolean
pv_failure_show (GtkStack     *stack,
                 const GError *error)
{
  g_autofree char *description = NULL;
  GtkWidget *page;

  g_return_val_if_fail (GTK_IS_STACK (stack), FALSE);
  g_return_val_if_fail (error != NULL, FALSE);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;

  page = gtk_stack_get_child_by_name (stack, NAME);
  if (page == NULL)
    {
      page = adw_status_page_new ();
      adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "dialog-error-symbolic");
      adw_status_page_set_title (ADW_STATUS_PAGE (page), _("This Could Not Be Shown"));
      gtk_widget_add_css_class (page, "compact");
      gtk_stack_add_named (stack, page, NAME);
    }

  description = pv_message_markup (error->message);
  adw_status_page_set_description (ADW_STATUS_PAGE (page), description);
  gtk_stack_set_visible_child (stack, page);

  return TRUE;
}

gboolean
pv_failure_is_shown (GtkStack *stack)
{
  g_return_val_if_fail (GTK_IS_STACK (stack), FALSE);

  return g_strcmp0 (gtk_stack_get_visible_child_name (stack), NAME) == 0;
}
