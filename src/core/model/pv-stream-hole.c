/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-hole.c: bytes of a stream that are missing and may come late. */
#include "pv-stream-hole.h"

#include "pv-stream-bytes.h"

/* In so many pieces what came before them is kept. */
#define MAX_PIECES 64

/* Bytes that came before others that belong in front of them. */
typedef struct
{
  guint32 sequence; /* of the first */
  GByteArray *bytes;
} Piece;

static inline Piece *
get_piece (const PvStreamHole *self,
           guint               i)
{
  return &g_array_index (self->pieces, Piece, i);
}

static inline guint32
get_piece_end (const Piece *piece)
{
  return piece->sequence + piece->bytes->len;
}

static void
forget_piece (PvStreamHole *self,
              gsize        *buffered,
              guint         i)
{
  Piece *piece = get_piece (self, i);

  self->n_kept -= piece->bytes->len;
  pv_stream_bytes_forget (buffered, &piece->bytes);
  g_array_remove_index (self->pieces, i);
}

/* Keeps bytes that come before piece @i and after the one in front of that. FALSE where it would be too much. */
static gboolean
keep_piece (PvStreamHole *self,
            gsize        *buffered,
            guint         i,
            guint32       sequence,
            const guint8 *data,
            guint32       length)
{
  if (length == 0)
    return TRUE;
  if (self->n_kept + length > PV_STREAM_HOLE_MAX)
    return FALSE;

  if (i == 0 || get_piece_end (get_piece (self, i - 1)) != sequence)
    {
      Piece piece = { .sequence = sequence };

      if (self->pieces->len == MAX_PIECES)
        return FALSE;
      g_array_insert_val (self->pieces, i, piece);
      i++;
    }
  pv_stream_bytes_keep (buffered, &get_piece (self, i - 1)->bytes, data, length);
  self->n_kept += length;

  return TRUE;
}

PvStreamHole *
pv_stream_hole_new (const PvStreamPlace *place,
                    guint32              sequence,
                    guint32              n)
{
  PvStreamHole *self = g_new0 (PvStreamHole, 1);

  self->place = *place;
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  self->sequence = sequence;
  self->end = sequence + n;

  return self;
}

void
pv_stream_hole_free (PvStreamHole *self,
                     gsize        *buffered)
{
  pv_stream_bytes_forget (buffered, &self->place.unfinished);
  while (self->pieces->len > 0)
    forget_piece (self, buffered, self->pieces->len - 1);
  g_array_unref (self->pieces);
  g_free (self);
}

gboolean
pv_stream_hole_append (PvStreamHole *self,
                       gsize        *buffered,
                       const guint8 *data,
                       guint32       length)
{
  gboolean kept = keep_piece (self, buffered, self->pieces->len, self->end, data, length);

  self->end += length;

  return kept;
}

void
pv_stream_hole_take_back (PvStreamHole *self,
                          gsize        *buffered,
                          guint32       n)
{
  guint last = self->pieces->len - 1;
  Piece *piece = get_piece (self, last);

  if (piece->bytes->len == n)
    {
      forget_piece (self, buffered, last);
    }
  else
    {
      g_byte_array_set_size (piece->bytes, piece->bytes->len - n);
      *buffered -= n;
      self->n_kept -= n;
    }
  self->end -= n;
}

/* Keeps what of @segment was missing and comes late, but after bytes that are still missing. FALSE where it would be
 * too much. */
static gboolean
keep_late (PvStreamHole       *self,
           gsize              *buffered,
           const PvTcpSegment *segment)
{
  guint32 first = segment->sequence - self->sequence;
  guint32 begin = first;
  guint32 end = MIN (first + segment->payload_length, self->end - self->sequence);
  guint i = 0;

  while (begin < end)
    {
      const Piece *piece = i < self->pieces->len ? get_piece (self, i) : NULL;
      guint32 piece_begin = piece != NULL ? piece->sequence - self->sequence : end;
      guint32 n = piece_begin > begin ? MIN (piece_begin, end) - begin : 0;

      if (n == 0 && get_piece_end (piece) - self->sequence <= begin)
        {
          i++;
        }
      else if (n == 0)
        {
          begin = get_piece_end (piece) - self->sequence;
        }
      else if (keep_piece (self, buffered, i, self->sequence + begin, segment->payload + (begin - first), n))
        {
          begin += n;
        }
      else
        {
          return FALSE;
        }
    }

  return TRUE;
}

