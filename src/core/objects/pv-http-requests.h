/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-requests.h: which request of an HTTP/1 connection a response answers. */
#pragma once

#include "pv-http-body.h"

G_BEGIN_DECLS

/**
 * PvHttpAskedFor:
 * @asked: what it is
 * @end: sequence number of what comes after its head
 * @size: bytes that it takes
 * @url: (nullable): what it asks for
 * @name: (nullable): what that is called
 *
 * A request that waits for its response.
 */
typedef struct
{
  PvHttpAsked asked;
  guint32 end;
  gsize size;
  char *url;
  char *name;
} PvHttpAskedFor;

/**
 * PvHttpRequests:
 * @queue: of #PvHttpAskedFor, the oldest first
 * @is_lossy: whether there may have been others
 * @total: where the memory is counted that they take
 *
 * Requests and responses belong together in their order; where requests may be missing, the newest one that the server had
 * got is answered.
 */
typedef struct
{
  GQueue queue;
  gboolean is_lossy;
  gsize *total;
} PvHttpRequests;

void            pv_http_requests_init   (PvHttpRequests *self,
                                         gsize          *total);
void            pv_http_requests_clear  (PvHttpRequests *self);
/* Adds the one with this @head, behind which comes @end. Returns the newest one there is. (transfer none) (nullable) */
PvHttpAskedFor *pv_http_requests_push   (PvHttpRequests *self,
                                         const PvCursor *head,
                                         guint32         end);
/* The one that a response is to, whose sender had got what comes before @acknowledged. To be given back to
 * pv_http_requests_forget(). (nullable) */
PvHttpAskedFor *pv_http_requests_pop    (PvHttpRequests *self,
                                         guint32         acknowledged);
void            pv_http_requests_forget (PvHttpRequests *self,
                                         PvHttpAskedFor *request);

G_END_DECLS
