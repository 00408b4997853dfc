# SPDX-License-Identifier: GPL-3.0-or-later
"""The third oracle: tshark's own statistics, -z conv, -z endpoints, -z io,phs and -z ptype.

They count each header of a packet, also those in tunnels, where PcapViz counts the outermost; and know no fragments but
the first, which have no ports. So of each packet, what it is to either is told from its fields, and what the statistics
count more or less is taken off or added: where both count the same thing, that is nothing. Their bytes are those of
frames and are not compared.
"""

import collections
import re
import subprocess

from . import pcapviz

STATISTICS = ("conv,ip", "conv,ipv6", "conv,tcp", "conv,udp", "endpoints,ip", "endpoints,ipv6", "endpoints,tcp",
              "endpoints,udp", "endpoints,eth", "io,phs", "ptype,tree", "ipv6_ptype,tree")

# What is asked, by the statistics that answer it.
QUESTIONS = ("conv,ip*", "conv,tcp+udp", "endpoints,ip*", "endpoints,tcp+udp", "endpoints,eth", "io,phs", "ptype,tree")

PORTS = {"tcp": 6, "udp": 17}
# tshark's names of protocols right behind an IP header.
TRANSPORTS = {"icmp": 1, "igmp": 2, "tcp": 6, "udp": 17, "dccp": 33, "gre": 47, "esp": 50, "icmpv6": 58, "eigrp": 88,
              "ospf": 89, "pim": 103, "vrrp": 112, "sctp": 132, "udplite": 136}
# What says what ptype a packet has.
TYPES = {"tcp": "TCP", "udp": "UDP", "udplite": "UDPLITE", "dccp": "DCCP", "sctp": "SCTP"}
FIELDS = ["eth.src", "eth.dst", "tcp.hdr_len"]
# What is shorter is no segment to -z conv,tcp.
TCP_HEADER = 20

HEADINGS = {
    "IPv4 Conversations": "conv,ip*", "IPv6 Conversations": "conv,ip*", "TCP Conversations": "conv,tcp",
    "UDP Conversations": "conv,udp", "IPv4 Endpoints": "endpoints,ip*", "IPv6 Endpoints": "endpoints,ip*",
    "TCP Endpoints": "endpoints,tcp", "UDP Endpoints": "endpoints,udp", "Ethernet Endpoints": "endpoints,eth",
    "Protocol Hierarchy Statistics": "io,phs", "IPv4 Statistics/IP Protocol Types:": "ptype,tree",
    "IPv6 Statistics/IP Protocol Types:": "ptype,tree",
}
CONVERSATION = re.compile(r"(\S+)\s+<-> (\S+)\s+(\d+) [\d,.]+ \S+\s+(\d+) [\d,.]+ \S+\s+\d+ ")
# Bytes are a number, and from 4.2 on one in a unit.
ENDPOINT = re.compile(r"(\S+)\s+(?:(\d+)\s+)?(\d+)(?:\s+[\d,.]+(?: [A-Za-z]+)?\s+\d+){2}\s+[\d,.]+(?: [A-Za-z]+)?\s*$")
LEVEL = re.compile(r"( *)(\S+)\s+frames:(\d+) bytes:\d+")
TYPE = re.compile(r" (\S+)\s+(\d+)\s")


def ask(path, options):
    """What the statistics count, by question and label; None where tshark did not come to their end."""
    words = ["tshark", "-n", "-r", path, "-q", *options]
    for statistic in STATISTICS:
        words += ["-z", statistic]
    process = subprocess.run(words, capture_output=True, timeout=600, check=False)
    if process.returncode != 0 and not process.stdout:
        return None
    return parse(process.stdout.decode("utf-8", "replace"))


