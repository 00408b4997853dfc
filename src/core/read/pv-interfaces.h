/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-interfaces.h: what savefiles say of the interfaces that they were captured on. */
#pragma once

#include "pv-vector.h"

G_BEGIN_DECLS

/* What is longer than this is cut: it was written for no reader. */
#define PV_INTERFACE_TEXT_MAX 255

/**
 * PvInterface:
 * @file: place of the file among those that are read
 * @number: place among the interfaces of its section of the file
 * @link_type: LINKTYPE_ value
 * @name_length: bytes of its name; 0 where it has none
 * @description_length: likewise of what else it is called
 * @text: where its name is among the bytes of texts; the description follows
 *
 * What a file says of an interface (pcapng, section 4.2: if_name, if_description).
 */
typedef struct
{
  guint32 file;
  guint32 number;
  guint16 link_type;
  guint8 name_length;
  guint8 description_length;
  gsize text;
} PvInterface;

/**
 * PvInterfaces:
 * @list: of #PvInterface, in the order in which they were met
 * @texts: bytes, as they are in the files
 *
 * Interfaces of one or several files, each as often as it is described. Begins as { 0 }.
 */
typedef struct
{
  PvVector list;
  PvVector texts;
} PvInterfaces;

/* FALSE where memory is out, or there are more than records can name. What is behind a NUL is left out. */
gboolean pv_interfaces_add   (PvInterfaces *self,
                              PvInterface  *interface,
                              const guint8 *name,
                              gsize         name_length,
                              const guint8 *description,
                              gsize         description_length);
void     pv_interfaces_clear (PvInterfaces *self);

/* Not terminated; of name_length bytes. */
static inline const guint8 *
pv_interfaces_get_name (const PvInterfaces *self,
                        const PvInterface  *interface)
{
  /* where there are no texts at all, there is no memory of them */
  const guint8 *texts = self->texts.data != NULL ? self->texts.data : (const guint8 *) "";

  return texts + interface->text;
}

/* Not terminated; of description_length bytes. */
static inline const guint8 *
pv_interfaces_get_description (const PvInterfaces *self,
                               const PvInterface  *interface)
{
  return pv_interfaces_get_name (self, interface) + interface->name_length;
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PvInterfaces, pv_interfaces_clear)

G_END_DECLS
