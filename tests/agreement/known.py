# SPDX-License-Identifier: GPL-3.0-or-later
"""What conversations are known by: what they say themselves, else what lookups were answered before they began."""

import collections

from . import flows, names, pcapviz

FIELDS = ["dns.resp.name", "dns.resp.type", "dns.cname", "dns.a", "dns.aaaa", "dns.count.answers", "udp.srcport",
          "tcp.srcport"]

QUESTION = "flows.name"

CNAME, A, AAAA, SRV = "5", "1", "28", "33"

# A packet with a conversation: when, of which flow, which names it says, whether it may say others, and what it answers:
# a client, or None for all, a name and an address each.
Packet = collections.namedtuple("Packet", "time_ns key said is_open answered")


def records_of(row, multicast):
    """The names and types of the records that count, each with what it says."""
    says = {CNAME: iter(row["dns.cname"]), A: iter(row["dns.a"]), AAAA: iter(row["dns.aaaa"])}
    types = row["dns.resp.type"]
    # tshark takes the names of SRV records apart, and calls their parts otherwise
    is_apart = len(row["dns.resp.name"]) == len(types) - types.count(SRV)
    called = iter(row["dns.resp.name"])
    records = [("" if is_apart and kind == SRV else next(called, ""), kind) for kind in types]
    if not multicast:
        records = records[: int(row["dns.count.answers"][0])]
    return [(pcapviz.skeleton(name.lower()), kind, next(says[kind], None) if kind in says else None)
            for name, kind in records]


def answers_of(row, protocols):
    """What a packet answers. None where that is open."""
    kind = next((p for p in ("dns", "mdns", "llmnr") if p in protocols), None)
    if kind is None or not row["dns.flags.response"] or names.QUOTING & set(protocols[: protocols.index(kind)]):
        return []
    before = protocols[protocols.index(kind) - 1]
    if not {"1", "True"} & set(row["dns.flags.response"]) or before not in ("udp", "tcp"):
        return []
    if kind == "dns" and "53" not in row[before + ".port"]:
        return []
    if len(row["dns.flags.response"]) > 1 or row["frame.cap_len"] != row["frame.len"] or row["_ws.malformed"]:
        return None
    if row["dns.flags.opcode"] != ["0"] or not row["dns.count.answers"]:
        return []
    client = None
    if kind != "mdns":
        version = [p for p in protocols[: protocols.index(kind)] if p in ("ip", "ipv6")][-1]
        client = pcapviz.address(row[version + ".dst"][-1])
        if not row["dns.qry.name"]:
            return []
    records = records_of(row, kind == "mdns")
    if kind == "mdns":
        return [(None, name, pcapviz.address(said)) for name, kind, said in records if kind in (A, AAAA) and said]
    asked = pcapviz.skeleton(row["dns.qry.name"][0].lower())
    aliases = {asked}
    for _ in records:
        aliases |= {pcapviz.skeleton(said.lower()) for name, kind, said in records
                    if kind == CNAME and said and name in aliases}
    return [(client, asked, pcapviz.address(said)) for name, kind, said in records
            if kind in (A, AAAA) and said and name in aliases]


class Known:
    """What was seen so far, in the order of the file."""

    def __init__(self):
        self.packets = []

    def add(self, answers, row, protocols, key, time_ns, said, is_open):
        """Notes an IP packet. @said: what it says of its server; @is_open: whether others may find more, or less"""
        answered = answers_of(row, protocols)
        if answered is None or time_ns is None:
            answers.forget(QUESTION)
            return
        # lookups in streams of which tshark finds less
        if answers.torn_streams.intersection(row["tcp.stream"]) and "53" in row["tcp.port"]:
            answers.forget(QUESTION)
        self.packets.append(Packet(time_ns, key, said, is_open, answered))

    def tell(self, answers):
        """Adds what each conversation is known by."""
        of_client, of_any = {}, {}
        before, said, is_open = {}, {}, set()
        if QUESTION not in answers.tallies:
            return
        for packet in sorted(self.packets, key=lambda packet: packet.time_ns):
            key = packet.key
            pair = frozenset((key, flows.reverse_of(key)))
            if pair not in before:
                before[pair] = {
                    (client, server): [(of_client.get((client, server)), "dns_client"), (of_any.get(server), "dns_any")]
                    for client, server in ((key.source, key.destination), (key.destination, key.source))}
            if packet.said and pair not in said:
                said[pair] = packet.said[0]
            if packet.is_open:
                is_open.add(pair)
            for client, name, address in packet.answered:
                of_client[client, address] = name
                of_any[address] = name

        for pair, answered in before.items():
            key = next(key for key in pair if key in answers.flows.flows)
            label = pcapviz.flow_label(*key[:5])
            label = min(label, pcapviz.flow_label(*flows.reverse_of(key)[:5]))
            from_client = answers.flows.is_from_client(key)
            sides = (key.source, key.destination) if from_client else (key.destination, key.source)
            found = [(said[pair][1], said[pair][0])] if pair in said else answered[sides]
            name, evidence = next((each for each in found if each[0] is not None), (None, None))
            # labels of conversations without ports may be those of others with port 0
            if pair in is_open or (from_client is None and pair not in said) or answers.has(QUESTION, label):
                answers.add(QUESTION, label, 0, pcapviz.MOST_NAME_CODE)
            else:
                answers.add(QUESTION, label, pcapviz.name_code(name, evidence))
