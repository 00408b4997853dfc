/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-class.c: how labels are formatted, compared, searched and found. A further kind is a further row. */
#include "pv-label-class.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "pv-file-text.h"
#include "pv-packet-size.h"
#include "pv-port.h"
#include "pv-protocol.h"
#include "pv-radix-sort.h"
#include "pv-tcp-track.h"

/* "[address]:port ↔ [address]:port transport" */
#define TEXT_MAX (2 * (INET6_ADDRSTRLEN + 10) + 32)

struct _PvLabelFuncs
{
  guint32 (*get_n) (PvCapture *capture);
  char *(*dup_text) (PvCapture *capture,
                     guint32    id);
  int (*compare) (PvCapture *capture,
                  guint32    a,
                  guint32    b);
  guint64 (*get_prefix) (PvCapture *capture,
                         guint32    id);
  gboolean (*match) (PvCapture  *capture,
                     guint32     id,
                     const char *search,
                     gsize       search_length);
  guint32 (*find) (PvCapture  *capture,
                   const char *text);
  /* NULL where the text is as good as anything */
  void (*append_key) (PvCapture *capture,
                      guint32    id,
                      GString   *key);
  /* NULL where the prefix says enough */
  gboolean (*get_sort_keys) (PvCapture *capture,
                             PvSortKey *keys,
                             gsize      n);
  /* where there is one more label, PV_ID_NOT_NAMED: the class whose labels the others are, with ids one less */
  const PvLabelFuncs *others;
};

/* Strings of bytes, as labels and parts of them */

static int
compare_keys (PvLabelTable *labels,
              guint32       a,
              guint32       b,
              gboolean      shorter_first)
{
  gsize a_length;
  gsize b_length;
  const guint8 *a_key = pv_label_table_get (labels, a, &a_length);
  const guint8 *b_key = pv_label_table_get (labels, b, &b_length);
  int difference;

  if (shorter_first && a_length != b_length)
    return a_length < b_length ? -1 : 1;

  difference = memcmp (a_key, b_key, MIN (a_length, b_length));

  return difference != 0 ? difference : (a_length > b_length) - (a_length < b_length);
}

/* The first @n bytes, after @start. */
static guint64
get_key_prefix (PvLabelTable *labels,
                guint32       id,
                guint         n,
                guint64       start)
{
  gsize length;
  const guint8 *key = pv_label_table_get (labels, id, &length);
  gsize n_there = MIN (length, n);
  guint64 prefix = start;

  for (gsize i = 0; i < n_there; i++)
    prefix = prefix << 8 | key[i];

  /* a shift by all bits would be undefined */
  return n_there > 0 ? prefix << 8 * (n - n_there) : start << 8 * (n - 1) << 8;
}

static void
append_bytes (PvLabelTable *labels,
              guint32       id,
              GString      *key)
{
  gsize length;
  const guint8 *bytes = pv_label_table_get (labels, id, &length);

  g_string_append_len (key, (const char *) bytes, (gssize) length);
}

/* Addresses */

/* Writes an IPv4 address; faster than inet_ntop(), of which a search through a million would feel it. */
static gsize
format_ipv4 (const guint8 *key,
             char         *text)
{
  char *end = text;

  for (guint i = 0; i < 4; i++)
    {
      guint8 byte = key[i];

      if (i > 0)
        *end++ = '.';
      if (byte >= 100)
        *end++ = (char) ('0' + byte / 100);
      if (byte >= 10)
        *end++ = (char) ('0' + byte / 10 % 10);
      *end++ = (char) ('0' + byte % 10);
    }
  *end = '\0';

  return end - text;
}

/* @text: room for INET6_ADDRSTRLEN bytes. Returns the length without the NUL. */
static gsize
format_address (PvCapture *capture,
                guint32    id,
                char      *text)
{
  gsize length;
  const guint8 *key = pv_label_table_get (capture->addresses, id, &length);

  if (length == 4)
    return format_ipv4 (key, text);

  inet_ntop (AF_INET6, key, text, INET6_ADDRSTRLEN);

  return strlen (text);
}

static guint32
get_n_addresses (PvCapture *capture)
{
  return pv_label_table_get_n (capture->addresses);
}

