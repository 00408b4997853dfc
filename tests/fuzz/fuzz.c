/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz.c: what fuzz targets share. */

#include "fuzz.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Files have numbers from here on, which nobody else takes. */
#define FIRST_FD 100

/* What the next read of a pipe brings at most; 0: as many bytes as there are. */
static gsize piece_size;

/* In place of the C library's: a pipe brings a few bytes at a time. */
ssize_t
read (int     fd,
      void   *buffer,
      size_t  size)
{
  struct stat info;
  long n;

  if (piece_size > 0 && fstat (fd, &info) == 0 && S_ISFIFO (info.st_mode))
    {
      size = MIN (size, piece_size);
      /* A few small pieces do; the rest comes in large ones. */
      piece_size += 1 + piece_size / 8;
    }

  n = syscall (SYS_read, fd, buffer, size);
  /* a sanitiser sees where they are written to */
  for (long i = 0; i < n; i++)
    {
      volatile guint8 *byte = (guint8 *) buffer + i;

      *byte = *byte;
    }

  return n;
}

guint64
fuzz_input_take_number (FuzzInput *self,
                        guint      size)
{
  guint64 number = 0;

  for (guint i = 0; i < size && self->length > 0; i++)
    {
      number |= (guint64) *self->data << (8 * i);
      self->data++;
      self->length--;
    }
  return number;
}

guint8 *
fuzz_input_take_bytes (FuzzInput *self,
                       gsize      size,
                       gsize     *taken)
{
  guint8 *bytes;

  *taken = MIN (size, self->length);
  bytes = malloc (*taken);
  FUZZ_CHECK (bytes != NULL || *taken == 0);
  if (*taken > 0)
    memcpy (bytes, self->data, *taken);
  self->data += *taken;
  self->length -= *taken;
  return bytes;
}

static GFile *
file_for_fd (int fd)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);

  return g_file_new_for_path (path);
}

GFile *
fuzz_file_new (const guint8 *data,
               gsize         size,
               int          *fd)
{
  int made = memfd_create ("fuzz", MFD_CLOEXEC);

  /* The number is in the file's name: it must not depend on what another thread has open just now. */
  *fd = fcntl (made, F_DUPFD_CLOEXEC, FIRST_FD);
  FUZZ_CHECK (made >= 0 && *fd >= 0);
  close (made);
  while (size > 0)
    {
      gssize n = write (*fd, data, size);

      FUZZ_CHECK (n > 0);
      data += n;
      size -= n;
    }
  return file_for_fd (*fd);
}

GFile *
fuzz_pipe_new (const guint8 *data,
               gsize         size,
               gsize         piece,
               int          *fd)
{
  int fds[2];

  /* All is written before anything is read; what does not fit is left out. */
  FUZZ_CHECK (pipe2 (fds, O_CLOEXEC | O_NONBLOCK) == 0);
  FUZZ_CHECK (size == 0 || write (fds[1], data, size) > 0);
  piece_size = MAX (piece, 1);
  close (fds[1]);
  *fd = fds[0];
  return file_for_fd (fds[0]);
}

void
fuzz_set_up (void)
{
  /* Messages of a fixed language, and a zone where midnight is sometimes skipped. */
  g_setenv ("LC_ALL", "C", TRUE);
  g_setenv ("TZ", "America/Sao_Paulo", TRUE);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR | G_LOG_LEVEL_WARNING);
}

void
fuzz_check_name (const char *name,
                 gsize       length)
{
  FUZZ_CHECK (strlen (name) == length);
  FUZZ_CHECK (g_utf8_validate (name, (gssize) length, NULL));
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      FUZZ_CHECK (g_unichar_isprint (character) && !g_unichar_isspace (character));
      FUZZ_CHECK (character > 127 || !g_ascii_isupper ((char) character));
    }
}