def parse(text):
    found = {question: collections.Counter() for question in QUESTIONS}
    statistic = None
    path = []
    for line in text.splitlines():
        # later versions have spaces around the slash
        heading = line.strip().replace(" / ", "/")
        if heading in HEADINGS:
            statistic, path = HEADINGS[heading], []
        elif statistic == "io,phs":
            add_level(found[statistic], path, line)
        elif statistic == "ptype,tree":
            match = TYPE.match(line)
            if match and match.group(1) in ("TCP", "UDP"):
                found[statistic][match.group(1)] += int(match.group(2))
        elif statistic is not None and statistic.startswith("conv"):
            add_conversation(found, statistic, line)
        elif statistic is not None:
            add_endpoint(found, statistic, line)
    return found


def split(end):
    address, _, port = end.rpartition(":")
    return pcapviz.address(address), int(port)


def add_conversation(found, statistic, line):
    match = CONVERSATION.match(line)
    if not match:
        return
    one, other, back, there = match.groups()
    for source, destination, packets in ((one, other, there), (other, one, back)):
        if statistic == "conv,ip*":
            label = pcapviz.address(source), pcapviz.address(destination)
            found[statistic][label] += int(packets)
        else:
            label = pcapviz.flow_label(*split(source), *split(destination), PORTS[statistic.partition(",")[2]])
            if any(label[1::2][:2]):
                found["conv,tcp+udp"][label] += int(packets)


def add_endpoint(found, statistic, line):
    match = ENDPOINT.match(line)
    if not match:
        return
    address, port, packets = match.groups()
    if statistic == "endpoints,eth":
        found[statistic][address] += int(packets)
    elif port is None:
        found[statistic][pcapviz.address(address)] += int(packets)
    elif int(port):
        found["endpoints,tcp+udp"][PORTS[statistic.partition(",")[2]], pcapviz.address(address), int(port)] += int(packets)


