/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-filter.c: a filter expression, compiled for a link-layer header type and run on a packet.
 *
 * Input: link type (2 bytes), length of the expression (1), expression, packet. */

#include <netdb.h>

#include "fuzz.h"
#include "pv-bpf.h"
#include "pv-error.h"

/* libpcap looks up names that it finds in expressions. Here nothing may leave the machine. */
int
getaddrinfo (const char             *node,
             const char             *service,
             const struct addrinfo  *hints,
             struct addrinfo       **result)
{
  return EAI_NONAME;
}

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
  PvRecord record = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (PvBpf) bpf = NULL;
  g_autofree char *expression = NULL;
  guint8 *text;
  guint8 *packet;
  gsize text_length;
  gsize packet_length;
  gboolean compiles;
  gboolean passes;

  record.link_type = fuzz_input_take_number (&input, 2);
  text_length = fuzz_input_take_number (&input, 1);
  text = fuzz_input_take_bytes (&input, text_length, &text_length);
  expression = g_strndup ((const char *) text, text_length);
  packet = fuzz_input_take_bytes (&input, G_MAXSIZE, &packet_length);
  record.data = packet;
  record.captured_length = packet_length;
  record.original_length = packet_length;

  bpf = pv_bpf_new (expression);
  compiles = pv_bpf_compile (bpf, record.link_type, &error);
  FUZZ_CHECK (compiles == (error == NULL));
  FUZZ_CHECK (compiles || (error->domain == PV_ERROR && g_utf8_validate (error->message, -1, NULL)));
  passes = pv_bpf_passes (bpf, &record);
  FUZZ_CHECK (compiles || !passes);
  FUZZ_CHECK (pv_bpf_passes (bpf, &record) == passes);

  free (text);
  free (packet);
  return 0;
}
