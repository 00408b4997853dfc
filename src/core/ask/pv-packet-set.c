/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-set.c: some of a capture's packets. */
#include "config.h"

#include "pv-packet-set-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pv-error.h"
#include "pv-flow-set-private.h"
#include "pv-label-class.h"
#include "pv-on-demand.h"

static void
set_no_memory (GError **error)
{
  g_set_error_literal (error, PV_ERROR, PV_ERROR_NO_MEMORY,
                       _("there is not enough memory to select so many packets"));
}

PvPacketSet *
pv_packet_set_new_empty (PvCapture  *capture,
                         GError    **error)
{
  static guint64 last_serial;
  PvPacketSet *self = g_new0 (PvPacketSet, 1);

  self->serial = __atomic_add_fetch (&last_serial, 1, __ATOMIC_RELAXED);
  g_atomic_ref_count_init (&self->ref_count);
  self->capture = g_object_ref (capture);
  self->n_words = (capture->n_packets + PV_WORD_BITS - 1) / PV_WORD_BITS;
  self->words = g_try_new0 (guint64, MAX (self->n_words, 1));
  self->before = g_try_new (PvSetSums, self->n_words + 1);

  if (self->words == NULL || self->before == NULL)
    {
      pv_packet_set_unref (self);
      set_no_memory (error);
      return NULL;
    }

  return self;
}

