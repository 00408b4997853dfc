/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-decoder.c: every library that decompresses, by the same tests: whole, in pieces, cut and damaged. */
#include <lzma.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "compressors.h"
#include "effort.h"
#include "pv-decoder.h"
#include "pv-error.h"

#define LENGTH ((gsize) 300000)

/* Half of it compresses. */
static guint8 *
make_data (void)
{
  guint8 *data = g_malloc (LENGTH);
  guint32 x = 1;

  for (gsize i = 0; i < LENGTH; i++)
    {
      x = x * 1103515245 + 12345;
      data[i] = i % 100 < 50 ? (guint8) (x >> 16) : (guint8) i;
    }

  return data;
}

/* Runs to the end of @input, in pieces. *@ended: whether the input may end there */
static GByteArray *
decode (const char    *library,
        const guint8  *input,
        gsize          length,
        gsize          input_piece,
        gsize          output_piece,
        gboolean      *ended,
        GError       **error)
{
  g_autoptr (PvDecoder) decoder = pv_decoder_new_for_library (library);
  g_autofree guint8 *buffer = g_malloc (output_piece);
  GByteArray *all = g_byte_array_new ();

  for (;;)
    {
      gsize piece = MIN (length, input_piece);
      gsize left = piece;
      gssize n = pv_decoder_run (decoder, &input, &left, buffer, output_piece, error);

      if (n < 0)
        {
          guint8 byte;
          gsize none = 0;

          /* Asked again, it says the same. */
          g_assert_cmpint (pv_decoder_run (decoder, &input, &none, &byte, 1, NULL), ==, -1);
          *ended = FALSE;
          return all;
        }

      g_byte_array_append (all, buffer, (guint) n);
      length -= piece - left;
      if (n == 0 && length == 0)
        break;
      g_assert_true (n > 0 || left < piece);
    }

  *ended = pv_decoder_at_end (decoder);

  return all;
}

static GBytes *
compress_for (const char   *library,
          const guint8 *data,
          gsize         length)
{
  g_autoptr (PvDecoder) decoder = pv_decoder_new_for_library (library);

  return compressor_find (pv_decoder_get_name (decoder))->compress (data, length);
}

static void
append_bytes (GByteArray *array,
              GBytes     *bytes)
{
  g_byte_array_append (array, g_bytes_get_data (bytes, NULL), (guint) g_bytes_get_size (bytes));
}

static void
assert_decodes (const char   *library,
                const guint8 *input,
                gsize         length,
                gsize         input_piece,
                gsize         output_piece,
                const guint8 *expected,
                gsize         expected_length)
{
  g_autoptr (GError) error = NULL;
  gboolean ended;
  g_autoptr (GByteArray) all = decode (library, input, length, input_piece, output_piece, &ended, &error);

  g_assert_no_error (error);
  g_assert_true (ended);
  g_assert_cmpmem (all->data, all->len, expected, expected_length);
}

static void
test_pieces (gconstpointer library)
{
  static const gsize pieces[] = { 1, 7, 1000, 65536, 2 * LENGTH };
  g_autofree guint8 *data = make_data ();
  g_autoptr (GBytes) bytes = compress_for (library, data, LENGTH);

  for (guint i = EFFORT (0, 1); i < G_N_ELEMENTS (pieces); i++)
    for (guint j = EFFORT (0, 1); j < G_N_ELEMENTS (pieces); j++)
      assert_decodes (library, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), pieces[i], pieces[j], data,
                      LENGTH);
}

/* Members follow each other, an empty one too; what follows the last and is none is ignored. */
static void
test_members (gconstpointer library)
{
  static const char *const garbage[] = { "", "g", "garbage", "\x1f", "\x28\xb5\x2f", "\x04\x22", "BZ", "\xfd" "7zX" };
  g_autofree guint8 *data = make_data ();
  g_autoptr (GByteArray) members = g_byte_array_new ();
  gsize whole;

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (GBytes) first = compress_for (library, data + i * 1000, 1000);
      g_autoptr (GBytes) empty = compress_for (library, data, 0);

      append_bytes (members, first);
      append_bytes (members, empty);
    }

  whole = members->len;
  for (guint i = 0; i < G_N_ELEMENTS (garbage); i++)
    for (gsize piece = 1; piece < 10000; piece = piece * 3 + 1)
      {
        g_byte_array_set_size (members, (guint) whole);
        g_byte_array_append (members, (const guint8 *) garbage[i], (guint) strlen (garbage[i]));
        assert_decodes (library, members->data, members->len, piece, 8192, data, 4000);
      }
}

