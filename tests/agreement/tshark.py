# SPDX-License-Identifier: GPL-3.0-or-later
"""The first oracle: tshark, told to answer what PcapViz answers.

It reassembles no fragments, guesses no DNS on other ports, and takes a length of 0 for segmentation offload.
"""

import collections
import decimal
import re
import subprocess

from . import flows, headers, known, links, names, pcapviz, taps
from .savefile import EARLIEST, LATEST, clamp
from .tally import Answers

OPTIONS = [
    "ip.defragment:FALSE",
    "ip.tso_support:TRUE",
    "ipv6.defragment:FALSE",
    "ipv6.tso_support:TRUE",
    "wlan.defragment:FALSE",
    "ppi.reassemble:FALSE",
]

FIELDS = [
    "frame.number",
    "frame.len",
    "frame.cap_len",
    "frame.time_epoch",
    "frame.encap_type",
    "frame.protocols",
    "ip.version",
    "ip.src",
    "ip.dst",
    "ip.cur_rt",
    "ip.len",
    "ip.hdr_len",
    "ipv6.src",
    "ipv6.dst",
    "ipv6.plen",
    "ipv6.version",
    "ipv6.opt.jumbo",
    "udp.port",
    "tcp.port",
    "tcp.dstport",
    "tcp.stream",
    "tcp.len",
    "tcp.analysis.lost_segment",
    "tcp.analysis.out_of_order",
    "tcp.analysis.spurious_retransmission",
    "dns.flags.response",
    "dns.flags.opcode",
    "dns.count.queries",
    "dns.qry.name",
    "wlan.fc.protected",
    "_ws.short",
    "_ws.malformed",
    "_ws.expert.message",
    *headers.FIELDS,
    *names.FIELDS,
    *known.FIELDS,
    "quic.long.packet_type",
    *taps.FIELDS,
    *links.FIELDS,
]

# Bytes that tshark takes for a header of the capture, not of the packet, by Wireshark's number of the
# link-layer header type (frame.encap_type): SunATM, PPP with direction, IrDA, MTP2, LAPD, ERF,
# Bluetooth H4 with direction, SITA, I2C, NFC LLCP, Bluetooth monitor. None: as long as it likes to be.
PSEUDO_HEADERS = {13: 4, 19: 1, 44: 16, 75: 4, 88: 16, 98: None, 99: 4, 100: 5, 112: 5, 115: None, 140: 2, 159: 4}
ERF = 98
UNKNOWN = 0

# What a lookup may be quoted in rather than sent in.
QUOTING = {"icmp", "icmpv6", "sflow", "http", "http2", "http3", "quic", "tls", "dtls", "wg", "sctp", "netlink"}

# What IP may lie in that only state can tell.
STATEFUL = {"bluetooth", "hci_h4", "hci_usb", "btle", "usb", "usbll", "l2tp", "vjc"}

# Frames that end in these are read to their end, and hold no IP.
NO_IP = {"arp", "stp", "rstp", "mstp", "lldp", "cdp", "eapol", "eap", "loop", "lacp", "pppoed", "homeplug", "homeplug-av"}

# tshark's names of the protocols that ask for names, and the report's.
LOOKUPS = {"dns": "lookups", "mdns": "mdns_lookups", "llmnr": "llmnr_lookups"}

# Between a field's values, as no name has it: tshark escapes it.
SEPARATOR = "\x1f"

# What tshark writes in place of a name that it cannot read.
UNREADABLE = ("<Unknown extended label>", "<Name too long>", "<Name contains a pointer that loops>")

SECOND = 10**9


class Refusal(Exception):
    """tshark reads no packet of a file."""


def preferences():
    """How tshark is to read packets, whatever it is asked."""
    # flannel's and Cilium's port
    words = ["-d", "udp.port==8472,vxlan", "--disable-heuristic", "dns_udp", "-d", "tcp.port==5353,data"]
    for option in OPTIONS:
        words += ["-o", option]
    return words


def command(path, fields):
    words = ["tshark", "-n", "-r", path, "-T", "fields", "-E", "separator=/t", "-E", "occurrence=a"]
    words += ["-E", "aggregator=" + SEPARATOR, *preferences()]
    for field in fields:
        words += ["-e", field]
    return words


