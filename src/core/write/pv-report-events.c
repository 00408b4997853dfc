/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-events.c: what packets say, in a report. */
#include "config.h"

#include "pv-report-events.h"

#include <stdlib.h>
#include <string.h>

#include "pv-capture-private.h"
#include "pv-dns-message.h"
#include "pv-event-counts.h"

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

/* The order of keys that are as frequent as each other. */
typedef int (*CompareKeysFunc) (PvCapture *capture,
                                guint64    a,
                                guint64    b);

/* A list of the report. */
typedef struct
{
  const char *key;
  const char *count; /* what the number in a row is called */
  PvEventKind kind;
  PvEventKeyFunc func;
  AddKeyFunc add;
  CompareKeysFunc compare;
} List;

static const char *
get_text (PvLabelTable *labels,
          guint64       id)
{
  gsize length;

  return (const char *) pv_label_table_get (labels, (guint32) id, &length);
}

static gboolean
get_server_name (const PvEvent *event,
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

static int
compare_server_names (PvCapture *capture,
                      guint64    a,
                      guint64    b)
{
  int order = strcmp (get_text (capture->names, a >> SOURCE_BITS), get_text (capture->names, b >> SOURCE_BITS));

  return order != 0 ? order : strcmp (source_names[a & SOURCE_MASK], source_names[b & SOURCE_MASK]);
}

static gboolean
get_label (const PvEvent *event,
           guint64       *key)
{
  *key = event->label;

  return TRUE;
}

static void
add_url (PvJsonStream *json,
         PvCapture    *capture,
         guint64       key)
{
  pv_json_stream_add_string (json, "url", get_text (capture->urls, key));
}

static int
compare_urls (PvCapture *capture,
              guint64    a,
              guint64    b)
{
  return strcmp (get_text (capture->urls, a), get_text (capture->urls, b));
}

static gboolean
get_outcome (const PvEvent *event,
             guint64       *key)
{
  *key = pv_event_get_outcome (event->value);

  return TRUE;
}

static void
add_outcome (PvJsonStream *json,
             PvCapture    *capture,
             guint64       key)
{
  pv_json_stream_add_string (json, "outcome", pv_dns_outcome_get_name ((guint8) key));
}

static int
compare_numbers (PvCapture *capture,
                 guint64    a,
                 guint64    b)
{
  return a < b ? -1 : a > b;
}

/* Answers without a question have no type. */
static gboolean
get_type (const PvEvent *event,
          guint64       *key)
{
  *key = pv_event_get_type (event->value);

  return event->label != PV_NO_ID;
}

static void
add_type (PvJsonStream *json,
          PvCapture    *capture,
          guint64       key)
{
  const char *name = pv_dns_type_get_name ((guint16) key);
  g_autofree char *number = g_strdup_printf ("TYPE%u", (guint) key);

  pv_json_stream_add_string (json, "type", name != NULL ? name : number);
}

static gboolean
get_response_time (const PvEvent *event,
                   guint64       *key)
{
  *key = pv_event_get_response_ns (event->value);

  return *key != PV_NO_RESPONSE_TIME;
}

static const List lists[] = {
  { "server_names", "times", PV_EVENT_SERVER_NAME, get_server_name, add_server_name, compare_server_names },
  { "urls", "requests", PV_EVENT_URL, get_label, add_url, compare_urls },
  { "dns_outcomes", "answers", PV_EVENT_ANSWER, get_outcome, add_outcome, compare_numbers },
  { "dns_types", "answers", PV_EVENT_ANSWER, get_type, add_type, compare_numbers },
};

/* What the order of rows depends on. */
typedef struct
{
  PvCapture *capture;
  CompareKeysFunc compare;
} Ranking;

static int
compare_ranks (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const PvEventCount *x = a;
  const PvEventCount *y = b;
  const Ranking *ranking = user_data;

  if (x->n != y->n)
    return x->n > y->n ? -1 : 1;

  return ranking->compare (ranking->capture, x->key, y->key);
}

static gboolean
add_list (PvJsonStream   *json,
          PvCapture      *capture,
          const PvQuery  *query,
          const List     *list,
          GError        **error)
{
  Ranking ranking = { capture, list->compare };
  gsize n;
  g_autofree PvEventCount *counts = pv_event_counts_get (capture, query, list->kind, list->func, &n, error);

  if (counts == NULL)
    return FALSE;

  qsort_r (counts, n, sizeof *counts, compare_ranks, &ranking);
  pv_json_stream_open (json, list->key, '[');
  for (gsize i = 0; i < n; i++)
    {
      pv_json_stream_open (json, NULL, '{');
      list->add (json, capture, counts[i].key);
      pv_json_stream_add_int (json, list->count, (gint64) counts[i].n);
      pv_json_stream_close (json, '{');
    }
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
  g_autofree PvEventCount *counts = pv_event_counts_get (capture, query, PV_EVENT_UNANSWERED, get_label, &n, error);
  guint64 total = 0;

  if (counts == NULL)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    total += counts[i].n;
  pv_json_stream_add_int (json, "dns_unanswered", (gint64) total);

  return TRUE;
}

/* The response time that @percent of all are not above (nearest rank). */
static guint64
get_percentile (const PvEventCount *counts,
                gsize               n,
                guint64             total,
                guint               percent)
{
  guint64 rank = (total * percent + 99) / 100;
  guint64 seen = 0;

  for (gsize i = 0; i < n; i++)
    {
      seen += counts[i].n;
      if (seen >= rank)
        return counts[i].key;
    }

  return 0;
}

/* null where no answer was matched with a query. */
static gboolean
add_response_times (PvJsonStream   *json,
                    PvCapture      *capture,
                    const PvQuery  *query,
                    GError        **error)
{
  gsize n;
  g_autofree PvEventCount *counts = pv_event_counts_get (capture, query, PV_EVENT_ANSWER, get_response_time, &n, error);
  guint64 total = 0;

  if (counts == NULL)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    total += counts[i].n;
  if (n == 0)
    {
      pv_json_stream_add_string (json, "dns_response_ns", NULL);
      return TRUE;
    }

  pv_json_stream_open (json, "dns_response_ns", '{');
  pv_json_stream_add_int (json, "median", (gint64) get_percentile (counts, n, total, 50));
  pv_json_stream_add_int (json, "p95", (gint64) get_percentile (counts, n, total, 95));
  pv_json_stream_add_int (json, "max", (gint64) counts[n - 1].key);
  pv_json_stream_close (json, '{');

  return TRUE;
}

gboolean
pv_report_events_add (PvJsonStream   *json,
                      PvCapture      *capture,
                      const PvQuery  *query,
                      GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (!add_list (json, capture, query, &lists[i], error))
      return FALSE;

  return add_unanswered (json, capture, query, error) && add_response_times (json, capture, query, error);
}
