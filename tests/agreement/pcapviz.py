# SPDX-License-Identifier: GPL-3.0-or-later
"""What PcapViz answers."""

import collections
import ipaddress
import json
import re
import subprocess

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


def ask(executable, path):
    process = subprocess.run(
        [executable, "--report", f"--bin={BIN}s", path], capture_output=True, timeout=600, check=False
    )
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

    for question in ("sources", "destinations"):
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

    return found, names
