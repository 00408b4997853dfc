/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-label-hardware.c: hardware addresses as labels: six pairs of hexadecimal digits. */
#include "pv-label-class-private.h"

#define HARDWARE_TEXT_SIZE (3 * PV_HARDWARE_ADDRESS_SIZE)

static guint32
get_n_hardware (PvCapture *capture)
{
  return pv_label_table_get_n (capture->hardware);
}

/* @text: room for HARDWARE_TEXT_SIZE bytes. Not with g_snprintf(): a search goes through all. */
static void
format_hardware (PvCapture *capture,
                 guint32    id,
                 char      *text)
{
  static const char digits[] = "0123456789abcdef";
  const guint8 *key = pv_label_table_get (capture->hardware, id, NULL);

  for (guint i = 0; i < PV_HARDWARE_ADDRESS_SIZE; i++)
    {
      text[3 * i] = digits[key[i] >> 4];
      text[3 * i + 1] = digits[key[i] & 15];
      text[3 * i + 2] = i + 1 < PV_HARDWARE_ADDRESS_SIZE ? ':' : '\0';
    }
}

static char *
dup_hardware (PvCapture *capture,
              guint32    id)
{
  char text[HARDWARE_TEXT_SIZE];

  format_hardware (capture, id, text);

  return g_strdup (text);
}

static int
compare_hardware (PvCapture *capture,
                  guint32    a,
                  guint32    b)
{
  return pv_label_keys_compare (capture->hardware, a, b, FALSE);
}

static guint64
get_hardware_prefix (PvCapture *capture,
                     guint32    id)
{
  return pv_label_key_get_prefix (capture->hardware, id, 8, 0);
}

/* By what stands there or who made it. */
static gboolean
match_hardware (PvCapture  *capture,
                guint32     id,
                const char *search,
                gsize       search_length)
{
  char text[HARDWARE_TEXT_SIZE];
  const char *vendor;

  format_hardware (capture, id, text);
  if (strstr (text, search) != NULL)
    return TRUE;

  vendor = pv_capture_get_vendor (capture, id);

  return vendor != NULL && strcasestr (vendor, search) != NULL;
}

/* As other programs write it too: with dashes, in capitals. */
static guint32
find_hardware (PvCapture  *capture,
               const char *text)
{
  guint8 key[PV_HARDWARE_ADDRESS_SIZE];

  if (strlen (text) != HARDWARE_TEXT_SIZE - 1)
    return PV_NO_ID;

  for (guint i = 0; i < PV_HARDWARE_ADDRESS_SIZE; i++)
    {
      const char *pair = text + 3 * i;

      if (!g_ascii_isxdigit (pair[0]) || !g_ascii_isxdigit (pair[1]) ||
          (i + 1 < PV_HARDWARE_ADDRESS_SIZE && pair[2] != ':' && pair[2] != '-'))
        return PV_NO_ID;
      key[i] = (guint8) (g_ascii_xdigit_value (pair[0]) << 4 | g_ascii_xdigit_value (pair[1]));
    }

  return pv_label_table_find (capture->hardware, key, sizeof key);
}

static void
append_hardware_key (PvCapture *capture,
                     guint32    id,
                     GString   *key)
{
  pv_label_key_append (capture->hardware, id, key);
}

static char *
dup_vendor (PvCapture *capture,
            guint32    id)
{
  return g_strdup (pv_capture_get_vendor (capture, id));
}

const PvLabelFuncs pv_label_hardware = {
  .get_n = get_n_hardware,
  .dup_text = dup_hardware,
  .compare = compare_hardware,
  .get_prefix = get_hardware_prefix,
  .match = match_hardware,
  .find = find_hardware,
  .append_key = append_hardware_key,
  .dup_second = dup_vendor,
};
