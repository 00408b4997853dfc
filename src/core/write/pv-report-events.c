/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-events.c: what packets say, in a report. */
#include "config.h"

#include "pv-report-events.h"

#include <stdlib.h>
#include <string.h>

#include "pv-capture-private.h"
#include "pv-dns-message.h"
#include "pv-error.h"
#include "pv-event-counts.h"
#include "pv-report-dns.h"
#include "pv-vector.h"

/* Keys of server names: the label and who says it. */
#define SOURCE_BITS 8
#define SOURCE_MASK ((1u << SOURCE_BITS) - 1)

static const char *const source_names[PV_N_NAME_SOURCES] = {
  [PV_NAME_TLS] = "tls",
  [PV_NAME_QUIC] = "quic",
  [PV_NAME_HTTP] = "http",
};

/* Adds to a row what a key means. */
typedef void (*AddKeyFunc) (PvJsonStream *json,
                            PvCapture    *capture,
                            guint64       key);

/* What a key is of, in whichever capture: a text, a number, or both. */
typedef const char *(*SplitKeyFunc) (PvCapture *capture,
                                     guint64    key,
                                     guint64   *number);

/* A list of the report. */
typedef struct
{
  const char *key;
  const char *count; /* what the number in a row is called */
  PvEventKind kind;
  PvEventKeyFunc func;
  AddKeyFunc add;
  SplitKeyFunc split;
} List;

static const char *
get_text (PvLabelTable *labels,
          guint64       id)
{
  gsize length;

  return (const char *) pv_label_table_get (labels, (guint32) id, &length);
}

static gboolean
get_server_name (PvCapture     *capture,
                 const PvEvent *event,
                 guint64       *key)
{
  *key = (guint64) event->label << SOURCE_BITS | pv_event_get_source (event->value);

  return TRUE;
}

static void
add_server_name (PvJsonStream *json,
                 PvCapture    *capture,
                 guint64       key)
{
  pv_json_stream_add_string (json, "name", get_text (capture->names, key >> SOURCE_BITS));
  pv_json_stream_add_string (json, "source", source_names[key & SOURCE_MASK]);
}

static const char *
split_server_name (PvCapture *capture,
                   guint64    key,
                   guint64   *number)
{
  *number = key & SOURCE_MASK;

  return get_text (capture->names, key >> SOURCE_BITS);
}

static gboolean
get_unanswered (PvCapture     *capture,
                const PvEvent *event,
                guint64       *key)
{
  *key = 0;

  return pv_event_get_outcome (event->value) == PV_DNS_UNANSWERED;
}

static gboolean
get_response_time (PvCapture     *capture,
                   const PvEvent *event,
                   guint64       *key)
{
  *key = pv_capture_get_response_ns (capture, event);

  return *key != PV_NO_RESPONSE_TIME;
}

static const List lists[] = {
  { "server_names", "times", PV_EVENT_SERVER_NAME, get_server_name, add_server_name, split_server_name },
};

/* Of server names, by which of "http", "quic" and "tls" says so. */
static int
compare_numbers (const PvReportEvent *a,
                 const PvReportEvent *b)
{
  if (a->number == b->number)
    return 0;
  if (a->text != NULL && a->number < PV_N_NAME_SOURCES && b->number < PV_N_NAME_SOURCES)
    return strcmp (source_names[a->number], source_names[b->number]);

  return a->number < b->number ? -1 : 1;
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const PvReportEvent *x = a;
  const PvReportEvent *y = b;
  int order = x->text != NULL ? strcmp (x->text, y->text) : 0;

  return order != 0 ? order : compare_numbers (x, y);
}

/* The most first; what is gone last, the most of it first. */
static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  const PvReportEvent *x = a;
  const PvReportEvent *y = b;

  for (PvSide side = 0; side < PV_N_SIDES; side++)
    {
      if (x->n[side] != y->n[side])
        return x->n[side] > y->n[side] ? -1 : 1;
      if (x->n[side] > 0)
        break;
    }

  return compare_events (a, b);
}

/* Appends the rows of one side. */
static gboolean
count_side (PvVector       *events,
            PvCapture      *capture,
            const PvQuery  *query,
            const List     *list,
            PvSide          side,
            GError        **error)
{
  gsize n;
  g_autofree PvEventCount *counts = pv_event_counts_get (capture, query, list->kind, list->func, &n, error);
  PvReportEvent *rows;

  if (counts == NULL)
    return FALSE;

  rows = pv_vector_append (events, sizeof *rows, n);
  if (rows == NULL && n > 0)
    return pv_error_set_no_memory (error);

  for (gsize i = 0; i < n; i++)
    {
      rows[i] = (PvReportEvent){ .key = counts[i].key, .side = side };
      rows[i].text = list->split (capture, counts[i].key, &rows[i].number);
      rows[i].n[side] = counts[i].n;
    }

  return TRUE;
}

/* Makes one row of two that are of the same. */
static void
merge_sides (PvVector *events)
{
  PvReportEvent *rows = events->data;
  gsize n = 0;

  if (events->n == 0)
    return;

  qsort (rows, events->n, sizeof *rows, compare_events);
  for (gsize i = 0; i < events->n; i++)
    {
      if (n == 0 || compare_events (&rows[n - 1], &rows[i]) != 0)
        {
          rows[n++] = rows[i];
          continue;
        }
      /* the key is that of this capture where there is one */
      if (rows[i].side == PV_SIDE_THIS)
        {
          rows[n - 1].key = rows[i].key;
          rows[n - 1].side = PV_SIDE_THIS;
        }
      rows[n - 1].n[PV_SIDE_THIS] += rows[i].n[PV_SIDE_THIS];
      rows[n - 1].n[PV_SIDE_OTHER] += rows[i].n[PV_SIDE_OTHER];
    }
  events->n = n;
}

