/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-address-scope.c: how far an address reaches. */
#include "pv-address-scope.h"

#include <string.h>

typedef struct
{
  guint8 bytes[16];
  guint8 length;
  guint8 bits; /* that must be the same */
  PvAddressScope scope;
} Block;

static const Block blocks[] = {
  { { 10 }, 4, 8, PV_SCOPE_PRIVATE },
  { { 172, 16 }, 4, 12, PV_SCOPE_PRIVATE },
  { { 192, 168 }, 4, 16, PV_SCOPE_PRIVATE },
  { { 100, 64 }, 4, 10, PV_SCOPE_PRIVATE },
  { { 169, 254 }, 4, 16, PV_SCOPE_PRIVATE },
  { { 127 }, 4, 8, PV_SCOPE_PRIVATE },
  { { 0 }, 4, 8, PV_SCOPE_PRIVATE },
  { { 224 }, 4, 4, PV_SCOPE_GROUP },
  { { 255, 255, 255, 255 }, 4, 32, PV_SCOPE_GROUP },
  { { 0xfc }, 16, 7, PV_SCOPE_PRIVATE },
  { { 0xfe, 0x80 }, 16, 10, PV_SCOPE_PRIVATE },
  { { 0 }, 16, 127, PV_SCOPE_PRIVATE }, /* :: and ::1 */
  { { 0xff }, 16, 8, PV_SCOPE_GROUP },
};

static gboolean
is_within (const guint8 *address,
           const Block  *block)
{
  guint n = block->bits / 8;
  guint rest = block->bits % 8;

  return memcmp (address, block->bytes, n) == 0 && (rest == 0 || (address[n] ^ block->bytes[n]) >> (8 - rest) == 0);
}

PvAddressScope
pv_address_scope (const guint8 *address,
                  gsize         length)
{
  static const guint8 mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

  g_return_val_if_fail (length == 4 || length == 16, PV_SCOPE_PUBLIC);

  if (length == 16 && memcmp (address, mapped, sizeof mapped) == 0)
    {
      address += sizeof mapped;
      length = 4;
    }

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (blocks[i].length == length && is_within (address, &blocks[i]))
      return blocks[i].scope;

  return PV_SCOPE_PUBLIC;
}

const char *
pv_address_scope_get_code (PvAddressScope scope)
{
  static const char *const codes[PV_N_SCOPES] = { "private", "public", "group" };

  g_return_val_if_fail (scope < PV_N_SCOPES, NULL);

  return codes[scope];
}
