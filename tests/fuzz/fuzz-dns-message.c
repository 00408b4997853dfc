/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-dns-message.c: one DNS, NetBIOS or DHCP message. */

#include <string.h>

#include "fuzz.h"
#include "pv-dns-message.h"
#include "pv-dns.h"
#include "pv-host-hint.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

static void
check_hint (const PvHostHint *hint,
            const guint8     *message,
            gsize             length)
{
  FUZZ_CHECK (hint->address >= message && hint->address + 4 <= message + length);
  FUZZ_CHECK (hint->name_length > 0 && strlen (hint->name) == hint->name_length);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = { data, size };
  gsize taken;
  guint8 *message = fuzz_input_take_bytes (&input, G_MAXSIZE, &taken);
  char name[PV_DNS_NAME_MAX];
  PvDnsMessage read;
  PvHostHint hint;
  gboolean is_message = pv_dns_message_read (message, taken, &read);

  /* A lookup is a query. */
  if (pv_dns_read_lookup (message, taken, name) > 0)
    FUZZ_CHECK (is_message && !read.is_answer && strcmp (read.name, name) == 0);
  else
    FUZZ_CHECK (!is_message || read.is_answer);
  if (is_message)
    {
      FUZZ_CHECK (taken >= 12 && read.outcome < PV_N_DNS_OUTCOMES);
      FUZZ_CHECK (strlen (read.name) == read.name_length);
    }

  if (pv_host_hint_read_netbios (message, taken, &hint))
    check_hint (&hint, message, taken);
  if (pv_host_hint_read_dhcp (message, taken, &hint))
    check_hint (&hint, message, taken);

  free (message);
  return 0;
}
