# SPDX-License-Identifier: GPL-3.0-or-later
"""Picking bars, what the other charts make of it, and taking steps back."""
import re
import time
import unittest

from harness import Atspi, TestCase, key, move_pointer, take_picture, type_text, wait, xdotool

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

    def bar_position(self, chart, row):
        """The middle of a row. Addresses have room for a second line, for their names."""
        node = self.app.wait_for(chart, where=lambda node: re.search(r'bars?$|\d of \d', node.description))
        x, y, width, _ = self.app.area(node, 'sample.pcap')
        height = 29 if chart == LOOKUPS else 40
        return x + width / 2, y + height / 2 + row * height

    def click_bar(self, chart, row):
        move_pointer(*self.bar_position(chart, row))
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
        self.wait_for_bar(LOOKUPS, r'^mail\.example\.org: 20 lookups, .*2 of 3.*, picked$')
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

    def right_click_bar(self, chart, row, entry):
        self.app.right_click(*self.bar_position(chart, row), entry).press()

    def test_exclude(self):
        """A pick that leaves out, also in its own chart."""
        self.right_click_bar(SOURCES, 0, 'E_xclude')
        self.app.wait_for('not 10.0.0.1', 'label')
        # of 565 packets, those of the others
        self.app.wait_for(re.compile(r' · 265 packets · 94\.8 kB · '), 'label')
        wait(lambda: self.app.wait_for('Top IPs', 'page tab').description == '3/4', 'three sources of four')
        key('alt+2')
        self.app.wait_for('No Results Found')
        self.app.press('Remove 10.0.0.1', 'push button')
        self.wait_for_bar(LOOKUPS, '3 bars|of 3')

    def test_filter_to_this(self):
        self.right_click_bar(SOURCES, 1, '_Filter to This')
        self.app.wait_for('ip src host 10.0.0.2', 'label')
        self.app.wait_for(re.compile(' · 150 packets · 15.0 kB · '), 'label')

    def test_seventh_pick_has_no_colour(self):
        """Nor does it take that of another capture."""
        self.app.press('Both', 'push button')
        self.app.wait_for('Top IP Addresses by Packets', where=lambda node: re.search('8', node.description))
        key('alt+1', 'Home')
        for _ in range(8):
            key('Return', 'Down')
        self.app.wait_for('+2 more', 'label')
        self.assertIsNone(self.app.find('Stop Comparing', 'push button'))
        self.assertTrue(self.app.find('Clear', 'push button').sensitive)

    def test_pick_all_found(self):
        """Typing searches; what it finds is picked in one step."""
        self.click_bar(SOURCES, 0)
        self.wait_for_chip('10.0.0.1')
        key('ctrl+z')
        self.wait_until_no_chip('10.0.0.1')
        type_text('0.0.')
        self.app.wait_for('3 of 4', 'label')
        self.app.press('Pick All Found', 'push button')
        for name in '10.0.0.1', '10.0.0.2', '10.0.0.9':
            self.wait_for_chip(name)
        key('Escape')
        self.wait_for_bar(SOURCES, r'4 bars|of 4')
        key('ctrl+z')
        self.wait_until_no_chip('10.0.0.9')
        self.wait_until_no_chip('10.0.0.1')

    def find_search(self):
        return self.app.find('Find a Label', where=lambda node: node.role in ('text', 'entry') and
                             node.has_state(Atspi.StateType.FOCUSED))

    def test_find_in_any_tab(self):
        key('ctrl+k')
        wait(self.find_search, 'the focus')
        key('Escape')
        wait(lambda: not self.find_search(), 'the focus to go')
        key('ctrl+k')
        self.app.wait_for('Find a Label', where=lambda node: node.role in ('text', 'entry'))
        type_text('mail')
        self.app.wait_for('mail.example.org', 'list item')
        key('Return')
        self.app.wait_for('DNS Lookups', 'page tab', lambda node: node.checked)
        self.wait_for_bar(LOOKUPS, r'^mail\.example\.org: 20 lookups, .*2 of 3')

    def test_reading_again_forgets_picks(self):
        self.click_bar(SOURCES, 0)
        self.wait_for_chip('10.0.0.1')
        key('ctrl+r')
        self.wait_until_no_chip('10.0.0.1')


if __name__ == '__main__':
    unittest.main()
