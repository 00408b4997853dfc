/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-window-private.h: what the window's actions share with it. */
#pragma once

#include "pv-capture-view.h"
#include "pv-document.h"
#include "pv-error-bar.h"
#include "pv-window.h"

G_BEGIN_DECLS

/* (transfer none) */
PvDocument    *_pv_window_get_document     (PvWindow      *self);
/* (transfer none) (nullable): made when there is a first capture */
PvCaptureView *_pv_window_get_capture_view (PvWindow      *self);
/* Opens the first of @files (element-type GFile) here and the others in windows of their own. */
void           _pv_window_open_list        (PvWindow      *self,
                                            GListModel    *files);
void           _pv_window_install_actions  (PvWindowClass *klass);
void           _pv_window_update_selection_actions (PvWindow *self);
/* Switches actions on and off with what there is to act upon, those above too. */
void           _pv_window_update_actions   (PvWindow      *self);

G_END_DECLS
