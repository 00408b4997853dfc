/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-graph-writer.c: a map as a graph, for other programs. */
#include "config.h"

#include "pv-graph-writer.h"

#include <math.h>

#include "pv-error.h"
#include "pv-key-index.h"
#include "pv-text-sink.h"

#define BUFFER_SIZE 65536

/* Points: of the widest line that Graphviz draws. */
#define MAX_PEN_WIDTH 8.

typedef struct
{
  PvMap *map;
  PvAddressNames *names; /* (nullable) */
  PvTextSink sink;
  PvKeyIndex keys; /* nodes, each once */
  guint64 most; /* bytes of the largest link */
} Writer;

static const char *
get_kind (PvMapKey key)
{
  switch (pv_map_key_get_kind (key))
    {
    case PV_MAP_NETWORK:
      return pv_map_grouping_get_code (PV_MAP_BY_NETWORK);

    case PV_MAP_SCOPE:
      return pv_map_grouping_get_code (PV_MAP_BY_SCOPE);

    case PV_MAP_NAME:
      return pv_map_grouping_get_code (PV_MAP_BY_NAME);

    case PV_MAP_DOMAIN:
      return pv_map_grouping_get_code (PV_MAP_BY_DOMAIN);

    case PV_MAP_GATHERED:
      return "others";

    case PV_MAP_HOST:
    default:
      return pv_map_grouping_get_code (PV_MAP_BY_HOST);
    }
}

static char *
dup_label (Writer          *writer,
           const PvMapNode *node)
{
  if (pv_map_key_get_kind (node->key) == PV_MAP_GATHERED)
    return g_strdup ("others");

  return pv_map_index_dup_label (writer->map->index, node->key);
}

/* What else a host is called; NULL where nothing else. */
static const char *
get_name (Writer          *writer,
          const PvMapNode *node)
{
  if (writer->names == NULL || pv_map_key_get_kind (node->key) != PV_MAP_HOST)
    return NULL;

  return pv_address_names_get_first (writer->names, pv_map_key_get_id (node->key));
}

/* What is no character of XML 1.0 (§2.2), even as a reference, becomes U+FFFD. */
static void
append_xml (GString    *buffer,
            const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == '&')
        g_string_append (buffer, "&amp;");
      else if (c == '<')
        g_string_append (buffer, "&lt;");
      else if (c == '>')
        g_string_append (buffer, "&gt;");
      else if (c == '"')
        g_string_append (buffer, "&quot;");
      else if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff)
        g_string_append (buffer, "\357\277\275");
      else if (c < 0x20)
        g_string_append_printf (buffer, "&#%u;", c);
      else
        g_string_append_unichar (buffer, c);
    }
}

/* Graphviz takes backslashes and references of HTML in labels for something else. */
static void
append_dot (GString    *buffer,
            const char *text)
{
  g_string_append_c (buffer, '"');
  for (const char *at = text; *at != '\0'; at++)
    if (*at == '"' || *at == '\\')
      g_string_append_printf (buffer, "\\%c", *at);
    else if (*at == '&')
      g_string_append (buffer, "&amp;");
    else if ((guchar) *at < 0x20)
      g_string_append_c (buffer, ' ');
    else
      g_string_append_c (buffer, *at);
  g_string_append_c (buffer, '"');
}

static void
begin_graphml (Writer *writer)
{
  static const struct
  {
    const char *name;
    const char *of;
    const char *type;
  } keys[] = {
    { "label", "node", "string" },     { "kind", "node", "string" },     { "hosts", "node", "int" },
    { "name", "node", "string" },      { "packets", "edge", "long" },    { "bytes", "edge", "long" },
    { "packets_back", "edge", "long" }, { "bytes_back", "edge", "long" },
  };
  GString *text = writer->sink.text;

  g_string_append (text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                         "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_string_append_printf (text, "  <key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n", keys[i].name,
                            keys[i].of, keys[i].name, keys[i].type);
  g_string_append (text, "  <graph id=\"map\" edgedefault=\"directed\">\n");
}

static void
add_graphml_node (Writer          *writer,
                  guint32          number,
                  const PvMapNode *node)
{
  GString *text = writer->sink.text;
  g_autofree char *label = dup_label (writer, node);
  const char *name = get_name (writer, node);

  g_string_append_printf (text, "    <node id=\"n%u\"><data key=\"label\">", number);
  append_xml (text, label);
  g_string_append_printf (text, "</data><data key=\"kind\">%s</data><data key=\"hosts\">%u</data>", get_kind (node->key),
                          node->n_hosts);
  if (name != NULL)
    {
      g_string_append (text, "<data key=\"name\">");
      append_xml (text, name);
      g_string_append (text, "</data>");
    }
  g_string_append (text, "</node>\n");
}

static void
add_graphml_edge (Writer          *writer,
                  guint32          client,
                  guint32          server,
                  const PvMapLink *link)
{
  const PvMapTraffic *traffic = &link->traffic;

  g_string_append_printf (writer->sink.text,
                          "    <edge source=\"n%u\" target=\"n%u\">"
                          "<data key=\"packets\">%" G_GUINT64_FORMAT "</data>"
                          "<data key=\"bytes\">%" G_GUINT64_FORMAT "</data>"
                          "<data key=\"packets_back\">%" G_GUINT64_FORMAT "</data>"
                          "<data key=\"bytes_back\">%" G_GUINT64_FORMAT "</data></edge>\n",
                          client, server, traffic->packets[PV_MAP_CLIENTS], traffic->bytes[PV_MAP_CLIENTS],
                          traffic->packets[PV_MAP_SERVERS], traffic->bytes[PV_MAP_SERVERS]);
}

