/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-domain-index.c: domains of names. */
#include "pv-domain-index.h"

#include <string.h>

#include "pv-directory.h"
#include "pv-registrable-domain.h"

/* Numbers lie in segments that never move, so that readers need no lock. */
#define SEGMENT_BITS 12
#define SEGMENT_SIZE (1u << SEGMENT_BITS)

struct _PvDomainIndex
{
  gatomicrefcount ref_count;
  PvLabelTable *names;
  PvLabelTable *domains;
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
  pv_label_table_unref (self->domains);
  pv_label_table_unref (self->names);
  g_free (self);
}

/* Two threads that do so at once come to the same. */
static guint32
number_name (PvDomainIndex *self,
             guint32        name)
{
  guint32 *segment = pv_directory_make (&self->of_name, name >> SEGMENT_BITS, SEGMENT_SIZE * sizeof *segment);
  const char *domain;
  guint32 id;

  if (segment == NULL)
    return PV_NO_ID;

  domain = pv_registrable_domain_find ((const char *) pv_label_table_get (self->names, name, NULL));
  if (domain == NULL)
    return PV_NO_ID;

  id = pv_label_table_add (self->domains, (const guint8 *) domain, strlen (domain));
  if (id != PV_NO_ID)
    __atomic_store_n (&segment[name & (SEGMENT_SIZE - 1)], id + 1, __ATOMIC_RELEASE);

  return id;
}

guint32
pv_domain_index_get (PvDomainIndex *self,
                     guint32        name)
{
  guint32 *segment = pv_directory_get (&self->of_name, name >> SEGMENT_BITS);
  guint32 known = segment != NULL ? __atomic_load_n (&segment[name & (SEGMENT_SIZE - 1)], __ATOMIC_ACQUIRE) : 0;

  return G_LIKELY (known != 0) ? known - 1 : number_name (self, name);
}

PvLabelTable *
pv_domain_index_get_all (PvDomainIndex *self)
{
  return self->domains;
}
