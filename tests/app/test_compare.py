# SPDX-License-Identifier: GPL-3.0-or-later
"""Another capture's traffic beside that of the one in the window."""
import re
import unittest

import captures
from harness import TestCase, key, move_pointer, take_picture, wait, xdotool

TITLE = 'sample.pcap'


def is_grey(r, g, b):
    return (r, g, b) == (0x50, 0x4e, 0x56)


class CompareTest(TestCase):

    def setUp(self):
        super().setUp()
        self.app = self.open_sample()
        self.highest = self.wait_for_chart('highest').description

    def wait_for_chart(self, pattern):
        return self.app.wait_for('Bytes over Time', 'image', lambda node: re.search(pattern, node.description))

    def compare_with(self, path):
        self.app.open_menu('Chart Options', 'Co_mpare With…').press()
        self.app.choose_file('Compare With', path)

    def test_compare_and_stop(self):
        # an hour later, all in one second
        later = captures.header() + b''.join(
            captures.record(captures.START + 3600 + i / 100, captures.ip('10.9.9.9', '10.0.0.2', bytes(1200)))
            for i in range(100))
        self.compare_with(self.write('later.pcap', later))
        self.app.wait_for('later.pcap', 'label')
        # without a time in common, both begin at one place
        wait(lambda: self.app.wait_for('By Start', 'push button').checked, 'captures by start')
        wait(lambda: self.app.find('Bin: 200 ms', 'label'), 'bins for a minute')
        # at their own times, both are to be seen, so bins are wider
        self.app.press('By Time', 'push button')
        wait(lambda: self.app.find(re.compile('^Bin: 1?[0-9] (s|min)'), 'label'), 'bins for an hour')
        self.app.press('By Start', 'push button')
        wait(lambda: self.app.find('Bin: 200 ms', 'label'), 'bins for a minute again')
        # a bin further by hand, and far away, from where it is put back
        self.app.click(self.app.find('Bytes over Time', 'image'), TITLE)
        key('bracketright')
        wait(lambda: self.app.wait_for('By Hand', 'push button').checked, 'the capture to be moved by hand')
        self.app.press('By Start', 'push button')
        wait(lambda: self.app.wait_for('By Start', 'push button').checked, 'the capture where it was')
        key('Escape', 'Escape')
        move_pointer(1, 1)
        area = self.app.area(self.app.find('Bytes over Time', 'image'), TITLE)
        # an upright line of half the chart's height and more
        wait(lambda: take_picture().count(is_grey, area) > area[3] / 2, 'the line of the other capture')
        self.app.press('Stop Comparing', 'push button')
        self.app.wait_until_gone('later.pcap', 'label')
        self.wait_for_chart(f'^{self.highest}$')

    def find_other(self):
        """Where the other capture's only peak ends, from the left edge of the chart."""
        move_pointer(1, 1)
        x, y, width, height = self.app.area(self.app.find('Bytes over Time', 'image'), TITLE)
        picture = take_picture()
        columns = [picture.count(is_grey, (x + i, y, 1, height)) for i in range(int(width))]
        return max((i for i, count in enumerate(columns) if count > height / 2), default=None)

    def test_drag_by_hand(self):
        """The other capture is moved with the pointer, and put back."""
        later = captures.header() + b''.join(
            captures.record(captures.START + 3600 + i / 100, captures.ip('10.9.9.9', '10.0.0.2', bytes(1200)))
            for i in range(100))
        self.compare_with(self.write('later.pcap', later))
        wait(lambda: self.app.wait_for('By Start', 'push button').checked, 'captures by start')
        before = wait(self.find_other, 'the line of the other capture')
        x, y, width, height = self.app.area(self.app.find('Bytes over Time', 'image'), TITLE)
        move_pointer(x + width * .3, y + height / 2)
        xdotool('keydown', 'ctrl', 'keydown', 'shift', 'mousedown', 1)
        for step in range(1, 9):
            move_pointer(x + width * (.3 + .05 * step), y + height / 2)
        xdotool('mouseup', 1, 'keyup', 'shift', 'keyup', 'ctrl')
        wait(lambda: self.app.wait_for('By Hand', 'push button').checked, 'the capture to be moved by hand')
        # as far as the pointer, but for what makes it a drag
        wait(lambda: (now := self.find_other()) is not None and abs(now - before - width * .4) < 24, 'it further on')
        self.app.press('By Start', 'push button')
        wait(lambda: (now := self.find_other()) is not None and abs(now - before) < 3, 'it where it was')

    def test_not_a_capture(self):
        self.compare_with(self.write('notes.txt', b'no capture at all\n' * 10))
        self.app.wait_for(re.compile('Could not open .*notes.txt'), 'label')


if __name__ == '__main__':
    unittest.main()
