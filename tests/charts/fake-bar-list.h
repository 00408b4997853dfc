/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fake-bar-list.h: a list of bars that makes them when asked, for tests and demonstration. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define FAKE_TYPE_BAR_LIST (fake_bar_list_get_type ())

G_DECLARE_FINAL_TYPE (FakeBarList, fake_bar_list, FAKE, BAR_LIST, GObject)

/* @n addresses, with fewer packets the further down; @selected is the part of each that counts. */
GListModel *fake_bar_list_new         (guint    n,
                                  double   selected);
/* How often it was asked for a bar, and the furthest that it was asked for. */
guint       fake_bar_list_get_n_asked (FakeBarList *self);
guint       fake_bar_list_get_furthest (FakeBarList *self);

G_END_DECLS
