/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-input-key.c: what tells the contents of files from others', without reading all of them. */
#include "pv-input-key.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "pv-types.h"

/* Clocks of file systems may have steps as long as this. */
#define REST_NS (2 * PV_NS_PER_SECOND)

#define END_SIZE 16384
#define SAMPLE_SIZE 4096
#define SAMPLE_EVERY ((guint64) 1 << 20)
#define MAX_SAMPLES 64

/* Changes when what is hashed does. */
static const char purpose[] = "PcapViz input 1";

/* FALSE where the bytes are not there any more. */
static gboolean
add_bytes (GChecksum *checksum,
           int        fd,
           guint64    offset,
           gsize      size)
{
  guint8 bytes[END_SIZE];
  gsize n = 0;

  while (n < size)
    {
      ssize_t n_read = pread (fd, bytes + n, size - n, (off_t) (offset + n));

      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read <= 0)
        return FALSE;
      n += (gsize) n_read;
    }
  g_checksum_update (checksum, bytes, (gssize) n);

  return TRUE;
}

/* Beginning, end and samples of the first @size bytes. */
static gboolean
add_samples (GChecksum *checksum,
             int        fd,
             guint64    size)
{
  gsize end = (gsize) MIN (size, END_SIZE);
  guint n_samples = (guint) MIN (size / SAMPLE_EVERY, MAX_SAMPLES);

  if (!add_bytes (checksum, fd, 0, end) || !add_bytes (checksum, fd, size - end, end))
    return FALSE;
  for (guint i = 1; i <= n_samples; i++)
    if (!add_bytes (checksum, fd, (size - SAMPLE_SIZE) / (n_samples + 1) * i, SAMPLE_SIZE))
      return FALSE;

  return TRUE;
}

static gboolean
add_file (GChecksum            *checksum,
          int                   fd,
          const PvFileIdentity *identity)
{
  guint64 numbers[2] = { identity->size, (guint64) identity->modified_ns };

  g_checksum_update (checksum, (const guchar *) numbers, sizeof numbers);

  return add_samples (checksum, fd, identity->size);
}

gboolean
pv_input_key_hash_bytes (int      fd,
                         guint64  size,
                         guint8  *hash)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize hash_size = PV_INPUT_KEY_SIZE;

  if (!add_samples (checksum, fd, size))
    return FALSE;
  g_checksum_get_digest (checksum, hash, &hash_size);

  return TRUE;
}

gboolean
pv_input_key_find (PvInputFiles *files,
                   guint8       *key)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gint64 now_ns = g_get_real_time () * 1000;
  gsize size = PV_INPUT_KEY_SIZE;

  g_checksum_update (checksum, (const guchar *) purpose, sizeof purpose);
  for (guint i = 0; i < files->n; i++)
    {
      PvInputFile *file = &files->files[i];
      const char *path = g_file_peek_path (file->file);
      guint8 is_found = file->is_found != FALSE;
      gboolean is_known;
      int fd;

      /* opening a pipe would wait for who writes to it, or take what is for another */
      if (path == NULL || file->spool != NULL || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return FALSE;
      fd = open (path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
      if (fd < 0)
        return FALSE;
      pv_file_identity_get (&file->identity, fd);
      file->size = file->identity.size;
      g_checksum_update (checksum, &is_found, 1);
      is_known = file->identity.is_known && file->identity.modified_ns <= now_ns - REST_NS
                 && add_file (checksum, fd, &file->identity);
      close (fd);
      if (!is_known)
        return FALSE;
    }

  g_checksum_get_digest (checksum, key, &size);

  return TRUE;
}

gboolean
pv_input_key_is_still (const PvInputFile *file,
                       const PvInputFile *other)
{
  const PvFileIdentity *a = &file->identity;
  const PvFileIdentity *b = &other->identity;

  return a->is_known && b->is_known && a->device == b->device && a->inode == b->inode && a->size == b->size
         && a->modified_ns == b->modified_ns && a->changed_ns == b->changed_ns;
}
