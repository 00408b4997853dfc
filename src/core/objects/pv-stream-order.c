/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-order.c: puts the bytes of one direction in order, each of them once. */
#include "pv-stream-order.h"

#include <string.h>

/* More than a window that is in use holds. */
#define MAX_HELD ((gsize) 4 * 1024 * 1024)
#define MAX_PIECES 4096
/* What was acknowledged may still come, when packets of several interfaces stand in no order; but not that late. */
#define MAX_ACKNOWLEDGED ((gsize) 256 * 1024)
/* What a piece takes beside its bytes. */
#define PIECE_SIZE 96

typedef struct
{
  guint32 sequence;
  guint32 captured;
  guint32 wire;
  guint8 *data; /* (nullable) (array length=captured) */
  PvStreamStamp stamp;
} Piece;

static gsize
get_n (const PvStreamOrder *self)
{
  return self->pieces.n - self->first;
}

static Piece *
get_piece (PvStreamOrder *self,
           gsize          i)
{
  return &pv_vector_index (&self->pieces, Piece, self->first + i);
}

static void
count (PvStreamOrder *self,
       gssize         n)
{
  self->held += (gsize) n;
  if (self->total != NULL)
    *self->total += (gsize) n;
}

/* Forgets the first piece. Returns its bytes. (transfer full) */
static Piece
take_first (PvStreamOrder *self)
{
  Piece piece = *get_piece (self, 0);

  self->first++;
  count (self, -(gssize) (piece.captured + PIECE_SIZE));
  if (self->first == self->pieces.n)
    self->first = self->pieces.n = 0;

  return piece;
}

void
pv_stream_order_clear (PvStreamOrder *self)
{
  while (get_n (self) > 0)
    g_free (take_first (self).data);
  pv_vector_clear (&self->pieces);
  *self = (PvStreamOrder){ .total = self->total };
}

/* Hands on what of these bytes comes next, which is where they begin, or within them. */
static void
deliver (PvStreamOrder            *self,
         guint32                   sequence,
         const guint8             *data,
         guint32                   captured,
         guint32                   wire,
         const PvStreamStamp      *stamp,
         const PvStreamOrderFuncs *funcs,
         gpointer                  user_data)
{
  guint32 seen = self->next - sequence;

  if (seen >= wire)
    return;

  if (seen < captured)
    {
      self->next = sequence + captured;
      funcs->bytes (data + seen, captured - seen, sequence + seen, seen == 0, stamp, user_data);
    }
  if (captured < wire)
    {
      guint32 n = wire - MAX (captured, seen);

      self->next = sequence + wire;
      funcs->gap (n, stamp, user_data);
    }
}

/* Hands on what is held and comes next. */
static void
drain (PvStreamOrder            *self,
       const PvStreamOrderFuncs *funcs,
       gpointer                  user_data)
{
  while (get_n (self) > 0 && (gint32) (self->next - get_piece (self, 0)->sequence) >= 0)
    {
      Piece piece = take_first (self);

      deliver (self, piece.sequence, piece.data, piece.captured, piece.wire, &piece.stamp, funcs, user_data);
      g_free (piece.data);
    }
}

/* Gives up on the bytes before the first piece. */
static void
give_up (PvStreamOrder            *self,
         const PvStreamOrderFuncs *funcs,
         gpointer                  user_data)
{
  const Piece *piece = get_piece (self, 0);
  guint32 n = piece->sequence - self->next;

  self->next = piece->sequence;
  funcs->gap (n, &piece->stamp, user_data);
  drain (self, funcs, user_data);
}

/* FALSE where memory is out. */
static gboolean
hold_piece (PvStreamOrder       *self,
            guint32              sequence,
            const guint8        *data,
            guint32              captured,
            guint32              wire,
            const PvStreamStamp *stamp)
{
  Piece piece = { sequence, captured, wire, NULL, *stamp };
  gsize low = 0;
  gsize high = get_n (self);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      const Piece *other = get_piece (self, middle);

      if (other->sequence == sequence && other->captured == captured && other->wire == wire)
        return TRUE;
      if ((gint32) (other->sequence - sequence) <= 0)
        low = middle + 1;
      else
        high = middle;
    }

  if (captured > 0)
    {
      piece.data = g_try_malloc (captured);
      if (piece.data == NULL)
        return FALSE;
      memcpy (piece.data, data, captured);
    }

  /* room that pieces left at the front is used again */
  if (self->first > 0 && self->pieces.n == self->pieces.size)
    {
      memmove (self->pieces.data, get_piece (self, 0), get_n (self) * sizeof piece);
      self->pieces.n -= self->first;
      self->first = 0;
    }
  if (pv_vector_append (&self->pieces, sizeof piece, 1) == NULL)
    {
      g_free (piece.data);
      return FALSE;
    }
  memmove (get_piece (self, low + 1), get_piece (self, low), (get_n (self) - 1 - low) * sizeof piece);
  *get_piece (self, low) = piece;
  count (self, captured + PIECE_SIZE);

  return TRUE;
}

void
pv_stream_order_add (PvStreamOrder            *self,
                     guint32                   sequence,
                     const guint8             *data,
                     guint32                   captured,
                     guint32                   wire,
                     gboolean                  hold,
                     const PvStreamStamp      *stamp,
                     const PvStreamOrderFuncs *funcs,
                     gpointer                  user_data)
{
  if (wire == 0)
    return;

  if (!self->is_known)
    {
      self->is_known = TRUE;
      self->next = sequence;
    }

  if ((gint32) (self->next - sequence) < 0)
    {
      if (hold && hold_piece (self, sequence, data, captured, wire, stamp))
        {
          while (get_n (self) > 0 && (self->held > MAX_HELD || get_n (self) > MAX_PIECES))
            give_up (self, funcs, user_data);
          return;
        }

      pv_stream_order_flush (self, funcs, user_data);
      if ((gint32) (self->next - sequence) < 0)
        {
          guint32 n = sequence - self->next;

          self->next = sequence;
          funcs->gap (n, stamp, user_data);
        }
    }

  deliver (self, sequence, data, captured, wire, stamp, funcs, user_data);
  drain (self, funcs, user_data);
}

void
pv_stream_order_flush (PvStreamOrder            *self,
                       const PvStreamOrderFuncs *funcs,
                       gpointer                  user_data)
{
  while (get_n (self) > 0)
    give_up (self, funcs, user_data);
}

void
pv_stream_order_acknowledge (PvStreamOrder            *self,
                             guint32                   acknowledged,
                             const PvStreamOrderFuncs *funcs,
                             gpointer                  user_data)
{
  while (get_n (self) > 0 && self->held > MAX_ACKNOWLEDGED
         && (gint32) (acknowledged - get_piece (self, 0)->sequence) >= 0)
    give_up (self, funcs, user_data);
}
