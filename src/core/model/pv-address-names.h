/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-address-names.h: what a capture's own DNS answers call its addresses. */
#pragma once

#include "pv-reopen.h"

G_BEGIN_DECLS

/* At most so many names are told apart, and so many pairs of an address and a name: some hundred
 * megabytes where someone wants them to be many. */
#define PV_ADDRESS_NAMES_MAX (1024 * 1024)
/* Nor are names kept that are longer together than this, in bytes: a few bytes of an answer name a thousand, by
 * pointing to names before them. */
#define PV_ADDRESS_NAMES_MAX_BYTES ((gsize) 32 * 1024 * 1024)

/**
 * PvAddressNames:
 *
 * Names of the capture's addresses, from the A, AAAA, PTR and CNAME records of DNS, multicast DNS and
 * LLMNR answers in it, over UDP or, where one segment is one message, over TCP. Nobody is asked.
 * Reference-counted, immutable; any thread may read it.
 */
typedef struct _PvAddressNames PvAddressNames;

/**
 * pv_address_names_read:
 * @capture: a complete capture, whose file is still what it was
 * @progress: (nullable): told of how far it is; must outlive the call
 * @cancellable: (nullable): to give up
 * @error: place for a %PV_ERROR_DAMAGED where the file is another by now, %PV_ERROR_NO_MEMORY or %G_IO_ERROR
 *
 * Reads the file again on all cores: the columns hold no answers, because few people ask for them.
 *
 * Returns: (transfer full): names, or %NULL with @error set
 */
PvAddressNames *pv_address_names_read        (PvCapture            *capture,
                                              PvProgress           *progress,
                                              GCancellable         *cancellable,
                                              GError              **error);
void            pv_address_names_read_async  (PvCapture            *capture,
                                              PvProgress           *progress,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
PvAddressNames *pv_address_names_read_finish (GAsyncResult         *result,
                                              GError              **error);
PvAddressNames *pv_address_names_ref         (PvAddressNames       *self);
void            pv_address_names_unref       (PvAddressNames       *self);

/* The names of the address of @id in the capture, those of most answers first, then by byte. Valid as
 * long as @self. (transfer container) (element-type utf8) */
GPtrArray      *pv_address_names_get         (PvAddressNames       *self,
                                              guint32               id);
/* FALSE where there were more than are kept. */
gboolean        pv_address_names_get_all     (PvAddressNames       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvAddressNames, pv_address_names_unref)

G_END_DECLS
