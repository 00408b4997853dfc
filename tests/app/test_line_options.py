# SPDX-License-Identifier: GPL-3.0-or-later
"""What the line chart counts, and how it shows it."""
import re
import subprocess
import unittest

from harness import SETTINGS_ENVIRONMENT, TestCase, is_accent, move_pointer, take_picture, wait

TITLE = 'sample.pcap'


class LineOptionsTest(TestCase):

    def setUp(self):
        super().setUp()
        self.app = self.open_sample()
        self.wait_for_chart('Bytes over Time', 'highest 14.9 kB')

    def wait_for_chart(self, title, pattern):
        return self.app.wait_for(title, 'image', lambda node: re.search(pattern, node.description))

    def set(self, name, value):
        """As the menu does, which another test goes through."""
        subprocess.run(['gsettings', 'set', 'org.example.PcapViz', name, value],
                       env={**self.app.environment, **SETTINGS_ENVIRONMENT}, check=True)

    def test_menu(self):
        self.app.open_menu('Chart Options', '_Packets').press()
        self.wait_for_chart('Packets over Time', 'highest')
        self.app.wait_for('Packets over Time', 'label')

    def test_quantities(self):
        self.set('line-quantity', 'packets')
        self.wait_for_chart('Packets over Time', r'highest 17 packets at 10:14:32')
        self.set('line-quantity', 'bits-per-second')
        # 14.9 kB in 200 ms
        self.wait_for_chart('Bits per Second over Time', r'highest 596 kbit/s at 10:14:32')

    def test_elapsed_time(self):
        self.set('line-clock', 'elapsed')
        self.wait_for_chart('Bytes over Time', r'at 30\.000 s')

    def test_references(self):
        self.set('line-mean', 'true')
        self.set('line-percentile', 'true')
        self.wait_for_chart('Bytes over Time', r'95th percentile: \d.*B, Mean: \d.*B')
        self.set('line-mean', 'false')
        self.set('line-percentile', 'false')
        self.wait_for_chart('Bytes over Time', r'peaks?, highest [^,]*$')

    def test_logarithmic_scale_and_average_change_the_line(self):
        chart = self.app.wait_for('Bytes over Time', 'image')
        area = self.app.area(chart, TITLE)
        move_pointer(5, 5)
        before = take_picture()
        self.set('line-logarithmic', 'true')
        # small bins are high now
        wait(lambda: take_picture().count(is_accent, area) > 2 * before.count(is_accent, area), 'a higher line')
        self.set('line-logarithmic', 'false')
        self.set('line-smoothing', '30')
        self.wait_for_chart('Bytes over Time', r'highest [0-9.]+ kB')
        wait(lambda: before.differs(take_picture(), area) > 500, 'a smoother line')


if __name__ == '__main__':
    unittest.main()
