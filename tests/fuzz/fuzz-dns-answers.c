/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-dns-answers.c: one DNS message that may be an answer. */

#include <string.h>

#include "fuzz.h"
#include "pv-dns-answers.h"

typedef struct
{
  const guint8 *message;
  gsize length;
  guint n;
} Seen;

static void
on_answer (const guint8 *address,
           gsize         address_size,
           const char   *name,
           gsize         length,
           gpointer      user_data)
{
  Seen *seen = user_data;
  guint8 copy[16];

  FUZZ_CHECK (address_size == 4 || address_size == 16);
  /* a sanitiser sees a read past the end */
  memcpy (copy, address, address_size);
  FUZZ_CHECK (memcmp (copy, address, address_size) == 0);
  FUZZ_CHECK (length > 0 && length < PV_DNS_NAME_MAX);
  fuzz_check_name (name, length);
  FUZZ_CHECK (++seen->n <= 2048);
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
  Seen seen = { message, taken, 0 };

  if (pv_dns_read_answers (message, taken, on_answer, &seen))
    FUZZ_CHECK (taken >= 12 && (message[2] & 0xf8) == 0x80);
  else
    FUZZ_CHECK (seen.n == 0);

  free (message);
  return 0;
}
