/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-tftp-objects.h: transfers of TFTP (RFC 1350). */
#pragma once

#include "pv-dissect.h"
#include "pv-object-finder-private.h"

G_BEGIN_DECLS

/**
 * PvTftpObjects:
 *
 * A bounded number of transfers, by the client's endpoint; those that have long been idle are ended first.
 */
typedef struct _PvTftpObjects PvTftpObjects;

PvTftpObjects *pv_tftp_objects_new  (PvObjectFinder   *finder);
/* Without a word to the finder. */
void           pv_tftp_objects_free (PvTftpObjects    *self);
void           pv_tftp_objects_add  (PvTftpObjects       *self,
                                     const PvDatagram    *datagram,
                                     const PvStreamStamp *stamp);
/* Ends the one that has been idle for longest. FALSE where there is none. */
gboolean       pv_tftp_objects_end_oldest (PvTftpObjects *self);

G_END_DECLS
