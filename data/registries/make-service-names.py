#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: make-service-names.py service-names.txt OUT.c

Turns the list of service names into C tables for pv-service-name.c: names by transport in the order of
ports, and a bit for each port that has one.
"""
import sys

TRANSPORTS = ("tcp", "udp", "sctp", "dccp")


def main(source, target):
    rows = {transport: {} for transport in TRANSPORTS}
    with open(source, encoding="ascii") as lines:
        for line in lines:
            if line.startswith("#"):
                continue
            ports, name, *transports = line.split()
            first, _, last = ports.partition("-")
            for transport in transports:
                for port in range(int(first), int(last or first) + 1):
                    rows[transport][port] = name

    text = ["/* Made by make-service-names.py. */"]
    for transport, names in rows.items():
        bits = [0] * 1024
        text.append(f"static const ServiceName {transport}_names[] = {{")
        for port in sorted(names):
            bits[port // 64] |= 1 << port % 64
            text.append(f'  {{ {port}, "{names[port]}" }},')
        text.append("};")
        text.append(f"static const guint64 {transport}_bits[1024] = {{")
        text += [f"  [{i}] = G_GUINT64_CONSTANT ({word:#x})," for i, word in enumerate(bits) if word]
        text.append("};")
    with open(target, "w", encoding="ascii") as out:
        out.write("\n".join(text) + "\n")


main(*sys.argv[1:])
