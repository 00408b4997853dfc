/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-finder.h: finds the files that went over the wire in a capture's packets. */
#pragma once

#include "pv-object.h"
#include "pv-record.h"

G_BEGIN_DECLS

/**
 * PvObjectFinder:
 *
 * Looks through packets in the order of the file: bodies of HTTP/1 (RFC 9112), transfers of FTP (RFC 959, RFC 2428) and
 * of TFTP (RFC 1350), mails that go over SMTP (RFC 5321), IMAP (RFC 9051) and POP3 (RFC 1939) and what is attached to
 * them (RFC 2045), wherever in tunnels and in how many IP fragments they are. Keeps no bodies, but what is needed to put
 * segments in order and to decompress: a bounded number of connections, and of bytes in all. What has long been idle is
 * ended first.
 *
 * Of the same packets come the same objects in the same order, so that what was found once can be found again.
 */
typedef struct _PvObjectFinder PvObjectFinder;

/**
 * pv_object_finder_new:
 * @sink: (nullable): who wants the bytes
 * @user_data: for @sink
 *
 * Returns: (transfer full) (nullable): a finder, or %NULL where memory is out
 */
PvObjectFinder *pv_object_finder_new  (const PvObjectSink *sink,
                                       gpointer            user_data);
void            pv_object_finder_free (PvObjectFinder     *self);
/**
 * pv_object_finder_add:
 * @self: a finder
 * @record: the next packet of the file
 * @packet: its number in the file, from 0
 *
 * Returns: %FALSE where the sink wanted to end all, or memory is out: then nothing more is to be added
 */
gboolean        pv_object_finder_add  (PvObjectFinder     *self,
                                       const PvRecord     *record,
                                       guint64             packet);
/* Ends what is unfinished. FALSE as above. */
gboolean        pv_object_finder_end  (PvObjectFinder     *self);
/* What was found and has ended, in the order in which they began. (transfer full) (element-type PvObject) */
GPtrArray      *pv_object_finder_steal_objects (PvObjectFinder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvObjectFinder, pv_object_finder_free)

G_END_DECLS
