/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-report-changes.c: what rows of a report say beside their own figures: those of another capture, and the change. */
#include "pv-report-changes.h"

#include "pv-dimension-private.h"
#include "pv-error.h"

struct _PvReportChanges
{
  PvChanges *changes;
  /* by id of this capture's: place among the rows */
  guint32 *places;
  gsize n_places;
};

const char *
pv_change_state_get_key (PvChangeState state)
{
  switch (state)
    {
    case PV_CHANGE_NEW:
      return "new";

    case PV_CHANGE_GONE:
      return "gone";

    case PV_CHANGE_BOTH:
    default:
      return "both";
    }
}

PvReportChanges *
pv_report_changes_new (const PvReportOther  *other,
                       const PvQuery        *query,
                       GError              **error)
{
  g_autoptr (PvReportChanges) self = g_new0 (PvReportChanges, 1);
  PvChangesQuery asked = {
    .dimension = query->dimension,
    .measure = query->measure,
    .order = PV_CHANGE_BY_OTHER,
    .states = PV_CHANGE_ALL,
    .parts = { { query->span, query->has_span, query->subset }, other->part },
  };

  self->changes = pv_changes_new (other->match, &asked, NULL, error);
  if (self->changes == NULL)
    return NULL;

  for (guint i = 0; i < self->changes->n_rows; i++)
    if (self->changes->rows[i].packets[PV_SIDE_THIS] > 0)
      self->n_places = MAX (self->n_places, (gsize) self->changes->rows[i].id[PV_SIDE_THIS] + 1);
  self->places = g_try_new (guint32, MAX (self->n_places, 1));
  if (self->places == NULL)
    {
      pv_error_set_no_memory (error);
      return NULL;
    }
  for (guint i = 0; i < self->changes->n_rows; i++)
    if (self->changes->rows[i].packets[PV_SIDE_THIS] > 0)
      self->places[self->changes->rows[i].id[PV_SIDE_THIS]] = i;

  return g_steal_pointer (&self);
}

void
pv_report_changes_free (PvReportChanges *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->changes, pv_changes_unref);
  g_free (self->places);
  g_free (self);
}

const PvChanges *
pv_report_changes_get_all (PvReportChanges *self)
{
  return self->changes;
}

const PvChange *
pv_report_changes_find (PvReportChanges *self,
                        guint32          id)
{
  return &self->changes->rows[self->places[id]];
}

/* "other_packets" and "change_packets". */
static void
add_pair (PvJsonStream *json,
          const char   *key,
          guint64       value,
          guint64       other)
{
  g_autofree char *other_key = g_strconcat ("other_", key, NULL);
  g_autofree char *change_key = g_strconcat ("change_", key, NULL);

  pv_json_stream_add_int (json, other_key, (gint64) other);
  pv_json_stream_add_int (json, change_key, (gint64) (value - other));
}

static void
add_rates (PvReportChanges *self,
           PvJsonStream    *json,
           const char      *key,
           const guint64    values[PV_N_SIDES])
{
  g_autofree char *own = g_strconcat (key, "_per_second", NULL);
  g_autofree char *other = g_strconcat ("other_", key, "_per_second", NULL);
  const char *keys[PV_N_SIDES] = { own, other };

  for (PvSide side = 0; side < PV_N_SIDES; side++)
    pv_json_stream_add_number (json, keys[side],
                               (double) values[side] * PV_NS_PER_SECOND / (double) self->changes->length_ns[side]);
}

void
pv_report_changes_add (PvReportChanges *self,
                       PvJsonStream    *json,
                       const PvChange  *row,
                       const PvCount   *own_back,
                       PvCounts        *back,
                       gboolean         is_turned)
{
  const PvDimensionInfo *info = pv_dimension_get_info (self->changes->query.dimension);
  const char *count = info->counted == PV_COUNTED_EVENTS ? info->count : NULL;
  PvCount other = { row->packets[PV_SIDE_OTHER], row->bytes[PV_SIDE_OTHER] };
  PvCount other_back = { 0, 0 };

  if (back != NULL && other.packets > 0)
    other_back = back->counts[row->id[PV_SIDE_OTHER]];
  if (is_turned)
    other_back = (PvCount){ other.packets - other_back.packets, other.bytes - other_back.bytes };

  if (count != NULL)
    {
      add_pair (json, count, row->packets[PV_SIDE_THIS], other.packets);
    }
  else
    {
      add_pair (json, "packets", row->packets[PV_SIDE_THIS] - own_back->packets, other.packets - other_back.packets);
      add_pair (json, "bytes", row->bytes[PV_SIDE_THIS] - own_back->bytes, other.bytes - other_back.bytes);
      if (back != NULL)
        {
          add_pair (json, "packets_back", own_back->packets, other_back.packets);
          add_pair (json, "bytes_back", own_back->bytes, other_back.bytes);
        }
    }

  if (self->changes->per_second)
    {
      add_rates (self, json, count != NULL ? count : "packets", row->packets);
      if (count == NULL)
        add_rates (self, json, "bytes", row->bytes);
    }
  pv_json_stream_add_string (json, "state", pv_change_state_get_key (pv_change_get_state (row)));
}
