/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-order.c: a ranking's ranks in another order, or only those that a search finds. */
#include "config.h"

#include "pv-rank-order.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "pv-change-ranking.h"
#include "pv-error.h"
#include "pv-label-class.h"
#include "pv-rank-second.h"

/* Whether a job was given up is looked at after so many labels. */
#define LABELS_A_CHECK 4096

struct _PvRankOrder
{
  GObject parent_instance;

  PvCapture *capture;
  PvRanking *ranking;
  PvRankSort sort;
  char *search; /* lower case; empty for none */

  /* Places as guint32; NULL for all in the order of ranks, or, where that is what descends, its reverse. */
  GBytes *sorted;
  GBytes *found; /* those of them that the search finds; NULL for all */
};

G_DEFINE_FINAL_TYPE (PvRankOrder, pv_rank_order, G_TYPE_OBJECT)

static void
set_no_memory (GError **error)
{
  g_set_error_literal (error, PV_ERROR, PV_ERROR_NO_MEMORY, _("there is not enough memory to sort so many"));
}

static void
pv_rank_order_finalize (GObject *object)
{
  PvRankOrder *self = PV_RANK_ORDER (object);

  g_object_unref (self->capture);
  pv_ranking_unref (self->ranking);
  g_clear_pointer (&self->sort.names, pv_address_names_unref);
  g_free (self->search);
  g_clear_pointer (&self->sorted, g_bytes_unref);
  g_clear_pointer (&self->found, g_bytes_unref);

  G_OBJECT_CLASS (pv_rank_order_parent_class)->finalize (object);
}

static void
pv_rank_order_class_init (PvRankOrderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = pv_rank_order_finalize;
}

static void
pv_rank_order_init (PvRankOrder *self)
{
}

static guint
get_n (GBytes          *places,
       const PvRanking *ranking)
{
  return places != NULL ? (guint) (g_bytes_get_size (places) / sizeof (guint32)) : ranking->n_ranks;
}

static inline guint
get_place (const PvRankOrder *self,
           GBytes            *places,
           guint              i)
{
  if (places != NULL)
    return ((const guint32 *) g_bytes_get_data (places, NULL))[i];

  return self->sort.descending ? self->ranking->n_ranks - 1 - i : i;
}

/* A rank with what it is sorted by, so that sorting does not go back and forth between them. */
typedef struct
{
  guint64 key;
  guint32 place;
  guint32 id; /* without PV_RANK_GONE */
  gboolean is_gone;
} Row;

static int
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const Row *x = a;
  const Row *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;

  return x->place < y->place ? -1 : x->place > y->place;
}

/* Labels of the capture, and of what it is compared with. */
typedef struct
{
  PvLabels own;
  PvLabels other;
} Labels;

static Labels
get_labels (PvCapture       *capture,
            const PvRanking *ranking)
{
  return (Labels){ pv_labels_of (capture, ranking->query.dimension),
                   pv_labels_of (ranking->other != NULL ? ranking->other : capture, ranking->query.dimension) };
}

/* Those that an id is of; which it is there goes to @id. */
static const PvLabels *
choose_labels (const Labels    *labels,
               const PvRanking *ranking,
               const PvRank    *rank,
               guint32         *id)
{
  gboolean is_gone = pv_ranking_is_gone (ranking, rank);

  *id = is_gone ? rank->id & ~PV_RANK_GONE : rank->id;

  return is_gone ? &labels->other : &labels->own;
}

static int
compare_labels (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const Row *x = a;
  const Row *y = b;
  const Labels *labels = user_data;
  g_autofree char *x_text = NULL;
  g_autofree char *y_text = NULL;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->is_gone == y->is_gone)
    return pv_labels_compare (x->is_gone ? &labels->other : &labels->own, x->id, y->id);

  /* seldom: long labels of two captures that begin alike */
  x_text = pv_labels_dup_text (x->is_gone ? &labels->other : &labels->own, x->id);
  y_text = pv_labels_dup_text (y->is_gone ? &labels->other : &labels->own, y->id);

  return strcmp (x_text, y_text);
}

/* A number that is in the order of the change, losses before gains: of doubles, those bits are that make them integers
 * which compare alike. */
static guint64
get_change_key (const PvRanking *ranking,
                const PvRank    *rank)
{
  double change = pv_ranking_get_change (ranking, rank);
  guint64 bits;

  memcpy (&bits, &change, sizeof bits);

  return bits >> 63 != 0 ? ~bits : bits | G_GUINT64_CONSTANT (1) << 63;
}

