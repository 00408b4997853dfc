# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: run-on-desktop --portals flatpak.py ID CAPTURE FOLDER

Uses the installed Flatpak ID as people do, in its sandbox: a CAPTURE that the document portal hands in is
opened in a window and exported through the portal's file chooser, and without a window. Pictures and
charts go to FOLDER.
"""
import json
import os
import pathlib
import subprocess
import sys
import time

from harness import Picture, is_accent, key, take_picture, title_of, type_text, wait, xdotool

ID, CAPTURE, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])


def command(*arguments, run_options=()):
    return ['flatpak', 'run', '--user', *run_options, '--file-forwarding', ID, *arguments, '@@', str(CAPTURE), '@@']


def check(condition, what):
    if not condition:
        sys.exit(f'flatpak.py: {what}: no')
    print(f'{what}: yes')


def check_sandbox():
    """The capture is seen, and nothing else of this machine; where applications are installed, folders on the way."""
    script = 'find /root /home /media /mnt /var/tmp -mindepth 1 ! -type d 2>/dev/null; grep -c : /proc/net/dev; wc -c <"$0"'
    seen = subprocess.run(['flatpak', 'run', '--user', '--file-forwarding', '--command=sh', ID, '-c', script,
                           '@@', str(CAPTURE), '@@'], check=True, text=True, stdout=subprocess.PIPE).stdout.split()
    check(seen == ['1', str(CAPTURE.stat().st_size)], 'sees the capture, no other file, no network but loopback')


def check_report():
    report = json.loads(subprocess.run(command('--report'), check=True, stdout=subprocess.PIPE).stdout)
    check(report['packets'] > 0 and report['sources'] and report['lookups'], 'reports without a window')


def check_export():
    charts = pathlib.Path.home() / '.var' / 'app' / ID / 'data' / 'charts'
    charts.mkdir(parents=True)
    subprocess.run(command(f'--export={charts}'), check=True)
    names = sorted(path.name for path in charts.iterdir())
    check(len(names) >= 3, f'exports without a window: {", ".join(names)}')


def titles():
    listed = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.'], check=False, text=True,
                            stdout=subprocess.PIPE).stdout
    return [title_of(window) for window in listed.split()]


def accented(picture):
    """Rows of the picture in which bars or the line are."""
    return sum(picture.count(is_accent, (0, y, picture.width, 1)) > 0 for y in range(0, picture.height, 4))


def check_window():
    """By its pictures: accessibility ends at the sandbox where tests run as root."""
    app = subprocess.Popen(command(), env=dict(os.environ, GTK_A11Y='none', G_DEBUG='fatal-criticals'))
    wait(lambda: CAPTURE.name in titles(), 'the window')
    wait(lambda: accented(take_picture(FOLDER / 'window.png')) > 50, 'the charts')
    check(True, 'opens what the document portal hands in')

    key('ctrl+shift+e')
    wait(lambda: 'Export Chart' in titles(), 'the dialog')
    key('alt+e')
    n = len(titles())
    wait(lambda: len(titles()) > n, 'the file chooser of the portal')
    time.sleep(1)
    take_picture(FOLDER / 'chooser.png')
    target = FOLDER / 'exported.png'
    target.unlink(missing_ok=True)
    key('ctrl+a')
    type_text(str(target))
    key('Return')
    wait(lambda: target.exists() and target.stat().st_size, 'the exported chart')
    picture = Picture.load(target)
    check(accented(picture) > 20, f'exports through the portal: {picture.width} × {picture.height} pixels')
    check(app.poll() is None, 'runs on without a critical message')
    xdotool('search', '--name', f'^{CAPTURE.name}$', 'windowclose')


check_sandbox()
check_report()
check_window()
check_export()