PvStreamFill
pv_stream_hole_fill (PvStreamHole           *self,
                     gsize                  *buffered,
                     const PvTcpSegment     *segment,
                     const PvStreamListener *listener)
{
  if ((gint32) (self->sequence - segment->sequence) < 0)
    return keep_late (self, buffered, segment) ? PV_STREAM_FILL_SOME : PV_STREAM_FILL_LOST;

  while (self->sequence != self->end)
    {
      guint32 seen = self->sequence - segment->sequence;
      const Piece *piece = self->pieces->len > 0 ? get_piece (self, 0) : NULL;

      if (piece != NULL && piece->sequence == self->sequence)
        {
          pv_stream_place_read (&self->place, buffered, piece->bytes->data, piece->bytes->len, piece->bytes->len,
                                listener);
          self->sequence += piece->bytes->len;
          forget_piece (self, buffered, 0);
        }
      else if (seen < segment->wire_length)
        {
          guint32 from = MIN (segment->payload_length, seen);
          guint32 length = MIN (segment->wire_length - seen, (piece != NULL ? piece->sequence : self->end)
                                                               - self->sequence);

          pv_stream_place_read (&self->place, buffered, segment->payload + from,
                                MIN (segment->payload_length - from, length), length, listener);
          self->sequence += length;
          /* Where no unit is found, there is nothing to go on with. */
          if (self->place.guessed)
            return PV_STREAM_FILL_LOST;
        }
      else
        {
          return PV_STREAM_FILL_SOME;
        }
    }

  return PV_STREAM_FILL_ALL;
}

typedef struct
{
  guint32 sequence;
  guint32 end;
  guint32 passing;
  guint32 n_pieces;
} SavedHole;

void
pv_stream_hole_save (const PvStreamHole *self,
                     PvStateWriter      *state)
{
  const SavedHole saved = { self->sequence, self->end, self->passing != FALSE, self->pieces->len };

  pv_state_put (state, &saved, sizeof saved);
  pv_stream_place_save (&self->place, state);
  for (guint i = 0; i < self->pieces->len; i++)
    {
      pv_state_put (state, &get_piece (self, i)->sequence, sizeof get_piece (self, i)->sequence);
      pv_state_put_bytes (state, get_piece (self, i)->bytes);
    }
}

/* Whether pieces lie one behind the other before the hole's end. */
static gboolean
restore_pieces (PvStreamHole  *self,
                gsize         *buffered,
                PvStateReader *state,
                guint32        n)
{
  guint32 before = 0;

  for (guint32 i = 0; i < n; i++)
    {
      Piece piece = { 0 };
      guint32 begin;

      if (!pv_state_take (state, &piece.sequence, sizeof piece.sequence)
          || !pv_stream_bytes_restore (buffered, state, &piece.bytes) || piece.bytes == NULL)
        return FALSE;
      g_array_append_val (self->pieces, piece);
      self->n_kept += piece.bytes->len;
      begin = piece.sequence - self->sequence;
      if (piece.bytes->len == 0 || begin < before || begin > self->end - self->sequence
          || piece.bytes->len > self->end - piece.sequence)
        return FALSE;
      before = begin + piece.bytes->len;
    }

  return self->n_kept <= PV_STREAM_HOLE_MAX;
}

/* Whether what may yet be found to begin a unit is kept as what is behind the hole, too. */
static gboolean
keeps_unfinished (const PvStreamHole  *self,
                  const PvStreamPlace *next)
{
  guint have = next->unfinished != NULL ? next->unfinished->len : 0;
  const Piece *last = self->pieces->len > 0 ? get_piece (self, self->pieces->len - 1) : NULL;

  return !self->passing || have == 0 || (last != NULL && last->bytes->len >= have && get_piece_end (last) == self->end);
}

PvStreamHole *
pv_stream_hole_restore (PvStateReader       *state,
                        gsize               *buffered,
                        const PvStreamPlace *next)
{
  PvStreamHole *self;
  SavedHole saved;

  if (!pv_state_take (state, &saved, sizeof saved) || saved.n_pieces > MAX_PIECES)
    return NULL;

  self = pv_stream_hole_new (&(PvStreamPlace) { 0 }, saved.sequence, 0);
  self->end = saved.end;
  self->passing = saved.passing != 0;
  if (pv_stream_place_restore (&self->place, buffered, state) && restore_pieces (self, buffered, state, saved.n_pieces)
      && keeps_unfinished (self, next))
    return self;

  pv_stream_hole_free (self, buffered);

  return NULL;
}
