/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-surprises.c: what changed most between two captures or two times, over all dimensions. */
#include "pv-surprises.h"

#include <math.h>
#include <string.h>

#include "pv-dimension-private.h"
#include "pv-error.h"
#include "pv-flow-counts.h"
#include "pv-flow-set-private.h"
#include "pv-job.h"

/* So many of each dimension may be told. */
#define N_CANDIDATES 40
/* What has this share of what is more about it in another change is part of that. */
#define SAME_SHARE 0.8
/* What this share of packets has in common is said of all. */
#define COMMON_SHARE 0.9

#define NONE G_MAXUINT16

/* What is told of what packets have in common. */
enum
{
  SERVICE,
  NAME,
  SERVER,
  CLIENT,
  N_TRAITS,
};

static const PvDimension trait_dimensions[N_TRAITS] = {
  [SERVICE] = PV_DIMENSION_SERVICE,
  [NAME] = PV_DIMENSION_SERVER_NAME,
  [SERVER] = PV_DIMENSION_SERVER,
  [CLIENT] = PV_DIMENSION_CLIENT,
};

/* The label that most packets have, by weighted majority vote (Boyer and Moore): what is left after each was held
 * against another. */
typedef struct
{
  guint32 id;
  double votes;
  double packets; /* how many really have it */
} Trait;

typedef struct
{
  PvSurprise row;
  char *text;
  PvTold preference;
  gboolean hangs_on_flows;
  gboolean is_told;
  Trait traits[N_TRAITS];
} Candidate;

typedef struct
{
  PvLabelMatch *match;
  const PvChangePart *parts;
  GArray *candidates; /* of Candidate, the most surprising first */
  /* packets that two candidates have in common, on the side where the first has most */
  double *common;
  /* by dimension and id on one side: place among candidates, or NONE */
  guint16 *places[PV_N_DIMENSIONS];
  guint32 n_places[PV_N_DIMENSIONS];
} Search;

static void
candidate_clear (gpointer data)
{
  g_free (((Candidate *) data)->text);
}

static inline Candidate *
get_candidate (Search *self,
               guint   i)
{
  return &g_array_index (self->candidates, Candidate, i);
}

static PvCapture *
get_capture (Search *self,
             PvSide  side)
{
  return side == PV_SIDE_THIS ? pv_label_match_get_capture (self->match) : pv_label_match_get_other (self->match);
}

static void
clear_places (Search *self)
{
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    g_clear_pointer (&self->places[dimension], g_free);
}

static gboolean
add_dimension (Search        *self,
               PvDimension    dimension,
               PvSurprises   *surprises,
               GCancellable  *cancellable,
               GError       **error)
{
  PvChangesQuery query = {
    .dimension = dimension,
    .order = PV_CHANGE_BY_SURPRISE,
    .states = PV_CHANGE_ALL,
    .limit = N_CANDIDATES,
    .parts = { self->parts[PV_SIDE_THIS], self->parts[PV_SIDE_OTHER] },
  };
  g_autoptr (PvChanges) changes = NULL;

  changes = pv_changes_new (self->match, &query, cancellable, error);
  if (changes == NULL)
    return FALSE;

  surprises->per_second = changes->per_second;
  for (PvSide side = 0; side < PV_N_SIDES; side++)
    surprises->length_ns[side] = changes->length_ns[side];

  for (guint i = 0; i < changes->n_rows; i++)
    {
      double score = pv_changes_get_surprise (changes, &changes->rows[i]);
      Candidate candidate = {
        .row = {
          .dimension = dimension,
          .change = changes->rows[i],
          .score = score,
          .side = score > 0 ? PV_SIDE_THIS : PV_SIDE_OTHER,
          .service = PV_NO_ID, .name = PV_NO_ID, .server = PV_NO_ID, .client = PV_NO_ID,
        },
        .preference = pv_dimension_get_info (dimension)->told,
        .hangs_on_flows = pv_dimension_get_info (dimension)->counted == PV_COUNTED_FLOWS,
      };

      if (fabs (score) < PV_SURPRISE_MIN_SCORE)
        break;
      candidate.text = pv_change_dup_label (self->match, dimension, &changes->rows[i]);
      for (guint trait = 0; trait < N_TRAITS; trait++)
        candidate.traits[trait].id = PV_NO_ID;
      g_array_append_val (self->candidates, candidate);
    }

  return TRUE;
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *x = a;
  const Candidate *y = b;
  double x_score = fabs (x->row.score);
  double y_score = fabs (y->row.score);

  if (x_score != y_score)
    return x_score > y_score ? -1 : 1;
  if (x->preference != y->preference)
    return x->preference < y->preference ? -1 : 1;
  if (x->row.dimension != y->row.dimension)
    return x->row.dimension < y->row.dimension ? -1 : 1;

  return g_strcmp0 (x->text, y->text);
}

