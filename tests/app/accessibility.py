# SPDX-License-Identifier: GPL-3.0-or-later
"""What an application tells assistive technology, over AT-SPI's bus. Of a few hundred objects, GTK 4.8 tells all in one
answer; to ask each of them for what it is takes a hundred times as long, on both sides."""
import functools
import re

import gi
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ROOT = '/org/a11y/atspi/accessible/root'
CACHE = '/org/a11y/atspi/cache'
ACCESSIBLE = 'org.a11y.atspi.Accessible'
ACTION = 'org.a11y.atspi.Action'
APPLICATION = 'org.a11y.atspi.Application'
COMPONENT = 'org.a11y.atspi.Component'
EDITABLE_TEXT = 'org.a11y.atspi.EditableText'
# Of what is told at once: reference, application, parent, place among its siblings, number of children, interfaces,
# name, role, description, states.
REFERENCE, _, PARENT, PLACE, N_CHILDREN, INTERFACES, NAME, ROLE, DESCRIPTION, STATES = range(10)
ITEMS = GLib.VariantType('(a((so)(so)(so)iiassusau))')
# How often it is looked at the tree again, for what nobody had asked for before.
MOST_LOOKS = 4


def is_named(node, name):
    """Whether the node's name is that string, or matches that pattern."""
    if isinstance(name, re.Pattern):
        return name.search(node.name) is not None
    # GTK 4.8 names a button by its text with the mnemonic and then by its text
    if node.name.replace('_', '') in (name, f'{name} {name}'):
        return True
    # and newer ones name a drop-down by what is chosen, and describe it by its tooltip
    return node.role == 'combo box' and node.description == name


class States:

    def __init__(self, words):
        self._bits = sum(word << 32 * i for i, word in enumerate(words))

    def contains(self, state):
        return self._bits >> int(state) & 1 == 1

    def __str__(self):
        return ' '.join(Atspi.StateType(i).value_nick for i in range(self._bits.bit_length()) if self._bits >> i & 1)


class Rows(dict):
    """The states of a list's rows by their texts, from top to bottom."""

    def having(self, state):
        return next((text for text, states in self.items() if states.contains(state)), None)

    @property
    def present(self):
        """Those that have the focus and the selection."""
        return self.having(Atspi.StateType.FOCUSED), self.having(Atspi.StateType.SELECTED)


class Node:
    """One object, as it is whenever it is asked."""

    def __init__(self, bus, path):
        self._bus = bus
        self.path = path

    def _ask(self, method, signature=None, *arguments, interface=ACCESSIBLE):
        return self._bus.ask(self.path, interface, method, signature, *arguments)

    @property
    def name(self):
        return self._bus.get(self.path, 'Name').replace('\xa0', ' ')

    @property
    def description(self):
        return self._bus.get(self.path, 'Description').replace('\xa0', ' ')

    @property
    def role(self):
        """By the names that GTK 4.8 and its time had for roles."""
        role = Atspi.role_get_name(Atspi.Role(self._role_number()))
        return 'push button' if role in ('button', 'toggle button') else role

    def _role_number(self):
        return self._ask('GetRole')

    @property
    def states(self):
        return States(self._ask('GetState'))

    @property
    def interfaces(self):
        return self._ask('GetInterfaces')

    @property
    def children(self):
        return [Node(self._bus, path) for path in self._bus.children_of(self.path)]

    def has_state(self, state):
        return self.states.contains(state)

    @property
    def showing(self):
        """Whether it is seen. GTK 4.8 says so of windows only; of other objects, what was never shown
        has no size, but what a stack shows no longer cannot be told apart. Newer ones say so of what is folded
        away, too."""
        if not self.has_state(Atspi.StateType.VISIBLE):
            return False
        _, _, width, height = self.extents
        return width > 0 and height > 0

    @property
    def shortcuts(self):
        """Its keys in lower case, the mnemonic last."""
        return self._ask('GetAttributes').get('keyshortcuts', '').lower()

    @property
    def sensitive(self):
        return self.has_state(Atspi.StateType.SENSITIVE)

    @property
    def checked(self):
        states = self.states
        return any(map(states.contains, (Atspi.StateType.CHECKED, Atspi.StateType.PRESSED, Atspi.StateType.SELECTED)))

    @property
    def live(self):
        return self

    def walk(self, depth=0):
        yield depth, self
        for child in self.children:
            yield from child.walk(depth + 1)

    @property
    def rows(self):
        """The entries of a drop-down, if it is open."""
        rows = Rows()
        try:
            for _, row in self.walk():
                if row.role == 'list item':
                    states = row.states
                    rows.update((label.name, states) for _, label in row.walk()
                                if label.role == 'label' and label.showing)
        except GLib.Error:
            # the tree changed while it was walked
            return Rows()
        return rows

    @property
    def is_in_tree(self):
        path = self.path
        for _ in range(100):
            if path == ROOT:
                return True
            path = self._bus.get(path, 'Parent')[1]
        return False

    @property
    def has_action(self):
        return ACTION in self.interfaces

    def press(self):
        """Activates it, or else the first part of it that can be, as assistive technology does."""
        for _, part in self.walk():
            if part.has_action and self._bus.get(part.path, 'NActions', ACTION) > 0 and \
                    self._bus.ask(part.path, ACTION, 'DoAction', '(i)', 0):
                return
        raise AssertionError(f'{self} has no action')

    def set_text(self, text):
        self._ask('SetTextContents', '(s)', text, interface=EDITABLE_TEXT)

    @property
    def extents(self):
        """(x, y, width, height) within its window."""
        if COMPONENT not in self.interfaces:
            return 0, 0, 0, 0
        return self._ask('GetExtents', '(u)', int(Atspi.CoordType.WINDOW), interface=COMPONENT)

    def __str__(self):
        return f'{self.role} “{self.name}”'


