/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-numbers.h: the numbers behind a chart, for spreadsheets and scripts. */
#pragma once

#include "pv-address-names.h"
#include "pv-map.h"
#include "pv-query.h"
#include "pv-series.h"
#include "pv-table-writer.h"

G_BEGIN_DECLS

/* More bins than this are of no use to anybody: a packet of 1970 among those of today. */
#define PV_NUMBERS_MAX_BINS ((guint64) 20000000)
/* Nor are more than these for each packet, but for some: two packets a year apart would make gigabytes. */
#define PV_NUMBERS_BINS_PER_PACKET ((guint64) 100)
#define PV_NUMBERS_SOME_BINS ((guint64) 1000000)

/**
 * PvNumbersOrigin:
 * @filter: (nullable): the capture filter that packets passed
 * @picks: (nullable) (array zero-terminated=1): what was picked
 * @exclusions: (nullable) (array zero-terminated=1): what was left out
 * @hosts: (nullable): nicknames of addresses, for reports
 * @names: (nullable): likewise, for charts
 *
 * How the numbers came to be, for JSON, which says so beside the file and the span.
 */
typedef struct
{
  const char *filter;
  const char *const *picks;
  const char *const *exclusions;
  PvHosts *hosts;
  PvAddressNames *names;
} PvNumbersOrigin;

/**
 * PvNumbersPart:
 * @name: what it is of: an address, a name, another capture
 * @series: its packets over time; where @shift_ns is not 0, those of a settled capture
 * @shift_ns: what to add to their times
 */
typedef struct
{
  const char *name;
  PvSeries *series;
  gint64 shift_ns;
} PvNumbersPart;

/**
 * pv_numbers_write_ranking:
 * @capture: what @ranking is of
 * @ranking: what is written, all of its ranks
 * @origin: (nullable): how it came to be
 * @format: CSV or JSON
 * @stream: where to
 * @cancellable: (nullable): to give up
 * @error: place for a %G_IO_ERROR
 *
 * Writes a row for each label: the label, as "address", "port" …, "packets", "bytes", and the same of the
 * whole capture as "capture_packets" and "capture_bytes"; or "name", "lookups" and "capture_lookups", with
 * "clients" where the ranking has them. Of a ranking that is compared also what the other has ("other_packets" …), the
 * difference ("change_packets" …) and the "state": "new", "gone" or "both". Where @origin has nicknames, addresses have
 * a "nickname".
 *
 * Returns: whether all is written
 */
gboolean pv_numbers_write_ranking (PvCapture              *capture,
                                   PvRanking              *ranking,
                                   const PvNumbersOrigin  *origin,
                                   PvTableFormat           format,
                                   GOutputStream          *stream,
                                   GCancellable           *cancellable,
                                   GError                **error);

/**
 * pv_numbers_write_series:
 * @series: what is written
 * @parts: (array length=n_parts): further columns, of the same bin size and measure
 * @n_parts: how many
 * @span: of this time
 * @origin: (nullable): how it came to be
 * @format: CSV or JSON
 * @stream: where to
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_BAD_VALUE where there are too many bins, or %G_IO_ERROR
 *
 * Writes a row for each bin that overlaps @span, empty ones too: "start" (ISO 8601, UTC), "start_ns" (since
 * the epoch), "packets", and "bytes" or "wire_bytes", as measured; then for each part "packets NAME" and
 * so on. Of a bin at the edges only what is inside @span counts, where the capture is complete.
 *
 * Returns: whether all is written
 */
gboolean pv_numbers_write_series  (PvSeries               *series,
                                   const PvNumbersPart    *parts,
                                   guint                   n_parts,
                                   PvSpan                  span,
                                   const PvNumbersOrigin  *origin,
                                   PvTableFormat           format,
                                   GOutputStream          *stream,
                                   GCancellable           *cancellable,
                                   GError                **error);

/**
 * pv_numbers_write_map:
 * @map: what is written, all of its links
 * @span: (nullable): what of the capture it is of, for JSON
 * @origin: (nullable): how it came to be
 * @format: CSV or JSON
 * @stream: where to
 * @cancellable: (nullable): to give up
 * @error: place for a %G_IO_ERROR
 *
 * Writes a row for each link: "client", "server", "packets" and "bytes" from the client, "packets_back" and
 * "bytes_back" from the server. Where @origin has nicknames, also "client_nickname" and "server_nickname", of hosts.
 *
 * Returns: whether all is written
 */
gboolean pv_numbers_write_map     (PvMap                  *map,
                                   const PvSpan           *span,
                                   const PvNumbersOrigin  *origin,
                                   PvTableFormat           format,
                                   GOutputStream          *stream,
                                   GCancellable           *cancellable,
                                   GError                **error);

G_END_DECLS