def add_level(tally, path, line):
    match = LEVEL.match(line)
    if not match:
        return
    del path[len(match.group(1)) // 2 :]
    path.append(match.group(2))
    if transport_of(path) == path[-1] and path.count(path[-1]) == 1:
        tally[TRANSPORTS[path[-1]]] += int(match.group(3))


def transport_of(protocols):
    """The protocol right behind the first IP header, where it has one of the names above."""
    first = next((i for i, protocol in enumerate(protocols) if protocol in ("ip", "ipv6")), None)
    if first is None:
        return None
    behind = [protocol for protocol in protocols[first + 1 :] if not protocol.startswith("ipv6.")]
    # the first version of PIM is carried by IGMP, which is no level of its own then
    if behind[:2] == ["igmp", "pim"]:
        del behind[0]
    return behind[0] if behind and behind[0] in TRANSPORTS else None


def walk(row, protocols):
    """What statistics count of a packet: pairs of addresses, with ports, and of hardware addresses."""
    pairs, flows, links = [], [], []
    values = {name: iter(zip(*(row[field] for field in fields))) for name, fields in
              (("ip", ("ip.src", "ip.dst")), ("ipv6", ("ipv6.src", "ipv6.dst")), ("eth", ("eth.src", "eth.dst")),
               ("tcp", ("tcp.srcport", "tcp.dstport")), ("udp", ("udp.srcport", "udp.dstport")))}
    lengths = iter(row["tcp.hdr_len"])
    pair = None
    for protocol in protocols:
        if protocol in ("icmp", "icmpv6"):
            # what is quoted is not counted
            break
        if protocol not in values:
            continue
        ends = next(values[protocol], None)
        if ends is None:
            continue
        if protocol == "eth":
            links.append(ends)
        elif protocol in ("ip", "ipv6"):
            pair = pcapviz.address(ends[0]), pcapviz.address(ends[1])
            pairs.append(pair)
        elif pair is not None and (protocol == "udp" or int(next(lengths, "0")) >= TCP_HEADER):
            flows.append((pair[0], int(ends[0]), pair[1], int(ends[1]), PORTS[protocol]))
    return pairs, flows, links


class Taps:
    """By how much more PcapViz should count than the statistics, by question and label: the least, and the most."""

    def __init__(self):
        self.least = {question: collections.Counter() for question in QUESTIONS}
        self.most = {question: collections.Counter() for question in QUESTIONS}
        # whether packets have hardware addresses that -z endpoints,eth knows nothing of
        self.has_other_links = False
        # whether packets have an IPv6 routing header, whose last address -z conv,udp takes for the destination
        self.has_routes = False

    def add(self, question, label, n, is_open=False):
        self.least[question][label] += n
        self.most[question][label] += n
        if is_open:
            # perhaps the statistics did not come that far
            self.most[question][label] -= n

    def add_packet(self, row, protocols, key, rules):
        """@key: the flow of the packet as PcapViz counts it, or None."""
        pairs, flows, links = walk(row, protocols)
        cut = bool(row["_ws.short"] or row["_ws.malformed"])
        for pair in pairs:
            # of IPv6, what is cut may be an extension header, and then the statistics have nothing
            is_open = cut and ":" in pair[0]
            self.add("conv,ip*", pair, -1, is_open)
            for end in pair:
                self.add("endpoints,ip*", end, -1, is_open)
        for flow in flows:
            if not flow[1] and not flow[3]:
                rules["port 0"] += 1
                continue
            self.add("conv,tcp+udp", pcapviz.flow_label(*flow), -1, cut)
            for end in (end for end in (flow[:2], flow[2:4]) if end[1]):
                self.add("endpoints,tcp+udp", (flow[4], *end), -1, cut)
        for link in links:
            for end in link:
                self.add("endpoints,eth", end, -1)
        if protocols[:1] == ["eth"] and links:
            for end in set(links[0]):
                self.add("endpoints,eth", end, 1)
        self.has_routes |= "ipv6.routing" in protocols
        self.has_other_links |= protocols[:1] not in ([], ["eth"], ["raw"], ["ip"], ["ipv6"], ["null"])
        # IPv6 where there should be IPv4: behind Ethernet, this statistic has both, elsewhere one
        has_both = protocols[:1] == ["eth"] or row["ip.src"]
        transport = transport_of([protocol for protocol in protocols if protocol != "ip" or has_both])
        if transport is not None:
            self.add("io,phs", TRANSPORTS[transport], -1, cut)
        types = [TYPES[protocol] for protocol in protocols if protocol in TYPES]
        for _ in pairs if types and types[-1] in ("TCP", "UDP") else ():
            self.add("ptype,tree", types[-1], -1, cut)
        if key is not None:
            self.add_flow(key)
        if len(pairs) > 1:
            rules["inner header"] += 1

    def add_flow(self, key):
        self.add("conv,ip*", (key.source, key.destination), 1)
        for end in {key.source, key.destination}:
            self.add("endpoints,ip*", end, 1)
        if key.has_ports and key.protocol in PORTS.values() and (key.source_port or key.destination_port):
            self.add("conv,tcp+udp", pcapviz.flow_label(*key[:5]), 1)
            for end in {(key.source, key.source_port), (key.destination, key.destination_port)}:
                if end[1]:
                    self.add("endpoints,tcp+udp", (key.protocol, *end), 1)
        if key.protocol in TRANSPORTS.values():
            self.add("io,phs", key.protocol, 1)
        for name, number in PORTS.items():
            if key.protocol == number:
                self.add("ptype,tree", TYPES[name], 1)

    def tell(self, answers, found):
        """Adds what is right by what the statistics @found."""
        if self.has_other_links:
            answers.forget("endpoints,eth")
        if self.has_routes:
            answers.forget("conv,tcp+udp", "endpoints,tcp+udp")
        for question in QUESTIONS:
            for label in {*found[question], *self.least[question], *self.most[question]}:
                n = found[question][label]
                least, most = n + self.least[question][label], n + self.most[question][label]
                answers.add(question, label, max(least, 0), max(most, 0))
