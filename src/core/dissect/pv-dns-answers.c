/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-answers.c: what a DNS answer says that addresses are called. */
#include "pv-dns-answers.h"

#include <string.h>

#include "pv-cursor.h"

#define DNS_HEADER 12
#define QUESTION_TAIL 4 /* type and class */
#define RECORD_TAIL 10 /* type, class, time to live and length of the data */

#define TYPE_A 1
#define TYPE_CNAME 5
#define TYPE_PTR 12
#define TYPE_AAAA 28
#define CLASS_IN 1
/* Multicast DNS uses the highest bit for something else (RFC 6762, section 10.2). */
#define CLASS_MASK 0x7fff

/* Hostile messages must not cost more than others: more aliases than any resolver follows, and more
 * names than a message has room for where they are not prepared to be many. */
#define MAX_ALIASES 16
#define MAX_TOLD 2048

typedef struct
{
  char name[PV_DNS_NAME_MAX];
  gsize length;
} Name;

typedef struct
{
  Name owner;
  Name target;
} Alias;

typedef struct
{
  const guint8 *message;
  gsize length;
  PvDnsAnswerFunc func;
  gpointer user_data;
  Alias aliases[MAX_ALIASES];
  guint n_aliases;
  guint n_told;
} Reader;

typedef struct
{
  gsize owner; /* offset of its name */
  guint16 type;
  guint16 class;
  gsize data; /* offset */
  guint16 data_length;
} Record;

static gboolean
read_name (const Reader *self,
           gsize         offset,
           Name         *name)
{
  name->length = pv_dns_read_name (self->message, self->length, &offset, name->name);

  return name->length > 0;
}

/* Reads the record at @offset and steps over it. FALSE where it is cut or damaged. */
static gboolean
read_record (const Reader *self,
             gsize        *offset,
             Record       *record)
{
  char unused[PV_DNS_NAME_MAX];
  const guint8 *tail;

  record->owner = *offset;
  if (pv_dns_read_name (self->message, self->length, offset, unused) == 0
      || self->length - *offset < RECORD_TAIL)
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

static gboolean
equal (const Name *a,
       const Name *b)
{
  return a->length == b->length && memcmp (a->name, b->name, a->length) == 0;
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

static gsize
parse_reverse (const Name *name,
               guint8     *address)
{
  if (parse_reverse_ipv4 (name->name, address))
    return 4;

  return parse_reverse_ipv6 (name->name, address) ? 16 : 0;
}

/* Says of one name what a record says of its owner. */
static void
tell (Reader       *self,
      const Record *record,
      const Name   *owner)
{
  const guint8 *data = self->message + record->data;
  guint8 address[16];
  gsize address_size;
  Name target;

  if (self->n_told++ >= MAX_TOLD)
    return;

  if (record->type != TYPE_PTR)
    {
      self->func (data, record->data_length, owner->name, owner->length, self->user_data);
      return;
    }

  address_size = parse_reverse (owner, address);
  if (address_size > 0 && read_name (self, record->data, &target))
    self->func (address, address_size, target.name, target.length, self->user_data);
}

/* Says it of the owner and of all that lead to it. */
static void
tell_of_aliases (Reader       *self,
                 const Record *record)
{
  const Name *names[MAX_ALIASES + 1];
  guint32 used = 0;
  guint n = 1;
  Name owner;

  if (!read_name (self, record->owner, &owner))
    return;

  names[0] = &owner;
  for (guint i = 0; i < n; i++)
    {
      tell (self, record, names[i]);
      for (guint a = 0; a < self->n_aliases; a++)
        if ((used >> a & 1) == 0 && equal (&self->aliases[a].target, names[i]))
          {
            used |= 1u << a;
            names[n++] = &self->aliases[a].owner;
          }
    }
}

static void
note_alias (Reader       *self,
            const Record *record)
{
  Alias *alias = &self->aliases[self->n_aliases];

  if (read_name (self, record->owner, &alias->owner) && read_name (self, record->data, &alias->target))
    self->n_aliases++;
}

static gboolean
is_of_interest (const Record *record)
{
  if (record->class != CLASS_IN)
    return FALSE;

  return record->type == TYPE_PTR || (record->type == TYPE_A && record->data_length == 4)
         || (record->type == TYPE_AAAA && record->data_length == 16);
}

/* Where the answer section begins; 0 where the questions are damaged. */
static gsize
skip_questions (const Reader *self)
{
  gsize offset = DNS_HEADER;
  char unused[PV_DNS_NAME_MAX];

  for (guint i = pv_peek_u16 (self->message + 4); i > 0; i--)
    {
      if (pv_dns_read_name (self->message, self->length, &offset, unused) == 0
          || self->length - offset < QUESTION_TAIL)
        return 0;
      offset += QUESTION_TAIL;
    }

  return offset;
}

gboolean
pv_dns_read_answers (const guint8    *message,
                     gsize            length,
                     PvDnsAnswerFunc  func,
                     gpointer         user_data)
{
  Reader self;
  gsize start;
  gsize offset;
  guint n_records;
  Record record;

  /* QR and opcode (RFC 1035, section 4.1.1). */
  if (length < DNS_HEADER || (message[2] & 0xf8) != 0x80)
    return FALSE;

  /* not all of it: aliases are large */
  self.message = message;
  self.length = length;
  self.func = func;
  self.user_data = user_data;
  self.n_aliases = 0;
  self.n_told = 0;

  n_records = pv_peek_u16 (message + 6);
  start = skip_questions (&self);
  if (start == 0)
    return FALSE;

  /* aliases may come after what they lead to */
  offset = start;
  for (guint i = 0; i < n_records && self.n_aliases < MAX_ALIASES && read_record (&self, &offset, &record); i++)
    if (record.class == CLASS_IN && record.type == TYPE_CNAME)
      note_alias (&self, &record);

  offset = start;
  for (guint i = 0; i < n_records && self.n_told < MAX_TOLD && read_record (&self, &offset, &record); i++)
    if (is_of_interest (&record))
      tell_of_aliases (&self, &record);

  return TRUE;
}
