/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-graph-writer.h: a map as a graph, for other programs. */
#pragma once

#include <gio/gio.h>

#include "pv-address-names.h"
#include "pv-map.h"

G_BEGIN_DECLS

/**
 * PvGraphFormat:
 * @PV_GRAPH_GRAPHML: GraphML 1.0 (graphml.graphdrawing.org), XML in UTF-8
 * @PV_GRAPH_DOT: the language of Graphviz
 */
typedef enum
{
  PV_GRAPH_GRAPHML,
  PV_GRAPH_DOT,
} PvGraphFormat;

/**
 * pv_graph_write:
 * @map: all of whose nodes and links are written
 * @names: (nullable): what its hosts are called
 * @format: in which language
 * @stream: where to
 * @cancellable: (nullable): to give up
 * @error: place for a %G_IO_ERROR or %PV_ERROR_NO_MEMORY
 *
 * Writes a directed graph, with an edge from each client to each server of it. Nodes have "label", "kind" (as in
 * pv_map_grouping_get_code()), "hosts" and, where a host is called something, "name", edges "packets" and "bytes" of
 * what the client sends, "packets_back" and "bytes_back" of what it is sent. What is a client and a server is one node.
 *
 * Returns: whether all is written
 */
gboolean pv_graph_write (PvMap          *map,
                         PvAddressNames *names,
                         PvGraphFormat   format,
                         GOutputStream  *stream,
                         GCancellable   *cancellable,
                         GError        **error);

G_END_DECLS