/* Members may begin at any place of what is read at once. */
static void
test_many_members (gconstpointer library)
{
  g_autofree guint8 *data = make_data ();
  g_autoptr (GByteArray) members = g_byte_array_new ();
  gsize length = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr (GBytes) member = compress_for (library, data + length, i);

      append_bytes (members, member);
      length += i;
    }

  assert_decodes (library, members->data, members->len, 1009, 4096, data, length);
  assert_decodes (library, members->data, members->len, members->len, LENGTH, data, length);
}

static void
test_cut (gconstpointer library)
{
  g_autofree guint8 *data = make_data ();
  g_autoptr (GBytes) bytes = compress_for (library, data, LENGTH);
  gsize compressed = g_bytes_get_size (bytes);

  for (gsize cut = 1; cut < compressed; cut += cut < 40 || cut >= compressed - 40 ? 1 : compressed / 37)
    {
      g_autoptr (GError) error = NULL;
      gboolean ended;
      g_autoptr (GByteArray) all = decode (library, g_bytes_get_data (bytes, NULL), cut, 4096, 65536, &ended, &error);

      g_assert_no_error (error);
      g_assert_false (ended);
      g_assert_cmpmem (all->data, all->len, data, all->len);
      if (cut > compressed * 9 / 10)
        g_assert_cmpuint (all->len, >, LENGTH / 3);
    }
}

/* Damage is told, never looped on. */
static void
test_damaged (gconstpointer library)
{
  g_autofree guint8 *data = make_data ();
  g_autoptr (GBytes) bytes = compress_for (library, data, LENGTH);
  gsize compressed = g_bytes_get_size (bytes);
  guint n_told = 0;

  for (gsize place = 10; place < compressed; place += compressed / 101)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), compressed);
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) all = NULL;
      gboolean ended;

      copy[place] ^= 0x10;
      all = decode (library, copy, compressed, 4096, 65536, &ended, &error);
      if (error != NULL)
        g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
      else if (ended)
        /* A reference to the same bytes elsewhere does no harm. */
        g_assert_cmpmem (all->data, all->len, data, LENGTH);
      n_told += error != NULL || !ended;
    }

  g_assert_cmpuint (n_told, >, 90);
}

/* The last four bytes are a checksum or length, but that bzip2's last one may be padding. */
static void
test_wrong_checksum (gconstpointer library)
{
  g_autofree guint8 *data = make_data ();
  g_autoptr (GBytes) bytes = compress_for (library, data, LENGTH);
  gsize compressed = g_bytes_get_size (bytes);

  for (guint place = 1; place <= 4; place++)
    {
      g_autofree guint8 *copy = g_memdup2 (g_bytes_get_data (bytes, NULL), compressed);
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) all = NULL;
      gboolean ended;

      copy[compressed - place - (g_str_equal (library, "libbz2") ? 1 : 0)] ^= 0x80;
      all = decode (library, copy, compressed, compressed, 65536, &ended, &error);
      g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
      /* A library may hold back what it could not check. */
      g_assert_cmpmem (all->data, all->len, data, all->len);
    }
}

/* gzip, RFC 1952, section 2.3: a header with all that it may have. */
static void
test_gzip_header (gconstpointer library)
{
  static const guint8 member[] = {
    0x1f, 0x8b, 8, 0x1f, 0, 0, 0, 0, 0, 3,        /* all flags */
    3, 0, 'a', 'b', 'c',                          /* extra field */
    'n', 'a', 'm', 'e', 0, 't', 'e', 'x', 't', 0, /* name and comment */
    0, 0,                                         /* checksum of the header, set below */
    1, 5, 0, 0xfa, 0xff, 'h', 'e', 'l', 'l', 'o', /* a stored block */
    0x86, 0xa6, 0x10, 0x36, 5, 0, 0, 0,
  };
  g_autofree guint8 *copy = g_memdup2 (member, sizeof member);
  guint32 crc = lzma_crc32 (member, 25, 0);

  copy[25] = (guint8) crc;
  copy[26] = (guint8) (crc >> 8);
  for (gsize piece = 1; piece <= sizeof member; piece++)
    assert_decodes (library, copy, sizeof member, piece, 100, (const guint8 *) "hello", 5);
}

