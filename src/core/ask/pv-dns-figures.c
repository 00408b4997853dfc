/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-figures.c: what came of DNS lookups, and how long that took. */
#include "pv-dns-figures.h"

#include <stdlib.h>

#include "pv-dns-matcher.h"
#include "pv-query-private.h"
#include "pv-vector.h"

/* Whether a job was given up is looked at after so many events. */
#define EVENTS_A_CHECK 65536

/* Outcomes, and what they are counted as. */
typedef struct
{
  PvCapture *capture;
  const PvQuery *query;
  const PvDimensionInfo *info;
  const PvEvents *events;
  gboolean by_lookup; /* whether it is the lookup that has to be covered */
  guint64 first;
  guint64 last;
} Outcomes;

gboolean
pv_dns_figures_can (PvDimension dimension)
{
  const PvDimensionInfo *info = pv_dimension_get_info (dimension);

  return info->label_class == PV_LABEL_ADDRESS || pv_dimension_has_answers (dimension) ||
         (info->counted == PV_COUNTED_EVENTS && info->event_kind == PV_EVENT_OUTCOME);
}

/* Answers to what the query covers come within a while after it. */
static PvSpan
get_answers_span (const PvSpan *span)
{
  return (PvSpan){ span->start_ns, pv_time_add (span->end_ns, PV_DNS_ANSWER_MAX_NS + 1) };
}

static void
outcomes_init (Outcomes      *self,
               PvCapture     *capture,
               const PvQuery *query)
{
  *self = (Outcomes){
    .capture = capture,
    .query = query,
    .info = pv_dimension_get_info (query->dimension),
    .events = &capture->events[PV_EVENT_OUTCOME],
    .by_lookup = pv_dimension_has_answers (query->dimension),
  };
  self->last = self->events->n;

  /* where packets are not in the order of the file, an answer may be before its query */
  if (query->has_span && capture->sorted && (!self->by_lookup || capture->new_numbers == NULL))
    {
      PvSpan span = self->by_lookup ? get_answers_span (&query->span) : query->span;
      guint64 first;
      guint64 last;

      pv_capture_find_span (capture, span, &first, &last);
      self->first = pv_events_find (self->events, first);
      self->last = pv_events_find (self->events, last);
    }
}

static gboolean
covers (const Outcomes *self,
        const PvEvent  *event)
{
  guint32 packet = event->packet;

  if (!self->by_lookup)
    return pv_query_covers_event (self->capture, self->query, PV_EVENT_OUTCOME, packet);

  if (pv_event_get_outcome (event->value) != PV_DNS_UNANSWERED)
    packet = pv_capture_get_query (self->capture, event);

  return packet != PV_NO_ID && pv_query_covers (self->capture, self->query, packet) &&
         (!self->query->has_span ||
          pv_span_contains (&self->query->span, pv_capture_get_time (self->capture, packet)));
}

/* Who answered, or did not. */
static guint32
get_server (const Outcomes *self,
            const PvEvent  *event)
{
  guint32 flow = pv_capture_get_flow (self->capture, event->packet);
  const PvFlowKey *key = &pv_flow_table_get (self->capture->flows, flow)->key;

  return pv_event_get_outcome (event->value) == PV_DNS_UNANSWERED ? key->destination : key->source;
}

/* The label of @event, an outcome; PV_NO_ID where it has none. */
static guint32
get_label (const Outcomes *self,
           const PvEvent  *event)
{
  if (self->info->label_class == PV_LABEL_ADDRESS)
    return get_server (self, event);
  /* an answer without a question */
  if (event->label == PV_NO_ID)
    return PV_NO_ID;

  return self->info->event_label != NULL ? self->info->event_label (self->capture, event) : event->label;
}

/* Where that is which @percent of @n, more than 0, are not above: nearest rank. */
static gsize
get_place (gsize n,
           guint percent)
{
  return (n * percent + 99) / 100 - 1;
}

/* @times: sorted */
static PvResponseTimes
make_times (const guint64 *times,
            gsize          n)
{
  PvResponseTimes self = { .n = n };

  if (n == 0)
    return self;

  self.median_ns = times[get_place (n, 50)];
  self.p95_ns = times[get_place (n, 95)];
  self.max_ns = times[n - 1];

  return self;
}

