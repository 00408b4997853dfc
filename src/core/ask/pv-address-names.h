/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-address-names.h: what a capture itself calls its addresses. */
#pragma once

#include "pv-capture.h"
#include "pv-hosts.h"

G_BEGIN_DECLS

/**
 * PvAddressNames:
 *
 * Names of the capture's addresses: those that conversations with them are known by, those that DNS, multicast DNS
 * and LLMNR give them in answers, and what else says that hosts are called something. Nobody is asked.
 * Reference-counted, immutable; any thread may read it.
 */
typedef struct _PvAddressNames PvAddressNames;

/**
 * pv_address_names_new:
 * @capture: a complete capture
 * @hosts: (nullable): nicknames, which come before all other names
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_NO_MEMORY or %G_IO_ERROR_CANCELLED
 *
 * In the calling thread. Takes some milliseconds where there are many conversations.
 *
 * Returns: (transfer full): names, or %NULL with @error set
 */
PvAddressNames *pv_address_names_new        (PvCapture            *capture,
                                             PvHosts              *hosts,
                                             GCancellable         *cancellable,
                                             GError              **error);
/* @named: (nullable): a hosts file that the user has named; @beside: (nullable): one that may lie beside the capture,
 * which is passed over where it does not, or is no plain file. What the first calls an address counts. */
void            pv_address_names_new_async  (PvCapture            *capture,
                                             GFile                *named,
                                             GFile                *beside,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
PvAddressNames *pv_address_names_new_finish (GAsyncResult         *result,
                                             GError              **error);
PvAddressNames *pv_address_names_ref        (PvAddressNames       *self);
void            pv_address_names_unref      (PvAddressNames       *self);

/* The names of the address of @id in the capture, without its nickname: those first that most bytes of conversations
 * with it are known by, then those of most answers, then by byte. Valid as long as @self.
 * (transfer container) (element-type utf8) */
GPtrArray      *pv_address_names_get        (PvAddressNames       *self,
                                             guint32               id);
/* Whether a hosts file gives any address a nickname, be it one of the capture or not. */
gboolean        pv_address_names_has_nicknames (PvAddressNames    *self);
/* What a hosts file calls it; NULL where none does. */
const char     *pv_address_names_get_nickname (PvAddressNames     *self,
                                               guint32             id);
/* Why the hosts file that the user has named could not be read; NULL where it was. */
const GError   *pv_address_names_get_error  (PvAddressNames       *self);
/* The nickname, or the first of the names; NULL where there is none. */
const char     *pv_address_names_get_first  (PvAddressNames       *self,
                                             guint32               id);
/* Whether no address is called anything. */
gboolean        pv_address_names_is_empty   (PvAddressNames       *self);
/* FALSE where the capture gives more names than are kept. */
gboolean        pv_address_names_get_all    (PvAddressNames       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvAddressNames, pv_address_names_unref)

G_END_DECLS
