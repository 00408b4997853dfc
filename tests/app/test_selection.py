# SPDX-License-Identifier: GPL-3.0-or-later
"""Selecting a span of time on the line chart, and what the other charts make of it."""
import re
import unittest

from harness import TestCase, key, move_pointer, wait, xdotool

CHIP = re.compile(r'^10:1\d:\d\d\.\d – 10:1\d:\d\d\.\d$')


class SelectionTest(TestCase):

    measure = 'packets'

    def setUp(self):
        super().setUp()
        self.app = self.open_sample()
        self.app.place('sample.pcap', 0, 0, 1000, 760)
        self.chart = self.app.wait_for('Packets over Time', where=lambda node: 'highest' in node.description)

    def drag(self, first, last):
        """Drags over the plot between two parts of its width."""
        x, y, width, height = self.app.area(self.chart, 'sample.pcap')
        move_pointer(x + width * first, y + height / 2)
        xdotool('mousedown', 1)
        for step in range(1, 9):
            move_pointer(x + width * (first + (last - first) * step / 8), y + height / 2)
        xdotool('mouseup', 1)

    def wait_for_chip(self):
        return self.app.wait_for(CHIP, 'label').name

    def test_drag_narrows_bars(self):
        self.drag(.3, .6)
        self.wait_for_chip()
        bars = self.app.wait_for('Top Sources by Packets')
        x, y, width, height = self.app.area(bars, 'sample.pcap')
        # the first bar says what of it lies in the span
        move_pointer(x + width / 2, y + 12)
        xdotool('click', 1)
        self.app.wait_for('Top Sources by Packets',
                          where=lambda node: re.search(r': \d+ packets of \d+, ', node.description))

    def test_edge_can_be_dragged_again(self):
        self.drag(.3, .6)
        first = self.wait_for_chip()
        self.drag(.6, .8)
        wait(lambda: self.wait_for_chip() != first, 'another span')
        self.assertEqual(self.wait_for_chip().split(' – ')[0], first.split(' – ')[0])

    def test_click_beside_clears(self):
        self.drag(.3, .6)
        self.wait_for_chip()
        x, y, width, height = self.app.area(self.chart, 'sample.pcap')
        move_pointer(x + width * .9, y + height / 2)
        xdotool('click', 1)
        self.app.wait_until_gone(CHIP, 'label')

    def test_escape_clears(self):
        self.drag(.3, .6)
        self.wait_for_chip()
        key('Escape')
        self.app.wait_until_gone(CHIP, 'label')

    def test_chip_clears(self):
        self.drag(.3, .6)
        self.wait_for_chip()
        self.app.press('Show All Time', 'push button')
        self.app.wait_until_gone(CHIP, 'label')

    def test_keyboard_selects(self):
        x, y, width, height = self.app.area(self.chart, 'sample.pcap')
        move_pointer(x + width * .5, y + height / 2)
        xdotool('click', 1)
        key('shift+Right', 'shift+Right')
        first = self.wait_for_chip()
        key('shift+Right', 'shift+Right', 'shift+Right')
        wait(lambda: self.wait_for_chip() != first, 'a longer span')


if __name__ == '__main__':
    unittest.main()
