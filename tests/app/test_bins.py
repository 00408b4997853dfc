#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Bins begin by the clock that is shown, and empty ones are bounded by what a capture has."""
import csv
import datetime
import json
import os
import pathlib
import subprocess
import tempfile
import unittest

import captures

PROGRAM = os.environ.get('PV_PROGRAM', 'pcapviz')
NANOSECOND = 10 ** 9
UTC = datetime.timezone.utc


def seconds(text):
    return int(datetime.datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


class BinsTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='pcapviz-bins-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.environment = dict(os.environ, G_DEBUG='fatal-criticals', TZ='Europe/Berlin', LC_ALL='C.UTF-8')

    def capture(self, *times):
        packet = captures.lookup('10.0.0.1', '10.0.0.53', 'www.example.org')
        return captures.write(self.folder / 'capture.pcap',
                              captures.header() + b''.join(captures.record(time, packet) for time in times))

    def call(self, *arguments):
        return subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment, text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)

    def starts(self, capture, *arguments):
        target = self.folder / 'bins.csv'
        result = self.call(f'--export={target}', '--chart=traffic', *arguments, capture)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        with open(target, encoding='utf-8') as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            self.assertEqual(seconds(row['start'].rstrip('Z')) * NANOSECOND, int(row['start_ns']))
        self.assertEqual(sum(int(row['packets']) for row in rows), 2)
        return [row['start'] for row in rows]

    def report_starts(self, capture, *arguments):
        result = self.call('--report', *arguments, capture)
        self.assertEqual((result.returncode, result.stderr), (0, ''))
        report = json.loads(result.stdout)
        return report['bin_zone'], [row['start_ns'] // NANOSECOND for row in report['bins']]

    def test_days_by_the_clock_shown(self):
        capture = self.capture(seconds('2016-07-09T10:14:02'), seconds('2016-07-10T23:00:00'))
        self.assertEqual(self.starts(capture, '--bin=1d', '--time=utc'),
                         ['2016-07-09T00:00:00Z', '2016-07-10T00:00:00Z'])
        self.assertEqual(self.starts(capture, '--bin=1d'),
                         ['2016-07-08T22:00:00Z', '2016-07-09T22:00:00Z', '2016-07-10T22:00:00Z'])
        self.assertEqual(self.report_starts(capture, '--bin=1d', '--time=utc'),
                         ('utc', [seconds('2016-07-09T00:00:00'), seconds('2016-07-10T00:00:00')]))
        self.assertEqual(self.report_starts(capture, '--bin=1d'),
                         ('local', [seconds('2016-07-08T22:00:00'), seconds('2016-07-10T22:00:00')]))

    def test_parts_of_days(self):
        capture = self.capture(seconds('2016-07-09T10:14:02'), seconds('2016-07-09T17:00:00'))
        self.assertEqual(self.starts(capture, '--bin=6h'), ['2016-07-09T10:00:00Z', '2016-07-09T16:00:00Z'])
        self.assertEqual(self.starts(capture, '--bin=6h', '--time=utc'),
                         ['2016-07-09T06:00:00Z', '2016-07-09T12:00:00Z'])
        self.assertEqual(self.starts(capture, '--bin=12h'), ['2016-07-09T10:00:00Z'])
        # no part of a day, and no more than an hour
        self.assertEqual(self.starts(capture, '--bin=5h'), ['2016-07-09T06:00:00Z', '2016-07-09T11:00:00Z',
                                                            '2016-07-09T16:00:00Z'])
        self.assertEqual(len(self.starts(capture, '--bin=1h')), 8)

    def test_long_and_short_days(self):
        """A day of 25 hours is one bin, and so is one of 23."""
        capture = self.capture(seconds('2018-10-27T22:00:00'), seconds('2018-10-28T22:59:59'))
        self.assertEqual(self.starts(capture, '--bin=1d'), ['2018-10-27T22:00:00Z'])
        self.assertEqual(self.starts(capture, '--bin=12h'), ['2018-10-27T22:00:00Z', '2018-10-28T11:00:00Z'])
        capture = self.capture(seconds('2018-03-24T23:00:00'), seconds('2018-03-25T22:00:00'))
        self.assertEqual(self.starts(capture, '--bin=1d'), ['2018-03-24T23:00:00Z', '2018-03-25T22:00:00Z'])

    def test_empty_bins_are_bounded(self):
        """Two packets, 5.5 hours apart, made 889 MB."""
        capture = self.capture(1500000000, 1500019999)
        target = self.folder / 'bins.csv'
        result = self.call(f'--export={target}', '--chart=traffic', '--bin=1ms', capture)
        self.assertEqual(result.returncode, 1)
        self.assertIn('nearly all of them empty', result.stderr)
        self.assertEqual(list(self.folder.glob('*.csv')), [])
        # what is asked of it by time may be as exact as that
        self.assertEqual(self.call(f'--export={target}', '--chart=traffic', '--bin=1ms', '--to=2017-07-14T04:50:00',
                                   capture).returncode, 0)
        self.assertLess(target.stat().st_size, 60 * 2 ** 20)


if __name__ == '__main__':
    unittest.main()