static gboolean
compare_list (PvVector             *events,
              PvCapture            *capture,
              const PvQuery        *query,
              const PvReportOther  *other,
              const List           *list,
              GError              **error)
{
  if (!count_side (events, capture, query, list, PV_SIDE_THIS, error))
    return FALSE;

  if (other != NULL)
    {
      PvQuery of_other = *query;

      of_other.span = other->part.span;
      of_other.has_span = other->part.has_span;
      of_other.subset = other->part.subset;
      if (!count_side (events, pv_label_match_get_other (other->match), &of_other, list, PV_SIDE_OTHER, error))
        return FALSE;
      if (events->n > 0)
        merge_sides (events);
    }

  if (events->n > 0)
    qsort (events->data, events->n, sizeof (PvReportEvent), compare_ranks);

  return TRUE;
}

static const List *
find_list (const char *key)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i].key, key))
      return &lists[i];

  return NULL;
}

gboolean
pv_report_events_has (const char *key)
{
  return find_list (key) != NULL;
}

PvReportEvent *
pv_report_events_compare (PvCapture            *capture,
                          const PvQuery        *query,
                          const PvReportOther  *other,
                          const char           *key,
                          gsize                *n,
                          GError              **error)
{
  g_auto (PvVector) events = { 0 };
  const List *list = find_list (key);

  g_return_val_if_fail (list != NULL, NULL);

  if (!compare_list (&events, capture, query, other, list, error))
    return NULL;

  *n = events.n;
  if (events.data == NULL)
    return g_new0 (PvReportEvent, 1);

  return g_steal_pointer (&events.data);
}

char *
pv_report_event_dup_text (const PvReportEvent *event,
                          const char          *key)
{
  return g_strdup (event->text);
}

static void
add_event (PvJsonStream         *json,
           PvCapture            *capture,
           const PvReportOther  *other,
           const List           *list,
           const PvReportEvent  *event)
{
  guint64 n = event->n[PV_SIDE_THIS];
  guint64 n_other = event->n[PV_SIDE_OTHER];

  pv_json_stream_open (json, NULL, '{');
  list->add (json, event->side == PV_SIDE_THIS ? capture : pv_label_match_get_other (other->match), event->key);
  pv_json_stream_add_int (json, list->count, (gint64) n);
  if (other != NULL)
    {
      g_autofree char *other_key = g_strconcat ("other_", list->count, NULL);
      g_autofree char *change_key = g_strconcat ("change_", list->count, NULL);

      pv_json_stream_add_int (json, other_key, (gint64) n_other);
      pv_json_stream_add_int (json, change_key, (gint64) (n - n_other));
      pv_json_stream_add_string (json, "state", pv_change_state_get_key (n_other == 0 ? PV_CHANGE_NEW
                                                                         : n == 0     ? PV_CHANGE_GONE
                                                                                      : PV_CHANGE_BOTH));
    }
  pv_json_stream_close (json, '{');
}

static gboolean
add_list (PvJsonStream         *json,
          PvCapture            *capture,
          const PvQuery        *query,
          const PvReportOther  *other,
          const List           *list,
          GError              **error)
{
  g_auto (PvVector) events = { 0 };

  if (!compare_list (&events, capture, query, other, list, error))
    return FALSE;

  pv_json_stream_open (json, list->key, '[');
  for (gsize i = 0; i < events.n; i++)
    add_event (json, capture, other, list, &pv_vector_index (&events, PvReportEvent, i));
  pv_json_stream_close (json, '[');

  return TRUE;
}

static gboolean
add_unanswered (PvJsonStream   *json,
                PvCapture      *capture,
                const PvQuery  *query,
                GError        **error)
{
  gsize n;
  g_autofree PvEventCount *counts = pv_event_counts_get (capture, query, PV_EVENT_OUTCOME, get_unanswered, &n, error);

  if (counts == NULL)
    return FALSE;

  pv_json_stream_add_int (json, "dns_unanswered", n > 0 ? (gint64) counts[0].n : 0);

  return TRUE;
}

/* null where no answer was matched with a query. */
static gboolean
add_response_times (PvJsonStream   *json,
                    PvCapture      *capture,
                    const PvQuery  *query,
                    GError        **error)
{
  gsize n;
  g_autofree PvEventCount *counts = pv_event_counts_get (capture, query, PV_EVENT_OUTCOME, get_response_time, &n, error);
  PvResponseTimes times = { 0 };
  guint64 seen = 0;

  if (counts == NULL)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    times.n += counts[i].n;
  /* nearest rank */
  for (gsize i = 0; i < n; i++)
    {
      guint64 before = seen;

      seen += counts[i].n;
      if (before < (times.n * 50 + 99) / 100 && seen >= (times.n * 50 + 99) / 100)
        times.median_ns = counts[i].key;
      if (before < (times.n * 95 + 99) / 100 && seen >= (times.n * 95 + 99) / 100)
        times.p95_ns = counts[i].key;
      times.max_ns = counts[i].key;
    }
  pv_report_dns_add_times (json, "dns_response_ns", &times);

  return TRUE;
}

gboolean
pv_report_events_add (PvJsonStream   *json,
                      PvCapture      *capture,
                      const PvQuery  *query,
                      const PvReportOther *other,
                      GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!add_list (json, capture, query, other, &lists[i], error))
      return FALSE;

  return add_unanswered (json, capture, query, error) && add_response_times (json, capture, query, error);
}
