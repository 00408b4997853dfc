# SPDX-License-Identifier: GPL-3.0-or-later
"""Filtering packets in libpcap's language."""
import re
import unittest

import captures
from harness import TestCase, key, move_pointer, type_text, xdotool

ENTRY = 'Capture Filter'
SOURCES = 'Top Sources by Packets'


class FilterTest(TestCase):

    measure = 'packets'

    def setUp(self):
        super().setUp()
        self.app = self.open_sample()
        self.app.place('sample.pcap', 0, 0, 1000, 760)
        self.app.wait_for('Packets over Time', where=lambda node: 'highest' in node.description)

    def start_typing(self):
        self.app.start_filter()

    def entry_has_focus(self):
        return self.app.has_focus(ENTRY)

    def filter(self, text):
        self.app.filter(text)

    def wait_for_chip(self, text):
        self.app.wait_for(text, 'label')
        self.app.wait_for('Remove the Filter', 'push button')

    def wait_for_first_bar(self, pattern):
        """The first bar of the top sources, in words; closing the entry moves the focus there."""
        if not self.entry_has_focus():
            self.start_typing()
        key('Escape')
        self.app.wait_until_gone(ENTRY)
        key('Home')
        self.app.wait_for(SOURCES, where=lambda node: re.search(pattern, node.description))

    def test_filter_narrows(self):
        # 70 lookups of 10.0.0.1, which sends 300 packets
        self.filter('udp port 53')
        self.wait_for_chip('udp port 53')
        self.wait_for_first_bar(r'^10\.0\.0\.1: 70 packets of 300, .*1 of 1$')

    def test_message_while_typing(self):
        self.start_typing()
        type_text('udp prot 53')
        self.app.wait_for(re.compile('syntax error|unknown|expected', re.I), 'label')
        # an example is there too
        self.app.wait_for(re.compile('for example: udp port 53 and host 10.0.0.7'), 'label')
        key('Return')
        # it does not filter
        self.assertIsNone(self.app.find('Remove the Filter', 'push button'))
        key('ctrl+a')
        type_text('udp')
        self.app.wait_until_gone(re.compile('syntax error|unknown|expected', re.I), 'label')
        # what is right says so before Enter, and no longer after it
        self.app.wait_for(ENTRY, where=lambda node: 'Press Enter' in node.description)
        key('Return')
        self.wait_for_chip('udp')
        self.app.wait_for(ENTRY, where=lambda node: 'Press Enter' not in node.description)

    def test_nothing_moves_while_typing(self):
        self.start_typing()
        chart = self.app.wait_for('Packets over Time', 'image')
        area = chart.extents
        type_text('udp prot 53')
        self.app.wait_for(re.compile('for example: udp port 53'), 'label')
        self.assertEqual(chart.extents, area)
        key('ctrl+a')
        type_text('udp')
        self.app.wait_for(ENTRY, where=lambda node: 'Press Enter' in node.description)
        self.assertEqual(chart.extents, area)

    def test_chip_and_undo(self):
        self.filter('host 10.0.0.2')
        self.wait_for_chip('host 10.0.0.2')
        self.app.press('Remove the Filter', 'push button')
        self.app.wait_until_gone('Remove the Filter', 'push button')
        self.wait_for_first_bar(r'^10\.0\.0\.1: 300 packets, ')
        key('ctrl+z')
        self.wait_for_chip('host 10.0.0.2')
        self.wait_for_first_bar(r'^10\.0\.0\.2: 150 packets, .*1 of 1$')

    def test_recent_filters(self):
        self.filter('arp')
        self.wait_for_chip('arp')
        self.app.press('Remove the Filter', 'push button')
        self.app.wait_until_gone('Remove the Filter', 'push button')
        self.app.press('Recent Filters', 'push button')
        self.app.wait_for(role='menu item')
        key('Return')
        self.wait_for_chip('arp')

    def test_combines_with_span(self):
        self.filter('udp port 53')
        self.wait_for_chip('udp port 53')
        chart = self.app.find('Packets over Time', where=lambda node: node.description)
        x, y, width, height = self.app.area(chart, 'sample.pcap')
        move_pointer(x + width * .3, y + height / 2)
        xdotool('mousedown', 1)
        for step in range(1, 9):
            move_pointer(x + width * (.3 + .3 * step / 8), y + height / 2)
        xdotool('mouseup', 1)
        self.app.wait_for('Show All Time', 'push button')
        self.wait_for_first_bar(r'^10\.0\.0\.1: [12]\d packets of 300, ')

    def test_escape_closes(self):
        self.start_typing()
        type_text('xyz')
        key('Escape')
        self.app.wait_until_gone(ENTRY)
        # the charts have the focus again, and nothing was filtered
        self.assertIsNone(self.app.find('Remove the Filter', 'push button'))


class HintTest(TestCase):

    def test_tags(self):
        app = self.start(self.write('tagged.pcap', captures.tagged()))
        app.place('tagged.pcap', 0, 0, 1000, 760)
        app.start_filter()
        app.filter('udp port 53')
        app.start_filter()
        app.wait_for(re.compile('vlan and udp port 53'), 'label')
        # it is about that filter only
        app.filter('vlan and udp port 53')
        app.wait_until_gone(re.compile('no packet passes', re.I), 'label')


if __name__ == '__main__':
    unittest.main()
