# SPDX-License-Identifier: GPL-3.0-or-later
"""What the charts show of a capture with known contents, and the controls that change it."""
import pathlib
import re
import time
import unittest
from xml.etree import ElementTree

import captures
from harness import TestCase, is_accent, key, move_pointer, take_picture, wait, xdotool

TITLE = 'sample.pcap'
SHORTCUTS = pathlib.Path(__file__).parents[2] / 'src' / 'app' / 'window' / 'pv-shortcuts.ui'


class ChartsTest(TestCase):

    def bars(self, title):
        return self.app.wait_for(title, 'image')

    def wait_for_bars(self, count):
        """Waits until so many sources are shown, whether or not one of them is the current one."""
        pattern = re.compile(f'(^{count} bars| of {count})$')
        wait(lambda: pattern.search(self.bars('Top Sources by Bytes').description), f'{count} bars')

    def read_bars(self, title, count):
        """Goes through the bars by keyboard and returns what each one says."""
        chart = self.bars(title)
        self.app.click(chart, TITLE, (20, 12))
        wait(lambda: self.bars(title).description.endswith(', picked'), 'a bar picked by the click')
        # what is picked would say so at the end
        key('Escape', 'Home')
        said = []
        for position in range(1, count + 1):
            # what came of lookups is said after it
            wait(lambda: re.search(f', {position} of {count}(; .*)?$', self.bars(title).description),
                 f'bar {position} of {count} of {title}, not {self.bars(title).description!r}')
            said.append(self.bars(title).description.rsplit(', ', 1)[0])
            key('Down')
        return said

    def wait_for_count(self, tab, count):
        self.app.wait_for(tab, 'page tab', lambda node: node.description == count)

    def choose(self, drop_down, entry):
        self.app.choose(drop_down, entry, TITLE)

    def bin_size(self):
        label = self.app.find(re.compile('^Bin: '), 'label')
        return label.name[len('Bin: '):] if label else None

    def wait_for_bin_size(self, size):
        wait(lambda: self.bin_size() == size, f'bins of {size}')

    def plot_picture(self):
        """The line chart alone, without the pointer's crosshair."""
        move_pointer(5, 5)
        return take_picture(), self.app.area(self.app.wait_for('Bytes over Time', 'image'), TITLE)

    def test_top_sources(self):
        self.open_sample()
        self.assertEqual(self.read_bars('Top Sources by Bytes', 4),
                         ['10.0.0.9: 71.4 kB, 49 %', '10.0.0.1: 50.2 kB, 35 %',
                          '10.0.0.2: 15.0 kB, 10 %', '2001:db8::5: 8.4 kB, 6 %'])
        self.wait_for_count('Top IPs', '4')

    def test_direction(self):
        self.open_sample()
        self.app.press('Destinations', 'push button')
        self.assertEqual(self.read_bars('Top Destinations by Bytes', 4)[0], '192.0.2.81: 71.4 kB, 49 %')
        self.app.press('Both', 'push button')
        said = self.read_bars('Top IP Addresses by Bytes', 8)
        self.assertEqual(said[2:4], ['192.0.2.80: 61.0 kB, 42 %', '10.0.0.1: 50.2 kB, 35 %'])
        self.app.press('Sources', 'push button')
        self.bars('Top Sources by Bytes')

    def test_one_measure_for_bars_and_line(self):
        self.open_sample()
        self.choose('Measure', 'Packets')
        self.assertEqual(self.read_bars('Top Sources by Packets', 4),
                         ['10.0.0.1: 300 packets, 54 %', '10.0.0.2: 150 packets, 27 %',
                          '2001:db8::5: 60 packets, 11 %', '10.0.0.9: 50 packets, 9 %'])
        self.app.wait_for('Packets over Time', 'image', lambda node: 'highest 17 packets' in node.description)
        # and the other way round
        self.app.open_menu('Chart Options', '_Bytes').press()
        self.bars('Top Sources by Bytes')
        self.app.wait_for('Bytes over Time', 'image')

    def test_lookups(self):
        self.open_sample()
        self.app.press('DNS Lookups', 'page tab')
        self.assertEqual(self.read_bars('DNS Lookups', 3),
                         ['www.example.org: 40 lookups, 57 %', 'mail.example.org: 20 lookups, 29 %',
                          'host.test: 10 lookups, 14 %'])
        self.wait_for_count('DNS Lookups', '3')
        # lookups are counted, whatever the measure, by bars and line alike
        self.app.wait_until_gone('Measure', 'combo box')
        self.app.wait_for('Lookups over Time', 'image', lambda node: 'highest 3 lookups' in node.description)
        # no other kind of lookups is there to switch to
        self.assertIsNone(self.app.find('Multicast DNS', 'push button'))

    def test_tabs_by_key(self):
        self.open_sample()
        listed = ElementTree.parse(SHORTCUTS).iterfind('.//object[@class="GtkShortcutsShortcut"]')
        texts = [[item.text for item in shortcut.iterfind('property')] for shortcut in listed]
        keys = {title.lower(): keys.replace('<Alt>', 'alt+') for title, keys in (text[:2] for text in texts)
                if re.fullmatch('<Alt>[0-9]', keys)}
        tabs = [node.name for node in self.app.nodes() if node.role == 'page tab' and node.showing]
        self.assertEqual(list(keys), [tab.lower() for tab in tabs])
        for tab in [*tabs[1:], tabs[0]]:
            key(keys[tab.lower()])
            self.app.wait_for(tab, 'page tab', lambda node: node.checked)

    def test_kinds_of_lookups(self):
        app = self.start(self.write(TITLE, captures.multicast_sample()))
        app.wait_for(re.compile('562 IP packets'), 'label')
        app.place(TITLE, 20, 20, 1120, 780)
        key('alt+2')
        app.press('Multicast DNS', 'push button')
        self.assertEqual(self.read_bars('Multicast DNS Lookups', 1), ['printer.local: 1 lookup, 100 %'])
        app.press('LLMNR', 'push button')
        self.assertEqual(self.read_bars('LLMNR Lookups', 1), ['fileserver: 1 lookup, 100 %'])

    def test_top_n(self):
        many = captures.header() + b''.join(
            captures.record(captures.START + i, captures.ip(f'10.1.{i // 10}.{i % 10}', '10.0.0.2', bytes(9)))
            for i in range(120))
        app = self.start(self.write(TITLE, many))
        app.wait_for(re.compile('120 IP packets'), 'label')
        app.place(TITLE, 20, 20, 1120, 780)
        self.wait_for_bars(25)
        self.wait_for_count('Top IPs', '120')
        for entry, count in ('Top 10_0', 100), ('_All', 120):
            self.app.open_menu('View Options', 'Number of _Bars').press()
            self.app.wait_for_menu_item(entry).press()
            self.wait_for_bars(count)

    def test_nothing_to_rank(self):
        app = self.start(self.write(TITLE, captures.without_lookups()))
        app.wait_for(re.compile('20 IP packets'), 'label')
        key('alt+2')
        app.wait_for('No DNS Lookups', 'label')

    def test_no_packets(self):
        app = self.start(self.write(TITLE, captures.without_packets()))
        app.wait_for('No packets', 'label')
        app.wait_for('Bin: Automatic', 'label')
        wait(lambda: len([node for node in app.nodes() if node.name == 'No Packets' and node.showing]) >= 2,
             'both charts to say so')

    def test_silence(self):
        """What is mostly silence opens on its busiest stretch, and says so; the rest is a zoom away."""
        app = self.start(self.write(TITLE, captures.of_two_stretches()))
        app.wait_for(re.compile('70 IP packets'), 'label')
        app.place(TITLE, 20, 20, 1120, 780)
        app.wait_for('Busiest of 2 stretches', 'label')
        self.assertRegex(wait(self.bin_size, 'the bin size'), r'^\d+ (ms|s)$')
        for _ in range(40):
            if not app.wait_for('Zoom Out', 'push button').sensitive:
                break
            app.press('Zoom Out', 'push button')
        wait(lambda: (self.bin_size() or '').endswith('d') or 'day' in (self.bin_size() or ''), 'bins of days')
        self.assertIsNone(app.find('Busiest of 2 stretches', 'label'))
        app.press('Show All', 'push button')
        app.wait_for('Busiest of 2 stretches', 'label')

    def test_stretches(self):
        """Each can be gone to, and back."""
        app = self.start(self.write(TITLE, captures.of_two_stretches()))
        app.wait_for(re.compile('70 IP packets'), 'label')
        app.place(TITLE, 20, 20, 1120, 780)
        app.click(app.wait_for('Busiest of 2 stretches', 'label'), TITLE)
        # the first one; GTKs from 4.18 on give entries no names
        entry = app.wait_for(role='menu item')
        self.assertRegex(entry.name, '· 10 packets$|^$')
        entry.press()
        app.wait_for('Stretch 1 of 2', 'label')
        key('alt+Left')
        app.wait_for('Busiest of 2 stretches', 'label')

    def test_no_ip_packets(self):
        """What there is, is offered."""
        only_arp = captures.header() + b''.join(captures.record(captures.START + i, captures.arp()) for i in range(9))
        app = self.start(self.write(TITLE, only_arp))
        app.wait_for(re.compile('^9 packets · no IP packets · 378 B on the wire'), 'label')
        app.wait_for('No IP Packets', 'label')
        app.press('Count Bytes on the Wire', 'push button')
        app.wait_for('Bytes on the Wire over Time', 'image', lambda node: 'highest 42 B' in node.description)

    def test_bars_are_drawn(self):
        self.open_sample()
        move_pointer(5, 5)
        left, top, width, height = self.app.area(self.bars('Top Sources by Bytes'), TITLE)
        picture = take_picture()
        # without the time lines at the end
        by_row = [picture.count(is_accent, (left, y, width * 7 // 10, 1)) for y in range(top, top + height, 2)]
        lengths = sorted({length for length in by_row if length > 20}, reverse=True)
        # the longest stands for 71.4 kB, the shortest for 8.4
        self.assertGreater(lengths[0], width / 2)
        self.assertAlmostEqual(lengths[-1] / lengths[0], 8.4 / 71.4, delta=0.03)

    def test_line_is_drawn(self):
        self.open_sample()
        picture, (left, top, width, height) = self.plot_picture()
        columns = [picture.count(is_accent, (x, top, 2, height)) for x in range(left, left + width, 2)]
        burst = columns.index(max(columns))
        # the burst after 30 of 60 s stands out, in the middle
        self.assertAlmostEqual(burst / len(columns), 0.52, delta=0.05)
        self.assertGreater(max(columns), 3 * sorted(columns)[len(columns) // 2])

    def test_automatic_bin_size_follows_zoom(self):
        self.open_sample()
        self.wait_for_bin_size('200 ms')
        show_all = self.app.wait_for('Show All', 'push button')
        self.assertFalse(show_all.sensitive)
        before, area = self.plot_picture()

        self.app.press('Zoom In', 'push button')
        self.wait_for_bin_size('100 ms')
        wait(lambda: self.app.wait_for('Show All', 'push button').sensitive, 'Show All')
        wait(lambda: before.differs(take_picture(), area) > 500, 'the chart to zoom in')
        self.app.press('Zoom Out', 'push button')
        self.wait_for_bin_size('200 ms')
        self.app.press('Zoom In', 'push button')
        self.app.press('Zoom In', 'push button')
        self.wait_for_bin_size('50 ms')
        self.app.press('Show All', 'push button')
        self.wait_for_bin_size('200 ms')
        wait(lambda: before.differs(take_picture(), area) == 0, 'the chart as it was')

    def test_zoom_by_wheel(self):
        self.open_sample()
        self.wait_for_bin_size('200 ms')
        left, top, width, height = self.app.area(self.app.wait_for('Bytes over Time', 'image'), TITLE)
        move_pointer(left + width * 0.75, top + height / 2)
        for _ in range(8):
            xdotool('click', 4)
        wait(lambda: self.bin_size() not in ('200 ms', None), 'smaller bins')
        wait(lambda: self.app.wait_for('Show All', 'push button').sensitive, 'Show All')
        for _ in range(12):
            xdotool('click', 5)
        wait(lambda: not self.app.wait_for('Zoom Out', 'push button').sensitive, 'all to be in sight')
        self.app.press('Show All', 'push button')
        self.wait_for_bin_size('200 ms')

    def test_zoom_into_a_span(self):
        self.open_sample()
        self.wait_for_bin_size('200 ms')
        left, top, width, height = self.app.area(self.app.wait_for('Bytes over Time', 'image'), TITLE)
        move_pointer(left + width * 0.5, top + height / 2)
        xdotool('keydown', 'ctrl')
        self.addCleanup(xdotool, 'keyup', 'ctrl')
        xdotool('mousedown', 1)
        pressed = time.monotonic()
        for step in range(1, 11):
            move_pointer(left + width * (0.5 + step / 100), top + height / 2)
        xdotool('mouseup', 1)
        wait(lambda: self.bin_size() in ('10 ms', '20 ms'), 'bins for a tenth of the time')
        xdotool('keyup', 'ctrl')
        # newer GTKs end a double click when the time for one with the drag's own press is over
        wait(lambda: time.monotonic() > pressed + 0.6, 'the press to be old')
        xdotool('click', '--repeat', 2, '--delay', 50, 1)
        self.wait_for_bin_size('200 ms')

    def test_zoom_by_keys(self):
        self.open_sample()
        self.wait_for_bin_size('200 ms')
        key('ctrl+plus')
        self.wait_for_bin_size('100 ms')
        key('ctrl+minus')
        self.wait_for_bin_size('200 ms')
        key('ctrl+plus')
        self.wait_for_bin_size('100 ms')
        key('ctrl+0')
        self.wait_for_bin_size('200 ms')

    def test_bin_size(self):
        self.open_sample()
        self.wait_for_bin_size('200 ms')
        before, area = self.plot_picture()
        self.choose('Bin Size', '1 ms')
        self.wait_for_bin_size('1 ms')
        wait(lambda: before.differs(self.plot_picture()[0], area) > 500, 'a chart of other bins')
        # it stays when zooming
        key('ctrl+plus')
        wait(lambda: self.app.wait_for('Show All', 'push button').sensitive, 'Show All')
        self.wait_for_bin_size('1 ms')
        key('ctrl+0')
        self.choose('Bin Size', 'Automatic')
        wait(lambda: before.differs(self.plot_picture()[0], area) == 0, 'the chart as it was')

    def test_crosshair(self):
        self.open_sample()
        before, area = self.plot_picture()
        left, top, width, height = area
        move_pointer(left + width / 2, top + height / 2)
        wait(lambda: before.differs(take_picture(), area) > 500, 'the crosshair and its text')
        move_pointer(5, 5)
        wait(lambda: before.differs(take_picture(), area) == 0, 'it to go')


if __name__ == '__main__':
    unittest.main(verbosity=2)
