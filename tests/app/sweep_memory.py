#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the program without a display under many limits of memory: it ends in order, whichever is the last.

    PV_PROGRAM=build/src/pcapviz tests/app/sweep_memory.py [--pictures] [RUNS] [CAPTURE…]

In the tests it makes a few runs; by hand, 2,000 by default. An exit status of 0, of 1 with a message, or of 127,
where not even the libraries fit, is in order; a signal is not. With --pictures it draws as well, for which Pango
starts threads of its own: one that GLib refuses memory to may still be ended by a signal, now and then."""
import collections
import concurrent.futures
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

import captures

PROGRAM = os.environ.get('PV_PROGRAM', 'pcapviz')
MEBIBYTE = 2 ** 20
# Where the search for it begins.
LOWEST = 8 * MEBIBYTE
STEP = 4096


def many():
    """Many addresses, names and TCP connections: what grows with a capture."""
    records = []
    for i in range(20000):
        source = f'10.{i >> 16}.{i >> 8 & 255}.{i & 255}'
        records.append(captures.record(captures.START + i / 1000,
                                       captures.lookup(source, '10.255.0.53', f'host-{i}.example.org')))
    return captures.header() + b''.join(records)


def limited(arguments, limit, folder):
    """The signal that ends the program, or None; and what it says."""
    def set_limit():
        if limit:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    environment = {name: value for name, value in os.environ.items() if name not in ('DISPLAY', 'WAYLAND_DISPLAY')}
    environment.update(LC_ALL='C.UTF-8', TZ='UTC')
    try:
        result = subprocess.run([PROGRAM, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                                capture_output=True, timeout=120, check=False, preexec_fn=set_limit)
    except subprocess.TimeoutExpired:
        return 'hang', ''
    text = result.stderr.decode('utf-8', 'replace').strip()
    if result.returncode in (0, 127) or result.returncode == 1 and text:
        return None, text
    return str(result.returncode), text


def find_lowest(folder):
    """From where on the program and its libraries come as far as main(). Below, the system's loader and what
    libraries do before it end the program as they like; nothing of a capture was read then."""
    low, high = LOWEST, 2 ** 40
    while high - low > 16 * STEP:
        middle = (low + high) // 2
        if all(limited(['--version'], middle, folder) == (None, '') for _ in range(3)):
            high = middle
        else:
            low = middle
    return high


def find_enough(arguments, lowest, folder):
    """As much as changes nothing any more, doubled from @lowest on."""
    limit = lowest
    while limit < 2 ** 40:
        crash, text = limited(arguments, limit, folder)
        if crash is None and not text:
            return limit
        limit *= 2
    return limit


def main():
    arguments = sys.argv[1:]
    with_pictures = '--pictures' in arguments
    if with_pictures:
        arguments.remove('--pictures')
    runs = int(arguments[0]) if arguments else 2000
    with tempfile.TemporaryDirectory(prefix='pcapviz-memory-') as name:
        folder = pathlib.Path(name)
        files = [pathlib.Path(file).resolve() for file in arguments[1:]]
        if not files:
            captures.write(folder / 'many.pcap', many())
            captures.write(folder / 'sample.pcap', captures.sample())
            files = [folder / 'many.pcap', folder / 'sample.pcap']
        modes = [mode for file in files for mode in (
            ['--report', str(file)],
            ['--export=bars.csv', '--chart=sources', str(file)],
            ['--export=line.png' if with_pictures else '--export=line.json', '--chart=traffic', str(file)],
            ['--save=saved.pcapng', '--filter=udp', str(file)])]

        lowest = find_lowest(folder)
        jobs = []
        each = max(runs // len(modes), 1)
        for mode in modes:
            enough = find_enough(mode, lowest, folder)
            for i in range(each):
                jobs.append((mode, (lowest + (enough - lowest) * (i + 1) // (each + 1)) // STEP * STEP))

        failed = collections.Counter()
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = pool.map(lambda job: limited(*job, folder), jobs)
            for (mode, limit), (crash, text) in zip(jobs, results):
                if crash is not None:
                    failed[crash, mode[0], text.splitlines()[-1] if text else ''] += 1
                    print(f'{crash}: ulimit -v {limit // 1024}; {" ".join(mode)}: {text}', file=sys.stderr)
        left = [path.name for path in folder.iterdir() if path.name.startswith('.')]
        if left:
            print(f'left behind: {left}', file=sys.stderr)
        for (crash, mode, text), n in failed.most_common():
            print(f'{n} × {crash} {mode} {text}')
        print(f'{len(jobs)} runs, {sum(failed.values())} crashes')
        return 1 if failed or left else 0


if __name__ == '__main__':
    sys.exit(main())
