#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of conversations on the command line: pictures, numbers, and graphs that other programs read."""
import collections
import csv
import ipaddress
import json
import os
import pathlib
import re
import shutil
import struct
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

import captures

PROGRAM = os.environ.get('PV_PROGRAM', 'pcapviz')
GRAPHML = '{http://graphml.graphdrawing.org/xmlns}'
FIGURES = ('packets', 'bytes', 'packets_back', 'bytes_back')
TCP = 6
# names that are something else where they are quoted wrongly
NASTY = ('plain.example', 'a"b.example', 'back\\slash', '<b>&amp;</b>', 'n0->n1', 'c\\', "it's", 'a];x', '%41', 'ünï')


def tcp(source_port, destination_port, payload):
    return struct.pack('>HHIIBBHHH', source_port, destination_port, 1, 1, 5 << 4, 0x18, 65535, 0, 0) + payload


class MapTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='pcapviz-files-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.sample = captures.write(self.folder / 'sample.pcap', captures.sample())
        self.environment = dict(os.environ, G_DEBUG='fatal-criticals', TZ='UTC', LC_ALL='C.UTF-8')

    def call(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment, capture_output=True, timeout=60,
                              check=False)

    def export(self, name, *arguments):
        target = self.folder / name
        result = self.call(f'--export={target}', *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, b''))
        return target.read_bytes()

    def report(self, *arguments):
        return json.loads(self.call('--report', *arguments).stdout)

    def graphml(self, *arguments):
        """Labels by node, and a list of (label, label, figures)."""
        root = ElementTree.fromstring(self.export('map.graphml', *arguments))
        graph = root.find(GRAPHML + 'graph')
        self.assertEqual(graph.get('edgedefault'), 'directed')

        def data(element):
            return {child.get('key'): child.text for child in element.findall(GRAPHML + 'data')}

        nodes = {node.get('id'): data(node) for node in graph.findall(GRAPHML + 'node')}
        edges = [(nodes[edge.get('source')]['label'], nodes[edge.get('target')]['label'],
                  tuple(int(data(edge)[name]) for name in FIGURES)) for edge in graph.findall(GRAPHML + 'edge')]
        self.assertEqual({key.get('id') for key in root.findall(GRAPHML + 'key')},
                         {'label', 'kind', 'hosts', 'name', *FIGURES})
        return nodes, edges

    def test_numbers(self):
        """Links add up to clients and servers of the report; CSV, JSON and GraphML say the same."""
        report = self.report(self.sample)
        rows = list(csv.DictReader(self.export('map.csv', '--chart=map', self.sample).decode().splitlines()))
        for end, key in ('client', 'clients'), ('server', 'servers'):
            sums = collections.Counter()
            for row in rows:
                sums[row[end]] += int(row['bytes']) + int(row['bytes_back'])
            self.assertEqual(sums, {row['address']: row['bytes'] for row in report[key]})

        answer = json.loads(self.export('map.json', '--chart=map', self.sample))
        self.assertEqual((answer['list'], answer['grouping']), ('map', 'host'))
        edges = {(row['client'], row['server'], *(row[name] for name in FIGURES)) for row in answer['rows']}
        self.assertEqual(edges, {(row['client'], row['server'], *(int(row[name]) for name in FIGURES)) for row in rows})
        self.assertEqual(edges, {(client, server, *figures) for client, server, figures in self.graphml(self.sample)[1]})

    def test_nicknames(self):
        """Hosts have the names of a hosts file in graphs and numbers, which without one have no column for them."""
        hosts = self.folder / 'names'
        hosts.write_text('10.0.0.1 =printer\n10.0.0.9 "a<b\n')
        nodes, _ = self.graphml(f'--hosts={hosts}', self.sample)
        names = {node['label']: node.get('name') for node in nodes.values()}
        self.assertEqual((names['10.0.0.1'], names['10.0.0.9']), ('=printer', '"a<b'))
        self.assertNotIn('name', next(node for node in nodes.values() if node['label'] == '10.0.0.2'))
        self.assertIn(rb'label="10.0.0.9", name="\"a<b"', self.export('map.dot', f'--hosts={hosts}', self.sample))
        rows = list(csv.DictReader(self.export('map.csv', '--chart=map', f'--hosts={hosts}', self.sample).decode().splitlines()))
        for end in 'client', 'server':
            self.assertTrue(any(row[end] == '10.0.0.1' for row in rows) or end == 'server')
            self.assertTrue(all(row[end + '_nickname'] == {'10.0.0.1': "'=printer", '10.0.0.9': '"a<b'}.get(row[end], '')
                                for row in rows))
        rows = json.loads(self.export('map.json', '--chart=map', f'--hosts={hosts}', self.sample))['rows']
        self.assertEqual({row['client_nickname'] for row in rows if row['client'] == '10.0.0.1'}, {'=printer'})
        self.assertNotIn(b'nickname', self.export('map.csv', '--chart=map', self.sample))
        rows = self.export('sources.csv', '--chart=top-sources', f'--hosts={hosts}', self.sample).decode().splitlines()
        self.assertEqual(rows[0].split(',')[-1], 'nickname')
        self.assertEqual([row.split(',')[-1] for row in rows if row.startswith('10.0.0.1,')], ["'=printer"])

    def test_narrowed(self):
        """A span, a filter and picks narrow the map as they do the report."""
        for option in ('--filter=udp port 53', '--pick=addresses:10.0.0.9', '--exclude=addresses:10.0.0.9',
                       '--from=2016-07-08T12:14:12Z'):
            report = self.report(option, self.sample)
            _, edges = self.graphml(option, self.sample)
            self.assertEqual(sum(figures[1] + figures[3] for _, _, figures in edges),
                             sum(row['bytes'] for row in report['sources']), option)

    def test_groups(self):
        nodes, edges = self.graphml('--group-by=network', self.sample)
        _, of_hosts = self.graphml(self.sample)
        sums = collections.Counter()
        for client, server, figures in of_hosts:
            networks = [str(ipaddress.ip_network(f'{address}/{64 if ":" in address else 24}', strict=False))
                        for address in (client, server)]
            sums[tuple(networks)] += sum(figures)
        self.assertEqual({(client, server): sum(figures) for client, server, figures in edges}, sums)
        self.assertEqual({node['kind'] for node in nodes.values()}, {'network'})
        scopes, _ = self.graphml('--group-by=scope', self.sample)
        self.assertLessEqual({node['label'] for node in scopes.values()}, {'private', 'public', 'group'})

    def test_domains(self):
        hosts = 'www.example.co.uk', 'mail.example.co.uk', 'example.com', '192.0.2.9'
        records = b''.join(captures.record(captures.START + i, captures.ip('10.0.0.1', f'192.0.2.{i + 1}', tcp(
            40000 + i, 80, f'GET / HTTP/1.1\r\nHost: {name}\r\n\r\n'.encode()), TCP)) for i, name in enumerate(hosts))
        path = captures.write(self.folder / 'domains.pcap', captures.header() + records)
        domains = {row['domain']: row['bytes'] for row in self.report(path)['named_domains']}
        nodes, edges = self.graphml('--group-by=domain', path)
        self.assertEqual({node['label'] for node in nodes.values() if node['kind'] == 'domain'}, set(domains))
        self.assertIn('example.co.uk', domains)
        self.assertEqual({server: sum(figures[1::2]) for _, server, figures in edges if server in domains},
                         domains)

    def test_strange_names(self):
        """Whatever names are in a capture, a graph says just these."""
        records = b''.join(captures.record(captures.START + i, captures.ip('10.0.0.1', f'192.0.2.{i + 1}', tcp(
            40000 + i, 80, f'GET / HTTP/1.1\r\nHost: {name}\r\n\r\n'.encode()), TCP)) for i, name in enumerate(NASTY))
        path = captures.write(self.folder / 'names.pcap', captures.header() + records)
        names = {row['name'] for row in self.report(path)['server_names']}
        nodes, _ = self.graphml('--group-by=name', path)
        self.assertEqual({node['label'] for node in nodes.values() if node['kind'] == 'name'}, names)
        self.assertGreaterEqual(len(names), 3)

        text = self.export('map.dot', '--group-by=name', path).decode()
        self.assertEqual(set(self.dot_labels(text)), {node['label'] for node in nodes.values()})
        self.check_dot(text, len(nodes))

    def dot_labels(self, text):
        for label in re.findall(r'\[label="((?:[^"\\]|\\.)*)"', text):
            yield re.sub(r'\\(.)', r'\1', label).replace('&amp;', '&')

    def check_dot(self, text, n_nodes):
        if shutil.which('dot') is None:
            return
        result = subprocess.run(['dot', '-Tplain'], input=text, capture_output=True, text=True, check=True)
        self.assertEqual(result.stderr, '')
        self.assertEqual(len(re.findall(r'(?m)^node ', result.stdout)), n_nodes)

    def test_dot(self):
        nodes, edges = self.graphml(self.sample)
        text = self.export('map.dot', self.sample).decode()
        self.assertEqual(sorted(self.dot_labels(text)), sorted(node['label'] for node in nodes.values()))
        self.assertEqual(len(re.findall(r'(?m)^  n\d+ -> n\d+ \[packets=\d+, bytes=\d+, packets_back=\d+, '
                                        r'bytes_back=\d+, penwidth=\d+\.\d\d\];$', text)), len(edges))
        self.check_dot(text, len(nodes))

    def test_pictures(self):
        for options in (), ('--matrix',), ('--group-by=scope', '--background=dark'), ('--top=2',):
            data = self.export('map.png', '--chart=map', *options, self.sample)
            self.assertEqual(struct.unpack('>I', data[16:20]), (1200,))
            data = self.export('map.png', '--chart=map', '--size=360x300', *options, self.sample)
            self.assertEqual(struct.unpack('>II', data[16:24]), (360, 300))
        self.assertIn(b'<svg', self.export('map.svg', '--chart=map', self.sample))
        self.assertTrue(self.export('map.pdf', '--chart=map', self.sample).startswith(b'%PDF'))

    def test_mistakes(self):
        for arguments, says in ((('--export=x.dot', '--chart=top-ips'), 'only --chart=map is'),
                                (('--export=x.png', '--chart=map', '--group-by=hue'), 'host, network, scope, name, domain')):
            result = self.call(*arguments, self.sample)
            self.assertEqual(result.returncode, 1)
            self.assertIn(says, result.stderr.decode())
        # of a folder, the one that there is
        target = self.folder / 'graphs'
        self.assertEqual(self.call(f'--export={target}', '--format=dot', self.sample).returncode, 0)
        self.assertEqual([path.name for path in target.iterdir()], ['sample-map.dot'])


if __name__ == '__main__':
    unittest.main()
