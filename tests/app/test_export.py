# SPDX-License-Identifier: GPL-3.0-or-later
"""Export of the chart in view, through the real dialogs."""
import csv
import ipaddress
import os
import pathlib
import re
import signal
import time
import unittest

import captures
from harness import (Picture, TestCase, clipboard_picture_size, geometry, is_accent, key, move_pointer, type_text, wait,
                     xdotool)


class ExportTest(TestCase):

    def open_dialog(self):
        key('ctrl+shift+e')
        self.app.x_window('Export Chart')
        self.app.wait_for('Export…', 'push button')

    def pixels(self):
        """The size in pixels that the dialog promises."""
        label = self.app.wait_for(re.compile(r'^\d+ × \d+ pixels$'), 'label')
        return tuple(map(int, re.findall(r'\d+', label.name)))

    def choose(self, drop_down, entry):
        self.app.choose(drop_down, entry, 'Export Chart')

    def save_as(self, path):
        self.app.press('Export…', 'push button')
        wait(lambda: self.app.x_titles().count('Export Chart') == 2, 'the file chooser')
        self.type_name(path)

    def type_name(self, path):
        key('ctrl+a')
        type_text(path)
        key('Return')

    def test_bars(self):
        self.open_sample('network.pcap')
        self.open_dialog()
        width, height = self.pixels()
        self.assertEqual(width, 2400)
        target = self.folder / 'bars.png'
        self.save_as(target)
        self.app.wait_for('Exported “bars.png”', 'label')
        self.app.wait_for_titles('network.pcap')

        picture = Picture.load(target)
        self.assertEqual((picture.width, picture.height), (width, height))
        self.assertEqual(picture.pixel(2, 2)[:3], (255, 255, 255))
        lengths = sorted({picture.count(is_accent, (0, y, width, 1)) for y in range(0, height, 4)})
        # bars of four lengths, the longest of which takes much of the width
        self.assertGreater(lengths[-1], width / 2)
        self.assertGreaterEqual(len([length for length in lengths if length > 100]), 4)

    def test_suggested_name(self):
        self.open_sample('network.pcap')
        self.open_dialog()
        wait(lambda: self.app.has_focus('Export…'), 'the focus')
        key('Return')
        wait(lambda: self.app.x_titles().count('Export Chart') == 2, 'the file chooser')
        key('Return')
        self.app.wait_for('Exported “network-top-sources.png”', 'label')
        # there is no folder for pictures
        target = pathlib.Path.home() / 'network-top-sources.png'
        self.addCleanup(target.unlink)
        self.assertTrue(target.is_file())

    def test_chart_of_present_tab_comes_first(self):
        self.open_sample()
        key('alt+2')
        self.app.wait_for('DNS Lookups', 'image')
        self.open_dialog()
        box = self.app.wait_for('Chart', 'combo box')
        self.assertIn('DNS Lookups', [node.name for _, node in box.walk()])

    def test_line_with_options(self):
        self.open_sample()
        self.open_dialog()
        self.choose('Chart', 'Bytes over Time')
        self.app.wait_for('Height', 'spin button')
        self.choose('Scale', '4×')
        self.choose('Background', 'Dark')
        wait(lambda: self.pixels() == (4800, 2000), 'the size of the line chart at 4×')
        target = self.folder / 'line & <b>.png'
        self.save_as(target)
        self.app.wait_for('Exported “line & <b>.png”', 'label')

        picture = Picture.load(target)
        self.assertEqual((picture.width, picture.height), (4800, 2000))
        self.assertLess(max(picture.pixel(2, 2)[:3]), 64)

    def test_numbers_of_a_selection(self):
        """All rows of the CSV, under a filter: what the command line counts."""
        self.open_sample()
        self.app.filter('src host 10.0.0.9 or udp port 53')
        self.app.wait_for('Remove the Filter', 'push button')
        self.open_dialog()
        self.choose('Format', 'CSV Table')
        self.app.wait_for(re.compile('^address,packets'), 'label')
        target = self.folder / 'sources.csv'
        self.save_as(target)
        self.app.wait_for('Exported “sources.csv”', 'label')
        with open(target, newline='', encoding='utf-8') as file:
            rows = list(csv.DictReader(file))
        self.assertEqual([(row['address'], row['packets'], row['capture_packets']) for row in rows],
                         [('10.0.0.9', '50', '50'), ('10.0.0.1', '70', '300')])

    def test_save_selected_packets(self):
        """As many as the bars say, which opens at once in a window of its own."""
        self.open_sample()
        self.assertFalse(self.app.open_menu('Main Menu', '_Save Selected Packets…').sensitive)
        key('Escape')
        self.app.filter('src host 10.0.0.9 or udp port 53')
        self.app.wait_for('Remove the Filter', 'push button')
        self.app.start_filter()
        key('Escape')
        self.app.wait_until_gone('Capture Filter')
        key('Home')
        self.app.wait_for('Top Sources by Bytes', where=lambda node: '10.0.0.9: 71.4 kB' in node.description)
        key('Down')
        self.app.wait_for('Top Sources by Bytes', where=lambda node: re.search('10.0.0.1: .* of ', node.description))
        key('Return')
        self.app.wait_for('Remove 10.0.0.1', 'push button')
        self.app.open_menu('Main Menu', '_Save Selected Packets…').press()
        self.app.x_window('Save Selected Packets')
        target = self.folder / 'some.pcapng'
        self.type_name(target)
        # of 120, those of the address that was picked
        self.app.wait_for('Saved 70 packets', 'label')
        # the button of the message at the bottom rather than that of the header bar
        self.app.wait_for('Open', 'push button', lambda node: node.extents[1] > 200).press()
        self.app.wait_for_titles('sample.pcap', 'some.pcapng')
        self.app.wait_for(re.compile('^70 IP packets'), 'label')
        self.assertEqual(sorted(path.name for path in self.folder.glob('*.p*')), ['sample.pcap', 'some.pcapng'])

    def test_save_with_other_addresses_and_names(self):
        """What that leaves is said before; none of the addresses and names is in the file."""
        self.open_sample()
        self.app.filter('host 192.0.2.53')
        self.app.wait_for('Remove the Filter', 'push button')
        self.app.start_filter()
        key('Escape')
        self.app.wait_until_gone('Capture Filter')
        self.app.open_menu('Main Menu', '_Save Selected Packets…').press()
        dialog = self.app.x_window('Save Selected Packets')
        choice = self.app.wait_for('Replace Addresses and Names', 'check box')
        left, top, _, height = choice.extents
        x, y, _, _ = geometry(dialog)
        move_pointer(x + left + 10, y + top + height / 2)
        xdotool('click', 1)
        wait(lambda: choice.checked, 'the choice')
        # back to the name
        key('alt+n')
        target = self.folder / 'other.pcapng'
        self.type_name(target)
        self.app.wait_for(re.compile('^Times, lengths, ports'), 'label')
        self.assertFalse(target.exists())
        self.app.press('Save', 'push button')
        self.app.wait_for('Saved 70 packets', 'label')
        data = target.read_bytes()
        for secret in (ipaddress.ip_address('10.0.0.1').packed, ipaddress.ip_address('192.0.2.53').packed,
                       b'example', b'mail', b'host'):
            self.assertIn(secret, (self.folder / 'sample.pcap').read_bytes())
            self.assertNotIn(secret, data)

    def test_copy_and_print(self):
        """The chart with the focus; the bars at first."""
        self.open_sample()
        key('ctrl+c')
        self.app.wait_for('Chart copied', 'label')
        width, height = clipboard_picture_size()
        self.assertEqual(width, 2400)
        self.app.wait_for('Bytes over Time', where=lambda node: 'highest' in node.description)
        self.app.click(self.app.wait_for('Bytes over Time', 'image'), 'sample.pcap')
        key('ctrl+c')
        wait(lambda: clipboard_picture_size() == (2400, 1000), f'another picture than {width} × {height}')
        key('ctrl+p')
        self.app.x_window('Print')
        key('Escape')
        self.app.wait_for_titles('sample.pcap')

    def test_transparent(self):
        self.open_sample()
        self.open_dialog()
        self.choose('Background', 'Transparent')
        target = self.folder / 'clear.png'
        self.save_as(target)
        self.app.wait_for('Exported “clear.png”', 'label')
        self.assertEqual(Picture.load(target).pixel(2, 2)[3], 0)

    def test_failure_is_told(self):
        self.open_sample()
        self.open_dialog()
        self.app.press('Export…', 'push button')
        wait(lambda: self.app.x_titles().count('Export Chart') == 2, 'the file chooser')
        self.type_name('/proc/no-such-place.png')
        self.app.wait_for('Could Not Export the Chart', 'label')

    def test_preview_is_what_the_file_has(self):
        """Also its columns, for which clients are counted."""
        self.open_sample()
        key('alt+2')
        self.app.wait_for('DNS Lookups', 'image')
        self.open_dialog()
        self.choose('Format', 'CSV Table')
        preview = self.app.wait_for(re.compile('^name,'), 'label').name
        target = self.folder / 'names.csv'
        self.save_as(target)
        self.app.wait_for('Exported “names.csv”', 'label')
        self.assertEqual(preview.splitlines(), target.read_text('utf-8').splitlines())
        self.assertIn('clients', preview)

    def test_graph_of_the_map_alone(self):
        """A format that only one chart can become is offered for that chart alone, and goes with it."""
        self.open_sample()
        key('alt+4')
        self.app.wait_for('Map', 'push button').press()
        self.app.wait_for('Map of Conversations', 'image')
        key('alt+1')
        self.app.wait_for('Top Sources by Bytes', 'image')
        self.open_dialog()
        box = self.app.wait_for('Format', 'combo box')
        self.app.click(box, 'Export Chart')
        wait(lambda: 'PNG Image' in box.rows, 'the formats')
        self.assertNotIn('GraphML Graph', box.rows)
        key('Escape')
        wait(lambda: not box.rows, 'the formats to go')
        self.choose('Chart', 'Map of Conversations')
        self.choose('Format', 'GraphML Graph')
        self.app.wait_until_gone('Width', 'spin button')
        self.choose('Chart', 'Bytes over Time')
        self.app.wait_for('Width', 'spin button')
        self.pixels()
        self.choose('Chart', 'Map of Conversations')
        self.choose('Format', 'GraphML Graph')
        target = self.folder / 'map.graphml'
        self.save_as(target)
        self.app.wait_for('Exported “map.graphml”', 'label')
        self.assertIn('<edge ', target.read_text('utf-8'))

    def hold_export(self):
        """Begins an export that waits, because nobody reads the pipe it goes to."""
        fifo = self.folder / 'fifo.csv'
        os.mkfifo(fifo)
        self.open_dialog()
        self.choose('Format', 'CSV Table')
        self.app.press('Export…', 'push button')
        wait(lambda: self.app.x_titles().count('Export Chart') == 2, 'the file chooser')
        self.type_name(fifo)
        self.app.press('Replace', 'push button')
        wait(lambda: self.app.x_titles().count('Export Chart') == 1, 'the file chooser to go')
        return fifo

    def test_failure_after_closing(self):
        """Who closes the dialog meanwhile is told by the window."""
        self.open_sample()
        fifo = self.hold_export()
        time.sleep(0.3)
        key('Escape')
        self.app.wait_for_titles('sample.pcap')
        fifo.unlink()
        self.app.wait_for('Could Not Export the Chart', 'label')

    def test_quit_while_exporting(self):
        """It ends, though it waits, and leaves nothing but what was there."""
        self.open_sample()
        self.hold_export()
        time.sleep(0.3)
        key('Escape')
        self.app.wait_for_titles('sample.pcap')
        key('ctrl+q')
        self.assertEqual(self.app.process.wait(10), 0)
        self.assertEqual(list(self.folder.glob('.pcapviz-*')), [])

    def begin_to_save(self):
        """Saves so much that it goes on for a while; stops the program once the file is begun."""
        record = captures.record(captures.START, captures.lookup('10.0.0.1', '10.0.0.53', 'name.example.org'))
        self.start(self.write('large.pcap', captures.header() + record * 1200000))
        self.app.wait_for(re.compile('1,200,000 IP packets'), 'label')
        self.app.filter('udp port 53')
        self.app.wait_for('Remove the Filter', 'push button')
        self.app.open_menu('Main Menu', '_Save Selected Packets…').press()
        self.app.x_window('Save Selected Packets')
        self.type_name(self.folder / 'saved.pcapng')
        descriptors = pathlib.Path(f'/proc/{self.app.process.pid}/fd')
        folder = str(self.folder.resolve())

        def is_begun():
            for descriptor in descriptors.iterdir():
                try:
                    target = os.readlink(descriptor)
                except FileNotFoundError:
                    continue
                if target.startswith((f'{folder}/.pcapviz-', f'{folder}/#')):
                    # a busy machine may be done with it before it is told anything
                    self.app.process.send_signal(signal.SIGSTOP)
                    return True
            return False
        wait(is_begun, 'the file to be begun')

    def assert_nothing_saved(self):
        self.assertEqual(sorted(path.name for path in self.folder.iterdir() if path.is_file()), ['large.pcap'])

    def test_terminated_while_saving(self):
        self.begin_to_save()
        self.app.process.terminate()
        self.app.process.send_signal(signal.SIGCONT)
        self.assertEqual(self.app.process.wait(10), -signal.SIGTERM)
        self.assert_nothing_saved()

    def test_closed_while_saving(self):
        self.begin_to_save()
        key('ctrl+w')
        self.app.process.send_signal(signal.SIGCONT)
        self.assertEqual(self.app.process.wait(10), 0)
        self.assert_nothing_saved()

    def test_cancel(self):
        self.open_sample()
        self.open_dialog()
        key('Escape')
        self.app.wait_for_titles('sample.pcap')

    def test_nothing_to_export(self):
        app = self.start(self.write('empty.pcap', captures.without_packets()))
        app.wait_for('No packets', 'label')
        key('ctrl+shift+e')
        app.wait_for('There is no chart to export', 'label')


if __name__ == '__main__':
    unittest.main(verbosity=2)