static char *
dup_address (PvCapture *capture,
             guint32    id)
{
  char text[INET6_ADDRSTRLEN];

  format_address (capture, id, text);

  return g_strdup (text);
}

static int
compare_addresses (PvCapture *capture,
                   guint32    a,
                   guint32    b)
{
  return compare_keys (capture->addresses, a, b, TRUE);
}

/* An address's first byte makes room for its version. */
static guint64
get_address_prefix (PvCapture *capture,
                    guint32    id)
{
  gsize length;

  pv_label_table_get (capture->addresses, id, &length);

  return get_key_prefix (capture->addresses, id, 7, length);
}

static gboolean
match_address (PvCapture  *capture,
               guint32     id,
               const char *search,
               gsize       search_length)
{
  char text[INET6_ADDRSTRLEN];

  return memmem (text, format_address (capture, id, text), search, search_length) != NULL;
}

static guint32
find_address (PvCapture  *capture,
              const char *text)
{
  guint8 key[16];

  if (inet_pton (AF_INET, text, key) == 1)
    return pv_label_table_find (capture->addresses, key, 4);
  if (inet_pton (AF_INET6, text, key) == 1)
    return pv_label_table_find (capture->addresses, key, 16);

  return PV_NO_ID;
}

static void
append_address_key (PvCapture *capture,
                    guint32    id,
                    GString   *key)
{
  append_bytes (capture->addresses, id, key);
}

/* Names */

static guint32
get_n_names (PvCapture *capture)
{
  return pv_label_table_get_n (capture->names);
}

static char *
dup_name (PvCapture *capture,
          guint32    id)
{
  return g_strdup ((const char *) pv_label_table_get (capture->names, id, NULL));
}

static int
compare_names (PvCapture *capture,
               guint32    a,
               guint32    b)
{
  return compare_keys (capture->names, a, b, FALSE);
}

static guint64
get_name_prefix (PvCapture *capture,
                 guint32    id)
{
  return get_key_prefix (capture->names, id, 8, 0);
}

static gboolean
match_name (PvCapture  *capture,
            guint32     id,
            const char *search,
            gsize       search_length)
{
  gsize length;
  const guint8 *key = pv_label_table_get (capture->names, id, &length);

  return memmem (key, length, search, search_length) != NULL;
}

static guint32
find_name (PvCapture  *capture,
           const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  gsize length = strlen (lower);
  guint32 id = pv_label_table_find (capture->names, (const guint8 *) lower, length);

  /* the root's dot is the name; others are known without it */
  if (id == PV_NO_ID && length > 1 && lower[length - 1] == '.')
    id = pv_label_table_find (capture->names, (const guint8 *) lower, length - 1);

  return id;
}

static void
append_name_key (PvCapture *capture,
                 guint32    id,
                 GString   *key)
{
  append_bytes (capture->names, id, key);
}

/* Names, and what has none: what that is called has a space, which no name has. */

#define NOT_NAMED "not named"

/* Domains */

/* Those of all names that may count are numbered now, so that there is room for them: others may come meanwhile. */
static guint32
get_n_domains (PvCapture *capture)
{
  const PvEvents *lookups = &capture->events[PV_EVENT_LOOKUP];
  gboolean done = __atomic_load_n (&capture->domains_numbered, __ATOMIC_ACQUIRE);
  gboolean all = TRUE;

  for (guint64 i = 0; i < lookups->n && !done; i++)
    if (pv_events_get_label (lookups, i) != PV_NO_ID)
      all = pv_domain_index_get (capture->domains, pv_events_get_label (lookups, i)) != PV_NO_ID && all;
  for (guint32 flow = 0; flow < capture->n_flows && capture->flow_names != NULL && !done; flow++)
    {
      guint32 name = pv_flow_names_get_label (capture->flow_names, flow);

      if (name != PV_NO_ID)
        all = pv_domain_index_get (capture->domains, name) != PV_NO_ID && all;
    }

  /* not where memory was out: then some have no number yet */
  if (all)
    __atomic_store_n (&capture->domains_numbered, TRUE, __ATOMIC_RELEASE);

  return pv_label_table_get_n (pv_domain_index_get_all (capture->domains));
}

static char *
dup_domain (PvCapture *capture,
            guint32    id)
{
  return g_strdup ((const char *) pv_label_table_get (pv_domain_index_get_all (capture->domains), id, NULL));
}

