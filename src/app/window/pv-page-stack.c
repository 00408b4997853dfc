/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-page-stack.c: the pages of a stack: how to find them and what they show. */
#include "config.h"

#include "pv-page-stack.h"

void
pv_page_stack_foreach (AdwViewStack *stack,
                       PvPageFunc    func,
                       gpointer      owner)
{
  g_autoptr (GtkSelectionModel) pages = NULL;

  g_return_if_fail (ADW_IS_VIEW_STACK (stack));
  g_return_if_fail (func != NULL);

  pages = adw_view_stack_get_pages (stack);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);
      GtkWidget *child = adw_view_stack_page_get_child (page);

      if (PV_IS_RANK_PAGE (child))
        func (owner, PV_RANK_PAGE (child));
    }
}

PvRankPage *
pv_page_stack_get_visible (AdwViewStack *stack)
{
  GtkWidget *child;

  g_return_val_if_fail (ADW_IS_VIEW_STACK (stack), NULL);

  child = adw_view_stack_get_visible_child (stack);

  return PV_IS_RANK_PAGE (child) ? PV_RANK_PAGE (child) : NULL;
}

typedef struct
{
  PvTab tab;
  PvRankPage *page;
} Search;

static void
compare_tab (gpointer    owner,
             PvRankPage *page)
{
  Search *search = owner;

  if (pv_rank_page_get_tab (page) == search->tab)
    search->page = page;
}

PvRankPage *
pv_page_stack_find (AdwViewStack *stack,
                    PvTab         tab)
{
  Search search = { tab, NULL };

  g_return_val_if_fail (tab < PV_N_TABS, NULL);

  pv_page_stack_foreach (stack, compare_tab, &search);

  return search.page;
}

GtkWidget *
pv_page_stack_get_nth (AdwViewStack *stack,
                       guint         index)
{
  g_autoptr (GtkSelectionModel) pages = NULL;

  g_return_val_if_fail (ADW_IS_VIEW_STACK (stack), NULL);

  pages = adw_view_stack_get_pages (stack);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (pages)); i++)
    {
      g_autoptr (AdwViewStackPage) page = g_list_model_get_item (G_LIST_MODEL (pages), i);

      if (adw_view_stack_page_get_visible (page) && index-- == 0)
        return adw_view_stack_page_get_child (page);
    }

  return NULL;
}

typedef struct
{
  PvRankPage *visible;
  GPtrArray *pictures;
} Album;

static void
take_pictures (gpointer    owner,
               PvRankPage *page)
{
  Album *album = owner;

  if (page != album->visible)
    pv_rank_page_take_pictures (page, album->pictures);
}

void
pv_page_stack_take_pictures (AdwViewStack *stack,
                             GPtrArray    *pictures)
{
  Album album = { NULL, pictures };

  g_return_if_fail (ADW_IS_VIEW_STACK (stack));
  g_return_if_fail (pictures != NULL);

  album.visible = pv_page_stack_get_visible (stack);
  if (album.visible != NULL)
    pv_rank_page_take_pictures (album.visible, pictures);
  pv_page_stack_foreach (stack, take_pictures, &album);
}
