# SPDX-License-Identifier: GPL-3.0-or-later
"""Captures that grow while they are shown."""
import os
import re
import subprocess
import unittest

import captures
from harness import PROGRAM, TestCase, key, move_pointer, type_text, wait, xdotool


def records(first, count):
    """UDP between two addresses, a packet a second from the start on."""
    return b''.join(captures.record(captures.START + i, captures.ip('10.0.0.1', '192.0.2.7', captures.udp(
        4000, 5000, bytes(100)))) for i in range(first, first + count))


class Pipe:
    """A named pipe that is written to step by step."""

    def __init__(self, path):
        os.mkfifo(path)
        self.path = str(path)
        self._pipe = None

    def write(self, data):
        # waits until somebody reads
        if self._pipe is None:
            self._pipe = open(self.path, 'wb', buffering=0)
        self._pipe.write(data)

    def close(self):
        if self._pipe is not None:
            self._pipe.close()


class PipeTest(TestCase):

    measure = 'packets'

    def start_pipe(self):
        pipe = Pipe(self.folder / 'live.pcap')
        self.addCleanup(pipe.close)
        app = self.start(pipe.path)
        pipe.write(captures.header() + records(0, 10))
        app.wait_for(re.compile('^10 IP packets'), 'label')
        return pipe, app

    def test_packets_appear_as_they_come(self):
        pipe, app = self.start_pipe()
        for n in range(20, 60, 10):
            pipe.write(records(n - 10, 10))
            app.wait_for(re.compile(f'^{n} IP packets'), 'label')
        pipe.close()
        app.wait_until_gone('Loading “live.pcap”', 'label')
        app.wait_for(re.compile('^50 IP packets'), 'label')

    def wait_for_bar(self, pattern):
        return self.app.wait_for('Top Sources by Packets', where=lambda node: re.search(pattern, node.description))

    def test_picks_stay(self):
        pipe, app = self.start_pipe()
        app.place('live.pcap', 0, 0, 1000, 760)
        node = self.wait_for_bar(r'bars?$|\d of \d')
        x, y, width, _ = app.area(node, 'live.pcap')
        move_pointer(x + width / 2, y + 14)
        xdotool('click', 1)
        app.wait_for('Remove 10.0.0.1', 'push button')
        self.wait_for_bar(r'^10\.0\.0\.1: 10 packets, .*picked$')
        pipe.write(records(10, 10))
        self.wait_for_bar(r'^10\.0\.0\.1: 20 packets, .*picked$')

    def test_filter_and_save(self):
        pipe, app = self.start_pipe()
        pipe.write(b''.join(captures.record(captures.START + i, captures.ip('10.0.0.9', '192.0.2.7', captures.udp(
            4000, 53, bytes(20)))) for i in range(5)))
        app.wait_for(re.compile('^15 IP packets'), 'label')
        app.filter('udp port 5000')
        app.wait_for('Remove the Filter', 'push button')
        app.start_filter()
        key('Escape')
        app.wait_until_gone('Capture Filter')
        # what comes is filtered, too
        pipe.write(records(10, 10))
        pipe.close()
        app.wait_until_gone('Loading “live.pcap”', 'label')
        item = app.open_menu('Main Menu', '_Save Selected Packets…')
        wait(lambda: item.sensitive, 'the packets that pass')
        item.press()
        app.x_window('Save Selected Packets')
        target = self.folder / 'saved.pcapng'
        key('ctrl+a')
        type_text(target)
        key('Return')
        app.wait_for('Saved 20 packets', 'label')
        self.assertGreater(target.stat().st_size, 20 * 128)

    def test_writer_that_dies(self):
        pipe, app = self.start_pipe()
        pipe.write(records(10, 5)[:-20])
        pipe.close()
        app.wait_until_gone('Loading “live.pcap”', 'label')
        app.wait_for(re.compile('^14 IP packets'), 'label')

    def test_standard_input(self):
        # an application that runs already has a standard input of its own
        app = self.start(self.write('good.pcap', captures.sample()))
        app.wait_for(re.compile('^560 IP packets'), 'label')
        other = subprocess.Popen([PROGRAM, '-'], env=app.environment, stdin=subprocess.PIPE)
        self.addCleanup(other.kill)
        first, app.process = app.process, other
        other.stdin.write(captures.header() + records(0, 10))
        other.stdin.flush()
        app.wait_for_window()
        app.wait_for(re.compile('^10 IP packets'), 'label')
        other.stdin.write(records(10, 10))
        other.stdin.close()
        app.wait_for(re.compile('^20 IP packets'), 'label')
        app.process = first
        other.terminate()
        wait(lambda: other.poll() is not None, 'the end')


class GrowingFileTest(TestCase):

    def start_file(self):
        path = self.write('grows.pcap', captures.header() + records(0, 10))
        app = self.start(path)
        app.wait_for(re.compile('^10 IP packets'), 'label')
        return path, app

    def append(self, path, data):
        with open(path, 'ab') as file:
            file.write(data)

    def test_packets_appear(self):
        path, app = self.start_file()
        self.append(path, records(10, 10))
        app.wait_for(re.compile('^20 IP packets'), 'label')
        # the end of a record is yet to come
        more = records(20, 10)
        self.append(path, more[:-30])
        app.wait_for(re.compile('^29 IP packets'), 'label')
        self.assertIsNone(app.find(re.compile('in the middle'), 'label'))
        self.append(path, more[-30:])
        app.wait_for(re.compile('^30 IP packets'), 'label')

    def test_rewritten(self):
        path, app = self.start_file()
        self.write('grows.pcap', captures.header() + records(50, 5))
        app.wait_for(re.compile('has changed on disk'), 'label')
        app.wait_for(re.compile('^10 IP packets'), 'label')
        app.press('Reload', 'push button')
        app.wait_for(re.compile('^5 IP packets'), 'label')

    def test_replaced(self):
        path, app = self.start_file()
        other = self.write('other.pcap', captures.header() + records(100, 30))
        os.rename(other, path)
        app.wait_for(re.compile('has changed on disk'), 'label')
        app.wait_for(re.compile('^10 IP packets'), 'label')


if __name__ == '__main__':
    unittest.main(verbosity=2)