/* A repetition of what lies before the beginning is damage; nothing else stands in its place. */
static void
test_gzip_distance (gconstpointer library)
{
  static const guint8 header[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3 };
  const guint dictionary_length = 30000;
  const guint new_length = 1000;
  g_autofree guint8 *data = make_data ();
  g_autofree guint8 *out = g_malloc (LENGTH);
  g_autofree guint8 *input = g_malloc (3 * new_length);
  z_stream zlib = { 0 };

  /* between what is new, what is known from a dictionary, which a reader does not have */
  for (guint i = 0; i < 3 * new_length; i++)
    input[i] = (guint8) (i * i >> 3 ^ i * 77);
  memcpy (input + new_length, data, new_length);
  g_assert_cmpint (deflateInit2 (&zlib, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY), ==, Z_OK);
  g_assert_cmpint (deflateSetDictionary (&zlib, data, dictionary_length), ==, Z_OK);
  memcpy (out, header, sizeof header);
  zlib.next_out = out + sizeof header;
  zlib.avail_out = LENGTH - sizeof header;
  zlib.next_in = input;
  zlib.avail_in = 3 * new_length;
  g_assert_cmpint (deflate (&zlib, Z_FINISH), ==, Z_STREAM_END);
  deflateEnd (&zlib);

  for (gsize piece = 1; piece < 10000; piece = piece * 3 + 1)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) all = NULL;
      gboolean ended;

      all = decode (library, out, sizeof header + zlib.total_out, piece, 65536, &ended, &error);
      g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
      g_assert_cmpuint (all->len, >, new_length / 2);
      /* zlib may write out the first byte of what is known */
      g_assert_cmpuint (all->len, <=, new_length + 1);
      g_assert_cmpmem (all->data, all->len, input, all->len);
    }
}

/* Padding of zeros between streams (section 2.2 of the format) belongs to them. */
static void
test_xz_padding (void)
{
  g_autofree guint8 *data = make_data ();
  g_autoptr (GByteArray) members = g_byte_array_new ();
  g_autoptr (GBytes) first = compress_for ("liblzma", data, 1000);
  g_autoptr (GBytes) second = compress_for ("liblzma", data + 1000, 1000);

  append_bytes (members, first);
  g_byte_array_append (members, (const guint8 *) "\0\0\0\0\0\0\0\0", 8);
  append_bytes (members, second);
  g_byte_array_append (members, (const guint8 *) "\0\0\0\0", 4);
  for (gsize piece = 1; piece < 1000; piece = piece * 3 + 1)
    assert_decodes ("liblzma", members->data, members->len, piece, 300, data, 2000);
}

/* Of zstd, a frame's header may read like a frame of its own; wherever it is cut, it is none. */
static void
test_zstd_header (void)
{
  static const guint8 input[] = {
    0x52, 0x2a, 0x4d, 0x18, 0, 0, 0, 0, /* nothing to skip (RFC 8878, section 3.1.2) */
    0x28, 0xb5, 0x2f, 0xfd,             /* a frame, of which there are to be 6,477 bytes */
    0x50, 0x2a, 0x4d, 0x18,             /* its header: much like something to skip */
    0,    0,    0,    0,                /* an empty block, and the beginning of another */
    0x5a,
  };

  for (gsize piece = 1; piece <= sizeof input; piece++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GByteArray) all = NULL;
      gboolean ended;

      all = decode ("libzstd", input, sizeof input, piece, 65536, &ended, &error);
      g_assert_no_error (error);
      g_assert_false (ended);
      g_assert_cmpuint (all->len, ==, 0);
    }
}

/* Of zstd, all blocks before one of a kind that there is not. */
static void
test_zstd_blocks (void)
{
  static const gsize pieces[] = { 1, 7, 1000, 65536, 131072, 2 * LENGTH };
  static const gsize lengths[] = { 1, 3, 70000, 100000, 2, 29994 };
  g_autofree guint8 *data = make_data ();
  g_autoptr (GByteArray) frame = g_byte_array_new ();
  gsize length = 0;

  g_byte_array_append (frame, (const guint8 *) "\x28\xb5\x2f\xfd\x00\x38", 6); /* a window of 128 KiB */
  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      /* not the last, and not compressed */
      const guint32 header = GUINT32_TO_LE ((guint32) lengths[i] << 3);

      g_byte_array_append (frame, (const guint8 *) &header, 3);
      g_byte_array_append (frame, data + length, (guint) lengths[i]);
      length += lengths[i];
    }
  g_byte_array_append (frame, (const guint8 *) "\x0e\0\0", 3);

  for (guint i = EFFORT (0, 1); i < G_N_ELEMENTS (pieces); i++)
    for (guint j = EFFORT (0, 1); j < G_N_ELEMENTS (pieces); j++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GByteArray) all = NULL;
        gboolean ended;

        all = decode ("libzstd", frame->data, frame->len, pieces[i], pieces[j], &ended, &error);
        g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
        g_assert_cmpmem (all->data, all->len, data, length);
      }
}

