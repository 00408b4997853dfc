/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-isal-codec.c: gzip (RFC 1952) by Intel's ISA-L, which is faster than zlib. */
#include "config.h"

#include "pv-codec.h"

#include <isa-l/igzip_lib.h>

/* The longest match that DEFLATE has (RFC 1951, section 3.2.5). */
#define MATCH_MAX 258

typedef struct
{
  struct inflate_state inflate;
  /* isal_inflate() itself would forget a member's header where the input ends within it. */
  struct isal_gzip_header header;
  gboolean in_header;
} Isal;

static gboolean
isal_reset (gpointer state)
{
  Isal *self = state;

  isal_inflate_reset (&self->inflate);
  /* The checksum at the end is verified, the header is read here. */
  self->inflate.crc_flag = ISAL_GZIP_NO_HDR_VER;
  isal_gzip_header_init (&self->header);
  self->in_header = TRUE;

  return TRUE;
}

static gpointer
isal_new (void)
{
  Isal *self = g_try_new (Isal, 1);

  if (self == NULL)
    return NULL;

  isal_inflate_init (&self->inflate);
  isal_reset (self);

  return self;
}

static PvStep
isal_step (gpointer      state,
           const guint8 *input,
           gsize        *input_length,
           guint8       *output,
           gsize        *output_length)
{
  Isal *self = state;
  struct inflate_state *isal = &self->inflate;
  guint32 in_size = (guint32) MIN (*input_length, G_MAXINT32);
  guint32 out_size = (guint32) MIN (*output_length, G_MAXINT32);
  int status = ISAL_DECOMP_OK;

  isal->next_in = (guint8 *) input;
  isal->avail_in = in_size;
  isal->next_out = output;
  isal->avail_out = out_size;

  if (self->in_header)
    {
      status = isal_read_gzip_header (isal, &self->header);
      self->in_header = status == ISAL_END_INPUT;
    }
  if (!self->in_header && status >= 0)
    status = isal_inflate (isal);

  *input_length = in_size - isal->avail_in;
  *output_length = (gsize) (isal->next_out - output);

  if (status < 0)
    {
      /* Where there is damage, it may count bits that it has not got, and a match that it did not copy, as it has seen
       * then that there is no such distance: in place of that stands what happened to be in memory. */
      *input_length = MIN (*input_length, in_size);
      if (status == ISAL_INVALID_LOOKBACK || status == ISAL_INVALID_SYMBOL)
        *output_length -= MIN (*output_length, MATCH_MAX);
      return PV_STEP_DAMAGED;
    }

  return isal->block_state == ISAL_BLOCK_FINISH ? PV_STEP_MEMBER_END : PV_STEP_MORE;
}

const PvCodec pv_isal_codec = {
  .name = "gzip",
  .library = "ISA-L",
  .magic = { 0x1f, 0x8b },
  .magic_length = 2,
  .new = isal_new,
  .free = g_free,
  .reset = isal_reset,
  .step = isal_step,
};
