# SPDX-License-Identifier: GPL-3.0-or-later
"""The registrable domains of names: a reader of the Public Suffix List of its own (publicsuffix.org/list)."""

import collections
import functools
import ipaddress
import os
import re

LIST = os.path.join(os.path.dirname(__file__), "..", "..", "data", "registries", "public_suffix_list.dat")


@functools.cache
def rules():
    """The list's rules, in Unicode and in Punycode."""
    found = set()
    with open(LIST, encoding="utf-8") as file:
        for line in file:
            words = line.split()
            if words and not words[0].startswith("//"):
                found.add(words[0])
                found.add(".".join(label if label.isascii() else "xn--" + label.encode("punycode").decode()
                                   for label in words[0].split(".")))
    return found


def suffix_length(labels):
    """How many of the last labels are a public suffix: by the longest rule, but that exceptions come before all."""
    best = 1
    for i in range(len(labels)):
        rest = ".".join(labels[i:])
        if "!" + rest in rules():
            return len(labels) - i - 1
        if rest in rules() or "*." + ".".join(labels[i + 1 :]) in rules():
            best = max(best, len(labels) - i)
    return best


def domain(name):
    """What is registered of a name as reports have it; the name itself where nothing is."""
    try:
        ipaddress.ip_address(name)
        return name
    except ValueError:
        pass
    labels = re.split(r"(?<!\\)\.", name)
    if len(labels) < 2 or labels[-1] in ("arpa", "local", ""):
        return name
    length = suffix_length(labels)
    return name if length >= len(labels) else ".".join(labels[-length - 1 :])


def differences(report):
    """By how much the report's domains are not what its names come to."""
    found = collections.Counter()
    for row in report["lookups"]:
        found["lookups", domain(row["name"])] += row["lookups"]
    for row in report["named"]:
        for number in ("packets", "bytes"):
            found[number, domain(row["name"])] += row[number]
        found["bytes beside lookups", domain(row["name"])] += row["bytes"]
    for row in report["domains"]:
        found["lookups", row["domain"]] -= row["lookups"]
        found["bytes beside lookups", row["domain"]] -= row["bytes"]
    for row in report["named_domains"]:
        for number in ("packets", "bytes"):
            found[number, row["domain"]] -= row[number]
    return sum(abs(n) for n in found.values())