static int
compare_domains (PvCapture *capture,
                 guint32    a,
                 guint32    b)
{
  return compare_keys (pv_domain_index_get_all (capture->domains), a, b, FALSE);
}

static guint64
get_domain_prefix (PvCapture *capture,
                   guint32    id)
{
  return get_key_prefix (pv_domain_index_get_all (capture->domains), id, 8, 0);
}

static gboolean
match_domain (PvCapture  *capture,
              guint32     id,
              const char *search,
              gsize       search_length)
{
  gsize length;
  const guint8 *key = pv_label_table_get (pv_domain_index_get_all (capture->domains), id, &length);

  return memmem (key, length, search, search_length) != NULL;
}

static guint32
find_domain (PvCapture  *capture,
             const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  PvLabelTable *domains = pv_domain_index_get_all (capture->domains);
  gsize length = strlen (lower);
  guint32 id;

  (void) get_n_domains (capture);
  id = pv_label_table_find (domains, (const guint8 *) lower, length);
  if (id == PV_NO_ID && length > 1 && lower[length - 1] == '.')
    id = pv_label_table_find (domains, (const guint8 *) lower, length - 1);

  return id;
}

/* What a search takes that is not made for speed: labels of which there are few. */
static gboolean
match_text (char       *text,
            const char *search)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);

  g_free (text);

  return strstr (lower, search) != NULL;
}

/* Ports */

static guint32
get_n_ports (PvCapture *capture)
{
  return PV_N_PORTS;
}

static char *
dup_port (PvCapture *capture,
          guint32    id)
{
  return pv_port_dup_text (id);
}

static guint64
get_port_prefix (PvCapture *capture,
                 guint32    id)
{
  return (guint64) pv_port_get_port (id) << 8 | id >> 16;
}

static int
compare_ports (PvCapture *capture,
               guint32    a,
               guint32    b)
{
  guint64 x = get_port_prefix (capture, a);
  guint64 y = get_port_prefix (capture, b);

  return x < y ? -1 : x > y;
}

static gboolean
match_port (PvCapture  *capture,
            guint32     id,
            const char *search,
            gsize       search_length)
{
  return match_text (pv_port_dup_text (id), search);
}

static guint32
find_port (PvCapture  *capture,
           const char *text)
{
  guint32 packed;

  return pv_port_parse (text, &packed) ? packed : PV_NO_ID;
}

/* What ids are in all captures. */
static void
append_number_key (PvCapture *capture,
                   guint32    id,
                   GString   *key)
{
  g_string_append_len (key, (const char *) &id, sizeof id);
}

/* Protocols */

static guint32
get_n_protocols (PvCapture *capture)
{
  return PV_N_PROTOCOLS;
}

static char *
dup_protocol (PvCapture *capture,
              guint32    id)
{
  return pv_protocol_dup_name ((guint16) id);
}

static guint64
get_number (PvCapture *capture,
            guint32    id)
{
  return id;
}

static int
compare_numbers (PvCapture *capture,
                 guint32    a,
                 guint32    b)
{
  return a < b ? -1 : a > b;
}

static gboolean
match_protocol (PvCapture  *capture,
                guint32     id,
                const char *search,
                gsize       search_length)
{
  return match_text (pv_protocol_dup_name ((guint16) id), search);
}

static guint32
find_protocol (PvCapture  *capture,
               const char *text)
{
  for (guint32 id = 0; id < PV_N_PROTOCOLS; id++)
    {
      const char *name = pv_protocol_get_name ((guint16) id);

      if (name != NULL && g_ascii_strcasecmp (name, text) == 0)
        return id;
    }

  /* numbers that have no name */
  for (guint32 id = 0; id < PV_N_PROTOCOLS; id++)
    {
      g_autofree char *name = pv_protocol_dup_name ((guint16) id);

      if (g_ascii_strcasecmp (name, text) == 0)
        return id;
    }

  return PV_NO_ID;
}

/* Conversations */

