# SPDX-License-Identifier: GPL-3.0-or-later
"""Small captures with known contents, made when a test asks for them."""
import ipaddress
import struct

MAGIC_US = 0xA1B2C3D4
LINKTYPE_ETHERNET = 1
ETHERTYPE_ARP = 0x0806
ETHERTYPE_IPV4 = 0x0800
ETHERTYPE_IPV6 = 0x86DD
TCP = 6
UDP = 17
SYN = 0x02
ACK = 0x10
# 9 July 2016 10:14:02 UTC
START = 1468059242


def header(link_type=LINKTYPE_ETHERNET, snapshot_length=262144):
    return struct.pack('<IHHiIII', MAGIC_US, 2, 4, 0, 0, snapshot_length, link_type)


def record(time, data):
    """One packet record at `time` seconds since the epoch."""
    seconds = int(time)
    micros = round((time - seconds) * 1e6)
    return struct.pack('<IIII', seconds, micros, len(data), len(data)) + data


def ethernet(payload, ethertype):
    return bytes(12) + struct.pack('>H', ethertype) + payload


def udp(source_port, destination_port, payload):
    return struct.pack('>HHHH', source_port, destination_port, 8 + len(payload), 0) + payload


def ip(source, destination, payload, protocol=UDP):
    """An Ethernet frame with an IPv4 or IPv6 packet."""
    src = ipaddress.ip_address(source)
    dst = ipaddress.ip_address(destination)
    if src.version == 4:
        head = struct.pack('>BBHHHBBH', 0x45, 0, 20 + len(payload), 0, 0, 64, protocol, 0)
        return ethernet(head + src.packed + dst.packed + payload, ETHERTYPE_IPV4)
    head = struct.pack('>IHBB', 6 << 28, len(payload), protocol, 64)
    return ethernet(head + src.packed + dst.packed + payload, ETHERTYPE_IPV6)


def tcp(source_port, destination_port, sequence, flags, payload=b''):
    return struct.pack('>HHIIBBHHH', source_port, destination_port, sequence, 0, 5 << 4, flags, 65535, 0, 0) + payload


def http_download(target, body, media_type='text/plain'):
    """10.0.0.1 fetches `body` from 192.0.2.80, which says that its name is www.example.org."""
    request = f'GET {target} HTTP/1.1\r\nHost: www.example.org\r\n\r\n'.encode()
    head = f'HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n'.encode()
    packets = [ip('10.0.0.1', '192.0.2.80', tcp(40000, 80, 1000, SYN), TCP),
               ip('192.0.2.80', '10.0.0.1', tcp(80, 40000, 2000, SYN | ACK), TCP),
               ip('10.0.0.1', '192.0.2.80', tcp(40000, 80, 1001, ACK, request), TCP),
               ip('192.0.2.80', '10.0.0.1', tcp(80, 40000, 2001, ACK, head + body), TCP)]
    return header() + b''.join(record(START + i, packet) for i, packet in enumerate(packets))


def question(name):
    labels = b''.join(bytes([len(part)]) + part.encode() for part in name.split('.'))
    return struct.pack('>HHHHHH', 7, 0x0100, 1, 0, 0, 0) + labels + b'\0' + struct.pack('>HH', 1, 1)


def lookup(source, server, name, port=53):
    return ip(source, server, udp(40000, port, question(name)))


def arp():
    return ethernet(bytes(28), ETHERTYPE_ARP)