static int
compare_numbers (gconstpointer a,
                 gconstpointer b)
{
  guint64 x = *(const guint64 *) a;
  guint64 y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

static int
compare_types (gconstpointer a,
               gconstpointer b)
{
  const PvDnsTypeCount *x = a;
  const PvDnsTypeCount *y = b;

  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;

  return x->type < y->type ? -1 : x->type > y->type;
}

/* @types: of guint64, one for each answer; sorted here. FALSE where memory is out. */
static gboolean
count_types (PvDnsFigures *self,
             PvVector     *types)
{
  guint64 *all = types->data;
  guint n = 0;

  if (types->n == 0)
    return TRUE;

  qsort (all, types->n, sizeof *all, compare_numbers);
  for (gsize i = 0; i < types->n; i++)
    n += i == 0 || all[i] != all[i - 1];
  self->types = g_try_new0 (PvDnsTypeCount, n);
  if (self->types == NULL)
    return FALSE;

  for (gsize i = 0; i < types->n; i++)
    {
      if (i == 0 || all[i] != all[i - 1])
        self->types[self->n_types++].type = (guint16) all[i];
      self->types[self->n_types - 1].n++;
    }
  qsort (self->types, self->n_types, sizeof *self->types, compare_types);

  return TRUE;
}

static gboolean
append (PvVector *numbers,
        guint64   number)
{
  guint64 *place = pv_vector_append (numbers, sizeof *place, 1);

  if (place != NULL)
    *place = number;

  return place != NULL;
}

PvDnsFigures *
pv_dns_figures_new (PvCapture      *capture,
                    const PvQuery  *query,
                    guint32         id,
                    GCancellable   *cancellable)
{
  g_autoptr (PvDnsFigures) self = g_new0 (PvDnsFigures, 1);
  g_auto (PvVector) times = { 0 };
  g_auto (PvVector) types = { 0 };
  Outcomes outcomes;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && query != NULL, NULL);
  g_return_val_if_fail (pv_dns_figures_can (query->dimension), NULL);

  outcomes_init (&outcomes, capture, query);
  for (guint64 i = outcomes.first; i < outcomes.last; i++)
    {
      PvEvent event = pv_events_get (outcomes.events, i);
      guint8 outcome = pv_event_get_outcome (event.value);
      guint64 response_ns = pv_capture_get_response_ns (capture, &event);

      if (i % EVENTS_A_CHECK == 0 && g_cancellable_is_cancelled (cancellable))
        return NULL;
      if (get_label (&outcomes, &event) != id || !covers (&outcomes, &event))
        continue;

      self->n++;
      self->outcomes[outcome]++;
      if (response_ns != PV_NO_RESPONSE_TIME && !append (&times, response_ns))
        return NULL;
      if (outcome != PV_DNS_UNANSWERED && event.label != PV_NO_ID && !append (&types, pv_event_get_type (event.value)))
        return NULL;
    }

  if (times.n > 0)
    qsort (times.data, times.n, sizeof (guint64), compare_numbers);
  self->times = make_times (times.data, times.n);

  return count_types (self, &types) ? g_steal_pointer (&self) : NULL;
}

void
pv_dns_figures_free (PvDnsFigures *self)
{
  if (self == NULL)
    return;

  g_free (self->types);
  g_free (self);
}

/* Beside the bits of what was found: that it was looked for. */
#define HAS_LOOKED (PV_OUTCOME_NOT_KNOWN << 1)

/* Which outcomes the whole capture has. */
static guint
find_classes (PvCapture *capture)
{
  const PvEvents *events = &capture->events[PV_EVENT_OUTCOME];
  guint64 n_lookups = capture->events[PV_EVENT_LOOKUP].n;
  guint found = (guint) g_atomic_int_get (&capture->outcomes);

  if (found != 0)
    return found;

  for (guint64 i = 0; i < events->n; i++)
    {
      PvEvent event = pv_events_get (events, i);
      guint8 outcome = pv_event_get_outcome (event.value);

      found |= 1u << pv_dns_outcome_get_class (outcome);
      if (n_lookups > 0 && (outcome == PV_DNS_UNANSWERED || pv_event_get_query (event.value) != PV_NO_ID))
        n_lookups--;
    }
  if (n_lookups > 0)
    found |= PV_OUTCOME_NOT_KNOWN;

  found |= HAS_LOOKED;
  g_atomic_int_set (&capture->outcomes, found);

  return found;
}

