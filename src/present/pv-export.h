/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export.h: charts become a file. */
#pragma once

#include "pv-chart-picture.h"
#include "pv-export-format.h"

G_BEGIN_DECLS

/**
 * pv_export_write:
 * @pictures: (array length=n_pictures): what is exported; only some formats have room for several
 * @n_pictures: how many, at least 1
 * @format: what the file becomes
 * @look: of pictures; numbers have none
 * @file: where to
 * @cancellable: (nullable): to give up
 * @error: place for a %G_IO_ERROR or %PV_ERROR
 *
 * Writes to a temporary file that then takes the place of @file, so that a failure leaves an older one as
 * it was. From any thread.
 *
 * Returns: whether it was written
 */
gboolean pv_export_write (PvChartPicture *const  *pictures,
                          guint                   n_pictures,
                          const PvExportFormat   *format,
                          const PvPictureLook    *look,
                          GFile                  *file,
                          GCancellable           *cancellable,
                          GError                **error);

G_END_DECLS
