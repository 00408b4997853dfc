/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-answers.c: what a DNS answer says that addresses are called. */
#include "pv-dns-answers.h"

#include <string.h>

#include "pv-cursor.h"

#define DNS_HEADER 12
#define QUESTION_TAIL 4 /* type and class */
#define RECORD_TAIL 10 /* type, class, time to live and length of the data */
#define POINTER 0xc0

#define TYPE_A 1
#define TYPE_CNAME 5
#define TYPE_PTR 12
#define TYPE_AAAA 28
#define CLASS_IN 1
/* Multicast DNS uses the highest bit for something else (RFC 6762, section 10.2). */
#define CLASS_MASK 0x7fff

/* As in pv_dns_read_name(). */
#define NAME_WIRE_MAX 255
#define MAX_POINTERS 128

/* FNV-1a. Who makes two names of a message collide could as well have made one an alias of the other. */
#define HASH_START G_GUINT64_CONSTANT (0xcbf29ce484222325)
#define HASH_PRIME G_GUINT64_CONSTANT (0x100000001b3)
/* Of what is no name. */
#define NO_HASH 0

typedef struct
{
  gsize owner; /* offset of its name */
  guint16 type;
  guint16 class;
  gsize data; /* offset */
  guint16 data_length;
} Record;

/* Steps over a name. FALSE where it does not end. */
static gboolean
skip_name (const PvDnsAnswers *self,
           gsize              *offset)
{
  gsize at = *offset;

  while (at < self->length)
    {
      guint8 label = self->message[at];

      if (label == 0 || label >= POINTER)
        {
          at += label == 0 ? 1 : 2;
          *offset = at;
          return at <= self->length;
        }
      if (label > 63)
        return FALSE;
      at += 1u + label;
    }

  return FALSE;
}

/* Where a name's first label is, behind the pointers that lead to it; the message's length where it has none. */
static gsize
find_first_label (const PvDnsAnswers *self,
                  gsize               at)
{
  for (guint i = 0; i < MAX_POINTERS && at + 1 < self->length && self->message[at] >= POINTER; i++)
    at = (gsize) (self->message[at] & 0x3f) << 8 | self->message[at + 1];

  return at < self->length && self->message[at] < POINTER ? at : self->length;
}

/* A hash of a name, without regard to case (RFC 4343); NO_HASH where there is no name. */
static guint64
hash_name (const PvDnsAnswers *self,
           gsize               at)
{
  guint64 hash = HASH_START;
  guint n_pointers = 0;
  gsize wire_length = 1;

  while (at < self->length)
    {
      guint8 label = self->message[at++];

      if (label == 0)
        return MAX (hash, NO_HASH + 1);

      if (label >= POINTER)
        {
          if (at >= self->length || n_pointers++ == MAX_POINTERS)
            return NO_HASH;
          at = (gsize) (label & 0x3f) << 8 | self->message[at];
          continue;
        }

      wire_length += 1u + label;
      if (label > 63 || wire_length > NAME_WIRE_MAX || self->length - at < label)
        return NO_HASH;
      hash = (hash ^ label) * HASH_PRIME;
      for (gsize end = at + label; at < end; at++)
        hash = (hash ^ (guint8) g_ascii_tolower ((char) self->message[at])) * HASH_PRIME;
    }

  return NO_HASH;
}

/* Reads the record at @offset and steps over it. FALSE where it is cut or damaged. */
static gboolean
read_record (const PvDnsAnswers *self,
             gsize              *offset,
             Record             *record)
{
  const guint8 *tail;

  record->owner = *offset;
  if (!skip_name (self, offset) || self->length - *offset < RECORD_TAIL)
    return FALSE;

  tail = self->message + *offset;
  record->type = pv_peek_u16 (tail);
  record->class = pv_peek_u16 (tail + 2) & CLASS_MASK;
  record->data_length = pv_peek_u16 (tail + 8);
  record->data = *offset + RECORD_TAIL;
  if (self->length - record->data < record->data_length)
    return FALSE;

  *offset = record->data + record->data_length;

  return TRUE;
}

/* Whether a name is the question's, or one that aliases lead to from there. */
static gboolean
is_asked_for (PvDnsAnswers *self,
              gsize         name)
{
  gsize first_label = find_first_label (self, name);

  /* records of one name are mostly in a row */
  if (first_label != self->last_owner)
    {
      self->last_owner = first_label;
      self->last_hash = hash_name (self, name);
    }

  for (guint i = 0; i < self->n_asked; i++)
    if (self->asked[i] == self->last_hash)
      return self->last_hash != NO_HASH;

  return FALSE;
}

typedef struct
{
  guint64 owner;
  guint64 target;
} Alias;

/* Follows the aliases that the answer section has of the question's name. */
static void
follow_aliases (PvDnsAnswers *self)
{
  Alias aliases[PV_DNS_ALIASES_MAX];
  guint n_aliases = 0;
  gsize offset = self->offset;
  gboolean found = TRUE;
  Record record;

  for (guint i = 0; i < self->n_left && n_aliases < PV_DNS_ALIASES_MAX && read_record (self, &offset, &record); i++)
    {
      guint64 target;

      if (record.class != CLASS_IN || record.type != TYPE_CNAME)
        continue;
      target = hash_name (self, record.data);
      if (target == NO_HASH)
        continue;
      if (is_asked_for (self, record.owner))
        self->asked[self->n_asked++] = target;
      else
        aliases[n_aliases++] = (Alias){ self->last_hash, target };
      if (self->n_asked > PV_DNS_ALIASES_MAX)
        return;
    }

  /* Those that came before what leads to them. */
  while (found)
    {
      found = FALSE;
      for (guint a = 0; a < n_aliases; a++)
        for (guint i = 0; i < self->n_asked && aliases[a].owner != NO_HASH; i++)
          if (self->asked[i] == aliases[a].owner)
            {
              if (self->n_asked > PV_DNS_ALIASES_MAX)
                return;
              aliases[a].owner = NO_HASH;
              self->asked[self->n_asked++] = aliases[a].target;
              found = TRUE;
            }
    }
}

