/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-name.h: made-up host names that look like real ones. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest name, in wire format. */
#define BENCH_NAME_MAX 128

/* Puts the @number-th host name into @wire, in wire format (RFC 1035, section 3.1); many numbers
 * share a domain. Returns its length in bytes. */
guint bench_name_put        (guint8      *wire,
                             guint64      number);
/* The same, a different name for every number. */
guint bench_name_put_unique (guint8      *wire,
                             guint64      number);
/* Puts @length bytes of text: pseudo-words by @number. */
void  bench_name_put_text   (char        *text,
                             guint        length,
                             guint64      number);

G_END_DECLS
