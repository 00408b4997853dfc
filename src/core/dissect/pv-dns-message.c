/* SPDX-License-Identifier: GPL-3.0-or-later */
/* pv-dns-message.c: what matches DNS answers with their queries (RFC 1035, section 4.1). */
#include "pv-dns-message.h"

#include "pv-cursor.h"

#define DNS_HEADER 12
#define TYPE_AND_CLASS 4

gboolean
pv_dns_message_read (const guint8 *message,
                     gsize         length,
                     PvDnsMessage *self)
{
  gsize offset = DNS_HEADER;

  /* Opcode. */
  if (length < DNS_HEADER || (message[2] & 0x78) != 0)
    return FALSE;

  self->id = pv_peek_u16 (message);
  self->is_answer = (message[2] & 0x80) != 0;
  self->outcome = message[3] & 0x0f;
  self->type = 0;
  self->name_length = 0;
  self->name[0] = '\0';

  if (pv_peek_u16 (message + 4) != 0)
    {
      self->name_length = pv_dns_read_name (message, length, &offset, self->name);
      if (self->name_length == 0 || length - offset < TYPE_AND_CLASS)
        {
          self->name_length = 0;
          self->name[0] = '\0';
          return self->is_answer;
        }
      self->type = pv_peek_u16 (message + offset);
    }

  return self->is_answer || self->name_length > 0;
}

PvOutcomeClass
pv_dns_outcome_get_class (guint8 outcome)
{
  switch (outcome)
    {
    case 0: /* NOERROR */
      return PV_OUTCOME_ANSWERED;

    case 3:
      return PV_OUTCOME_NXDOMAIN;

    case PV_DNS_UNANSWERED:
      return PV_OUTCOME_UNANSWERED;

    default:
      return PV_OUTCOME_ERROR;
    }
}

const char *
pv_outcome_class_get_key (PvOutcomeClass class)
{
  static const char *const keys[PV_N_OUTCOME_CLASSES] = {
    [PV_OUTCOME_ANSWERED] = "answered",
    [PV_OUTCOME_NXDOMAIN] = "nxdomain",
    [PV_OUTCOME_ERROR] = "errors",
    [PV_OUTCOME_UNANSWERED] = "unanswered",
  };

  g_return_val_if_fail (class < PV_N_OUTCOME_CLASSES, NULL);

  return keys[class];
}

const char *
pv_dns_outcome_get_name (guint8 outcome)
{
  static const char *const names[PV_N_DNS_OUTCOMES + 1] = {
    "NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED", "YXDOMAIN", "YXRRSET",
    "NXRRSET", "NOTAUTH", "NOTZONE", "DSOTYPENI", "RCODE12", "RCODE13", "RCODE14", "RCODE15",
    [PV_DNS_UNANSWERED] = "unanswered",
  };

  g_return_val_if_fail (outcome < G_N_ELEMENTS (names), NULL);

  return names[outcome];
}

const char *
pv_dns_type_get_name (guint16 type)
{
  static const struct
  {
    guint16 type;
    const char *name;
  } types[] = {
    { 1, "A" }, { 2, "NS" }, { 5, "CNAME" }, { 6, "SOA" }, { 10, "NULL" }, { 11, "WKS" }, { 12, "PTR" },
    { 13, "HINFO" }, { 14, "MINFO" }, { 15, "MX" }, { 16, "TXT" }, { 17, "RP" }, { 18, "AFSDB" }, { 24, "SIG" },
    { 25, "KEY" }, { 28, "AAAA" }, { 29, "LOC" }, { 33, "SRV" }, { 35, "NAPTR" }, { 36, "KX" }, { 37, "CERT" },
    { 39, "DNAME" }, { 41, "OPT" }, { 42, "APL" }, { 43, "DS" }, { 44, "SSHFP" }, { 45, "IPSECKEY" },
    { 46, "RRSIG" }, { 47, "NSEC" }, { 48, "DNSKEY" }, { 49, "DHCID" }, { 50, "NSEC3" }, { 51, "NSEC3PARAM" },
    { 52, "TLSA" }, { 53, "SMIMEA" }, { 55, "HIP" }, { 59, "CDS" }, { 60, "CDNSKEY" }, { 61, "OPENPGPKEY" },
    { 62, "CSYNC" }, { 63, "ZONEMD" }, { 64, "SVCB" }, { 65, "HTTPS" }, { 99, "SPF" }, { 108, "EUI48" },
    { 109, "EUI64" }, { 249, "TKEY" }, { 250, "TSIG" }, { 251, "IXFR" }, { 252, "AXFR" }, { 255, "ANY" },
    { 256, "URI" }, { 257, "CAA" }, { 32768, "TA" }, { 32769, "DLV" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (types[i].type == type)
      return types[i].name;

  return NULL;
}
