# SPDX-License-Identifier: GPL-3.0-or-later
"""Captures that grow while they are shown."""
import os
import re
import shutil
import subprocess
import unittest

import captures
from harness import PROGRAM, TestCase, key, move_pointer, type_text, wait, wait_a_little, xdotool


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

    def test_held_still(self):
        path, app = self.start_file()
        key('ctrl+shift+f')
        item = app.open_menu('Main Menu', 'Follow _Growth')
        wait(lambda: not item.checked, 'it to be held still')
        key('Escape')
        self.append(path, records(10, 10))
        self.assertFalse(wait_a_little(lambda: app.find(re.compile('^20 IP packets'), 'label')))
        app.wait_for(re.compile('^10 IP packets'), 'label')
        key('ctrl+shift+f')
        app.wait_for(re.compile('^20 IP packets'), 'label')

    def start_indexed(self, path):
        cache = self.folder / 'cache'
        return self.start(path, environment={'XDG_CACHE_HOME': str(cache), 'PCAPVIZ_INDEX_AFTER_MS': '0'})

    def test_from_index(self):
        """What was opened by its index grows as any other."""
        path = self.write('grows.pcap', captures.header() + records(0, 10))
        os.utime(path, (1500000000, 1500000000))
        app = self.start_indexed(path)
        app.wait_for(re.compile('^10 IP packets'), 'label')
        wait(lambda: list((self.folder / 'cache' / 'pcapviz' / 'indexes').glob('*.index')), 'an index')
        key('ctrl+q')
        self.assertEqual(app.process.wait(10), 0)

        app = self.start_indexed(path)
        app.wait_for(re.compile('^10 IP packets'), 'label')
        self.append(path, records(10, 10))
        app.wait_for(re.compile('^20 IP packets'), 'label')
        self.assertIsNone(app.find(re.compile('has changed on disk'), 'label'))
        key('ctrl+q')
        self.assertEqual(app.process.wait(10), 0)
        # and while nobody looked
        self.append(path, records(20, 10))
        app = self.start_indexed(path)
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


class ReopeningTest(TestCase):

    measure = 'packets'

    def test_folder_and_picks(self):
        folder = self.folder / 'ring'
        folder.mkdir()
        (folder / 'a.pcap').write_bytes(captures.header() + records(0, 10))
        (folder / 'b.pcap').write_bytes(captures.header() + records(10, 10))
        app = self.start(folder)
        app.wait_for(re.compile('^20 IP packets'), 'label')
        app.place('ring', 0, 0, 1000, 760)
        node = app.wait_for('Top Sources by Packets', where=lambda node: 'bar' in node.description)
        x, y, width, _ = app.area(node, 'ring')
        move_pointer(x + width / 2, y + 14)
        xdotool('click', 1)
        app.wait_for('Remove 10.0.0.1', 'push button')
        key('ctrl+q')
        self.assertEqual(app.process.wait(10), 0)
        app = self.start()
        app.wait_for('Remove 10.0.0.1', 'push button')
        app.wait_for(re.compile('^20 IP packets'), 'label')


    def test_some_have_gone(self):
        files = [self.write(f'{name}.pcap', captures.header() + records(i * 10, 10)) for i, name in enumerate('abc')]
        app = self.start(*files)
        app.wait_for(re.compile('^30 IP packets'), 'label')
        key('ctrl+q')
        self.assertEqual(app.process.wait(10), 0)
        os.unlink(files[0])
        app = self.start()
        app.wait_for(re.compile('^20 IP packets'), 'label')
        app.wait_for('1 file not read', 'label')


class RingTest(TestCase):

    def test_folder(self):
        folder = self.folder / 'ring'
        folder.mkdir()
        (folder / 'a.pcap').write_bytes(captures.header() + records(0, 10))
        app = self.start(folder)
        app.wait_for(re.compile('^10 IP packets'), 'label')
        # one that joins, and grows
        (folder / 'b.pcap').write_bytes(captures.header() + records(10, 10))
        app.wait_for(re.compile('^20 IP packets'), 'label')
        with open(folder / 'b.pcap', 'ab') as file:
            file.write(records(20, 10))
        app.wait_for(re.compile('^30 IP packets'), 'label')
        # one that goes stays shown
        (folder / 'a.pcap').unlink()
        (folder / 'c.pcap').write_bytes(captures.header() + records(30, 5))
        app.wait_for(re.compile('^35 IP packets'), 'label')


