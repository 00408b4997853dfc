/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture.c: the model: what was read from savefiles. */
#include "config.h"

#include "pv-capture-private.h"

#include <glib/gi18n-lib.h>

#include "pv-dimension-private.h"
#include "pv-file-text.h"
#include "pv-label-class.h"
#include "pv-on-demand.h"
#include "pv-parallel.h"
#include "pv-vendor-name.h"

#include "pv-tsan.h"

G_DEFINE_FINAL_TYPE (PvCapture, pv_capture, G_TYPE_OBJECT)

void
pv_capture_continue_counts (PvCapture *self,
                            PvCapture *before)
{
  self->shared_counts = pv_shared_counts_ref (before->shared_counts);
  g_mutex_lock (&before->counts_lock);
  if (before->flow_counts != NULL)
    self->flow_counts = pv_counts_ref (before->flow_counts);
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    /* what is read on demand is read anew */
    if (before->counts[dimension] != NULL && pv_dimension_get_info (dimension)->counted == PV_COUNTED_PACKETS &&
        pv_dimension_get_on_demand (dimension) == PV_ON_DEMAND_NONE)
      self->counts[dimension] = pv_counts_ref (before->counts[dimension]);
  for (guint i = 0; i < PV_N_RECENT_COUNTS; i++)
    if (before->recent_counts[i] != NULL)
      self->recent_counts[i] = pv_counts_ref (before->recent_counts[i]);
  self->next_recent = before->next_recent;
  g_mutex_unlock (&before->counts_lock);
}

static void
pv_capture_finalize (GObject *object)
{
  PvCapture *self = PV_CAPTURE (object);

  g_clear_pointer (&self->files, pv_input_files_unref);
  g_clear_pointer (&self->live_filters, pv_live_filters_unref);
  g_clear_pointer (&self->truncated_reason, g_free);
  g_clear_pointer (&self->chunks, g_ptr_array_unref);
  g_clear_pointer (&self->sums, g_array_unref);
  for (guint i = 0; i < PV_N_EVENT_KINDS; i++)
    pv_events_clear (&self->events[i]);
  g_clear_pointer (&self->new_numbers, g_ptr_array_unref);
  g_clear_pointer (&self->addresses, pv_label_table_unref);
  g_clear_pointer (&self->names, pv_label_table_unref);
  g_clear_pointer (&self->hardware, pv_label_table_unref);
  g_clear_pointer (&self->interfaces, pv_label_table_unref);
  g_free (self->from_client);
  g_clear_pointer (&self->links, pv_links_free);
  g_clear_pointer (&self->countries, pv_label_table_unref);
  g_clear_pointer (&self->networks, pv_label_table_unref);
  g_clear_pointer (&self->places, pv_places_free);
  g_clear_pointer (&self->agents, pv_label_table_unref);
  g_clear_pointer (&self->urls, pv_label_table_unref);
  g_clear_pointer (&self->domains, pv_domain_index_unref);
  g_clear_pointer (&self->flows, pv_flow_table_unref);
  g_clear_pointer (&self->conversations, pv_conversation_index_unref);
  g_clear_pointer (&self->flow_names, pv_flow_names_unref);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  pv_vector_clear (&self->link_types);
  for (gsize i = 0; i < self->skipped.n; i++)
    g_free (pv_vector_index (&self->skipped, PvSkipped, i).reason);
  pv_vector_clear (&self->skipped);
  g_clear_pointer (&self->warnings, g_array_unref);
  for (guint i = 0; i < PV_N_DIMENSIONS; i++)
    g_clear_pointer (&self->counts[i], pv_counts_unref);
  g_clear_pointer (&self->flow_counts, pv_counts_unref);
  for (guint i = 0; i < PV_N_RECENT_COUNTS; i++)
    g_clear_pointer (&self->recent_counts[i], pv_counts_unref);
  g_clear_pointer (&self->shared_counts, pv_shared_counts_unref);
  g_mutex_clear (&self->counts_lock);

  G_OBJECT_CLASS (pv_capture_parent_class)->finalize (object);
}

static void
pv_capture_class_init (PvCaptureClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_capture_finalize;
}

