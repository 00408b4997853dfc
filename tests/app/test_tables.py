# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether each row of the tables of export formats, file formats, compressions and parsers of streams does what it
says, and is wherever such rows are told of: the help, the manual page, the completions, README, the help pages, the
window.

usage: test_tables.py PROGRAM BUILD-FOLDER SOURCE-FOLDER"""
import bz2
import gzip
import json
import lzma
import os
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

PROGRAM, BUILD, SOURCE = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
sys.path.insert(0, str(SOURCE / 'tests'))
from agreement import captures  # noqa: E402

# What files of each export format begin with.
BEGINNINGS = {'png': b'\x89PNG', 'svg': b'<?xml', 'pdf': b'%PDF', 'csv': b'address,', 'json': b'{', 'graphml': b'<?xml',
              'dot': b'digraph'}


def call(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          env=dict(os.environ, LC_ALL='C.UTF-8'), check=False)


def read(path):
    return path.read_text(encoding='utf-8')


def snoop(packet):
    length = len(packet) + -len(packet) % 4
    record = struct.pack('>6I', len(packet), len(packet), 24 + length, 0, 1700000000, 0) + packet
    return b'snoop\0\0\0' + struct.pack('>2I', 2, 4) + record + bytes(length - len(packet))


def erf(packet):
    """Three records of type Ethernet, with two bytes of padding before and a frame check sequence behind."""
    packet += bytes(4)
    return b''.join(struct.pack('<Q', (1700000000 + i) << 32) +
                    struct.pack('>BBHHH', 2, 4, 18 + len(packet), 0, len(packet)) + bytes(2) + packet for i in range(3))


def segments(port, *payloads, to_server=True):
    """A connection whose bytes come in several segments."""
    near, far = (10, 2, 0, 1), (10, 2, 0, 2)
    ports = (50000, port) if to_server else (port, 50000)
    ends = (near, far) if to_server else (far, near)
    packets = [captures.ethernet(0x0800, captures.ipv4(6, near, far, captures.tcp(50000, port, 0, b'', 0x02)))]
    sequence = 1
    for payload in payloads:
        packets.append(captures.ethernet(0x0800, captures.ipv4(6, *ends, captures.tcp(*ports, sequence, payload))))
        sequence += len(payload)
    return captures.pcap([(captures.T0 + i / 4, packet, None) for i, packet in enumerate(packets)])


def cut(data):
    return data[:len(data) // 2], data[len(data) // 2:]


def message(*arguments):
    data = captures.dns(*arguments)
    return struct.pack('>H', len(data)) + data


class TablesTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.packet = captures.query('a.example')
        self.plain = captures.pcap([(captures.T0, self.packet, None)])
        self.readme = read(SOURCE / 'README.md')
        self.manual = read(BUILD / 'data' / 'pcapviz.1')
        self.help_page = read(SOURCE / 'data' / 'help' / 'C' / 'open.page')

    def report(self, data):
        path = self.folder / 'capture'
        path.write_bytes(data)
        result = call('--report', path)
        self.assertEqual(result.returncode, 0, result.stderr)
        return json.loads(result.stdout)

    def test_export_formats(self):
        error = call('--export=x', '--format=?', 'x').stderr.decode()
        formats = re.search(r'there are (.*)', error).group(1).split(', ')
        help_text = call('--help').stdout.decode()
        self.assertGreaterEqual(len(formats), 7)
        capture = self.folder / 'sample.pcap'
        capture.write_bytes(self.plain)
        for name in formats:
            self.assertRegex(help_text, rf'\b{name}\b')
            self.assertRegex(self.manual, rf'\b{name}\b')
            for completion in ('pcapviz', '_pcapviz', 'pcapviz.fish'):
                self.assertRegex(read(BUILD / 'data' / 'completions' / completion), rf'\b{name}\b')
            target = self.folder / f'chart.{name}'
            chart = 'map' if name in ('graphml', 'dot') else 'top-sources'
            result = call(f'--export={target}', f'--chart={chart}', capture)
            self.assertEqual(result.returncode, 0, result.stderr)
            self.assertTrue(target.read_bytes().startswith(BEGINNINGS[name]), name)
        # the window's dialog asks the table
        self.assertIn('pv_export_format_get_all', read(SOURCE / 'src' / 'app' / 'window' / 'pv-export-dialog.c'))

    def test_file_formats(self):
        table = read(SOURCE / 'src' / 'core' / 'read' / 'pv-reader.h')
        names = re.findall(r'(?m)^  row \((\w+)\)', table)
        makers = {'pcap': lambda: self.plain, 'pcapng': lambda: captures.pcapng([(captures.T0, self.packet)]),
                  'snoop': lambda: snoop(self.packet), 'erf': lambda: erf(self.packet)}
        self.assertEqual(set(names), set(makers))
        types = read(SOURCE / 'data' / 'org.example.PcapViz.metainfo.xml.in')
        chooser = read(SOURCE / 'src' / 'app' / 'widgets' / 'pv-capture-chooser.c')
        for name in names:
            report = self.report(makers[name]())
            self.assertEqual(report['format'], name)
            self.assertEqual([row['name'] for row in report['lookups']], ['a.example'], name)
            for text in (self.readme, self.help_page, types):
                self.assertRegex(text, rf'(?i)\b{name}\b')
            self.assertRegex(self.manual, rf'(?m)^\.B {name}$')
            self.assertIn(f'*.{name}' if name != 'pcapng' else '*.pcap*', chooser)

    def test_compressions(self):
        codecs = (SOURCE / 'src' / 'core' / 'read').glob('pv-*-codec.c')
        names = re.findall(r'\.name = "(\w+)"', ''.join(map(read, codecs)))
        packers = {'gzip': gzip.compress, 'bzip2': bz2.compress, 'xz': lzma.compress}
        for name in ('zstd', 'lz4'):
            if shutil.which(name) is not None:
                packers[name] = lambda data, name=name: subprocess.run(
                    [name, '-c'], input=data, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
        self.assertEqual(set(names), {'gzip', 'bzip2', 'xz', 'zstd', 'lz4'})
        for name in set(names):
            for text in (self.readme, self.help_page, self.manual):
                self.assertRegex(text, rf'(?i)\b{name}\b')
            if name in packers:
                self.assertEqual(self.report(packers[name](self.plain))['compression'], name)

    def test_stream_parsers(self):
        """What each reads is found also where it comes in two segments."""
        table = read(SOURCE / 'src' / 'core' / 'model' / 'pv-stream-parser.c')
        names = re.findall(r'PvStreamParser parser_(\w+) = ', table)
        makers = {
            'dns_queries': (segments(53, *cut(message('asked.example'))), 'lookups', 'name', 'asked.example'),
            'dns_answers': (segments(53, *cut(message('asked.example', 0x8183)), to_server=False), 'dns_outcomes',
                            'outcome', 'NXDOMAIN'),
            'tls': (segments(443, *cut(captures.client_hello('named.example'))), 'server_names', 'source', 'tls'),
            'http': (segments(80, *cut(b'GET / HTTP/1.1\r\nHost: www.example\r\n\r\n')), 'urls', 'url',
                     'http://www.example/'),
        }
        self.assertEqual(set(names), set(makers))
        for name, (data, key, member, value) in makers.items():
            self.assertEqual([row[member] for row in self.report(data)[key]], [value], name)


unittest.main(argv=sys.argv[:1])
