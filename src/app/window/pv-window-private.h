/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-window-private.h: what the window's actions share with it. */
#pragma once

#include "pv-capture-view.h"
#include "pv-chart-exporter.h"
#include "pv-document.h"
#include "pv-error-bar.h"
#include "pv-load-bar.h"
#include "pv-packet-saver.h"
#include "pv-window.h"

G_BEGIN_DECLS

/* (transfer none) */
PvDocument    *_pv_window_get_document     (PvWindow      *self);
/* (transfer none) (nullable): made when there is a first capture */
PvCaptureView *_pv_window_get_capture_view (PvWindow      *self);
/* Opens @files (element-type GFile) here, as one capture; or with @separate the first here and the others in windows of
 * their own. */
void           _pv_window_open_list        (PvWindow      *self,
                                            GListModel    *files,
                                            gboolean       separate);
/* Before it is shown: in pixels. */
void           _pv_window_set_size         (PvWindow      *self,
                                            int            width,
                                            int            height,
                                            gboolean       is_maximized);
void           _pv_window_install_actions  (PvWindowClass *klass);
/* Whether more is shown as it comes, as an action. */
void           _pv_window_add_follow_action (PvWindow     *self);
void           _pv_window_update_selection_actions (PvWindow *self);
/* (transfer none) */
PvPacketSaver *_pv_window_get_saver        (PvWindow      *self);
/* (transfer none) */
PvChartExporter *_pv_window_get_exporter   (PvWindow      *self);
/* (transfer none) */
PvLoadBar     *_pv_window_get_save_bar     (PvWindow      *self);
/* @toast: (transfer full) */
void           _pv_window_add_toast        (PvWindow      *self,
                                            AdwToast      *toast);
/* Asks for a label to go to. */
void           _pv_window_find             (PvWindow      *self);
/* Tells of what went wrong until it is closed. */
void           _pv_window_show_error       (PvWindow      *self,
                                            const char    *title,
                                            const char    *message);
/* Shows what the saver and the exporter do. */
void           _pv_window_connect_saver    (PvWindow      *self);
/* Whether there is a selection whose packets can be saved now. */
gboolean       _pv_window_can_save_packets (PvWindow      *self);
/* Asks for a file and saves them there. */
void           _pv_window_save_packets     (PvWindow      *self);
/* Asks where to capture packets, and shows them as they come. */
void           _pv_window_capture          (PvWindow      *self);
/* Has what captures here end, of which all is read to the end. FALSE where nothing does. */
gboolean       _pv_window_stop_capture     (PvWindow      *self);
/* The same, where nobody reads it any more. */
void           _pv_window_end_capture      (PvWindow      *self);
/* Has what captures here end with its reader. */
void           _pv_window_connect_live     (PvWindow      *self);
/* Opens them in another application, see pv_hand_over(). */
void           _pv_window_open_packets     (PvWindow      *self,
                                            const char    *application_id);
/* Switches actions on and off with what there is to act upon, those above too. */
void           _pv_window_update_actions   (PvWindow      *self);

G_END_DECLS
