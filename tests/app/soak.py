# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: run-on-desktop soak.py [MINUTES [SEED]]

Opens, zooms, brushes, filters, resizes, exports and closes at random for MINUTES (10 unless given), and fails where
PcapViz ends, warns critically, stops to answer or grows. A run can be had again by its SEED, which is printed, as far
as timing lets it."""
import os
import pathlib
import random
import statistics
import subprocess
import sys
import tempfile
import time

import captures
from harness import Application, geometry, key, move_pointer, picture_of_failure, type_text, wait, wait_a_little, \
    xdotool

# What a process may grow by from the middle third of the run to the last, beside a tenth.
SLACK_MIB = 24
MAX_WINDOWS = 3
FILTERS = 'udp port 53', 'host 10.0.0.2', 'ip6', 'not arp', 'nonsense (', 'greater 500', ''


class Soak:

    def __init__(self, folder, seed):
        self.random = random.Random(seed)
        self.folder = folder
        sample = captures.sample()
        self.files = [captures.write(folder / name, data) for name, data in (
            ('sample.pcap', sample), ('multicast.pcap', captures.multicast_sample()),
            ('plain.pcap', captures.without_lookups()), ('week.pcap', captures.of_a_week()),
            ('empty.pcap', captures.without_packets()), ('cut.pcap', sample[:-7]), ('text.pcap', b'no capture ' * 9))]
        self.counts = {}
        self.memories = []  # MiB, of the process that runs now
        self.start()

    def start(self):
        self.memories.clear()
        self.app = Application(self.files[0], environment={'XDG_CONFIG_HOME': os.environ['XDG_CONFIG_HOME']})
        self.app.wait_for_window()

    def window(self):
        windows = [window for window in self.app.x_windows() if geometry(window)[2] > 1]
        return self.random.choice(windows) if windows else None

    def point(self):
        """Somewhere in a window, below its header bar."""
        x, y, width, height = geometry(self.window())
        return (max(0, x + self.random.randrange(width)),
                max(0, y + self.random.randrange(min(100, height - 1), height)))

    def open(self):
        self.app.run(self.random.choice(self.files))

    def close(self):
        if len(self.app.x_windows()) > 2:  # one may be a dialog
            key('ctrl+w')

    def reload(self):
        key(*['F5'] * self.random.randint(1, 4))

    def tab(self):
        key(f'alt+{self.random.randint(1, 3)}')

    def zoom(self):
        key(*(self.random.choice(('ctrl+plus', 'ctrl+minus', 'ctrl+0')) for _ in range(4)))

    def wheel(self):
        move_pointer(*self.point())
        xdotool('click', '--repeat', 4, '--delay', 5, self.random.choice((4, 5)))

    def brush(self):
        move_pointer(*self.point())
        xdotool('mousedown', 1)
        for _ in range(4):
            move_pointer(*self.point())
        xdotool('mouseup', 1)

    def click(self):
        move_pointer(*self.point())
        xdotool('click', 1)

    def filter(self):
        key('ctrl+f')
        key('ctrl+a')
        type_text(self.random.choice(FILTERS))
        key('Return')

    def step(self):
        key(self.random.choice(('ctrl+z', 'ctrl+shift+z')))

    def resize(self):
        xdotool('windowsize', self.window(), self.random.randint(360, 1200), self.random.randint(300, 900))

    def export(self):
        """The dialog, with its pictures of charts."""
        key('ctrl+shift+e')
        key('Escape')

    def escape(self):
        key('Escape', 'Escape')

    def act(self):
        name = self.random.choice(('open', 'close', 'reload', 'tab', 'zoom', 'wheel', 'brush', 'click', 'filter',
                                   'step', 'resize', 'export', 'escape'))
        self.counts[name] = self.counts.get(name, 0) + 1
        try:
            getattr(self, name)()
        except (subprocess.CalledProcessError, TypeError):
            pass  # a window that went while it was looked at
        self.go_on(name)

    def go_on(self, name):
        """Where its last window was closed, it has ended as it should, and is started anew."""
        status = self.app.process.poll()
        if status is None and not self.app.x_windows():
            status = self.app.process.wait(30)
        if status is None:
            return
        if status != 0:
            raise AssertionError(f'PcapViz ended with status {status} after {name}')
        self.counts['end'] = self.counts.get('end', 0) + 1
        self.start()

    def settle(self):
        """Few windows, so that memory can be compared."""
        key('Escape', 'Escape')
        while len(self.app.x_windows()) > MAX_WINDOWS:
            wait(self.closes_one, 'a window to close')
        self.go_on('closing')
        # it answers
        wait(lambda: self.app.find(role='frame'), 'PcapViz to answer')

    def closes_one(self):
        n = len(self.app.x_windows())
        # popovers and dialogs first
        key('Escape', 'ctrl+w')
        return wait_a_little(lambda: len(self.app.x_windows()) < n)

    def memory(self):
        """What only this process holds, in MiB."""
        rollup = pathlib.Path(f'/proc/{self.app.process.pid}/smaps_rollup').read_text('utf-8')
        return sum(int(line.split()[1]) for line in rollup.splitlines() if line.startswith('Private_')) / 1024

    def run(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for _ in range(12):
                self.act()
            self.settle()
            self.memories.append(self.memory())

        memory = self.memories
        print('  '.join(f'{name} {count}' for name, count in sorted(self.counts.items())))
        print('MiB:', ' '.join(f'{value:.0f}' for value in memory))
        third = len(memory) // 3
        if third < 2 or self.app.is_sanitized():
            print('memory was not compared')
            return
        before = statistics.median(memory[third:-third])
        after = statistics.median(memory[-third:])
        print(f'memory: {before:.0f} MiB in the middle, {after:.0f} MiB in the end')
        if after > before * 1.1 + SLACK_MIB:
            raise AssertionError(f'memory grew from {before:.0f} to {after:.0f} MiB')


def main():
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else 10
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10 ** 9)
    print(f'seed {seed}', flush=True)
    with tempfile.TemporaryDirectory(prefix='pcapviz-soak-') as folder:
        soak = Soak(pathlib.Path(folder), seed)
        try:
            with picture_of_failure('soak'):
                soak.run(minutes * 60)
        finally:
            soak.app.stop()


main()
