#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports and exports, without a display."""
import csv
import errno
import hashlib
import json
import os
import pathlib
import resource
import shutil
import signal
import struct
import subprocess
import tempfile
import time
import unittest

import captures
import dimensions

PROGRAM = os.environ.get('PV_PROGRAM', 'pcapviz')
NANOSECOND = 10 ** 9


def png_size(path):
    data = pathlib.Path(path).read_bytes()
    assert data[:8] == b'\x89PNG\r\n\x1a\n', path
    return struct.unpack('>II', data[16:24])


def country_of_all(code, name):
    """A database in MaxMind's format: all IPv4 addresses are of one country."""
    def string(text):
        return bytes([2 << 5 | len(text)]) + text.encode()

    def number(kind, size, value):
        return (bytes([kind << 5 | size]) if kind < 8 else bytes([size, kind - 7])) + value.to_bytes(size, 'big')

    def pairs(**values):
        return bytes([7 << 5 | len(values)]) + b''.join(string(key) + value for key, value in values.items())

    data = pairs(country=pairs(iso_code=string(code), names=pairs(en=string(name))))
    # one node, both of whose records are of the first of the data
    return (struct.pack('>II', 17, 17) + bytes(16) + data + b'\xab\xcd\xefMaxMind.com' +
            pairs(node_count=number(6, 1, 1), record_size=number(5, 1, 32), ip_version=number(5, 1, 4),
                  database_type=string('Test-Country'), languages=bytes([1, 4]) + string('en'),
                  binary_format_major_version=number(5, 1, 2), binary_format_minor_version=number(5, 0, 0),
                  build_epoch=number(9, 4, 1500000000), description=pairs()))


class CommandLineTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='pcapviz-files-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.sample = self.write('sample.pcap', captures.sample())
        self.environment = {name: value for name, value in os.environ.items()
                            if name not in ('DISPLAY', 'WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS')}
        self.environment.update(G_DEBUG='fatal-criticals', TZ='UTC', LC_ALL='C.UTF-8')

    def write(self, name, data):
        return captures.write(self.folder / name, data)

    def call(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)

    def report(self, *arguments):
        result = self.call('--report', *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        return json.loads(result.stdout)

    def find_charts(self):
        """All charts that the sample has something for, in the order in which they are written."""
        charts, lists = dimensions.get_names(self.call)
        report = self.report(self.sample)
        # of a single file, there is no chart of files
        found = [chart for chart, name in zip(charts, lists) if name != 'files' and dimensions.count_bars(report, name) > 0]
        self.assertGreater(set(found), {'top-sources', 'top-destinations', 'dns-lookups', 'dns-outcomes', 'packet-sizes'})
        self.assertLess(len(found), len(lists))
        return found + charts[len(lists):]

    def test_objects(self):
        """Files that went over the wire land in the folder, and nowhere else."""
        path = self.write('http.pcap', captures.http_download('/a/..%2F..%2Fname.txt', b'Hello world'))
        folder = self.folder / 'new' / 'objects'
        result = self.call(f'--objects={folder}', path)
        self.assertEqual(result.returncode, 0, result.stderr)
        self.assertIn('may do harm', result.stderr)
        entry, = json.loads(result.stdout)['objects']
        self.assertEqual((entry['saved_as'], entry['bytes'], entry['whole'], entry['flaws']), ('name.txt', 11, True, []))
        self.assertEqual(entry['sha256'], hashlib.sha256(b'Hello world').hexdigest())
        self.assertEqual((folder / 'name.txt').read_bytes(), b'Hello world')
        self.assertEqual((folder / 'name.txt').stat().st_mode & 0o777, 0o600)
        try:
            self.assertEqual(os.getxattr(folder / 'name.txt', 'user.xdg.origin.url').decode(), entry['url'])
        except OSError as error:
            # not every file system has them
            self.assertEqual(error.errno, errno.ENOTSUP)

        again = json.loads(self.call(f'--objects={folder}', path).stdout)['objects']
        self.assertEqual(again[0]['saved_as'], 'name (2).txt')
        listed = json.loads(self.call('--list-objects', path).stdout)['objects']
        self.assertEqual(listed, [dict(entry, saved_as=None)])
        for option, expected in (('--filter=udp', []), ('--pick=addresses:192.0.2.80', listed),
                                 ('--pick=services:443/tcp', []), ('--exclude=services:80/tcp', []),
                                 ('--from=2100-01-01', [])):
            self.assertEqual(json.loads(self.call('--list-objects', option, path).stdout), {'objects': expected}, option)
        self.assertEqual(sorted(os.listdir(folder)), ['name (2).txt', 'name.txt'])
        self.assert_fails('--list-objects', says='--list-objects')
        self.assert_fails(f'--objects={path}', path, says='http.pcap')

    def test_anonymise(self):
        """The same key gives the same file; no address, name or content is in there."""
        target, other, key = self.folder / 'a.pcapng', self.folder / 'b.pcapng', self.folder / 'key'
        key.write_bytes(bytes(range(32)))
        for path in (target, other):
            result = self.call(f'--save={path}', f'--anonymise-key={key}', self.sample)
            self.assertEqual((result.returncode, result.stdout), (0, f'{path}\n'))
            self.assertIn('who talks to whom', result.stderr)
        data = target.read_bytes()
        self.assertEqual(data, other.read_bytes())
        for text in (bytes([10, 0, 0, 1]), bytes([192, 0, 2, 53]), b'example', b'host', b'test'):
            self.assertNotIn(text, data)
        before, after = self.report(self.sample), self.report(target)
        for name in ('packets', 'wire_bytes', 'ip_packets', 'ip_bytes'):
            self.assertEqual(before[name], after[name])
        for name in ('sources', 'destinations', 'lookups'):
            self.assertEqual(sorted(row['packets'] if 'packets' in row else row['lookups'] for row in before[name]),
                             sorted(row['packets'] if 'packets' in row else row['lookups'] for row in after[name]))

        # of hardware, only the vendor stays, where that is asked for
        path = captures.write(self.folder / 'vendor.pcap', captures.header(link_type=1) + captures.record(
            captures.START, bytes.fromhex('001122aabbcc 001122ddeeff 88b5') + bytes(50)))
        for options, n_vendors in ((), 0), (('--anonymise-keep-vendors',), 2):
            self.assertEqual(self.call(f'--save={other}', f'--anonymise-key={key}', *options, path).returncode, 0)
            vendors = other.read_bytes()
            self.assertEqual(vendors.count(bytes.fromhex('001122')), n_vendors)
            self.assertNotIn(bytes.fromhex('aabbcc'), vendors)
        self.assertEqual(self.call(f'--save={other}', '--anonymise', self.sample).returncode, 0)
        self.assertNotEqual(data, other.read_bytes())
        key.write_bytes(b'short')
        self.assert_fails(f'--save={other}', f'--anonymise-key={key}', self.sample, says='too short')
        self.assert_fails('--report', '--anonymise', self.sample, says='--save')

    def assert_fails(self, *arguments, says):
        result = self.call(*arguments)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout, '')
        lines = result.stderr.splitlines()
        self.assertEqual(len(lines), 1, result.stderr)
        self.assertIn(says, lines[0])

    def test_nobody_opens_what_is_elsewhere(self):
        """Where no GVfs knows the scheme, the message says which file it was."""
        for option in '--report', '--save=no-such-scheme://host/b.pcapng', '--export=no-such-scheme://host/b.csv':
            name = 'a.pcap' if option == '--report' else option.rpartition('/')[2]
            capture = 'no-such-scheme://host/a.pcap' if option == '--report' else self.sample
            self.assert_fails(option, capture, says=f'“no-such-scheme://host/{name}”: ')

    def test_is_confined_while_it_reads(self):
        """A pipe that says nothing lets us look at a process that waits for it."""
        fifo = self.folder / 'silent'
        os.mkfifo(fifo)
        modes = (['--report', fifo], ['--report', fifo.as_uri()], [f'--export={self.folder / "charts"}', fifo],
                 [f'--export={self.folder.as_uri()}/charts', fifo], [f'--save={self.folder / "saved.pcapng"}', fifo],
                 ['--list-objects', fifo], [f'--objects={self.folder / "objects"}', fifo],
                 ['--report', f'--compare={self.sample}', fifo], ['--report', 'no-such-scheme://host/a.pcap', fifo])
        for arguments in modes:
            with self.subTest(arguments), subprocess.Popen(
                    [PROGRAM, *arguments], env=self.environment, stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
                try:
                    writer = os.open(fifo, os.O_WRONLY)  # waits until it was opened
                    status = pathlib.Path(f'/proc/{process.pid}/status').read_text('utf-8')
                finally:
                    process.kill()
                os.close(writer)
            self.assertRegex(status, r'NoNewPrivs:\s1')
            if os.uname().machine in ('x86_64', 'aarch64', 'riscv64'):
                self.assertRegex(status, r'Seccomp:\s2')

    def test_full_disk(self):
        """Where there is no room for all of a file, there is the old one and nothing else."""
        folder = self.folder / 'out'
        folder.mkdir()
        for name in 'charts.pdf', 'charts.svg', 'chart.csv', 'chart.json', 'chart.png', 'saved.pcapng':
            old = folder / name
            old.write_text('old', 'utf-8')
            option = '--save' if name == 'saved.pcapng' else '--export'
            chart = [] if name in ('charts.pdf', 'saved.pcapng') else ['--chart=dns-lookups']
            arguments = [PROGRAM, f'{option}={old}', *chart, self.sample]
            with self.subTest(name):
                # room for 100 bytes in each file; what goes beyond is an error rather than a signal
                result = subprocess.run(
                    ['sh', '-c', 'trap "" XFSZ; exec prlimit --fsize=100 -- "$@"', 'sh', *map(str, arguments)],
                    env=self.environment, text=True, stdin=subprocess.DEVNULL, capture_output=True, timeout=60,
                    check=False)
                self.assertEqual((result.returncode, result.stdout), (1, ''))
                self.assertEqual(len(result.stderr.splitlines()), 1, result.stderr)
                self.assertEqual(old.read_text('utf-8'), 'old')
                self.assertEqual([path.name for path in folder.iterdir()], [name])
                old.unlink(missing_ok=True)
                result = subprocess.run(arguments, env=self.environment, capture_output=True, timeout=60, check=False)
                self.assertEqual(result.returncode, 0)
                self.assertGreater(old.stat().st_size, 100)
            old.unlink(missing_ok=True)

    def test_report_to_full_disk(self):
        with open('/dev/full', 'wb') as full:
            result = subprocess.run([PROGRAM, '--report', self.sample], env=self.environment, stdout=full,
                                    stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(result.returncode, 1)
        self.assertIn(os.strerror(errno.ENOSPC), result.stderr.decode())

    def test_report(self):
        report = self.report(self.sample)
        self.assertEqual(report['packets'], 565)
        self.assertEqual(report['ip_packets'], 560)
        self.assertEqual([(s['address'], s['packets']) for s in report['sources']],
                         [('10.0.0.1', 300), ('10.0.0.2', 150), ('2001:db8::5', 60), ('10.0.0.9', 50)])
        self.assertEqual([(x['name'], x['lookups']) for x in report['lookups']],
                         [('www.example.org', 40), ('mail.example.org', 20), ('host.test', 10)])
        self.assertEqual(report['bin_ns'], 2 * NANOSECOND)

    def test_hosts(self):
        """Addresses get nicknames from a plain file, and only then have a key for them."""
        hosts = self.folder / 'names'
        hosts.write_text('10.0.0.1 Printer # upstairs\n2001:db8::5 server\n')
        report = self.report(f'--hosts={hosts}', self.sample)
        self.assertEqual([(s['address'], s['nickname']) for s in report['sources']],
                         [('10.0.0.1', 'printer'), ('10.0.0.2', None), ('2001:db8::5', 'server'), ('10.0.0.9', None)])
        self.assertTrue(all('nickname' in x for key in ('addresses', 'servers', 'clients') for x in report[key]))
        # numbers of charts have them, too
        self.call(f'--export={self.folder / "x.csv"}', '--chart=top-sources', f'--hosts={hosts}', self.sample)
        rows = list(csv.DictReader((self.folder / 'x.csv').read_text().splitlines()))
        self.assertEqual([row['nickname'] for row in rows], ['printer', '', 'server', ''])
        # not of itself, also where it is beside the capture
        hosts.rename(self.folder / 'hosts')
        self.assertNotIn('nickname', self.report(self.sample)['sources'][0])
        for bad in self.folder, '/dev/zero', hosts:
            self.assertEqual(self.call('--report', f'--hosts={bad}', self.sample).returncode, 1)
        self.assertEqual(self.call('--save=x.pcapng', f'--hosts={self.folder / "hosts"}', self.sample).returncode, 1)

    def test_geo(self):
        """Countries come from a database that is named, also where rights were given up by then."""
        database = self.folder / 'all.mmdb'
        database.write_bytes(country_of_all('DE', 'Germany'))
        result = self.call('--report', f'--geo={database}', self.sample)
        if 'without libmaxminddb' in result.stderr:
            self.skipTest('built without libmaxminddb')
        report = json.loads(result.stdout)
        self.assertEqual([(x['country'], x['name'], x['packets']) for x in report['countries']], [('DE', 'Germany', 500)])
        self.assertEqual(report['networks'], [])
        self.assertNotIn('countries', self.report(self.sample))
        result = self.call('--report', f'--geo={database}', '--pick=countries:DE', self.sample)
        self.assertEqual(json.loads(result.stdout)['packets'], 500)
        self.assertEqual(self.call('--report', f'--geo={self.sample}', self.sample).returncode, 1)

    def test_report_options_in_any_order(self):
        self.assertEqual(self.report('--bin=500ms', self.sample)['bin_ns'], NANOSECOND // 2)
        result = self.call(self.sample, '--bin', '1h', '--report')
        self.assertEqual(json.loads(result.stdout)['bin_ns'], 3600 * NANOSECOND)

    def test_report_span(self):
        report = self.report('--from', captures.START, '--to', captures.START + 30, self.sample)
        late = self.report('--from=2016-07-09T10:14:32Z', self.sample)
        self.assertEqual(report['packets'] + late['packets'], 565)
        self.assertNotIn('10.0.0.9', [s['address'] for s in report['sources']])
        self.assertIn('10.0.0.9', [s['address'] for s in late['sources']])

    def test_report_of_a_file_with_a_dash(self):
        os.rename(self.sample, self.folder / '--odd.pcap')
        result = subprocess.run([PROGRAM, '--report', '--', '--odd.pcap'], cwd=self.folder,
                                env=self.environment, capture_output=True, check=True)
        self.assertEqual(json.loads(result.stdout)['packets'], 565)

    def test_standard_input(self):
        """What comes through a pipe is kept for a second pass; a file on standard input is read again."""
        def call(*arguments, **input_):
            return subprocess.run([PROGRAM, *arguments, '-'], env=self.environment, capture_output=True, timeout=60,
                                  check=False, **input_)

        self.assertEqual(json.loads(call('--report', input=captures.sample()).stdout)['packets'], 565)
        expected = self.report('--filter=udp port 53', self.sample)
        with open(self.sample, 'rb') as file:
            self.assertEqual(json.loads(call('--report', '--filter=udp port 53', stdin=file).stdout)['packets'],
                             expected['packets'])
        filtered = call('--report', '--filter=udp port 53', input=captures.sample())
        self.assertEqual((filtered.returncode, filtered.stderr), (0, b''))
        self.assertEqual(json.loads(filtered.stdout.replace(b'/dev/stdin', str(self.sample).encode())), expected)

        # what is saved is what is saved of the file, in all of its bytes
        for options in [], ['--filter=udp port 53'], ['--pick=sources:10.0.0.9']:
            saved = call('--save=-', *options, input=captures.sample())
            self.assertEqual((saved.returncode, saved.stderr), (0, b''))
            with open(self.sample, 'rb') as file:
                self.assertEqual(saved.stdout, call('--save=-', *options, stdin=file).stdout)
        some = self.folder / 'some.pcapng'
        saved = call(f'--save={some}', '--filter=udp port 53', input=captures.sample())
        self.assertEqual((saved.returncode, saved.stderr), (0, b''))
        self.assertEqual(self.report(some)['packets'], expected['packets'])

    def test_pipe_that_cannot_be_kept(self):
        """With no room for it, what needs a second pass says so, and the rest goes on."""
        def call(*arguments):
            # standard output is a pipe, which knows no such limit
            return subprocess.run([PROGRAM, *arguments, '-'], env=self.environment, input=captures.sample(),
                                  capture_output=True, timeout=60, check=False, preexec_fn=limit_files)

        def limit_files():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

        self.assertEqual(json.loads(call('--report').stdout)['packets'], 565)
        for arguments in ['--report', '--filter=udp port 53'], ['--save=-']:
            result = call(*arguments)
            self.assertEqual(result.returncode, 1)
            self.assertEqual(result.stdout, b'')
            self.assertIn(b'could not be kept (File too large)', result.stderr)

    def test_errors(self):
        text = self.write('text', b'this is no capture at all, it is text')
        self.assert_fails('--report', text, says=text)
        self.assert_fails('--report', self.folder / 'missing.pcap', says='missing.pcap')
        (self.folder / 'empty').mkdir()
        self.assert_fails('--report', self.folder / 'empty', says=str(self.folder / 'empty'))
        self.assert_fails('--report', says='--report')
        self.assert_fails('--report', '--bin=2parsecs', self.sample, says='2parsecs')
        self.assert_fails('--report', '--bin=0.9us', self.sample, says='0.9us')
        self.assert_fails('--report', '--from=noon', self.sample, says='noon')
        self.assert_fails('--report', '--from=20', '--to=10', self.sample, says='--from')
        self.assert_fails('--report', '--wrong', self.sample, says='--wrong')
        self.assert_fails(f'--export={self.folder}', '--format=jpeg', self.sample, says='jpeg')
        self.assert_fails(f'--export={self.folder}', '--background=pink', self.sample, says='pink')
        self.assert_fails(f'--export={self.folder}', '--scale=0', self.sample, says='0')
        self.assert_fails(f'--export={self.folder}', '--size=9', self.sample, says='9')
        self.assert_fails(f'--export={self.folder}', '--chart=pie', self.sample, says='pie')
        self.assert_fails(f'--export={self.folder}/a.csv', '--format=png', self.sample, says='a.csv')
        self.assert_fails(f'--export={self.folder}/a.png', '--chart=all', self.sample, says='a.png')
        self.assert_fails(f'--export={self.folder}/a.png', '--separate', self.sample, self.sample, says='--export')
        self.assert_fails(f'--save={self.folder}/a.pcapng', '--separate', self.sample, self.sample, says='--save')
        self.assert_fails(f'--export={self.folder}/gone/a.csv', self.sample, says='gone/a.csv')
        self.assert_fails(f'--save={self.folder}/gone/a.pcapng', self.sample, says='gone/a.pcapng')
        self.assert_fails(f'--save={self.folder}/a.pcapng', says='--save')
        self.assert_fails(f'--export={self.folder}', says='--export')
        self.assert_fails(f'--export={text}/sub', self.sample, says=text)

    def test_export(self):
        target = self.folder / 'new' / 'charts'
        result = self.call(f'--export={target}', self.sample)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        names = [f'sample-{name}.png' for name in self.find_charts()]
        self.assertEqual(result.stdout.splitlines(), [str(target / name) for name in names])
        self.assertEqual(sorted(os.listdir(target)), sorted(names))
        for name in names:
            self.assertEqual(png_size(target / name)[0], 1200)

    def test_export_options(self):
        target = self.folder / 'charts'
        result = self.call(f'--export={target}', '--size=640x360', '--scale=2', '--background=dark',
                           '--top=3', '--bin=5s', f'--from={captures.START + 20}', '--format=png',
                           self.sample)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        self.assertEqual(png_size(target / 'sample-traffic.png'), (1280, 720))
        self.assertEqual(png_size(target / 'sample-top-sources.png'), (1280, 720))

    def export(self, target, *arguments):
        """What one file is exported as."""
        path = self.folder / target
        result = self.call(f'--export={path}', *arguments)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        self.assertEqual(result.stdout.splitlines(), [str(path)])
        return path

    def read_csv(self, target, *arguments):
        path = self.export(target, *arguments)
        self.assertEqual(path.read_bytes().count(b'\n'), path.read_bytes().count(b'\r\n'))
        with open(path, newline='', encoding='utf-8') as file:
            return list(csv.DictReader(file))

    def test_export_of_numbers(self):
        rows = self.read_csv('names.csv', '--chart=dns-lookups', self.sample)
        self.assertEqual([(row['name'], row['lookups'], row['clients']) for row in rows],
                         [('www.example.org', '40', '1'), ('mail.example.org', '20', '1'), ('host.test', '10', '1')])

        # all of them, and what there is in the whole capture beside
        rows = self.read_csv('sources.csv', '--chart=top-sources', '--top=1', f'--to={captures.START + 30}',
                             '--filter=ip', self.sample)
        self.assertEqual([(row['address'], row['capture_packets']) for row in rows],
                         [('10.0.0.1', '300'), ('10.0.0.2', '150')])
        self.assertEqual(sum(int(row['packets']) for row in rows),
                         self.report(f'--to={captures.START + 30}', '--filter=ip', self.sample)['ip_packets'])

    def test_export_of_bins(self):
        options = ('--bin=7s', f'--from={captures.START + 10}', f'--to={captures.START + 50.5}', '--filter=udp port 53')
        report = self.report(*options, self.sample)
        with open(self.export('bins.json', *options, self.sample), encoding='utf-8') as file:
            numbers = json.load(file)
        self.assertEqual(numbers['bin_ns'], 7 * NANOSECOND)
        self.assertEqual(numbers['filter'], 'udp port 53')
        self.assertEqual(numbers['from_ns'], (captures.START + 10) * NANOSECOND)
        self.assertEqual([{key: row[key] for key in ('start_ns', 'packets', 'bytes')}
                          for row in numbers['rows'] if row['packets']], report['bins'])
        rows = self.read_csv('bins.csv', *options, self.sample)
        self.assertEqual([int(row['start_ns']) for row in rows], [row['start_ns'] for row in numbers['rows']])
        self.assertEqual([int(row['bytes']) for row in rows], [row['bytes'] for row in numbers['rows']])

    def test_export_of_a_line_as_asked(self):
        """Each option shows, in the numbers or in the picture."""
        plain = self.export('plain.svg', '--chart=traffic', self.sample).read_bytes()
        for i, option in enumerate(('--quantity=packets', '--quantity=bits', '--quantity=wire-bits', '--time=elapsed',
                                    '--average=5', '--logarithmic', '--mean', '--percentile')):
            picture = self.export(f'{i}.svg', '--chart=traffic', option, self.sample).read_bytes()
            self.assertTrue(picture != plain, option)

        report = self.report('--bin=5s', self.sample)
        rows = self.read_csv('wire.csv', '--chart=traffic', '--quantity=wire-bytes', '--bin=5s', self.sample)
        self.assertEqual(sum(int(row['wire_bytes']) for row in rows), report['wire_bytes'])
        rows = self.read_csv('by-bytes.csv', '--chart=top-sources', '--rank-by=bytes', self.sample)
        counts = [int(row['bytes']) for row in rows]
        self.assertEqual(counts, sorted(counts, reverse=True))
        self.assertEqual(rows[0]['address'], '10.0.0.9')

        for option in ('--quantity=octets', '--time=noon', '--rank-by=name', '--average=0'):
            self.assert_fails(f'--export={self.folder}', option, self.sample, says=option.split('=')[1])

    def test_export_of_a_comparison(self):
        """The other capture's bins stand beside those of the first, at their time or from the same start."""
        later = 3600
        other = self.write('other.pcap', captures.header() + b''.join(
            captures.record(captures.START + later + i, captures.ip('10.9.9.9', '10.0.0.2', bytes(80 + i)))
            for i in range(20)))
        expected = [100 + i for i in range(20)]
        options = ('--chart=traffic', '--bin=1s', f'--compare={other}')

        rows = self.read_csv('by-time.csv', *options, self.sample)
        column = list(rows[0])[-1]
        self.assertIn('other.pcap', column)
        at = {int(row['start_ns']) // NANOSECOND: int(row[column]) for row in rows}
        self.assertEqual([at[captures.START + later + i] for i in range(20)], expected)
        self.assertEqual(sum(at.values()), sum(expected))
        rows = self.read_csv('by-start.csv', *options, '--align=start', self.sample)
        self.assertEqual([int(row[column]) for row in rows[:21]], [*expected, 0])
        self.assertEqual(sum(int(row['bytes']) for row in rows), self.report(self.sample)['ip_bytes'])
        # both pass the filter
        rows = self.read_csv('filtered.csv', *options, '--filter=src host 10.9.9.9 and greater 124', self.sample)
        self.assertEqual(sum(int(row['bytes']) for row in rows), 0)
        self.assertEqual(sum(int(row[column]) for row in rows), sum(expected[10:]))

        plain = self.export('plain.svg', '--chart=traffic', self.sample).read_bytes()
        self.assertTrue(self.export('both.svg', *options, self.sample).read_bytes() != plain)
        missing = self.folder / 'missing.pcap'
        self.assert_fails(f'--export={self.folder}', f'--compare={missing}', self.sample, says=str(missing))
        self.assert_fails(f'--export={self.folder}', *options, '--align=end', self.sample, says='time, start')

    def test_export_of_vectors(self):
        svg = self.export('chart.svg', '--chart=top-sources', self.sample).read_text(encoding='utf-8')
        self.assertIn('<svg', svg)
        self.assertIn('width="1200px"', svg)
        self.assertNotIn('<image', svg)
        # a page for each chart
        pdf = self.export('Charts.PDF', self.sample).read_bytes()
        self.assertEqual(pdf.count(b'/MediaBox'), len(self.find_charts()))

    def is_writing(self, pid):
        """Whether the process, or a child of it, has a file open in our folder that has no name or a temporary one."""
        try:
            children = pathlib.Path(f'/proc/{pid}/task/{pid}/children').read_text('ascii').split()
            links = [os.readlink(path) for path in pathlib.Path(f'/proc/{pid}/fd').iterdir()]
        except OSError:  # ended in the meantime
            return False
        return (any(link.startswith(str(self.folder)) and ('.pcapviz-' in link or '(deleted)' in link) for link in links)
                or any(self.is_writing(child) for child in children))

    def test_picture_that_is_too_large(self):
        """Half of it is none, and what was there stays."""
        old = self.folder / 'old.png'
        old.write_text('old', 'utf-8')
        self.assert_fails(f'--export={old}', '--chart=traffic', '--size=16384x400', '--scale=8', self.sample,
                          says='131072 × 3200')
        self.assertEqual(old.read_text('utf-8'), 'old')
        self.export('line.svg', '--chart=traffic', '--size=16384x400', '--scale=8', self.sample)

    def test_export_formats_are_known_everywhere(self):
        message = self.call(f'--export={self.folder}', '--format=none', self.sample).stderr
        formats = message.strip().rpartition('there are ')[2].split(', ')
        self.assertEqual(formats[0], 'png')
        root = pathlib.Path(__file__).parent.parent.parent
        texts = [self.call('--help').stdout, (root / 'README.md').read_text('utf-8')]
        texts += [(root / 'data' / name).read_text('utf-8')
                  for name in ('pcapviz.1.in', 'completions/_pcapviz.in', 'completions/pcapviz.in',
                               'completions/pcapviz.fish.in')]
        for name in formats:
            self.export(f'chart.{name}', '--chart=map', self.sample)
            for text in texts:
                self.assertRegex(text, rf'\b{name}\b')

    def test_interrupted_save_leaves_nothing(self):
        """And keeps what was there. It must be caught while it writes, so the file grows until it is."""
        target = self.folder / 'saved.pcapng'
        target.write_text('old', encoding='utf-8')
        for n in (20_000, 80_000, 320_000):
            record = captures.record(captures.START, captures.ip('10.0.0.1', '10.0.0.2', bytes(1400)))
            capture = self.write('large.pcap', captures.header() + n * record)
            with subprocess.Popen([PROGRAM, f'--save={target}', str(capture)], env=self.environment,
                                  stdout=subprocess.DEVNULL) as process:
                while process.poll() is None and not self.is_writing(process.pid):
                    time.sleep(0.001)
                process.send_signal(signal.SIGINT)
                status = process.wait(60)
            self.assertEqual(list(self.folder.glob('.pcapviz-*')), [])
            if status != 0:
                break
        self.assertEqual(status, -signal.SIGINT)
        self.assertEqual(target.read_text(encoding='utf-8'), 'old')

    def test_export_keeps_what_was_there(self):
        old = self.folder / 'bins.csv'
        old.write_text('old', encoding='utf-8')
        self.assert_fails(f'--export={old}', '--bin=1ms', self.write('long.pcap', captures.of_a_week()), says='bin')
        self.assertEqual(old.read_text(encoding='utf-8'), 'old')
        self.assertEqual(sorted(os.listdir(self.folder)), ['bins.csv', 'long.pcap', 'sample.pcap'])

    def test_full_disk(self):
        """A limit to the sizes of files is as good; nothing is left, not even under another name."""
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

        for option, name in (('--save', 'all.pcapng'), ('--export', 'all.csv'), ('--export', 'all.png'),
                             ('--export', 'all.pdf')):
            result = subprocess.run([PROGRAM, f'{option}={self.folder / name}', '--bin=50ms', self.sample],
                                    env=self.environment, text=True, capture_output=True, timeout=60, check=False,
                                    preexec_fn=limit)
            self.assertEqual((result.returncode, result.stdout), (1, ''), name)
            self.assertIn('too large', result.stderr)
            self.assertEqual(os.listdir(self.folder), ['sample.pcap'])

    def test_export_formats_into_a_folder(self):
        target = self.folder / 'charts.csv'
        target.mkdir()
        result = self.call(f'--export={target}', '--format=json', self.sample)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        self.assertEqual(sorted(os.listdir(target)), sorted(f'sample-{name}.json' for name in self.find_charts()))
        for path in target.iterdir():
            json.loads(path.read_text(encoding='utf-8'))

    def test_hint_at_tags(self):
        tagged = captures.write(self.folder / 'tagged.pcap', captures.tagged())
        for options in ('--report', f'--export={self.folder / "names.csv"}', f'--save={self.folder / "none.pcapng"}'):
            result = self.call(options, '--filter=udp port 53', tagged)
            self.assertEqual(result.returncode, 0)
            self.assertIn('vlan and udp port 53', result.stderr)
        self.assertEqual(self.call('--report', '--filter=vlan and udp port 53', tagged).stderr, '')
        self.assertEqual(self.call('--report', '--filter=udp port 53', self.sample).stderr, '')

    def test_save(self):
        target = self.folder / 'some.pcapng'
        options = (f'--from={captures.START + 10}', f'--to={captures.START + 50}', '--filter=host 10.0.0.1')
        result = self.call(f'--save={target}', *options, self.sample)
        self.assertEqual((result.returncode, result.stdout, result.stderr), (0, f'{target}\n', ''))
        expected = self.report(*options, self.sample)
        saved = self.report(target)
        self.assertGreater(expected['packets'], 0)
        # Whether a query was answered, and when, may be told by packets that are left out.
        for key in set(expected) - {'file', 'files', 'format', 'from_ns', 'to_ns', 'filter', 'dns_unanswered',
                                   'dns_response_ns'}:
            self.assertEqual(self.without_answers(saved[key]), self.without_answers(expected[key]), key)
        self.assertEqual(saved['format'], 'pcapng')

    @staticmethod
    def without_answers(rows):
        """A list without what became of lookups, which packets tell that are left out."""
        if not isinstance(rows, list):
            return rows
        return [{key: value for key, value in row.items() if key not in ('unanswered', 'response_ns')} for row in rows]

    @unittest.skipUnless(shutil.which('tshark'), 'no tshark')
    def test_save_agrees_with_tshark(self):
        target = self.folder / 'some.pcapng'
        self.call(f'--save={target}', f'--from={captures.START + 10}', f'--to={captures.START + 50}',
                  '--filter=udp port 53 or ip6', self.sample)
        theirs = self.tshark(self.sample, '-Y', '(udp.port == 53 or ipv6) and '
                             f'frame.time_epoch >= {captures.START + 10} and frame.time_epoch < {captures.START + 50}')
        self.assertGreater(len(theirs), 10)
        self.assertEqual(self.tshark(target), theirs)

    def tshark(self, path, *arguments):
        """What tshark says of each packet."""
        fields = [option for name in ('frame.time_epoch', 'frame.len', 'frame.cap_len', 'ip.src', 'ipv6.src',
                                      'dns.qry.name', 'udp.checksum') for option in ('-e', name)]
        return subprocess.run(['tshark', '-n', '-r', path, *arguments, '-T', 'fields', *fields],
                              env=self.environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              check=True).stdout.splitlines()

    def test_save_leaves_its_input(self):
        """By whatever path it is called; unless that is asked for."""
        link = self.folder / 'link.pcap'
        link.symlink_to('sample.pcap')
        hard = self.folder / 'hard.pcap'
        os.link(self.sample, hard)
        before = pathlib.Path(self.sample).read_bytes()
        for target in self.sample, link, hard, self.folder / '.' / 'sample.pcap', pathlib.Path(self.sample).as_uri():
            self.assert_fails(f'--save={target}', '--filter=arp', self.sample, says='--overwrite-input')
            self.assertEqual(pathlib.Path(self.sample).read_bytes(), before)
        chart = self.write('other.csv', captures.sample())
        self.assert_fails(f'--export={chart}', '--chart=traffic', self.sample, f'--compare={chart}',
                          says='--overwrite-input')
        with open(self.sample, 'ab') as file:
            result = subprocess.run([PROGRAM, '--save=-', self.sample], env=self.environment, stdout=file,
                                    stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(pathlib.Path(self.sample).read_bytes(), before)

        result = self.call(f'--save={link}', '--overwrite-input', '--filter=arp', self.sample)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        self.assertEqual(self.report(self.sample)['packets'], 5)
        self.assertTrue(link.is_symlink())

    def test_one_thing_at_a_time(self):
        target = self.folder / 'x.pcapng'
        for arguments in (('--report', f'--save={target}'), ('--report', f'--export={self.folder}'),
                          (f'--save={target}', f'--export={self.folder}')):
            self.assert_fails(*arguments, self.sample, says='combined')
        self.assertEqual(os.listdir(self.folder), ['sample.pcap'])

    def test_errors_name_the_file(self):
        full = self.folder / 'full'
        full.symlink_to('/dev/full')
        folder = self.folder / 'folder.csv'
        folder.mkdir()
        self.assert_fails(f'--save={full}', self.sample, says=str(full))
        self.assert_fails(f'--save={folder}', self.sample, says=str(folder))
        self.assert_fails(f'--export={self.sample}/charts', self.sample, says=f'{self.sample}/charts')
        self.assert_fails('--report', '--filter=nonsense', self.sample, says=self.sample)
        for arguments in (['--report', ''], ['--save=', self.sample], ['--export=', self.sample],
                          [f'--export={self.folder}', '--compare=', self.sample]):
            self.assert_fails(*arguments, says='empty')

    def test_standard_output(self):
        def call(*arguments):
            return subprocess.run([PROGRAM, *arguments, self.sample], env=self.environment, cwd=self.folder,
                                  capture_output=True, timeout=60, check=False)

        result = call('--save=-', '--filter=udp port 53')
        self.assertEqual((result.returncode, result.stderr), (0, b''))
        saved = self.folder / 'saved.pcapng'
        saved.write_bytes(result.stdout)
        self.assertEqual(self.report(saved)['packets'], self.report('--filter=udp port 53', self.sample)['packets'])
        saved.unlink()

        result = call('--export=-', '--format=csv', '--chart=dns-lookups')
        self.assertEqual((result.returncode, result.stdout.count(b'\r\n')), (0, 4))
        self.assertEqual(call('--export=-', '--format=png').stdout[:4], b'\x89PNG')
        self.assertIn(b'--format', call('--export=-').stderr)
        for name in '/dev/stdout', '/proc/self/fd/1':
            result = call(f'--save={name}')
            self.assertEqual((result.returncode, result.stderr), (0, b''), name)
            self.assertEqual(result.stdout, call('--save=-').stdout)
        self.assertEqual(os.listdir(self.folder), ['sample.pcap'])

    def test_one_bad_file_of_several(self):
        text = self.write('text.pcap', b'this is no capture at all, it is text')
        target = self.folder / 'charts'
        missing = self.folder / 'missing.pcap'
        result = self.call(f'--export={target}', '--chart=traffic', '--separate', text, self.sample, missing)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(result.stdout.splitlines(), [str(target / 'sample-traffic.png')])
        first, second = result.stderr.splitlines()
        self.assertIn(text, first)
        self.assertIn(str(missing), second)
        result = self.call(f'--export={target}', '--chart=traffic', '--separate', text, self.sample)
        self.assertEqual((result.returncode, len(result.stderr.splitlines())), (1, 1))
        self.assertEqual(len(result.stdout.splitlines()), 1)

    def split_sample(self):
        """A folder with the sample's packets in three files, of which the third is the first in time, and what is
        none."""
        ring = self.folder / 'ring'
        (ring / 'deep').mkdir(parents=True)
        for name, part in zip(('c', 'a', 'b.txt'), captures.split(captures.sample(), 3)):
            (ring / name).write_bytes(part)
        (ring / 'notes.pcap').write_text('no capture, but a text that is long enough for a header')
        (ring / 'deep' / 'd.pcap').write_bytes(captures.without_lookups(1))
        return ring

    def test_several_files(self):
        """Several files, or those in a folder, are one capture, whatever their order."""
        ring = self.split_sample()
        whole = self.report(self.sample)
        apart = [self.report(ring / name) for name in ('a', 'b.txt', 'c')]
        for arguments in [ring / 'b.txt', ring / 'c', ring / 'a'], [ring]:
            report = self.report(*arguments)
            for key, value in whole.items():
                if key not in ('file', 'files'):
                    self.assertEqual(report[key], value, key)
            files = {file['file']: file for file in report['files']}
            self.assertEqual(set(files), {str(ring / name) for name in ('a', 'b.txt', 'c')})
            for one in apart:
                file = files[one['file']]
                for key in 'format', 'compression', 'packets', 'first_time_ns', 'last_time_ns', 'truncated':
                    self.assertEqual(file[key], one[key], key)
        self.assertEqual(self.report('--recursive', ring)['packets'], whole['packets'] + 1)
        # narrowed, as one file is
        narrow = (f'--from={captures.START + 10}', '--filter=udp port 53')
        narrowed = self.report(*narrow, ring)
        self.assertEqual(narrowed['lookups'], self.report(*narrow, self.sample)['lookups'])
        self.assertEqual(sum(file['packets'] for file in narrowed['files']), narrowed['packets'])

        # saved in the order of time, as they would be of one file
        saved, plain = self.folder / 'saved.pcapng', self.folder / 'plain.pcapng'
        self.assertEqual(self.call(f'--save={saved}', ring).stdout, f'{saved}\n')
        self.call(f'--save={plain}', self.sample)
        self.assertEqual(saved.read_bytes(), plain.read_bytes())
        self.assert_fails(f'--save={ring / "a"}', ring, says=str(ring / 'a'))

        target = self.folder / 'charts'
        result = self.call(f'--export={target}', '--chart=traffic', ring / 'a', ring / 'c')
        self.assertEqual(result.stdout, f'{target}/a-and-1-more-traffic.png\n')

        # one by one on request
        result = self.call('--report', '--separate', ring / 'a', ring / 'c')
        self.assertEqual(result.returncode, 0)
        decoder, at, packets = json.JSONDecoder(), 0, []
        while result.stdout[at:].strip():
            report, at = decoder.raw_decode(result.stdout, at)
            at += len(result.stdout[at:]) - len(result.stdout[at:].lstrip())
            packets.append(report['packets'])
        self.assertEqual(packets, [report['packets'] for report in (apart[0], apart[2])])

    def test_several_files_with_a_bad_one(self):
        """The others count; it is told of by name, and in the report."""
        text = self.write('text.pcap', b'this is no capture at all, it is text')
        cut = self.write('cut.pcap', captures.sample()[:-5])
        result = self.call('--report', text, cut, self.sample)
        self.assertEqual(result.returncode, 1)
        self.assertEqual(len(result.stderr.splitlines()), 1)
        self.assertIn(text, result.stderr)
        report = json.loads(result.stdout)
        self.assertEqual(report['packets'], 2 * 565 - 1)
        self.assertTrue(report['truncated'])
        self.assertIn('cut.pcap', report['truncated_reason'])
        files = {file['file']: file for file in report['files']}
        self.assertEqual(files[text]['error_code'], 'not-a-capture')
        self.assertEqual((files[text]['packets'], files[text]['format']), (0, None))
        self.assertEqual((files[cut]['packets'], files[cut]['truncated']), (564, True))
        self.assertNotIn('error', files[self.sample])
        self.assert_fails('--report', text, text, says=text)

    def test_times(self):
        self.environment['TZ'] = 'Europe/Berlin'

        def count(time):
            return self.report(f'--from={time}', self.sample)['packets']

        full = count('2016-07-09T12:14:02')
        self.assertEqual(full, 565)
        self.assertLess(count('2016-07-09T12:14:32'), full)
        for time in '2016-07-09T12:14', '2016-07-09 12:14', '2016-07-09T10:14Z', '2016-07-09T12:14+02:00', '2016-07-09':
            self.assertEqual(count(time), full, time)
        for time in '2016-07-09T10:14:32Z', '2016-07-09T12:14:32+02:00', '2016-07-09T05:14:32-0500':
            self.assertEqual(count(time), count('2016-07-09T12:14:32'), time)
        self.assertEqual(count('2016-07-09T10:15Z'), count('2016-07-09T12:15:00'))

    def test_report_tells_what_narrowed_it(self):
        plain = self.report(self.sample)
        self.assertEqual([plain[key] for key in ('from_ns', 'to_ns', 'filter')], [None, None, None])
        report = self.report(f'--from={captures.START + 10}', '--filter=udp port 53', self.sample)
        self.assertEqual([report[key] for key in ('from_ns', 'to_ns', 'filter')],
                         [(captures.START + 10) * NANOSECOND, None, 'udp port 53'])

    def test_names_as_they_are(self):
        """What is printed is of use to scripts, whatever a file is called."""
        folder = self.folder / 'two\nlines \x9b1m'
        folder.mkdir()
        capture = captures.write(folder / 'dump-2024-01-01T10:00:00.pcap', captures.sample())
        report = self.call('--report', capture)
        self.assertEqual(json.loads(report.stdout)['file'], capture)
        self.assertNotIn('\x9b', report.stdout)
        for target in folder / 'saved.pcapng', folder / 'saved-10:00:00.pcapng':
            result = self.call(f'--save={target}', capture)
            self.assertEqual((result.returncode, result.stdout, result.stderr), (0, f'{target}\n', ''))
            self.assertTrue(target.exists())
        result = self.call(f'--export={folder}', '--null', '--format=csv', capture)
        names = result.stdout.split('\0')
        self.assertEqual(names.pop(), '')
        self.assertEqual([os.path.exists(name) for name in names], [True] * len(self.find_charts()))

        # in the working folder, what tcpdump -G makes
        result = subprocess.run([PROGRAM, '--report', 'dump-2024-01-01T10:00:00.pcap'], cwd=folder,
                                env=self.environment, capture_output=True, timeout=60, check=False)
        self.assertEqual((result.returncode, result.stderr), (0, b''))

    def test_long_names(self):
        """Names end at 255 bytes; those of charts are longer than the capture's."""
        target = self.folder / 'charts'
        capture = self.write('ü' * 125 + '.pcap', captures.sample())
        result = self.call(f'--export={target}', capture)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        self.assertEqual(len(os.listdir(target)), len(self.find_charts()))
        name = 'n' * 251
        self.export(name + '.csv', '--chart=traffic', capture)
        self.export(name + '.csv', '--chart=traffic', capture)

    def test_export_of_several_captures(self):
        os.mkdir(self.folder / 'other')
        other = self.write('other/sample.pcap', captures.multicast_sample())
        target = self.folder / 'charts'
        result = self.call(f'--export={target}', '--separate', self.sample, other)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        written = result.stdout.splitlines()
        self.assertEqual(len(written), len(set(written)))
        self.assertEqual(sorted(map(os.path.basename, written)), sorted(os.listdir(target)))
        self.assertIn('sample-traffic-2.png', os.listdir(target))
        self.assertIn('sample-mdns-lookups.png', os.listdir(target))
        self.assertIn('sample-llmnr-lookups.png', os.listdir(target))

    def test_export_of_empty_captures(self):
        for name, data in (('nothing.pcap', captures.without_packets()),
                           ('no-dns.pcap', captures.without_lookups())):
            result = self.call(f'--export={self.folder / "charts"}', self.write(name, data))
            self.assertEqual((result.returncode, result.stderr), (0, ''))

    def test_report_of_empty_capture(self):
        report = self.report(self.write('nothing.pcap', captures.without_packets()))
        self.assertEqual((report['packets'], report['sources'], report['bins']), (0, [], []))

    def test_version_and_help(self):
        self.assertRegex(self.call('--version').stdout, r'^PcapViz \d+\.\d+')
        text = self.call('--help').stdout
        for option in ('--report', '--export', '--save', '--chart', '--bin', '--from', '--to', '--version'):
            self.assertIn(option, text)

    def test_no_display_is_an_error(self):
        self.assert_fails(self.sample, says='no display')


if __name__ == '__main__':
    unittest.main(verbosity=2)
