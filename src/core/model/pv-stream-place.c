/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-stream-place.c: the place in a stream where units are read. */
#include "pv-stream-place.h"

#include <string.h>

#include "pv-stream-bytes.h"

void
pv_stream_place_begin (PvStreamPlace *self,
                       guint16        source_port,
                       guint16        destination_port)
{
  *self = (PvStreamPlace) { 0 };
  self->parser = pv_stream_parser_find_port (source_port, destination_port);
}

/* There is no unit of the protocol here: it may begin again, or another. */
static void
lose_place (PvStreamPlace *self,
            gsize         *buffered)
{
  pv_stream_bytes_forget (buffered, &self->unfinished);
  self->ended = self->state.next == PV_STREAM_ENDS;
  self->guessed = TRUE;
  self->state = (PvStreamState) { 0 };
  if (self->parser != NULL && !self->parser->by_port)
    self->parser = NULL;
}

/* Reads the unit of @length bytes at @data. */
static void
read_unit (PvStreamPlace          *self,
           const guint8           *data,
           guint32                 length,
           const PvStreamListener *listener)
{
  PvCursor unit = { data, length, length };

  self->parser->read (&self->state, &unit, listener->funcs, listener->user_data);
  self->state.seen = 0;
  self->state.told = FALSE;
  if (self->state.next == PV_STREAM_ANEW)
    {
      self->state = (PvStreamState) { 0 };
      self->parser = NULL;
    }
  else if (self->state.next == PV_STREAM_ENDS)
    {
      self->ended = TRUE;
    }
}

void
pv_stream_place_tell_unfinished (PvStreamPlace          *self,
                                 const PvStreamListener *listener)
{
  PvStreamState state = self->state;
  PvCursor unit;

  if (self->unfinished == NULL || self->parser == NULL)
    return;

  unit = (PvCursor) { self->unfinished->data, self->unfinished->len, G_MAXUINT32 };
  self->parser->read (&state, &unit, listener->funcs, listener->user_data);
  self->state.told = state.told;
}

/* Takes @n bytes that the place does not look at. */
static guint32
take_skip (PvStreamPlace *self,
           guint32        n)
{
  guint32 skipped = (guint32) MIN (self->state.skip, n);

  self->state.skip -= skipped;

  return skipped;
}

/* Takes the first @n bytes of what is unfinished away. */
static void
drop_bytes (PvStreamPlace *self,
            gsize         *buffered,
            guint32        n)
{
  if (n == self->unfinished->len)
    {
      pv_stream_bytes_forget (buffered, &self->unfinished);
      return;
    }

  g_byte_array_remove_range (self->unfinished, 0, n);
  *buffered -= n;
}

/* Reads a unit that is whole in what is unfinished: where a beginning was looked for, so much may have been kept.
 * @need: (out): bytes of the unit, where they are known. Returns whether there was one, or the place is lost */
static gboolean
read_kept (PvStreamPlace          *self,
           gsize                  *buffered,
           const PvStreamListener *listener,
           guint32                *need)
{
  PvCursor stream = { self->unfinished->data, self->unfinished->len, self->unfinished->len };
  PvParse parse = self->parser->measure (&self->state, &stream, need);

  if (parse == PV_PARSE_NONE)
    {
      lose_place (self, buffered);
      return TRUE;
    }
  if (parse != PV_PARSE_WHOLE)
    return FALSE;

  read_unit (self, stream.data, *need, listener);
  drop_bytes (self, buffered, *need);
  if (self->unfinished != NULL && self->state.skip > 0)
    drop_bytes (self, buffered, take_skip (self, self->unfinished->len));
  *need = 0;

  return TRUE;
}

/* Reads the units in @data, which comes after what is unfinished. */
static void
read_bytes (PvStreamPlace          *self,
            gsize                  *buffered,
            const guint8           *data,
            guint32                 length,
            const PvStreamListener *listener)
{
  guint32 need = 0; /* bytes of the unfinished unit, where they are known */

  while (length > 0 && !self->ended && !self->guessed)
    {
      guint32 have = self->unfinished != NULL ? self->unfinished->len : 0;
      guint32 unit_length = 0;
      guint32 n = have == 0 ? take_skip (self, length) : 0;
      PvCursor stream = { data, length, length };
      PvParse parse;

      if (n > 0)
        {
          data += n;
          length -= n;
          continue;
        }

      if (self->parser == NULL)
        self->parser = have > 0 ? pv_stream_parser_find (self->unfinished->data, have)
                                : pv_stream_parser_find (data, length);
      if (self->parser == NULL)
        {
          lose_place (self, buffered);
          break;
        }

      n = length;
      if (have > 0)
        {
          /* Of what is known to be in the unit, not more is copied. */
          if (need == 0 && read_kept (self, buffered, listener, &need))
            continue;
          if (need > have)
            n = MIN (n, need - have);
          pv_stream_bytes_keep (buffered, &self->unfinished, data, n);
          stream = (PvCursor) { self->unfinished->data, have + n, have + n };
        }

      parse = self->parser->measure (&self->state, &stream, &unit_length);
      if (parse == PV_PARSE_WHOLE)
        {
          read_unit (self, stream.data, unit_length, listener);
          pv_stream_bytes_forget (buffered, &self->unfinished);
          data += unit_length - have;
          length -= unit_length - have;
          need = 0;
        }
      else if (parse == PV_PARSE_NONE)
        {
          lose_place (self, buffered);
        }
      else
        {
          if (have == 0)
            pv_stream_bytes_keep (buffered, &self->unfinished, data, n);
          need = unit_length;
          data += n;
          length -= n;
        }
    }

  if (self->ended)
    pv_stream_bytes_forget (buffered, &self->unfinished);
}

