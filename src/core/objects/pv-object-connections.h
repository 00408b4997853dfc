/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-object-connections.h: TCP connections, and what goes over them. */
#pragma once

#include "pv-dissect.h"
#include "pv-object-finder-private.h"

G_BEGIN_DECLS

/**
 * PvObjectConnections:
 *
 * A bounded number of connections, of which each is told which protocol it speaks by its ports, by what was announced,
 * or by how it begins. What has long been idle is ended first.
 */
typedef struct _PvObjectConnections PvObjectConnections;

PvObjectConnections *pv_object_connections_new  (PvObjectFinder      *finder);
/* Without a word. */
void                 pv_object_connections_free (PvObjectConnections *self);
/* The next segment of the file. @stamp: of its packet */
void                 pv_object_connections_add  (PvObjectConnections *self,
                                                 const PvTcpSegment  *segment,
                                                 const PvStreamStamp *stamp);
/* Ends what is unfinished on the connection that has been idle for longest. FALSE where there is none. */
gboolean             pv_object_connections_end_oldest (PvObjectConnections *self);

G_END_DECLS
