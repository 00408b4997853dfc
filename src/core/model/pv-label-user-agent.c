/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-user-agent.c: what says that it sends HTTP requests, as labels. */
#include "pv-label-class-private.h"

static guint32
get_n_agents (PvCapture *capture)
{
  return pv_label_table_get_n (capture->agents);
}

static char *
dup_agent (PvCapture *capture,
           guint32    id)
{
  return g_strdup ((const char *) pv_label_table_get (capture->agents, id, NULL));
}

static int
compare_agents (PvCapture *capture,
                guint32    a,
                guint32    b)
{
  return pv_label_keys_compare (capture->agents, a, b, FALSE);
}

static guint64
get_agent_prefix (PvCapture *capture,
                  guint32    id)
{
  return pv_label_key_get_prefix (capture->agents, id, 8, 0);
}

/* Unlike names they have capitals. */
static gboolean
match_agent (PvCapture  *capture,
             guint32     id,
             const char *search,
             gsize       search_length)
{
  return strcasestr ((const char *) pv_label_table_get (capture->agents, id, NULL), search) != NULL;
}

static guint32
find_agent (PvCapture  *capture,
            const char *text)
{
  return pv_label_table_find (capture->agents, (const guint8 *) text, strlen (text));
}

const PvLabelFuncs pv_label_user_agent = {
  .get_n = get_n_agents,
  .dup_text = dup_agent,
  .compare = compare_agents,
  .get_prefix = get_agent_prefix,
  .match = match_agent,
  .find = find_agent,
};