gboolean
pv_dns_figures_split (PvCapture     *capture,
                      const PvQuery *query,
                      PvRanking     *ranking)
{
  g_autofree guint32 *places = NULL; /* by label, one more than that of its rank */
  Outcomes outcomes;
  gsize end = 0;

  if (!query->with_outcomes || !pv_dimension_has_outcomes (query->dimension))
    return TRUE;

  for (guint i = 0; i < ranking->n_ranks; i++)
    if (!pv_ranking_is_gone (ranking, &ranking->ranks[i]))
      end = MAX (end, (gsize) ranking->ranks[i].id + 1);
  places = g_try_new0 (guint32, MAX (end, 1));
  ranking->outcomes = g_try_new0 (PvOutcomeSplit, MAX (ranking->n_ranks, 1));
  if (places == NULL || ranking->outcomes == NULL)
    return FALSE;
  for (guint i = 0; i < ranking->n_ranks; i++)
    if (!pv_ranking_is_gone (ranking, &ranking->ranks[i]))
      places[ranking->ranks[i].id] = i + 1;

  ranking->outcome_classes = find_classes (capture) & ~HAS_LOOKED;
  outcomes_init (&outcomes, capture, query);
  for (guint64 i = outcomes.first; i < outcomes.last; i++)
    {
      PvEvent event = pv_events_get (outcomes.events, i);
      guint32 label = get_label (&outcomes, &event);

      if (label < end && places[label] > 0 && covers (&outcomes, &event))
        ranking->outcomes[places[label] - 1].n[pv_dns_outcome_get_class (pv_event_get_outcome (event.value))]++;
    }

  return TRUE;
}

typedef struct
{
  guint32 label;
  guint64 ns;
} Time;

struct _PvDnsTimes
{
  PvVector times; /* of Time, by label and then by time */
};

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const Time *x = a;
  const Time *y = b;

  if (x->label != y->label)
    return x->label < y->label ? -1 : 1;

  return x->ns < y->ns ? -1 : x->ns > y->ns;
}

PvDnsTimes *
pv_dns_times_new (PvCapture     *capture,
                  const PvQuery *query)
{
  g_autoptr (PvDnsTimes) self = g_new0 (PvDnsTimes, 1);
  Outcomes outcomes;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && query != NULL, NULL);
  g_return_val_if_fail (pv_dns_figures_can (query->dimension), NULL);

  outcomes_init (&outcomes, capture, query);
  for (guint64 i = outcomes.first; i < outcomes.last; i++)
    {
      PvEvent event = pv_events_get (outcomes.events, i);
      guint32 label = get_label (&outcomes, &event);
      guint64 ns = pv_capture_get_response_ns (capture, &event);
      Time *time;

      if (label == PV_NO_ID || ns == PV_NO_RESPONSE_TIME || !covers (&outcomes, &event))
        continue;
      time = pv_vector_append (&self->times, sizeof *time, 1);
      if (time == NULL)
        return NULL;
      *time = (Time){ label, ns };
    }

  if (self->times.n > 0)
    qsort (self->times.data, self->times.n, sizeof (Time), compare_times);

  return g_steal_pointer (&self);
}

void
pv_dns_times_free (PvDnsTimes *self)
{
  if (self == NULL)
    return;

  pv_vector_clear (&self->times);
  g_free (self);
}

/* The first of @label or a later one. */
static gsize
find_first (const PvDnsTimes *self,
            guint64           label)
{
  gsize low = 0;
  gsize high = self->times.n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (pv_vector_index (&self->times, Time, middle).label < label)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

PvResponseTimes
pv_dns_times_get (const PvDnsTimes *self,
                  guint32           id)
{
  gsize first = find_first (self, id);
  gsize n = find_first (self, (guint64) id + 1) - first;
  PvResponseTimes times = { .n = n };

  if (n == 0)
    return times;

  times.median_ns = pv_vector_index (&self->times, Time, first + get_place (n, 50)).ns;
  times.p95_ns = pv_vector_index (&self->times, Time, first + get_place (n, 95)).ns;
  times.max_ns = pv_vector_index (&self->times, Time, first + n - 1).ns;

  return times;
}
