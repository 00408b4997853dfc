/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-high-contrast.c: the style for high contrast, while the desktop asks for it. */
#include "config.h"

#include "pv-high-contrast.h"

#include <adwaita.h>

/* Older versions of libadwaita load a style-hc.css by themselves, newer ones want media queries, which older
 * versions of GTK do not know. */
static void
update (AdwStyleManager *manager,
        GParamSpec      *pspec,
        GtkCssProvider  *provider)
{
  GdkDisplay *display = adw_style_manager_get_display (manager);

  if (adw_style_manager_get_high_contrast (manager))
    gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  else
    gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (provider));
}

void
pv_high_contrast_follow (void)
{
  AdwStyleManager *manager = adw_style_manager_get_for_display (gdk_display_get_default ());
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, "/org/example/PcapViz/high-contrast.css");
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (update), provider, 0);
  g_object_set_data_full (G_OBJECT (manager), "pv-high-contrast", g_object_ref (provider), g_object_unref);
  update (manager, NULL, provider);
}
