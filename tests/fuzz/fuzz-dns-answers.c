/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-dns-answers.c: one DNS message that may be an answer. */

#include <string.h>

#include "fuzz.h"
#include "pv-dns-answers.h"

static void
check (const guint8 *message,
       gsize         length,
       gboolean      is_multicast)
{
  PvDnsAnswers answers;
  PvDnsAddress address;
  gsize n_bytes = 0;
  guint n = 0;

  if (!pv_dns_answers_init (&answers, message, length, is_multicast))
    return;

  FUZZ_CHECK (length >= 12 && (message[2] & 0xf8) == 0x80);
  while (pv_dns_answers_next (&answers, &address))
    {
      char name[PV_DNS_NAME_MAX];
      gsize offset = address.name;
      guint8 copy[16];
      gsize name_length;

      FUZZ_CHECK (++n <= PV_DNS_ANSWERS_MAX);
      FUZZ_CHECK (address.size == 4 || address.size == 16);
      /* a sanitiser sees a read past the end */
      memcpy (copy, address.bytes, address.size);
      FUZZ_CHECK (memcmp (copy, address.bytes, address.size) == 0);
      name_length = pv_dns_read_name (message, length, &offset, name);
      FUZZ_CHECK (name_length > 0 && name_length < PV_DNS_NAME_MAX);
      fuzz_check_name (name, name_length);
      if (address.name != 12)
        n_bytes += name_length;
      FUZZ_CHECK (n_bytes <= length);
    }
  FUZZ_CHECK (!pv_dns_answers_next (&answers, &address));
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
  gsize taken;
  guint8 *message = fuzz_input_take_bytes (&input, G_MAXSIZE, &taken);

  check (message, taken, FALSE);
  check (message, taken, TRUE);

  free (message);
  return 0;
}
