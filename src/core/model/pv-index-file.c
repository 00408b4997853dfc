/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-index-file.c: a file of arrays, written once, that is mapped into memory and checked before it is used. */
#include "config.h"

#include "pv-index-file.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/magic.h>
#include <sys/vfs.h>
#endif

#include "pv-build.h"
#include "pv-bulk-hash.h"
#include "pv-error.h"
#include "pv-large.h"
#include "pv-parallel.h"
#include "pv-vector.h"

/* Changes when what the sections say changes. */
#define VERSION 6
#define BYTE_ORDER_MARK 0x01020304u
#define DATA_START 4096
#define ALIGNMENT 64
/* So much has one hash. */
#define PIECE_SIZE ((gsize) 1 << 20)
#define MAX_SECTIONS 256
/* An index of up to so many bytes is copied rather than mapped: in what is mapped, what is no longer in the file ends the
 * program. */
#define COPIED_MAX ((guint64) 32 * 1024 * 1024)

static const char magic[16] = "PcapViz index\r\n";

typedef struct
{
  char magic[16];
  guint32 byte_order;
  guint32 version;
  guint8 build[PV_BUILD_SIZE];
  PvIndexKey key;
  PvIndexKey base; /* zeros for none */
  guint64 file_size;
  guint64 trailer; /* where it begins: the sections, then the hashes */
  guint64 n_sections;
  guint64 n_pieces;
  guint64 trailer_hash;
  guint64 header_hash; /* of all before */
} Header;

typedef struct
{
  guint32 id;
  guint32 unused;
  guint64 offset;
  guint64 size;
} Section;

struct _PvIndexWriter
{
  int fd;
  PvIndexKey key;
  PvIndexKey base;
  GCancellable *cancellable;
  guint8 *buffer; /* a piece */
  gsize filled;
  guint64 offset; /* where the buffer goes */
  PvVector sections; /* of Section */
  PvVector hashes; /* of guint64 */
  GError *error; /* the first */
};

PvIndexWriter *
pv_index_writer_new (int                fd,
                     const PvIndexKey  *key,
                     const PvIndexKey  *base,
                     GCancellable      *cancellable)
{
  PvIndexWriter *self = g_new0 (PvIndexWriter, 1);

  self->fd = fd;
  self->key = *key;
  if (base != NULL)
    self->base = *base;
  self->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  self->offset = DATA_START;
  self->buffer = g_try_malloc (PIECE_SIZE);
  if (self->buffer == NULL)
    pv_index_writer_fail (self);

  return self;
}

void
pv_index_writer_free (PvIndexWriter *self)
{
  if (self == NULL)
    return;

  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  pv_vector_clear (&self->sections);
  pv_vector_clear (&self->hashes);
  g_free (self->buffer);
  g_free (self);
}

void
pv_index_writer_fail (PvIndexWriter *self)
{
  if (self->error == NULL)
    pv_error_set_no_memory (&self->error);
}

gboolean
pv_index_writer_is_ok (PvIndexWriter *self)
{
  return self->error == NULL;
}

static void
write_at (PvIndexWriter *self,
          guint64        offset,
          gconstpointer  data,
          gsize          size)
{
  const guint8 *bytes = data;

  while (size > 0 && self->error == NULL)
    {
      ssize_t n = pwrite (self->fd, bytes, size, (off_t) offset);
      int code = errno;

      if (n < 0 && code == EINTR)
        continue;
      if (n <= 0)
        {
          g_set_error_literal (&self->error, G_IO_ERROR, g_io_error_from_errno (n < 0 ? code : ENOSPC),
                               g_strerror (n < 0 ? code : ENOSPC));
          return;
        }
      bytes += n;
      offset += (guint64) n;
      size -= (gsize) n;
    }
}

