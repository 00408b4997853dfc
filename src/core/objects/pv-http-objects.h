/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-http-objects.h: bodies in the streams of an HTTP/1 connection (RFC 9112). */
#pragma once

#include "pv-http-ranges.h"
#include "pv-http-requests.h"

G_BEGIN_DECLS

/**
 * PvHttpSide:
 *
 * What one peer sends. Begins as { 0 }.
 */
typedef struct
{
  guint8 step;
  gboolean is_fresh; /* the connection begins here */
  gboolean is_request;
  gboolean is_unsure; /* whether there is a body: nobody is known to have asked */
  GByteArray *head; /* (nullable): of a head or a line that is not whole */
  guint32 seen;
  guint64 left; /* bytes of the body, or of the chunk */
  PvHttpCoding coding;
  PvObject *next; /* (nullable): what begins with the next byte */
  PvObjectBody *body; /* (nullable) */
  char *validator; /* (nullable): of a response of which others may bring parts: what tells versions apart */
  PvHttpRange range; /* then, what it brings */
  gboolean is_part;
  PvHttpArrival *arrival; /* (nullable): a part that is on its way */
} PvHttpSide;

/**
 * PvHttpObjects:
 * @finder: who is told
 * @ends: of the connection
 * @sides: what each end sends
 * @requests: those that were not answered yet
 *
 * A connection. Requests and responses are told by how they begin, and belong together in their order. Where bytes are
 * missing, the next head is looked for where segments begin.
 */
typedef struct
{
  PvObjectFinder *finder;
  const PvEndpoint *ends;
  PvHttpSide sides[2];
  PvHttpRequests requests;
} PvHttpObjects;

void     pv_http_objects_init   (PvHttpObjects    *self,
                                 PvObjectFinder   *finder,
                                 const PvEndpoint *ends);
/* Forgets everything, without a word. */
void     pv_http_objects_clear  (PvHttpObjects    *self);
/* Whether the connection begins with what @side sends next. */
void     pv_http_objects_set_fresh (PvHttpObjects *self,
                                 guint             side);
/* Whether bytes that are missing are worth to be waited for. */
gboolean pv_http_objects_is_busy (const PvHttpObjects *self,
                                 guint             side);
/* Whether a stream that nothing is known of may be entered where a segment begins with these. */
gboolean pv_http_objects_begins (const guint8     *data,
                                 gsize             n);
/* The next bytes of @side; see #PvStreamOrderFuncs. @acknowledged: what the sender of them had got */
void     pv_http_objects_bytes  (PvHttpObjects    *self,
                                 guint             side,
                                 const guint8     *data,
                                 guint32           n,
                                 guint32           sequence,
                                 guint32           acknowledged,
                                 gboolean          begins);
void     pv_http_objects_gap    (PvHttpObjects    *self,
                                 guint             side,
                                 guint32           n);
/* @side sends nothing more. @is_clean: because it says so */
void     pv_http_objects_close  (PvHttpObjects    *self,
                                 guint             side,
                                 gboolean          is_clean);

G_END_DECLS
