/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-export-pictures.h: the charts that a command line exports. */
#pragma once

#include "pv-subject.h"

G_BEGIN_DECLS

/* Those of @options that its format can show; of a capture that is compared with @other, which has no match where there
 * is nothing to compare with. (transfer full) (element-type PvChartPicture): NULL with @error set */
GPtrArray *pv_export_pictures_create (const PvSubject        *subject,
                                      const PvOther          *other,
                                      const PvExportOptions  *options,
                                      GError                **error);

G_END_DECLS