PvPacketSet *
pv_packet_set_ref (PvPacketSet *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_packet_set_unref (PvPacketSet *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_object_unref (self->capture);
  g_clear_pointer (&self->flows, pv_flow_set_unref);
  g_free (self->words);
  g_free (self->before);
  g_free (self);
}

/* Adds the packets of @bits, the word that begins at packet @first, to @sums. */
static void
add_word (const PvPacketSet *self,
          guint64            first,
          guint64            bits,
          PvSetSums         *sums)
{
  const PvChunk *chunk;

  if (bits == 0)
    return;

  chunk = pv_capture_get_chunk (self->capture, first);
  for (; bits != 0; bits &= bits - 1)
    {
      guint place = (guint) (first & PV_CHUNK_MASK) + (guint) __builtin_ctzll (bits);

      sums->packets++;
      sums->sums.ip += chunk->ip_bytes[place];
      sums->sums.wire += chunk->wire_bytes[place];
    }
}

/* Makes the running sums where they are first asked for: many sets are only looked into. */
static const PvSetSums *
get_sums (PvPacketSet *self)
{
  if (g_once_init_enter (&self->has_sums))
    {
      PvSetSums sums = self->n_before > 0 ? self->before[self->n_before - 1] : (PvSetSums){ 0 };

      for (guint64 i = MAX (self->n_before, 1) - 1; i < self->n_words; i++)
        {
          self->before[i] = sums;
          add_word (self, i * PV_WORD_BITS, self->words[i], &sums);
        }
      self->before[self->n_words] = sums;
      g_once_init_leave (&self->has_sums, 1);
    }

  return self->before;
}

PvSetSums
pv_packet_set_sum_before (PvPacketSet *self,
                          guint64      packet)
{
  guint64 word = packet / PV_WORD_BITS;
  guint bit = packet % PV_WORD_BITS;
  PvSetSums sums = get_sums (self)[word];

  if (bit > 0)
    add_word (self, word * PV_WORD_BITS, self->words[word] & ((G_GUINT64_CONSTANT (1) << bit) - 1), &sums);

  return sums;
}

guint64
pv_packet_set_find (const PvPacketSet *self,
                    guint64            packet)
{
  guint64 word = packet / PV_WORD_BITS;
  guint64 bits;

  if (packet >= self->capture->n_packets)
    return self->capture->n_packets;

  bits = self->words[word] & (G_MAXUINT64 << packet % PV_WORD_BITS);
  while (bits == 0)
    {
      if (++word == self->n_words)
        return self->capture->n_packets;
      bits = self->words[word];
    }

  return word * PV_WORD_BITS + (guint) __builtin_ctzll (bits);
}

static inline void
add_packet (PvPacketSet *self,
            guint64      packet)
{
  self->words[packet / PV_WORD_BITS] |= G_GUINT64_CONSTANT (1) << packet % PV_WORD_BITS;
}

/* Whether both have the same of the first @n packets. */
static gboolean
are_same (const PvPacketSet *a,
          const PvPacketSet *b,
          guint64            n)
{
  guint64 whole = n / PV_WORD_BITS;
  guint64 mask = (G_GUINT64_CONSTANT (1) << n % PV_WORD_BITS) - 1;

  return memcmp (a->words, b->words, whole * sizeof *a->words) == 0 &&
         (mask == 0 || ((a->words[whole] ^ b->words[whole]) & mask) == 0);
}

gboolean
pv_packet_set_go_on (PvPacketSet *self,
                     PvPacketSet *before)
{
  guint64 n;

  g_return_val_if_fail (self != NULL && before != NULL, FALSE);

  if (self == before || !pv_capture_is_same_model (self->capture, before->capture) ||
      self->capture->generation <= before->capture->generation)
    return FALSE;

  n = pv_capture_get_n_same (self->capture, before->capture);
  if (n == 0 || !are_same (self, before, n))
    return FALSE;

  /* also of the first word that may have got more, what lies before it is the same */
  if (self->n_before == 0 && g_atomic_pointer_get (&before->has_sums) != 0)
    {
      self->n_before = n / PV_WORD_BITS + 1;
      memcpy (self->before, before->before, self->n_before * sizeof *self->before);
    }
  if (n < before->capture->n_packets)
    return FALSE;
  self->serial = before->serial;

  return TRUE;
}

/* The set of some of @hints (nullable) that is of the same flows, as far as there were any. */
static PvPacketSet *
find_same_flows (PvFlowSet *flows,
                 GPtrArray *hints)
{
  for (guint i = 0; hints != NULL && i < hints->len; i++)
    {
      PvPacketSet *hint = g_ptr_array_index (hints, i);

      if (hint->flows != NULL && hint->capture != pv_flow_set_get_capture (flows) &&
          pv_flow_set_goes_on (flows, hint->flows))
        return hint;
    }

  return NULL;
}

PvPacketSet *
pv_packet_set_new_for_flows (PvFlowSet  *flows,
                             GError    **error)
{
  return pv_packet_set_new_for_more_flows (flows, NULL, error);
}

PvPacketSet *
pv_packet_set_new_for_more_flows (PvFlowSet  *flows,
                                  GPtrArray  *hints,
                                  GError    **error)
{
  PvCapture *capture;
  PvPacketSet *before;
  PvPacketSet *self;
  guint64 n_same = 0;

  g_return_val_if_fail (flows != NULL, NULL);

  capture = pv_flow_set_get_capture (flows);
  self = pv_packet_set_new_empty (capture, error);
  if (self == NULL)
    return NULL;

  self->flows = pv_flow_set_ref (flows);
  before = find_same_flows (flows, hints);
  if (before != NULL)
    {
      n_same = pv_capture_get_n_same (capture, before->capture) / PV_WORD_BITS;
      memcpy (self->words, before->words, n_same * sizeof *self->words);
    }
  for (guint64 i = n_same; i < self->n_words; i++)
    {
      guint64 first = i * PV_WORD_BITS;
      const guint32 *flow = pv_capture_get_chunk (capture, first)->flow + (first & PV_CHUNK_MASK);
      guint n = (guint) MIN (PV_WORD_BITS, capture->n_packets - first);
      guint64 bits = 0;

      for (guint bit = 0; bit < n; bit++)
        bits |= (guint64) pv_flow_set_contains (flows, flow[bit]) << bit;
      self->words[i] = bits;
    }

  return self;
}

/* A table of which ids are wanted, by id. */
static guint8 *
make_wanted (PvCapture     *capture,
             PvDimension    dimension,
             const guint32 *ids,
             guint          n)
{
  PvLabels labels = pv_labels_of (capture, dimension);
  guint32 n_labels = pv_labels_get_n (&labels);
  guint8 *wanted = g_try_new0 (guint8, MAX (n_labels, 1));

  for (guint i = 0; i < n && wanted != NULL; i++)
    if (ids[i] < n_labels)
      wanted[ids[i]] = TRUE;

  return wanted;
}

/* The packets that carry events. @wanted: (nullable): NULL for all */
static void
add_events (PvPacketSet           *self,
            const PvDimensionInfo *info,
            const guint8          *wanted)
{
  const PvEvents *events = pv_dimension_info_get_events (info, self->capture);

  for (guint64 i = 0; i < events->n; i++)
    {
      guint32 label = pv_dimension_info_get_event_label (info, self->capture, events, i);

      if (label != PV_NO_ID && (wanted == NULL || wanted[label]))
        add_packet (self, pv_events_get_packet (events, i));
    }
}

/* The lookups that events of @kind answer, which have labels as @info says. */
static void
add_outcomes (PvPacketSet           *self,
              const PvDimensionInfo *info,
              const guint8          *wanted)
{
  PvCapture *capture = self->capture;
  const PvEvents *events = &capture->events[PV_EVENT_OUTCOME];

  for (guint64 i = 0; i < events->n; i++)
    {
      guint32 label = pv_dimension_info_get_event_label (info, capture, events, i);
      PvEvent event;

      if (label == PV_NO_ID || !wanted[label])
        continue;

      event = pv_events_get (events, i);
      add_packet (self, event.packet);
      if (pv_capture_get_query (capture, &event) != PV_NO_ID)
        add_packet (self, pv_capture_get_query (capture, &event));
    }
}

/* What goes back and forth in a conversation from a wanted request to the next one. FALSE where memory is out. */
static gboolean
add_requests (PvPacketSet           *self,
              const PvDimensionInfo *info,
              const guint8          *wanted)
{
  PvCapture *capture = self->capture;
  const PvEvents *events = &capture->events[info->event_kind];
  /* by the lower of a conversation's flows, which are as numerous as when it was read */
  g_autofree guint8 *is_on = g_try_new0 (guint8, MAX (pv_flow_table_get_n (capture->flows), 1));
  guint64 i = 0;

  if (is_on == NULL)
    return FALSE;

  while (i < events->n && !wanted[pv_events_get_label (events, i)])
    i++;
  if (i == events->n)
    return TRUE;

  for (guint64 packet = pv_events_get_packet (events, i); packet < capture->n_packets; packet++)
    {
      guint32 flow = pv_flow_table_get_first (capture->flows, pv_capture_get_flow (capture, packet));
      gboolean is_own = FALSE;

      for (; i < events->n && pv_events_get_packet (events, i) == packet; i++)
        {
          is_on[flow] = wanted[pv_events_get_label (events, i)];
          is_own |= is_on[flow];
        }
      if (is_own || is_on[flow])
        add_packet (self, packet);
    }

  return TRUE;
}

static void
add_labelled (PvPacketSet        *self,
              PvPacketLabelsFunc  func,
              const guint8       *wanted)
{
  PvCapture *capture = self->capture;
  guint32 labels[PV_PACKETS_A_TIME];
  guint n;

  for (guint64 first = 0; first < capture->n_packets; first += n)
    {
      n = (guint) MIN (capture->n_packets - first, PV_PACKETS_A_TIME);
      func (capture, first, n, labels);
      for (guint i = 0; i < n; i++)
        if (labels[i] != PV_NO_ID && wanted[labels[i]])
          add_packet (self, first + i);
    }
}

PvPacketSet *
pv_packet_set_new_for_labels (PvCapture      *capture,
                              PvDimension     dimension,
                              const guint32  *ids,
                              guint           n,
                              GError        **error)
{
  const PvDimensionInfo *info = pv_dimension_get_info (dimension);
  g_autoptr (PvPacketSet) self = NULL;
  g_autofree guint8 *wanted = NULL;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && capture->settled, NULL);

  if (info->counted == PV_COUNTED_FLOWS)
    {
      g_autoptr (PvFlowSet) flows = pv_flow_set_new_for_labels (capture, dimension, ids, n, error);

      return flows != NULL ? pv_packet_set_new_for_flows (flows, error) : NULL;
    }

  self = pv_packet_set_new_empty (capture, error);
  if (self == NULL)
    return NULL;
  /* labels that are read on demand may come just now, and be more than are wanted here */
  if (!pv_on_demand_is_there (capture, info->on_demand))
    return g_steal_pointer (&self);

  wanted = make_wanted (capture, dimension, ids, n);
  if (wanted == NULL)
    {
      set_no_memory (error);
      return NULL;
    }

  if (info->counted == PV_COUNTED_PACKETS)
    add_labelled (self, info->packet_labels, wanted);
  else if (info->event_kind == PV_EVENT_OUTCOME)
    add_outcomes (self, info, wanted);
  else if (info->event_kind != PV_EVENT_URL)
    add_events (self, info, wanted);
  else if (!add_requests (self, info, wanted))
    {
      set_no_memory (error);
      return NULL;
    }

  if (info->second_labels != NULL)
    add_labelled (self, info->second_labels, wanted);

  return g_steal_pointer (&self);
}

