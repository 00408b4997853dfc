/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-name.c: made-up host names that look like real ones. */

#include "bench-name.h"

#include <string.h>

#include "bench-random.h"

static const char *const syllables[64] = {
  "ba", "be", "bi", "bo", "ca", "ce", "co", "cu", "da", "de", "di", "do", "fa", "fe", "fi", "fo",
  "ga", "ge", "go", "ha", "he", "ho", "ja", "jo", "ka", "ke", "ki", "ko", "la", "le", "li", "lo",
  "lu", "ma", "me", "mi", "mo", "mu", "na", "ne", "ni", "no", "pa", "pe", "pi", "po", "ra", "re",
  "ri", "ro", "sa", "se", "si", "so", "su", "ta", "te", "ti", "to", "va", "ve", "vi", "za", "zo",
};
static const char *const suffixes[32] = {
  "com", "com", "com", "com", "com", "com", "com", "com", "com", "com", "com", "com",
  "net", "net", "net", "net", "org", "org", "de", "de", "fr", "io", "io", "nl",
  "co.uk", "com.br", "jp", "pl", "it", "ch", "se", "dev",
};
static const char *const hosts[32] = {
  "www", "www", "www", "www", "www", "www", "api", "api", "api", "cdn", "cdn", "static",
  "img", "mail", "login", "app", "assets", "media", "push", "events", "telemetry", "m", "ns1", "smtp",
  "", "", "", "", "", "", "edge-", "node-",
};

static guint8 *
put_label (guint8     *at,
           const char *label,
           guint       length)
{
  *at++ = length;
  memcpy (at, label, length);
  return at + length;
}

static guint8 *
put_suffix (guint8     *at,
            const char *suffix)
{
  const char *dot = strchr (suffix, '.');

  if (dot != NULL)
    {
      at = put_label (at, suffix, dot - suffix);
      suffix = dot + 1;
    }
  at = put_label (at, suffix, strlen (suffix));
  *at++ = 0;
  return at;
}

static guint
put_word (char    *word,
          guint64 *bits)
{
  guint n = 2 + *bits % 3;
  guint length = 0;

  *bits /= 3;
  for (guint i = 0; i < n; i++)
    {
      memcpy (word + length, syllables[*bits % 64], 2);
      length += 2;
      *bits /= 64;
    }
  return length;
}

guint
bench_name_put (guint8  *wire,
                guint64  number)
{
  guint64 host_bits = bench_random_mix (number + 1);
  guint64 domain_bits = bench_random_mix (number / 4 + 7);
  guint8 *at = wire;
  const char *host = hosts[host_bits % 32];
  guint host_length = strlen (host);
  char word[32];
  guint length;

  if (host_length > 0 && host[host_length - 1] == '-')
    {
      memcpy (word, host, host_length);
      length = host_length;
      word[length++] = '0' + host_bits / 32 % 10;
      word[length++] = 'a' + host_bits / 512 % 26;
      at = put_label (at, word, length);
    }
  else if (host_length > 0)
    {
      at = put_label (at, host, host_length);
    }
  length = put_word (word, &domain_bits);
  at = put_label (at, word, length);
  at = put_suffix (at, suffixes[domain_bits % 32]);
  return at - wire;
}

guint
bench_name_put_unique (guint8  *wire,
                       guint64  number)
{
  static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
  guint64 bits = bench_random_mix (number);
  guint64 domain_bits = bench_random_mix (number % 16 + 3);
  guint8 *at = wire;
  char word[32];
  guint length = 0;

  /* All 64 bits of a one-to-one value: no two numbers share a label. */
  for (guint i = 0; i < 13; i++)
    {
      word[length++] = digits[bits % 32];
      bits /= 32;
    }
  at = put_label (at, word, length);
  length = put_word (word, &domain_bits);
  at = put_label (at, word, length);
  at = put_suffix (at, suffixes[domain_bits % 32]);
  return at - wire;
}

void
bench_name_put_text (char    *text,
                     guint    length,
                     guint64  number)
{
  BenchRandom random;
  guint at = 0;

  bench_random_init (&random, number);
  while (at < length)
    {
      char word[32];
      /* Few different words, as in a language, so that it compresses as text does. */
      guint64 bits = bench_random_mix (bench_random_below (&random, 2 + bench_random_below (&random, 4000)));
      guint n = put_word (word, &bits);

      word[n++] = bench_random_below (&random, 12) == 0 ? '\n' : ' ';
      n = MIN (n, length - at);
      memcpy (text + at, word, n);
      at += n;
    }
}