def sample():
    """60 s of traffic: 10.0.0.1 sends most packets, 10.0.0.9 most bytes; a burst after 30 s.

    Sources by packets: 10.0.0.1 300, 10.0.0.2 150, 2001:db8::5 60, 10.0.0.9 50.
    Lookups: www.example.org 40, mail.example.org 20, host.test 10; 5 ARP packets.
    """
    records = []
    for i in range(230):
        records.append((START + i * 60 / 230, ip('10.0.0.1', '192.0.2.80', udp(1000, 2000, bytes(172)))))
    for i in range(150):
        records.append((START + i * 0.4, ip('10.0.0.2', '192.0.2.80', udp(1000, 2000, bytes(72)))))
    for i in range(60):
        records.append((START + i, ip('2001:db8::5', '2001:db8::80', udp(1000, 2000, bytes(92)))))
    for i in range(50):
        records.append((START + 30 + i * 0.02, ip('10.0.0.9', '192.0.2.81', udp(1000, 2000, bytes(1400)))))
    for name, count in (('www.example.org', 40), ('mail.example.org', 20), ('host.test', 10)):
        for i in range(count):
            records.append((START + i * 60 / count, lookup('10.0.0.1', '192.0.2.53', name)))
    for i in range(5):
        records.append((START + i * 10, arp()))
    records.sort(key=lambda r: r[0])
    return header() + b''.join(record(time, data) for time, data in records)


def multicast_sample():
    """The sample with multicast DNS and LLMNR lookups."""
    extra = [record(START + 61, lookup('10.0.0.3', '224.0.0.251', 'printer.local', 5353)),
             record(START + 62, lookup('10.0.0.3', '224.0.0.252', 'fileserver', 5355))]
    return sample() + b''.join(extra)


def without_lookups(count=20):
    return header() + b''.join(record(START + i, ip('10.0.0.1', '10.0.0.2', udp(1, 2, bytes(100))))
                               for i in range(count))


def of_a_week():
    return header() + b''.join(record(START + i * 86400, ip('10.0.0.1', '10.0.0.2', udp(1, 2, bytes(100))))
                               for i in range(8))


def of_two_stretches():
    """60 packets in a minute, six years after ten others."""
    later = START + 6 * 365 * 86400
    times = [START + i for i in range(10)] + [later + i for i in range(60)]
    return header() + b''.join(record(time, ip('10.0.0.1', '192.0.2.80', udp(40000, 9999, bytes(100))))
                               for time in times)


def without_packets():
    return header()


def tagged(count=20):
    """Lookups with a tag of a virtual network."""
    frame = lookup('10.0.0.1', '10.0.0.53', 'tagged.example')
    frame = frame[:12] + struct.pack('>HH', 0x8100, 100) + frame[12:]
    return header() + b''.join(record(START + i, frame) for i in range(count))


def split(data, count=2):
    """The packets of a pcap capture, in so many parts that follow each other in time, none at the same."""
    records, at = [], 24
    while at < len(data):
        end = at + 16 + struct.unpack_from('<I', data, at + 8)[0]
        records.append(data[at:end])
        at = end
    parts, start = [], 0
    for i in range(1, count):
        end = max(start, len(records) * i // count)
        while records[end][:8] == records[end - 1][:8]:
            end += 1
        parts.append(data[:24] + b''.join(records[start:end]))
        start = end
    return parts + [data[:24] + b''.join(records[start:])]


def write(path, data):
    with open(path, 'wb') as file:
        file.write(data)
    return str(path)


def hosts(laptop, printer, count):
    """Two hosts that tell their names as they ask for their addresses, and talk; and a third that has no name."""
    packets = []
    for host, address in (('laptop', laptop), ('Printer.example', printer)):
        dhcp = bytes.fromhex('010106001234567800000000') + bytes(map(int, address.split('.')))
        dhcp = dhcp.ljust(236, b'\0') + bytes.fromhex('63825363350103') + bytes((12, len(host))) + host.encode() + b'\xff'
        packets.append(ip(address, '10.0.0.1', udp(68, 67, dhcp)))
    for _ in range(count):
        packets.append(ip(laptop, '192.0.2.1', udp(4000, 443, bytes(20))))
    packets.append(ip(printer, '192.0.2.9', udp(4000, 443, bytes(20))))
    packets.append(ip('10.0.0.99', '192.0.2.9', udp(4000, 443, bytes(20))))
    return header() + b''.join(record(START + i, packet) for i, packet in enumerate(packets))
