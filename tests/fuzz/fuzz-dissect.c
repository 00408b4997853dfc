/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fuzz-dissect.c: one packet of any link-layer header type.
 *
 * Input: link type (2 bytes), bytes on the wire that were not captured (2), frame check sequence (1),
 * packet. */

#include <string.h>

#include "facts.h"
#include "fuzz.h"
#include "pv-dissect.h"
#include "pv-dns.h"
#include "pv-layer.h"
#include "pv-link-type.h"

int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  fuzz_set_up ();
  return 0;
}

static gboolean
lies_within (const PvRecord *record,
             const guint8   *data,
             gsize           length)
{
  return data >= record->data
         && data <= record->data + record->captured_length
         && length <= (gsize) (record->data + record->captured_length - data);
}

static void
check_facts (const PvRecord *record,
             const PvFacts  *facts)
{
  FUZZ_CHECK (facts->address_size == 0 || facts->address_size == 4 || facts->address_size == 16);
  FUZZ_CHECK (facts->skip < PV_N_SKIPS);
  FUZZ_CHECK (!facts->has_lookup || (!facts->has_answer && !facts->has_segment));
  if (facts->address_size > 0)
    {
      FUZZ_CHECK (facts->skip == PV_SKIP_NONE);
      FUZZ_CHECK (lies_within (record, facts->source, facts->address_size));
      FUZZ_CHECK (lies_within (record, facts->destination, facts->address_size));
    }
  else
    {
      FUZZ_CHECK (facts->source == NULL && facts->destination == NULL);
      FUZZ_CHECK (!facts->has_lookup && !facts->has_answer && !facts->has_segment && !facts->has_datagram);
    }

  if (facts->has_lookup)
    {
      char name[PV_DNS_NAME_MAX];

      FUZZ_CHECK (facts->lookup_kind < PV_N_LOOKUP_KINDS);
      FUZZ_CHECK (lies_within (record, facts->question, facts->question_length));
      pv_dns_read_lookup (facts->question, facts->question_length, name);
    }
  if (facts->has_answer)
    {
      FUZZ_CHECK (facts->lookup_kind < PV_N_LOOKUP_KINDS);
      FUZZ_CHECK (lies_within (record, facts->question, facts->question_length));
    }
  if (facts->has_segment)
    {
      const PvTcpSegment *segment = &facts->segment;

      FUZZ_CHECK (segment->address_size == 4 || segment->address_size == 16);
      FUZZ_CHECK (lies_within (record, segment->client, segment->address_size));
      FUZZ_CHECK (lies_within (record, segment->server, segment->address_size));
      FUZZ_CHECK (lies_within (record, segment->payload, segment->payload_length));
      FUZZ_CHECK (segment->payload_length <= segment->wire_length);
    }
  if (facts->has_datagram)
    {
      const PvDatagram *datagram = &facts->datagram;

      FUZZ_CHECK (datagram->address_size == 4 || datagram->address_size == 16);
      FUZZ_CHECK (lies_within (record, datagram->source, datagram->address_size));
      FUZZ_CHECK (lies_within (record, datagram->destination, datagram->address_size));
      FUZZ_CHECK (lies_within (record, datagram->payload, datagram->payload_length));
      FUZZ_CHECK (datagram->payload_length <= datagram->wire_length);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  FuzzInput input = { data, size };
  PvRecord record = { 0 };
  PvFacts facts;
  PvFacts again;
  guint8 *packet;
  gsize length;
  guint64 missing;

  record.link_type = fuzz_input_take_number (&input, 2);
  missing = fuzz_input_take_number (&input, 2);
  record.fcs_length = fuzz_input_take_number (&input, 1);
  packet = fuzz_input_take_bytes (&input, G_MAXSIZE, &length);
  record.data = packet;
  record.captured_length = length;
  /* Some files claim fewer bytes on the wire than were captured. */
  record.original_length = missing == G_MAXUINT16 ? length / 2 : length + missing;

  memset (&facts, 0x55, sizeof facts);
  pv_dissect (&record, &facts);
  check_facts (&record, &facts);
  pv_link_type_get_name (record.link_type);

  /* No state: the same again, whatever was in the facts before. */
  memset (&again, 0xaa, sizeof again);
  pv_dissect (&record, &again);
  FUZZ_CHECK (facts_are_alike (&facts, &again));
  /* what is found in one step is what is found layer after layer */
  pv_dissect_layers (&record, &again, FALSE);
  FUZZ_CHECK (facts_are_alike (&facts, &again));

  pv_dissect_segment (&record, &again);
  check_facts (&record, &again);
  FUZZ_CHECK (again.has_segment || !facts.has_segment);
  pv_dissect_layers (&record, &facts, TRUE);
  FUZZ_CHECK (usual_is_alike (&record, &facts));
  FUZZ_CHECK (facts_are_alike (&facts, &again));

  free (packet);
  return 0;
}
