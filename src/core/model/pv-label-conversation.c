/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-conversation.c: conversations as labels, by addresses or with ports. */
#include "pv-label-class-private.h"

#include <arpa/inet.h>
#include <stdlib.h>

#include "pv-port.h"
#include "pv-protocol.h"
#include "pv-radix-sort.h"

/* "[address]:port ↔ [address]:port transport" */
#define TEXT_MAX (2 * (INET6_ADDRSTRLEN + 10) + 32)

/* The addresses of a flow's client and server. */
static void
get_sides (PvCapture *capture,
           guint32    flow,
           guint32    sides[2],
           guint16    ports[2])
{
  const PvFlowKey *key = &pv_flow_table_get (capture->flows, flow)->key;
  guint client = pv_capture_is_from_client (capture, flow) ? 0 : 1;

  sides[client] = key->source;
  sides[1 - client] = key->destination;
  ports[client] = key->source_port;
  ports[1 - client] = key->destination_port;
}

/* @text: room for TEXT_MAX bytes. Returns the length without the NUL. */
static gsize
format_conversation (PvCapture *capture,
                     guint32    flow,
                     gboolean   with_ports,
                     char      *text)
{
  const PvFlowKey *key = &pv_flow_table_get (capture->flows, flow)->key;
  guint32 sides[2];
  guint16 ports[2];
  char names[2][INET6_ADDRSTRLEN];
  g_autofree char *protocol = NULL;

  get_sides (capture, flow, sides, ports);
  pv_label_address_format (capture, sides[0], names[0]);
  pv_label_address_format (capture, sides[1], names[1]);
  if (!with_ports)
    return (gsize) g_snprintf (text, TEXT_MAX, "%s ↔ %s", names[0], names[1]);

  if (key->has_ports)
    {
      gboolean is_ipv6 = strchr (names[0], ':') != NULL;
      const char *open = is_ipv6 ? "[" : "";
      const char *close = is_ipv6 ? "]" : "";

      return (gsize) g_snprintf (text, TEXT_MAX, "%s%s%s:%u ↔ %s%s%s:%u %s", open, names[0], close, ports[0], open,
                                 names[1], close, ports[1], pv_port_get_transport (pv_port_pack (key->protocol, 0)));
    }

  protocol = pv_protocol_dup_name (key->protocol);
  /* with the same capitals as transports have */
  for (char *c = protocol; *c != '\0'; c++)
    *c = g_ascii_tolower (*c);

  return (gsize) g_snprintf (text, TEXT_MAX, "%s ↔ %s %s", names[0], names[1], protocol);
}

static guint32
get_n_conversations (PvCapture *capture)
{
  return pv_conversation_index_get_n (capture->conversations);
}

static guint32
get_n_flows (PvCapture *capture)
{
  return capture->n_flows;
}

static char *
dup_conversation (PvCapture *capture,
                  guint32    id)
{
  char text[TEXT_MAX];

  format_conversation (capture, pv_conversation_index_get_flow (capture->conversations, id), FALSE, text);

  return g_strdup (text);
}

static char *
dup_flow (PvCapture *capture,
          guint32    id)
{
  char text[TEXT_MAX];

  format_conversation (capture, id, TRUE, text);

  return g_strdup (text);
}

/* What the flow's conversation is known by. */
static char *
dup_flow_name (PvCapture *capture,
               guint32    id)
{
  guint32 name = pv_flow_names_get_label (capture->flow_names, id);

  return name != PV_NO_ID ? pv_label_name.dup_text (capture, name) : NULL;
}

/* Of two addresses: by what the first that they say to each other is known. */
static char *
dup_conversation_name (PvCapture *capture,
                       guint32    id)
{
  return dup_flow_name (capture, pv_conversation_index_get_flow (capture->conversations, id));
}

static int
compare_sides (PvCapture *capture,
               guint32    a,
               guint32    b,
               gboolean   with_ports)
{
  guint32 a_sides[2];
  guint32 b_sides[2];
  guint16 a_ports[2];
  guint16 b_ports[2];
  const PvFlowKey *a_key = &pv_flow_table_get (capture->flows, a)->key;
  const PvFlowKey *b_key = &pv_flow_table_get (capture->flows, b)->key;

  get_sides (capture, a, a_sides, a_ports);
  get_sides (capture, b, b_sides, b_ports);
  for (guint i = 0; i < 2; i++)
    {
      int difference = a_sides[i] != b_sides[i] ? pv_label_address.compare (capture, a_sides[i], b_sides[i]) : 0;

      if (difference != 0)
        return difference;
      if (with_ports && a_ports[i] != b_ports[i])
        return a_ports[i] < b_ports[i] ? -1 : 1;
    }

  if (a_key->protocol != b_key->protocol)
    return a_key->protocol < b_key->protocol ? -1 : 1;

  return a_key->has_ports - b_key->has_ports;
}

