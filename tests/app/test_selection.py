# SPDX-License-Identifier: GPL-3.0-or-later
"""Selecting a span of time on the line chart, and what the other charts make of it."""
import re
import time
import unittest

from harness import TestCase, is_accent, key, move_pointer, take_picture, wait, wait_a_little, xdotool

CHIP = re.compile(r'^10:1\d:\d\d\.\d – 10:1\d:\d\d\.\d$')


class SelectionTest(TestCase):

    measure = 'packets'

    def setUp(self):
        super().setUp()
        self.app = self.open_sample()
        self.app.place('sample.pcap', 0, 0, 1000, 760)
        self.chart = self.app.wait_for('Packets over Time', where=lambda node: 'highest' in node.description)
        # in milliseconds, as many as suit the width
        self.bin = wait(self.bin_size, 'the bin size')

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

    def count_bars(self):
        """How many pixels of bars there are, by the colour that they have."""
        move_pointer(5, 5)
        x, y, width, height = self.app.area(self.app.wait_for('Top Sources by Packets', 'image'), 'sample.pcap')
        return take_picture().count(is_accent, (x, y, width * .6, height))

    def test_scale_of_bars(self):
        """The longest is the largest of what is selected, or on request of all."""
        self.drag(.3, .6)
        self.wait_for_chip()
        before = self.count_bars()
        self.app.choose('What the Longest Bar Stands For', 'Scale: Whole Capture', 'sample.pcap')
        wait(lambda: 0 < self.count_bars() < before * .7, 'shorter bars')
        self.app.choose('What the Longest Bar Stands For', 'Scale: Selection', 'sample.pcap')
        wait(lambda: self.count_bars() > before * .9, 'longer bars again')

    def test_edge_can_be_dragged_again(self):
        self.drag(.3, .6)
        first = self.wait_for_chip()
        self.drag(.6, .8)
        wait(lambda: self.wait_for_chip() != first, 'another span')
        self.assertEqual(self.wait_for_chip().split(' – ')[0], first.split(' – ')[0])

    def test_drag_tells_what_the_span_comes_to(self):
        """Not what is in the bin at its edge."""
        x, y, width, height = self.app.area(self.chart, 'sample.pcap')
        move_pointer(x + width * .3, y + height / 2)
        xdotool('mousedown', 1)
        self.addCleanup(xdotool, 'mouseup', 1)
        for step in range(1, 9):
            move_pointer(x + width * (.3 + .05 * step), y + height / 2)
        self.wait_for_chip()

        def find_duration():
            told = self.app.wait_for('Packets over Time', where=lambda node: re.match(r'^[\d. ]+m?s: ', node.description))
            duration, packets = re.match(r'^(.*?): ([\d,]+ packets)', told.description).groups()
            return self.app.find(re.compile(f'^{re.escape(duration)} · {re.escape(packets)} · '), 'label') and duration
        duration = wait(find_duration, 'the strip to say what the chart does')
        xdotool('mouseup', 1)
        self.app.wait_for('Packets over Time', where=lambda node: not node.description.startswith(duration + ':'))

    def tab_extents(self):
        return {name: self.app.wait_for(name, 'page tab').extents
                for name in ('Top IPs', 'DNS Lookups', 'Servers', 'Conversations', 'Services')}

    def test_tabs_stay(self):
        """Whatever is selected, and however many labels that leaves."""
        self.app.wait_for('Top IPs', 'page tab', lambda node: node.description == '4')
        before = self.tab_extents()
        self.drag(.3, .6)
        self.app.wait_for('Top IPs', 'page tab', lambda node: '/' in node.description)
        self.assertEqual(self.tab_extents(), before)

    def test_compare_with_a_span(self):
        """Which is called by its times, and lays out nothing anew wherever it comes to lie."""
        self.drag(.1, .3)
        chip = self.wait_for_chip()
        area = self.app.area(self.chart, 'sample.pcap')
        self.app.open_menu('Chart Options', 'Compare With This Spa_n').press()
        self.app.wait_for('Stop Comparing', 'push button')
        self.app.wait_for(chip, 'label')
        self.drag(.8, .95)
        first = wait(lambda: (other := self.wait_for_chip()) != chip and other, 'the other span')
        # it would go on after the end of the capture
        wait(lambda: self.app.area(self.chart, 'sample.pcap') == area, 'the chart where it was')
        self.assertTrue(first.startswith('10:14:4') or first.startswith('10:14:5'), first)
        self.assertEqual(self.bin_size(), self.bin)

    def test_alt_drags_freely(self):
        """To other edges than those of bins."""
        x, y, width, height = self.app.area(self.chart, 'sample.pcap')
        self.assertRegex(self.bin, r'^\d+ ms$')
        move_pointer(x + width * .5, y + height / 2)
        # with Alt from the beginning, window managers take it for theirs
        xdotool('mousedown', 1)
        xdotool('keydown', 'alt')
        self.addCleanup(xdotool, 'keyup', 'alt')
        for step in range(1, 6):
            move_pointer(x + width * .5 + step, y + height / 2)
        xdotool('mouseup', 1)
        sums = self.wait_for_sums(r'^[\d.]+\s\w+ · \d+ packets?')
        length, unit = sums.split(' · ')[0].split()
        self.assertEqual(unit, 'ms', sums)
        self.assertNotEqual(float(length) % float(self.bin.split()[0]), 0, sums)

    def wait_for_sums(self, pattern):
        """What the strip says of what is selected."""
        return self.app.wait_for(re.compile(pattern), 'label').name

    def test_click_selects_a_bin(self):
        self.drag(.3, .6)
        first = self.wait_for_chip()
        x, y, width, height = self.app.area(self.chart, 'sample.pcap')
        move_pointer(x + width * .9, y + height / 2)
        xdotool('click', 1)
        wait(lambda: self.wait_for_chip() != first, 'another span')
        self.wait_for_sums(f'^{self.bin} · \\d+ packets? · ')
        # once more takes it away; later than a double click's second, of which GTK counts the time from when it came
        # to the first
        time.sleep(1.5)
        xdotool('click', 1)
        self.app.wait_until_gone(CHIP, 'label')

    def test_double_click_selects_nothing(self):
        self.app.click(self.chart, 'sample.pcap', times=2)
        self.app.wait_for('Undo', 'push button')
        self.assertIsNone(self.app.find(CHIP, 'label'))

    def test_edges_are_those_of_bins(self):
        """Unless Alt is held."""
        self.drag(.3, .6)
        for time_text in self.wait_for_chip().split(' – '):
            milliseconds = round(float(time_text.split(':')[-1]) * 1000)
            self.assertEqual(milliseconds % int(self.bin.split()[0]), 0, f'{time_text} in bins of {self.bin}')

    def test_zoom_to_span_and_back(self):
        self.assertFalse(self.app.wait_for('Zoom to Span', 'push button').sensitive)
        self.drag(.3, .6)
        self.wait_for_chip()
        self.app.press('Zoom to Span', 'push button')
        wait(lambda: self.bin_size() not in (None, self.bin), 'smaller bins')
        # fractions are as fine as the zoom
        for _ in range(5):
            self.app.press('Zoom In', 'push button')
        wait(lambda: self.bin_size() in ('5 ms', '10 ms'), 'bins of milliseconds')
        self.app.wait_for(re.compile(r'^10:1\d:\d\d\.\d\d'), 'label')
        # steps that follow each other fast are one; on a slow machine each is, and some have the same bins
        for _ in range(6):
            before = wait(self.bin_size, 'the bin size')
            if before == self.bin:
                break
            key('alt+Left')
            wait_a_little(lambda seen=before: self.bin_size() != seen)
        self.assertEqual(self.bin_size(), self.bin)
        wait(lambda: not self.app.wait_for('Show All', 'push button').sensitive, 'all to be in sight')
        key('alt+Right')
        wait(lambda: self.bin_size() not in (None, self.bin), 'the span again')

    def bin_size(self):
        label = self.app.find(re.compile('^Bin: '), 'label')
        return label.name[len('Bin: '):] if label else None

    def test_from_peak_to_peak(self):
        self.app.click(self.chart, 'sample.pcap')
        key('Escape')
        # the one peak that the chart tells of
        key('p')
        self.app.wait_for('Packets over Time', where=lambda node: re.search(r'^10:14:32\.\d.*: \d\d packets', node.description))
        key('Return')
        self.wait_for_sums(f'^{self.bin} · \\d\\d packets · ')
        key('shift+p')
        self.app.wait_for('Packets over Time', where=lambda node: node.description.startswith('10:14:3'))

    def test_menu_of_the_line(self):
        x, y, width, height = self.app.area(self.chart, 'sample.pcap')
        middle = x + width * .52, y + height / 2
        self.app.right_click(*middle, 'Select This B_in').press()
        self.wait_for_sums(f'^{self.bin} · \\d+ packets? · ')
        self.app.right_click(*middle, '_Save Selected Packets…')
        self.app.wait_for_menu_item('_Zoom to Span').press()
        wait(lambda: self.app.wait_for('Show All', 'push button').sensitive, 'a part to be in sight')

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
