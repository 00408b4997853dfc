# SPDX-License-Identifier: GPL-3.0-or-later
"""Ways to open a capture, and what happens when one cannot be opened."""
import os
import re
import subprocess
import sys
import threading
import unittest

import captures
from harness import TestCase, geometry, key, move_pointer, take_picture, wait, xdotool

SAMPLE_SUMMARY = re.compile('^560 IP packets · 145 kB · 59.* s · 9 Jul 2016$')
PART_SUMMARY = re.compile(r'^\d{1,2},\d{3} IP packets · ')


class StalledPipe:
    """A named pipe that gives the beginning of a capture and then nothing more, until it is let go."""

    def __init__(self, path, data):
        os.mkfifo(path)
        self.path = str(path)
        self._data = data
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._feed, daemon=True)
        self._thread.start()

    def _feed(self):
        with open(self.path, 'wb') as pipe:
            try:
                pipe.write(self._data)
                pipe.flush()
                self._done.wait()
            except BrokenPipeError:
                pass

    def let_go(self):
        self._done.set()


def drag(first_x, last_x, steps=24):
    for step in range(1, steps + 1):
        x = first_x + (last_x - first_x) * step / steps
        move_pointer(x, 180 + x / 4)


class OpenTest(TestCase):

    def stalled_pipe(self, name='slow.pcap', data=None):
        # more than is read at once, so that a part of it shows
        pipe = StalledPipe(self.folder / name, data or captures.without_lookups(40000))
        self.addCleanup(pipe.let_go)
        return pipe

    def wait_for_hint(self, x):
        # a hand is never still: newer GTKs ask what they can drop where while the pointer moves
        def is_shown():
            drag(x - 3, x, 3)
            return self.app.find('Drop to Open', 'label')
        wait(is_shown, 'the hint')

    def choose_file(self, path):
        self.app.choose_file('Open Captures', path)

    def test_empty_window_invites(self):
        app = self.start()
        app.wait_for('Open a Packet Capture', 'label')
        app.wait_for('Open', 'push button')
        self.assertIsNone(app.find('Top IPs', 'page tab'))
        app.wait_for_titles('PcapViz')

    def test_command_line(self):
        app = self.start(self.write('first.pcap', captures.sample()))
        app.wait_for(SAMPLE_SUMMARY, 'label')
        app.wait_for('Top IPs', 'page tab')
        app.wait_for_titles('first.pcap')

    def test_several_files_get_a_window_each(self):
        app = self.start('--separate', self.write('one.pcap', captures.sample()),
                         self.write('two.pcap', captures.without_lookups()))
        app.wait_for_titles('one.pcap', 'two.pcap')

    def test_several_files_are_one_capture(self):
        """In whatever order, in one window, which tells what is wrong with one of them."""
        first, second = captures.split(captures.sample())
        app = self.start(self.write('two.pcap', second), self.write('one.pcap', first),
                         self.write('text.pcap', b'no capture, but a text that is long enough'))
        app.wait_for(SAMPLE_SUMMARY, 'label')
        app.wait_for_titles('two.pcap and 2 more')
        app.wait_for(re.compile('^1 file not read'), 'label')
        # shown already: no second window
        self.assertEqual(app.run('--separate', str(self.folder / 'one.pcap')).returncode, 0)
        app.wait_for_titles('two.pcap and 2 more', 'one.pcap')

    def test_folder_is_one_capture(self):
        ring = self.folder / 'ring'
        ring.mkdir()
        for name, part in zip(('b', 'a'), captures.split(captures.sample())):
            captures.write(ring / name, part)
        captures.write(ring / 'notes.pcap', b'no capture, but a text that is long enough')
        app = self.start(str(ring))
        app.wait_for(SAMPLE_SUMMARY, 'label')
        app.wait_for_titles('ring')

    def test_second_call_opens_second_window(self):
        app = self.start(self.write('one.pcap', captures.sample()))
        app.wait_for(SAMPLE_SUMMARY, 'label')
        two = self.write('two.pcap', captures.without_lookups())
        self.assertEqual(app.run(two).returncode, 0)
        app.wait_for_titles('one.pcap', 'two.pcap')
        # shown already: no third window, but it is read again
        captures.write(two, captures.without_lookups(33))
        self.assertEqual(app.run(two).returncode, 0)
        app.wait_for(re.compile('^33 IP packets'), 'label')
        app.wait_for_titles('one.pcap', 'two.pcap')

    def test_second_call_takes_empty_window(self):
        app = self.start()
        app.wait_for('Open a Packet Capture', 'label')
        self.assertEqual(app.run(self.write('one.pcap', captures.sample())).returncode, 0)
        app.wait_for(SAMPLE_SUMMARY, 'label')
        app.wait_for_titles('one.pcap')

    def test_file_chooser(self):
        app = self.start()
        path = self.write('chosen.pcap', captures.sample())
        app.wait_for('Open a Packet Capture', 'label')
        key('ctrl+o')
        self.choose_file(path)
        app.wait_for(SAMPLE_SUMMARY, 'label')
        app.wait_for_titles('chosen.pcap')
        # and from a window that shows one, it is replaced
        key('ctrl+o')
        self.choose_file(self.write('next.pcap', captures.without_lookups()))
        app.wait_for(re.compile('^20 IP packets'), 'label')
        app.wait_for_titles('next.pcap')

    def test_file_chooser_by_button(self):
        app = self.start()
        app.press('Open', 'push button')
        app.x_window('Open Captures')
        key('Escape')
        app.wait_for_titles('PcapViz')

    def start_dragging(self):
        """A window to drag a capture from, on the left, and the button down in it. Returns: where the pointer is."""
        path = self.write('dragged.pcap', captures.sample())
        source = subprocess.Popen([sys.executable, os.path.join(os.path.dirname(__file__), 'drag-source.py'),
                                   path])
        self.addCleanup(source.wait)
        self.addCleanup(source.kill)
        window = wait(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', 'Drag Source'],
                                             text=True, stdout=subprocess.PIPE, check=False).stdout.split(),
                      'the window to drag from')[0]
        xdotool('windowmove', window, 10, 100)
        wait(lambda: geometry(window)[0] < 60, 'it to move')
        left, top, width, height = geometry(window)

        move_pointer(left + width / 2, top + height / 2)
        xdotool('mousedown', 1)
        self.addCleanup(xdotool, 'mouseup', 1)
        return left + width / 2

    def test_drop_on_a_loaded_window(self):
        """What is there does not show through what says where to drop."""
        app = self.open_sample()
        app.place('sample.pcap', 300, 100, 900, 700)
        wait(lambda: self.count_dark('sample.pcap') > 1000, 'the charts')
        drag(self.start_dragging(), 700)
        self.wait_for_hint(700)
        wait(lambda: self.count_dark('sample.pcap') == 0, 'nothing of the charts')
        xdotool('mouseup', 1)
        app.wait_for_titles('dragged.pcap')

    def count_dark(self, title):
        """How many pixels are as dark as text in the lower part of the window, below what the hint says."""
        x, y, width, height = self.app.area(self.app.find(title, 'frame'), title)
        return take_picture().count(lambda r, g, b: r + g + b < 450,
                                    (x + 30, y + height * .65, width - 60, height * .3))

    def test_drag_from_another_window(self):
        app = self.start()
        app.wait_for('Open a Packet Capture', 'label')
        app.place('PcapViz', 300, 100, 900, 700)
        start = self.start_dragging()
        drag(start, 700)
        self.wait_for_hint(700)
        # leaving takes the hint away again
        drag(700, start)
        app.wait_until_gone('Drop to Open', 'label')
        drag(start, 700)
        self.wait_for_hint(700)
        xdotool('mouseup', 1)
        app.wait_for(SAMPLE_SUMMARY, 'label')
        app.wait_until_gone('Drop to Open', 'label')
        app.wait_for_titles('dragged.pcap')

    def test_recent_files(self):
        app = self.start(self.write('yesterday.pcap', captures.sample()))
        app.wait_for(SAMPLE_SUMMARY, 'label')
        key('ctrl+n')
        app.wait_for_titles('PcapViz', 'yesterday.pcap')
        empty = next(window for window in app.windows if window.name == 'PcapViz')
        next(node for _, node in empty.walk()
             if node.name == 'Recent Captures' and node.role == 'push button' and
             node.has_action and node.showing and not list(
                 child for child in node.children if child.role == 'push button')).press()
        app.wait_for('yesterday.pcap', 'list item')
        key('Down')
        key('Return')
        wait(lambda: app.x_titles() == ['yesterday.pcap'] * 2, 'the recent file in the empty window')

    def test_recent_files_together(self):
        """Several files that were one capture are found again as such."""
        one = self.write('monday.pcap', captures.sample())
        app = self.start(one, self.write('tuesday.pcap', captures.sample()))
        app.wait_for_titles('monday.pcap and 1 more')
        key('ctrl+n')
        app.wait_for_titles('PcapViz', 'monday.pcap and 1 more')
        empty = next(window for window in app.windows if window.name == 'PcapViz')
        next(node for _, node in empty.walk()
             if node.name == 'Recent Captures' and node.role == 'push button' and
             node.has_action and node.showing and not list(
                 child for child in node.children if child.role == 'push button')).press()
        app.wait_for('monday.pcap and 1 more', 'list item')
        key('Down')
        key('Return')
        wait(lambda: app.x_titles() == ['monday.pcap and 1 more'] * 2, 'the recent files in the empty window')

    def test_not_a_capture(self):
        app = self.start(self.write('good.pcap', captures.sample()))
        app.wait_for(SAMPLE_SUMMARY, 'label')
        key('ctrl+o')
        self.choose_file(self.write('bad.pcap', b'neither pcap nor pcapng, but text'))
        app.wait_for(re.compile('^Could not open .*bad.pcap”: .*not a packet capture'), 'label')
        # the last good one stays
        app.wait_for(SAMPLE_SUMMARY, 'label')
        app.wait_for_titles('good.pcap')
        app.press('Close Message', 'push button')
        app.wait_until_gone(re.compile('Could not open'), 'label')

    def test_missing_file(self):
        app = self.start(self.folder / 'missing.pcap')
        app.wait_for(re.compile('missing.pcap”: No such file'), 'label')
        app.wait_for('Open a Packet Capture', 'label')

    def test_message_goes_with_the_next_capture(self):
        app = self.start(self.folder / 'missing.pcap')
        app.wait_for(re.compile('missing.pcap”: No such file'), 'label')
        self.assertEqual(app.run(self.write('good.pcap', captures.sample())).returncode, 0)
        app.wait_for(SAMPLE_SUMMARY, 'label')
        app.wait_until_gone(re.compile('Could not open'), 'label')

    def test_cut_short(self):
        app = self.start(self.write('cut.pcap', captures.sample()[:-20]))
        app.wait_for(re.compile('^559 IP packets'), 'label')
        app.wait_for('Cut short', 'label')

    def test_loading_shows_parts_and_cancels(self):
        app = self.start(self.stalled_pipe().path)
        app.wait_for(PART_SUMMARY, 'label')
        app.wait_for('Loading “slow.pcap”', 'label')
        app.wait_for('Loading “slow.pcap”', 'progress bar')
        app.press('Stop', 'push button')
        app.wait_until_gone('Loading “slow.pcap”', 'label')
        # what came through a pipe is a capture as it is
        app.wait_for(PART_SUMMARY, 'label')
        app.wait_for_titles('slow.pcap')

    def test_cancel_keeps_what_came_through_a_pipe(self):
        app = self.start(self.write('good.pcap', captures.sample()))
        app.wait_for(SAMPLE_SUMMARY, 'label')
        key('ctrl+o')
        self.choose_file(self.stalled_pipe().path)
        app.wait_for(PART_SUMMARY, 'label')
        app.press('Stop', 'push button')
        app.wait_until_gone('Loading “slow.pcap”', 'label')
        # nobody can ask for it again, but for the last capture
        app.wait_for(PART_SUMMARY, 'label')
        app.wait_for_titles('slow.pcap')

    def test_opening_cancels_what_is_loading(self):
        app = self.start(self.stalled_pipe().path)
        app.wait_for('Loading “slow.pcap”', 'label')
        key('ctrl+o')
        self.choose_file(self.write('good.pcap', captures.sample()))
        app.wait_for(SAMPLE_SUMMARY, 'label')
        app.wait_until_gone('Loading “slow.pcap”', 'label')
        app.wait_for_titles('good.pcap')

    def test_slow_file_completes(self):
        pipe = self.stalled_pipe(data=captures.sample())
        app = self.start(pipe.path)
        app.wait_for('Loading “slow.pcap”', 'label')
        pipe.let_go()
        app.wait_until_gone('Loading “slow.pcap”', 'label')
        app.wait_for(SAMPLE_SUMMARY, 'label')

    def test_closing_while_loading(self):
        app = self.start(self.stalled_pipe().path)
        app.wait_for('Loading “slow.pcap”', 'label')
        key('ctrl+w')
        self.assertEqual(app.process.wait(10), 0)

    def test_quitting_while_loading(self):
        app = self.start('--separate', self.stalled_pipe().path, self.stalled_pipe('other.pcap').path)
        app.wait_for('Loading “slow.pcap”', 'label')
        app.wait_for('Loading “other.pcap”', 'label')
        key('ctrl+q')
        self.assertEqual(app.process.wait(10), 0)

    def test_reload(self):
        app = self.start(self.write('grows.pcap', captures.without_lookups(10)))
        app.wait_for(re.compile('^10 IP packets'), 'label')
        self.write('grows.pcap', captures.without_lookups(12))
        key('ctrl+r')
        app.wait_for(re.compile('^12 IP packets'), 'label')


if __name__ == '__main__':
    unittest.main(verbosity=2)
