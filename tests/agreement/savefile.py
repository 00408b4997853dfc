# SPDX-License-Identifier: GPL-3.0-or-later
"""A reader of pcap and pcapng of its own, which says what each record says of itself."""

import bz2
import collections
import gzip
import lzma
import struct
import subprocess
import zlib

# time_ns is None where the file has no time; odd: of what kind the time is that tshark gets wrong, or None
Record = collections.namedtuple("Record", "time_ns captured original link_type odd")

EARLIEST, LATEST = -(2**63), 2**63 - 2

PCAP_MAGICS = {
    b"\xd4\xc3\xb2\xa1": ("<", 1000),
    b"\xa1\xb2\xc3\xd4": (">", 1000),
    b"\x4d\x3c\xb2\xa1": ("<", 1),
    b"\xa1\xb2\x3c\x4d": (">", 1),
}
SECOND = 10**9


class Savefile:
    def __init__(self):
        self.records = []
        self.truncated = False
        # whether a block contradicts itself, behind which nothing is known
        self.damaged = False


def decompress(data):
    """The bytes of a file, and whether they end early."""
    try:
        if data.startswith(b"\x1f\x8b"):
            return gzip.decompress(data), False
        if data.startswith(b"\xfd7zXZ\0"):
            return lzma.decompress(data), False
        if data.startswith(b"BZh"):
            return bz2.decompress(data), False
    except (EOFError, OSError, zlib.error, lzma.LZMAError):
        return None, True
    for magic, program in ((b"\x28\xb5\x2f\xfd", "zstd"), (b"\x04\x22\x4d\x18", "lz4")):
        if data.startswith(magic):
            result = subprocess.run([program, "-dc"], input=data, capture_output=True, check=False)
            return (result.stdout, False) if result.returncode == 0 else (None, True)
    return data, False


def clamp(time_ns):
    return max(EARLIEST, min(LATEST, time_ns))


def read_pcap(data, order, unit):
    savefile = Savefile()
    major, minor = struct.unpack_from(order + "2H", data, 4)
    network = struct.unpack_from(order + "I", data, 20)[0]
    at = 24
    while at + 16 <= len(data):
        seconds, fraction, captured, original = struct.unpack_from(order + "IiII", data, at)
        # Before version 2.4 some wrote the two in the other order.
        if captured > original and (major == 543 or minor < 4):
            captured, original = original, captured
        if captured > max(262144, struct.unpack_from(order + "I", data, 16)[0]):
            break
        if at + 16 + captured > len(data):
            break
        odd = None if 0 <= fraction * unit < SECOND else "nonsense fraction"
        savefile.records.append(
            Record(seconds * SECOND + fraction * unit, captured, original, network & 0x3FFFFFF, odd)
        )
        at += 16 + captured
    savefile.truncated = at != len(data)
    return savefile


def read_options(order, data, at, end):
    options = {}
    while at + 4 <= end:
        code, length = struct.unpack_from(order + "HH", data, at)
        if code == 0 or at + 4 + length > end:
            break
        options.setdefault(code, data[at + 4 : at + 4 + length])
        at += 4 + (length + 3) // 4 * 4
    return options


class Interface:
    def __init__(self, order, body):
        self.link_type, _, self.snapshot_length = struct.unpack_from(order + "HHI", body)
        options = read_options(order, body, 8, len(body))
        resolution = options.get(9, b"\x06")[0]
        self.units = 2 ** (resolution & 0x7F) if resolution & 0x80 else 10**resolution
        self.offset = struct.unpack(order + "q", options[14])[0] if len(options.get(14, b"")) == 8 else 0

    def time_ns(self, units):
        return units * SECOND // self.units + self.offset * SECOND


def read_pcapng(data):
    savefile = Savefile()
    order = "<"
    interfaces = []
    at = 0
    while at + 12 <= len(data):
        kind = struct.unpack_from(order + "I", data, at)[0]
        if kind == 0x0A0D0D0A:
            order = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}.get(data[at + 8 : at + 12])
            if order is None:
                break
            interfaces = []
        length = (struct.unpack_from(order + "I", data, at + 4)[0] + 3) // 4 * 4
        if length < 12 or at + length > len(data):
            break
        if data[at + 4 : at + 8] != data[at + length - 4 : at + length]:
            savefile.damaged = True
            break
        body = data[at + 8 : at + length - 4]
        try:
            if kind == 1:
                interfaces.append(Interface(order, body))
            elif kind in (2, 3, 6):
                savefile.records.append(read_packet(order, kind, body, interfaces))
        except (struct.error, IndexError):
            break
        at += length
    savefile.truncated = at != len(data)
    return savefile


def read_packet(order, kind, body, interfaces):
    if kind == 3:
        original = struct.unpack_from(order + "I", body)[0]
        captured = min(original, interfaces[0].snapshot_length or original)
        if captured > len(body) - 4:
            raise IndexError
        return Record(None, captured, original, interfaces[0].link_type, "no time")

    number, high, low, captured, original = struct.unpack_from(order + "5I", body)
    if kind == 2:
        number = struct.unpack_from(order + "H", body)[0]
    if captured > len(body) - 20:
        raise IndexError
    interface = interfaces[number]
    time_ns = interface.time_ns(high << 32 | low)
    odd = None
    if time_ns < 0:
        odd = "before 1970"
    elif clamp(time_ns) != time_ns:
        odd = "beyond 2262"
    elif interface.units > SECOND:
        odd = "fine resolution"
    return Record(clamp(time_ns), captured, original, interface.link_type, odd)


def give_times(records):
    """Records without a time get that of the one before, those before the first that has one, its."""
    known = next((record.time_ns for record in records if record.time_ns is not None), 0)
    given = []
    for record in records:
        known = record.time_ns if record.time_ns is not None else known
        given.append(record._replace(time_ns=known))
    return given


def read(path):
    """The savefile at @path, or None where it is of another kind, or damaged in its compression."""
    with open(path, "rb") as file:
        data, damaged = decompress(file.read())
    if damaged or len(data) < 24:
        return None
    if data[:4] in PCAP_MAGICS:
        savefile = read_pcap(data, *PCAP_MAGICS[data[:4]])
    elif data[:4] == b"\n\r\r\n":
        savefile = read_pcapng(data)
    else:
        return None
    savefile.records = give_times(savefile.records)
    return savefile
