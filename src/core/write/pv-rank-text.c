/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-rank-text.c: rows of a table as text for the clipboard. */
#include "pv-rank-text.h"

#include "pv-dimension-private.h"
#include "pv-rank-second.h"
#include "pv-table-writer.h"

char *
pv_rank_text_new (PvRankOrder *order,
                  const guint *rows,
                  guint        n)
{
  const PvRanking *ranking;
  GString *text;
  gboolean is_event;
  gboolean by_bytes;
  gboolean has_second;

  g_return_val_if_fail (order != NULL, NULL);
  g_return_val_if_fail (n <= pv_rank_order_get_n (order), NULL);

  ranking = pv_rank_order_get_ranking (order);
  is_event = pv_dimension_get_info (ranking->query.dimension)->counted == PV_COUNTED_EVENTS;
  by_bytes = ranking->query.measure == PV_MEASURE_IP_BYTES;
  has_second = pv_ranking_has_second (ranking, pv_rank_order_get_names (order));
  text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      guint place = pv_rank_order_get_place (order, rows != NULL ? rows[i] : i);
      const PvRank *rank = &ranking->ranks[place];
      g_autofree char *label = pv_ranking_dup_label (ranking, pv_rank_order_get_capture (order), rank);
      double all = (double) (by_bytes ? ranking->bytes : ranking->packets);
      double share = 100.0 * (double) (by_bytes ? rank->bytes : rank->packets) / MAX (all, 1);
      char share_text[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text, "%s%u\t", i > 0 ? "\n" : "", place + 1);
      pv_table_writer_append_guarded (text, label);
      if (has_second)
        {
          g_autofree char *second = pv_ranking_dup_second (ranking, pv_rank_order_get_capture (order),
                                                           pv_rank_order_get_names (order), rank);

          g_string_append_c (text, '\t');
          pv_table_writer_append_guarded (text, second != NULL ? second : "");
        }
      g_string_append_printf (text, "\t%" G_GUINT64_FORMAT "\t%" G_GUINT64_FORMAT "\t%s%%",
                              rank->packets,
                              is_event ? rank->clients : rank->bytes,
                              g_ascii_formatd (share_text, sizeof share_text, "%.2f", share));
    }

  return g_string_free (text, FALSE);
}
