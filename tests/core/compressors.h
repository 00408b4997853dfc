/* SPDX-License-Identifier: GPL-3.0-or-later */
/* compressors.h: compresses bytes in every way that is read. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * Compressor:
 * @name: as pv_decoder_get_name() has it
 * @compress: makes one member, with a checksum
 *
 * A compression, from the side of who writes it.
 */
typedef struct
{
  const char *name;
  GBytes *(*compress) (const guint8 *data,
                       gsize         length);
} Compressor;

#define N_COMPRESSORS 5
extern const Compressor compressors[N_COMPRESSORS];

/* NULL where there is none of that name. */
const Compressor *compressor_find (const char *name);

G_END_DECLS