/* Lays out where each candidate of a side that hangs on flows is found. Returns FALSE where memory is out. */
static gboolean
fill_places (Search *self,
             PvSide  side)
{
  clear_places (self);
  memset (self->n_places, 0, sizeof self->n_places);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->candidates->len; i++)
      {
        const Candidate *candidate = get_candidate (self, i);
        PvDimension dimension = candidate->row.dimension;
        guint32 id = candidate->row.change.id[side];

        if (!candidate->hangs_on_flows || candidate->row.side != side)
          continue;

        if (pass == 0)
          {
            self->n_places[dimension] = MAX (self->n_places[dimension], id + 1);
            continue;
          }
        if (self->places[dimension] == NULL)
          {
            self->places[dimension] = g_try_new (guint16, self->n_places[dimension]);
            if (self->places[dimension] == NULL)
              return FALSE;
            memset (self->places[dimension], 0xff, self->n_places[dimension] * sizeof (guint16));
          }
        self->places[dimension][id] = (guint16) i;
      }

  return TRUE;
}

/* The candidates that a flow has, at most two of a dimension. */
static guint
find_candidates (Search    *self,
                 PvCapture *capture,
                 guint32    flow,
                 guint16    found[2 * PV_N_DIMENSIONS])
{
  guint n = 0;

  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    {
      guint32 labels[2];
      guint n_labels;

      if (self->places[dimension] == NULL)
        continue;

      n_labels = pv_dimension_get_info (dimension)->flow_labels (capture, flow, labels);
      for (guint i = 0; i < n_labels; i++)
        if (labels[i] < self->n_places[dimension] && self->places[dimension][labels[i]] != NONE)
          found[n++] = self->places[dimension][labels[i]];
    }

  return n;
}

static void
vote (Trait   *trait,
      guint32  id,
      double   packets)
{
  if (trait->id == id)
    {
      trait->votes += packets;
    }
  else if (packets > trait->votes)
    {
      trait->id = id;
      trait->votes = packets - trait->votes;
    }
  else
    {
      trait->votes -= packets;
    }
}

/* Notes what one flow's packets say of what they count to; in the second pass, how many have what most have. */
static void
add_flow (Search    *self,
          PvCapture *capture,
          guint32    flow,
          double     packets,
          guint      pass)
{
  guint16 found[2 * PV_N_DIMENSIONS];
  guint n = find_candidates (self, capture, flow, found);
  guint32 ids[N_TRAITS][2];

  if (n == 0)
    return;

  for (guint trait = 0; trait < N_TRAITS; trait++)
    if (pv_dimension_get_info (trait_dimensions[trait])->flow_labels (capture, flow, ids[trait]) == 0)
      ids[trait][0] = PV_NO_ID;

  for (guint i = 0; i < n; i++)
    {
      Candidate *candidate = get_candidate (self, found[i]);

      for (guint j = 0; j < n && pass == 0; j++)
        self->common[(gsize) found[i] * self->candidates->len + found[j]] += packets;
      for (guint trait = 0; trait < N_TRAITS; trait++)
        if (pass == 0)
          vote (&candidate->traits[trait], ids[trait][0], packets);
        else if (candidate->traits[trait].id == ids[trait][0])
          candidate->traits[trait].packets += packets;
    }
}

/* Goes over the flows of a side, twice. */
static gboolean
look_at_flows (Search        *self,
               PvSide         side,
               GCancellable  *cancellable,
               GError       **error)
{
  PvCapture *capture = get_capture (self, side);
  const PvChangePart *part = &self->parts[side];
  const PvQuery query = { .span = part->span, .has_span = part->has_span, .subset = part->subset };
  g_autoptr (PvCounts) counts = NULL;

  counts = pv_flow_counts_get (capture, &query, cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (counts == NULL || !fill_places (self, side))
    return pv_error_set_no_memory (error);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < counts->n; i++)
      {
        guint32 flow = pv_counts_get_id (counts, i);

        if (counts->counts[i].packets > 0 && (part->subset.flows == NULL ||
                                              pv_flow_set_contains (part->subset.flows, flow)))
          add_flow (self, capture, flow, (double) counts->counts[i].packets, pass);
      }

  return TRUE;
}

/* How many packets a row has more than it would have as before. */
static double
get_excess (const PvSurprises *surprises,
            const PvSurprise  *row)
{
  PvSide side = row->side;
  double packets = (double) row->change.packets[side];
  double before = (double) row->change.packets[!side];

  if (surprises->per_second)
    before *= (double) surprises->length_ns[side] / (double) surprises->length_ns[!side];

  return packets - before;
}

/* Whether most of what is more about candidate @i is @j's, too. */
static gboolean
is_within (Search            *self,
           const PvSurprises *surprises,
           guint              i,
           guint              j)
{
  const Candidate *inner = get_candidate (self, i);
  const Candidate *outer = get_candidate (self, j);

  if (inner->row.side != outer->row.side)
    return FALSE;
  if (!inner->hangs_on_flows || !outer->hangs_on_flows)
    return g_str_equal (inner->text, outer->text);

  return self->common[(gsize) i * self->candidates->len + j] >=
         SAME_SHARE * get_excess (surprises, &inner->row);
}