static void
end_graphml (Writer *writer)
{
  g_string_append (writer->sink.text, "  </graph>\n</graphml>\n");
}

static void
begin_dot (Writer *writer)
{
  g_string_append (writer->sink.text, "digraph map {\n  rankdir=LR;\n  node [shape=box];\n");
}

static void
add_dot_node (Writer          *writer,
              guint32          number,
              const PvMapNode *node)
{
  GString *text = writer->sink.text;
  g_autofree char *label = dup_label (writer, node);
  const char *name = get_name (writer, node);

  g_string_append_printf (text, "  n%u [label=", number);
  append_dot (text, label);
  if (name != NULL)
    {
      g_string_append (text, ", name=");
      append_dot (text, name);
    }
  g_string_append_printf (text, ", kind=\"%s\", hosts=%u];\n", get_kind (node->key), node->n_hosts);
}

static void
add_dot_edge (Writer          *writer,
              guint32          client,
              guint32          server,
              const PvMapLink *link)
{
  const PvMapTraffic *traffic = &link->traffic;
  double part = (double) pv_map_traffic_get_both (traffic, PV_MEASURE_IP_BYTES) / (double) MAX (writer->most, 1);
  char width[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (writer->sink.text,
                          "  n%u -> n%u [packets=%" G_GUINT64_FORMAT ", bytes=%" G_GUINT64_FORMAT
                          ", packets_back=%" G_GUINT64_FORMAT ", bytes_back=%" G_GUINT64_FORMAT ", penwidth=%s];\n",
                          client, server, traffic->packets[PV_MAP_CLIENTS], traffic->bytes[PV_MAP_CLIENTS],
                          traffic->packets[PV_MAP_SERVERS], traffic->bytes[PV_MAP_SERVERS],
                          g_ascii_formatd (width, sizeof width, "%.2f", MAX (sqrt (part) * MAX_PEN_WIDTH, .5)));
}

static void
end_dot (Writer *writer)
{
  g_string_append (writer->sink.text, "}\n");
}

static const struct
{
  void (*begin) (Writer *writer);
  void (*add_node) (Writer          *writer,
                    guint32          number,
                    const PvMapNode *node);
  void (*add_edge) (Writer          *writer,
                    guint32          client,
                    guint32          server,
                    const PvMapLink *link);
  void (*end) (Writer *writer);
} languages[] = {
  [PV_GRAPH_GRAPHML] = { begin_graphml, add_graphml_node, add_graphml_edge, end_graphml },
  [PV_GRAPH_DOT] = { begin_dot, add_dot_node, add_dot_edge, end_dot },
};

/* What is gathered differs by side: clients that are too small are not the servers that are. */
static PvMapKey
get_key (const PvMapNode *node,
         PvMapSide        side)
{
  return pv_map_key_get_kind (node->key) == PV_MAP_GATHERED ? pv_map_key (PV_MAP_GATHERED, side) : node->key;
}

/* FALSE where memory is out. */
static gboolean
add_nodes (Writer        *writer,
           PvGraphFormat  format)
{
  for (PvMapSide side = 0; side < PV_N_MAP_SIDES; side++)
    for (guint i = 0; i < writer->map->n_nodes[side]; i++)
      {
        const PvMapNode *node = &writer->map->nodes[side][i];
        guint32 n = pv_key_index_get_n (&writer->keys);
        guint32 number = pv_key_index_add (&writer->keys, get_key (node, side));

        if (number == G_MAXUINT32)
          return FALSE;
        if (number == n)
          languages[format].add_node (writer, number, node);
        if (!pv_text_sink_drain (&writer->sink))
          return TRUE;
      }

  return TRUE;
}

static void
add_edges (Writer        *writer,
           PvGraphFormat  format)
{
  PvMap *map = writer->map;

  for (guint i = 0; i < map->n_links; i++)
    writer->most = MAX (writer->most, pv_map_traffic_get_both (&map->links[i].traffic, PV_MEASURE_IP_BYTES));
  for (guint i = 0; i < map->n_links && pv_text_sink_drain (&writer->sink); i++)
    {
      const PvMapLink *link = &map->links[i];
      const PvMapNode *client = &map->nodes[PV_MAP_CLIENTS][link->ends[PV_MAP_CLIENTS]];
      const PvMapNode *server = &map->nodes[PV_MAP_SERVERS][link->ends[PV_MAP_SERVERS]];

      languages[format].add_edge (writer, pv_key_index_find (&writer->keys, get_key (client, PV_MAP_CLIENTS)),
                                  pv_key_index_find (&writer->keys, get_key (server, PV_MAP_SERVERS)), link);
    }
}

gboolean
pv_graph_write (PvMap          *map,
                PvAddressNames *names,
                PvGraphFormat   format,
                GOutputStream  *stream,
                GCancellable   *cancellable,
                GError        **error)
{
  Writer writer = { .map = map, .names = names };
  gboolean has_memory;
  gboolean ok;

  g_return_val_if_fail (map != NULL && G_IS_OUTPUT_STREAM (stream), FALSE);

  pv_key_index_init (&writer.keys);
  pv_text_sink_init (&writer.sink, stream, BUFFER_SIZE, cancellable);
  languages[format].begin (&writer);
  has_memory = add_nodes (&writer, format);
  if (has_memory)
    {
      add_edges (&writer, format);
      languages[format].end (&writer);
    }
  ok = has_memory ? pv_text_sink_end (&writer.sink, error) : pv_error_set_no_memory (error);
  pv_text_sink_clear (&writer.sink);
  pv_key_index_clear (&writer.keys);

  return ok;
}