static void
pv_capture_init (PvCapture *self)
{
  g_mutex_init (&self->counts_lock);
}

void
pv_capture_describe_truncated (PvCapture *self)
{
  const PvInputFile *first = NULL;
  g_autofree char *name = NULL;
  guint n = 0;

  for (guint i = 0; i < self->files->n; i++)
    if (self->files->files[i].truncated_reason != NULL)
      {
        if (first == NULL)
          first = &self->files->files[i];
        n++;
      }
  if (first == NULL)
    return;

  name = pv_file_text_name (first->file);
  self->truncated_code = first->truncated_code;
  if (self->files->n == 1)
    self->truncated_reason = g_strdup (first->truncated_reason);
  else if (n == 1)
    /* Translators: %s is the name of a file; what is wrong with it. */
    self->truncated_reason = g_strdup_printf (_("“%s”: %s"), name, first->truncated_reason);
  else
    /* Translators: %u is a number of files, at least 2; %s is the name of one of them; what is wrong with it. */
    self->truncated_reason = g_strdup_printf (_("%u files, among them “%s”: %s"), n, name, first->truncated_reason);
}

void
pv_capture_describe_oddities (PvCapture        *self,
                              const PvOddities *oddities)
{
  self->claimed_bytes = oddities->claimed_bytes;
  self->warnings = g_array_new (FALSE, FALSE, sizeof (PvWarning));
  for (guint i = 0; i < PV_N_ODDITIES; i++)
    if (oddities->packets[i] > 0)
      {
        PvWarning warning = { pv_oddity_get_code (i), pv_oddity_describe (i, oddities, self->n_packets),
                              oddities->packets[i] };

        g_array_append_val (self->warnings, warning);
      }
}

GFile *
pv_capture_get_file (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  return self->files->files[0].file;
}

const PvInputFiles *
pv_capture_get_files (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  return self->files;
}

guint
pv_capture_get_n_files (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), 0);

  return self->files->n;
}

const PvInputFile *
pv_capture_get_nth_file (PvCapture *self,
                         guint      n)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);
  g_return_val_if_fail (n < self->files->n, NULL);

  return &self->files->files[n];
}

const char *
pv_capture_get_format (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  return pv_input_files_get_format (self->files);
}

const char *
pv_capture_get_compression (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  return pv_input_files_get_compression (self->files);
}

guint64
pv_capture_get_n_packets (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), 0);

  return self->n_packets;
}

guint64
pv_capture_get_wire_bytes (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), 0);

  return self->wire_bytes;
}

guint64
pv_capture_get_n_ip_packets (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), 0);

  return self->n_ip_packets;
}

guint64
pv_capture_get_ip_bytes (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), 0);

  return self->ip_bytes;
}

guint64
pv_capture_get_n_events (PvCapture   *self,
                         PvEventKind  kind)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), 0);
  g_return_val_if_fail (kind < PV_N_EVENT_KINDS, 0);

  return self->events[kind].n;
}

gboolean
pv_capture_has_times (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), FALSE);

  return self->n_packets > 0;
}

gint64
pv_capture_get_first_time (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), 0);

  return self->first_time_ns;
}

gint64
pv_capture_get_last_time (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), 0);

  return self->last_time_ns;
}

/* The length of [a, b], which may be more than a gint64 holds. */
static guint64
get_distance (gint64 a,
              gint64 b)
{
  return (guint64) b - (guint64) a;
}

PvSpan
pv_capture_get_bulk_span (PvCapture *self)
{
  PvSpan span = { 0, 0 };
  guint64 first = 0;
  guint64 last;
  guint64 trim;
  guint64 core;

  g_return_val_if_fail (PV_IS_CAPTURE (self), span);

  span.start_ns = self->first_time_ns;
  span.end_ns = self->last_time_ns;
  if (self->n_packets == 0)
    return span;

  last = self->n_packets - 1;
  /* One packet in a thousand may be absurd, and in a small capture one at each end. */
  trim = self->n_packets >= 10 ? MAX (1, self->n_packets / 1000) : 0;

  if (self->sorted && trim > 0)
    {
      core = get_distance (pv_capture_get_time (self, trim), pv_capture_get_time (self, last - trim));
      core = MAX (core, (guint64) PV_NS_PER_SECOND);

      /* Only absurdities are left out: a capture may well begin with a long silence. */
      if (get_distance (span.start_ns, span.end_ns) / 100 > core)
        {
          first = trim;
          last -= trim;
          while (first > 0
                 && get_distance (pv_capture_get_time (self, first - 1), pv_capture_get_time (self, first)) <= 10 * core)
            first--;
          while (last + 1 < self->n_packets
                 && get_distance (pv_capture_get_time (self, last), pv_capture_get_time (self, last + 1)) <= 10 * core)
            last++;
          span.start_ns = pv_capture_get_time (self, first);
          span.end_ns = pv_capture_get_time (self, last);
        }
    }

  span.end_ns++;

  return span;
}