def run(*command, **options):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


class CaptureTest(TestCase):
    """Capturing, by programs that are made up."""

    def start_with_tool(self, may_capture=True, capture='cat "$0.pcap"; exec sleep 600'):
        tools = self.folder / 'tools'
        tools.mkdir()
        (tools / 'dumpcap.pcap').write_bytes(captures.header() + records(0, 7))
        for name in ('dumpcap', 'tcpdump'):
            (tools / name).write_text(f"""#!/bin/sh
case "$*" in
  -D) echo '1. made0 (Made up)'; echo '2. any'; echo '3. nflog';;
  *-L) exit {0 if may_capture else 1};;
  *) echo $$ > "$0.pid"; {capture};;
esac
""")
            os.chmod(tools / name, 0o755)
        self.pid_file = tools / 'dumpcap.pid'
        return self.start(environment={'PATH': f'{tools}:{os.environ["PATH"]}'})

    def is_running(self):
        return os.path.exists(f'/proc/{self.pid_file.read_text().strip()}')

    def capture(self, app):
        app.open_menu('Main Menu', 'Cap_ture…').press()
        wait(lambda: app.find(re.compile('^made0'), 'list item'), 'interfaces')
        self.assertIsNone(app.find(re.compile('nflog'), 'list item'))
        key('Return')

    def test_stopped(self):
        app = self.start_with_tool()
        self.capture(app)
        app.wait_for(re.compile('^7 IP packets'), 'label')
        self.assertTrue(self.is_running())
        app.wait_for('Capturing on “made0”', 'label')
        app.press('Stop', 'push button')
        wait(lambda: not self.is_running(), 'the end')
        app.wait_until_gone('Capturing on “made0”', 'label')
        app.wait_for(re.compile('^7 IP packets'), 'label')

    def test_closed(self):
        app = self.start_with_tool()
        self.capture(app)
        app.wait_for(re.compile('^7 IP packets'), 'label')
        key('ctrl+w')
        wait(lambda: not self.is_running(), 'the end')

    def test_fails(self):
        app = self.start_with_tool(capture='echo "made0: it went away" >&2; exit 2')
        self.capture(app)
        app.wait_for('made0: it went away', 'label')

    def test_not_allowed(self):
        app = self.start_with_tool(may_capture=False)
        app.open_menu('Main Menu', 'Cap_ture…').press()
        app.wait_for('sudo tcpdump -i any -U -w - | pcapviz -', 'label')


