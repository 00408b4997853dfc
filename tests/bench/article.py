#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people write when they have a capture, Scapy and pandas: the yardstick that PcapViz began with.

Prints the same answers that PcapViz shows: top sources, DNS lookups, bytes over time in bins of 2 s.
"""

import sys
import time

import pandas
from scapy.all import DNSQR, IP, IPv6, PcapReader, DNS

BIN = "2s"


def facts(packets):
    """Yields time, source address, bytes and lookup of each IP packet."""
    for packet in packets:
        if packet.haslayer(IP):
            ip = packet[IP]
            size = ip.len
        elif packet.haslayer(IPv6):
            ip = packet[IPv6]
            size = 40 + ip.plen
        else:
            continue
        lookup = None
        if packet.haslayer(DNS) and packet.haslayer(DNSQR) and packet[DNS].qr == 0:
            lookup = packet[DNSQR].qname.decode(errors="replace").rstrip(".").lower()
        yield float(packet.time), ip.src, size, lookup


def main():
    if len(sys.argv) != 2:
        sys.exit(f"usage: {sys.argv[0]} SAVEFILE")
    start = time.monotonic()
    with PcapReader(sys.argv[1]) as packets:
        frame = pandas.DataFrame(facts(packets), columns=["time", "source", "bytes", "lookup"])
    frame["time"] = pandas.to_datetime(frame["time"], unit="s")
    sources = frame["source"].value_counts()
    lookups = frame["lookup"].value_counts()
    bins = frame.set_index("time")["bytes"].resample(BIN).sum()
    seconds = time.monotonic() - start

    print(sources.head(10), lookups.head(10), bins.head(10), sep="\n", file=sys.stderr)
    print(f"seconds {seconds:.6f}")
    print(f"packets {len(frame)}")


if __name__ == "__main__":
    main()
