/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-registrable-domain.h: which domain a name is below, by the Public Suffix List. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * pv_registrable_domain_find:
 * @name: a DNS name as captures have it: in lower case, labels as UTF-8 or "xn--", odd bytes escaped as in RFC 1035,
 *   section 5.1
 *
 * The domain that somebody registered to put @name below it: "example.co.uk" of "www.example.co.uk". By all of the
 * list as browsers do, so that each customer of a provider such as "github.io" is somebody. A top-level domain that
 * the list does not have is taken for one that anybody may register below. Names that nobody registered stand for
 * themselves: those of one label, public suffixes, addresses, and all below "arpa" and "local".
 *
 * On any thread. The first call takes some 20 ms, others a few microseconds.
 *
 * Returns: (transfer none) (nullable): the end of @name, or all of it; %NULL where memory is out
 */
const char *pv_registrable_domain_find (const char *name);

G_END_DECLS
