/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-domain-index.h: domains of names, numbered when they are first asked for. */
#pragma once

#include "pv-label-table.h"

G_BEGIN_DECLS

/**
 * PvDomainIndex:
 *
 * The domains that names are below (see pv-registrable-domain.h), numbered from 0. Belongs to a table of names and
 * grows with it. Any thread may ask; numbers never change.
 */
typedef struct _PvDomainIndex PvDomainIndex;

PvDomainIndex *pv_domain_index_new      (PvLabelTable  *names);
PvDomainIndex *pv_domain_index_ref      (PvDomainIndex *self);
void           pv_domain_index_unref    (PvDomainIndex *self);

/* The domain of a name, whose id must have come to this thread as those of a label table do; PV_NO_ID where memory
 * is out. */
guint32        pv_domain_index_get      (PvDomainIndex *self,
                                         guint32        name);
/* The domains that there are so far. (transfer none) */
PvLabelTable  *pv_domain_index_get_all  (PvDomainIndex *self);

/* Writes the domains of the first @n_names names, as parts of an index of their own. */
void           pv_domain_index_write    (PvDomainIndex *self,
                                         guint32        n_names,
                                         PvIndexWriter *writer,
                                         guint          part,
                                         guint          domains);
/* What was written as those: each name has a domain. (transfer full) (nullable): NULL where it is not as it must be */
PvDomainIndex *pv_domain_index_read     (PvLabelTable  *names,
                                         PvIndexReader *reader,
                                         guint          part,
                                         guint          domains);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvDomainIndex, pv_domain_index_unref)

G_END_DECLS