def ask(path):
    """The rows of all packets, by field, and what tshark said on standard error."""
    rows = []
    with subprocess.Popen(command(path, FIELDS), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        for line in process.stdout:
            values = line.decode("utf-8", "replace").rstrip("\n").split("\t")
            if len(values) != len(FIELDS):
                raise Refusal(f"tshark answers strangely: {line[:80]!r}")
            rows.append({field: [v for v in value.split(SEPARATOR) if v] for field, value in zip(FIELDS, values)})
        message = process.stderr.read().decode("utf-8", "replace")
        status = process.wait()

    lines = [line for line in message.splitlines() if line and "could be dangerous" not in line]
    if status != 0 and not rows:
        raise Refusal(lines[-1] if lines else f"exit status {status}")
    return rows, "\n".join(lines)


def read_streams(path, streams):
    """What was captured of the streams' bytes to port 53, each in the order of the file and of its numbers."""
    words = command(path, ["tcp.stream", "tcp.seq", "tcp.payload"]) + ["-Y", "tcp.dstport == 53"]
    output = subprocess.run(words, capture_output=True, timeout=600, check=False).stdout.decode("utf-8", "replace")
    segments = []
    for line in output.splitlines():
        stream, number, payload = (line.split("\t") + ["", ""])[:3]
        if payload and stream in streams and SEPARATOR not in line:
            segments.append((stream, int(number or 0), bytes.fromhex(payload.replace(":", ""))))
    in_order = sorted(segments, key=lambda segment: segment[:2])
    return [b"".join(segment[2] for segment in some).lower() for some in (segments, in_order)]


def tshark_name(name):
    if name in ("<Root>", ""):
        return "."
    return "".join(c.lower() if c.isascii() else c for c in name)


def skeleton(name):
    """The same as pcapviz.skeleton(), of a name as tshark writes it."""
    name = re.sub(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-7]{3}|[abfnrtv\\]|)|[^\x21-\x7e]", "?", name)
    return re.sub(r"\?+", "?", name)


def lookups_of(row, protocols, rules):
    """The report's key and the name of each lookup in one packet."""
    kind = next((p for p in protocols if p in LOOKUPS), None)
    if kind is None:
        return []

    before = protocols[: protocols.index(kind)]
    if QUOTING & set(before):
        rules["embedded"] += 1
        return []
    if not before or before[-1] not in ("udp", "tcp"):
        return []

    if kind == "dns":
        ports = row[before[-1] + ".port"]
        if "53" not in ports[-2:] and "53" not in ports[:2]:
            rules["port"] += 1
            return []
        if before[-1] == "tcp" and "53" not in row["tcp.dstport"]:
            if any(response in ("0", "False") for response in row["dns.flags.response"]):
                rules["server"] += 1
            return []

    found = []
    names = list(row["dns.qry.name"])
    for response, opcode, queries in zip(
        row["dns.flags.response"], row["dns.flags.opcode"], row["dns.count.queries"]
    ):
        own, names = names[: int(queries)], names[int(queries) :]
        if response not in ("0", "False") or opcode != "0" or queries == "0":
            continue
        if not own or own[0] in UNREADABLE:
            rules["unreadable"] += 1
            continue
        found.append((LOOKUPS[kind], tshark_name(own[0])))

    return found


def time_of(row):
    """Nanoseconds since the epoch, or None."""
    if not row["frame.time_epoch"]:
        return None
    seconds, _, fraction = row["frame.time_epoch"][0].partition(".")
    time = decimal.Decimal(seconds) + decimal.Decimal("0." + (fraction or "0"))
    return clamp(int(time * SECOND))


def is_cut(row, protocols, outermost):
    """Whether the snapshot length cut the outermost IP header."""
    if protocols.count(outermost) != 1:
        return False
    name = {"ip": "IPv4", "ipv6": "IPv6"}[outermost]
    return any(f": {name} truncated" in short for short in row["_ws.short"])


def add_record(answers, rules, row, record, encapsulation):
    """Adds a record's length and its time, which is returned."""
    length = int(row["frame.len"][0])
    if length == 2**31 - 1:
        rules["beyond 2 GiB"] += 1
        length = record.original if record else None
    elif encapsulation in PSEUDO_HEADERS:
        rules["pseudo-header"] += 1
        own = PSEUDO_HEADERS[encapsulation]
        length = length + own if own is not None else record.original if record else None
    if length is None:
        answers.forget("wire_bytes", "packet_sizes.packets", "packet_sizes.bytes")
    answers.add("wire_bytes", "", length or 0)
    answers.add("packet_sizes.packets", pcapviz.size_label(length or 0), 1)

    time_ns = time_of(row)
    if encapsulation == ERF and record:
        rules["own clock"] += 1
        time_ns = record.time_ns
    elif record and record.odd:
        rules[record.odd] += 1
        time_ns = record.time_ns
    elif time_ns is not None and abs(time_ns) > LATEST - SECOND:
        rules["beyond 2262"] += 1

    answers.add("packets", "", 1)
    if time_ns is None:
        answers.forget("first_time_ns", "last_time_ns", "bins.packets", "bins.bytes", "flows.first_time_ns",
                       "flows.last_time_ns")
        time_ns = 0
    answers.add("bins.packets", bin_of(time_ns), 1)
    return time_ns, length or 0


