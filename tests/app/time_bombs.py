#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the program without a display on captures that are made to take long, at sizes n, 2n and 4n: processor time and
memory must grow as the files do.

    PV_PROGRAM=build/src/pcapviz tests/app/time_bombs.py [--scale=NUMBER] [NAME…]

What a tiny capture takes is subtracted. From n to 4n neither may become more than eight times as much: 4 is linear, 16
quadratic. What takes next to nothing at 4n passes: in the tests sizes are small; by hand, --scale=10 tells more."""
import os
import pathlib
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile

import captures
from captures import ACK, START, SYN, TCP, UDP, header, ip, record, tcp, udp

PROGRAM = os.environ.get('PV_PROGRAM', 'pcapviz')
MOST = 8
LITTLE_TIME = 0.15
LITTLE_MEMORY = 32 * 2 ** 20
TRIES = 3

CLIENT, SERVER = '10.0.0.1', '192.0.2.80'
IPV4_HEAD = struct.Struct('>BBHHHBBH4s4s')


def pcap(packets, link_type=captures.LINKTYPE_ETHERNET):
    return header(link_type) + b''.join(record(START + i * 1e-4, packet) for i, packet in enumerate(packets))


def raw(source, destination, payload, protocol=UDP, identification=0, fragment=0):
    """An IPv4 packet without a link-layer header, of addresses that are numbers."""
    return IPV4_HEAD.pack(0x45, 0, 20 + len(payload), identification, fragment, 64, protocol, 0,
                          struct.pack('>I', source), struct.pack('>I', destination)) + payload


def raw_pcap(packets):
    return pcap(packets, 101)


def option(code, data):
    return struct.pack('<HH', code, len(data)) + data + bytes(-len(data) % 4)


def block(kind, body):
    length = 12 + len(body)
    return struct.pack('<II', kind, length) + body + struct.pack('<I', length)


SECTION = block(0x0A0D0D0A, struct.pack('<IHHq', 0x1A2B3C4D, 1, 0, -1))


def interface(link_type, options=b''):
    return block(1, struct.pack('<HHI', link_type, 0, 0) + options)


def enhanced(number, time_us, data, options=b''):
    return block(6, struct.pack('<IIIII', number, time_us >> 32, time_us & 0xFFFFFFFF, len(data), len(data)) + data
                 + bytes(-len(data) % 4) + options)


def name(text):
    return b''.join(bytes([len(part)]) + part.encode() for part in text.split('.')) + b'\0'


def answers(question, records, identification=7):
    return (struct.pack('>HHHHHH', identification, 0x8180, 1, len(records), 0, 0) + name(question)
            + struct.pack('>HH', 1, 1) + b''.join(records))


def answer(owner, kind, data):
    return owner + struct.pack('>HHIH', kind, 1, 60, len(data)) + data


def stream(data, size=1400, late=None, close=True, port=80, client_port=40000):
    """What a server sends; @late: puts the segments, which are (place, bytes), into another order."""
    packets = [ip(CLIENT, SERVER, tcp(client_port, port, 0, SYN), TCP),
               ip(SERVER, CLIENT, tcp(port, client_port, 0, SYN | ACK), TCP)]
    segments = [(at, data[at:at + size]) for at in range(0, len(data), size)]
    for at, part in late(segments) if late else segments:
        packets.append(ip(SERVER, CLIENT, tcp(port, client_port, 1 + at & 0xFFFFFFFF, ACK, part), TCP))
    if close:
        packets.append(ip(SERVER, CLIENT, tcp(port, client_port, 1 + len(data) & 0xFFFFFFFF, ACK | 1), TCP))
    return packets


def exchange(requests, responses, size=1400, port=80, client_port=40000):
    """A connection on which a client says all that it has to say before the server does."""
    packets = [ip(CLIENT, SERVER, tcp(client_port, port, 0, SYN), TCP),
               ip(SERVER, CLIENT, tcp(port, client_port, 0, SYN | ACK), TCP)]
    for at in range(0, len(requests), size):
        packets.append(ip(CLIENT, SERVER, tcp(client_port, port, 1 + at, ACK, requests[at:at + size]), TCP))
    for at in range(0, len(responses), size):
        packets.append(ip(SERVER, CLIENT, tcp(port, client_port, 1 + at, ACK, responses[at:at + size]), TCP))
    return packets


def client_hello(server):
    text = server.encode()
    names = struct.pack('>HHHBH', 0, len(text) + 5, len(text) + 3, 0, len(text)) + text
    body = b'\x03\x03' + bytes(32) + b'\0' + b'\0\x02\x13\x01' + b'\x01\0' + struct.pack('>H', len(names)) + names
    message = b'\x01' + struct.pack('>I', len(body))[1:] + body
    return b'\x16\x03\x01' + struct.pack('>H', len(message)) + message


def quic_initial(frames):
    """A client's Initial (RFC 9001); or None where there is no python3-cryptography."""
    try:
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
        from cryptography.hazmat.primitives.hmac import HMAC
        from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
    except ImportError:
        return None

    def expand(secret, label, length):
        label = b'tls13 ' + label
        info = struct.pack('>HB', length, len(label)) + label + b'\0'
        return HKDFExpand(hashes.SHA256(), length, info).derive(secret)

    connection = bytes(range(8))
    extract = HMAC(bytes.fromhex('38762cf7f55934b34d179ae6a4c80cadccbb7f0a'), hashes.SHA256())
    extract.update(connection)
    secret = expand(extract.finalize(), b'client in', 32)
    key, vector = expand(secret, b'quic key', 16), expand(secret, b'quic iv', 12)
    mask_key = expand(secret, b'quic hp', 16)
    head = (b'\xc3' + struct.pack('>I', 1) + bytes([len(connection)]) + connection + b'\0\0'
            + struct.pack('>H', 0x4000 | 4 + len(frames) + 16) + bytes(4))
    sealed = AESGCM(key).encrypt(vector, frames, head)
    encryptor = Cipher(algorithms.AES(mask_key), modes.ECB()).encryptor()
    mask = encryptor.update(sealed[:16])
    number = bytes(a ^ b for a, b in zip(head[-4:], mask[1:5]))
    return bytes([head[0] ^ mask[0] & 0x0F]) + head[1:-4] + number + sealed


