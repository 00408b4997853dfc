# SPDX-License-Identifier: GPL-3.0-or-later
"""What tshark's fields say of what packets are asked for: server names, URLs, outcomes of lookups."""

import collections
import decimal

from . import labels, pcapviz

FIELDS = [
    "tls.handshake.extensions_server_name",
    "http.request.method",
    "http.host",
    "http.request.full_uri",
    "http.request.uri",
    "http.request.version",
    "http.user_agent",
    "dns.flags.rcode",
    "dns.count.add_rr",
    "dns.qry.type",
    "dns.id",
    "dns.time",
    "quic.version",
]

# What may quote or carry what others sent.
QUOTING = {"icmp", "icmpv6", "sflow", "http2", "http3", "wg", "sctp", "netlink"}

# 1, 2 (RFC 9369), and the last drafts of 1.
QUIC_VERSIONS = {0x00000001, 0x6B3343CF, *range(0xFF00001D, 0xFF000023)}

OUTCOMES = {0: "NOERROR", 1: "FORMERR", 2: "SERVFAIL", 3: "NXDOMAIN", 4: "NOTIMP", 5: "REFUSED", 6: "YXDOMAIN",
            7: "YXRRSET", 8: "NXRRSET", 9: "NOTAUTH", 10: "NOTZONE"}


def is_known_quic(row):
    """Whether the packets are of a version that is read."""
    versions = [int(version, 0) for version in row["quic.version"]]
    # reserved ones are there to be negotiated away (RFC 9000, section 15), and spelled as version 1
    return all(version in QUIC_VERSIONS or version & 0x0F0F0F0F == 0x0A0A0A0A for version in versions)


def is_broken(row):
    """Whether lengths within a ClientHello contradict each other."""
    return bool(row["_ws.malformed"])


def names_of(row, protocols):
    """The server names in a packet, and who says so."""
    found = []
    if QUOTING & set(protocols):
        return found
    source = "quic" if "quic" in protocols else "tls"
    found += [(source, pcapviz.skeleton(name.lower())) for name in row["tls.handshake.extensions_server_name"]]
    if row["http.request.method"] and "tls" not in protocols:
        found += [("http", name.lower()) for name in row["http.host"]]
    return found


def urls_of(row, protocols, rules):
    """What is asked for; where nobody says of whom, the target. And how many requests are left open."""
    if QUOTING & set(protocols) or "tls" in protocols:
        return [], 0
    urls = row["http.request.full_uri"] or row["http.request.uri"]
    # what tshark takes for the version begins with the rest of the target
    spaced = [" " in version for version in row["http.request.version"]]
    if any(spaced):
        rules["spaces"] += 1
        return [], len(urls)
    return urls, 0


def agents_of(row, protocols):
    """Which programs requests say they are of."""
    if QUOTING & set(protocols) or "tls" in protocols or not row["http.request.method"]:
        return []
    return [labels.agent_skeleton(agent) for agent in row["http.user_agent"]]


def types_of(row, protocols):
    """What the answer in a packet is to. And how many answers are left open: of several messages, which question is of
    which cannot be told."""
    n_answers = len(outcomes_of(row, protocols, collections.Counter()))
    if n_answers == 0:
        return [], 0
    if len(row["dns.flags.response"]) > 1 or len(row["dns.qry.type"]) > 1 or row["_ws.malformed"]:
        return [], len(row["dns.flags.response"])
    return [int(number, 0) for number in row["dns.qry.type"]], 0


class Times:
    """How long answers took, unless it is open what they are to."""

    def __init__(self):
        self.times = []
        self.asked = set()
        self.is_open = False

    def add(self, row, protocols, ends, rules):
        """Takes in a message of DNS between the addresses @ends."""
        before = protocols[: protocols.index("dns")] if "dns" in protocols else []
        if not before or before[-1] not in ("udp", "tcp") or QUOTING & set(before):
            return
        ports = row[before[-1] + ".srcport"] + row[before[-1] + ".dstport"]
        if "53" not in ports:
            return
        if len(row["dns.id"]) != 1 or len(row["dns.flags.response"]) != 1 or row["_ws.malformed"]:
            self.is_open = True
        if row["dns.flags.response"][:1] in (["1"], ["True"]):
            # what is no lookup has no answer
            if row["dns.flags.opcode"] == ["0"] or self.is_open:
                self.times += [round(decimal.Decimal(time) * 10**9) for time in row["dns.time"]]
            return
        query = (*ends, *ports, *row["dns.id"])
        if query in self.asked:
            rules["asked again"] += 1
            self.is_open = True
        self.asked.add(query)

    def tell(self, answers):
        if self.is_open or answers.torn_streams or answers.cut_streams:
            answers.forget("dns_response_ns")
            return
        self.times.sort()
        for label, percent in (("median", 50), ("p95", 95), ("max", 100)):
            if self.times:
                answers.add("dns_response_ns", label, self.times[(len(self.times) * percent + 99) // 100 - 1])


def outcomes_of(row, protocols, rules):
    """The response codes of answers from port 53."""
    before = protocols[: protocols.index("dns")] if "dns" in protocols else []
    if not before or before[-1] not in ("udp", "tcp") or QUOTING & set(before):
        return []
    if "53" not in row[before[-1] + ".srcport"]:
        return []
    opcodes = [opcode for opcode, response in zip(row["dns.flags.opcode"], row["dns.flags.response"])
               if response in ("1", "True")]
    rcodes = row["dns.flags.rcode"]
    # the last field of a message's header
    if len(row["dns.count.add_rr"]) < len(row["dns.flags.response"]):
        rules["cut message"] += 1
        rcodes = rcodes[:-1]
    return [OUTCOMES.get(int(rcode), f"RCODE{rcode}") for rcode, opcode in zip(rcodes, opcodes) if opcode == "0"]
