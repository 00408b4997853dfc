/* SPDX-License-Identifier: GPL-3.0-or-later */
/* test-vendor-name.c: who made a piece of hardware. */
#include "pv-vendor-name.h"

typedef struct
{
  guint8 address[6];
  const char *vendor;
} Row;

static const Row rows[] = {
  { { 0x00, 0x00, 0x0c, 0x12, 0x34, 0x56 }, "Cisco Systems, Inc" },
  { { 0xb8, 0x27, 0xeb, 0x00, 0x00, 0x00 }, "Raspberry Pi Foundation" },
  { { 0x9c, 0x43, 0x1e, 0x9f, 0xff, 0xff }, "\"CONTINENT\" Co. Ltd" }, /* a block of 28 bits */
  { { 0x70, 0xb3, 0xd5, 0xd9, 0xf0, 0x00 }, "\"Digital Solutions\" JSC" }, /* one of 36 */
  { { 0x0c, 0x8c, 0x24, 0, 0, 1 }, "SHENZHEN BILIAN ELECTRONIC CO.,LTD" }, /* without full-width signs */
  { { 0x00, 0x04, 0x0f, 0, 0, 1 }, "Asus Network Technologies, Inc." },
  { { 0x01, 0x00, 0x0c, 0x12, 0x34, 0x56 }, NULL }, /* a group */
  { { 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, NULL },
  { { 0x02, 0x00, 0x00, 0x00, 0x00, 0x01 }, NULL }, /* made up */
  { { 0, 0, 0, 0, 0, 0 }, NULL },
  { { 0, 0, 0, 0, 0, 1 }, "XEROX CORPORATION" },
  { { 0x70, 0xb3, 0xd5, 0xff, 0xff, 0xff }, NULL }, /* the authority's own, not handed out */
};

static void
test_rows (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpstr (pv_vendor_name_get (rows[i].address), ==, rows[i].vendor);
}

/* Every first three bytes find something that is text, or nothing. */
static void
test_all (void)
{
  guint n = 0;

  for (guint32 prefix = 0; prefix < 1u << 24; prefix++)
    {
      const guint8 address[6] = { (guint8) (prefix >> 16), (guint8) (prefix >> 8), (guint8) prefix, 1, 1, 1 };
      const char *vendor = pv_vendor_name_get (address);

      if (vendor == NULL)
        continue;
      g_assert_true (vendor[0] != '\0' && g_utf8_validate (vendor, -1, NULL));
      n++;
    }
  g_assert_cmpuint (n, >, 30000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/vendor-name/rows", test_rows);
  g_test_add_func ("/vendor-name/all", test_all);

  return g_test_run ();
}