static guint64
get_key (const PvRanking *ranking,
         const PvRank    *rank,
         PvRankKey        key,
         const PvLabels  *labels,
         guint32          id)
{
  switch (key)
    {
    case PV_RANK_KEY_CHANGE:
      return get_change_key (ranking, rank);

    case PV_RANK_KEY_LABEL:
      return pv_labels_get_prefix (labels, id);

    case PV_RANK_KEY_PACKETS:
      return rank->packets;

    case PV_RANK_KEY_BYTES:
      return rank->bytes;

    case PV_RANK_KEY_CLIENTS:
      return rank->clients;

    case PV_RANK_KEY_OTHER_PACKETS:
      return rank->other_packets;

    case PV_RANK_KEY_OTHER_BYTES:
      return rank->other_bytes;

    case PV_RANK_KEY_RANK:
    case PV_RANK_KEY_SECOND:
      g_assert_not_reached ();

    case PV_RANK_KEY_OUTCOME:
    default:
      return ranking->outcomes != NULL ? ranking->outcomes[rank - ranking->ranks].n[key - PV_RANK_KEY_OUTCOME] : 0;
    }
}

typedef struct
{
  char *second; /* or NULL */
  guint32 place;
  gboolean descending;
} Named;

static int
compare_named (gconstpointer a,
               gconstpointer b)
{
  const Named *x = a;
  const Named *y = b;
  int difference;

  if (x->second == NULL || y->second == NULL)
    difference = (x->second == NULL) - (y->second == NULL);
  else
    difference = x->descending ? g_ascii_strcasecmp (y->second, x->second) : g_ascii_strcasecmp (x->second, y->second);

  return difference != 0 ? difference : x->place < y->place ? -1 : x->place > y->place;
}

static gboolean
sort_by_second (PvRankOrder   *self,
                GCancellable  *cancellable,
                GError       **error)
{
  guint n = self->ranking->n_ranks;
  g_autofree Named *rows = g_try_new (Named, MAX (n, 1));
  guint32 *places = g_try_new (guint32, MAX (n, 1));
  guint n_named = 0;

  while (rows != NULL && places != NULL && n_named < n &&
         (n_named % LABELS_A_CHECK != 0 || !g_cancellable_is_cancelled (cancellable)))
    {
      rows[n_named] = (Named){ pv_ranking_dup_second (self->ranking, self->capture, self->sort.names,
                                                      &self->ranking->ranks[n_named]),
                               n_named, self->sort.descending };
      n_named++;
    }

  if (n_named == n && rows != NULL && places != NULL)
    qsort (rows, n, sizeof *rows, compare_named);
  for (guint i = 0; i < n_named; i++)
    {
      places[i] = rows[i].place;
      g_free (rows[i].second);
    }
  if (rows == NULL || places == NULL || n_named < n)
    {
      if (!g_cancellable_set_error_if_cancelled (cancellable, error))
        set_no_memory (error);
      g_free (places);
      return FALSE;
    }
  self->sorted = g_bytes_new_take (places, n * sizeof *places);

  return TRUE;
}

static gboolean
sort (PvRankOrder   *self,
      GCancellable  *cancellable,
      GError       **error)
{
  Labels labels = get_labels (self->capture, self->ranking);
  gboolean by_label = self->sort.key == PV_RANK_KEY_LABEL;
  guint n = self->ranking->n_ranks;
  g_autofree Row *rows = NULL;
  guint32 *places;

  if (self->sort.key == PV_RANK_KEY_RANK)
    return TRUE;
  if (self->sort.key == PV_RANK_KEY_SECOND)
    return sort_by_second (self, cancellable, error);

  rows = g_try_new (Row, MAX (n, 1));
  places = g_try_new (guint32, MAX (n, 1));
  if (rows == NULL || places == NULL)
    {
      g_free (places);
      set_no_memory (error);
      return FALSE;
    }

  for (guint i = 0; i < n; i++)
    {
      const PvRank *rank = &self->ranking->ranks[i];
      guint32 id;
      const PvLabels *of_rank = choose_labels (&labels, self->ranking, rank, &id);
      guint64 key = get_key (self->ranking, rank, self->sort.key, of_rank, id);

      /* numbers that are alike stay in order also where larger ones come first */
      rows[i] = (Row){ self->sort.descending && !by_label ? ~key : key, i, id, of_rank == &labels.other };
    }

  /* GLib's own would end the program where it has no memory; this one then takes longer. */
  qsort_r (rows, n, sizeof *rows, by_label ? compare_labels : compare_rows, &labels);

  for (guint i = 0; i < n; i++)
    places[self->sort.descending && by_label ? n - 1 - i : i] = rows[i].place;
  self->sorted = g_bytes_new_take (places, n * sizeof *places);

  return TRUE;
}

