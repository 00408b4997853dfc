/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-client-hello.c: a stream that may begin with a ClientHello.
 *
 * Input: bytes behind it that were not captured (1), the stream. */

#include "fuzz.h"
#include "pv-host-name.h"
#include "pv-tls-client-hello.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = { data, size };
  guint8 missing = (guint8) fuzz_input_take_number (&input, 1);
  gsize taken;
  guint8 *stream = fuzz_input_take_bytes (&input, G_MAXSIZE, &taken);
  PvCursor cursor = { stream, (guint32) taken, (guint32) taken + missing };
  char text[PV_HOST_NAME_TEXT_MAX];
  PvTlsClientHello hello;
  PvTlsClientHello message;
  guint32 measured = 0;
  PvParse measure = pv_tls_client_hello_measure (&cursor, &measured);
  PvParse parse = pv_tls_client_hello_read (&cursor, &hello);
  gsize length = pv_host_name_write (hello.name, hello.name_length, text);

  fuzz_check_name (text, length);
  FUZZ_CHECK (hello.length <= taken);
  FUZZ_CHECK (parse == PV_PARSE_NONE || taken == 0 || pv_tls_client_hello_begins (stream, taken));
  FUZZ_CHECK (parse != PV_PARSE_MORE || missing == 0);
  FUZZ_CHECK (parse != PV_PARSE_CUT || missing > 0);
  if (parse == PV_PARSE_WHOLE)
    FUZZ_CHECK (measure == PV_PARSE_WHOLE && measured == hello.length && hello.length > 0);
  else
    FUZZ_CHECK (hello.length == 0 && (parse == PV_PARSE_NONE || parse == measure));

  pv_tls_client_hello_read_handshake (&cursor, &message);
  FUZZ_CHECK (message.length <= taken);

  free (stream);
  return 0;
}