static void
flush (PvIndexWriter *self)
{
  guint64 *hash;

  if (self->filled == 0 || self->error != NULL || g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return;

  hash = pv_vector_append (&self->hashes, sizeof *hash, 1);
  if (hash == NULL)
    {
      pv_index_writer_fail (self);
      return;
    }
  *hash = pv_bulk_hash (self->buffer, self->filled);
  write_at (self, self->offset, self->buffer, self->filled);
  self->offset += self->filled;
  self->filled = 0;
}

static void
append (PvIndexWriter *self,
        gconstpointer  data,
        gsize          size)
{
  const guint8 *bytes = data;

  while (size > 0 && self->error == NULL)
    {
      gsize n = MIN (size, PIECE_SIZE - self->filled);

      if (bytes != NULL)
        memcpy (self->buffer + self->filled, bytes, n);
      else
        memset (self->buffer + self->filled, 0, n);
      bytes = bytes != NULL ? bytes + n : NULL;
      self->filled += n;
      size -= n;
      if (self->filled == PIECE_SIZE)
        flush (self);
    }
}

void
pv_index_writer_begin (PvIndexWriter *self,
                       guint32        section)
{
  Section *added;

  if (self->error != NULL)
    return;

  append (self, NULL, (ALIGNMENT - (self->offset + self->filled) % ALIGNMENT) % ALIGNMENT);
  added = pv_vector_append (&self->sections, sizeof *added, 1);
  if (added == NULL || self->sections.n > MAX_SECTIONS)
    pv_index_writer_fail (self);
  else
    *added = (Section){ section, 0, self->offset + self->filled, 0 };
}

void
pv_index_writer_append (PvIndexWriter *self,
                        gconstpointer  data,
                        gsize          size)
{
  if (self->error != NULL)
    return;

  pv_vector_index (&self->sections, Section, self->sections.n - 1).size += size;
  if (size > 0)
    append (self, data, size);
}

void
pv_index_writer_add (PvIndexWriter *self,
                     guint32        section,
                     gconstpointer  data,
                     gsize          size)
{
  pv_index_writer_begin (self, section);
  pv_index_writer_append (self, data, size);
}

static void
fill_header (PvIndexWriter *self,
             Header        *header)
{
  *header = (Header){ .byte_order = BYTE_ORDER_MARK, .version = VERSION, .key = self->key, .base = self->base };
  memcpy (header->magic, magic, sizeof magic);
  pv_build_get (header->build);
}

static guint64
hash_header (const Header *header)
{
  return pv_bulk_hash (header, G_STRUCT_OFFSET (Header, header_hash));
}

gboolean
pv_index_writer_finish (PvIndexWriter  *self,
                        GError        **error)
{
  gsize sections_size = self->sections.n * sizeof (Section);
  gsize size = sections_size;
  g_autofree guint8 *trailer = NULL;
  Header header;

  /* so that the trailer is aligned */
  append (self, NULL, (ALIGNMENT - (self->offset + self->filled) % ALIGNMENT) % ALIGNMENT);
  flush (self);
  size += self->hashes.n * sizeof (guint64);
  trailer = g_try_malloc (MAX (size, 1));
  if (trailer == NULL)
    pv_index_writer_fail (self);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  if (sections_size > 0)
    memcpy (trailer, self->sections.data, sections_size);
  if (self->hashes.n > 0)
    memcpy (trailer + sections_size, self->hashes.data, size - sections_size);
  write_at (self, self->offset, trailer, size);

  fill_header (self, &header);
  header.file_size = self->offset + size;
  header.trailer = self->offset;
  header.n_sections = self->sections.n;
  header.n_pieces = self->hashes.n;
  header.trailer_hash = pv_bulk_hash (trailer, size);
  header.header_hash = hash_header (&header);
  write_at (self, 0, &header, sizeof header);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }

  return TRUE;
}

struct _PvIndexReader
{
  GBytes *bytes;
  guint8 *data;
  guint64 n_sections;
  const Section *sections;
  guint64 n_pieces;
  const guint64 *hashes;
  guint64 trailer;
};

typedef struct
{
  gpointer data;
  gsize size;
} Mapping;

static void
unmap (gpointer data)
{
  Mapping *mapping = data;

  munmap (mapping->data, mapping->size);
  g_free (mapping);
}

static guint64 copied_max = COPIED_MAX;

void
pv_index_file_set_copied (guint64 max)
{
  copied_max = max;
}

/* Whether it is on another machine: whoever removes it there takes it from under us, and so does a network that fails. */
static gboolean
is_remote (int fd)
{
#ifdef __linux__
  static const guint32 types[] = {
    NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, 0xff534d42 /* CIFS */, 0xfe534d42 /* SMB 2 */, AFS_SUPER_MAGIC, AFS_FS_MAGIC,
    CODA_SUPER_MAGIC, 0x00c36400 /* Ceph */, V9FS_MAGIC, 0x65735546 /* FUSE */, 0x0bd00bd0 /* Lustre */,
  };
  struct statfs info;

  if (fstatfs (fd, &info) == 0)
    for (guint i = 0; i < G_N_ELEMENTS (types); i++)
      if ((guint32) info.f_type == types[i])
        return TRUE;
#endif

  return FALSE;
}

/* NULL where it cannot be read, or there is no room for it. */
static GBytes *
copy (int   fd,
      gsize size)
{
  pv_large_autofree guint8 *data = pv_large_new (size);
  gpointer taken;
  gsize n = 0;

  while (data != NULL && n < size)
    {
      ssize_t n_read = pread (fd, data + n, size - n, (off_t) n);

      if (n_read < 0 && errno == EINTR)
        continue;
      if (n_read <= 0)
        return NULL;
      n += (gsize) n_read;
    }
  if (data == NULL)
    return NULL;
  taken = g_steal_pointer (&data);

  return g_bytes_new_with_free_func (taken, size, pv_large_free, taken);
}

/* All of it, so that who writes gets a copy of the page. */
static GBytes *
map (int fd)
{
  struct stat info;
  Mapping *mapping;
  gpointer data;

  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size < DATA_START)
    return NULL;
  if ((guint64) info.st_size <= copied_max || is_remote (fd))
    return copy (fd, (gsize) info.st_size);

  data = mmap (NULL, (gsize) info.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_NORESERVE, fd, 0);
  if (data == MAP_FAILED)
    return NULL;

  mapping = g_new (Mapping, 1);
  *mapping = (Mapping){ data, (gsize) info.st_size };

  return g_bytes_new_with_free_func (data, mapping->size, unmap, mapping);
}

