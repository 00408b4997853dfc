# SPDX-License-Identifier: GPL-3.0-or-later
"""Small captures for checking the checker, each with something that the oracles are asked in a way of its own."""

import os
import struct

MAC = bytes.fromhex("00163e000001")
T0 = 1700000000


def checksum(data):
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def dns(name, flags=0x0100):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return struct.pack(">6H", 0x1234, flags, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">2H", 1, 1)


def udp(source, destination, payload):
    return struct.pack(">4H", source, destination, 8 + len(payload), 0) + payload


def tcp(source, destination, sequence, payload, flags=0x18):
    return struct.pack(">2H2I4H", source, destination, sequence, 1, 0x5000 | flags, 1024, 0, 0) + payload


def ipv4(protocol, source, destination, payload):
    header = struct.pack(">BBHHHBBH4B4B", 0x45, 0, 20 + len(payload), 0, 0, 64, protocol, 0, *source, *destination)
    return header[:10] + struct.pack(">H", checksum(header)) + header[12:] + payload


def ethernet(kind, payload):
    return MAC + MAC + struct.pack(">H", kind) + payload


def query(name, host=1, port=53):
    return ethernet(0x0800, ipv4(17, (10, 0, 0, host), (10, 0, 0, 250), udp(60000 + host, port, dns(name))))


def ipv6(next_header, source, destination, payload):
    """@source, @destination: last bytes."""
    ends = b"".join(bytes.fromhex("20010db8") + bytes(11) + bytes([end]) for end in (source, destination))
    return struct.pack(">IHBB", 0x60000000, len(payload), next_header, 64) + ends + payload


def of_flows():
    """Packets of all that flows are folded into, in no order of sizes."""
    near, far, third = (10, 1, 0, 1), (10, 1, 0, 2), (10, 1, 0, 3)
    echo = struct.pack(">BBHHH", 8, 0, 0, 1, 1)
    fragment = bytearray(ipv4(17, near, third, bytes(200)))
    fragment[6:8] = struct.pack(">H", 25)
    fragment[10:12] = b"\0\0"
    fragment[10:12] = struct.pack(">H", checksum(bytes(fragment[:20])))
    hop_by_hop = bytes([17, 0, 1, 4, 0, 0, 0, 0])
    packets = [
        # Of the one connection the SYN says who asks; of the next, nothing but the dynamic port.
        ethernet(0x0800, ipv4(6, near, far, tcp(1000, 2000, 1, b"", 0x02))),
        ethernet(0x0800, ipv4(6, far, near, tcp(2000, 1000, 1, b"", 0x12))),
        ethernet(0x0800, ipv4(6, far, near, tcp(2000, 1000, 2, bytes(900)))),
        ethernet(0x0800, ipv4(6, far, near, tcp(50001, 22, 1, bytes(30)))),
        # two connections between two that ask each other
        ethernet(0x0800, ipv4(6, far, near, tcp(50002, 22, 1, b"", 0x02))),
        ethernet(0x0800, ipv4(6, near, far, tcp(22, 50002, 1, bytes(1400)))),
        # alike ports and none: the first packet
        ethernet(0x0800, ipv4(17, third, near, udp(123, 123, bytes(48)))),
        ethernet(0x0800, ipv4(17, near, third, udp(123, 123, bytes(48)))),
        ethernet(0x0800, ipv4(17, third, near, udp(123, 123, bytes(60)))),
        ethernet(0x0800, ipv4(1, third, near, echo)),
        ethernet(0x0800, bytes(fragment)),
        ethernet(0x0800, ipv4(132, far, third, struct.pack(">HHII", 50003, 3868, 1, 0))),
        ethernet(0x86DD, ipv6(0, 1, 2, hop_by_hop + udp(50004, 53, dns("v6.example")))),
        # options that go beyond what was captured
        ethernet(0x86DD, ipv6(0, 1, 2, bytes([17, 5, 1, 4, 0, 0, 0, 0]))),
        ethernet(0x86DD, ipv6(58, 2, 1, struct.pack(">BBHHH", 129, 0, 0, 1, 1))),
        # no IP: ARP in a VLAN, LLDP, spanning tree, SNAP, and a frame of no length
        ethernet(0x8100, struct.pack(">HH", 5, 0x0806) + struct.pack(">HHBBH", 1, 0x0800, 6, 4, 1) + bytes(38)),
        ethernet(0x88CC, bytes(46)),
        ethernet(38, bytes.fromhex("424203") + bytes(43)),
        ethernet(40, bytes.fromhex("aaaa03000000809b") + bytes(38)),
        ethernet(0, bytes(46)),
    ]
    return [(T0 + i / 4, packet, None) for i, packet in enumerate(packets)]


def client_hello(name):
    """A record with a ClientHello that names a server (RFC 8446, section 4.1.2; RFC 6066, section 3)."""
    server_name = struct.pack(">HBH", len(name) + 3, 0, len(name)) + name.encode()
    extensions = struct.pack(">HH", 0, len(server_name)) + server_name
    hello = b"\3\3" + bytes(32) + b"\0" + struct.pack(">HHBB", 2, 0x1301, 1, 0)
    hello += struct.pack(">H", len(extensions)) + extensions
    return struct.pack(">BHHBBH", 22, 0x0301, len(hello) + 4, 1, 0, len(hello)) + hello


