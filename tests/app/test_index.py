#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reports and exports from an index are those from the file."""
import os
import pathlib
import shutil
import stat
import subprocess
import tempfile
import unittest

PROGRAM = os.environ.get('PV_PROGRAM', 'pcapviz')
SAMPLE = pathlib.Path(__file__).resolve().parents[2] / 'data' / 'samples' / 'home-network.pcapng'


class IndexTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='pcapviz-index-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.capture = self.folder / 'a.pcapng'
        shutil.copyfile(SAMPLE, self.capture)
        os.utime(self.capture, (1500000000, 1500000000))
        self.indexes = self.folder / 'cache' / 'pcapviz' / 'indexes'

    def run_program(self, *arguments, after='0', check=True):
        return subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=check,
                              env=os.environ | {'XDG_CACHE_HOME': str(self.folder / 'cache'),
                                                'PCAPVIZ_INDEX_AFTER_MS': after}).stdout

    def list_indexes(self):
        return sorted(self.indexes.glob('*')) if self.indexes.exists() else []

    def test_same(self):
        for options in [[], ['--filter=udp'], ['--pick=sources:192.168.7.12'], ['--with=tcp,link'], ['--bin=1s']]:
            plain = self.run_program('--report', '--no-index', *options, self.capture)
            self.assertEqual(self.list_indexes(), [])
            first = self.run_program('--report', *options, self.capture)
            [index] = self.list_indexes()
            self.assertEqual(stat.S_IMODE(index.stat().st_mode), 0o600)
            self.assertEqual(stat.S_IMODE(self.indexes.stat().st_mode), 0o700)
            inode = index.stat().st_ino
            again = self.run_program('--report', *options, self.capture)
            self.assertEqual(self.list_indexes(), [index])
            self.assertEqual(index.stat().st_ino, inode)
            self.assertEqual(plain, first)
            self.assertEqual(plain, again)
            index.unlink()

    def test_export(self):
        for n in range(3):
            self.run_program('--export', self.folder / f'out-{n}', '--format=csv', *(['--no-index'] if n == 0 else []),
                             self.capture)
            self.assertEqual(len(self.list_indexes()), 1 if n else 0)
        files = sorted(path.name for path in (self.folder / 'out-0').iterdir())
        self.assertGreater(len(files), 5)
        for n in (1, 2):
            self.assertEqual(sorted(path.name for path in (self.folder / f'out-{n}').iterdir()), files)
            for name in files:
                self.assertEqual((self.folder / f'out-{n}' / name).read_bytes(),
                                 (self.folder / 'out-0' / name).read_bytes())

    def test_used(self):
        """What the report says is what the index has: it is read, and not the packets."""
        self.run_program('--report', self.capture)
        [index] = self.list_indexes()
        os.utime(index, (1500000000, 1500000000))
        self.run_program('--report', self.capture)
        self.assertGreater(index.stat().st_mtime, 1600000000)

    def test_quick(self):
        self.run_program('--report', self.capture, after='60000')
        self.assertEqual(self.list_indexes(), [])

    def test_changed(self):
        before = self.run_program('--report', self.capture)
        data = self.capture.read_bytes()
        self.capture.write_bytes(data[:len(data) // 2])
        os.utime(self.capture, (1500000000, 1500000000))
        after = self.run_program('--report', self.capture)
        self.assertNotEqual(before, after)
        self.assertEqual(after, self.run_program('--report', '--no-index', self.capture))

    def test_damaged(self):
        plain = self.run_program('--report', self.capture)
        [index] = self.list_indexes()
        data = bytearray(index.read_bytes())
        data[len(data) // 2] ^= 1
        index.write_bytes(data)
        self.assertEqual(self.run_program('--report', self.capture), plain)
        self.assertNotEqual(index.read_bytes(), data)
        index.write_bytes(b'')
        self.assertEqual(self.run_program('--report', self.capture), plain)

    def test_off(self):
        self.indexes.mkdir(parents=True, mode=0o700)
        (self.indexes / 'off').touch()
        self.run_program('--report', self.capture)
        self.assertEqual([path.name for path in self.list_indexes()], ['off'])

    def test_no_folder(self):
        """A cache folder that cannot be made is no reason not to report."""
        (self.folder / 'cache').write_text('a file')
        self.assertEqual(self.run_program('--report', self.capture),
                         self.run_program('--report', '--no-index', self.capture))

    def test_several(self):
        other = self.folder / 'b.pcapng'
        shutil.copyfile(SAMPLE, other)
        os.utime(other, (1500000000, 1500000000))
        plain = self.run_program('--report', '--no-index', self.capture, other)
        self.assertEqual(self.run_program('--report', self.capture, other), plain)
        self.assertEqual(len(self.list_indexes()), 1)
        self.assertEqual(self.run_program('--report', self.capture, other), plain)
        self.assertEqual(len(self.list_indexes()), 1)
        self.run_program('--report', '--separate', self.capture, other)
        # both are the same file but for the name
        self.assertEqual(len(self.list_indexes()), 2)


unittest.main()
