# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether shells complete all options that the program has, and no others.

usage: test_completions.py PROGRAM FOLDER"""
import os
import pathlib
import re
import subprocess
import sys
import unittest


class CompletionsTest(unittest.TestCase):

    def setUp(self):
        text = subprocess.run([PROGRAM, '--help'], check=True, stdout=subprocess.PIPE, text=True,
                              env=dict(os.environ, LC_ALL='C.UTF-8')).stdout
        # of GLib's own, only --help is for people
        self.options = {name for name in re.findall(r'^  (?:-\w, )?--([a-z-]+)', text, re.MULTILINE)
                        if not name.startswith('help-') and name != 'gapplication-service'}
        self.assertGreater(len(self.options), 5)

    def read(self, name):
        return (FOLDER / name).read_text(encoding='utf-8')

    def test_bash(self):
        listed = re.search(r"'(--help [^']*)'", self.read('pcapviz')).group(1)
        self.assertEqual({name.strip('-=') for name in listed.split()}, self.options)

    def test_zsh(self):
        self.assertEqual(set(re.findall(r'--([a-z-]+)[=[}]', self.read('_pcapviz'))), self.options)

    def test_fish(self):
        self.assertEqual(set(re.findall(r' -l ([a-z-]+)', self.read('pcapviz.fish'))), self.options)

    def test_syntax(self):
        subprocess.run(['bash', '-n', FOLDER / 'pcapviz'], check=True)


PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
unittest.main(argv=sys.argv[:1])
