#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What it costs the window to show packets as they come: a writer of so many packets a second into a pipe.

    tests/app/run-on-desktop python3 tests/bench/live.py PCAPVIZ [SECONDS [PACKETS_A_SECOND [FILTER [LAPSE]]]]

Prints the share of one core that PcapViz takes, at the beginning and at the end, and how far behind the window's number
of packets is. With a filter, which is to let all pass, a bar is picked as well; an empty one is
none. Where a second stands for LAPSE, as in 1200 36000 '' 36 for twelve hours in twenty minutes, it fails where memory
grows by more than the model does."""
import os
import re
import struct
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..', 'app'))
os.environ.setdefault('PV_PROGRAM', sys.argv[1])
import captures  # noqa: E402
from harness import Application, move_pointer, xdotool  # noqa: E402

STEP = 0.01
N_PAIRS = 2000
N_SAMPLES = 8
# What the model takes for a packet, and what a window may take for its pictures and caches.
BYTES = 28
SLACK = 64e6


def make_frames():
    return [captures.ip(f'10.0.{i // 250}.{i % 250 + 1}', f'192.0.2.{i % 200 + 1}',
                        captures.udp(20000 + i, 443, bytes(32))) for i in range(N_PAIRS)]


def write_live(pipe, seconds, rate, lapse, state):
    frames = make_frames()
    heads = [struct.pack('<II', len(frame), len(frame)) + frame for frame in frames]
    per_step = int(rate * STEP)
    start = time.monotonic()
    pipe.write(captures.header())
    for step in range(int(seconds / STEP)):
        at = start + step * STEP
        time.sleep(max(0, at - time.monotonic()))
        # all of a step have one time, so that making them takes little
        stamp = struct.pack('<II', captures.START + int(step * STEP * lapse), int(step * STEP * lapse % 1 * 1e6))
        first = step * per_step
        pipe.write(b''.join(stamp + heads[i % N_PAIRS] for i in range(first, first + per_step)))
        pipe.flush()
        state['sent'] = first + per_step
    state['done'] = True


def cpu_seconds(pid):
    with open(f'/proc/{pid}/stat', encoding='ascii') as stat:
        fields = stat.read().rsplit(')', 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf('SC_CLK_TCK')


def resident(pid):
    with open(f'/proc/{pid}/status', encoding='ascii') as status:
        return next(int(line.split()[1]) for line in status if line.startswith('VmRSS')) * 1024


def shown(app):
    node = app.find(re.compile('IP packets'), 'label')
    return int(re.sub(r'[^0-9]', '', node.name.split(' IP')[0])) if node else 0


def narrow(app, expression):
    app.filter(expression)
    app.wait_for('Remove the Filter', 'push button')
    chart = app.wait_for(re.compile('^Top Sources by'), where=lambda node: 'bar' in node.description)
    x, y, width, _ = app.area(chart, 'live.pcap')
    move_pointer(x + width / 2, y + 14)
    xdotool('click', 1)
    app.wait_for(re.compile('^Remove 10'), 'push button')


def measure(pid, seconds):
    before, began = cpu_seconds(pid), time.monotonic()
    time.sleep(seconds)
    return (cpu_seconds(pid) - before) / (time.monotonic() - began)


def main():
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 20
    rate = int(sys.argv[3]) if len(sys.argv) > 3 else 100000
    expression = sys.argv[4] if len(sys.argv) > 4 else ''
    lapse = float(sys.argv[5]) if len(sys.argv) > 5 else 1
    state = {'sent': 0, 'done': False}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'live.pcap')
        os.mkfifo(path)
        app = Application(path, environment={'XDG_CONFIG_HOME': folder, 'XDG_STATE_HOME': folder})
        app.wait_for_window()
        with open(path, 'wb', buffering=1 << 16) as pipe:
            thread = threading.Thread(target=write_live, args=(pipe, seconds, rate, lapse, state))
            thread.start()
            time.sleep(3)
            if expression:
                narrow(app, expression)
            pid = app.process.pid
            first = measure(pid, 3)
            memory, sent_before = resident(pid), state['sent']
            share = measure(pid, max(1, seconds - 20))
            last = measure(pid, 3)
            lags = []
            for _ in range(N_SAMPLES):
                sent = state['sent']
                lags.append((sent - shown(app)) / rate)
                time.sleep(0.3)
            growth = resident(pid) - memory
            model = BYTES * (state['sent'] - sent_before)
            thread.join()
        print(f'{rate} packets a second: {share * 100:.0f} % of a core, {first * 100:.0f} % at first, '
              f'{last * 100:.0f} % in the end, '
              f'{sorted(lags)[len(lags) // 2] * 1000:.0f} ms behind in the median, {max(lags) * 1000:.0f} ms at most')
        print(f'grown by {growth / 1e6:.0f} MB, of which {model / 1e6:.0f} MB are the model')
        app.process.terminate()
        app.process.wait()
    if growth > model + SLACK:
        sys.exit('it grows by more than the model')


if __name__ == '__main__':
    main()