# ---- captures: of each, a size n, what is made of it, and how the program is asked

BOMBS = {}


def bomb(n, *modes):
    def add(function):
        BOMBS[function.__name__] = (n, function, modes or (('--report', '--with=all'),))
        return function
    return add


REPORT = ('--report', '--with=all')
SAVE = ('--save={out}.pcapng', '--overwrite-input')
LIST = ('--list-objects',)
CSV = ('--export={out}.csv', '--chart=traffic', '--bin=1ms')
MAP = ('--export={out}.graphml', '--chart=map', '--top=0')
INDEX = ('index', '--report', '--with=all')
ANONYMISE = ('--save={out}.pcapng', '--anonymise')


@bomb(16000, REPORT, INDEX, SAVE, (*SAVE, '--filter=tcp'), ANONYMISE)
def link_types(n):
    """Each packet on an interface of a link-layer header type of its own, as far as there are some."""
    data = bytes(40)
    return (SECTION + b''.join(interface(i % 65488) for i in range(n))
            + b''.join(enhanced(i, i, data) for i in range(n)))


@bomb(15000, REPORT, INDEX, SAVE, ANONYMISE, ('--export={out}.csv', '--chart=interfaces', '--top=0'))
def interfaces(n):
    """Interfaces with names, comments and filters of their own, 200 bytes each."""
    data = raw(1, 2, udp(1, 2, b''))
    return (SECTION + b''.join(interface(101, option(2, b'interface-%d' % i) + option(3, b'%0200d' % i)
                                         + option(11, b'\0udp port %d' % i) + option(0, b'')) for i in range(n))
            + b''.join(enhanced(i, i, data) for i in range(n)))


