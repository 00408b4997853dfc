/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-anonymiser.c: packets of every kind lose what tells whose they are, and are packets still.
 *
 * Input: link-layer header type (2 bytes), bytes that were not captured (1), packet. */

#include <string.h>

#include "fuzz.h"
#include "pv-anonymiser.h"
#include "pv-dissect.h"

static PvAnonymiser *anonymiser;

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  static const guint8 key[PV_PSEUDONYMS_KEY_MIN] = { 1, 2, 3 };

  fuzz_set_up ();
  anonymiser = pv_anonymiser_new (pv_pseudonyms_new (key, sizeof key));
  return 0;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = { data, size };
  guint16 link_type = (guint16) fuzz_input_take_number (&input, 2);
  guint cut = (guint) fuzz_input_take_number (&input, 1);
  gsize n;
  g_autofree guint8 *packet = fuzz_input_take_bytes (&input, size, &n);
  g_autofree guint8 *first = NULL;
  PvRecord record = {
    .data = packet,
    .captured_length = (guint32) n,
    .original_length = (guint32) n + cut,
    .link_type = link_type,
  };
  PvRecord rewritten;
  PvRecord again;
  PvFacts before;
  PvFacts after;

  pv_anonymiser_rewrite (anonymiser, &record, &rewritten);
  FUZZ_CHECK (rewritten.captured_length <= n && rewritten.original_length == record.original_length);

  /* the same once more */
  first = g_memdup2 (rewritten.data, rewritten.captured_length);
  pv_anonymiser_rewrite (anonymiser, &record, &again);
  FUZZ_CHECK (again.captured_length == rewritten.captured_length);
  FUZZ_CHECK (first == NULL || memcmp (again.data, first, again.captured_length) == 0);

  /* what is an IP packet still is one, unless it is left out; and none comes of anything else */
  again.data = first;
  pv_dissect (&record, &before);
  pv_dissect (&again, &after);
  if (after.address_size != 0)
    {
      FUZZ_CHECK (after.address_size == before.address_size);
      /* of IPv6, what is cut off or blanked may have been taken for the option with a jumbogram's length */
      FUZZ_CHECK (after.ip_bytes == before.ip_bytes || before.address_size == 16);
      FUZZ_CHECK (!after.has_ports || (after.source_port == before.source_port
                                       && after.destination_port == before.destination_port));
    }

  return 0;
}
