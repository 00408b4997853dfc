# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether each row of the table of dimensions is wherever dimensions are told of: the help, the manual page, the
completions, the report, exports and picks.

usage: test_dimensions.py PROGRAM BUILD-FOLDER SAMPLE"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

import dimensions


def call(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          env=dict(os.environ, LC_ALL='C.UTF-8'), check=False)


class DimensionsTest(unittest.TestCase):

    def setUp(self):
        # what the program itself knows, from its table
        self.charts, self.lists = dimensions.get_names(call)
        self.assertEqual(self.charts[len(self.lists):], ['map', 'traffic'])
        self.charts = self.charts[:len(self.lists)]
        self.assertGreaterEqual(len(self.lists), 14)

    def read(self, name):
        return (BUILD / 'data' / name).read_text(encoding='utf-8').replace('\\-', '-')

    def test_help(self):
        text = call('--help').stdout
        self.assertIn(', '.join(self.charts), text)
        self.assertIn(', '.join(self.lists), text)

    def test_manual_page(self):
        text = self.read('pcapviz.1')
        for name in self.charts + self.lists:
            self.assertRegex(text, rf'(?m)^\.BR {re.escape(name)} ,$')

    def test_completions(self):
        for name in ('pcapviz', '_pcapviz', 'pcapviz.fish'):
            text = self.read(f'completions/{name}')
            self.assertIn(' '.join(self.charts) + ' map traffic all', text)
            self.assertIn(' '.join(self.lists), text)

    def test_parts(self):
        """What is read on demand is told of wherever dimensions are; and what is asked for, the report reads."""
        parts = re.search(r'there are (.*)', call('--report', '--with=?', 'x').stderr).group(1).split(', ')
        self.assertIn(', '.join(parts), call('--help').stdout)
        for part in parts:
            self.assertRegex(self.read('pcapviz.1'), rf'(?m)^\.B {part}$')
            self.assertEqual(call('--report', f'--with={part}', SAMPLE).returncode, 0)
        for name in ('pcapviz', '_pcapviz', 'pcapviz.fish'):
            self.assertIn(' '.join(parts), self.read(f'completions/{name}'))

    def test_report(self):
        report = json.loads(call('--report', '--with=all', SAMPLE).stdout)
        for name in self.lists:
            self.assertIsInstance(report[name], list, name)

    def test_exports(self):
        """The numbers of each chart are those of its list."""
        report = json.loads(call('--report', '--with=all', SAMPLE).stdout)
        with tempfile.TemporaryDirectory() as folder:
            for chart, name in zip(self.charts, self.lists):
                target = pathlib.Path(folder) / f'{chart}.json'
                result = call(f'--export={target}', f'--chart={chart}', '--top=0', SAMPLE)
                self.assertEqual(result.returncode, 0, result.stderr)
                rows = json.loads(target.read_text(encoding='utf-8'))['rows']
                self.assertEqual(len(rows), dimensions.count_bars(report, name), chart)

    def test_picks(self):
        """What is picked is what its row says, written as the exported chart writes it."""
        whole = json.loads(call('--report', SAMPLE).stdout)
        with tempfile.TemporaryDirectory() as folder:
            for chart, name in zip(self.charts, self.lists):
                target = pathlib.Path(folder) / f'{chart}.json'
                call(f'--export={target}', f'--chart={chart}', '--top=0', SAMPLE)
                for row in json.loads(target.read_text(encoding='utf-8'))['rows'][:2]:
                    label = list(row.values())[0]
                    picked = json.loads(call('--report', f'--pick={name}:{label}', SAMPLE).stdout)
                    left = json.loads(call('--report', f'--exclude={name}:{label}', SAMPLE).stdout)
                    if 'packets' in row or 'lookups' in row or 'segments' in row:
                        self.assertEqual(picked['packets'], row.get('packets', row.get('lookups', row.get('segments'))),
                                         (name, label))
                    elif label == 'unanswered':
                        self.assertEqual(picked['dns_unanswered'], row['answers'])
                    else:
                        # what goes with an answer or a request is left, too, but nothing else of the kind
                        number = 'answers' if 'answers' in row else 'requests'
                        self.assertEqual([found[number] for found in picked[name]], [row[number]], (name, label))
                        self.assertGreaterEqual(picked['packets'], row[number])
                    self.assertEqual(picked['packets'] + left['packets'], whole['packets'], (name, label))
                    self.assertEqual(picked['picks'], [f'{name}:{label}'])

    def test_pick_that_is_none(self):
        for text in ('services', 'services:', 'nothing:443/tcp', ':x'):
            result = call('--report', f'--pick={text}', SAMPLE)
            self.assertEqual(result.returncode, 1)
            self.assertIn('sources, destinations', result.stderr)
        report = json.loads(call('--report', '--pick=services:9/dccp', SAMPLE).stdout)
        self.assertEqual(report['packets'], 0)


PROGRAM, BUILD, SAMPLE = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
unittest.main(argv=sys.argv[:1])
