/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-domain-index.c: domains of names. */
#include "pv-domain-index.h"

#include <string.h>

#include "pv-directory.h"
#include "pv-piece.h"
#include "pv-registrable-domain.h"

/* Numbers lie in chunks that never move, so that readers need no lock. */
#define CHUNK_BITS PV_PIECE (12, 6)
#define CHUNK_SIZE (1u << CHUNK_BITS)

struct _PvDomainIndex
{
  gatomicrefcount ref_count;
  PvLabelTable *names;
  PvLabelTable *domains;
  GBytes *mapping; /* NULL, or what has the first of the numbers */
  PvDirectory of_name; /* of guint32, atomic: by name, one more than the domain; 0 where not yet known */
};

PvDomainIndex *
pv_domain_index_new (PvLabelTable *names)
{
  PvDomainIndex *self = g_new0 (PvDomainIndex, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->names = pv_label_table_ref (names);
  self->domains = pv_label_table_new ();
  pv_directory_init (&self->of_name);

  return self;
}

PvDomainIndex *
pv_domain_index_ref (PvDomainIndex *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
pv_domain_index_unref (PvDomainIndex *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  pv_directory_clear (&self->of_name);
  g_clear_pointer (&self->mapping, g_bytes_unref);
  pv_label_table_unref (self->domains);
  pv_label_table_unref (self->names);
  g_free (self);
}

/* Two threads that do so at once come to the same. */
static guint32
number_name (PvDomainIndex *self,
             guint32        name)
{
  guint32 *chunk = pv_directory_make (&self->of_name, name >> CHUNK_BITS, CHUNK_SIZE * sizeof *chunk);
  const char *domain;
  guint32 id;

  if (chunk == NULL)
    return PV_NO_ID;

  domain = pv_registrable_domain_find ((const char *) pv_label_table_get (self->names, name, NULL));
  if (domain == NULL)
    return PV_NO_ID;

  id = pv_label_table_add (self->domains, (const guint8 *) domain, strlen (domain));
  if (id != PV_NO_ID)
    __atomic_store_n (&chunk[name & (CHUNK_SIZE - 1)], id + 1, __ATOMIC_RELEASE);

  return id;
}

guint32
pv_domain_index_get (PvDomainIndex *self,
                     guint32        name)
{
  guint32 *chunk = pv_directory_get (&self->of_name, name >> CHUNK_BITS);
  guint32 known = chunk != NULL ? __atomic_load_n (&chunk[name & (CHUNK_SIZE - 1)], __ATOMIC_ACQUIRE) : 0;

  return G_LIKELY (known != 0) ? known - 1 : number_name (self, name);
}

PvLabelTable *
pv_domain_index_get_all (PvDomainIndex *self)
{
  return self->domains;
}

void
pv_domain_index_write (PvDomainIndex *self,
                       guint32        n_names,
                       PvIndexWriter *writer,
                       guint          part,
                       guint          domains)
{
  for (guint32 name = 0; name < n_names; name++)
    if (pv_domain_index_get (self, name) == PV_NO_ID)
      pv_index_writer_fail (writer);

  pv_label_table_write (self->domains, pv_label_table_get_n (self->domains), writer, domains);
  pv_index_writer_begin (writer, PV_INDEX_SECTION (part, 0));
  for (guint64 first = 0; first < n_names; first += CHUNK_SIZE)
    {
      guint32 *chunk = pv_directory_get (&self->of_name, (guint32) (first >> CHUNK_BITS));
      guint32 numbers[CHUNK_SIZE] = { 0 };

      for (guint32 i = 0; chunk != NULL && i < CHUNK_SIZE && first + i < n_names; i++)
        numbers[i] = __atomic_load_n (&chunk[i], __ATOMIC_ACQUIRE);
      pv_index_writer_append (writer, numbers, sizeof numbers);
    }
}

/* Whether each name has a domain that is there, so that none is ever added for one of them, and no other has. */
static gboolean
check_numbers (const guint32 *of_name,
               guint32        n_names,
               guint32        n_domains,
               gsize          n)
{
  for (gsize i = 0; i < n; i++)
    if (i < n_names ? of_name[i] == 0 || of_name[i] > n_domains : of_name[i] != 0)
      return FALSE;

  return TRUE;
}

PvDomainIndex *
pv_domain_index_read (PvLabelTable  *names,
                      PvIndexReader *reader,
                      guint          part,
                      guint          domains)
{
  g_autoptr (PvDomainIndex) self = pv_domain_index_new (names);
  g_autoptr (PvLabelTable) read = pv_label_table_read (reader, domains, 0, G_MAXUINT16);
  guint32 n_names = pv_label_table_get_n (names);
  guint32 n_chunks = (guint32) (((guint64) n_names + CHUNK_SIZE - 1) >> CHUNK_BITS);
  guint32 *of_name = pv_index_reader_get_n (reader, PV_INDEX_SECTION (part, 0), CHUNK_SIZE * sizeof *of_name,
                                            n_chunks);

  if (read == NULL || of_name == NULL)
    return NULL;

  pv_label_table_unref (self->domains);
  self->domains = g_steal_pointer (&read);
  self->mapping = g_bytes_ref (pv_index_reader_get_all (reader));
  if (!check_numbers (of_name, n_names, pv_label_table_get_n (self->domains), (gsize) n_chunks * CHUNK_SIZE)
      || !pv_directory_map (&self->of_name, of_name, n_chunks, CHUNK_SIZE * sizeof *of_name))
    return NULL;

  return g_steal_pointer (&self);
}
