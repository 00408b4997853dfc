/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-http-request.c: a stream that may begin with a request or a chunk.
 *
 * Input: bytes behind it that were not captured (1), how much of it comes first (2), the stream. */

#include <string.h>

#include "fuzz.h"
#include "pv-http-request.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

static void
check_text (const PvHttpText *text,
            const guint8     *stream,
            gsize             length)
{
  FUZZ_CHECK (text->length == 0 || (text->data >= stream && text->data + text->length <= stream + length));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = { data, size };
  guint8 missing = (guint8) fuzz_input_take_number (&input, 1);
  guint32 first = (guint32) fuzz_input_take_number (&input, 2);
  gsize taken;
  guint8 *stream = fuzz_input_take_bytes (&input, G_MAXSIZE, &taken);
  PvCursor cursor = { stream, (guint32) taken, (guint32) taken + missing };
  PvCursor part = { stream, (guint32) MIN (first, taken), (guint32) MIN (first, taken) };
  char url[PV_HTTP_URL_MAX];
  PvHttpRequest request;
  guint32 seen = 0;
  guint32 measured = 0;
  guint32 line_length = 0;
  gsize url_length;
  guint64 chunk;
  PvParse measure = pv_http_request_measure (&part, &seen, &measured);
  PvParse parse = pv_http_request_read (&cursor, &request);

  check_text (&request.method, stream, taken);
  check_text (&request.target, stream, taken);
  check_text (&request.host, stream, taken);
  check_text (&request.user_agent, stream, taken);
  FUZZ_CHECK (request.length <= taken);
  FUZZ_CHECK (parse == PV_PARSE_WHOLE ? request.length > 0 : request.length == 0);
  FUZZ_CHECK (parse == PV_PARSE_NONE || taken == 0 || pv_http_request_begins (stream, taken));

  /* In pieces it ends where it ends as a whole. */
  if (parse == PV_PARSE_WHOLE)
    {
      if (measure == PV_PARSE_MORE)
        measure = pv_http_request_measure (&cursor, &seen, &measured);
      FUZZ_CHECK (measure == PV_PARSE_WHOLE && measured == request.length);
    }

  url_length = pv_http_request_write_url (&request, url);
  FUZZ_CHECK (strlen (url) == url_length);
  for (const char *c = url; *c != '\0'; c++)
    FUZZ_CHECK (g_ascii_isgraph (*c));

  if (pv_http_chunk_read (&cursor, &line_length, &chunk) == PV_PARSE_WHOLE)
    FUZZ_CHECK (line_length > 1 && line_length <= taken);

  free (stream);
  return 0;
}
