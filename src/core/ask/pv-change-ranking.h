/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-change-ranking.h: changes as a ranking, for what shows rankings. */
#pragma once

#include "pv-changes.h"

G_BEGIN_DECLS

/**
 * pv_changes_make_ranking:
 * @match: what @self is of
 * @self: changes
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * The same as a ranking, for what shows rankings: in the order of the changes, with what each label has in the whole
 * capture and in the other.
 *
 * Returns: (transfer full): a ranking, or %NULL with @error set
 */
PvRanking     *pv_changes_make_ranking  (PvLabelMatch          *match,
                                         const PvChanges       *self,
                                         GCancellable          *cancellable,
                                         GError               **error);
/* Works out changes and makes a ranking of them. */
void           pv_changes_rank_async    (PvLabelMatch          *match,
                                         const PvChangesQuery  *query,
                                         GCancellable          *cancellable,
                                         GAsyncReadyCallback    callback,
                                         gpointer               user_data);
PvRanking     *pv_changes_rank_finish   (GAsyncResult          *result,
                                         GError               **error);

/* What a rank of a ranking that is compared has in the other, in the ranking's measure; as much as it would have in the
 * time that this was watched, where the two differ in length. */
double pv_ranking_get_other_value (const PvRanking *self,
                                   const PvRank    *rank);
/* By how much it is more in this one; below 0 where it is less. */
double pv_ranking_get_change      (const PvRanking *self,
                                   const PvRank    *rank);

G_END_DECLS