/* The value of a hexadecimal digit, or -1. Names are lower case. */
static int
get_digit (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';

  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "4.3.2.1.in-addr.arpa" is 1.2.3.4. */
static gboolean
parse_reverse_ipv4 (const char *name,
                    guint8     *address)
{
  const char *at = name;

  for (int i = 3; i >= 0; i--)
    {
      guint value = 0;
      guint n_digits = 0;

      while (g_ascii_isdigit (*at) && n_digits < 3)
        {
          value = value * 10 + (guint) (*at++ - '0');
          n_digits++;
        }
      if (n_digits == 0 || value > 255 || *at++ != '.')
        return FALSE;
      address[i] = (guint8) value;
    }

  return strcmp (at, "in-addr.arpa") == 0;
}

/* 32 digits, the last first. */
static gboolean
parse_reverse_ipv6 (const char *name,
                    guint8     *address)
{
  const char *at = name;

  for (int i = 31; i >= 0; i--)
    {
      int digit = get_digit (at[0]);

      if (digit < 0 || at[1] != '.')
        return FALSE;
      at += 2;
      address[i / 2] = i % 2 != 0 ? (guint8) digit : (guint8) (address[i / 2] | digit << 4);
    }

  return strcmp (at, "ip6.arpa") == 0;
}

/* The address that a name is of goes to the answers. Returns its size, or 0. */
static guint8
read_reverse (PvDnsAnswers *self,
              gsize         offset)
{
  char name[PV_DNS_NAME_MAX];

  if (pv_dns_read_name (self->message, self->length, &offset, name) == 0)
    return 0;
  if (parse_reverse_ipv4 (name, self->reverse))
    return 4;

  return parse_reverse_ipv6 (name, self->reverse) ? 16 : 0;
}

gboolean
pv_dns_answers_init (PvDnsAnswers *self,
                     const guint8 *message,
                     gsize         length,
                     gboolean      is_multicast)
{
  guint n_questions;

  /* QR and opcode (RFC 1035, section 4.1.1). */
  if (length < DNS_HEADER || (message[2] & 0xf8) != 0x80)
    return FALSE;

  n_questions = pv_peek_u16 (message + 4);
  if (n_questions == 0 && !is_multicast)
    return FALSE;

  self->message = message;
  self->length = length;
  self->is_multicast = is_multicast;
  self->offset = DNS_HEADER;
  self->n_left = pv_peek_u16 (message + 6);
  if (is_multicast)
    self->n_left += pv_peek_u16 (message + 8) + pv_peek_u16 (message + 10);
  self->n_told = 0;
  self->name_bytes = length;
  if (self->n_left == 0)
    return FALSE;

  for (guint i = 0; i < n_questions; i++)
    {
      if (!skip_name (self, &self->offset) || length - self->offset < QUESTION_TAIL)
        return FALSE;
      self->offset += QUESTION_TAIL;
    }
  if (is_multicast)
    return TRUE;

  self->last_owner = find_first_label (self, DNS_HEADER);
  self->last_hash = hash_name (self, DNS_HEADER);
  self->asked[0] = self->last_hash;
  self->n_asked = 1;
  if (self->last_hash == NO_HASH)
    return FALSE;
  follow_aliases (self);

  return TRUE;
}

/* Whether the message is long enough for one more name of its own. */
static gboolean
take_name (PvDnsAnswers *self,
           gsize         offset)
{
  char name[PV_DNS_NAME_MAX];
  gsize n = pv_dns_read_name (self->message, self->length, &offset, name);

  if (n == 0 || n > self->name_bytes)
    return FALSE;
  self->name_bytes -= n;

  return TRUE;
}

/* What a record says of an address. FALSE where it says nothing of the kind. */
static gboolean
read_address (PvDnsAnswers *self,
              const Record *record,
              PvDnsAddress *address)
{
  gsize owner = self->is_multicast ? record->owner : DNS_HEADER;

  address->is_reverse = record->type == TYPE_PTR;
  address->bytes = address->is_reverse ? self->reverse : self->message + record->data;
  address->size = (guint8) record->data_length;
  address->name = address->is_reverse ? record->data : owner;

  if (record->class != CLASS_IN
      || !(address->is_reverse || (record->type == TYPE_A && record->data_length == 4)
           || (record->type == TYPE_AAAA && record->data_length == 16)))
    return FALSE;
  if (!self->is_multicast && !is_asked_for (self, record->owner))
    return FALSE;

  if (address->is_reverse)
    {
      address->size = read_reverse (self, owner);
      if (address->size == 0)
        return FALSE;
    }

  /* the question's name was looked at */
  return (!self->is_multicast && address->name == DNS_HEADER) || take_name (self, address->name);
}

gboolean
pv_dns_answers_next (PvDnsAnswers *self,
                     PvDnsAddress *address)
{
  Record record;

  while (self->n_left > 0 && self->n_told < PV_DNS_ANSWERS_MAX)
    {
      if (!read_record (self, &self->offset, &record))
        {
          /* nobody knows where the next one is */
          self->n_left = 0;
          return FALSE;
        }

      self->n_left--;
      if (read_address (self, &record, address))
        {
          self->n_told++;
          return TRUE;
        }
    }

  return FALSE;
}
