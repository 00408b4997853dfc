/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-label.h: one label of a DNS name, as text. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Longest label, in bytes (RFC 1035, section 3.1). */
#define PV_DNS_LABEL_MAX 63

/**
 * pv_dns_label_append:
 * @end: where the text goes; place for 4 * @length bytes
 * @label: the label's bytes
 * @length: how many, at most %PV_DNS_LABEL_MAX
 *
 * Writes a label as text: ASCII letters in lower case, a dot or backslash after a backslash, UTF-8 as it is
 * where it shows what it is, all other bytes as \DDD (RFC 4343, section 2.1).
 *
 * UTF-8, which multicast DNS (RFC 6762, section 16) and LLMNR have, is not shown where it is no text in
 * normalization form C, is not visible, changes the direction of what is around it, or could be taken for
 * something else: letters of scripts that nobody mixes (UTS #39, section 5.2, "highly restrictive"), or that
 * look like ASCII.
 *
 * Returns: just after the text, which is not terminated
 */
char *pv_dns_label_append (char         *end,
                           const guint8 *label,
                           gsize         length);

G_END_DECLS
