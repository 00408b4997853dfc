#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: test_budgets.py BUILD-FOLDER RUN-ON-DESKTOP

Measures in a minute what build-aux/bench takes an hour for, and holds it against twice each budget: not to know
how fast PcapViz is, but to see it fall off a cliff. The best of a few rounds counts, so that a machine which does
something else for a moment is no failure. Prints TAP.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROUNDS = 5
# What is timed while another program has the processor is that program's time. So long it is waited for.
PATIENCE_S = 60
QUIET = .7
LOOSE = 2
build = pathlib.Path(sys.argv[1])
run_on_desktop = sys.argv[2]
benchmarks = build / 'tests' / 'bench'
results = []


def read_budgets():
    lines = (pathlib.Path(__file__).parent / 'budgets').read_text(encoding='utf-8').splitlines()
    return {name: float(value) for name, value in (line.split() for line in lines if line and line[0] != '#')}


budgets = read_budgets()


def numbers(text):
    return {name: float(value) for name, value in (line.split() for line in text.splitlines() if ' ' in line)}


def run(program, *arguments):
    return numbers(subprocess.run([benchmarks / program, *arguments], check=True, text=True,
                                  stdout=subprocess.PIPE).stdout)


def best(rounds):
    """The least of each figure."""
    return {name: min(figures[name] for figures in rounds) for name in rounds[0]}


def seconds_of(*command):
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - start


def hold(what, name, value, unit, loose=LOOSE):
    """A line of TAP: `value` must be within the budget of that name, loosely."""
    limit = loose * budgets[name]
    results.append(value <= limit)
    print(f'{"ok" if value <= limit else "not ok"} {len(results)} - {what}: {value:.3g} {unit}, '
          f'at most {limit:g} (the budget is {budgets[name]:g})', flush=True)


def skip(what, why):
    results.append(True)
    print(f'ok {len(results)} - {what} # SKIP {why}', flush=True)


def generate(path, *options):
    subprocess.run([benchmarks / 'generate-capture', *options, path], check=True, stderr=subprocess.DEVNULL)
    return path


def check_opening(folder):
    capture = generate(folder / 'capture.pcap', '--size=256MiB')
    rounds = {program: [] for program in ('floor', 'pcap-loop', 'bench-open')}
    for _ in range(ROUNDS):
        for program, figures in rounds.items():
            figures.append(run(program, capture))
    floor, loop, opened = (best(figures) for figures in rounds.values())
    # bare reads take 20 ms here, and what it takes to begin and end weighs four times as much as in a gigabyte
    hold('open 256 MiB', 'open/bare-reads', opened['seconds'] / floor['seconds'], '× bare reads', loose=3)
    hold('open 256 MiB', 'open/libpcap', opened['seconds'] / loop['seconds'], "× libpcap's loop")
    hold('first part', 'first-part', opened['first_part_seconds'] * 1000, 'ms')
    hold('time between parts', 'part-gap', opened['longest_gap_seconds'] * 1000, 'ms')
    capture.unlink()


def check_compressed(folder):
    capture = generate(folder / 'capture.pcap', '--size=64MiB')
    for program in ('gzip', 'zstd', 'lz4'):
        if shutil.which(program) is None:
            skip(f'open by {program}', 'not installed')
            continue
        compressed = folder / f'capture.{program}'
        with compressed.open('wb') as file:
            subprocess.run([program, '-q', '-c', capture], check=True, stdout=file)
        theirs = []
        ours = []
        for _ in range(ROUNDS):
            theirs.append(seconds_of(program, '-q', '-dc', compressed))
            ours.append(run('bench-open', compressed)['seconds'])
        hold('open 64 MiB compressed', f'open/{program}', min(ours) / min(theirs), f'× {program} -dc')
        compressed.unlink()
    capture.unlink()


