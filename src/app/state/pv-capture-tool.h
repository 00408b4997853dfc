/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-tool.h: the program that captures packets for whoever runs it. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PvCaptureInterface:
 * @name: as in "eth0"
 * @description: (nullable): what it is, in the program's words
 *
 * Where packets can be captured.
 */
typedef struct
{
  char *name;
  char *description;
} PvCaptureInterface;

/**
 * PvCaptureTool:
 * @path: (nullable): dumpcap or tcpdump; %NULL where there is neither
 * @interfaces: (element-type PvCaptureInterface): what it names
 * @may_capture: whether it may be used for that without a password
 *
 * PcapViz has no privileges and wants none: dumpcap and tcpdump have what the administrator gave them.
 */
typedef struct
{
  char *path;
  GPtrArray *interfaces;
  gboolean may_capture;
} PvCaptureTool;

void           pv_capture_tool_free        (PvCaptureTool *self);

/* Looks for one by running them. Never fails. */
void           pv_capture_tool_find_async  (GCancellable        *cancellable,
                                            GAsyncReadyCallback  callback,
                                            gpointer             user_data);
/* (transfer full): NULL where it was cancelled */
PvCaptureTool *pv_capture_tool_find_finish (GAsyncResult        *result);

/* What to run so that packets of @interface come out of it; NULL where there is no program. (transfer full) */
char         **pv_capture_tool_dup_command (const PvCaptureTool *self,
                                            const char          *interface);
/* What a person would write, who may become root: into a pipe that is shown. @interface: (nullable): %NULL for any.
 * (transfer full) */
char          *pv_capture_tool_dup_command_line (const char *interface);

/* What `dumpcap -D` or `tcpdump -D` say. (transfer full) (element-type PvCaptureInterface) */
GPtrArray     *pv_capture_tool_parse       (const char *text);

/* Whether this process can run programs of the system at all; not in a Flatpak. */
gboolean       pv_capture_tool_is_possible (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvCaptureTool, pv_capture_tool_free)

G_END_DECLS
