# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives PcapViz on a real window: starts it, looks through its accessibility tree and at its
pixels, presses keys and moves the pointer. Waits for conditions, never for a fixed time."""
import contextlib
import functools
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

import gi
gi.require_version('GdkPixbuf', '2.0')
from gi.repository import GdkPixbuf, GLib  # noqa: E402

from accessibility import Atspi, Bus, is_named  # noqa: E402
import captures  # noqa: E402

TIMEOUT = float(os.environ.get('PV_TEST_TIMEOUT', '30'))
POLL = 0.05
PROGRAM = os.environ.get('PV_PROGRAM', 'pcapviz')
# For the gsettings program: the schema of the program that was built.
SETTINGS_ENVIRONMENT = {'GSETTINGS_SCHEMA_DIR': str(pathlib.Path(PROGRAM).absolute().parents[1] / 'data')}
# Where pictures of failures go.
LOG_FOLDER = pathlib.Path(os.environ.get('PV_TEST_LOGS', tempfile.gettempdir()))


def wait(condition, what, timeout=TIMEOUT):
    """Polls until `condition()` is true and returns its value."""
    deadline = time.monotonic() + timeout
    while True:
        asked = time.monotonic()
        value = condition()
        if value:
            return value
        now = time.monotonic()
        if now > deadline:
            raise AssertionError(f'waited {timeout:g} s in vain for {what}')
        # who must answer must not be kept from what is waited for
        time.sleep(max(POLL, now - asked))


def wait_a_little(condition):
    """What comes of the condition within 3 s, or None: for what may have to be done again."""
    try:
        return wait(condition, 'an answer', 3)
    except AssertionError:
        return None


def xdotool(*arguments):
    return subprocess.run(['xdotool', *map(str, arguments)], check=True, text=True,
                          stdout=subprocess.PIPE).stdout


def key(*names):
    xdotool('key', '--clearmodifiers', *names)


def type_text(text):
    xdotool('type', '--clearmodifiers', '--delay', 5, text)


def move_pointer(x, y):
    xdotool('mousemove', int(x), int(y))


def geometry(x_window):
    values = dict(line.split('=') for line in
                  xdotool('getwindowgeometry', '--shell', x_window).split())
    return tuple(int(values[name]) for name in ('X', 'Y', 'WIDTH', 'HEIGHT'))


def title_of(x_window):
    """Its title; empty where it has gone in the meantime."""
    return subprocess.run(['xdotool', 'getwindowname', str(x_window)], text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout.strip()


CLIPBOARD_READER = '''
import sys
import gi
gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, GLib, Gtk
Gtk.init()
loop = GLib.MainLoop()
def done(clipboard, result):
    try:
        if sys.argv[1] == 'text':
            print(clipboard.read_text_finish(result) or '', end='')
        else:
            texture = clipboard.read_texture_finish(result)
            print(texture.get_width(), texture.get_height())
    except GLib.Error:
        pass
    loop.quit()
clipboard = Gdk.Display.get_default().get_clipboard()
(clipboard.read_text_async if sys.argv[1] == 'text' else clipboard.read_texture_async)(None, done)
loop.run()
'''


def read_clipboard(what):
    return subprocess.run([sys.executable, '-c', CLIPBOARD_READER, what], check=True, text=True, timeout=TIMEOUT,
                          stdout=subprocess.PIPE).stdout


def clipboard_text():
    """The text on the clipboard; empty where there is none."""
    return read_clipboard('text')


def clipboard_picture_size():
    """Width and height in pixels of the picture on the clipboard; empty where there is none."""
    return tuple(map(int, read_clipboard('picture').split()))


class Picture:
    """What is on the screen, or in an image file."""

    def __init__(self, pixbuf):
        self.width = pixbuf.get_width()
        self.height = pixbuf.get_height()
        self._stride = pixbuf.get_rowstride()
        self._channels = pixbuf.get_n_channels()
        self._pixels = pixbuf.get_pixels()

    @classmethod
    def load(cls, path):
        return cls(GdkPixbuf.Pixbuf.new_from_file(str(path)))

    def pixel(self, x, y):
        start = int(y) * self._stride + int(x) * self._channels
        return tuple(self._pixels[start:start + self._channels])

    def count(self, matches, area=None):
        """How many pixels of (x, y, width, height) `matches(r, g, b)`."""
        left, top, width, height = area or (0, 0, self.width, self.height)
        return sum(1 for y in range(int(top), int(top + height)) for x in range(int(left), int(left + width))
                   if matches(*self.pixel(x, y)[:3]))

    def _row(self, left, y, width):
        start = int(y) * self._stride + int(left) * self._channels
        return self._pixels[start:start + int(width) * self._channels]

    def differs(self, other, area=None):
        """How many pixels of the area are others."""
        left, top, width, height = map(int, area or (0, 0, self.width, self.height))
        return sum(sum(1 for x in range(left, left + width)
                       if self.pixel(x, y)[:3] != other.pixel(x, y)[:3])
                   for y in range(top, top + height)
                   if self._row(left, y, width) != other._row(left, y, width))


def take_picture(path=None):
    """The whole screen."""
    keep = path is not None
    if path is None:
        handle, path = tempfile.mkstemp(suffix='.png')
        os.close(handle)
    subprocess.run(['import', '-silent', '-window', 'root', str(path)], check=True)
    picture = Picture.load(path)
    if not keep:
        os.unlink(path)
    return picture


def is_accent(r, g, b):
    """Whether it is a blue of the accent's hue, solid or pale."""
    return b > r + 40 and b > g + 20


