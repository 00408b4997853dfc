/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-flow-set.c: some of a capture's flows. */
#include "config.h"

#include "pv-flow-set-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pv-error.h"
#include "pv-label-class.h"

static PvFlowSet *
flow_set_new (PvCapture  *capture,
              GError    **error)
{
  PvFlowSet *self = g_new0 (PvFlowSet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->capture = g_object_ref (capture);
  self->n = capture->n_flows;
  self->words = g_try_new0 (guint64, self->n / 64 + 1);

  if (self->words == NULL)
    {
      pv_flow_set_unref (self);
      g_set_error_literal (error, PV_ERROR, PV_ERROR_NO_MEMORY,
                           _("there is not enough memory to select so many packets"));
      return NULL;
    }

  return self;
}

PvFlowSet *
pv_flow_set_ref (PvFlowSet *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_flow_set_unref (PvFlowSet *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->capture);
  g_free (self->words);
  g_free (self);
}

PvCapture *
pv_flow_set_get_capture (PvFlowSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->capture;
}

gboolean
pv_flow_set_can (PvDimension dimension)
{
  return pv_dimension_get_info (dimension)->counted == PV_COUNTED_FLOWS;
}

PvFlowSet *
pv_flow_set_new_for_labels (PvCapture      *capture,
                            PvDimension     dimension,
                            const guint32  *ids,
                            guint           n,
                            GError        **error)
{
  const PvDimensionInfo *info = pv_dimension_get_info (dimension);
  g_autoptr (PvFlowSet) self = NULL;
  g_autofree guint8 *wanted = NULL;
  PvLabels labels;
  guint32 n_labels;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && capture->settled, NULL);
  g_return_val_if_fail (pv_flow_set_can (dimension), NULL);

  self = flow_set_new (capture, error);
  if (self == NULL)
    return NULL;

  labels = pv_labels_of (capture, dimension);
  n_labels = pv_labels_get_n (&labels);
  wanted = g_try_new0 (guint8, MAX (n_labels, 1));
  if (wanted == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }
  for (guint i = 0; i < n; i++)
    if (ids[i] < n_labels)
      wanted[ids[i]] = TRUE;

  for (guint32 flow = 0; flow < self->n; flow++)
    {
      guint32 found[2];
      guint n_found = info->flow_labels (capture, flow, found);

      for (guint i = 0; i < n_found; i++)
        /* conversations may be numbered while we look; new ones are not picked */
        if (found[i] < n_labels && wanted[found[i]])
          self->words[flow / 64] |= G_GUINT64_CONSTANT (1) << flow % 64;
    }

  return g_steal_pointer (&self);
}

typedef guint64 (*CombineFunc) (guint64 a,
                                guint64 b);

static guint64
combine_and (guint64 a,
             guint64 b)
{
  return a & b;
}

static guint64
combine_or (guint64 a,
            guint64 b)
{
  return a | b;
}

static guint64
combine_not (guint64 a,
             guint64 b)
{
  return ~a;
}

static PvFlowSet *
combine (PvFlowSet    *a,
         PvFlowSet    *b,
         CombineFunc   func,
         GError      **error)
{
  PvFlowSet *self;

  g_return_val_if_fail (a != NULL && b != NULL && a->capture == b->capture, NULL);

  self = flow_set_new (a->capture, error);
  if (self == NULL)
    return NULL;

  for (guint32 i = 0; i < self->n / 64 + 1; i++)
    self->words[i] = func (a->words[i], b->words[i]);

  return self;
}

PvFlowSet *
pv_flow_set_intersect (PvFlowSet  *a,
                       PvFlowSet  *b,
                       GError    **error)
{
  return combine (a, b, combine_and, error);
}

PvFlowSet *
pv_flow_set_unite (PvFlowSet  *a,
                   PvFlowSet  *b,
                   GError    **error)
{
  return combine (a, b, combine_or, error);
}

PvFlowSet *
pv_flow_set_invert (PvFlowSet  *self,
                    GError    **error)
{
  return combine (self, self, combine_not, error);
}

gboolean
pv_flow_set_goes_on (const PvFlowSet *self,
                     const PvFlowSet *before)
{
  guint32 whole = before->n / 64;
  guint64 mask = (G_GUINT64_CONSTANT (1) << before->n % 64) - 1;

  return pv_capture_is_same_model (self->capture, before->capture) && self->n >= before->n &&
         self->capture->generation >= before->capture->generation &&
         memcmp (self->words, before->words, whole * sizeof *self->words) == 0 &&
         ((self->words[whole] ^ before->words[whole]) & mask) == 0;
}
