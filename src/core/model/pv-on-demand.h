/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-on-demand.h: what few people ask of a capture, read from its files when somebody does. */
#pragma once

#include "pv-reopen.h"

G_BEGIN_DECLS

/* What the command line calls it: "tcp". ASCII, never translated, never changed. */
const char *pv_on_demand_get_key     (PvOnDemand   what);
/* What is called so. FALSE where there is none. */
gboolean    pv_on_demand_from_key    (const char  *key,
                                      PvOnDemand  *what);
/* Whether it has been read. Any thread. */
gboolean    pv_on_demand_is_there    (PvCapture   *capture,
                                      PvOnDemand   what);

/**
 * pv_on_demand_read:
 * @capture: a complete capture; its files are read once more, unless it is there already
 * @what: what is asked for
 * @progress: (nullable): kept up to date
 * @cancellable: (nullable): to give up
 * @error: place for a #PvError or %G_IO_ERROR_CANCELLED
 *
 * In the calling thread. Takes time and memory linear in the packets. Others may read the capture meanwhile.
 *
 * Returns: %FALSE with @error set
 */
gboolean    pv_on_demand_read        (PvCapture            *capture,
                                      PvOnDemand            what,
                                      PvProgress           *progress,
                                      GCancellable         *cancellable,
                                      GError              **error);
/* @progress: (nullable): has to live until @callback is called */
void        pv_on_demand_read_async  (PvCapture            *capture,
                                      PvOnDemand            what,
                                      PvProgress           *progress,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean    pv_on_demand_read_finish (GAsyncResult         *result,
                                      GError              **error);

G_END_DECLS
