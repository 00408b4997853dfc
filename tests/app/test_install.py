# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_install.py BUILD PREFIX

Installs what BUILD holds below an empty folder, looks whether everything is there and nothing else, uses it
from there, and uninstalls it without a trace."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

BUILD, PREFIX = sys.argv.pop(1), pathlib.PurePath(sys.argv.pop(1))
ID = 'org.example.PcapViz'
LANGUAGES = 'ar', 'de', 'es', 'fr', 'ja'
HELP_LANGUAGES = 'C', *LANGUAGES
EXPECTED = [
    'bin/pcapviz',
    f'share/applications/{ID}.desktop',
    'share/bash-completion/completions/pcapviz',
    f'share/dbus-1/services/{ID}.service',
    'share/fish/vendor_completions.d/pcapviz.fish',
    f'share/glib-2.0/schemas/{ID}.gschema.xml',
    *(f'share/help/{language}/pcapviz/{page}.page'
      for language in HELP_LANGUAGES
      for page in ('bars', 'command-line', 'compare', 'counted', 'export', 'index', 'line', 'map', 'open', 'select')),
    *(f'share/icons/hicolor/{size}/apps/{ID}.png' for size in ('48x48', '128x128', '128x128@2')),
    f'share/icons/hicolor/scalable/apps/{ID}.svg',
    f'share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg',
    *(f'share/locale/{language}/LC_MESSAGES/pcapviz.mo' for language in LANGUAGES),
    'share/man/man1/pcapviz.1',
    f'share/metainfo/{ID}.metainfo.xml',
    f'share/mime/packages/{ID}.xml',
    'share/pcapviz/home-network.pcapng',
    'share/zsh/site-functions/_pcapviz',
]


def run(*command, **keywords):
    return subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          **keywords).stdout


class InstallTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix='pcapviz-install-'))
        cls.addClassCleanup(shutil.rmtree, cls.folder)
        run('meson', 'install', '--no-rebuild', '--destdir', cls.folder, '-C', BUILD)
        cls.root = cls.folder / PREFIX.relative_to('/')

    def files(self):
        return sorted(str(path.relative_to(self.root)) for path in self.folder.rglob('*') if not path.is_dir())

    def test_files(self):
        self.assertEqual(self.files(), sorted(EXPECTED))

    def test_desktop_file(self):
        path = self.root / 'share' / 'applications' / f'{ID}.desktop'
        run('desktop-file-validate', path)
        text = path.read_text(encoding='utf-8')
        for language in LANGUAGES:
            self.assertIn(f'\nComment[{language}]=', text)

    def test_metainfo(self):
        path = self.root / 'share' / 'metainfo' / f'{ID}.metainfo.xml'
        run('appstreamcli', 'validate', '--pedantic', '--no-net', path)
        text = path.read_text(encoding='utf-8')
        for language in LANGUAGES:
            self.assertIn(f'<summary xml:lang="{language}">', text)

    def test_service_starts_what_is_installed(self):
        text = (self.root / 'share' / 'dbus-1' / 'services' / f'{ID}.service').read_text(encoding='utf-8')
        self.assertRegex(text, f'(?m)^Exec={re.escape(str(PREFIX))}/bin/pcapviz --gapplication-service$')

    def test_file_types(self):
        """Those that the desktop file names are known from the package, or from the system's own."""
        os.makedirs(self.folder / 'mime')
        self.addCleanup(shutil.rmtree, self.folder / 'mime')
        shutil.copytree(self.root / 'share' / 'mime' / 'packages', self.folder / 'mime' / 'packages')
        run('update-mime-database', self.folder / 'mime')
        types = (self.folder / 'mime' / 'types').read_text(encoding='utf-8').split()
        self.assertIn('application/x-pcapng', types)

    def test_program(self):
        program = self.root / 'bin' / 'pcapviz'
        sample = self.root / 'share' / 'pcapviz' / 'home-network.pcapng'
        self.assertGreater(json.loads(run(program, '--report', sample))['packets'], 1000)

    def test_zz_uninstall(self):
        """Last of all: nothing is left."""
        run('ninja', '-C', BUILD, 'uninstall')
        self.assertEqual(self.files(), [])


if __name__ == '__main__':
    unittest.main(verbosity=2)