/* The addresses of a flow's client and server. */
static void
get_sides (PvCapture *capture,
           guint32    flow,
           guint32    sides[2],
           guint16    ports[2])
{
  const PvFlowKey *key = &pv_flow_table_get (capture->flows, flow)->key;
  guint client = pv_flow_table_is_from_client (capture->flows, flow) ? 0 : 1;

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
  format_address (capture, sides[0], names[0]);
  format_address (capture, sides[1], names[1]);
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
      int difference = a_sides[i] != b_sides[i] ? compare_addresses (capture, a_sides[i], b_sides[i]) : 0;

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

  return get_address_prefix (capture, sides[0]);
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
  return compare_addresses (user_data, *(const guint32 *) a, *(const guint32 *) b);
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
        prefixes[id] = get_address_prefix (capture, id);
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
  guint32 n_addresses = get_n_addresses (capture);
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
append_side (PvCapture *capture,
             guint32    address,
             guint16    port,
             GString   *key)
{
  append_bytes (capture->addresses, address, key);
  g_string_append_len (key, (const char *) &port, sizeof port);
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
    for (gsize i = start; i < start + half; i++)
      {
        char swap = key->str[i];

        key->str[i] = key->str[i + half];
        key->str[i + half] = swap;
      }
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

/* What goes wrong on TCP connections */

static guint32
get_n_tcp_troubles (PvCapture *capture)
{
  return PV_N_TCP_TROUBLES;
}

static char *
dup_tcp_trouble (PvCapture *capture,
                 guint32    id)
{
  return g_strdup (pv_tcp_trouble_get_name (id));
}

static gboolean
match_tcp_trouble (PvCapture  *capture,
                   guint32     id,
                   const char *search,
                   gsize       search_length)
{
  return match_text (dup_tcp_trouble (capture, id), search);
}

static guint32
find_tcp_trouble (PvCapture  *capture,
                  const char *text)
{
  for (guint32 id = 0; id < PV_N_TCP_TROUBLES; id++)
    if (g_ascii_strcasecmp (pv_tcp_trouble_get_name (id), text) == 0)
      return id;

  return PV_NO_ID;
}

/* Packet sizes */

static guint32
get_n_packet_sizes (PvCapture *capture)
{
  return PV_N_PACKET_SIZES;
}

static char *
dup_packet_size (PvCapture *capture,
                 guint32    id)
{
  guint32 first;
  guint32 last;

  pv_packet_size_get (id, &first, &last);

  return last == G_MAXUINT32 ? g_strdup_printf ("%u+", first) : g_strdup_printf ("%u-%u", first, last);
}

static gboolean
match_packet_size (PvCapture  *capture,
                   guint32     id,
                   const char *search,
                   gsize       search_length)
{
  return match_text (dup_packet_size (capture, id), search);
}

static guint32
find_packet_size (PvCapture  *capture,
                  const char *text)
{
  for (guint32 id = 0; id < PV_N_PACKET_SIZES; id++)
    {
      g_autofree char *label = dup_packet_size (capture, id);

      if (g_str_equal (label, text))
        return id;
    }

  return PV_NO_ID;
}

/* Hardware addresses, as six pairs of hexadecimal digits */

#define HARDWARE_TEXT_SIZE (3 * PV_HARDWARE_ADDRESS_SIZE)

static guint32
get_n_hardware (PvCapture *capture)
{
  return pv_label_table_get_n (capture->hardware);
}

/* @text: room for HARDWARE_TEXT_SIZE bytes. Not with g_snprintf(): a search goes through all. */
static void
format_hardware (PvCapture *capture,
                 guint32    id,
                 char      *text)
{
  static const char digits[] = "0123456789abcdef";
  const guint8 *key = pv_label_table_get (capture->hardware, id, NULL);

  for (guint i = 0; i < PV_HARDWARE_ADDRESS_SIZE; i++)
    {
      text[3 * i] = digits[key[i] >> 4];
      text[3 * i + 1] = digits[key[i] & 15];
      text[3 * i + 2] = i + 1 < PV_HARDWARE_ADDRESS_SIZE ? ':' : '\0';
    }
}

static char *
dup_hardware (PvCapture *capture,
              guint32    id)
{
  char text[HARDWARE_TEXT_SIZE];

  format_hardware (capture, id, text);

  return g_strdup (text);
}

static int
compare_hardware (PvCapture *capture,
                  guint32    a,
                  guint32    b)
{
  return compare_keys (capture->hardware, a, b, FALSE);
}

static guint64
get_hardware_prefix (PvCapture *capture,
                     guint32    id)
{
  return get_key_prefix (capture->hardware, id, 8, 0);
}

/* By what stands there or who made it. */
static gboolean
match_hardware (PvCapture  *capture,
                guint32     id,
                const char *search,
                gsize       search_length)
{
  char text[HARDWARE_TEXT_SIZE];
  const char *vendor;

  format_hardware (capture, id, text);
  if (strstr (text, search) != NULL)
    return TRUE;

  vendor = pv_capture_get_vendor (capture, id);

  return vendor != NULL && strcasestr (vendor, search) != NULL;
}

/* As other programs write it too: with dashes, in capitals. */
static guint32
find_hardware (PvCapture  *capture,
               const char *text)
{
  guint8 key[PV_HARDWARE_ADDRESS_SIZE];

  if (strlen (text) != HARDWARE_TEXT_SIZE - 1)
    return PV_NO_ID;

  for (guint i = 0; i < PV_HARDWARE_ADDRESS_SIZE; i++)
    {
      const char *pair = text + 3 * i;

      if (!g_ascii_isxdigit (pair[0]) || !g_ascii_isxdigit (pair[1]) ||
          (i + 1 < PV_HARDWARE_ADDRESS_SIZE && pair[2] != ':' && pair[2] != '-'))
        return PV_NO_ID;
      key[i] = (guint8) (g_ascii_xdigit_value (pair[0]) << 4 | g_ascii_xdigit_value (pair[1]));
    }

  return pv_label_table_find (capture->hardware, key, sizeof key);
}

static void
append_hardware_key (PvCapture *capture,
                     guint32    id,
                     GString   *key)
{
  append_bytes (capture->hardware, id, key);
}

/* VLANs */

static guint32
get_n_vlans (PvCapture *capture)
{
  return PV_N_VLANS;
}

static char *
dup_vlan (PvCapture *capture,
          guint32    id)
{
  return g_strdup_printf ("%u", id);
}

static gboolean
match_vlan (PvCapture  *capture,
            guint32     id,
            const char *search,
            gsize       search_length)
{
  return match_text (dup_vlan (capture, id), search);
}

static guint32
find_vlan (PvCapture  *capture,
           const char *text)
{
  guint64 vlan;

  return g_ascii_string_to_unsigned (text, 10, 0, PV_N_VLANS - 1, &vlan, NULL) ? (guint32) vlan : PV_NO_ID;
}

/* Files */

static guint32
get_n_files (PvCapture *capture)
{
  return capture->files->n;
}

static char *
dup_file (PvCapture *capture,
          guint32    id)
{
  const PvInputFile *file = &capture->files->files[id];

  return file->label != NULL ? g_strdup (file->label) : pv_file_text_name (file->file);
}

static gboolean
match_file (PvCapture  *capture,
            guint32     id,
            const char *search,
            gsize       search_length)
{
  return match_text (dup_file (capture, id), search);
}

/* By its label, or by where it is. */
static guint32
find_file (PvCapture  *capture,
           const char *text)
{
  for (guint32 id = 0; id < capture->files->n; id++)
    {
      g_autofree char *label = dup_file (capture, id);

      if (g_str_equal (label, text))
        return id;
    }
  for (guint32 id = 0; id < capture->files->n; id++)
    {
      g_autofree char *path = pv_file_text_exact (capture->files->files[id].file);

      if (g_str_equal (path, text))
        return id;
    }

  return PV_NO_ID;
}

/* URLs */

static guint32
get_n_urls (PvCapture *capture)
{
  return pv_label_table_get_n (capture->urls);
}

static char *
dup_url (PvCapture *capture,
         guint32    id)
{
  return g_strdup ((const char *) pv_label_table_get (capture->urls, id, NULL));
}

static int
compare_urls (PvCapture *capture,
              guint32    a,
              guint32    b)
{
  return compare_keys (capture->urls, a, b, FALSE);
}

static guint64
get_url_prefix (PvCapture *capture,
                guint32    id)
{
  return get_key_prefix (capture->urls, id, 8, 0);
}

/* Unlike names they have capitals. */
static gboolean
match_url (PvCapture  *capture,
           guint32     id,
           const char *search,
           gsize       search_length)
{
  return strcasestr ((const char *) pv_label_table_get (capture->urls, id, NULL), search) != NULL;
}

static guint32
find_url (PvCapture  *capture,
          const char *text)
{
  return pv_label_table_find (capture->urls, (const guint8 *) text, strlen (text));
}

/* Types of DNS records */

static guint32
get_n_dns_types (PvCapture *capture)
{
  return G_MAXUINT16 + 1;
}

static char *
dup_dns_type (PvCapture *capture,
              guint32    id)
{
  const char *name = pv_dns_type_get_name ((guint16) id);

  /* RFC 3597, section 5 */
  return name != NULL ? g_strdup (name) : g_strdup_printf ("TYPE%u", id);
}

static gboolean
match_dns_type (PvCapture  *capture,
                guint32     id,
                const char *search,
                gsize       search_length)
{
  return match_text (dup_dns_type (capture, id), search);
}

static guint32
find_dns_type (PvCapture  *capture,
               const char *text)
{
  guint64 number;

  if (g_ascii_strncasecmp (text, "TYPE", 4) == 0 && g_ascii_string_to_unsigned (text + 4, 10, 0, G_MAXUINT16, &number, NULL))
    return (guint32) number;

  for (guint32 id = 0; id <= G_MAXUINT16; id++)
    {
      const char *name = pv_dns_type_get_name ((guint16) id);

      if (name != NULL && g_ascii_strcasecmp (name, text) == 0)
        return id;
    }

  return PV_NO_ID;
}

/* What came of DNS lookups */

static guint32
get_n_dns_outcomes (PvCapture *capture)
{
  return PV_DNS_UNANSWERED + 1;
}

static char *
dup_dns_outcome (PvCapture *capture,
                 guint32    id)
{
  return g_strdup (pv_dns_outcome_get_name ((guint8) id));
}

static gboolean
match_dns_outcome (PvCapture  *capture,
                   guint32     id,
                   const char *search,
                   gsize       search_length)
{
  return match_text (dup_dns_outcome (capture, id), search);
}

static guint32
find_dns_outcome (PvCapture  *capture,
                  const char *text)
{
  for (guint8 id = 0; id <= PV_DNS_UNANSWERED; id++)
    if (g_ascii_strcasecmp (pv_dns_outcome_get_name (id), text) == 0)
      return id;

  return PV_NO_ID;
}

static const PvLabelFuncs classes[PV_N_LABEL_CLASSES] = {
  [PV_LABEL_ADDRESS] = {
    get_n_addresses, dup_address, compare_addresses, get_address_prefix, match_address, find_address,
    append_address_key,
  },
  [PV_LABEL_NAME] = {
    get_n_names, dup_name, compare_names, get_name_prefix, match_name, find_name, append_name_key,
  },
  [PV_LABEL_PORT] = {
    get_n_ports, dup_port, compare_ports, get_port_prefix, match_port, find_port, append_number_key,
  },
  [PV_LABEL_PROTOCOL] = {
    get_n_protocols, dup_protocol, compare_numbers, get_number, match_protocol, find_protocol, append_number_key,
  },
  [PV_LABEL_CONVERSATION] = {
    get_n_conversations, dup_conversation, compare_conversations, get_conversation_prefix, match_conversation,
    find_conversation, append_conversation_key, get_conversation_sort_keys,
  },
  [PV_LABEL_FLOW] = {
    get_n_flows, dup_flow, compare_flows, get_client_prefix, match_flow, find_flow, append_flow_key,
    get_flow_sort_keys,
  },
  [PV_LABEL_TCP_TROUBLE] = {
    get_n_tcp_troubles, dup_tcp_trouble, compare_numbers, get_number, match_tcp_trouble, find_tcp_trouble,
  },
  [PV_LABEL_PACKET_SIZE] = {
    get_n_packet_sizes, dup_packet_size, compare_numbers, get_number, match_packet_size, find_packet_size,
    append_number_key,
  },
  [PV_LABEL_NAME_OR_NONE] = {
    .others = &classes[PV_LABEL_NAME],
  },
  [PV_LABEL_DOMAIN] = {
    get_n_domains, dup_domain, compare_domains, get_domain_prefix, match_domain, find_domain,
  },
  [PV_LABEL_DOMAIN_OR_NONE] = {
    .others = &classes[PV_LABEL_DOMAIN],
  },
  [PV_LABEL_HARDWARE] = {
    get_n_hardware, dup_hardware, compare_hardware, get_hardware_prefix, match_hardware, find_hardware,
    append_hardware_key,
  },
  [PV_LABEL_VLAN] = {
    get_n_vlans, dup_vlan, compare_numbers, get_number, match_vlan, find_vlan, append_number_key,
  },
  [PV_LABEL_FILE] = {
    get_n_files, dup_file, compare_numbers, get_number, match_file, find_file, NULL,
  },
  [PV_LABEL_URL] = {
    get_n_urls, dup_url, compare_urls, get_url_prefix, match_url, find_url, NULL,
  },
  [PV_LABEL_DNS_TYPE] = {
    get_n_dns_types, dup_dns_type, compare_numbers, get_number, match_dns_type, find_dns_type, append_number_key,
  },
  [PV_LABEL_DNS_OUTCOME] = {
    get_n_dns_outcomes, dup_dns_outcome, compare_numbers, get_number, match_dns_outcome, find_dns_outcome,
    append_number_key,
  },
};

PvLabels
pv_labels_of (PvCapture   *capture,
              PvDimension  dimension)
{
  return (PvLabels){ capture, &classes[pv_dimension_get_info (dimension)->label_class] };
}

guint32
pv_labels_get_n (const PvLabels *self)
{
  return self->funcs->others != NULL ? self->funcs->others->get_n (self->capture) + 1
                                     : self->funcs->get_n (self->capture);
}

char *
pv_labels_dup_text (const PvLabels *self,
                    guint32         id)
{
  if (self->funcs->others == NULL)
    return self->funcs->dup_text (self->capture, id);

  return id == PV_ID_NOT_NAMED ? g_strdup (NOT_NAMED) : self->funcs->others->dup_text (self->capture, id - 1);
}

int
pv_labels_compare (const PvLabels *self,
                   guint32         a,
                   guint32         b)
{
  if (self->funcs->others == NULL)
    return self->funcs->compare (self->capture, a, b);

  /* what has no name comes last */
  if (a == PV_ID_NOT_NAMED || b == PV_ID_NOT_NAMED)
    return (a == PV_ID_NOT_NAMED) - (b == PV_ID_NOT_NAMED);

  return self->funcs->others->compare (self->capture, a - 1, b - 1);
}

guint64
pv_labels_get_prefix (const PvLabels *self,
                      guint32         id)
{
  if (self->funcs->others == NULL)
    return self->funcs->get_prefix (self->capture, id);

  return id == PV_ID_NOT_NAMED ? G_MAXUINT64 : self->funcs->others->get_prefix (self->capture, id - 1);
}

gboolean
pv_labels_get_sort_keys (const PvLabels *self,
                         PvSortKey      *keys,
                         gsize           n)
{
  if (self->funcs->get_sort_keys != NULL)
    return self->funcs->get_sort_keys (self->capture, keys, n);

  for (gsize i = 0; i < n; i++)
    {
      keys[i].high = pv_labels_get_prefix (self, keys[i].id);
      keys[i].low = 0;
    }

  return TRUE;
}

gboolean
pv_labels_match (const PvLabels *self,
                 guint32         id,
                 const char     *search,
                 gsize           search_length)
{
  if (self->funcs->others == NULL)
    return self->funcs->match (self->capture, id, search, search_length);

  return id == PV_ID_NOT_NAMED ? strstr (NOT_NAMED, search) != NULL
                               : self->funcs->others->match (self->capture, id - 1, search, search_length);
}

guint32
pv_labels_find (const PvLabels *self,
                const char     *text)
{
  guint32 id;

  if (self->funcs->others == NULL)
    return self->funcs->find (self->capture, text);

  if (g_ascii_strcasecmp (text, NOT_NAMED) == 0)
    return PV_ID_NOT_NAMED;
  id = self->funcs->others->find (self->capture, text);

  return id != PV_NO_ID ? id + 1 : PV_NO_ID;
}

void
pv_labels_append_key (const PvLabels *self,
                      guint32         id,
                      GString        *key)
{
  g_autofree char *text = NULL;

  if (self->funcs->append_key != NULL)
    {
      self->funcs->append_key (self->capture, id, key);
      return;
    }

  text = pv_labels_dup_text (self, id);
  g_string_append (key, text);
}