/* Whether two orders sort the same ranks in the same way. */
static gboolean
is_sorted_alike (const PvRankOrder *self,
                 const PvRankOrder *other)
{
  return self->ranking == other->ranking && self->sort.key == other->sort.key &&
         self->sort.descending == other->sort.descending && self->sort.names == other->sort.names;
}

static gboolean
second_matches (PvRankOrder  *self,
                const PvRank *rank)
{
  g_autofree char *second = pv_ranking_dup_second (self->ranking, self->capture, self->sort.names, rank);

  return second != NULL && strcasestr (second, self->search) != NULL;
}

/* Looks through @candidates, places in the wanted order. */
static gboolean
find (PvRankOrder   *self,
      GBytes        *candidates,
      GCancellable  *cancellable,
      GError       **error)
{
  Labels labels = get_labels (self->capture, self->ranking);
  gsize search_length = strlen (self->search);
  gboolean has_second = pv_ranking_has_second (self->ranking, self->sort.names);
  guint n = get_n (candidates, self->ranking);
  g_autofree guint32 *places = g_try_new (guint32, MAX (n, 1));
  guint32 *smaller;
  guint n_found = 0;

  if (places == NULL)
    {
      set_no_memory (error);
      return FALSE;
    }

  for (guint i = 0; i < n; i++)
    {
      guint place = get_place (self, candidates, i);
      const PvRank *rank = &self->ranking->ranks[place];
      guint32 id;
      const PvLabels *of_rank = choose_labels (&labels, self->ranking, rank, &id);

      if (i % LABELS_A_CHECK == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (pv_labels_match (of_rank, id, self->search, search_length) || (has_second && second_matches (self, rank)))
        places[n_found++] = place;
    }

  smaller = g_try_realloc_n (places, MAX (n_found, 1), sizeof *places);
  if (smaller != NULL)
    {
      (void) g_steal_pointer (&places);
      places = smaller;
    }
  self->found = g_bytes_new_take (g_steal_pointer (&places), n_found * sizeof *places);

  return TRUE;
}

PvRankOrder *
pv_rank_order_new (PvCapture     *capture,
                   PvRanking     *ranking,
                   PvRankSort     sort_by,
                   const char    *search,
                   PvRankOrder   *previous,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (PvRankOrder) self = NULL;
  GBytes *candidates;

  g_return_val_if_fail (PV_IS_CAPTURE (capture), NULL);
  g_return_val_if_fail (ranking != NULL, NULL);

  self = g_object_new (PV_TYPE_RANK_ORDER, NULL);
  self->capture = g_object_ref (capture);
  self->ranking = pv_ranking_ref (ranking);
  self->sort = sort_by;
  if (sort_by.names != NULL)
    pv_address_names_ref (sort_by.names);
  self->search = g_ascii_strdown (search != NULL ? search : "", -1);

  if (previous != NULL && !is_sorted_alike (self, previous))
    previous = NULL;

  if (previous != NULL)
    self->sorted = previous->sorted != NULL ? g_bytes_ref (previous->sorted) : NULL;
  else if (!sort (self, cancellable, error))
    return NULL;

  if (*self->search != '\0')
    {
      candidates = previous != NULL && previous->found != NULL && strstr (self->search, previous->search) != NULL
                     ? previous->found
                     : self->sorted;
      if (!find (self, candidates, cancellable, error))
        return NULL;
    }

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  return g_steal_pointer (&self);
}

PvCapture *
pv_rank_order_get_capture (PvRankOrder *self)
{
  g_return_val_if_fail (PV_IS_RANK_ORDER (self), NULL);

  return self->capture;
}

PvRanking *
pv_rank_order_get_ranking (PvRankOrder *self)
{
  g_return_val_if_fail (PV_IS_RANK_ORDER (self), NULL);

  return self->ranking;
}

PvAddressNames *
pv_rank_order_get_names (PvRankOrder *self)
{
  g_return_val_if_fail (PV_IS_RANK_ORDER (self), NULL);

  return self->sort.names;
}

guint
pv_rank_order_get_n (PvRankOrder *self)
{
  g_return_val_if_fail (PV_IS_RANK_ORDER (self), 0);

  return get_n (self->found != NULL ? self->found : self->sorted, self->ranking);
}

guint
pv_rank_order_get_place (PvRankOrder *self,
                         guint        i)
{
  g_return_val_if_fail (PV_IS_RANK_ORDER (self), 0);
  g_return_val_if_fail (i < pv_rank_order_get_n (self), 0);

  return get_place (self, self->found != NULL ? self->found : self->sorted, i);
}
