# SPDX-License-Identifier: GPL-3.0-or-later
"""Picking bars, what the other charts make of it, and taking steps back."""
import re
import time
import unittest

from harness import TestCase, key, move_pointer, take_picture, wait, xdotool

SOURCES = 'Top Sources by Packets'
LOOKUPS = 'DNS Lookups'


def is_orange(r, g, b):
    return r > 200 and 60 < g < 150 and b < 60


class PicksTest(TestCase):

    measure = 'packets'

    def setUp(self):
        super().setUp()
        self.app = self.open_sample()
        self.app.place('sample.pcap', 0, 0, 1000, 760)
        self.app.wait_for('Packets over Time', where=lambda node: 'highest' in node.description)

    def click_bar(self, chart, row):
        """Clicks into a row; the height of one follows from where the chart says that it is."""
        node = self.app.wait_for(chart, where=lambda node: re.search(r'bars?$|\d of \d', node.description))
        x, y, width, _ = self.app.area(node, 'sample.pcap')
        move_pointer(x + width / 2, y + 14 + row * 29)
        xdotool('click', 1)

    def wait_for_bar(self, chart, pattern):
        return self.app.wait_for(chart, where=lambda node: re.search(pattern, node.description))

    def wait_for_chip(self, name):
        return self.app.wait_for(f'Remove {name}', 'push button')

    def wait_until_no_chip(self, name):
        self.app.wait_until_gone(f'Remove {name}', 'push button')

    def show_lookups(self):
        key('alt+2')

    def test_pick_leaves_the_others_of_its_chart(self):
        self.click_bar(SOURCES, 0)
        self.wait_for_chip('10.0.0.1')
        # the others are still there to be picked
        self.wait_for_bar(SOURCES, r'^10\.0\.0\.1: 300 packets, .*1 of 4, picked$')
        self.click_bar(SOURCES, 1)
        self.wait_for_chip('10.0.0.2')
        self.wait_for_bar(SOURCES, r'^10\.0\.0\.2: 150 packets, .*2 of 4, picked$')

    def test_pick_narrows_lookups_to_its_own(self):
        self.click_bar(SOURCES, 1)
        self.wait_for_chip('10.0.0.2')
        self.show_lookups()
        self.app.wait_for('No Results Found')
        self.app.press('Remove 10.0.0.2', 'push button')
        self.wait_for_bar(LOOKUPS, '3 bars')

    def test_picked_name_shows_clients(self):
        self.show_lookups()
        self.click_bar(LOOKUPS, 1)
        self.wait_for_chip('mail.example.org')
        # the others are still there to be picked
        self.wait_for_bar(LOOKUPS, r'^mail\.example\.org: 20 lookups, .*2 of 3, picked$')
        key('alt+1')
        self.click_bar(SOURCES, 0)
        self.wait_for_bar(SOURCES, r'^10\.0\.0\.1: 20 packets of 300, ')

    def test_line_has_the_colour_of_the_pick(self):
        self.assertEqual(take_picture().count(is_orange), 0)
        self.click_bar(SOURCES, 0)
        self.wait_for_chip('10.0.0.1')
        chart = self.app.find('Packets over Time', where=lambda node: 'highest' in node.description)
        area = self.app.area(chart, 'sample.pcap')
        wait(lambda: take_picture().count(is_orange, area) > 200, 'an orange line')
        bars = self.app.area(self.app.find(SOURCES), 'sample.pcap')
        wait(lambda: take_picture().count(is_orange, bars) > 2000, 'an orange bar')

    def test_second_click_unpicks(self):
        self.click_bar(SOURCES, 0)
        self.wait_for_chip('10.0.0.1')
        # later than a double click's second
        time.sleep(0.6)
        self.click_bar(SOURCES, 0)
        self.wait_until_no_chip('10.0.0.1')

    def test_keyboard_picks(self):
        self.click_bar(SOURCES, 0)
        self.wait_for_chip('10.0.0.1')
        key('space')
        self.wait_until_no_chip('10.0.0.1')
        self.wait_for_bar(SOURCES, '1 of 4')
        key('Down', 'Return')
        self.wait_for_chip('10.0.0.2')

    def test_escape_clears_all(self):
        self.click_bar(SOURCES, 0)
        self.wait_for_chip('10.0.0.1')
        key('Escape')
        self.wait_until_no_chip('10.0.0.1')

    def test_undo_and_redo(self):
        self.click_bar(SOURCES, 0)
        self.wait_for_chip('10.0.0.1')
        self.app.press('Clear', 'push button')
        self.wait_until_no_chip('10.0.0.1')
        key('ctrl+z')
        self.wait_for_chip('10.0.0.1')
        key('ctrl+z')
        self.wait_until_no_chip('10.0.0.1')
        key('ctrl+shift+z')
        self.wait_for_chip('10.0.0.1')

    def test_reading_again_forgets_picks(self):
        self.click_bar(SOURCES, 0)
        self.wait_for_chip('10.0.0.1')
        key('ctrl+r')
        self.wait_until_no_chip('10.0.0.1')


if __name__ == '__main__':
    unittest.main()
