/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-packet-set.c: some of a capture's packets. */
#include "config.h"

#include "pv-packet-set-private.h"

#include <glib/gi18n-lib.h>

#include "pv-dimension-private.h"
#include "pv-error.h"

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
  PvPacketSet *self = g_new0 (PvPacketSet, 1);

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
  const PvSegment *segment;

  if (bits == 0)
    return;

  segment = pv_capture_get_segment (self->capture, first);
  for (; bits != 0; bits &= bits - 1)
    {
      guint place = (guint) (first & PV_SEGMENT_MASK) + (guint) __builtin_ctzll (bits);

      sums->packets++;
      sums->sums.ip += segment->ip_bytes[place];
      sums->sums.wire += segment->wire_bytes[place];
    }
}

PvPacketSet *
pv_packet_set_seal (PvPacketSet *self)
{
  PvSetSums sums = { 0 };

  for (guint64 i = 0; i < self->n_words; i++)
    {
      self->before[i] = sums;
      add_word (self, i * PV_WORD_BITS, self->words[i], &sums);
    }
  self->before[self->n_words] = sums;

  return self;
}

PvSetSums
pv_packet_set_sum_before (const PvPacketSet *self,
                          guint64            packet)
{
  guint64 word = packet / PV_WORD_BITS;
  guint bit = packet % PV_WORD_BITS;
  PvSetSums sums = self->before[word];

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

/* A table of which ids are wanted, by id. */
static gboolean *
make_wanted (PvLabelTable  *labels,
             const guint32 *ids,
             guint          n)
{
  guint n_labels = pv_label_table_get_n (labels);
  gboolean *wanted = g_try_new0 (gboolean, MAX (n_labels, 1));

  for (guint i = 0; i < n && wanted != NULL; i++)
    if (ids[i] < n_labels)
      wanted[ids[i]] = TRUE;

  return wanted;
}

/* One address is what people pick most, and a comparison is faster than a table. */
static inline gboolean
is_wanted (const gboolean *wanted,
           guint32         only,
           guint32         id)
{
  return only != PV_NO_ID ? id == only : id != PV_NO_ID && wanted[id];
}

static void
add_column (PvPacketSet    *self,
            PvIdColumn      column,
            const gboolean *wanted,
            guint32         only)
{
  for (guint64 word = 0; word < self->n_words; word++)
    {
      guint64 first = word * PV_WORD_BITS;
      guint n = (guint) MIN (PV_WORD_BITS, self->capture->n_packets - first);
      const guint32 *ids = pv_capture_get_segment (self->capture, first)->ids[column] + (first & PV_SEGMENT_MASK);
      guint64 bits = 0;

      for (guint i = 0; i < n; i++)
        bits |= (guint64) is_wanted (wanted, only, ids[i]) << i;
      self->words[word] |= bits;
    }
}

PvPacketSet *
pv_packet_set_new_for_addresses (PvCapture      *capture,
                                 const guint32  *ids,
                                 guint           n,
                                 PvMatch         match,
                                 GError        **error)
{
  g_autofree gboolean *wanted = NULL;
  g_autoptr (PvPacketSet) self = NULL;
  guint32 only = n == 1 ? ids[0] : PV_NO_ID;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (pv_capture_get_complete (capture), NULL);

  self = pv_packet_set_new_empty (capture, error);
  if (self == NULL)
    return NULL;

  wanted = make_wanted (capture->addresses, ids, n);
  if (wanted == NULL)
    {
      set_no_memory (error);
      return NULL;
    }

  if ((match & PV_MATCH_SOURCE) != 0)
    add_column (self, PV_COLUMN_SOURCE, wanted, only);
  if ((match & PV_MATCH_DESTINATION) != 0)
    add_column (self, PV_COLUMN_DESTINATION, wanted, only);

  return pv_packet_set_seal (g_steal_pointer (&self));
}

PvPacketSet *
pv_packet_set_new_for_names (PvCapture      *capture,
                             PvDimension     dimension,
                             const guint32  *ids,
                             guint           n,
                             GError        **error)
{
  g_autofree gboolean *wanted = NULL;
  g_autoptr (PvPacketSet) self = NULL;
  const PvLookups *lookups;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (pv_capture_get_complete (capture), NULL);
  g_return_val_if_fail (pv_dimension_get_info (dimension)->events == PV_EVENTS_LOOKUPS, NULL);

  self = pv_packet_set_new_empty (capture, error);
  if (self == NULL)
    return NULL;

  wanted = make_wanted (capture->names, ids, n);
  if (wanted == NULL)
    {
      set_no_memory (error);
      return NULL;
    }

  lookups = &capture->lookups[pv_dimension_get_info (dimension)->lookup_kind];
  for (guint64 i = 0; i < lookups->n; i++)
    if (wanted[pv_lookups_get_name (lookups, i)])
      {
        guint32 packet = pv_lookups_get_packet (lookups, i);

        self->words[packet / PV_WORD_BITS] |= G_GUINT64_CONSTANT (1) << packet % PV_WORD_BITS;
      }

  return pv_packet_set_seal (g_steal_pointer (&self));
}

PvPacketSet *
pv_packet_set_intersect (PvPacketSet  *a,
                         PvPacketSet  *b,
                         GError      **error)
{
  PvPacketSet *self;

  g_return_val_if_fail (a != NULL && b != NULL, NULL);
  g_return_val_if_fail (a->capture == b->capture, NULL);

  self = pv_packet_set_new_empty (a->capture, error);
  if (self == NULL)
    return NULL;

  for (guint64 i = 0; i < self->n_words; i++)
    self->words[i] = a->words[i] & b->words[i];

  return pv_packet_set_seal (self);
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

  return self->before[self->n_words].packets;
}

guint64
pv_packet_set_get_ip_bytes (PvPacketSet *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->before[self->n_words].sums.ip;
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