/* What asks for a gigabyte to decompress some bytes gets none. */
static void
test_memory (void)
{
  g_autofree guint8 *out = g_malloc (10000);
  g_autoptr (GError) error = NULL;
  g_autoptr (GByteArray) all = NULL;
  lzma_options_lzma options;
  lzma_filter filters[] = { { LZMA_FILTER_LZMA2, &options }, { LZMA_VLI_UNKNOWN, NULL } };
  gsize length = 0;
  gsize header_length;
  guint8 *header;
  guint8 *dictionary;
  guint32 crc;
  gboolean ended;
  /* A frame header whose window is 2 GiB (RFC 8878, section 3.1.1.1), and an empty last block. */
  static const guint8 zstd[] = { 0x28, 0xb5, 0x2f, 0xfd, 0, 21 << 3, 1, 0, 0 };

  lzma_lzma_preset (&options, 0);
  options.dict_size = 1 << 20;
  g_assert_cmpint (lzma_stream_buffer_encode (filters, LZMA_CHECK_NONE, NULL, out, 100, out + 5000, &length, 5000), ==,
                   LZMA_OK);
  /* The block header (section 3.1) says how long it is, and ends with a checksum; the dictionary's size (section
   * 5.3.1) follows the filter's id and the length of its properties. */
  header = out + 5000 + 12;
  header_length = (header[0] + 1) * 4;
  dictionary = memchr (header, 0x21, header_length);
  g_assert_nonnull (dictionary);
  g_assert_cmphex (dictionary[2], ==, 16);
  dictionary[2] = 36;
  crc = lzma_crc32 (header, header_length - 4, 0);
  for (guint i = 0; i < 4; i++)
    header[header_length - 4 + i] = (guint8) (crc >> 8 * i);
  all = decode ("liblzma", out + 5000, length, length, 1000, &ended, &error);
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "memory"));

  g_clear_error (&error);
  g_clear_pointer (&all, g_byte_array_unref);
  all = decode ("libzstd", zstd, sizeof zstd, sizeof zstd, 1000, &ended, &error);
  g_assert_error (error, PV_ERROR, PV_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "memory"));
}

/* Every compression that is read can be written by the tests, and is found by its magic. */
static void
test_table (void)
{
  const char *library;
  guint n_found = 0;

  for (guint i = 0; (library = pv_decoder_get_nth_library (i)) != NULL; i++)
    {
      g_autoptr (GBytes) bytes = compress_for (library, (const guint8 *) "abc", 3);
      g_autoptr (PvDecoder) by_magic
        = pv_decoder_new_for_magic (g_bytes_get_data (bytes, NULL), PV_DECODER_MAGIC_SIZE);
      g_autoptr (PvDecoder) by_library = pv_decoder_new_for_library (library);

      g_assert_nonnull (by_magic);
      g_assert_cmpstr (pv_decoder_get_name (by_magic), ==, pv_decoder_get_name (by_library));
      n_found++;
    }

  g_assert_cmpuint (n_found, >=, N_COMPRESSORS);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    GTestDataFunc func;
    const char *compression;
  } tests[] = {
    { "pieces", test_pieces, NULL },         { "members", test_members, NULL },
    { "many-members", test_many_members, NULL }, { "cut", test_cut, NULL },
    { "damaged", test_damaged, NULL },       { "wrong-checksum", test_wrong_checksum, NULL },
    { "header", test_gzip_header, "gzip" },  { "distance", test_gzip_distance, "gzip" },
  };
  const char *library;

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; (library = pv_decoder_get_nth_library (i)) != NULL; i++)
    for (guint j = 0; j < G_N_ELEMENTS (tests); j++)
      {
        g_autofree char *path = g_strdup_printf ("/decoder/%s/%s", library, tests[j].name);
        g_autoptr (PvDecoder) decoder = pv_decoder_new_for_library (library);

        if (tests[j].compression == NULL || g_str_equal (tests[j].compression, pv_decoder_get_name (decoder)))
          g_test_add_data_func (path, library, tests[j].func);
      }
  g_test_add_func ("/decoder/liblzma/padding", test_xz_padding);
  g_test_add_func ("/decoder/libzstd/header", test_zstd_header);
  g_test_add_func ("/decoder/libzstd/blocks", test_zstd_blocks);
  g_test_add_func ("/decoder/memory", test_memory);
  g_test_add_func ("/decoder/table", test_table);

  return g_test_run ();
}
