/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-capture-text.h: what a capture is, in words. */
#pragma once

#include "pv-capture.h"

G_BEGIN_DECLS

/* The file's name for people, also where it is no valid UTF-8. (transfer full) */
char *pv_capture_text_name        (GFile     *file);
/* The name of the capture for people: of several files, "trace.pcap and 3 more". (transfer full) */
char *pv_capture_text_title       (PvCapture *capture);
/* The same of files, which may not be read yet; in windows, so the name is isolated from what stands beside it. */
char *pv_capture_text_title_of_files (const PvInputFiles *files);
/* What names of files made from it begin with: "trace" of "trace.pcap.gz"; at most 190
 * bytes. (transfer full) */
char *pv_capture_text_stem        (GFile     *file);
/* The same of several files: "trace-and-3-more". */
char *pv_capture_text_stem_of_files (const PvInputFiles *files);
/* "pcapng, gzip"; "pcap; pcapng, gzip" of several files. (transfer full) */
char *pv_capture_text_format      (PvCapture *capture);
/* "Ethernet, Linux cooked v2". (transfer full) */
char *pv_capture_text_link_types  (PvCapture *capture);
/* "1,723 IP packets · 2.4 MB · 2 min 38 s · 9 Jul 2016".
 * (transfer full) */
char *pv_capture_text_summary     (PvCapture *capture);
/* Files that could not be read, or not to their end. */
guint pv_capture_text_count_problems (PvCapture *capture);
/* Packets that were not understood. */
guint64 pv_capture_text_count_skipped (PvCapture *capture);
/* Bytes on the wire, without what packets claim to have had that cannot have had it. */
guint64 pv_capture_text_count_wire_bytes (PvCapture *capture);
/* "Cut short · 3 packets not read", or %NULL where all is well. (transfer full) */
/* Why packets were not read, and how many, the most frequent reasons first; of more than @max reasons, a last text
 * sums up the others. (transfer full) (element-type utf8) */
GPtrArray *pv_capture_text_list_skipped (PvCapture *capture,
                                         guint      max);
char *pv_capture_text_warning     (PvCapture *capture);

G_END_DECLS