@bomb(25000, REPORT, INDEX, SAVE)
def sections(n):
    """A section for each packet."""
    data = raw(1, 2, udp(1, 2, b''))
    return b''.join(SECTION + interface(101, option(2, b'i%d' % i)) + enhanced(0, i, data) for i in range(n))


@bomb(100000, SAVE, REPORT)
def comments(n):
    """Options of a few packets."""
    data = raw(1, 2, udp(1, 2, b''))
    return SECTION + interface(101) + b''.join(
        enhanced(0, i, data, option(1, b'comment %d' % i) * 1000) for i in range(n // 1000))


@bomb(2000, REPORT)
def answers_compressed(n):
    """Answers whose names are pointers to a long one (name compression), each with a label of its own in front."""
    long = '.'.join(['a' * 63] * 2 + ['b' * 60])
    return raw_pcap([raw(8 << 24 | i, 10, udp(53, 1, answers(f'x{i}.{long}', [
        answer(b'\x03%03d\xc0\x0c' % j, 1, struct.pack('>I', i << 8 | j)) for j in range(60)]))) for i in range(n)])


@bomb(6000, REPORT)
def answers_chained(n):
    """Chains of aliases as long as a message takes, in an order that makes each be looked for from the beginning; and
    a ring of them."""
    def message(i):
        links = [answer(name(f'c{j}.example'), 5, name(f'c{(j + 1) % 200}.example')) for j in range(200)]
        return udp(53, 1000 + i % 60000, answers('c0.example', [
            *reversed(links), answer(name('c199.example'), 1, struct.pack('>I', i))], i & 0xFFFF))
    return raw_pcap([raw(8 << 24 | i, 10, message(i)) for i in range(n // 20)])


@bomb(40000, REPORT, INDEX, ('--report', '--with=all', '--compare={other}', '--match=names'))
def names_of_one_address(n):
    """An address that answers call by ever other names."""
    return raw_pcap([raw(8 << 24, 10, udp(53, 1, answers(f'name-{i}.example.org', [
        answer(b'\xc0\x0c', 1, b'\x01\x02\x03\x04')], i & 0xFFFF))) for i in range(n)])


@bomb(40000, REPORT)
def questions_alike(n):
    """Questions with the same number, ports and name, of which half are answered at the end."""
    question = udp(40000, 53, captures.question('same.example'))
    reply = udp(53, 40000, answers('same.example', [answer(b'\xc0\x0c', 1, bytes(4))]))
    return raw_pcap([raw(1, 2, question)] * n + [raw(2, 1, reply)] * (n // 2))


@bomb(20000, REPORT, INDEX)
def multicast_names(n):
    """Hosts that give each other's addresses names, over multicast DNS."""
    head = struct.pack('>HHHHHH', 0, 0x8400, 0, 1, 0, 0)
    return raw_pcap([raw(10 << 24 | i, 0xE00000FB, udp(5353, 5353, head + answer(
        name(f'host-{i}.local'), 1, struct.pack('>I', 10 << 24 | (i * 7919) & 0xFFFF)))) for i in range(n)])


@bomb(300000, CSV, REPORT)
def bins_apart(n):
    """Packets that are far from each other, so that nearly all bins are empty."""
    packet = raw(1, 2, udp(1, 2, b''))
    return header(101) + b''.join(struct.pack('<IIII', i * 13 & 0xFFFFFFFF, 0, len(packet), len(packet)) + packet
                                  for i in range(n))


@bomb(200000, REPORT, INDEX, SAVE)
def times_backwards(n):
    """The last packet comes first."""
    packet = raw(1, 2, udp(1, 2, b''))
    return header(101) + b''.join(struct.pack('<IIII', START - i, 0, len(packet), len(packet)) + packet
                                  for i in range(n))


@bomb(200000, REPORT, INDEX, SAVE)
def times_random(n):
    packet = raw(1, 2, udp(1, 2, b''))
    times = random.Random(1)
    return header(101) + b''.join(struct.pack('<IIII', times.getrandbits(31), 0, len(packet), len(packet)) + packet
                                  for i in range(n))


@bomb(1000, REPORT)
def tags_nested(n):
    """Frames that are nothing but tags of virtual networks."""
    return pcap([bytes(12) + b''.join(struct.pack('>HH', 0x8100, (i + j) & 0xFFF) for j in range(2000)) + b'\x08\0'
                 for i in range(n)])


@bomb(200000, REPORT, INDEX)
def tags(n):
    inner = raw(1, 2, udp(1, 2, b''))
    return pcap([bytes(12) + struct.pack('>HHHHH', 0x88A8, i & 0xFFF, 0x8100, i >> 12 & 0xFFF, 0x0800) + inner
                 for i in range(n)])


@bomb(50000, REPORT, INDEX, ('--report', '--compare={other}'), MAP, ANONYMISE,
      ('--export={out}', '--format=csv', '--top=0'))
def hosts(n):
    """Each packet of an address, to an address and between ports of its own."""
    return raw_pcap([raw(1 << 24 | i, 64 << 24 | i, udp(i & 0xFFFF, i * 31 & 0xFFFF, b'')) for i in range(n)])


@bomb(60000, ('--export={out}.svg', '--chart=map', '--top=0'),
      ('--export={out}.json', '--chart=map', '--top=0', '--group-by=domain'))
def hosts_drawn(n):
    """As many labels as there are bars, drawn."""
    return raw_pcap([raw(1 << 24 | i % (n // 100), 64 << 24 | i, udp(1, 2, b'')) for i in range(n)])


@bomb(60000, REPORT, ANONYMISE)
def hosts_of_ipv6(n):
    return pcap([ip(f'2001:db8:{i & 0xFFFF:x}:{i >> 16:x}::1', f'2001:db9:{i & 0xFFFF:x}::{i >> 16:x}', udp(1, 2, b''))
                 for i in range(n)])


@bomb(60000, REPORT, LIST)
def fragments(n):
    """First fragments of packets of which no more comes."""
    return raw_pcap([raw(1 + (i >> 16), 2, bytes(1400), UDP, i & 0xFFFF, 0x2000) for i in range(n)])


@bomb(60000, LIST, REPORT)
def fragments_small(n):
    """Packets in fragments of 8 bytes, the last ones first."""
    packets = []
    for i in range(n // 200):
        packets += [raw(1, 2, bytes(8), UDP, i & 0xFFFF, 0x2000 | j) for j in reversed(range(200))]
    return raw_pcap(packets)


@bomb(60000, REPORT, LIST)
def segments_with_holes(n):
    """Every other segment of a stream is missing, until the end, where they come backwards."""
    def late(segments):
        return segments[::2] + segments[1::2][::-1]
    return pcap(stream(b'HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n' + bytes(n * 40), 40, late))


@bomb(60000, REPORT, LIST)
def segments_shuffled(n):
    def late(segments):
        random.Random(1).shuffle(segments)
        return segments
    return pcap(stream(b'HTTP/1.1 200 OK\r\n\r\n' + bytes(n * 40), 40, late))


@bomb(100000, REPORT, LIST)
def segments_again(n):
    """The same segment, and parts of it, again and again."""
    return pcap(stream(b'GET / HTTP/1.1\r\n' * 80, late=lambda s: [(i % 700, s[0][1][i % 700:]) for i in range(n)]))


@bomb(100000, REPORT, LIST)
def segments_of_a_byte(n):
    """A head that comes byte by byte, and a field that does not end."""
    return pcap(stream(b'HTTP/1.1 200 OK\r\n' + b'X: ' + b'y' * n, 1))


@bomb(60000, REPORT, LIST)
def connections_again(n):
    """A connection that begins anew with each packet."""
    return pcap([ip(CLIENT, SERVER, tcp(40000, 80, i * 77777 & 0xFFFFFFFF, SYN), TCP) for i in range(n)])


@bomb(60000, REPORT, LIST)
def connections_open(n):
    """Connections that say the beginning of something and no more."""
    begun = [(80, b'GET / HTTP/1.1\r\nHost'), (25, b'MAIL FROM:<a'), (443, b'\x16\x03\x01\x02\0\x01\0\x01\xfc'),
             (21, b'RETR x'), (110, b'RETR 1\r'), (143, b'a FETCH 1 ')]
    return raw_pcap([raw(1 << 24 | i >> 15, 2, tcp(i & 0x7FFF, begun[i % 6][0], 0, ACK, begun[i % 6][1]), TCP)
                     for i in range(n)])


@bomb(15000, REPORT, INDEX, LIST, ANONYMISE)
def requests(n):
    """Addresses of pages and programs of their own."""
    said = b'GET /page/%d HTTP/1.1\r\nHost: h%d.example\r\nUser-Agent: agent %d ' + b'x' * 400 + b'\r\n\r\n'
    return raw_pcap([raw(1 << 24 | i, 2, tcp(40000, 80, 1, ACK, said % (i, i, i)), TCP) for i in range(n)])


@bomb(30000, REPORT, LIST)
def requests_ahead(n):
    """All that is asked for before the first answer; and all answers after that."""
    return pcap(exchange(b''.join(b'GET /%d HTTP/1.1\r\nHost: h\r\n\r\n' % i for i in range(n)),
                         b'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx' * n))


@bomb(10000, LIST, REPORT)
def ranges(n):
    """A file in ranges of a byte, every other one first, of files in turn."""
    head = (b'HTTP/1.1 206 Partial Content\r\nETag: "x"\r\nContent-Length: 1\r\n'
            b'Content-Range: bytes %d-%d/999999\r\n\r\nx')
    packets = []
    for port in range(4):
        places = [i for i in range(n // 4)][::2] + [i for i in range(n // 4)][1::2]
        packets += exchange(b''.join(b'GET /%d HTTP/1.1\r\nHost: h\r\n\r\n' % (i % 300) for i in range(n // 4)),
                            b''.join(head % (i, i) for i in places), client_port=40000 + port)
    return pcap(packets)


@bomb(100000, LIST)
def body_in_chunks(n):
    """A body in chunks of a byte."""
    return pcap(exchange(b'GET / HTTP/1.1\r\nHost: h\r\n\r\n', b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'
                         + b'1\r\nx\r\n' * n))


def mail(text, client_port=40000):
    said = b'EHLO a\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\n' + text + b'\r\n.\r\n'
    return exchange(said, b'', port=25, client_port=client_port)


@bomb(20000, LIST)
def mail_of_parts(n):
    """Attachments of a few bytes; mails of as many as are looked at."""
    part = b'--b\r\nContent-Type: text/plain; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==\r\n'
    packets = []
    for i in range(n // 1000):
        packets += mail(b'Content-Type: multipart/mixed; boundary=b\r\n\r\n' + part * 1000 + b'--b--', 40000 + i)
    return pcap(packets)


@bomb(40000, LIST)
def mail_nested(n):
    """Parts in parts, and lines that might end any of them."""
    text = b'Content-Type: multipart/mixed; boundary=b0\r\n\r\n' + b''.join(
        b'--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n' % (i, i + 1) for i in range(64))
    return pcap(mail(text + b'--b\r\n--' * n))


@bomb(40000, LIST)
def mails(n):
    """Mails on one connection, and fields that go on over lines."""
    one = b'MAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nSubject: a\r\n b\r\n\r\nx\r\n.\r\n'
    last = b'MAIL FROM:<a@b>\r\nDATA\r\nSubject: ' + b'\r\n x' * n
    return pcap(exchange(b'EHLO a\r\n' + one * (n // 4) + last, b'', port=25))


@bomb(20000, LIST)
def transfers(n):
    """Files that are asked for over TFTP and do not come, or come in one block."""
    packets = []
    for i in range(n):
        packets += [raw(1 << 24 | i, 2, udp(2000, 69, b'\0\x01file%d\0octet\0' % i)),
                    raw(2, 1 << 24 | i, udp(3000, 2000, b'\0\x03\0\x01x'))]
    return raw_pcap(packets)


@bomb(20000, LIST)
def transfers_announced(n):
    """Connections that FTP announces and that do not come."""
    return pcap(exchange(b'RETR a\r\n' * n, b'227 Entering (192,0,2,80,%d,%d)\r\n150 x\r\n' % (7, 7) * n, port=21))


@bomb(20000, REPORT, INDEX)
def server_names(n):
    """An address that clients call by ever other names, over TLS on one pair of ports and on others."""
    packets = []
    for i in range(n // 2):
        packets += [raw(1, 2, tcp(40000, 443, i * 7000 & 0xFFFFFFFF, SYN), TCP),
                    raw(1, 2, tcp(40000, 443, i * 7000 + 1 & 0xFFFFFFFF, ACK, client_hello(f's{i}.example')), TCP),
                    raw(3, 2, tcp(i & 0xFFFF, 443 + (i >> 16), 1, ACK, client_hello(f't{i}.example')), TCP)]
    return raw_pcap(packets)


@bomb(300, REPORT)
def quic_frames(n):
    """Initials with as many CRYPTO frames as fit, none of which is next to another."""
    frames = b''.join(b'\x06' + struct.pack('>H', 0x4000 | (j * 2 + 1) % 8000) + b'\x01x' for j in range(2800))
    packet = quic_initial(frames)
    if packet is None:
        return None
    return raw_pcap([raw(1 << 24 | i, 2, udp(40000, 443, packet)) for i in range(n)])


@bomb(100000, REPORT, INDEX)
def ports(n):
    return raw_pcap([raw(1, 2, tcp(i & 0xFFFF, (i >> 16) * 977 + i % 977 & 0xFFFF, i, SYN), TCP) for i in range(n)])


@bomb(1500, REPORT)
def options_of_ipv6(n):
    """Headers of IPv6 after headers."""
    chain = b'\0\0\x01\x04\0\0\0\0' * 170
    packet = struct.pack('>IHBB', 6 << 28, len(chain), 0, 64) + bytes(32) + chain
    return raw_pcap([packet] * n * 4)


@bomb(250, REPORT, INDEX)
def files(n):
    """Files of one packet each, in a folder."""
    return [pcap([raw(1, 2, udp(1, 2, b''))], 101) for _ in range(n)]


# ---- running


def run(arguments, folder):
    """Seconds of processor time, and bytes of memory."""
    environment = {key: value for key, value in os.environ.items() if key not in ('DISPLAY', 'WAYLAND_DISPLAY')}
    environment.update(LC_ALL='C.UTF-8', TZ='UTC', XDG_CACHE_HOME=str(folder / 'cache'), PCAPVIZ_INDEX_AFTER_MS='0')
    with open(os.devnull, 'wb') as nowhere:
        process = subprocess.Popen([PROGRAM, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=nowhere, stderr=subprocess.PIPE)
        text = process.stderr.read().decode('utf-8', 'replace')
        process.stderr.close()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1) or process.returncode == 1 and not text:
        raise RuntimeError(f'exit status {process.returncode}: {text}')
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, text.strip()


def write(make, n, path):
    """Makes a capture, and beside it one with other addresses. In a process of its own: memory of this one counts as
    that of the programs that it starts."""
    child = os.fork()
    if child == 0:
        made = make(n)
        if isinstance(made, list):
            path.mkdir()
            for i, data in enumerate(made):
                (path / f'{i:06}.pcap').write_bytes(data)
        elif made is not None:
            path.write_bytes(made)
            path.with_suffix('.other').write_bytes(made.replace(b'\x40\0', b'\x41\0'))
        os._exit(0)
    if os.waitpid(child, 0)[1] != 0:
        raise RuntimeError(f'{path.name} cannot be made')


def get_size(path):
    return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size


def ask(mode, path, folder):
    arguments = [part.format(out=folder / 'out', other=path.with_suffix('.other')) for part in mode]
    if mode[0] != 'index':
        return run([*arguments, '--no-index', path], folder)
    # what is measured reads the index that the first one writes
    run([*arguments[1:], path], folder)
    return run([*arguments[1:], path], folder)


def check(title, mode, paths, base, folder):
    """Whether it grows as it should; prints how. What others do on the machine passes, what the program does stays."""
    times, sizes, text = [1e9] * len(paths), [1e18] * len(paths), ''
    for _ in range(TRIES):
        for i, path in enumerate(paths):
            seconds, memory, text = ask(mode, path, folder)
            times[i] = min(times[i], max(seconds - base[0], 1e-3))
            sizes[i] = min(sizes[i], max(memory - base[1], 1))
        time_ratio = 0 if times[-1] < LITTLE_TIME else times[-1] / times[0]
        size_ratio = 0 if sizes[-1] < LITTLE_MEMORY else sizes[-1] / sizes[0]
        is_good = time_ratio <= MOST and size_ratio <= MOST
        if is_good:
            break
    ratios = [f'×{ratio:4.1f}' if ratio > 0 else '     ' for ratio in (time_ratio, size_ratio)]
    print(f'{title:22} {" ".join(mode):58.58} ' + ' '.join(f'{t:7.2f}' for t in times) + f' s {ratios[0]}  '
          + ' '.join(f'{s / 2 ** 20:6.0f}' for s in sizes) + f' MiB {ratios[1]}  {"" if is_good else "NOT LINEAR"}'
          + (f'  ({text.splitlines()[0][:60]})' if text else ''), flush=True)
    return is_good


def main():
    arguments = sys.argv[1:]
    scale = 1.0
    if arguments and arguments[0].startswith('--scale='):
        scale = float(arguments.pop(0).split('=')[1])
    # what is left of a run that is killed, and a bomb that goes off, is bounded
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    failed = []
    with tempfile.TemporaryDirectory(prefix='pcapviz-bombs-') as temporary:
        folder = pathlib.Path(temporary)
        tiny = folder / 'tiny.pcap'
        tiny.write_bytes(captures.sample())
        tiny.with_suffix('.other').write_bytes(captures.sample())
        base = {}
        for title, (n, make, modes) in BOMBS.items():
            if arguments and title not in arguments:
                continue
            paths = []
            total = []
            for times in (1, 2, 4):
                path = folder / f'{title}-{times}.cap'
                write(make, max(int(n * scale), 200) * times, path)
                if path.exists():
                    paths.append(path)
                    total.append(get_size(path))
            if not paths:
                print(f'{title:22} left out: python3-cryptography is missing', flush=True)
                continue
            if total[2] > 5 * total[0]:
                print(f'{title}: the capture itself does not grow as it should: {total}', file=sys.stderr)
                failed.append(title)
            for mode in modes:
                if mode not in base:
                    base[mode] = ask(mode, tiny, folder)
                if not check(title, mode, paths, base[mode], folder):
                    failed.append(f'{title} {" ".join(mode)}')
            for path in folder.glob(f'{title}-*'):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
    if failed:
        print('not linear:', *failed, sep='\n  ', file=sys.stderr)
        sys.exit(1)


if __name__ == '__main__':
    main()
