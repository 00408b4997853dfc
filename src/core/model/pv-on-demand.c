/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-on-demand.c: what few people ask of a capture, read from its files when somebody does. */
#include "config.h"

#include "pv-on-demand.h"

#include "pv-capture-private.h"
#include "pv-job.h"
#include "pv-links.h"
#include "pv-places.h"
#include "pv-tcp-events.h"
#include "pv-tsan.h"
#include "pv-user-agents.h"

/* What is new. */
typedef struct
{
  PvEvents events[PV_N_EVENT_KINDS];
  PvLinks *links; /* or NULL */
  PvPlaces *places; /* or NULL */
} New;

/* How a part is read. @new: gets what is new; empty before */
typedef gboolean (*ReadFunc) (PvCapture     *capture,
                              New           *new,
                              PvProgress    *progress,
                              GCancellable  *cancellable,
                              GError       **error);

static gboolean
read_tcp (PvCapture     *capture,
          New           *new,
          PvProgress    *progress,
          GCancellable  *cancellable,
          GError       **error)
{
  return pv_tcp_events_read (capture, new->events, progress, cancellable, error);
}

static gboolean
read_geo (PvCapture     *capture,
          New           *new,
          PvProgress    *progress,
          GCancellable  *cancellable,
          GError       **error)
{
  new->places = pv_places_read (capture, cancellable, error);

  return new->places != NULL;
}

static gboolean
read_http (PvCapture     *capture,
           New           *new,
           PvProgress    *progress,
           GCancellable  *cancellable,
           GError       **error)
{
  return pv_user_agents_read (capture, &new->events[PV_EVENT_USER_AGENT], progress, cancellable, error);
}

static gboolean
read_links (PvCapture     *capture,
            New           *new,
            PvProgress    *progress,
            GCancellable  *cancellable,
            GError       **error)
{
  new->links = pv_links_read (capture, progress, cancellable, error);

  return new->links != NULL;
}

/* A further part is a further row. */
static const struct
{
  const char *key;
  ReadFunc read;
} parts[PV_N_ON_DEMAND] = {
  [PV_ON_DEMAND_TCP] = { "tcp", read_tcp },
  [PV_ON_DEMAND_LINK] = { "link", read_links },
  [PV_ON_DEMAND_GEO] = { "geo", read_geo },
  [PV_ON_DEMAND_HTTP] = { "http", read_http },
};

const char *
pv_on_demand_get_key (PvOnDemand what)
{
  g_return_val_if_fail (what < PV_N_ON_DEMAND, NULL);

  return parts[what].key;
}

gboolean
pv_on_demand_from_key (const char *key,
                       PvOnDemand *what)
{
  for (PvOnDemand i = 0; i < PV_N_ON_DEMAND; i++)
    if (parts[i].key != NULL && g_str_equal (parts[i].key, key))
      {
        *what = i;
        return TRUE;
      }

  return FALSE;
}

gboolean
pv_on_demand_is_there (PvCapture  *capture,
                       PvOnDemand  what)
{
  return what == PV_ON_DEMAND_NONE || (__atomic_load_n (&capture->on_demand, __ATOMIC_ACQUIRE) & 1u << what) != 0;
}

/* Lets readers see what was read, unless another thread was sooner. */
static void
publish (PvCapture  *capture,
         PvOnDemand  what,
         New        *new)
{
  g_mutex_lock (&capture->counts_lock);
  if (!pv_on_demand_is_there (capture, what))
    {
      for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
        if (new->events[kind].n > 0)
          {
            pv_events_clear (&capture->events[kind]);
            pv_events_share (&capture->events[kind], &new->events[kind]);
          }
      if (new->links != NULL)
        capture->links = g_steal_pointer (&new->links);
      if (new->places != NULL)
        capture->places = g_steal_pointer (&new->places);
      __atomic_fetch_or (&capture->on_demand, 1u << what, __ATOMIC_RELEASE);
    }
  g_mutex_unlock (&capture->counts_lock);
}

gboolean
pv_on_demand_read (PvCapture     *capture,
                   PvOnDemand     what,
                   PvProgress    *progress,
                   GCancellable  *cancellable,
                   GError       **error)
{
  New new = { .links = NULL };
  gboolean done;

  g_return_val_if_fail (PV_IS_CAPTURE (capture) && pv_capture_get_settled (capture), FALSE);
  g_return_val_if_fail (what < PV_N_ON_DEMAND, FALSE);

  if (pv_on_demand_is_there (capture, what))
    return TRUE;

  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    pv_events_init (&new.events[kind], kind);
  done = parts[what].read (capture, &new, progress, cancellable, error);
  if (done)
    publish (capture, what, &new);
  for (PvEventKind kind = 0; kind < PV_N_EVENT_KINDS; kind++)
    pv_events_clear (&new.events[kind]);
  pv_links_free (new.links);
  pv_places_free (new.places);

  return done;
}

typedef struct
{
  PvOnDemand what;
  PvProgress *progress;
} ReadData;

static gpointer
read_part (gpointer       source,
           gpointer       data,
           GCancellable  *cancellable,
           GError       **error)
{
  const ReadData *read_data = data;

  return GINT_TO_POINTER (pv_on_demand_read (source, read_data->what, read_data->progress, cancellable, error));
}

static const PvJob read_job = { read_part, NULL, g_free };

void
pv_on_demand_read_async (PvCapture           *capture,
                         PvOnDemand           what,
                         PvProgress          *progress,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  ReadData *data;

  g_return_if_fail (PV_IS_CAPTURE (capture));

  data = g_new0 (ReadData, 1);
  *data = (ReadData){ what, progress };
  pv_job_run_async (&read_job, capture, data, cancellable, callback, user_data);
}

gboolean
pv_on_demand_read_finish (GAsyncResult  *result,
                          GError       **error)
{
  return pv_job_run_finish (&read_job, result, error) != NULL;
}