def bin_of(time_ns):
    width = pcapviz.BIN * SECOND
    return max(time_ns // width * width, EARLIEST) // SECOND


def is_plausible_ipv6(row, protocols):
    """Whether a header of version 6, where there should be one of 4, has a length that fits its frame."""
    link = {"eth": 14, "null": 4, "loop": 4, "sll": 16, "raw": 0, "ppp": 4}.get(protocols[0])
    if link is None or protocols.index("ip") > 2 or not row["ipv6.plen"]:
        return False
    left = int(row["frame.len"][0]) - link - 40 - int(row["ipv6.plen"][0])
    return 0 <= left <= 10


def outermost_of(row, protocols, rules):
    """The outermost IP header: which, source and destination, least and most bytes; None where there is none, or
    it does not count."""
    outermost = next((p for p in protocols if p in ("ip", "ipv6")), None)
    if outermost is None:
        return None
    if outermost == "ip" and not row["ip.src"] and row["ip.version"][:1] == ["6"]:
        rules["disguise"] += 1
        if not is_plausible_ipv6(row, protocols):
            return None
        outermost = "ipv6"

    before = set(protocols[: protocols.index(outermost)])
    if outermost == "ipv6" and "6lowpan" in protocols:
        rules["6LoWPAN"] += 1
        return None
    if "vjc" in before:
        rules["Van Jacobson"] += 1
        return None
    if STATEFUL & before:
        rules["state"] += 1
        return None

    if outermost == "ip":
        source, destination, length = row["ip.src"], row["ip.dst"], row["ip.len"]
        if source and length and row["ip.hdr_len"] and 0 < int(length[0]) < int(row["ip.hdr_len"][0]):
            rules["short length"] += 1
            return None
        if row["ip.cur_rt"]:
            rules["source route"] += 1
            destination = row["ip.cur_rt"]
        size = int(length[0]) if length else 0
    else:
        source, destination, length = row["ipv6.src"], row["ipv6.dst"], row["ipv6.plen"]
        if source and row["ipv6.version"] and row["ipv6.version"][0] != "6":
            rules["version"] += 1
            return None
        size = 40 + int(length[0]) if length else 0

    if not source:
        return None
    if not destination or is_cut(row, protocols, outermost):
        rules["cut header"] += 1
        return None

    most = size
    if size == 40 and row["ipv6.opt.jumbo"]:
        rules["jumbogram"] += 1
        most = int(row["frame.len"][0])
    return outermost, (pcapviz.address(source[0]), pcapviz.address(destination[0])), size, most


def add_skipped(answers, row, protocols, encapsulation):
    """Whether a record without IP was skipped: surely, surely not, or that is open."""
    whole = not row["_ws.short"] and not row["_ws.malformed"] and row["frame.cap_len"] == row["frame.len"]
    if protocols and protocols[-1] in NO_IP and whole and "1" not in row["wlan.fc.protected"]:
        answers.add("skipped", "", 0)
    elif any(is_cut(row, protocols, p) for p in ("ip", "ipv6") if p in protocols) and protocols[0] in ("eth", "raw"):
        answers.add("skipped", "", 1)
    else:
        answers.add("skipped", "", 0, 1)


def add_link_protocol(answers, row, protocols):
    """What a packet is in which no IP counts."""
    label = headers.link_protocol_of(row, protocols) if not {"ip", "ipv6"} & set(protocols) else None
    if label is not None:
        answers.add("link_protocols.packets", label, 1)
    elif "link_protocols.packets" in answers.tallies:
        answers.tallies["link_protocols.packets"].slack += 1


def add_open_names(answers, row, protocols, rules):
    """Leaves open what is found in a stream from where bytes are late or missing: tshark finds less of it. And the
    one handshake of a stream that begins in remote desktops' way."""
    if protocols[-1:] == ["tpkt"] and not answers.tpkt_streams.issuperset(row["tcp.stream"]):
        answers.tpkt_streams.update(row["tcp.stream"])
        rules["TPKT"] += 1
        answers.tallies["server_names"].slack += 1
    if "3" in row["quic.long.packet_type"]:
        rules["Retry"] += 1
        answers.tallies["server_names"].slack += 1
    late = row["tcp.analysis.out_of_order"] or row["tcp.analysis.spurious_retransmission"]
    if late or row["tcp.analysis.lost_segment"]:
        answers.torn_streams.update(row["tcp.stream"])
    if answers.torn_streams.intersection(row["tcp.stream"]) and row["tcp.len"][-1:] not in ([], ["0"]):
        rules["cut connection"] += 1
        for question in ("server_names", "urls", "user_agents", "dns_outcomes", "dns_types"):
            answers.tallies[question].slack += 1


def add_packet(answers, rules, row, record):
    """Adds what one row says; @record is what the file says itself, where that is known."""
    if not row["frame.encap_type"]:
        rules["no packet"] += 1
        return None

    protocols = row["frame.protocols"][0].split(":") if row["frame.protocols"] else []
    encapsulation = int(row["frame.encap_type"][0])
    time_ns, length = add_record(answers, rules, row, record, encapsulation)

    if "53" in row["tcp.dstport"] and (
        row["frame.cap_len"] != row["frame.len"]
        or row["tcp.analysis.lost_segment"]
        or row["tcp.analysis.out_of_order"]
    ):
        answers.cut_streams.update(row["tcp.stream"])

    add_open_names(answers, row, protocols, rules)
    links.add_packet(answers, row, protocols, rules)
    found = outermost_of(row, protocols, rules)
    if found is None:
        add_skipped(answers, row, protocols, encapsulation)
        add_link_protocol(answers, row, protocols)
        answers.taps.add_packet(row, protocols, None, rules)
        return time_ns

    outermost, ends, least, most = found
    source, destination = ends
    answers.add("ip_packets", "", 1)
    answers.add("ip_bytes", "", least, most)
    answers.add("bins.bytes", bin_of(time_ns), least, most)
    for question, label in (("sources", source), ("destinations", destination)):
        answers.add(question + ".packets", label, 1)
        answers.add(question + ".bytes", label, least, most)
    for address in set(ends):
        answers.add("addresses.packets", address, 1)
        answers.add("addresses.bytes", address, least, most)
    answers.add("packet_sizes.bytes", pcapviz.size_label(length), least, most)
    transport = headers.transport_of(row, protocols, outermost, rules)
    flow = flows.add_packet(answers, row, transport, time_ns, ends, least, most)
    answers.taps.add_packet(row, protocols, flow, rules)
    said = []
    is_open = bool((answers.torn_streams | answers.tpkt_streams).intersection(row["tcp.stream"]))
    for label in names.names_of(row, protocols):
        if label[0] == "quic" and not names.is_known_quic(row):
            rules["QUIC version"] += 1
        elif label[0] != "http" and names.is_broken(row):
            rules["broken hello"] += 1
            answers.add("server_names", label, 0, 1)
            is_open = True
        else:
            answers.add("server_names", label, 1)
            said.append(label)
    answers.known.add(answers, row, protocols, flow, time_ns, said, is_open)
    for label in names.outcomes_of(row, protocols, rules):
        answers.add("dns_outcomes", label, 1)
    answers.times.add(row, protocols, ends, rules)
    types, n_open = names.types_of(row, protocols)
    answers.tallies["dns_types"].slack += n_open
    for label in types:
        answers.add("dns_types", label, 1)
    for label in names.agents_of(row, protocols):
        answers.add("user_agents", label, 1)
    urls, n_open = names.urls_of(row, protocols, rules)
    answers.tallies["urls"].slack += n_open
    for label in urls:
        answers.add("urls", label, 1)
    for question, name in lookups_of(row, protocols, rules):
        answers.add(question, skeleton(name), 1)
        for stream in row["tcp.stream"]:
            answers.in_streams[stream, skeleton(name)] += 1
    return time_ns


def answer(rows, message, savefile, rules=None):
    """What is right for a file: its answers, and how often each rule was needed."""
    answers = Answers()
    rules = collections.Counter() if rules is None else rules
    if savefile is not None and savefile.damaged and len(savefile.records) < len(rows):
        rules["damaged block"] += 1
        answers.forget(*taps.QUESTIONS)
        rows = rows[: len(savefile.records)]
    packets = [row for row in rows if row["frame.encap_type"]]
    # Our own reading counts only where both step from record to record alike.
    trusted = savefile is not None and [int(row["frame.cap_len"][0]) for row in packets] == [
        record.captured - (PSEUDO_HEADERS.get(int(row["frame.encap_type"][0])) or 0)
        for row, record in zip(packets, savefile.records)
    ] and len(packets) == len(savefile.records)
    records = iter(savefile.records if trusted else [])

    times = []
    for row in rows:
        record = next(records, None) if trusted and row["frame.encap_type"] else None
        time_ns = add_packet(answers, rules, row, record)
        if time_ns is not None:
            times.append(time_ns)

    answers.flows.tell(answers)
    answers.known.tell(answers)
    answers.times.tell(answers)
    for question, choose in (("first_time_ns", min), ("last_time_ns", max)):
        answers.set(question, choose(times) if times else 0)
    truncated = savefile.truncated if trusted else any(
        words in message for words in ("cut short", "damaged", "corrupt", "is not a capture")
    )
    answers.set("truncated", int(truncated))
    return answers, rules, trusted