static guint32
get_trait (const Candidate *candidate,
           guint            trait)
{
  double all = (double) candidate->row.change.packets[candidate->row.side];

  return candidate->hangs_on_flows && candidate->traits[trait].packets >= COMMON_SHARE * all
           ? candidate->traits[trait].id
           : PV_NO_ID;
}

/* Picks what is told: of what is one and the same, what says most. */
static void
choose (Search      *self,
        PvSurprises *surprises,
        guint        limit)
{
  surprises->rows = g_new0 (PvSurprise, MAX (self->candidates->len, 1));

  for (guint i = 0; i < self->candidates->len && surprises->n < limit; i++)
    {
      guint chosen = i;
      Candidate *candidate;
      PvSurprise *row;

      if (get_candidate (self, i)->is_told)
        continue;

      for (guint j = i + 1; j < self->candidates->len; j++)
        if (!get_candidate (self, j)->is_told && is_within (self, surprises, i, j) &&
            is_within (self, surprises, j, i) &&
            get_candidate (self, j)->preference < get_candidate (self, chosen)->preference)
          chosen = j;

      candidate = get_candidate (self, chosen);
      row = &surprises->rows[surprises->n++];
      *row = candidate->row;
      row->service = get_trait (candidate, SERVICE);
      row->name = get_trait (candidate, NAME);
      row->server = get_trait (candidate, SERVER);
      row->client = get_trait (candidate, CLIENT);

      for (guint j = i; j < self->candidates->len; j++)
        if (j == chosen || j == i || is_within (self, surprises, j, i) || is_within (self, surprises, j, chosen))
          get_candidate (self, j)->is_told = TRUE;
    }
}

PvSurprises *
pv_surprises_ref (PvSurprises *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_surprises (gpointer data)
{
  PvSurprises *self = data;

  g_free (self->rows);
}

void
pv_surprises_unref (PvSurprises *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_surprises);
}

static gboolean
search (Search        *self,
        PvSurprises   *surprises,
        GCancellable  *cancellable,
        GError       **error)
{
  for (PvDimension dimension = 0; dimension < PV_N_DIMENSIONS; dimension++)
    if (pv_dimension_get_info (dimension)->told != PV_TOLD_NEVER &&
        !add_dimension (self, dimension, surprises, cancellable, error))
      return FALSE;

  g_array_sort (self->candidates, compare_candidates);
  self->common = g_try_new0 (double, MAX ((gsize) self->candidates->len * self->candidates->len, 1));
  if (self->common == NULL)
    return pv_error_set_no_memory (error);

  for (PvSide side = 0; side < PV_N_SIDES; side++)
    if (!look_at_flows (self, side, cancellable, error))
      return FALSE;

  return TRUE;
}

PvSurprises *
pv_surprises_new (PvLabelMatch        *match,
                  const PvChangePart   parts[PV_N_SIDES],
                  guint                limit,
                  GCancellable        *cancellable,
                  GError             **error)
{
  g_autoptr (PvSurprises) surprises = NULL;
  Search self = { match, parts, NULL };
  gboolean done;

  g_return_val_if_fail (match != NULL && parts != NULL, NULL);

  surprises = g_atomic_rc_box_new0 (PvSurprises);
  self.candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  g_array_set_clear_func (self.candidates, candidate_clear);

  done = search (&self, surprises, cancellable, error);
  if (done)
    choose (&self, surprises, limit);

  clear_places (&self);
  g_free (self.common);
  g_array_unref (self.candidates);

  return done ? g_steal_pointer (&surprises) : NULL;
}

typedef struct
{
  PvLabelMatch *match;
  PvChangePart parts[PV_N_SIDES];
  guint limit;
} NewData;

static void
new_data_free (gpointer data)
{
  NewData *self = data;

  pv_change_parts_clear (self->parts);
  pv_label_match_unref (self->match);
  g_free (self);
}

static gpointer
new_job (gpointer       source,
         gpointer       user_data,
         GCancellable  *cancellable,
         GError       **error)
{
  NewData *data = user_data;

  return pv_surprises_new (data->match, data->parts, data->limit, cancellable, error);
}

static const PvJob new_surprises = { new_job, (GDestroyNotify) pv_surprises_unref, new_data_free };

void
pv_surprises_new_async (PvLabelMatch        *match,
                        const PvChangePart   parts[PV_N_SIDES],
                        guint                limit,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  NewData *data;

  g_return_if_fail (match != NULL && parts != NULL);

  data = g_new0 (NewData, 1);
  data->match = pv_label_match_ref (match);
  data->limit = limit;
  pv_change_parts_copy (data->parts, parts);

  pv_job_run_async (&new_surprises, NULL, data, cancellable, callback, user_data);
}

PvSurprises *
pv_surprises_new_finish (GAsyncResult  *result,
                         GError       **error)
{
  return pv_job_run_finish (&new_surprises, result, error);
}
