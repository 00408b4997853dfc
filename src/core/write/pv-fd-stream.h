/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-fd-stream.h: a stream into an open descriptor, whose errors say which file it is. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define PV_TYPE_FD_STREAM (pv_fd_stream_get_type ())

/**
 * PvFdStream:
 *
 * Writes at once, to a file or to a pipe; may be cancelled while a pipe is full. Leaves the descriptor open.
 */
G_DECLARE_FINAL_TYPE (PvFdStream, pv_fd_stream, PV, FD_STREAM, GOutputStream)

/* @path: what errors call it */
GOutputStream *pv_fd_stream_new (int         fd,
                                 const char *path);

G_END_DECLS
