/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-labels.h: what a report says of a label, by its class. */
#pragma once

#include "pv-capture.h"
#include "pv-hosts.h"
#include "pv-json-stream.h"

G_BEGIN_DECLS

/**
 * PvReportSeen:
 * @first_ns: when the first packet of a flow was seen, in nanoseconds since the Unix epoch
 * @last_ns: when the last one was
 */
typedef struct
{
  gint64 first_ns;
  gint64 last_ns;
} PvReportSeen;

/**
 * PvReportLabels:
 * @json: where it is said, in an object that is open
 * @capture: whose labels they are
 * @dimension: of which
 * @seen: (array length=n_flows) (nullable): for flows: when each was seen
 * @hosts: (nullable): nicknames, which addresses then have
 *
 * Labels of one dimension. Borrows all.
 */
typedef struct
{
  PvJsonStream *json;
  PvCapture *capture;
  PvDimension dimension;
  const PvReportSeen *seen;
  PvHosts *hosts;
} PvReportLabels;

/* Says what label @id is. */
void pv_report_labels_add      (const PvReportLabels *self,
                                guint32               id);
/* Says what is known of all of a file, whatever is narrowed. */
void pv_report_labels_add_file (PvJsonStream         *json,
                                const PvInputFile    *file);

G_END_DECLS
