/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-set-private.h: what counts, packet sets and details read of a set of flows. */
#pragma once

#include "pv-capture-private.h"
#include "pv-flow-set.h"

G_BEGIN_DECLS

struct _PvFlowSet
{
  gatomicrefcount ref_count;
  PvCapture *capture;
  guint32 n; /* flows of the capture */
  guint64 *words;
};

static inline gboolean
pv_flow_set_contains (const PvFlowSet *self,
                      guint32          flow)
{
  return (self->words[flow / 64] >> flow % 64 & 1) != 0;
}

/* Whether @self has the same of the flows that @before is about, a set of an earlier generation. */
gboolean pv_flow_set_goes_on (const PvFlowSet *self,
                              const PvFlowSet *before);

G_END_DECLS
