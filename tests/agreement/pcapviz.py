# SPDX-License-Identifier: GPL-3.0-or-later
"""What PcapViz answers."""

import collections
import ipaddress
import json
import re
import subprocess
import zlib

from . import domains, labels, links, taps

BIN = 2


class Refusal(Exception):
    """The program says that it cannot read a file."""


class Crash(Exception):
    """The program ended as no program should."""


def address(text):
    return str(ipaddress.ip_address(text))


def skeleton(name):
    """A name without what the two write differently: what is not printable ASCII.

    tshark writes it as UTF-8, as C escapes or as U+FFFD; PcapViz as UTF-8 or as RFC 4343 says. A dot within
    a label has a backslash before it in PcapViz only, as has a backslash.
    """
    name = name.replace("\\.", ".")
    # In tshark, nobody can tell a backslash and a letter from an escape.
    name = re.sub(r"\\\\[abfnrtv]?|\\\d{3}|[^\x21-\x7e]", "?", name)
    return re.sub(r"\?+", "?", name)


# Above all codes of names
MOST_NAME_CODE = 1 + 0xFFFFFFFF


def name_code(name, evidence):
    """A number for what a conversation is known by, as labels have numbers here."""
    return 0 if name is None else 1 + zlib.crc32(f"{evidence} {name}".encode())


def wire_name(name):
    """A name's labels as a message has them, in lower case."""
    if name == ".":
        return b"\0"
    labels = [b""]
    for part in re.finditer(rb"\\(\d{3})|\\(.)|(\.)|(.)", name.encode(), re.S):
        number, escaped, dot, plain = part.groups()
        if dot:
            labels.append(b"")
        else:
            labels[-1] += bytes([int(number)]) if number else escaped or plain
    return b"".join(bytes([len(label) & 0x3F]) + label for label in labels).lower() + b"\0"


# LLC's destination service access points that have a name in reports.
LLC = {"llc null": 0x00, "sna": 0x04, "ip over llc": 0x06, "stp": 0x42, "snap": 0xAA, "ipx": 0xE0, "netbios": 0xF0,
       "osi": 0xFE}
TRANSPORTS = {"tcp": 6, "udp": 17, "dccp": 33, "sctp": 132, "udplite": 136}


def llc_label(sap):
    return f"LLC 0x{sap:02x}"


def ethertype_label(number):
    return f"EtherType 0x{number:04x}"


def flow_label(source, source_port, destination, destination_port, protocol):
    return source, source_port, destination, destination_port, protocol


def link_label(row):
    """What a row of the protocols that are none of IP says."""
    if row["ethertype"] is not None:
        return ethertype_label(row["ethertype"])
    if row["name"] in LLC:
        return llc_label(LLC[row["name"]])
    match = re.fullmatch(r"llc 0x([0-9a-f]{2})", row["name"])
    return llc_label(int(match.group(1), 16)) if match else row["name"]


# Packet sizes: powers of two, but that one class ends with Ethernet's longest frame.
BORDERS = (0, 64, 128, 256, 512, 1024, 1519, 2048, 4096, 16384, 65536, None)


def size_label(length):
    return max(i for i, border in enumerate(BORDERS[:-1]) if length >= border)


def size_row_label(row):
    """A row's class, or what it says where there is no such class."""
    last = None if row["to"] is None else row["to"] + 1
    ends = (row["from"], last)
    return next((i for i in range(len(BORDERS) - 1) if BORDERS[i : i + 2] == ends), ends)


def command(executable, path):
    return [executable, "--report", f"--bin={BIN}s", "--with=link,http", path]


def ask(executable, path):
    process = subprocess.run(command(executable, path), capture_output=True, timeout=600, check=False)
    if process.returncode < 0:
        raise Crash(f"killed by signal {-process.returncode}")
    if process.returncode != 0:
        raise Refusal(process.stderr.decode("utf-8", "replace").strip())
    try:
        return answers(json.loads(process.stdout))
    except (ValueError, KeyError, TypeError) as e:
        raise Crash(f"not the report that was asked for: {e!r}") from e