gboolean
pv_capture_get_truncated (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), FALSE);

  return self->truncated_reason != NULL;
}

const char *
pv_capture_get_truncated_reason (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  return self->truncated_reason;
}

const char *
pv_capture_get_truncated_code (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  return self->truncated_code;
}

gboolean
pv_capture_get_settled (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), FALSE);

  return self->settled;
}

gboolean
pv_capture_get_final (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), FALSE);

  return self->final;
}

guint
pv_capture_get_generation (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), 0);

  return self->generation;
}

gboolean
pv_capture_is_same_model (PvCapture *self,
                          PvCapture *other)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), FALSE);
  g_return_val_if_fail (PV_IS_CAPTURE (other), FALSE);

  return self->flows == other->flows;
}

const guint16 *
pv_capture_get_link_types (PvCapture *self,
                           guint     *n)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  *n = (guint) self->link_types.n;

  return self->link_types.data;
}

const PvSkipped *
pv_capture_get_skipped (PvCapture *self,
                        guint     *n)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  *n = (guint) self->skipped.n;

  return self->skipped.data;
}

const PvWarning *
pv_capture_get_warnings (PvCapture *self,
                         guint     *n)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  *n = self->warnings->len;

  return (const PvWarning *) self->warnings->data;
}

guint64
pv_capture_get_claimed_bytes (PvCapture *self)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), 0);

  return self->claimed_bytes;
}

char *
pv_capture_dup_label (PvCapture   *self,
                      PvDimension  dimension,
                      guint32      id)
{
  PvLabels labels;

  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  labels = pv_labels_of (self, dimension);
  g_return_val_if_fail (id < pv_labels_get_n (&labels), NULL);

  return pv_labels_dup_text (&labels, id);
}

char *
pv_capture_dup_second_label (PvCapture   *self,
                             PvDimension  dimension,
                             guint32      id)
{
  PvLabels labels;

  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, NULL);

  labels = pv_labels_of (self, dimension);

  return pv_labels_dup_second (&labels, id);
}

gboolean
pv_dimension_has_second_labels (PvDimension dimension)
{
  PvLabels labels = pv_labels_of (NULL, dimension);

  return pv_labels_have_second (&labels);
}

guint32
pv_capture_find_label (PvCapture   *self,
                       PvDimension  dimension,
                       const char  *text)
{
  PvLabels labels;

  g_return_val_if_fail (PV_IS_CAPTURE (self), PV_NO_ID);
  g_return_val_if_fail (dimension < PV_N_DIMENSIONS, PV_NO_ID);
  g_return_val_if_fail (text != NULL, PV_NO_ID);

  labels = pv_labels_of (self, dimension);

  return pv_labels_find (&labels, text);
}

