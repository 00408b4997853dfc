/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-hosts.c: nicknames of addresses, from a file like /etc/hosts. */
#include "config.h"

#include "pv-hosts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pv-error.h"
#include "pv-file-text.h"
#include "pv-host-name.h"

struct _PvHosts
{
  gatomicrefcount ref_count;
  GHashTable *names; /* from the bytes of an address, as GBytes, to a name */
};

PvHosts *
pv_hosts_ref (PvHosts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_hosts_unref (PvHosts *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->names);
  g_free (self);
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/* The next word of a line, which becomes shorter. FALSE at its end. */
static gboolean
take_word (const char **line,
           const char  *end,
           const char **word,
           gsize       *length)
{
  while (*line < end && is_space (**line))
    (*line)++;
  *word = *line;
  while (*line < end && !is_space (**line))
    (*line)++;
  *length = (gsize) (*line - *word);

  return *length > 0;
}

/* Returns how many bytes the address has; 0 where it is none. */
static gsize
read_address (const char *word,
              gsize       length,
              guint8      address[16])
{
  char text[INET6_ADDRSTRLEN];

  if (length >= sizeof text || memchr (word, '\0', length) != NULL)
    return 0;

  memcpy (text, word, length);
  text[length] = '\0';
  if (inet_pton (AF_INET, text, address) == 1)
    return 4;

  return inet_pton (AF_INET6, text, address) == 1 ? 16 : 0;
}

static void
add_line (PvHosts    *self,
          const char *line,
          const char *end)
{
  char name[PV_HOST_NAME_TEXT_MAX];
  const char *word;
  gsize length;
  guint8 address[16];
  gsize size;
  g_autoptr (GBytes) key = NULL;

  if (!take_word (&line, end, &word, &length))
    return;
  size = read_address (word, length, address);
  if (size == 0 || !take_word (&line, end, &word, &length))
    return;
  if (pv_host_name_write ((const guint8 *) word, length, name) == 0)
    return;

  key = g_bytes_new (address, size);
  if (!g_hash_table_contains (self->names, key))
    g_hash_table_insert (self->names, g_steal_pointer (&key), g_strdup (name));
}

PvHosts *
pv_hosts_parse (const char *text,
                gsize       length)
{
  PvHosts *self = g_new0 (PvHosts, 1);
  const char *at = text;
  const char *end = text + length;

  g_atomic_ref_count_init (&self->ref_count);
  self->names = g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, g_free);

  while (at < end)
    {
      const char *newline = memchr (at, '\n', (gsize) (end - at));
      const char *line_end = newline != NULL ? newline : end;
      const char *comment = line_end > at ? memchr (at, '#', (gsize) (line_end - at)) : NULL;

      add_line (self, at, comment != NULL ? comment : line_end);
      at = newline != NULL ? newline + 1 : end;
    }

  return self;
}

static void
set_system_error (GError     **error,
                  const char  *name,
                  int          number)
{
  g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (number),
               /* Translators: a file of nicknames, and what is wrong with it */
               _("The hosts file “%s” could not be read: %s"), name, g_strerror (number));
}

/* Reads at most @max bytes. Returns how many, or -1. */
static gssize
read_all (int    fd,
          char  *buffer,
          gsize  max)
{
  gsize n = 0;

  while (n < max)
    {
      gssize got = read (fd, buffer + n, max - n);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        return -1;
      if (got == 0)
        break;
      n += (gsize) got;
    }

  return (gssize) n;
}

static PvHosts *
load_fd (int          fd,
         const char  *name,
         GError     **error)
{
  g_autofree char *text = NULL;
  struct stat status;
  gssize n;

  if (fstat (fd, &status) < 0)
    {
      set_system_error (error, name, errno);
      return NULL;
    }
  if (!S_ISREG (status.st_mode) || status.st_size > PV_HOSTS_MAX_BYTES)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("“%s” is no hosts file"), name);
      return NULL;
    }

  text = g_malloc (PV_HOSTS_MAX_BYTES);
  n = read_all (fd, text, PV_HOSTS_MAX_BYTES);
  if (n < 0)
    {
      set_system_error (error, name, errno);
      return NULL;
    }

  return pv_hosts_parse (text, (gsize) n);
}

PvHosts *
pv_hosts_load (GFile     *file,
               gboolean   follow_links,
               GError   **error)
{
  g_autofree char *name = NULL;
  const char *path;
  PvHosts *self;
  int fd;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  name = pv_file_text_name (file);
  path = g_file_peek_path (file);
  if (path == NULL)
    {
      g_set_error (error, PV_ERROR, PV_ERROR_BAD_VALUE, _("“%s” is no file of this machine"), name);
      return NULL;
    }

  /* opening what is no file does not wait for anybody */
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow_links ? 0 : O_NOFOLLOW));
  if (fd < 0)
    {
      set_system_error (error, name, errno);
      return NULL;
    }

  self = load_fd (fd, name, error);
  close (fd);

  return self;
}

guint
pv_hosts_get_n (PvHosts *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return g_hash_table_size (self->names);
}

const char *
pv_hosts_get (PvHosts      *self,
              const guint8 *address,
              gsize         length)
{
  g_autoptr (GBytes) key = NULL;

  g_return_val_if_fail (self != NULL && address != NULL, NULL);

  key = g_bytes_new_static (address, length);

  return g_hash_table_lookup (self->names, key);
}