static int
compare_conversations (PvCapture *capture,
                       guint32    a,
                       guint32    b)
{
  return compare_sides (capture, pv_conversation_index_get_flow (capture->conversations, a),
                        pv_conversation_index_get_flow (capture->conversations, b), FALSE);
}

static int
compare_flows (PvCapture *capture,
               guint32    a,
               guint32    b)
{
  return compare_sides (capture, a, b, TRUE);
}

static guint64
get_client_prefix (PvCapture *capture,
                   guint32    flow)
{
  guint32 sides[2];
  guint16 ports[2];

  get_sides (capture, flow, sides, ports);

  return pv_label_address.get_prefix (capture, sides[0]);
}

static guint64
get_conversation_prefix (PvCapture *capture,
                         guint32    id)
{
  return get_client_prefix (capture, pv_conversation_index_get_flow (capture->conversations, id));
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  return pv_label_address.compare (user_data, *(const guint32 *) a, *(const guint32 *) b);
}

/* Replaces what @places has of the addresses that it is not 0 for by their places in the order of addresses. FALSE
 * where memory is out. */
static gboolean
number_addresses (PvCapture *capture,
                  guint32   *places,
                  guint32    n)
{
  g_autofree guint32 *used = NULL;
  g_autofree guint64 *prefixes = NULL;
  guint32 n_used = 0;
  guint32 end;

  for (guint32 id = 0; id < n; id++)
    n_used += places[id];
  used = g_try_new (guint32, MAX (n_used, 1));
  prefixes = g_try_new (guint64, MAX (n, 1));
  if (used == NULL || prefixes == NULL)
    return FALSE;

  n_used = 0;
  for (guint32 id = 0; id < n; id++)
    if (places[id] != 0)
      {
        prefixes[id] = pv_label_address.get_prefix (capture, id);
        used[n_used++] = id;
      }
  if (!pv_radix_sort (prefixes, used, n_used))
    return FALSE;

  for (guint32 start = 0; start < n_used; start = end)
    {
      for (end = start + 1; end < n_used && prefixes[used[end]] == prefixes[used[start]];)
        end++;
      if (end - start > 1)
        qsort_r (used + start, end - start, sizeof *used, compare_places, capture);
    }
  for (guint32 i = 0; i < n_used; i++)
    places[used[i]] = i;

  return TRUE;
}

/* Of pairs of addresses: by the places that these have among all that occur. */
static gboolean
get_pair_sort_keys (PvCapture *capture,
                    PvSortKey *keys,
                    gsize      n,
                    gboolean   with_ports)
{
  guint32 n_addresses = pv_label_address.get_n (capture);
  g_autofree guint32 *places = g_try_new0 (guint32, MAX (n_addresses, 1));
  guint32 sides[2];
  guint16 ports[2];

  if (places == NULL)
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      guint32 flow = with_ports ? keys[i].id : pv_conversation_index_get_flow (capture->conversations, keys[i].id);

      get_sides (capture, flow, sides, ports);
      places[sides[0]] = 1;
      places[sides[1]] = 1;
    }
  if (!number_addresses (capture, places, n_addresses))
    return FALSE;

  for (gsize i = 0; i < n; i++)
    {
      guint32 flow = with_ports ? keys[i].id : pv_conversation_index_get_flow (capture->conversations, keys[i].id);
      const PvFlowKey *key = &pv_flow_table_get (capture->flows, flow)->key;

      get_sides (capture, flow, sides, ports);
      keys[i].high = (guint64) places[sides[0]] << 16 | (with_ports ? ports[0] : 0);
      keys[i].low = (guint64) places[sides[1]] << 32;
      if (with_ports)
        keys[i].low |= (guint64) ports[1] << 16 | (key->protocol & 0xffu) << 1 | (key->has_ports ? 1 : 0);
    }

  return TRUE;
}

static gboolean
get_conversation_sort_keys (PvCapture *capture,
                            PvSortKey *keys,
                            gsize      n)
{
  return get_pair_sort_keys (capture, keys, n, FALSE);
}

static gboolean
get_flow_sort_keys (PvCapture *capture,
                    PvSortKey *keys,
                    gsize      n)
{
  return get_pair_sort_keys (capture, keys, n, TRUE);
}

static gboolean
match_flow (PvCapture  *capture,
            guint32     id,
            const char *search,
            gsize       search_length)
{
  char text[TEXT_MAX];

  return memmem (text, format_conversation (capture, id, TRUE, text), search, search_length) != NULL;
}

static gboolean
match_conversation (PvCapture  *capture,
                    guint32     id,
                    const char *search,
                    gsize       search_length)
{
  char text[TEXT_MAX];
  guint32 flow = pv_conversation_index_get_flow (capture->conversations, id);

  return memmem (text, format_conversation (capture, flow, FALSE, text), search, search_length) != NULL;
}

