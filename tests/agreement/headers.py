# SPDX-License-Identifier: GPL-3.0-or-later
"""What tshark's fields say of a packet's protocol and ports, as PcapViz counts them: of the outermost IP header."""

from . import pcapviz

# Fields with the ports of each transport protocol that has some. UDP-Lite's are UDP's.
PORTS = {
    6: ("tcp.srcport", "tcp.dstport"),
    17: ("udp.srcport", "udp.dstport"),
    33: ("dccp.srcport", "dccp.dstport"),
    132: ("sctp.srcport", "sctp.dstport"),
    136: ("udp.srcport", "udp.dstport"),
}

# The fields with the next protocol of each extension header, and its length, which has a unit and an offset.
EXTENSIONS = {
    0: ("ipv6.hopopts.nxt", "ipv6.hopopts.len", 8, 1),
    43: ("ipv6.routing.nxt", "ipv6.routing.len", 8, 1),
    44: ("ipv6.fraghdr.nxt", None, 8, 1),
    51: ("ah.next_header", "ah.length", 4, 2),
    60: ("ipv6.dstopts.nxt", "ipv6.dstopts.len", 8, 1),
    140: ("shim6.nxt", "shim6.len", 8, 1),
}
# What stands before an IP header, where nothing else does.
LINKS = {("eth", "ethertype"): 14, ("raw",): 0, (): 0}
IPV6_HEADER = 40

FIELDS = [
    "ip.proto",
    "ip.frag_offset",
    "ipv6.nxt",
    "ipv6.fraghdr.offset",
    *(field for row in EXTENSIONS.values() for field in row[:2] if field),
    *sorted({field for pair in PORTS.values() for field in pair}),
    "tcp.flags.syn",
    "tcp.flags.ack",
    "eth.type",
    "vlan.etype",
    "llc.dsap",
    "llc.type",
]

# EtherTypes whose headers may hold further ones.
CARRIERS = {0x0800, 0x86DD, 0x8100, 0x88A8, 0x9100, 0x8847, 0x8848, 0x8864, 0x22F3, 0x4305, 0x6558, 0x8903, 0x88E7,
            0x8926, 0x893F, 0xF1C1, 0x892F, 0xD28B, 0x2452, 0x894F, 0x8870, 0x9998}
SNAP = 0xAA


def number(text):
    return int(text, 0)


def left_behind(row, protocols, outermost):
    """How many bytes behind an IPv6 header were captured, where that is known."""
    link = LINKS.get(tuple(protocols[: protocols.index(outermost)])) if outermost in protocols else None
    return int(row["frame.cap_len"][0]) - link - IPV6_HEADER if outermost == "ipv6" and link is not None else None


def transport_of(row, protocols, outermost, rules):
    """The protocol after extension headers, and whether it is the first fragment, or no fragment."""
    values = row["ip.proto" if outermost == "ip" else "ipv6.nxt"]
    if not values:
        return None, False
    protocol = number(values[0])
    whole = outermost == "ipv6" or not row["ip.frag_offset"] or number(row["ip.frag_offset"][0]) == 0
    left = left_behind(row, protocols, outermost)
    seen = dict.fromkeys(EXTENSIONS, 0)
    while whole and protocol in EXTENSIONS:
        field, length_field, unit, more = EXTENSIONS[protocol]
        i = seen[protocol]
        if i >= min(len(row[name]) for name in (field, length_field or field)):
            break
        length = ((number(row[length_field][i]) if length_field else 0) + more) * unit
        if left is not None and length > left and not is_later_fragment(row, protocol, i):
            rules["cut extension"] += 1
            break
        left = left - length if left is not None else None
        whole = not is_later_fragment(row, protocol, i)
        seen[protocol] += 1
        protocol = number(row[field][i])
    return protocol, whole


def is_later_fragment(row, protocol, i):
    return protocol == 44 and number(row["ipv6.fraghdr.offset"][i]) != 0


def ports_of(row, protocol):
    """Source and destination port, or None."""
    values = [row[field] for field in PORTS.get(protocol, ())]
    return (int(values[0][0]), int(values[1][0])) if values and all(values) else None


def is_syn(row):
    return row["tcp.flags.syn"][:1] in (["1"], ["True"]) and row["tcp.flags.ack"][:1] in (["0"], ["False"])


def link_protocol_of(row, protocols):
    """What a packet without IP is instead, or None where that is open."""
    layers = [protocol for protocol in protocols if protocol not in ("ethertype", "vlan")]
    types = row["eth.type"] + row["vlan.etype"]
    if layers[:1] != ["eth"] or "eth" in layers[1:] or "ppp" in layers:
        return None
    if layers[1:2] == ["llc"]:
        if len(row["llc.dsap"]) != 1:
            return None
        if number(row["llc.dsap"][0]) != SNAP:
            return pcapviz.llc_label(number(row["llc.dsap"][0]))
        types += row["llc.type"]
    elif "llc" in layers:
        return None
    if not types or number(types[-1]) in CARRIERS or len(row["eth.type"]) > 1:
        return None
    if number(types[-1]) == 0:
        # a length: nothing follows, not even LLC
        return "other" if len(types) == 1 else None
    return pcapviz.ethertype_label(number(types[-1]))
