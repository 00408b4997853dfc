/* SPDX-License-Identifier: GPL-3.0-or-later */
/* savefile-builder.c: makes savefiles of every kind, in memory, for tests. */
#include "savefile-builder.h"

#include <stdlib.h>
#include <unistd.h>

static GPtrArray *test_files;
static pid_t test_files_owner;

void
savefile_builder_init (SavefileBuilder *self,
                       gboolean         big_endian)
{
  self->bytes = g_byte_array_new ();
  self->big_endian = big_endian;
}

void
savefile_builder_clear (SavefileBuilder *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}

void
savefile_add_bytes (SavefileBuilder *self,
                    const void      *bytes,
                    gsize            length)
{
  if (length > 0)
    g_byte_array_append (self->bytes, bytes, (guint) length);
}

void
savefile_add_u8 (SavefileBuilder *self,
                 guint8           value)
{
  savefile_add_bytes (self, &value, 1);
}

static void
add_number (SavefileBuilder *self,
            guint64          value,
            guint            size)
{
  for (guint i = 0; i < size; i++)
    savefile_add_u8 (self, (guint8) (value >> 8 * (self->big_endian ? size - 1 - i : i)));
}

void
savefile_add_u16 (SavefileBuilder *self,
                  guint16          value)
{
  add_number (self, value, 2);
}

void
savefile_add_u32 (SavefileBuilder *self,
                  guint32          value)
{
  add_number (self, value, 4);
}

void
savefile_add_u64 (SavefileBuilder *self,
                  guint64          value)
{
  add_number (self, value, 8);
}

void
savefile_add_pcap_header (SavefileBuilder *self,
                          guint32          magic,
                          guint32          snapshot_length,
                          guint32          network)
{
  savefile_add_u32 (self, magic);
  savefile_add_u16 (self, 2);
  savefile_add_u16 (self, 4);
  savefile_add_u32 (self, 0);
  savefile_add_u32 (self, 0);
  savefile_add_u32 (self, snapshot_length);
  savefile_add_u32 (self, network);
}

void
savefile_add_pcap_record (SavefileBuilder *self,
                          guint32          seconds,
                          guint32          fraction,
                          const void      *data,
                          guint32          captured,
                          guint32          original,
                          guint            extra)
{
  savefile_add_u32 (self, seconds);
  savefile_add_u32 (self, fraction);
  savefile_add_u32 (self, captured);
  savefile_add_u32 (self, original);
  for (guint i = 0; i < extra; i++)
    savefile_add_u8 (self, 0);
  savefile_add_bytes (self, data, captured);
}

void
savefile_add_snoop_header (SavefileBuilder *self,
                           guint32          version,
                           guint32          type)
{
  self->big_endian = TRUE;
  savefile_add_bytes (self, "snoop\0\0", 8);
  savefile_add_u32 (self, version);
  savefile_add_u32 (self, type);
}

void
savefile_add_snoop_record (SavefileBuilder *self,
                           guint32          seconds,
                           guint32          microseconds,
                           const void      *data,
                           guint32          captured,
                           guint32          original,
                           guint            padding)
{
  savefile_add_u32 (self, original);
  savefile_add_u32 (self, captured);
  savefile_add_u32 (self, 24 + captured + padding);
  savefile_add_u32 (self, 0); /* drops */
  savefile_add_u32 (self, seconds);
  savefile_add_u32 (self, microseconds);
  savefile_add_bytes (self, data, captured);
  for (guint i = 0; i < padding; i++)
    savefile_add_u8 (self, 0);
}

void
savefile_add_erf_record (SavefileBuilder *self,
                         guint32          seconds,
                         guint32          fraction,
                         guint8           type,
                         const void      *body,
                         guint16          body_length,
                         guint16          wire_length)
{
  self->big_endian = FALSE;
  savefile_add_u32 (self, fraction);
  savefile_add_u32 (self, seconds);
  self->big_endian = TRUE;
  savefile_add_u8 (self, type);
  savefile_add_u8 (self, 4);
  savefile_add_u16 (self, 16 + body_length);
  savefile_add_u16 (self, 0);
  savefile_add_u16 (self, wire_length);
  savefile_add_bytes (self, body, body_length);
}

static void
add_padding (SavefileBuilder *self,
             gsize            length)
{
  for (; length % 4 != 0; length++)
    savefile_add_u8 (self, 0);
}

void
savefile_add_block (SavefileBuilder *self,
                    guint32          type,
                    const void      *body,
                    gsize            body_length)
{
  guint32 total = (guint32) (12 + (body_length + 3) / 4 * 4);

  savefile_add_u32 (self, type);
  savefile_add_u32 (self, total);
  savefile_add_bytes (self, body, body_length);
  add_padding (self, body_length);
  savefile_add_u32 (self, total);
}

