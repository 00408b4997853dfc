/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-decoder.c: compressed bytes, whole and in small pieces. */

#include <string.h>

#include "fuzz.h"
#include "pv-decoder.h"

/* Small inputs can grow very large; that is for the caller to bound. */
#define OUTPUT_MAX (1 << 20)

/* ISA-L decodes up to three literals at once: where the input ends in the last of them, it waits with all. */
#define HELD_BACK 2

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

/* Decodes with inputs and outputs of at most these sizes. Returns whether the end was reached whole. */
static gboolean
decode (const char   *library,
        const guint8 *data,
        gsize         size,
        gsize         input_piece,
        gsize         output_piece,
        GByteArray   *output,
        gboolean     *is_damaged)
{
  g_autoptr (PvDecoder) decoder = pv_decoder_new_for_library (library);
  g_autofree guint8 *buffer = g_malloc (output_piece);

  *is_damaged = FALSE;
  FUZZ_CHECK (decoder != NULL);
  while (output->len < OUTPUT_MAX)
    {
      gsize piece = MIN (size, input_piece);
      const guint8 *next = data;
      gsize left = piece;
      g_autoptr (GError) error = NULL;
      gssize n = pv_decoder_run (decoder, &next, &left, buffer, output_piece, &error);

      FUZZ_CHECK (left <= piece && next == data + (piece - left));
      FUZZ_CHECK (n >= -1 && n <= (gssize) output_piece);
      FUZZ_CHECK ((n < 0) == (error != NULL));
      if (n < 0)
        {
          *is_damaged = TRUE;
          return FALSE;
        }
      g_byte_array_append (output, buffer, n);
      data = next;
      size -= piece - left;
      if (n == 0 && size == 0)
        return pv_decoder_at_end (decoder);
      /* Neither input nor output would be a loop without end. */
      FUZZ_CHECK (n > 0 || left < piece);
    }
  return FALSE;
}

/* Decodes by one library. Returns what came out of the input as a whole; NULL where it is too long. */
static GByteArray *
decode_twice (const char   *library,
              const guint8 *data,
              gsize         size,
              gboolean     *whole_ended)
{
  g_autoptr (GByteArray) whole = g_byte_array_new ();
  g_autoptr (GByteArray) pieces = g_byte_array_new ();
  gboolean whole_damaged;
  gboolean pieces_damaged;
  gboolean pieces_ended;
  gsize common;

  *whole_ended = decode (library, data, size, G_MAXSIZE, 64 * 1024, whole, &whole_damaged);
  pieces_ended = decode (library, data, size, 1 + size % 7, 1 + size % 1021, pieces, &pieces_damaged);
  common = MIN (whole->len, pieces->len);

  /* However it is cut, the same comes out, but for how much comes before damage. */
  FUZZ_CHECK (common == 0 || memcmp (whole->data, pieces->data, common) == 0);
  if (whole->len >= OUTPUT_MAX || pieces->len >= OUTPUT_MAX)
    return NULL;
  if (!whole_damaged && !pieces_damaged)
    {
      FUZZ_CHECK (*whole_ended == pieces_ended);
      FUZZ_CHECK (MAX (whole->len, pieces->len) - common <= (*whole_ended ? 0 : HELD_BACK));
    }
  FUZZ_CHECK (whole_damaged == pieces_damaged);

  return g_steal_pointer (&whole);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (PvDecoder) decoder = pv_decoder_new_for_magic (data, MIN (size, PV_DECODER_MAGIC_SIZE));
  g_autoptr (GByteArray) first = NULL;
  gboolean first_ended = FALSE;
  const char *library;

  if (decoder == NULL)
    return 0;
  FUZZ_CHECK (pv_decoder_get_name (decoder) != NULL);

  for (guint i = 0; (library = pv_decoder_get_nth_library (i)) != NULL; i++)
    {
      g_autoptr (PvDecoder) other = pv_decoder_new_for_library (library);
      g_autoptr (GByteArray) output = NULL;
      gboolean ended;

      if (strcmp (pv_decoder_get_name (other), pv_decoder_get_name (decoder)) != 0)
        continue;

      output = decode_twice (library, data, size, &ended);
      /* What two libraries take for whole, they take for the same; and what comes before damage, as far as both go. */
      if (first != NULL && output != NULL)
        {
          gsize common = MIN (output->len, first->len);

          FUZZ_CHECK (!ended || !first_ended || output->len == first->len);
          FUZZ_CHECK (common == 0 || memcmp (output->data, first->data, common) == 0);
        }
      if (first == NULL)
        {
          first = g_steal_pointer (&output);
          first_ended = ended;
        }
    }
  return 0;
}
