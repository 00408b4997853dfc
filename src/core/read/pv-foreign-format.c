/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-foreign-format.c: names the formats of files that are not read. */
#include "config.h"

#include "pv-foreign-format.h"

#include <string.h>

#define TAR_HEADER_SIZE 512

typedef struct
{
  guint length;
  const char *magic;
  const char *name;
} Format;

static const Format captures[] = {
  { 4, "GMBU", "Microsoft Network Monitor 2" },
  { 4, "RTSS", "Microsoft Network Monitor 1" },
  { 17, "TRSNIFF data    \x1a", "Sniffer (DOS)" },
  { 4, "XCP\0", "NetXRay or Sniffer (Windows)" },
  { 4, "VL\0\0", "NetXRay" },
  { 4, "\177ver", "OmniPeek" },
  { 11, "iptrace 1.0", "AIX iptrace" },
  { 11, "iptrace 2.0", "AIX iptrace" },
  { 12, "TR\0d\0\0\0\0\0\0\0\200", "HP-UX nettl" },
  { 12, "\0\0\0\1\0\0\0\0\0\7\320\0", "HP-UX nettl" },
  { 20, "ObserverPktBufferVer", "Observer" },
  { 4, "\5VNF", "Visual Networks" },
  { 4, "\xaa\xaa\xaa\xaa", "5View" },
  { 4, "cpse", "Colasoft Capsa" },
  { 8, "\0\0\2\0\22\5\0\20", "Tektronix K12" },
  { 18, "Session Transcript", "Catapult DCT2000" },
  { 5, "V0208", "Aethra" },
  { 8, "btsnoop\0", "btsnoop" },
  { 6, "EyeSDN", "EyeSDN" },
  { 4, "LOGG", "Vector BLF" },
  { 8, "#Format=", "Daintree SNA" },
};

static const Format archives[] = {
  { 4, "PK\3\4", "ZIP" },
  { 4, "PK\5\6", "ZIP" },
  { 6, "7z\xbc\xaf\x27\x1c", "7z" },
  { 4, "Rar!", "RAR" },
  { 4, "MSCF", "CAB" },
  { 8, "!<arch>\n", "ar" },
  { 6, "070701", "cpio" },
};

static const Format compressions[] = {
  { 4, "LZIP", "lzip" },
  { 9, "\x89LZO\0\r\n\x1a\n", "lzop" },
  { 4, "\x02\x21\x4c\x18", "lz4 -l" },
  { 2, "\x1f\x9d", "compress" },
};

static const char *
find_name (const Format *formats,
           guint         n_formats,
           const guint8 *head,
           gsize         length)
{
  for (guint i = 0; i < n_formats; i++)
    if (length >= formats[i].length && memcmp (head, formats[i].magic, formats[i].length) == 0)
      return formats[i].name;

  return NULL;
}

const char *
pv_foreign_format_get_name (const guint8 *head,
                            gsize         length)
{
  const char *name = find_name (captures, G_N_ELEMENTS (captures), head, length);

  if (name != NULL)
    return name;

  /* The second byte and the third are no constants. */
  if (length >= 8 && head[0] == 0x42 && memcmp (head + 3, "\x34\x12\x66\x22\x88", 5) == 0)
    return "RADCOM";

  return NULL;
}

/* tar's header has a magic in some variants only, but a checksum in all: the sum of its bytes, those of the checksum
 * itself taken for spaces (POSIX, pax, "ustar Interchange Format"). */
static gboolean
is_tar (const guint8 *head,
        gsize         length)
{
  guint sum = 8 * ' ';
  guint claimed = 0;
  gsize i = 148;

  if (length < TAR_HEADER_SIZE || head[0] == 0)
    return FALSE;

  while (i < 156 && head[i] == ' ')
    i++;
  for (; i < 156 && head[i] >= '0' && head[i] <= '7'; i++)
    claimed = claimed * 8 + (head[i] - '0');

  for (gsize at = 0; at < TAR_HEADER_SIZE; at++)
    if (at < 148 || at >= 156)
      sum += head[at];

  return claimed == sum;
}

const char *
pv_foreign_format_get_archive (const guint8 *head,
                               gsize         length)
{
  return is_tar (head, length) ? "tar" : find_name (archives, G_N_ELEMENTS (archives), head, length);
}

const char *
pv_foreign_format_get_compression (const guint8 *head,
                                   gsize         length)
{
  return find_name (compressions, G_N_ELEMENTS (compressions), head, length);
}