def check_asking(folder):
    capture = generate(folder / 'capture.pcap', '--packets=2M', '--snaplen=96')
    asked = best([run('bench-query', '--quick', capture) for _ in range(2)])
    for name in sorted(name for name in asked if name.endswith('_p99_ms')):
        budget = 'every-ranking' if name.startswith('every_') else 'ranking'
        hold(f'rank {name.removesuffix("_p99_ms").replace("_", " ")}', budget, asked[name], 'ms')
    other = generate(folder / 'other.pcap', '--packets=2M', '--snaplen=96', '--seed=2')
    changed = best([run('bench-changes', capture, other) for _ in range(2)])
    for name in sorted(name for name in changed if name.endswith('_p99_ms') and not name.endswith('_match_p99_ms')):
        hold(f'rank changes of {name.removesuffix("_p99_ms").replace("_", " ")}', 'ranking', changed[name], 'ms')
    other.unlink()
    # A frame is so short that any other program makes some of them late.
    drawn = best([run('bench-zoom', capture) for _ in range(2)])
    for name in ('line', 'bars', 'brush'):
        hold(f'draw {name}', 'frame', drawn[f'{name}_p50_ms'], 'ms')
    mapped = best([run('bench-frames', 'map_1x') for _ in range(2)])
    hold('draw a map', 'map-frame', mapped['map_1x_p50_ms'], 'ms')
    hold('rank while a span is dragged', 'ranking', drawn['brush_rank_p99_ms'], 'ms')
    capture.unlink()


def check_windows(folder):
    if not (benchmarks / 'bench-window').exists() or not all(map(shutil.which, ('Xvfb', 'openbox'))):
        skip('start', 'no screen')
        return
    capture = generate(folder / 'capture.pcap', '--size=64MiB')
    program = build / 'src' / 'pcapviz'
    script = '''
        for i in 1 2 3 4; do
          "$1/bench-window" --name=empty "$1/empty-window"
          "$1/bench-window" --name=pcapviz "$2"
          "$1/bench-window" --name=open --chart "$2" "$3"
        done'''
    output = subprocess.run([run_on_desktop, 'bash', '-c', script, 'bash', benchmarks, program, capture],
                            check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            env={**os.environ, 'GSETTINGS_SCHEMA_DIR': str(build / 'data')}).stdout
    figures = {}
    for name, value in (line.split() for line in output.splitlines() if '_seconds ' in line):
        figures[name] = min(float(value), figures.get(name, float('inf')))
    hold('start to an empty window', 'start', figures['pcapviz_window_seconds'] / figures['empty_window_seconds'],
         "× libadwaita's")
    hold('first charts after that', 'first-charts',
         max(0, figures['open_chart_seconds'] - figures['pcapviz_window_seconds']) * 1000, 'ms')


def check_dragging(folder):
    if not (benchmarks / 'bench-drag').exists() or not all(map(shutil.which, ('Xvfb', 'openbox'))):
        skip('drag', 'no screen')
        return
    capture = generate(folder / 'capture.pcap', '--packets=2M', '--snaplen=96')
    script = '''
        "$1/bench-drag" small "$2" 1120 780
        "$1/bench-drag" large "$2" 3840 2160'''
    output = subprocess.run([run_on_desktop, 'bash', '-c', script, 'bash', benchmarks, capture],
                            check=True, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            env={**os.environ, 'GSETTINGS_SCHEMA_DIR': str(build / 'data'),
                                 'PV_TEST_SCREEN': '3840x2160x24'}).stdout
    figures = numbers('\n'.join(line for line in output.splitlines() if '_ms ' in line))
    # the processor's time, which another program does not lengthen
    hold('frame while a span is dragged', 'drag-frame', figures['small_cpu_p50_ms'], 'ms')
    hold('the same on a large screen', 'large-drag-frame', figures['large_cpu_p50_ms'], 'ms')
    capture.unlink()


def idle_share():
    """Of all processors, over a second; 1 where nobody says."""
    def read():
        try:
            fields = [int(field) for field in pathlib.Path('/proc/stat').read_text(encoding='ascii').split()[1:9]]
        except (OSError, ValueError):
            return 1, 1
        return fields[3] + fields[4], sum(fields)

    idle, everything = read()
    time.sleep(1)
    idle_then, everything_then = read()
    return (idle_then - idle) / (everything_then - everything) if everything_then > everything else 1


def wait_for_quiet():
    deadline = time.monotonic() + PATIENCE_S
    while idle_share() < QUIET:
        if time.monotonic() > deadline:
            return False
    return True


def main():
    if not wait_for_quiet():
        print('1..0 # SKIP other programs keep the machine busy')
        return 0
    with tempfile.TemporaryDirectory(prefix='pcapviz-budgets-') as folder:
        for check in (check_opening, check_compressed, check_asking, check_windows, check_dragging):
            check(pathlib.Path(folder))
    print(f'1..{len(results)}')
    return 0 if all(results) else 1


sys.exit(main())