def of_names():
    """Packets that name servers, and answers."""
    near, far = (10, 2, 0, 1), (10, 2, 0, 2)
    get = b"GET /%d HTTP/1.1\r\nHost: www.example\r\n\r\n"
    packets = []
    for i, payload in enumerate((client_hello("one.example"), client_hello("one.example"), client_hello("two.example"),
                                 get % 1, get % 1, get % 2)):
        port = 443 if payload[0] == 22 else 80
        packets.append(ethernet(0x0800, ipv4(6, near, far, tcp(50000 + i, port, 0, b"", 0x02))))
        packets.append(ethernet(0x0800, ipv4(6, near, far, tcp(50000 + i, port, 1, payload))))
    for i, flags in enumerate((0x8180, 0x8180, 0x8183)):
        packets.append(query(f"host{i}.example", i))
        answer = ipv4(17, (10, 0, 0, 250), (10, 0, 0, i), udp(53, 60000 + i, dns(f"host{i}.example", flags)))
        packets.append(ethernet(0x0800, answer))
    return [(T0 + i / 4, packet, None) for i, packet in enumerate(packets)]


def pcap(packets, link_type=1):
    """@packets: time in seconds, bytes, original length or None."""
    data = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 262144, link_type)
    for time, packet, original in packets:
        data += struct.pack("<4I", int(time), round(time % 1 * 1e6), len(packet), original or len(packet)) + packet
    return data


def block(kind, body):
    body += b"\0" * (-len(body) % 4)
    return struct.pack("<2I", kind, 12 + len(body)) + body + struct.pack("<I", 12 + len(body))


def pcapng(packets):
    """@packets: time in seconds or None for a simple packet block, bytes."""
    data = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1)) + block(1, struct.pack("<HHI", 1, 0, 262144))
    for time, packet in packets:
        if time is None:
            data += block(3, struct.pack("<I", len(packet)) + packet)
        else:
            units = int(time * 1e6)
            head = struct.pack("<5I", 0, units >> 32, units & 0xFFFFFFFF, len(packet), len(packet))
            data += block(6, head + packet)
    return data


def of_links():
    """Packets of several interfaces, VLANs and hardware addresses."""
    text = struct.pack("<2H4s2H8sI", 2, 4, b"eth0", 3, 8, b"Upstairs", 0)
    data = block(0x0A0D0D0A, struct.pack("<IHHq", 0x1A2B3C4D, 1, 0, -1))
    data += block(1, struct.pack("<HHI", 1, 0, 262144) + text) + block(1, struct.pack("<HHI", 1, 0, 262144))
    for i in range(9):
        tag = struct.pack(">2H", 0x8100, 0x2000 | (100 + i % 2)) if i % 3 else b""
        packet = MAC[:-1] + bytes([i % 4]) + MAC + tag + query(f"host{i}.example")[12:]
        head = struct.pack("<5I", int(i > 5), 0, 1000 * i, len(packet), len(packet))
        data += block(6, head + packet)
    return data


def make(folder):
    """Writes the captures into @folder."""
    arp = ethernet(0x0806, struct.pack(">HHBBH", 1, 0x0800, 6, 4, 1) + MAC + bytes([10, 0, 0, 1]) + bytes(10))
    plain = [(T0 + i, query(f"host{i % 3}.example", 1 + i % 4), None) for i in range(12)]
    plain += [(T0 + 20, arp, None), (T0 + 21.5, query("printer.local", 5, 5353), None),
              (T0 + 22, query("laptop", 6, 5355), None)]

    # A segment that was cut within its second message, of which tshark makes nothing
    message = b"".join(struct.pack(">H", len(m)) + m for m in (dns("first.example"), dns("second.example")))
    segments = [(T0, tcp(50000, 53, 1, b"", 0x02)), (T0 + 1, tcp(50000, 53, 2, message))]
    cut = [(time, ethernet(0x0800, ipv4(6, (10, 0, 0, 1), (10, 0, 0, 9), segment)), None) for time, segment in segments]
    cut[1] = (cut[1][0], cut[1][1][:-8], len(cut[1][1]))
    cut += [(T0 + 2, query("other.example"), None)]

    edsa = MAC + MAC + bytes.fromhex("dada0000c0180000")
    tagged = [(T0 + i, edsa + struct.pack(">H", kind) + packet[14:], None)
              for i, (kind, packet) in enumerate([(0x0800, query("a.example")), (0x0806, arp), (0x0800, query("b.example"))])]

    files = {
        "plain.pcap": pcap(plain),
        "cut.pcap": pcap(cut),
        "flows.pcap": pcap(of_flows()),
        "names.pcap": pcap(of_names()),
        "links.pcapng": of_links(),
        "no-time.pcapng": pcapng([(None, query("z.example")), (T0, query("y.example")), (T0 + 9, query("y.example"))]),
        "tagged.pcap": pcap(tagged, 285),
        "unknown.pcap": pcap([(T0 + i, b"????", None) for i in range(3)], 60000),
        "truncated.pcap": pcap(plain)[:-3],
    }
    for name, data in files.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
