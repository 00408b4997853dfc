# SPDX-License-Identifier: GPL-3.0-or-later
"""Opening what is selected in another application."""
import json
import os
import pathlib
import subprocess
import unittest

from harness import TestCase, key, wait

PROGRAM = os.environ.get('PV_PROGRAM', 'pcapviz')


class HandOverTest(TestCase):

    def install(self):
        """An application for captures, that notes what it was given."""
        note = self.folder / 'note'
        script = self.folder / 'viewer'
        script.write_text(f'#!/bin/sh\ncp "$1" {self.folder}/given && echo "$1" >{note}.new && mv {note}.new {note}\n')
        script.chmod(0o755)
        applications = pathlib.Path(os.environ['XDG_DATA_HOME']) / 'applications'
        applications.mkdir(exist_ok=True)
        entry = applications / 'test.Viewer.desktop'
        entry.write_text('[Desktop Entry]\nType=Application\nName=Viewer\nMimeType=application/x-pcapng;\n'
                         f'Exec={script} %f\n')
        self.addCleanup(entry.unlink)
        (self.folder / 'config' / 'mimeapps.list').write_text(
            '[Added Associations]\napplication/x-pcapng=test.Viewer.desktop\n')
        return note

    def test_selection(self):
        """The packets of the filter go there as a file of their own, which goes with the window."""
        note = self.install()
        self.open_sample()
        self.app.filter('src host 10.0.0.9')
        self.app.wait_for('Remove the Filter', 'push button')
        self.app.start_filter()
        key('Escape')
        self.app.wait_until_gone('Capture Filter')
        self.app.open_menu('Open in…', 'Viewer').press()
        wait(note.exists, 'the other application to be started')
        path = pathlib.Path(note.read_text().strip())
        self.assertEqual(path.suffix, '.pcapng')
        self.assertTrue(path.exists())
        # nobody else gets there
        self.assertEqual(path.parent.stat().st_mode & 0o077, 0)
        report = json.loads(subprocess.run([PROGRAM, '--report', self.folder / 'given'], check=True,
                                           capture_output=True).stdout)
        self.assertEqual([(row['address'], row['packets']) for row in report['sources']], [('10.0.0.9', 50)])
        key('ctrl+w')
        wait(lambda: not path.exists(), 'the file to go with the window')


if __name__ == '__main__':
    unittest.main()