/* A body that is written with the byte order of @self. */
static void
body_init (SavefileBuilder *body,
           SavefileBuilder *self)
{
  savefile_builder_init (body, self->big_endian);
}

static void
add_body (SavefileBuilder *self,
          guint32          type,
          SavefileBuilder *body)
{
  savefile_add_block (self, type, body->bytes->data, body->bytes->len);
  savefile_builder_clear (body);
}

void
savefile_add_section (SavefileBuilder *self)
{
  SavefileBuilder body;

  body_init (&body, self);
  savefile_add_u32 (&body, 0x1a2b3c4d);
  savefile_add_u16 (&body, 1);
  savefile_add_u16 (&body, 0);
  savefile_add_u64 (&body, G_MAXUINT64);
  add_body (self, 0x0a0d0d0a, &body);
}

void
savefile_add_interface (SavefileBuilder *self,
                        guint16          link_type,
                        guint32          snapshot_length,
                        int              resolution,
                        gint64           offset)
{
  SavefileBuilder body;

  body_init (&body, self);
  savefile_add_u16 (&body, link_type);
  savefile_add_u16 (&body, 0);
  savefile_add_u32 (&body, snapshot_length);
  if (resolution >= 0)
    {
      savefile_add_u16 (&body, 9);
      savefile_add_u16 (&body, 1);
      savefile_add_u8 (&body, (guint8) resolution);
      add_padding (&body, 1);
    }
  if (offset != 0)
    {
      savefile_add_u16 (&body, 14);
      savefile_add_u16 (&body, 8);
      savefile_add_u64 (&body, (guint64) offset);
    }
  if (resolution >= 0 || offset != 0)
    savefile_add_u32 (&body, 0);
  add_body (self, 1, &body);
}

void
savefile_add_enhanced (SavefileBuilder *self,
                       guint32          interface,
                       guint64          units,
                       const void      *data,
                       guint32          captured,
                       guint32          original)
{
  SavefileBuilder body;

  body_init (&body, self);
  savefile_add_u32 (&body, interface);
  savefile_add_u32 (&body, (guint32) (units >> 32));
  savefile_add_u32 (&body, (guint32) units);
  savefile_add_u32 (&body, captured);
  savefile_add_u32 (&body, original);
  savefile_add_bytes (&body, data, captured);
  add_body (self, 6, &body);
}

void
savefile_add_simple (SavefileBuilder *self,
                     const void      *data,
                     guint32          captured,
                     guint32          original)
{
  SavefileBuilder body;

  body_init (&body, self);
  savefile_add_u32 (&body, original);
  savefile_add_bytes (&body, data, captured);
  add_body (self, 3, &body);
}

void
savefile_add_obsolete (SavefileBuilder *self,
                       guint16          interface,
                       guint64          units,
                       const void      *data,
                       guint32          captured,
                       guint32          original)
{
  SavefileBuilder body;

  body_init (&body, self);
  savefile_add_u16 (&body, interface);
  savefile_add_u16 (&body, 0);
  savefile_add_u32 (&body, (guint32) (units >> 32));
  savefile_add_u32 (&body, (guint32) units);
  savefile_add_u32 (&body, captured);
  savefile_add_u32 (&body, original);
  savefile_add_bytes (&body, data, captured);
  add_body (self, 2, &body);
}

GFile *
test_file_write (const void *bytes,
                 gsize       length)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("pcapviz-test-XXXXXX", &path, &error);

  g_assert_no_error (error);
  close (fd);
  g_file_set_contents (path, bytes, (gssize) length, &error);
  g_assert_no_error (error);

  if (test_files == NULL)
    {
      static gboolean is_registered;

      test_files = g_ptr_array_new_with_free_func (g_free);
      test_files_owner = getpid ();
      /* also of tests that forget it, and of those that fail */
      if (!is_registered)
        atexit (test_files_clear);
      is_registered = TRUE;
    }
  g_ptr_array_add (test_files, g_strdup (path));

  return g_file_new_for_path (path);
}

GFile *
savefile_builder_write (SavefileBuilder *self)
{
  return test_file_write (self->bytes->data, self->bytes->len);
}

void
test_files_clear (void)
{
  /* not those of the process that this one was forked from */
  if (test_files == NULL || test_files_owner != getpid ())
    return;

  for (guint i = 0; i < test_files->len; i++)
    unlink (g_ptr_array_index (test_files, i));
  g_clear_pointer (&test_files, g_ptr_array_unref);
}
