#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two captures, and two spans of one, compared without a display."""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

import captures

PROGRAM = os.environ.get('PV_PROGRAM', 'pcapviz')
TOP = pathlib.Path(__file__).resolve().parent.parent.parent


class ChangesTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix='pcapviz-changes-')
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        subprocess.run([sys.executable, TOP / 'build-aux' / 'example-captures', cls.folder], check=True)
        cls.yesterday = str(cls.folder / 'yesterday.pcap')
        cls.today = str(cls.folder / 'today.pcap')
        cls.environment = {name: value for name, value in os.environ.items()
                           if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')}
        cls.environment.update(G_DEBUG='fatal-criticals', TZ='UTC', LC_ALL='C.UTF-8')

    def call(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)

    def report(self, *arguments, status=0):
        result = self.call('--report', *arguments)
        self.assertEqual((result.returncode, result.stderr), (status, ''))
        return json.loads(result.stdout)

    def test_agrees_with_two_reports(self):
        """All lists, both ways and within a capture, against two reports that are subtracted elsewhere."""
        sample = captures.write(self.folder / 'sample.pcap', captures.sample())
        multicast = captures.write(self.folder / 'multicast.pcap', captures.multicast_sample())
        empty = captures.write(self.folder / 'empty.pcap', captures.without_packets())
        result = subprocess.run([sys.executable, TOP / 'tests' / 'agree-on-changes', PROGRAM, self.yesterday,
                                 self.today, sample, multicast, empty, self.today],
                                env=self.environment, text=True, capture_output=True, timeout=120, check=False)
        self.assertEqual((result.returncode, result.stderr), (0, ''), result.stdout)
        self.assertIn(' 0 differences', result.stdout)

    def test_checker_sees_a_lie(self):
        """The same, of a program that forgets what is gone."""
        liar = self.folder / 'liar'
        liar.write_text(f'''#!{sys.executable}
import json, subprocess, sys
report = json.loads(subprocess.run([{PROGRAM!r}, *sys.argv[1:]], capture_output=True).stdout)
report['services'] = [row for row in report['services'] if row.get('state') != 'gone']
print(json.dumps(report))
''', encoding='utf-8')
        liar.chmod(0o755)
        result = subprocess.run([sys.executable, TOP / 'tests' / 'agree-on-changes', liar, self.today, self.yesterday],
                                env=self.environment, text=True, capture_output=True, timeout=120, check=False)
        self.assertEqual(result.returncode, 1)
        self.assertIn('services', result.stdout)

    def test_surprises(self):
        """Each change once, with what its packets have in common."""
        report = self.report(f'--compare={self.yesterday}', self.today)
        first, second = report['surprises']
        self.assertEqual((first['list'], first['label'], first['state']),
                         ('by_server_name', 'update.example.com', 'new'))
        self.assertEqual((first['service'], first['client'], first['server']),
                         ('443/tcp https', '10.0.0.7', '203.0.113.5'))
        self.assertEqual((first['other_packets'], first['other_bytes']), (0, 0))
        self.assertGreater(first['bytes'], 3_000_000)
        self.assertEqual((second['list'], second['label'], second['state']), ('services', '123/udp ntp', 'gone'))
        self.assertGreater(first['score'], 0)
        self.assertLess(second['score'], 0)
        self.assertEqual(self.report(f'--compare={self.today}', self.today)['surprises'], [])

    def test_narrowed(self):
        """A filter and a pick hold for both; the time of both is that of --from and --to, moved to the same start."""
        options = ('--filter=host 10.0.0.7', '--pick=services:443/tcp')
        report = self.report(*options, f'--compare={self.yesterday}', self.today)
        alone = self.report(*options, self.yesterday)
        self.assertEqual(report['comparison']['packets'], alone['packets'])
        self.assertEqual({row['address'] for row in report['clients']}, {'10.0.0.7'})

        report = self.report('--from=2016-07-10T10:20', '--to=2016-07-10T10:40', f'--compare={self.yesterday}',
                             '--align=start', self.today)
        alone = self.report('--from=2016-07-09T10:20', '--to=2016-07-09T10:40', self.yesterday)
        self.assertEqual(report['comparison']['packets'], alone['packets'])
        self.assertEqual(report['comparison']['from_ns'], alone['from_ns'])
        report = self.report('--from=2016-07-10T10:20', '--to=2016-07-10T10:40', f'--compare={self.yesterday}',
                             self.today)
        self.assertEqual(report['comparison']['packets'], 0)
        self.assertEqual({row['state'] for row in report['sources']}, {'new'})

    def test_rates(self):
        """Half an hour against ten minutes."""
        report = self.report('--from=2016-07-10T10:20', '--to=2016-07-10T10:50', '--compare-from=2016-07-10T10:20',
                             '--compare-to=2016-07-10T10:30', self.today)
        self.assertTrue(report['comparison']['per_second'])
        row = report['services'][0]
        self.assertAlmostEqual(row['packets_per_second'], row['packets'] / 1800)
        self.assertAlmostEqual(row['other_packets_per_second'], row['other_packets'] / 600)
        same = self.report('--to=2016-07-10T10:30', '--compare-to=2016-07-10T10:30', self.today)
        self.assertFalse(same['comparison']['per_second'])
        self.assertNotIn('packets_per_second', same['services'][0])

    def write_hosts(self, name, *hosts):
        path = self.folder / name
        path.write_bytes(captures.hosts(*hosts))
        return path

    def test_hosts_by_name(self):
        """DHCP has given each host what another had; by name, they are who they were."""
        now = self.write_hosts('now.pcap', '10.0.0.7', '10.0.0.8', 20)
        then = self.write_hosts('then.pcap', '10.0.0.8', '10.0.0.12', 5)

        def rows(key, *options):
            return {tuple(row[part] for part in ('address', 'client', 'server') if part in row):
                    (row['packets'], row['other_packets'], row['state'])
                    for row in self.report(f'--compare={then}', *options, now)[key]}

        self.assertEqual(rows('sources'), {
            ('10.0.0.7',): (21, 0, 'new'), ('10.0.0.8',): (2, 6, 'both'), ('10.0.0.12',): (0, 2, 'gone'),
            ('10.0.0.99',): (1, 1, 'both')})
        self.assertEqual(rows('sources', '--match=names'), {
            ('10.0.0.7',): (21, 6, 'both'), ('10.0.0.8',): (2, 2, 'both'), ('10.0.0.99',): (1, 1, 'both')})
        self.assertEqual(rows('conversations', '--match=names'), {
            ('10.0.0.7', '192.0.2.1'): (20, 5, 'both'), ('10.0.0.7', '10.0.0.1'): (1, 1, 'both'),
            ('10.0.0.8', '192.0.2.9'): (1, 1, 'both'), ('10.0.0.8', '10.0.0.1'): (1, 1, 'both'),
            ('10.0.0.99', '192.0.2.9'): (1, 1, 'both')})
        self.assertEqual(self.report(f'--compare={then}', '--match=names', now)['surprises'][:1], [])

        # who has the address of a host with a name, and none of its own, is somebody else
        nameless = self.folder / 'nameless.pcap'
        nameless.write_bytes(then.read_bytes() + captures.record(captures.START + 99, captures.ip(
            '10.0.0.7', '192.0.2.1', captures.udp(4000, 443, bytes(20)))))
        then = nameless
        self.assertEqual(rows('sources', '--match=names')[('10.0.0.7',)][2], 'gone')

    def test_several_others(self):
        """Several files, or a folder, are one capture to compare with."""
        folder = self.folder / 'others'
        folder.mkdir()
        for name, path in (('a', self.today), ('b', self.yesterday)):
            (folder / name).write_bytes(pathlib.Path(path).read_bytes())
        both = self.report(f'--compare={self.today}', f'--compare={self.yesterday}', self.today)
        self.assertEqual(both['comparison']['packets'],
                         self.report(self.today)['packets'] + self.report(self.yesterday)['packets'])
        of_folder = self.report(f'--compare={folder}', self.today)
        self.assertEqual(of_folder['comparison']['packets'], both['comparison']['packets'])
        self.assertEqual(of_folder['services'], both['services'])

    def test_fail_on(self):
        result = self.call(f'--compare={self.yesterday}', '--fail-on=new:server_names,gone:services', self.today)
        self.assertEqual((result.returncode, result.stderr), (3, ''))
        self.assertEqual(result.stdout, 'new\tserver_names\tupdate.example.com\t1\t0\n'
                                        'gone\tservices\t123/udp ntp\t0\t30\n')
        result = self.call(f'--compare={self.yesterday}', '--fail-on=gone:server_names,new:services,new:urls',
                           self.today)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, '', ''))

        report = self.report(f'--compare={self.yesterday}', '--fail-on=new:lookups', self.today, status=3)
        self.assertEqual(report['found'], [{'state': 'new', 'list': 'lookups', 'label': 'update.example.com', 'n': 1,
                                            'other_n': 0}])
        report = self.report(f'--compare={self.yesterday}', '--fail-on=gone:lookups', self.today)
        self.assertEqual(report['found'], [])
        self.assertNotIn('found', self.report(f'--compare={self.yesterday}', self.today))

    def test_exports(self):
        """Numbers have the other's and the change; pictures of bars and of the line are others than alone."""
        table = self.folder / 'services.csv'
        self.assertEqual(self.call(f'--export={table}', '--chart=top-services', f'--compare={self.yesterday}',
                                   self.today).returncode, 0)
        rows = {row['service']: row for row in csv.DictReader(table.read_text('utf-8').splitlines())}
        report = {f'{row["port"]}/{row["transport"]}': row
                  for row in self.report(f'--compare={self.yesterday}', self.today)['services']}
        self.assertEqual({name.split()[0] for name in rows}, set(report))
        for name, row in rows.items():
            for key in ('packets', 'bytes', 'other_packets', 'other_bytes', 'change_packets', 'change_bytes', 'state'):
                self.assertEqual(row[key], str(report[name.split()[0]][key]))
        names = self.folder / 'names.json'
        self.assertEqual(self.call(f'--export={names}', '--chart=dns-lookups', f'--compare={self.yesterday}',
                                   self.today).returncode, 0)
        expected = {'name': 'update.example.com', 'lookups': 1, 'clients': 1, 'capture_lookups': 1, 'other_lookups': 0,
                    'change_lookups': 1, 'state': 'new'}
        row = json.loads(names.read_text('utf-8'))['rows'][0]
        self.assertEqual({key: row[key] for key in expected}, expected)

        for chart in ('top-ips', 'traffic'):
            pictures = []
            for options in ((), (f'--compare={self.yesterday}', '--align=start'),
                            ('--to=2016-07-10T10:44', '--compare-from=2016-07-10T10:44')):
                path = self.folder / f'{chart}.svg'
                self.assertEqual(self.call(f'--export={path}', f'--chart={chart}', *options, self.today).returncode, 0)
                pictures.append(path.read_bytes())
            self.assertEqual(len(set(pictures)), 3, chart)

    def test_refuses(self):
        cases = [
            (['--fail-on=new:services', self.today], '--fail-on needs something to compare with'),
            ([f'--compare={self.yesterday}', '--fail-on=old:services', self.today], '“old:services”'),
            ([f'--compare={self.yesterday}', '--fail-on=new:nothing', self.today], '“new:nothing”'),
            ([f'--compare={self.yesterday}', '--fail-on=', self.today], 'nothing that can be found'),
            ([f'--compare={self.yesterday}', '--fail-on=new:services', f'--export={self.folder}', self.today],
             '--fail-on goes with --report or alone'),
            (['--report', '--compare-from=2016-07-10', '--compare-to=2016-07-09', self.today],
             '--compare-from must be a time before --compare-to'),
            (['--report', f'--compare={self.folder / "missing.pcap"}', self.today], 'missing.pcap'),
        ]
        for arguments, says in cases:
            with self.subTest(arguments):
                result = self.call(*arguments)
                self.assertEqual((result.returncode, result.stdout), (1, ''))
                self.assertEqual(len(result.stderr.splitlines()), 1)
                self.assertIn(says, result.stderr)


if __name__ == '__main__':
    unittest.main()