class SeenNode(Node):
    """One object as it was when it was looked at; only where it is, is asked for."""

    # a list, which who looks at the tree fills
    children = None

    def __init__(self, bus, item):
        super().__init__(bus, item.get_child_value(REFERENCE).get_child_value(1).get_string())
        self._item = item
        self.children = []

    @property
    def parent(self):
        return self._item.get_child_value(PARENT).get_child_value(1).get_string()

    @property
    def place(self):
        return self._item.get_child_value(PLACE).get_int32()

    @property
    def n_children(self):
        return self._item.get_child_value(N_CHILDREN).get_int32()

    @property
    def name(self):
        return self._item.get_child_value(NAME).get_string().replace('\xa0', ' ')

    @property
    def description(self):
        return self._item.get_child_value(DESCRIPTION).get_string().replace('\xa0', ' ')

    def _role_number(self):
        return self._item.get_child_value(ROLE).get_uint32()

    @property
    def states(self):
        return States(self._item.get_child_value(STATES).unpack())

    @property
    def interfaces(self):
        return self._item.get_child_value(INTERFACES).unpack()

    @property
    def live(self):
        return Node(self._bus, self.path)


class Bus:
    """The bus of accessibility, and an application on it."""

    def __init__(self, connection, name):
        self._connection = connection
        self._name = name
        self._changed = set()
        connection.signal_subscribe(name, 'org.a11y.atspi.Event.Object', 'ChildrenChanged', None, None,
                                    Gio.DBusSignalFlags.NONE, self._on_children_changed)

    def _on_children_changed(self, _connection, _name, path, *_):
        self._changed.add(path)

    @classmethod
    def find(cls, pid):
        """The one of that process, or None."""
        connection = connect()
        for name, _ in call(connection, 'org.a11y.atspi.Registry', ROOT, ACCESSIBLE, 'GetChildren').unpack()[0]:
            try:
                answer = call(connection, 'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus',
                              'GetConnectionUnixProcessID', GLib.Variant('(s)', (name,)))
            except GLib.Error:
                # it ended
                continue
            if answer.unpack()[0] == pid:
                return cls(connection, name)
        return None

    def ask(self, path, interface, method, signature=None, *arguments):
        answer = call(self._connection, self._name, path, interface, method,
                      GLib.Variant(signature, arguments) if signature else None).unpack()
        return answer[0] if answer else None

    def get(self, path, name, interface=ACCESSIBLE):
        return self.ask(path, 'org.freedesktop.DBus.Properties', 'Get', '(ss)', interface, name)

    def children_of(self, path):
        # asked for all at once, GTK 4.8 leaves out pages of stacks
        return [self.ask(path, ACCESSIBLE, 'GetChildAtIndex', '(i)', i)[1] for i in range(self.get(path, 'ChildCount'))]

    def _children_if_there(self, path):
        try:
            return self.children_of(path)
        except GLib.Error:
            # it has gone, or some of them have
            return []

    @property
    def root(self):
        return Node(self, ROOT)

    @functools.cached_property
    def tells_all(self):
        """Whether it can be asked for all at once: newer GTKs than 4.8 (4.24, for one) stumble over what has gone."""
        version = self.get(ROOT, 'Version', APPLICATION)
        return tuple(map(int, version.split('.')[:2])) < (4, 10)

    def look(self):
        """All windows, with all that is in them, as they are now."""
        if not self.tells_all:
            return self.root.children
        for _ in range(MOST_LOOKS):
            windows, unseen = self._look_once()
            if not unseen:
                break
            while unseen:
                unseen += self._children_if_there(unseen.pop())
        return windows

    def _look_once(self):
        """Windows, and what nobody has asked for before, which is not among what is told at once."""
        answer = call(self._connection, self._name, CACHE, 'org.a11y.atspi.Cache', 'GetItems', None, ITEMS)
        items = answer.get_child_value(0)
        nodes = {node.path: node for node in
                 (SeenNode(self, items.get_child_value(i)) for i in range(items.n_children()))}
        # for what changed until then
        while GLib.MainContext.default().iteration(False):
            pass
        unseen = []
        windows = []
        for node in sorted(nodes.values(), key=lambda node: node.place):
            # what was hidden since is told of, too, though it is no longer in the tree
            if node.path != ROOT and node.has_state(Atspi.StateType.VISIBLE):
                if node.parent == ROOT:
                    windows.append(node)
                elif node.parent in nodes:
                    nodes[node.parent].children.append(node)
        left = list(windows)
        while left:
            node = left.pop()
            if len(node.children) != node.n_children or node.path in self._changed:
                self._changed.discard(node.path)
                paths = self._children_if_there(node.path)
                unseen += [path for path in paths if path not in nodes]
                node.children = [nodes[path] if path in nodes else Node(self, path) for path in paths]
            left += [child for child in node.children if child.path in nodes]
        return windows, unseen


def call(connection, name, path, interface, method, arguments=None, answer=None):
    return connection.call_sync(name, path, interface, method, arguments, answer, Gio.DBusCallFlags.NONE, -1, None)


@functools.lru_cache
def connect():
    address, = call(Gio.bus_get_sync(Gio.BusType.SESSION), 'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus',
                    'GetAddress').unpack()
    flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
    return Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
