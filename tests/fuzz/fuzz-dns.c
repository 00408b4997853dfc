/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-dns.c: one DNS message. */

#include <string.h>

#include "fuzz.h"
#include "pv-dns.h"

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
  /* On the heap, so that a sanitiser sees a write past its end. */
  char *name = malloc (PV_DNS_NAME_MAX);
  gsize length;

  FUZZ_CHECK (name != NULL);
  length = pv_dns_read_lookup (message, taken, name);
  if (length > 0)
    {
      FUZZ_CHECK (taken >= 12 + 5);
      FUZZ_CHECK ((message[2] & 0xf8) == 0);
      FUZZ_CHECK (length < PV_DNS_NAME_MAX);
      fuzz_check_name (name, length);
      FUZZ_CHECK (strcmp (name, ".") == 0 || name[length - 1] != '.' || (length > 1 && name[length - 2] == '\\'));
    }
  free (name);
  free (message);
  return 0;
}
