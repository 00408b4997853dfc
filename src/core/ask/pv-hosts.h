/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-hosts.h: nicknames of addresses, from a file like /etc/hosts. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A file that is longer is none. */
#define PV_HOSTS_MAX_BYTES (4 * 1024 * 1024)
/* What is called so beside a capture gives its addresses nicknames. */
#define PV_HOSTS_FILE_NAME "hosts"

/**
 * PvHosts:
 *
 * What a file calls addresses, in lines as hosts(5) has them: an address, then its names, of which the first counts; "#"
 * begins a comment. Lines that are none are passed over; of several for one address, the first counts.
 * Reference-counted, immutable; any thread may read it.
 */
typedef struct _PvHosts PvHosts;

/* @text: (array length=length): the lines; whatever is in them */
PvHosts    *pv_hosts_parse   (const char  *text,
                              gsize        length);
/**
 * pv_hosts_load:
 * @file: a file of this machine
 * @follow_links: whether it may be a symbolic link, as one that the user has named
 * @error: place for a %G_IO_ERROR or %PV_ERROR_BAD_VALUE
 *
 * Reads a regular file of at most %PV_HOSTS_MAX_BYTES; nothing else is opened for long, whoever is on its other end.
 *
 * Returns: (transfer full): nicknames, or %NULL with @error set
 */
PvHosts    *pv_hosts_load    (GFile       *file,
                              gboolean     follow_links,
                              GError     **error);
PvHosts    *pv_hosts_ref     (PvHosts     *self);
void        pv_hosts_unref   (PvHosts     *self);

/* How many addresses have nicknames. */
guint       pv_hosts_get_n   (PvHosts     *self);
/* The nickname of an address of @length bytes, 4 or 16, as DNS names are shown; NULL where it has none. */
const char *pv_hosts_get     (PvHosts     *self,
                              const guint8 *address,
                              gsize        length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PvHosts, pv_hosts_unref)

G_END_DECLS