void
pv_stream_place_pass_by (PvStreamPlace *self,
                         gsize         *buffered,
                         guint32        n)
{
  guint64 rest = self->state.skip;

  /* what may begin a unit, but is too short to tell, is of no protocol yet */
  if (self->unfinished != NULL)
    rest = self->parser != NULL && self->parser->rest != NULL
             ? self->parser->rest (self->unfinished->data, self->unfinished->len) : 0;

  pv_stream_bytes_forget (buffered, &self->unfinished);
  if (self->guessed || rest < n)
    {
      self->state.next = PV_STREAM_GOES_ON;
      lose_place (self, buffered);
    }
  else
    {
      self->state.skip = rest - n;
      self->state.seen = 0;
      self->state.told = FALSE;
    }
}

void
pv_stream_place_read (PvStreamPlace          *self,
                      gsize                  *buffered,
                      const guint8           *data,
                      guint32                 captured,
                      guint32                 length,
                      const PvStreamListener *listener)
{
  read_bytes (self, buffered, data, captured, listener);
  if (captured == length || self->ended)
    return;

  /* Of a unit that was cut, what was captured may be enough. */
  pv_stream_place_tell_unfinished (self, listener);
  pv_stream_place_pass_by (self, buffered, length - captured);
}

gboolean
pv_stream_place_find_begin (PvStreamPlace *self,
                            gsize         *buffered,
                            const guint8  *data,
                            guint32        length,
                            guint32       *n_before)
{
  const PvStreamParser *parser = self->parser;
  guint32 begin_length = parser != NULL ? parser->begin_length : PV_STREAM_BEGIN_MAX;
  guint8 begin[PV_STREAM_BEGIN_MAX];
  guint32 have = self->unfinished != NULL ? self->unfinished->len : 0;

  *n_before = 0;
  if (have > 0 && have + length >= begin_length)
    {
      memcpy (begin, self->unfinished->data, have);
      memcpy (begin + have, data, begin_length - have);
      if (parser != NULL ? parser->begins (begin) : pv_stream_parser_find_begin (begin, begin_length) != NULL)
        {
          *n_before = have;
          if (parser == NULL)
            self->parser = pv_stream_parser_find_begin (begin, begin_length);
          return TRUE;
        }

      pv_stream_bytes_forget (buffered, &self->unfinished);
    }

  if (length >= begin_length)
    {
      if (parser != NULL)
        return parser->begins (data);
      self->parser = pv_stream_parser_find_begin (data, length);
      return self->parser != NULL;
    }

  pv_stream_bytes_keep (buffered, &self->unfinished, data, length);

  return FALSE;
}

typedef struct
{
  PvStreamState state;
  guint8 parser; /* its number */
  guint8 guessed;
  guint8 ended;
} SavedPlace;

void
pv_stream_place_save (const PvStreamPlace *self,
                      PvStateWriter       *state)
{
  SavedPlace saved;

  memset (&saved, 0, sizeof saved);
  saved.state = self->state;
  saved.parser = (guint8) pv_stream_parser_get_number (self->parser);
  saved.guessed = self->guessed != FALSE;
  saved.ended = self->ended != FALSE;
  pv_state_put (state, &saved, sizeof saved);
  pv_state_put_bytes (state, self->unfinished);
}

gboolean
pv_stream_place_restore (PvStreamPlace *self,
                         gsize         *buffered,
                         PvStateReader *state)
{
  SavedPlace saved;

  if (!pv_state_take (state, &saved, sizeof saved) || !pv_stream_bytes_restore (buffered, state, &self->unfinished))
    return FALSE;

  self->parser = pv_stream_parser_get_nth (saved.parser);
  self->state = saved.state;
  self->guessed = saved.guessed != 0;
  self->ended = saved.ended != 0;

  return saved.state.next <= PV_STREAM_ENDS
         && saved.state.seen <= (self->unfinished != NULL ? self->unfinished->len : 0)
         && (self->parser != NULL || saved.state.step == 0);
}