/* Binary search in [low, high) for the first packet at @time_ns or later. */
static guint64
search_time (const PvCapture *self,
             guint64          low,
             guint64          high,
             gint64           time_ns)
{
  while (low < high)
    {
      guint64 middle = low + (high - low) / 2;

      if (pv_capture_get_time (self, middle) < time_ns)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

guint64
pv_capture_find_time (const PvCapture *self,
                      gint64           time_ns)
{
  return search_time (self, 0, self->n_packets, time_ns);
}

guint64
pv_capture_find_time_from (const PvCapture *self,
                           guint64          from,
                           gint64           time_ns)
{
  guint64 low = from;
  guint64 step = 1;

  /* Most steps are to the next packet or the one after, so strides grow from 1. */
  while (low + step < self->n_packets && pv_capture_get_time (self, low + step) < time_ns)
    {
      low += step;
      step *= 2;
    }

  return search_time (self, low, MIN (low + step, self->n_packets), time_ns);
}

PvSums
pv_capture_sum_before (const PvCapture *self,
                       guint64          packet)
{
  PvSums sums = { 0, 0 };
  const PvChunk *chunk;
  guint place = packet & PV_CHUNK_MASK;

  if (packet >= self->n_packets)
    {
      sums.ip = self->ip_bytes;
      sums.wire = self->wire_bytes;
      return sums;
    }

  chunk = pv_capture_get_chunk (self, packet);
  sums = g_array_index (self->sums, PvSums, packet >> PV_CHUNK_BITS);
  sums.ip += chunk->ip_sum[place / PV_BLOCK_SIZE];
  sums.wire += chunk->wire_sum[place / PV_BLOCK_SIZE];
  for (guint i = place & ~(PV_BLOCK_SIZE - 1); i < place; i++)
    {
      sums.ip += chunk->ip_bytes[i];
      sums.wire += chunk->wire_bytes[i];
    }

  return sums;
}

void
pv_capture_find_span (const PvCapture *self,
                      PvSpan           span,
                      guint64         *first,
                      guint64         *last)
{
  *first = pv_capture_find_time (self, span.start_ns);
  *last = span.end_ns > span.start_ns ? search_time (self, *first, self->n_packets, span.end_ns) : *first;
}

const char *
pv_capture_get_vendor (PvCapture *self,
                       guint32    id)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  return pv_vendor_name_get (pv_label_table_get (self->hardware, id, NULL));
}

const PvInterface *
pv_capture_find_interface (PvCapture *self,
                           guint32    id)
{
  g_return_val_if_fail (PV_IS_CAPTURE (self), NULL);

  return pv_on_demand_is_there (self, PV_ON_DEMAND_LINK) ? pv_interface_labels_find (&self->links->interfaces, id) : NULL;
}

char *
pv_capture_dup_interface_name (PvCapture *self,
                               guint32    id)
{
  const PvInterface *interface = pv_capture_find_interface (self, id);

  return interface != NULL ? pv_interface_labels_dup_name (&self->links->interfaces, interface) : NULL;
}

char *
pv_capture_dup_interface_description (PvCapture *self,
                                      guint32    id)
{
  const PvInterface *interface = pv_capture_find_interface (self, id);

  return interface != NULL ? pv_interface_labels_dup_description (&self->links->interfaces, interface) : NULL;
}

char *
pv_capture_dup_interface_file (PvCapture *self,
                               guint32    id)
{
  const PvInterface *interface = pv_capture_find_interface (self, id);

  if (interface == NULL || self->links->interfaces.is_of_all)
    return NULL;

  return pv_input_files_dup_label (self->files, interface->file);
}

/* Of flows that are so many words of bits. */
#define WORDS_A_PART 512

typedef struct
{
  PvCapture *capture;
  guint64 *bits;
} FromClient;

static gboolean
find_from_client (gpointer data,
                  gsize    part)
{
  const FromClient *self = data;
  guint32 first = (guint32) part * WORDS_A_PART * 64;
  guint32 end = MIN (self->capture->n_flows - first, WORDS_A_PART * 64) + first;

  for (guint32 flow = first; flow < end; flow++)
    self->bits[flow >> 6] |= (guint64) pv_flow_table_is_from_client (self->capture->flows, flow) << (flow & 63);

  return TRUE;
}

const guint64 *
pv_capture_find_from_client (PvCapture *self)
{
  guint64 *bits = g_try_new0 (guint64, self->n_flows / 64 + 1);
  FromClient from_client = { self, bits };
  guint64 *other = NULL;

  if (bits == NULL)
    return NULL;

  pv_parallel_all (self->n_flows / 64 / WORDS_A_PART + 1, find_from_client, &from_client);

  /* another thread may have been sooner */
  if (__atomic_compare_exchange_n (&self->from_client, &other, bits, FALSE, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return bits;
  g_free (bits);

  return other;
}
