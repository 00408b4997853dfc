# SPDX-License-Identifier: GPL-3.0-or-later
"""Bars beside those of another capture and of another span, and what changed most."""
import os
import pathlib
import re
import subprocess
import sys
import unittest

import captures
from harness import Atspi, TestCase, clipboard_text, key, wait

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
TITLE = 'today.pcap'


class CompareBarsTest(TestCase):

    def setUp(self):
        super().setUp()
        subprocess.run([sys.executable, TOP / 'build-aux' / 'example-captures', self.folder], check=True)
        self.app = self.start(str(self.folder / TITLE))
        self.app.wait_for(re.compile('4,629 IP packets'), 'label')
        self.app.place(TITLE, 20, 20, 1120, 780)

    def keep(self, name):
        """A picture to look at, where one is wanted."""
        if 'PV_KEEP_PICTURES' in os.environ:
            subprocess.run(['import', '-window', 'root', f'{os.environ["PV_KEEP_PICTURES"]}/{name}.png'], check=True)

    def wait_for_bars(self, title, n):
        """Waits until so many are shown, whether or not one of them is the current one."""
        pattern = re.compile(fr'^{n} bars?$| of {n}(;|$)')
        wait(lambda: pattern.search(self.app.wait_for(title, 'image').description), f'{n} bars of {title}')

    def read_bars(self, title, n):
        """Goes through the bars by keyboard and returns what each one says."""
        self.wait_for_bars(title, n)
        self.app.click(self.app.find(title, 'image'), TITLE, (20, 12))
        wait(lambda: self.app.wait_for(title, 'image').description.endswith(', picked'), 'a bar picked by the click')
        # what is picked would say so at the end
        key('Escape', 'Home')
        said = []
        for i in range(1, n + 1):
            said.append(wait(lambda i=i: (text := self.app.wait_for(title, 'image').description) and
                             f', {i} of {n};' in text and text, f'bar {i} of {title}'))
            key('Down')
        return said

    def test_another_capture(self):
        self.app.open_menu('Chart Options', 'Co_mpare With…').press()
        self.app.choose_file('Compare With', str(self.folder / 'yesterday.pcap'))
        self.app.wait_for('Order of Changes', 'combo box')

        # those of one state only
        self.wait_for_bars('Top Sources by Bytes', 5)
        box = self.app.wait_for('Which Changes', 'combo box', lambda node: node.extents[2] > 1)
        self.app.click(box, TITLE)
        wait(lambda: box.rows.having(Atspi.StateType.FOCUSED), 'the entries')
        key('Down', 'Return')
        self.wait_for_bars('Top Sources by Bytes', 1)
        # the focus is still there
        key('space')
        wait(lambda: box.rows.having(Atspi.StateType.FOCUSED), 'the entries again')
        key('Up', 'Return')
        self.wait_for_bars('Top Sources by Bytes', 5)

        # the same in the menu, which narrow windows have as well
        self.app.open_menu('Chart Options', 'Which Chan_ges').press()
        self.app.wait_for_menu_item('_New').press()
        self.wait_for_bars('Top Sources by Bytes', 1)
        self.app.open_menu('Chart Options', 'Which Chan_ges').press()
        self.app.wait_for_menu_item('New, Gone _and Both').press()
        self.wait_for_bars('Top Sources by Bytes', 5)

        self.app.press(re.compile('^Services'), 'page tab')
        bars = self.read_bars('Top Services by Bytes', 3)
        self.assertRegex(bars[0], r'^443/tcp https: .*; \+3\.1 MB$')
        self.assertRegex(bars[1], r'^123/udp ntp: 0 B.*; gone$')
        self.assertRegex(bars[2], r'^53/udp domain: .*; \+64 B$')
        self.keep('services')
        # what is gone can be copied, and has the other's details, which lead nowhere
        key('Home', 'Down', 'Menu')
        item = self.app.wait_for_menu_item('Copy _Label')
        self.assertIsNone(self.app.find_menu_item('_Pick'))
        item.press()
        wait(lambda: clipboard_text() == '123/udp ntp', 'the copy')
        key('alt+Return')
        self.app.wait_for('Gone: these are the figures of yesterday.pcap', 'label')
        self.app.wait_for('2.3 kB', 'label', lambda node: node.extents[2] > 1)
        self.keep('gone')
        key('Escape')
        self.app.wait_until_gone('Gone: these are the figures of yesterday.pcap', 'label')

        # what changed most, in sentences; a click goes there
        self.app.open_menu('Chart Options', 'What _Changed…').press()
        row = self.app.wait_for(re.compile('^443/tcp https to update.example.com: 3.1 MB, not there before, '
                                           'from 10.0.0.7$'), 'list item')
        self.assertIsNotNone(self.app.wait_for(re.compile('^123/udp ntp to 192.0.2.123: gone, was 2.3 kB'), 'list item'))
        self.keep('changes')
        self.app.click(row, 'What Changed')
        self.app.wait_for('Top Server Names by Bytes', 'image', lambda node: 'update.example.com' in node.description)

        # where there is no room for all toggles, a drop-down has them
        self.app.press(re.compile('^Services'), 'page tab')
        self.app.place(TITLE, 20, 20, 760, 700)
        self.app.wait_for('View', 'combo box', lambda node: node.showing)
        frame = self.app.find(TITLE, 'frame')
        wait(lambda: frame.children[0].extents[2] <= frame.extents[2], 'the contents to fit')

        self.app.open_menu('Chart Options', '_Stop Comparing').press()
        self.app.wait_until_gone('Order of Changes', 'combo box')

    def test_folder(self):
        """The captures of a folder are one to compare with."""
        folder = self.folder / 'others'
        folder.mkdir()
        for name in 'yesterday.pcap', TITLE:
            (folder / name).write_bytes((self.folder / name).read_bytes())
        self.app.open_menu('Chart Options', 'Compare With a _Folder…').press()
        self.app.choose_file('Compare With a Folder of Captures', folder)
        self.app.wait_for('Order of Changes', 'combo box')
        self.app.press(re.compile('^Services'), 'page tab')
        # by the second, as both days are longer than one
        bars = self.read_bars('Top Services by Bytes', 3)
        self.assertRegex(bars[0], r'^443/tcp https: .*; \+.*/s$')
        self.assertTrue(any(re.match(r'^123/udp ntp: 0 B.*; gone$', bar) for bar in bars), bars)

    def test_several_files(self):
        """So are several files."""
        folder = self.folder / 'others'
        folder.mkdir()
        for name in 'yesterday.pcap', TITLE:
            (folder / name).write_bytes((self.folder / name).read_bytes())
        self.app.open_menu('Chart Options', 'Co_mpare With…').press()
        self.app.choose_files('Compare With', folder)
        self.app.wait_for('Order of Changes', 'combo box')
        self.app.press(re.compile('^Services'), 'page tab')
        self.assertRegex(self.read_bars('Top Services by Bytes', 3)[0], r'^443/tcp https: .*; \+.*/s$')

    def test_hosts_by_name(self):
        """Hosts that DHCP moved are who they were, where that is asked for."""
        for name, *hosts in ('now.pcap', '10.0.0.7', '10.0.0.8', 20), ('then.pcap', '10.0.0.8', '10.0.0.12', 5):
            (self.folder / name).write_bytes(captures.hosts(*hosts))
        self.app.stop()
        self.app = self.start(str(self.folder / 'now.pcap'))
        self.app.wait_for(re.compile('24 IP packets'), 'label')
        self.app.place('now.pcap', 20, 20, 1120, 780)
        self.app.open_menu('Chart Options', 'Co_mpare With…').press()
        self.app.choose_file('Compare With', str(self.folder / 'then.pcap'))
        self.app.wait_for('Order of Changes', 'combo box')
        # 10.0.0.7 is new, 10.0.0.12 gone
        self.wait_for_bars('Top Sources by Bytes', 4)
        item = self.app.open_menu('Chart Options', 'Match _Hosts by Name')
        self.assertFalse(item.checked)
        item.press()
        self.wait_for_bars('Top Sources by Bytes', 3)
        self.app.open_menu('Chart Options', 'Match _Hosts by Name').press()
        self.wait_for_bars('Top Sources by Bytes', 4)


if __name__ == '__main__':
    unittest.main()
