/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-interface-labels.h: what interfaces are called, so that each is told from all others. */
#pragma once

#include "pv-input-files.h"
#include "pv-interfaces.h"
#include "pv-label-table.h"

G_BEGIN_DECLS

/**
 * PvInterfaceLabels:
 * @interfaces: as files describe them
 * @is_of_all: whether all files describe the same ones, so that it is not asked of which file one is
 * @of_places: (array): by place among @interfaces, its label
 * @places: of guint32: by label, the first place that has it, or %PV_NO_INTERFACE
 *
 * The interfaces of a capture, which are alike where file, number, link-layer header type, name and description are. A
 * label is the name, else the description, else the number; and what else it takes to be no other's. Where files differ
 * in their interfaces, an interface is one of its file; where they are all alike, as those of a ring are, each is one,
 * which is how mergecap has it.
 */
typedef struct
{
  PvInterfaces interfaces;
  gboolean is_of_all;
  guint32 *of_places;
  PvVector places;
} PvInterfaceLabels;

/**
 * pv_interface_labels_make:
 * @self: with its interfaces, but nothing else yet
 * @files: the files that they are of
 * @labels: gets what is new: ids of an earlier generation keep their meaning
 *
 * Takes time and memory linear in the interfaces.
 *
 * Returns: %FALSE where memory is out
 */
gboolean pv_interface_labels_make  (PvInterfaceLabels  *self,
                                    const PvInputFiles *files,
                                    PvLabelTable       *labels);
void     pv_interface_labels_clear (PvInterfaceLabels  *self);

/* What a file says of the interface that has @label; NULL where this capture has none such. */
const PvInterface *pv_interface_labels_find (const PvInterfaceLabels *self,
                                             guint32                  label);
/* Its name, or its description, as people can read it; NULL where it has none. (transfer full) */
char *pv_interface_labels_dup_name        (const PvInterfaceLabels *self,
                                           const PvInterface       *interface);
char *pv_interface_labels_dup_description (const PvInterfaceLabels *self,
                                           const PvInterface       *interface);

G_END_DECLS