/* One side: its address and port. */
static void
swap_halves (char  *bytes,
             gsize  half)
{
  for (gsize i = 0; i < half; i++)
    {
      char swap = bytes[i];

      bytes[i] = bytes[i + half];
      bytes[i + half] = swap;
    }
}

static void
append_side (PvCapture *capture,
             guint32    address,
             guint16    port,
             GString   *key)
{
  pv_label_key_append (capture->addresses, address, key);
  g_string_append_len (key, (const char *) &port, sizeof port);
}

gsize
pv_label_pair_key_get_half (const GString *key)
{
  static const gsize lengths[] = { 4, 16 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      gsize half = lengths[i] + sizeof (guint16);

      /* two sides, and behind those of flows a protocol and whether there are ports */
      if (key->len == 2 * half || key->len == 2 * half + sizeof (((PvFlowKey *) NULL)->protocol) + 1)
        return half;
    }

  return 0;
}

void
pv_label_pair_key_sort (GString *key)
{
  gsize half = pv_label_pair_key_get_half (key);

  if (half > 0 && memcmp (key->str, key->str + half, half) > 0)
    swap_halves (key->str, half);
}

/* The side with the lower bytes first, whoever the client is. */
static void
append_flow_sides (PvCapture *capture,
                   guint32    id,
                   gboolean   with_ports,
                   GString   *key)
{
  const PvFlowKey *flow = &pv_flow_table_get (capture->flows, id)->key;
  gsize start = key->len;
  gsize half;

  if (flow->source == PV_NO_ID)
    return;

  append_side (capture, flow->source, with_ports ? flow->source_port : 0, key);
  half = key->len - start;
  append_side (capture, flow->destination, with_ports ? flow->destination_port : 0, key);
  /* both are of one length, as addresses of one version are */
  if (memcmp (key->str + start, key->str + start + half, half) > 0)
    swap_halves (key->str + start, half);
}

static void
append_conversation_key (PvCapture *capture,
                         guint32    id,
                         GString   *key)
{
  append_flow_sides (capture, pv_conversation_index_get_flow (capture->conversations, id), FALSE, key);
}

static void
append_flow_key (PvCapture *capture,
                 guint32    id,
                 GString   *key)
{
  const PvFlowKey *flow = &pv_flow_table_get (capture->flows, id)->key;

  append_flow_sides (capture, id, TRUE, key);
  g_string_append_len (key, (const char *) &flow->protocol, sizeof flow->protocol);
  g_string_append_c (key, (char) flow->has_ports);
}

/* The text with a plain sign for the arrow, which not everybody can type, and without the space around it. */
static char *
simplify (const char *text)
{
  g_autoptr (GString) simple = g_string_new (text);

  g_string_replace (simple, "↔", "-", 0);
  g_string_replace (simple, "<->", "-", 0);
  g_string_replace (simple, " - ", "-", 0);

  return g_ascii_strdown (simple->str, -1);
}

static guint32
find_conversation_text (PvCapture  *capture,
                        const char *text,
                        gboolean    with_ports)
{
  g_autofree char *wanted = simplify (text);
  guint32 n = get_n_flows (capture);

  for (guint32 flow = 0; flow < n; flow++)
    {
      char label[TEXT_MAX];
      g_autofree char *found = NULL;

      if (pv_flow_table_get (capture->flows, flow)->key.source == PV_NO_ID)
        continue;

      format_conversation (capture, flow, with_ports, label);
      found = simplify (label);
      if (g_str_equal (found, wanted))
        return with_ports ? pv_flow_table_get_first (capture->flows, flow)
                          : pv_conversation_index_get (capture->conversations, flow);
    }

  return PV_NO_ID;
}

static guint32
find_conversation (PvCapture  *capture,
                   const char *text)
{
  return find_conversation_text (capture, text, FALSE);
}

static guint32
find_flow (PvCapture  *capture,
           const char *text)
{
  return find_conversation_text (capture, text, TRUE);
}

const PvLabelFuncs pv_label_conversation = {
  .get_n = get_n_conversations,
  .dup_text = dup_conversation,
  .compare = compare_conversations,
  .get_prefix = get_conversation_prefix,
  .match = match_conversation,
  .find = find_conversation,
  .append_key = append_conversation_key,
  .get_sort_keys = get_conversation_sort_keys,
  .dup_second = dup_conversation_name,
};

const PvLabelFuncs pv_label_flow = {
  .get_n = get_n_flows,
  .dup_text = dup_flow,
  .compare = compare_flows,
  .get_prefix = get_client_prefix,
  .match = match_flow,
  .find = find_flow,
  .append_key = append_flow_key,
  .get_sort_keys = get_flow_sort_keys,
  .dup_second = dup_flow_name,
};