class SoakTest(TestCase):
    """Twelve hours in some seconds; tests/bench/live.py does it for longer."""

    # at most 28 bytes a packet, and what a window may take for its pictures and caches
    BYTES = 28
    SLACK = 64 << 20

    def resident(self, app):
        with open(f'/proc/{app.process.pid}/status', encoding='ascii') as status:
            return next(int(line.split()[1]) for line in status if line.startswith('VmRSS')) * 1024

    def test_memory_is_that_of_the_model(self):
        pipe = Pipe(self.folder / 'live.pcap')
        self.addCleanup(pipe.close)
        app = self.start(pipe.path)
        frames = [captures.ip(f'10.0.0.{i}', f'192.0.2.{i % 9 + 1}', captures.udp(4000 + i, 443, bytes(40)))
                  for i in range(1, 200)]
        steps, count = 60, 10000
        pipe.write(captures.header())
        for step in range(steps):
            # a clock that runs 720 times as fast
            start = captures.START + step * 720
            pipe.write(b''.join(captures.record(start + i * 720 // count, frames[i % len(frames)])
                                for i in range(count)))
            if step == 9:
                app.wait_for(re.compile(f'^{(step + 1) * count:,} IP packets'), 'label')
                before = self.resident(app)
        app.wait_for(re.compile(f'^{steps * count:,} IP packets'), 'label')
        if app.is_sanitized():
            self.skipTest('memory was not compared')
        self.assertLess(self.resident(app) - before, self.BYTES * (steps - 10) * count + self.SLACK)


class NetworkTest(TestCase):
    """Real rings: in a network namespace of their own, on a dummy interface."""

    def setUp(self):
        super().setUp()
        self.space = f'pv-{os.getpid()}'
        try:
            run('ip', 'netns', 'add', self.space)
        except (OSError, subprocess.CalledProcessError):
            self.skipTest('no network namespace can be made here')
        self.addCleanup(run, 'ip', 'netns', 'delete', self.space)
        if not (self.make_interface('type', 'dummy') or self.make_interface('type', 'veth', 'peer', 'name', 'pv1')):
            self.skipTest('no interface that leads nowhere can be made here')
        self.inside('ip', 'address', 'add', '10.9.0.1/24', 'dev', 'pv0')
        self.inside('ip', 'link', 'set', 'pv0', 'up')
        self.inside('ip', 'neigh', 'replace', '10.9.0.77', 'lladdr', '02:00:00:00:00:77', 'dev', 'pv0')
        self.ring = self.folder / 'ring'
        self.ring.mkdir()
        os.chmod(self.ring, 0o777)

    def make_interface(self, *kind):
        try:
            self.inside('ip', 'link', 'add', 'pv0', *kind)
            if 'peer' in kind:
                self.inside('ip', 'link', 'set', kind[-1], 'up')
        except subprocess.CalledProcessError:
            return False
        return True

    def inside(self, *command):
        return run('ip', 'netns', 'exec', self.space, *command)

    def capture(self, *command):
        if not shutil.which(command[0]):
            self.skipTest(f'there is no {command[0]}')
        process = subprocess.Popen(['ip', 'netns', 'exec', self.space, *command], stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        self.addCleanup(process.wait)
        self.addCleanup(process.terminate)
        return process

    def send(self, count):
        """So many packets of 1042 bytes, to nobody, no faster than whoever captures them on a busy machine can be."""
        self.inside('python3', '-c', f"""
import socket, time
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for i in range({count}):
    sock.sendto(bytes(1000), ('10.9.0.77', 5000))
    if i % 50 == 49:
        time.sleep(0.01)
""")

    def files(self):
        return sorted(self.ring.iterdir())

    def packets(self):
        """How many are in files by now."""
        return sum(len(subprocess.run(['tcpdump', '-n', '-r', file], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                      check=False).stdout.splitlines()) for file in self.files())

    def wait_for_udp(self, app, count):
        app.wait_for(re.compile(f'^{count:,} IP packets'), 'label')

    def test_tcpdump(self):
        self.capture('tcpdump', '-i', 'pv0', '-U', '-n', '-w', self.ring / 'ring.pcap', '-C', '1', '-Z', 'root',
                     'udp', 'port', '5000')
        wait(self.files, 'a file')
        self.send(100)
        wait(lambda: self.packets() == 100, 'packets')
        # just the one file: the others will be its ring
        app = self.start(self.files()[0])
        self.wait_for_udp(app, 100)
        self.send(100)
        self.wait_for_udp(app, 200)
        self.send(2200)
        wait(lambda: len(self.files()) >= 3 and self.packets() == 2400, 'a ring of all packets')
        self.wait_for_udp(app, 2400)

    def test_dumpcap(self):
        self.capture('dumpcap', '-q', '-i', 'pv0', '-w', self.ring / 'ring.pcapng', '-b', 'filesize:500', '-b',
                     'files:3', '-f', 'udp port 5000')
        wait(self.files, 'a file')
        self.send(100)
        wait(lambda: self.packets() == 100, 'packets')
        app = self.start(self.ring)
        # step by step: what is deleted before it was read is lost
        for count in range(500, 2900, 400):
            self.wait_for_udp(app, count - 400)
            self.send(400)
        self.wait_for_udp(app, 2500)
        self.assertLessEqual(len(self.files()), 4)


if __name__ == '__main__':
    unittest.main(verbosity=2)