PvPacketSet *
pv_packet_set_new_for_answers (PvCapture      *capture,
                               PvDimension     dimension,
                               const guint32  *ids,
                               guint           n,
                               GError        **error)
{
  const PvDimensionInfo *info = pv_dimension_get_info (dimension);
  g_autoptr (PvPacketSet) self = pv_packet_set_new_for_labels (capture, dimension, ids, n, error);
  g_autofree guint8 *wanted = NULL;

  if (self == NULL || !pv_dimension_has_answers (dimension))
    return g_steal_pointer (&self);

  wanted = make_wanted (capture, dimension, ids, n);
  if (wanted == NULL)
    {
      set_no_memory (error);
      return NULL;
    }
  add_outcomes (self, info, wanted);

  return g_steal_pointer (&self);
}

PvPacketSet *
pv_packet_set_new_for_events (PvCapture    *capture,
                              PvDimension   dimension,
                              GError      **error)
{
  const PvDimensionInfo *info = pv_dimension_get_info (dimension);
  PvPacketSet *self;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && capture->settled, NULL);
  g_return_val_if_fail (info->counted == PV_COUNTED_EVENTS, NULL);

  self = pv_packet_set_new_empty (capture, error);
  if (self != NULL)
    add_events (self, info, NULL);

  return self;
}