static gboolean
check_header (const Header     *header,
              gsize             size,
              const PvIndexKey *key,
              PvIndexCheck      check)
{
  guint8 build[PV_BUILD_SIZE];
  guint64 n_pieces;

  pv_build_get (build);
  if (memcmp (header->magic, magic, sizeof magic) != 0 || header->byte_order != BYTE_ORDER_MARK
      || header->version != VERSION || header->file_size != size || header->trailer < DATA_START
      || header->trailer > size || header->trailer % ALIGNMENT != 0 || header->n_sections > MAX_SECTIONS)
    return FALSE;
  if (check == PV_INDEX_CHECK_ALL
      && (memcmp (header->build, build, sizeof build) != 0 || memcmp (&header->key, key, sizeof *key) != 0
          || header->header_hash != hash_header (header)))
    return FALSE;

  n_pieces = (header->trailer - DATA_START + PIECE_SIZE - 1) / PIECE_SIZE;

  return header->n_pieces == n_pieces &&
         size - header->trailer == header->n_sections * sizeof (Section) + n_pieces * sizeof (guint64);
}

/* The beginning of what may be an index, without a look at the rest. */
static gboolean
peek_header (int     fd,
             Header *header)
{
  guint8 build[PV_BUILD_SIZE];

  pv_build_get (build);

  return pread (fd, header, sizeof *header, 0) == (ssize_t) sizeof *header
         && memcmp (header->magic, magic, sizeof magic) == 0 && header->version == VERSION
         && memcmp (header->build, build, sizeof build) == 0 && header->header_hash == hash_header (header);
}

gboolean
pv_index_file_get_base (int         fd,
                        PvIndexKey *base)
{
  static const PvIndexKey none;
  Header header;

  if (!peek_header (fd, &header) || memcmp (&header.base, &none, sizeof none) == 0)
    return FALSE;
  *base = header.base;

  return TRUE;
}

gboolean
pv_index_file_is_of (int               fd,
                     const PvIndexKey *base,
                     PvIndexKey       *key)
{
  Header header;

  if (!peek_header (fd, &header) || memcmp (&header.base, base, sizeof *base) != 0)
    return FALSE;
  if (key != NULL)
    *key = header.key;

  return TRUE;
}

static gboolean
check_sections (const PvIndexReader *self)
{
  for (guint64 i = 0; i < self->n_sections; i++)
    {
      const Section *section = &self->sections[i];

      if (section->offset < DATA_START || section->offset > self->trailer || section->offset % ALIGNMENT != 0
          || section->size > self->trailer - section->offset)
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_piece (gpointer data,
             gsize    i)
{
  const PvIndexReader *self = data;
  guint64 offset = DATA_START + i * PIECE_SIZE;

  return pv_bulk_hash (self->data + offset, MIN (PIECE_SIZE, self->trailer - offset)) == self->hashes[i];
}

PvIndexReader *
pv_index_reader_new (int               fd,
                     const PvIndexKey *key,
                     PvIndexCheck      check)
{
  g_autoptr (PvIndexReader) self = g_new0 (PvIndexReader, 1);
  const Header *header;
  gsize size;

  self->bytes = map (fd);
  if (self->bytes == NULL)
    return NULL;

  self->data = (guint8 *) g_bytes_get_data (self->bytes, &size);
  header = (const Header *) self->data;
  if (!check_header (header, size, key, check))
    return NULL;

  self->trailer = header->trailer;
  self->n_sections = header->n_sections;
  self->sections = (const Section *) (self->data + self->trailer);
  self->n_pieces = header->n_pieces;
  self->hashes = (const guint64 *) (self->sections + self->n_sections);
  if (!check_sections (self))
    return NULL;
  if (check == PV_INDEX_CHECK_ALL
      && (header->trailer_hash != pv_bulk_hash (self->sections, size - self->trailer)
          || !pv_parallel_all (self->n_pieces, check_piece, self)))
    return NULL;

  return g_steal_pointer (&self);
}

void
pv_index_reader_free (PvIndexReader *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

GBytes *
pv_index_reader_get_all (PvIndexReader *self)
{
  return self->bytes;
}

gpointer
pv_index_reader_get (PvIndexReader *self,
                     guint32        id,
                     gsize          size,
                     gsize         *n)
{
  for (guint64 i = 0; i < self->n_sections; i++)
    {
      const Section *section = &self->sections[i];

      if (section->id == id && section->size % size == 0)
        {
          *n = section->size / size;
          return self->data + section->offset;
        }
    }

  *n = 0;

  return NULL;
}

gpointer
pv_index_reader_get_n (PvIndexReader *self,
                       guint32        section,
                       gsize          size,
                       guint64        n)
{
  gsize n_there;
  gpointer data = pv_index_reader_get (self, section, size, &n_there);

  return data != NULL && n_there == n ? data : NULL;
}
