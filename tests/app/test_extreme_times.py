#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports, reports and saved packets of captures at the ends of what 64 bits of nanoseconds hold.

Under UndefinedBehaviorSanitizer, which ends the program, this is the proof that no time overflows."""
import csv
import datetime
import json
import os
import pathlib
import struct
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get('PV_PROGRAM', 'pcapviz')
SECOND = 10 ** 9
FIRST = -2 ** 63
LAST = 2 ** 63 - 2
EPOCH = datetime.datetime(1970, 1, 1)
PACKET = bytes.fromhex('45000014000000004011000000000000') + bytes([10, 0, 0, 2])

# Seconds since the epoch: what the ends of time are clamped to, just inside of them, and what lies between.
CAPTURES = {
    'both': [-10 ** 12, 10 ** 12],
    'early': [-10 ** 12, -9223372036],
    'first': [-10 ** 12],
    'last': [10 ** 12],
    'late': [9223372036, 10 ** 12],
    'three': [-10 ** 12, 1468059242, 10 ** 12],
    'around-1970': [-1, 0, 1],
    'early-and-now': [-9223372000, 1468059242, 1468059243],
}


def block(kind, body):
    length = struct.pack('<I', len(body) + 12)
    return struct.pack('<I', kind) + length + body + length


def capture(seconds):
    """A pcapng file with a packet at each of these seconds, of an interface whose offset puts it there."""
    blocks = [block(0x0A0D0D0A, struct.pack('<IHHq', 0x1A2B3C4D, 1, 0, -1))]
    for second in seconds:
        options = struct.pack('<HHB3xHHqHH', 9, 1, 9, 14, 8, second, 0, 0)
        blocks.append(block(1, struct.pack('<HHI', 101, 0, 0) + options))
    for i in range(len(seconds)):
        blocks.append(block(6, struct.pack('<IIIII', i, 0, 0, len(PACKET), len(PACKET)) + PACKET))
    return b''.join(blocks)


def right_times(seconds):
    return [min(max(second * SECOND, FIRST), LAST) for second in seconds]


class ExtremeTimesTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='pcapviz-times-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = dict(os.environ, G_DEBUG='fatal-criticals', TZ='America/New_York', LC_ALL='C.UTF-8')
        for name, seconds in CAPTURES.items():
            (self.folder / f'{name}.pcapng').write_bytes(capture(seconds))

    def call(self, *arguments):
        result = subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment, text=True,
                                stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        self.assertEqual((result.returncode, result.stderr), (0, ''), arguments)
        return result.stdout

    def export(self, name, extension, *arguments):
        target = self.folder / f'out.{extension}'
        target.unlink(missing_ok=True)
        self.call(f'--export={target}', '--chart=traffic', *arguments, self.folder / f'{name}.pcapng')
        return target

    def check_rows(self, rows, times, bin_ns):
        """Every packet is in the row that holds its time, and rows begin where they say."""
        starts = [int(row['start_ns']) for row in rows]
        self.assertEqual(starts, sorted(set(starts)))
        found = sorted((int(row['start_ns']), int(row['packets'])) for row in rows if int(row['packets']))
        self.assertEqual(sum(packets for _, packets in found), len(times))
        for time in times:
            holding = [start for start, _ in found if start <= time]
            self.assertTrue(holding, time)
            self.assertLess(time - holding[-1], bin_ns * 25 // 24 + 1)
        for row in rows[:3] + rows[-3:]:
            start = EPOCH + datetime.timedelta(seconds=int(row['start_ns']) // SECOND)
            self.assertEqual(row['start'][:19], start.strftime('%Y-%m-%dT%H:%M:%S'))

    def test_numbers(self):
        for name, seconds in CAPTURES.items():
            times = right_times(seconds)
            with self.subTest(name):
                with open(self.export(name, 'csv', '--bin=1d', '--average=5'), encoding='utf-8') as file:
                    rows = list(csv.DictReader(file))
                self.check_rows(rows, times, 86400 * SECOND)
                table = json.loads(self.export(name, 'json', '--bin=1d', '--time=utc', '--mean').read_text('utf-8'))
                self.check_rows(table['rows'], times, 86400 * SECOND)

    def test_pictures(self):
        other = self.folder / 'both.pcapng'
        choices = (['--average=1000', '--quantity=packets'], ['--time=elapsed'], ['--time=utc', '--logarithmic'],
                   ['--bin=1h', '--percentile'], [f'--compare={other}'])
        for i, name in enumerate(CAPTURES):
            for j, arguments in enumerate(choices if name in ('both', 'three') else choices[i % 4:][:2]):
                extension = ['png', 'svg', 'pdf'][(i + j) % 3]
                with self.subTest(name, arguments=arguments):
                    self.assertGreater(self.export(name, extension, *arguments).stat().st_size, 1000)

    def test_compare(self):
        """From the same start: the other's packets are put where this capture's are."""
        for name, other in ('early', 'first'), ('early', 'both'), ('late', 'last'):
            with self.subTest(name, other=other):
                target = self.export(name, 'csv', '--bin=1d', '--align=start',
                                     f'--compare={self.folder / other}.pcapng')
                with open(target, encoding='utf-8') as file:
                    rows = [[int(row['start_ns']), int(row['packets']), int(row[f'packets {other}.pcapng'])]
                            for row in csv.DictReader(file)]
                self.assertEqual(sum(row[1] for row in rows), len(CAPTURES[name]))
                self.assertGreater(rows[0][2], 0)

    def test_too_far_to_align(self):
        """What would be put centuries from where it belongs is refused."""
        target = self.folder / 'out.csv'
        result = subprocess.run(
            [PROGRAM, f'--export={target}', '--chart=traffic', '--align=start',
             f'--compare={self.folder / "first.pcapng"}', self.folder / 'last.pcapng'],
            env=self.environment, text=True, capture_output=True, timeout=60, check=False)
        self.assertEqual(result.returncode, 1)
        self.assertIn('too far apart', result.stderr)
        self.assertFalse(target.exists())

    def test_report(self):
        for name, seconds in CAPTURES.items():
            times = right_times(seconds)
            for size in '1ms', '2s', '1d':
                with self.subTest(name, size=size):
                    report = json.loads(self.call('--report', f'--bin={size}', self.folder / f'{name}.pcapng'))
                    self.assertEqual((report['first_time_ns'], report['last_time_ns']), (times[0], times[-1]))
                    self.assertEqual(sum(row['packets'] for row in report['bins']), len(times))

    def test_save(self):
        """No time wraps: what is saved is read again at the same times."""
        for name, seconds in CAPTURES.items():
            with self.subTest(name):
                target = self.folder / 'saved.pcapng'
                self.call(f'--save={target}', self.folder / f'{name}.pcapng')
                report = json.loads(self.call('--report', '--bin=1ms', target))
                times = right_times(seconds)
                self.assertEqual((report['first_time_ns'], report['last_time_ns']), (times[0], times[-1]))
                self.assertEqual(report['packets'], len(times))


if __name__ == '__main__':
    unittest.main()