def answers(report):
    """The report's numbers by question and label, and names by what they look like."""
    found = {question: {"": report[question]} for question in ("packets", "wire_bytes", "ip_packets", "ip_bytes")}
    for question in ("first_time_ns", "last_time_ns"):
        found[question] = {"": report[question] or 0}
    found["truncated"] = {"": int(report["truncated"])}
    found["skipped"] = {"": sum(row["packets"] for row in report["skipped"])}

    for question in ("sources", "destinations", "addresses", "clients", "servers"):
        for number in ("packets", "bytes"):
            rows = collections.Counter()
            for row in report[question]:
                rows[address(row["address"])] += row[number]
            found[f"{question}.{number}"] = rows

    names = collections.defaultdict(set)
    for question in ("lookups", "mdns_lookups", "llmnr_lookups"):
        rows = found[question] = collections.Counter()
        for row in report[question]:
            rows[skeleton(row["name"])] += row["lookups"]
            names[skeleton(row["name"])].add(row["name"])

    for number in ("packets", "bytes"):
        found[f"bins.{number}"] = collections.Counter()
        for row in report["bins"]:
            found[f"bins.{number}"][row["start_ns"] // 10**9] += row[number]

    add_rows(found, "packet_sizes", report["packet_sizes"], size_row_label)
    add_protocols(found, report)
    add_conversations(found, report)
    for question in ("ports", "source_ports", "destination_ports", "services"):
        add_rows(found, question, report[question], lambda row: (TRANSPORTS[row["transport"]], row["port"]))
    found["server_names"] = collections.Counter()
    for row in report["server_names"]:
        found["server_names"][row["source"], skeleton(row["name"])] += row["times"]
    found["urls"] = collections.Counter({row["url"]: row["requests"] for row in report["urls"]})
    found["dns_outcomes"] = collections.Counter({row["outcome"]: row["answers"] for row in report["dns_outcomes"]})
    found["dns_types"] = collections.Counter({labels.type_number(row["type"]): row["answers"]
                                              for row in report["dns_types"]})
    found["dns_response_ns"] = collections.Counter(report["dns_response_ns"] or {})
    found["user_agents"] = collections.Counter()
    for row in report["user_agents"]:
        found["user_agents"][labels.agent_skeleton(row["user_agent"])] += row["requests"]
    found["sums"] = sums(report)
    add_links(found, report)
    add_statistics(found)
    return found, names


def add_rows(found, question, rows, label):
    for number in ("packets", "bytes"):
        tally = found[f"{question}.{number}"] = collections.Counter()
        for row in rows:
            tally[label(row)] += row[number]


def add_links(found, report):
    """What is read on demand."""
    found["interfaces.packets"] = collections.Counter()
    found["interfaces.number"] = collections.Counter()
    for row in report["interfaces"]:
        name = links.skeleton(row["name"] or row["description"] or "unknown")
        found["interfaces.packets"][row["number"], name] += row["packets"]
        found["interfaces.number"][row["number"]] += row["packets"]
    found["vlans.packets"] = collections.Counter({row["vlan"]: row["packets"] for row in report["vlans"]})
    found["endpoints,eth"] = collections.Counter({row["address"]: row["packets"] for row in report["hardware"]})


def add_statistics(found):
    """The same as tshark's statistics count, from the lists."""
    found["conv,ip*"] = found["conversations.packets"]
    found["endpoints,ip*"] = found["addresses.packets"]
    flows = {label: n for label, n in found["flows.packets"].items()
             if label[4] in taps.PORTS.values() and (label[1] or label[3])}
    found["conv,tcp+udp"] = flows
    ends = found["endpoints,tcp+udp"] = collections.Counter()
    for (source, source_port, destination, destination_port, protocol), n in flows.items():
        for address, port in {(source, source_port), (destination, destination_port)}:
            if port:
                ends[protocol, address, port] += n
    of_protocols = found["protocols.packets"]
    found["io,phs"] = {n: of_protocols[n] for n in taps.TRANSPORTS.values() if of_protocols[n]}
    found["ptype,tree"] = {name: of_protocols[n] for name, n in (("TCP", 6), ("UDP", 17)) if of_protocols[n]}


def add_protocols(found, report):
    in_ip = [row for row in report["protocols"] if row["number"] is not None]
    others = [row for row in report["protocols"] if row["number"] is None]
    add_rows(found, "protocols", in_ip, lambda row: row["number"])
    add_rows(found, "link_protocols", others, link_label)


def add_conversations(found, report):
    """Conversations by direction, and who is the client: 1 for the first of a pair, 2 for the second."""
    # "ah" and the like: the same names as in the list of protocols
    numbers = {row["name"]: row["number"] for row in report["protocols"] if row["number"] is not None}
    for question in ("conversations", "flows"):
        tallies = {number: found.setdefault(f"{question}.{number}", collections.Counter())
                   for number in ("packets", "bytes", "client", "name", "first_time_ns", "last_time_ns")}
        for row in report[question]:
            client, server = address(row["client"]), address(row["server"])
            there, back = (client, server), (server, client)
            if question == "flows":
                protocol = numbers.get(row["transport"], row["transport"])
                there = flow_label(client, row["client_port"], server, row["server_port"], protocol)
                back = flow_label(server, row["server_port"], client, row["client_port"], protocol)
            for number in ("packets", "bytes"):
                tallies[number][there] += row[number]
                tallies[number][back] += row[number + "_back"]
            pair = min(there, back)
            if question == "flows":
                name = row["name"]
                tallies["name"][pair] = name_code(
                    name and skeleton(name), row["evidence"])
            tallies["client"][pair] = 1 if there == pair else 2
            if question == "flows":
                for number, choose in (("first_time_ns", min), ("last_time_ns", max)):
                    tallies[number][pair] = choose(row[number], tallies[number].get(pair, row[number]))


def sums(report):
    """By how much numbers in the report that must be equal are not."""
    def total(question, number, keep=lambda row: True):
        return sum(row[number] + row.get(number + "_back", 0) for row in report[question] if keep(row))

    found = collections.Counter()
    for number, ip_number in (("packets", "ip_packets"), ("bytes", "ip_bytes")):
        for question in ("conversations", "flows", "sources", "destinations", "clients", "servers"):
            found[f"{question}.{number}"] = total(question, number) - report[ip_number]
        for question in ("protocols", "packet_sizes"):
            found[f"{question}.{number}"] = total(question, number) - report[
                "packets" if number == "packets" else "ip_bytes"]
        found[f"protocols in IP.{number}"] = total(
            "protocols", number, lambda row: row["number"] is not None) - report[ip_number]
        for question in ("source_ports", "destination_ports"):
            found[f"{question}.{number}"] = total(question, number) - total("services", number)
        # Later fragments have no ports; a port may be 0, too.
        with_ports = [row for row in report["flows"] if row["transport"] in TRANSPORTS]
        if all(row["client_port"] or row["server_port"] for row in with_ports):
            found[f"services.{number}"] = total("services", number) - sum(
                row[number] + row[number + "_back"] for row in with_ports)

        by_name = collections.Counter()
        for row in report["flows"]:
            by_name[row["name"]] += row[number] + row[number + "_back"]
        for row in report["named"]:
            by_name[row["name"]] -= row[number]
        by_name[None] -= report["not_named"][number]
        found[f"named folded.{number}"] = sum(abs(n) for n in by_name.values())
    named = sum(row["bytes"] for row in report["named"])
    found["named share"] = int(abs(report["named_share"] * report["ip_bytes"] - named) > 1e-6 * (named + 1))

    folded = collections.Counter()
    for row in report["flows"]:
        if row["transport"] in TRANSPORTS and row["server_port"]:
            folded[row["transport"], row["server_port"]] += row["packets"] + row["packets_back"]
    for row in report["services"]:
        if row["port"]:
            folded[row["transport"], row["port"]] -= row["packets"]
    found["domains"] = domains.differences(report)
    found["services folded"] = sum(abs(n) for n in folded.values())
    return +found + collections.Counter({key: -n for key, n in found.items() if n < 0})
