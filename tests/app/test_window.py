# SPDX-License-Identifier: GPL-3.0-or-later
"""The window at every size, what it remembers, and its dialogs."""
import os
import pathlib
import re
import signal
import tempfile
import unittest

import captures
from harness import TestCase, geometry, is_accent, key, move_pointer, take_picture, type_text, wait, xdotool

TITLE = 'sample.pcap'
# what the border around the contents takes of a window's width and height
BORDER = 10


class WindowTest(TestCase):

    def shown_tab(self):
        tab = self.app.find(role='page tab', where=lambda node: node.checked)
        return tab.name if tab else None

    def wait_for_tab(self, name):
        wait(lambda: self.shown_tab() == name, f'the tab {name}')

    def contents_fit(self):
        """Contents that need more room than there is are laid out larger than the window."""
        frame = self.app.wait_for(TITLE, 'frame')
        # newer GTKs count the border to the frame
        node = contents = frame.children[0]
        if contents.extents[2] > frame.extents[2] or contents.extents[3] > frame.extents[3]:
            return False
        for _ in range(3):
            node = node.children[0]
            if node.extents[2:] != contents.extents[2:]:
                return False
        return True

    def traffic(self):
        return self.app.wait_for('Bytes over Time', 'image')

    def test_time_line_is_above_all_tabs(self):
        self.open_sample()
        bars = self.app.wait_for('Top Sources by Bytes', 'image')
        self.assertLess(self.traffic().extents[1], bars.extents[1])
        key('alt+2')
        bars = self.app.wait_for('DNS Lookups', 'image')
        # and counts what they count
        line = self.app.wait_for('Lookups over Time', 'image', lambda node: 'lookups at' in node.description)
        self.assertLess(line.extents[1], bars.extents[1])
        self.assertIsNone(self.app.find('Traffic', 'page tab'))

    def test_nothing_moves_when_something_is_selected(self):
        self.open_sample()
        bars = self.app.wait_for('Top Sources by Bytes', 'image')
        line = self.traffic()
        before = bars.extents, line.extents
        self.app.wait_for(re.compile('^Whole capture · 59.* s · 565 packets · 145 kB · 2.4 kB/s$'), 'label')
        self.app.click(bars, TITLE, (300, 12))
        self.app.wait_for('Remove 10.0.0.9', 'push button')
        # 1 s of the burst
        self.app.wait_for(re.compile('^980 ms · 50 packets · 71.4 kB · 49 % of the capture · 72.9 kB/s$'), 'label')
        self.app.filter('ip')
        key('Escape')
        self.app.wait_for('Remove the Filter', 'push button')
        wait(lambda: (bars.extents, line.extents) == before, 'all in the same place')
        self.app.press('Clear', 'push button')
        self.app.wait_for(re.compile('^Whole capture'), 'label')
        self.assertEqual((bars.extents, line.extents), before)

        # nor when another chart is chosen, whose toggle is bold then
        both = self.app.wait_for('Both', 'push button').extents
        self.app.press('Destinations', 'push button')
        self.app.wait_for('Top Destinations by Bytes', 'image')
        self.assertEqual(self.app.wait_for('Both', 'push button').extents, both)

    def test_large_window_shows_dimensions_side_by_side(self):
        self.open_sample()
        self.app.place(TITLE, 0, 0, 1800, 900)
        sources = self.app.wait_for('Top Sources by Bytes', 'image')
        destinations = self.app.wait_for('Top Destinations by Bytes', 'image')
        self.assertEqual(sources.extents[1:], (destinations.extents[1], *sources.extents[2:]))
        self.assertGreater(destinations.extents[0], sources.extents[0] + 800)
        self.app.press('Destinations', 'push button')
        self.app.wait_for('Top IP Addresses by Bytes', 'image')
        self.app.place(TITLE, 0, 0, 1120, 780)
        self.app.wait_until_gone('Top IP Addresses by Bytes', 'image')

    def test_first_steps_on_the_sample(self):
        """Each is ticked off when it is done, and stays so."""
        self.app = self.start()
        self.app.press('Try a Sample', 'push button')
        self.app.wait_for('This is a sample capture. Try it:', 'label')
        self.app.wait_for_titles('home-network.pcapng')
        self.app.filter('udp')
        self.app.wait_for('Remove the Filter', 'push button')
        self.app.wait_for('Done')
        key('Escape', 'Home', 'Return')
        wait(lambda: len([node for node in self.app.nodes() if node.name == 'Done']) == 2, 'two steps')
        key('ctrl+z', 'ctrl+z')
        self.app.wait_until_gone('Remove the Filter', 'push button')
        self.app.click(self.traffic(), 'home-network.pcapng')
        key('Home', 'shift+Right', 'shift+Right')
        self.app.wait_for('That is how it works. Now open a capture of your own.', 'label')
        self.app.press('Close Message', 'push button')
        self.app.wait_until_gone('That is how it works. Now open a capture of your own.')

    def test_low_window_folds_traffic_into_a_tab(self):
        self.open_sample()
        height = self.traffic().extents[3]
        self.app.place(TITLE, 20, 20, 900, 400)
        self.app.wait_for('Traffic', 'page tab')
        self.wait_for_tab('Top IPs')
        self.app.press('Traffic', 'page tab')
        self.wait_for_tab('Traffic')
        self.traffic()
        # zooming goes on working in its new place
        self.app.press('Zoom In', 'push button')
        wait(lambda: self.app.wait_for('Show All', 'push button').sensitive, 'Show All')
        self.app.press('Show All', 'push button')

        self.app.place(TITLE, 20, 20, 1120, 780)
        self.app.wait_until_gone('Traffic', 'page tab')
        self.app.wait_for('Top Sources by Bytes', 'image')
        wait(lambda: self.traffic().extents[3] == height, 'the traffic as high as before')
        self.app.press('Zoom In', 'push button')

    def test_smallest_window(self):
        self.open_sample()
        # GTK 4.8 forgets that what was out of the tree and asked about meanwhile has a role, and says so critically
        self.app.bus.tells_all = False
        self.app.place(TITLE, 20, 20, 360 + BORDER, 300 + BORDER)
        # titles are short there
        for name, chart in (('IPs', 'Top Sources by Bytes'), ('DNS', 'DNS Lookups'), ('Servers', None),
                            ('Flows', 'Top Conversations by Bytes'), ('Services', 'Top Services by Bytes'),
                            ('Traffic', 'Bytes over Time')):
            self.app.press(name, 'page tab')
            self.wait_for_tab(name)
            # this capture names no servers, which leaves the place empty
            if chart is not None:
                self.assertGreater(self.app.wait_for(chart, 'image').extents[3], 80, chart)
            wait(lambda: self.contents_fit(), f'the tab {name} to fit')
        # the switcher has moved to the bottom
        self.app.wait_for('IPs', 'page tab', lambda node: node.extents[1] > 200)
        self.app.place(TITLE, 20, 20, 1120, 780)
        self.app.wait_for('Top IPs', 'page tab')

    def test_smallest_window_with_a_filter(self):
        self.open_sample()
        # Escape would give up what is not worked out yet
        self.app.filter('udp port 53')
        self.app.wait_for('Remove the Filter', 'push button')
        self.app.place(TITLE, 20, 20, 360 + BORDER, 300 + BORDER)
        self.app.wait_for('IPs', 'page tab', lambda node: node.extents[1] > 200)
        key('Escape')
        # the entry had taken the place of the chips
        self.app.wait_for('Remove the Filter', 'push button')
        for name in ('IPs', 'DNS', 'Traffic'):
            self.app.press(name, 'page tab')
            self.wait_for_tab(name)
            wait(self.contents_fit, f'the tab {name} and the chips to fit')

        self.app.start_filter()
        key('ctrl+a')
        type_text('udp porrt')
        self.app.wait_for(re.compile('syntax error'), 'label')
        wait(self.contents_fit, 'the entry and its message to fit')

    def test_narrow_window_switches_direction_by_drop_down(self):
        self.open_sample()
        self.app.place(TITLE, 20, 20, 360 + BORDER, 700)
        self.app.wait_until_gone('Destinations', 'push button')
        self.app.choose('View', 'Destinations', TITLE)
        self.app.wait_for('Top Destinations by Bytes', 'image')
        self.app.place(TITLE, 20, 20, 1120, 780)
        self.assertTrue(self.app.wait_for('Destinations', 'push button').checked)

    def test_pane_is_moved_and_remembered(self):
        self.open_sample()
        before = self.traffic().extents[3]
        # it has its share of any height
        self.app.place(TITLE, 20, 20, 1120, 900)
        wait(lambda: self.traffic().extents[3] > before + 30, 'a higher line chart in a higher window')
        self.app.place(TITLE, 20, 20, 1120, 780)
        wait(lambda: self.traffic().extents[3] == before, 'the same height as before')
        # by keyboard, because newer GTKs say wrongly where things are; F8, to the handle, by its code, because
        # xdotool holds Alt to it where keyboard tables are newer
        key('74', 'ctrl+Down')
        wait(lambda: self.traffic().extents[3] > before + 50, 'a higher traffic pane')
        key('Return')
        higher = self.traffic().extents[3]

        # a low window takes some of it for a while
        self.app.place(TITLE, 20, 20, 1120, 600)
        self.app.place(TITLE, 20, 20, 1120, 780)
        wait(lambda: self.traffic().extents[3] == higher, 'the same height after a low window')

        key('ctrl+w')
        self.assertEqual(self.app.process.wait(10), 0)
        self.open_sample()
        wait(lambda: self.traffic().extents[3] == higher, 'the same height next time')

    def test_settings_are_remembered(self):
        self.open_sample()
        self.app.press('Both', 'push button')
        self.app.choose('Measure', 'Packets', TITLE)
        self.app.choose('Bin Size', '1 ms', TITLE)
        self.app.wait_for('Bin: 1 ms', 'label')
        key('alt+2')
        self.app.wait_for('DNS Lookups', 'image')
        self.app.place(TITLE, 20, 20, 1000, 700)
        key('ctrl+w')
        self.assertEqual(self.app.process.wait(10), 0)

        self.app = self.start(self.folder / TITLE)
        self.app.wait_for('DNS Lookups', 'image')
        wait(lambda: geometry(self.app.x_window(TITLE))[2:] == (1000, 700), 'the size of last time')
        self.app.wait_for('Bin: 1 ms', 'label')
        key('alt+1')
        self.app.wait_for('Top IP Addresses by Packets', 'image')

    def test_maximized_window_comes_back_maximized(self):
        settings = self.folder / 'config' / 'glib-2.0' / 'settings' / 'keyfile'
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text('[org/example/PcapViz]\nwindow-maximized=true\n', encoding='utf-8')
        # and it says so itself when it is closed
        for attempt in ('the first time', 'the next time'):
            self.app = self.start(self.write(TITLE, captures.sample()))
            self.app.wait_for('Bytes over Time', 'image')
            wait(lambda: geometry(self.app.x_window(TITLE))[2] > 1200, f'a window as wide as the screen {attempt}')
            key('ctrl+w')
            self.assertEqual(self.app.process.wait(10), 0)

    def test_dark_style(self):
        self.open_sample()
        move_pointer(5, 5)
        light = take_picture()
        key('ctrl+comma')
        self.app.x_window('Preferences')
        self.app.choose('Style', 'Dark', 'Preferences')
        key('Escape')
        self.app.wait_for_titles(TITLE)
        move_pointer(5, 5)
        area = self.app.area(self.traffic(), TITLE)
        corner = area[0] + area[2] - 3, area[1] + 3
        self.assertGreater(min(light.pixel(*corner)[:3]), 240)
        wait(lambda: max(take_picture().pixel(*corner)[:3]) < 64, 'a dark window')
        self.assertGreater(take_picture().count(is_accent, area), 100)

    def test_preferences_start_new_windows(self):
        self.open_sample()
        key('ctrl+comma')
        self.app.x_window('Preferences')
        self.app.choose('Addresses', 'Destinations', 'Preferences')
        key('Escape')
        self.app.wait_for_titles(TITLE)
        self.app.wait_for('Top Sources by Bytes', 'image')
        self.assertEqual(self.app.run(self.write('other.pcap', captures.without_lookups())).returncode, 0)
        self.app.wait_for('Top Destinations by Bytes', 'image')

    def test_preferences_of_indexes(self):
        """How much is kept is told, and cleared."""
        cache = pathlib.Path(tempfile.mkdtemp(prefix='pcapviz-cache-', dir=self.folder))
        folder = cache / 'pcapviz' / 'indexes'
        capture = self.write('kept.pcap', captures.sample())
        os.utime(capture, (1500000000, 1500000000))
        self.app = self.start(capture, environment={'XDG_CACHE_HOME': str(cache), 'PCAPVIZ_INDEX_AFTER_MS': '0'})
        self.app.wait_for_titles('kept.pcap')
        wait(lambda: list(folder.glob('*.index')), 'an index')
        key('ctrl+comma')
        self.app.x_window('Preferences')
        self.app.wait_for(re.compile(r'^[0-9.]+ .?B$'), 'label')
        # the others have nothing to clear
        self.app.wait_for('Clear', 'push button', where=lambda node: node.sensitive).press()
        self.app.wait_for('Nothing', 'label')
        self.assertEqual(list(folder.glob('*.index')), [])

    def test_switch_of_indexes(self):
        """Off, none is kept and those that there are go; on, they are kept again."""
        cache = pathlib.Path(tempfile.mkdtemp(prefix='pcapviz-cache-', dir=self.folder))
        folder = cache / 'pcapviz' / 'indexes'

        def write(name, data):
            capture = self.write(name, data)
            os.utime(capture, (1500000000, 1500000000))
            return capture

        def flip():
            key('ctrl+comma')
            self.app.x_window('Preferences')
            # what GTK calls a switch depends on its version
            self.app.wait_for('Keep Indexes of Captures',
                              where=lambda node: node.role in ('check box', 'switch', 'toggle button')).press()

        self.app = self.start(write('first.pcap', captures.sample()),
                              environment={'XDG_CACHE_HOME': str(cache), 'PCAPVIZ_INDEX_AFTER_MS': '0'})
        self.app.wait_for_titles('first.pcap')
        [first] = wait(lambda: list(folder.glob('*.index')), 'an index')
        flip()
        wait(lambda: [path.name for path in folder.iterdir()] == ['off'], 'no index')
        key('Escape')
        self.app.wait_for_titles('first.pcap')
        self.assertEqual(self.app.run(write('second.pcap', captures.without_lookups())).returncode, 0)
        self.app.wait_for_titles('first.pcap', 'second.pcap')
        self.app.wait_for('Top Sources by Bytes', 'image')
        flip()
        wait(lambda: not list(folder.iterdir()), 'indexes to be kept')
        key('Escape')
        self.app.wait_for_titles('first.pcap', 'second.pcap')
        self.assertEqual(self.app.run(write('third.pcap', captures.sample()[:-20])).returncode, 0)
        [third] = wait(lambda: list(folder.glob('*.index')), 'an index of the third')
        self.assertNotEqual(third, first)

    def test_dialogs_open_and_close(self):
        self.open_sample()
        for keys, title in (('ctrl+comma', 'Preferences'), ('ctrl+question', 'Keyboard Shortcuts')):
            key(keys)
            self.app.x_window(title)
            key('Escape')
            self.app.wait_for_titles(TITLE)
        # all that is general comes first, not on a page behind
        key('ctrl+question')
        self.app.wait_for('New window', 'label')
        key('Escape')
        self.app.wait_for_titles(TITLE)
        self.app.open_menu('Main Menu', '_About PcapViz').press()
        self.app.wait_for(re.compile('The PcapViz developers'), 'label')
        key('Escape')
        self.app.wait_for_titles(TITLE)

    def test_details(self):
        data = captures.sample()[:-20]
        self.app = self.start(self.write('cut.pcap', data))
        self.app.wait_for('Cut short', 'label')
        button = self.app.wait_for('Capture Details', 'push button',
                                   lambda node: node.has_action)
        self.app.click(button, 'cut.pcap')
        for text in ('Format', 'pcap', 'Ethernet', '564', re.compile(r'^9 Jul 2016 10:14:02\b')):
            self.app.wait_for(text, 'label')
        self.app.wait_for(re.compile('^Cut short: '), 'label')
        self.app.wait_for(re.compile('cut.pcap$'), 'label', lambda node: '/' in node.name)

    def test_second_window_by_key(self):
        self.open_sample()
        key('ctrl+n')
        self.app.wait_for_titles(TITLE, 'PcapViz')
        key('ctrl+w')
        self.app.wait_for_titles(TITLE)
        key('ctrl+q')
        self.assertEqual(self.app.process.wait(10), 0)

    def test_reopening(self):
        """What is open when the application is quit is there the next time, as it was; not what has gone, and
        not what was closed."""
        self.open_sample()
        self.app.run(self.write('gone.pcap', captures.without_lookups()))
        self.app.wait_for_titles(TITLE, 'gone.pcap')
        xdotool('windowactivate', '--sync', self.app.x_window(TITLE))
        self.app.place(TITLE, 20, 20, 1000, 700)
        key('alt+2')
        self.wait_for_tab('DNS Lookups')
        whole = self.app.wait_for(re.compile('^Bin: '), 'label').name
        key('ctrl+plus')
        self.app.wait_for(re.compile('^Bin: '), 'label', lambda node: node.name != whole)
        self.app.filter('udp')
        self.app.wait_for('Remove the Filter', 'push button')
        wait(lambda: geometry(self.app.x_window(TITLE))[2:] == (1000, 700), 'the window to have its size')
        # which size that is, follows from the width of the chart and so from the font
        size = self.app.wait_for(re.compile('^Bin: '), 'label', lambda node: node.name != whole).name
        key('ctrl+q')
        self.assertEqual(self.app.process.wait(10), 0)
        (self.folder / 'gone.pcap').unlink()

        app = self.start()
        app.wait_for_titles(TITLE)
        app.wait_for(size, 'label')
        self.wait_for_tab('DNS Lookups')
        app.wait_for('Remove the Filter', 'push button')
        self.assertEqual(geometry(app.x_window(TITLE))[2:], (1000, 700))
        key('ctrl+w')
        self.assertEqual(app.process.wait(10), 0)

        self.start().wait_for_titles('PcapViz')

    def test_comparison_fits(self):
        """What is compared with has a name of any length, and choices that go where there is no room."""
        self.open_sample()
        self.app.open_menu('Chart Options', 'Co_mpare With…').press()
        self.app.choose_file('Compare With', self.write(f'{"long-" * 12}name.pcap', captures.sample()))
        self.app.wait_for('Stop Comparing', 'push button')
        self.app.wait_for('By Time', 'push button')
        for width in 760, 820, 900:
            self.app.place(TITLE, 20, 20, width, 700)
            wait(self.contents_fit, f'contents that fit into a window of {width}')
        self.app.place(TITLE, 20, 20, 1240, 700)
        self.app.wait_for('By Time', 'push button')

    def test_ending_with_the_session(self):
        """What ends with the user's session, or with a terminal, remembers as much as what is quit."""
        self.open_sample()
        for sent, tab, width in (signal.SIGTERM, 'DNS Lookups', 1000), (signal.SIGHUP, 'Servers', 900):
            self.app.place(TITLE, 20, 20, width, 700)
            wait(lambda: geometry(self.app.x_window(TITLE))[2:] == (width, 700), 'the window to have its size')
            self.app.press(tab, 'page tab')
            self.wait_for_tab(tab)
            self.app.process.send_signal(sent)
            self.assertEqual(self.app.process.wait(10), -sent)

            self.start().wait_for_titles(TITLE)
            self.wait_for_tab(tab)
            self.assertEqual(geometry(self.app.x_window(TITLE))[2:], (width, 700))


if __name__ == '__main__':
    unittest.main(verbosity=2)