/* The packets past the last one stay out of a set. */
static void
trim (PvPacketSet *self)
{
  guint64 n_packets = self->capture->n_packets;

  if (n_packets % PV_WORD_BITS != 0)
    self->words[self->n_words - 1] &= (G_GUINT64_CONSTANT (1) << n_packets % PV_WORD_BITS) - 1;
}

PvPacketSet *
pv_packet_set_intersect (PvPacketSet  *a,
                         PvPacketSet  *b,
                         GError      **error)
{
  PvPacketSet *self;

  g_return_val_if_fail (a != NULL && b != NULL && a->capture == b->capture, NULL);

  self = pv_packet_set_new_empty (a->capture, error);
  for (guint64 i = 0; self != NULL && i < self->n_words; i++)
    self->words[i] = a->words[i] & b->words[i];

  return self;
}

PvPacketSet *
pv_packet_set_unite (PvPacketSet  *a,
                     PvPacketSet  *b,
                     GError      **error)
{
  PvPacketSet *self;

  g_return_val_if_fail (a != NULL && b != NULL && a->capture == b->capture, NULL);

  self = pv_packet_set_new_empty (a->capture, error);
  for (guint64 i = 0; self != NULL && i < self->n_words; i++)
    self->words[i] = a->words[i] | b->words[i];

  return self;
}

PvPacketSet *
pv_packet_set_invert (PvPacketSet  *self,
                      GError      **error)
{
  PvPacketSet *inverse;

  g_return_val_if_fail (self != NULL, NULL);

  inverse = pv_packet_set_new_empty (self->capture, error);
  if (inverse == NULL)
    return NULL;

  for (guint64 i = 0; i < inverse->n_words; i++)
    inverse->words[i] = ~self->words[i];
  trim (inverse);

  return inverse;
}

PvCapture *
pv_packet_set_get_capture (PvPacketSet *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->capture;
}

guint64
pv_packet_set_get_n_packets (PvPacketSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return get_sums (self)[self->n_words].packets;
}

guint64
pv_packet_set_get_ip_bytes (PvPacketSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return get_sums (self)[self->n_words].sums.ip;
}

gboolean
pv_packet_set_get_times (PvPacketSet *self,
                         gint64      *first_ns,
                         gint64      *last_ns)
{
  guint64 word;

  g_return_val_if_fail (self != NULL, FALSE);

  if (pv_packet_set_get_n_packets (self) == 0)
    return FALSE;

  word = self->n_words - 1;
  while (self->words[word] == 0)
    word--;

  *first_ns = pv_capture_get_time (self->capture, pv_packet_set_find (self, 0));
  *last_ns = pv_capture_get_time (self->capture,
                                  word * PV_WORD_BITS + 63 - (guint) __builtin_clzll (self->words[word]));

  return TRUE;
}

void
pv_packet_set_take_hints (PvPacketSet *self,
                          GPtrArray   *hints)
{
  g_return_if_fail (self != NULL && hints != NULL);

  for (guint i = 0; i < hints->len; i++)
    if (pv_packet_set_go_on (self, g_ptr_array_index (hints, i)))
      return;
}