class Application:
    """A running PcapViz."""

    def __init__(self, *arguments, environment=None):
        self.environment = dict(os.environ, G_DEBUG='fatal-criticals', **(environment or {}))
        self.process = subprocess.Popen([PROGRAM, *map(str, arguments)], env=self.environment)
        self.bus = None
        # where wait_for() found what, because a walk through the tree takes a hundred times as long
        self._found = {}
        self._pressed = {}

    def _find_bus(self):
        if self.process.poll() is not None:
            raise AssertionError(f'PcapViz ended with status {self.process.returncode}')
        return Bus.find(self.process.pid)

    def wait_for_window(self):
        self.bus = wait(self._find_bus, 'PcapViz on the accessibility bus')
        wait(lambda: self.windows and self.x_windows(), 'a window')
        return self

    def run(self, *arguments):
        """A second call of the program while the first runs."""
        return subprocess.run([PROGRAM, *map(str, arguments)], env=self.environment, timeout=TIMEOUT,
                              check=False)

    @property
    def windows(self):
        """Main windows, dialogs and popovers, the newest last."""
        return self.bus.root.children

    def nodes(self):
        """All objects, as they are now."""
        for window in self.bus.look():
            for _, node in window.walk():
                yield node

    def find(self, name=None, role=None, where=lambda node: True, showing=True):
        """The first object whose name (a string or a pattern) and role are those, or None."""
        try:
            for node in self.nodes():
                if self._fits(node, name, role, where, showing):
                    return node.live
        except GLib.Error:
            # the tree changed while it was looked at
            pass
        return None

    @staticmethod
    def _fits(node, name, role, where, showing):
        # the role first: of most nodes it is all that has to be asked for
        return ((role is None or node.role == role) and (name is None or is_named(node, name)) and
                (not showing or node.showing) and where(node))

    def _find_again(self, name, role, where, showing):
        """What find() found last time, where it still is in the tree and still fits."""
        node = self._found.get((name, role))
        try:
            if node and self._fits(node, name, role, where, showing) and node.is_in_tree:
                return node
        except GLib.Error:
            # it has gone
            pass
        return None

    def _find_sooner(self, name, role, where, showing):
        node = self._find_again(name, role, where, showing) or self.find(name, role, where, showing)
        self._found[name, role] = node
        return node

    def wait_for(self, name=None, role=None, where=lambda node: True, showing=True):
        try:
            return wait(lambda: self._find_sooner(name, role, where, showing),
                        f'{role or "object"} “{name}”')
        except AssertionError:
            self.show_tree()
            raise

    def wait_until_gone(self, name=None, role=None):
        wait(lambda: self.find(name, role) is None, f'{role or "object"} “{name}” to go')

    def press(self, name, role=None):
        wait(lambda: self.wait_for(name, role).sensitive, f'“{name}” to be sensitive')
        # a button that was activated is deaf for a quarter of a second
        wait(lambda: time.monotonic() > self._pressed.get(name, 0) + 0.3, 'the button to rise')
        self.wait_for(name, role).press()
        self._pressed[name] = time.monotonic()

    def find_menu_item(self, label):
        """The entry with that label, underscore before its mnemonic included, of the menu that is open."""
        try:
            items = [node for node in self.nodes() if node.role == 'menu item' and node.showing]
            for node in items:
                if is_named(node, label.replace('_', '')):
                    return node.live
            # GTKs from 4.18 on give entries no names; all that is left of those are the mnemonics
            items = [node for node in items if not node.name]
            if '_' in label:
                mnemonic = 'alt+' + label[label.find('_') + 1].lower()
                items = [node for node in items if node.shortcuts.endswith(mnemonic)]
            elif len(items) > 1:
                return None
            return items[0].live if items else None
        except GLib.Error:
            # the tree changed while it was looked at
            return None

    def wait_for_menu_item(self, label):
        return wait(lambda: self.find_menu_item(label), f'the menu’s entry {label}')

    def open_menu(self, button, label):
        """Opens a menu by its button and waits for an entry, see find_menu_item()."""
        # a window that has just got the focus back closes its popovers
        def opens():
            self.press(button, 'push button')
            return wait_a_little(lambda: self.find_menu_item(label))
        return wait(opens, f'{label} in the menu of {button}')

    def right_click(self, x, y, label):
        """Opens the menu of what is there on the screen and returns its entry, see find_menu_item()."""
        move_pointer(x, y)

        # a window that has just got the focus closes its popovers, and the last menu may be on its way out
        def opens():
            xdotool('click', 3)
            return wait_a_little(lambda: self.find_menu_item(label))
        return wait(opens, f'{label} in the menu at {x:g}, {y:g}')

    def _enter_path(self, path):
        """Enters a path into the entry of a file chooser; whether there was one."""
        key('ctrl+l')
        if not wait_a_little(self._find_focused_entry):
            return False
        # it hides the entry when it has loaded the folder that it begins with, and tells nobody when that is
        time.sleep(0.7)
        entry = self._find_focused_entry()
        if not entry:
            return False
        # typed fast, what newer GTKs complete comes amid what is typed later
        entry.set_text(str(path))
        key('Return')
        return True

    def choose_file(self, title, path):
        """Enters a path into the file chooser for opening files that is on its way."""
        self.x_window(title)

        def is_taken():
            return self._enter_path(path) and wait_a_little(lambda: title not in self.x_titles())
        wait(is_taken, f'{path} to be taken')

    def choose_files(self, title, folder):
        """Chooses all files of a folder in such a file chooser."""
        self.x_window(title)

        # older GTKs tell of no rows; in newer ones they come late, and the first one is selected then
        def count_selected():
            return sum(node.role == 'table row' and node.showing and node.has_state(Atspi.StateType.SELECTED)
                       for window in self.bus.look() if window.name == title for _, node in window.walk())

        def is_taken():
            if not (self._enter_path(f'{folder}/') and wait_a_little(lambda: not self._find_focused_entry())):
                return None
            tells = wait_a_little(count_selected)
            key('ctrl+a')
            if tells and not wait_a_little(lambda: count_selected() == len(os.listdir(folder))):
                return None
            # Return would take the file alone on which it is pressed
            key('alt+o')
            return wait_a_little(lambda: title not in self.x_titles())
        wait(is_taken, 'all files to be taken')

    def _find_focused_entry(self):
        return self.find(role='text', where=lambda node: node.has_state(Atspi.StateType.FOCUSED))

    def has_focus(self, name):
        """Whether the object of that name, or a part of it, has the keyboard's focus."""
        node = self.find(name)
        return node and any(part.has_state(Atspi.StateType.FOCUSED) for _, part in node.walk())

    def start_filter(self):
        """Moves the focus into the entry for a capture filter."""
        # a menu that is on its way out takes keys
        def starts():
            key('ctrl+f')
            return wait_a_little(lambda: self.has_focus('Capture Filter'))
        wait(starts, 'the focus in the entry for a filter')

    def filter(self, text):
        self.start_filter()
        type_text(text)
        key('Return')

    def show_tree(self):
        for window in self.windows:
            for depth, node in window.walk():
                print(f'{"  " * depth}{node} [{node.states}] {node.extents}')

    def is_sanitized(self):
        """Sanitizers keep what was freed: memory says nothing then."""
        return 'san.so' in pathlib.Path(f'/proc/{self.process.pid}/maps').read_text('utf-8')

    def x_windows(self):
        """Identifiers of the windows that the window manager knows: no popovers, no tooltips."""
        listed = subprocess.run(['xprop', '-root', '_NET_CLIENT_LIST'], text=True,
                                stdout=subprocess.PIPE, check=True).stdout
        return [int(number, 16) for number in re.findall('0x[0-9a-f]+', listed)
                if self._owns(int(number, 16))]

    def _owns(self, x_window):
        answer = subprocess.run(['xprop', '-id', str(x_window), '_NET_WM_PID'], text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
        return answer.strip().endswith(f' {self.process.pid}')

    def x_titles(self):
        return sorted(filter(None, map(title_of, self.x_windows())))

    def wait_for_titles(self, *titles):
        try:
            wait(lambda: self.x_titles() == sorted(titles), f'windows titled {titles}')
        except AssertionError as error:
            raise AssertionError(f'{error}; there are {self.x_titles()}') from None

    def x_window(self, title):
        return wait(lambda: next((window for window in self.x_windows()
                                  if title_of(window) == title), None),
                    f'a window titled “{title}”')

    def place(self, title, x, y, width, height):
        """Moves and sizes a window, its border included."""
        window = self.x_window(title)
        xdotool('windowsize', window, width, height)
        xdotool('windowmove', window, x, y)
        wait(lambda: geometry(window) == (x, y, width, height),
             f'the window at {x}, {y}, {width} × {height}')
        frame = self.wait_for(title, 'frame')
        wait(lambda: abs(frame.extents[2] - width) < 20 and abs(frame.extents[3] - height) < 20,
             'the contents to follow')

    def area(self, node, title):
        """Where on the screen a node of the window with that title is: x, y, width, height."""
        x, y, width, height = geometry(self.x_window(title))
        frame_left, frame_top, inner_width, inner_height = self.wait_for(title, 'frame').extents
        left, top, node_width, node_height = node.extents
        left -= frame_left
        top -= frame_top
        return (x + (width - inner_width) // 2 + left, y + (height - inner_height) // 2 + top,
                node_width, node_height)

    def click(self, node, title, at=None, times=1):
        """Clicks into a node's middle, or `at` pixels from its top left. Several clicks are one press of
        several, however slow the machine."""
        left, top, width, height = self.area(node, title)
        x, y = at or (width / 2, height / 2)
        move_pointer(left + x, top + y)
        xdotool('click', '--repeat', times, '--delay', 50, 1)

    def choose(self, drop_down, entry, title):
        """Chooses an entry of a drop-down by keyboard; it must be one that is in sight at first."""
        box = self.wait_for(drop_down, 'combo box')

        def opened():
            return entry in (rows := box.rows) and rows.having(Atspi.StateType.FOCUSED)

        self.click(box, title)
        try:
            wait(opened, f'the entries of {drop_down}', 10)
        except AssertionError:
            # What comes while the list that was open before is going closes that once more, and opens no other.
            print(f'Clicked again for the entries of {drop_down}')
            self.click(box, title)
            wait(opened, f'the entries of {drop_down} with {entry} among them')
        # A key selects what it moves the focus to. Newer GTKs have the focus on the first entry to begin with,
        # which the first key then selects.
        while (present := box.rows.present) != (entry, entry):
            entries = list(box.rows)
            key('Down' if entries.index(present[0]) <= entries.index(entry) else 'Up')
            wait(lambda before=present: box.rows.present not in (before, (None, None)),
                 f'other entries than {present}')
        key('Return')
        wait(lambda: not box.rows, 'the entries to go')

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextlib.contextmanager
def picture_of_failure(name):
    try:
        yield
    except BaseException:
        path = LOG_FOLDER / f'{name}.png'
        take_picture(path)
        print(f'The screen at the failure: {path}')
        raise


def with_picture_of_failure(test):
    @functools.wraps(test)
    def run(self):
        with picture_of_failure(self.id()):
            test(self)
    return run


class TestCase(unittest.TestCase):
    """A test with a folder of its own and an application that ends with it."""

    # what windows measure, unless it is the bytes that they do by themselves
    measure = None

    def __init_subclass__(cls):
        for name, member in list(vars(cls).items()):
            if name.startswith('test'):
                setattr(cls, name, with_picture_of_failure(member))

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix='pcapviz-files-')
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        # settings of its own, and nothing to reopen
        shutil.copytree(os.environ['XDG_CONFIG_HOME'], self.folder / 'config')
        if self.measure:
            settings = self.folder / 'config' / 'glib-2.0' / 'settings' / 'keyfile'
            settings.parent.mkdir(parents=True, exist_ok=True)
            settings.write_text(f"[org/example/PcapViz]\nline-quantity='{self.measure}'\n")
        self.app = None

    def start(self, *arguments, environment=None):
        app = Application(*arguments, environment={'XDG_CONFIG_HOME': str(self.folder / 'config'),
                                                   'XDG_STATE_HOME': str(self.folder / 'state'),
                                                   **(environment or {})})
        self.addCleanup(app.stop)
        self.app = app
        return app.wait_for_window()

    def write(self, name, data):
        return captures.write(self.folder / name, data)

    def open_sample(self, name='sample.pcap', **keywords):
        """The application with the sample, laid out and drawn."""
        app = self.start(self.write(name, captures.sample()), **keywords)
        app.wait_for(re.compile('560 IP packets'), 'label')
        app.place(name, 20, 20, 1120, 780)
        return app
