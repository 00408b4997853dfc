/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-list.h: the files that went over the wire as JSON. */
#pragma once

#include <gio/gio.h>

#include "pv-object.h"

G_BEGIN_DECLS

/* Writes one JSON object that lists @objects: (element-type PvObject). @names: (nullable) (element-type filename): what
 * each was saved as. @stream is not closed. */
gboolean pv_object_list_write (GPtrArray      *objects,
                               GPtrArray      *names,
                               GOutputStream  *stream,
                               GError        **error);

G_END_DECLS
