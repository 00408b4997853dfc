# SPDX-License-Identifier: GPL-3.0-or-later
"""The window by keyboard alone, and what assistive technology is told meanwhile."""
import re
import unittest

from harness import Atspi, TestCase, key, move_pointer, take_picture, wait

TITLE = 'sample.pcap'
SOURCES = 'Top Sources by Bytes'
LINE = 'Bytes over Time'
# What one does something with.
CONTROLS = {'push button', 'combo box', 'entry', 'page tab', 'image', 'table row', 'check box', 'switch'}
# They are the desktop's, which has keys for them.
WINDOW_BUTTONS = {'Minimize', 'Maximize', 'Close'}
# What GTK calls what nobody has named.
TYPE_NAME = re.compile('^$|^(Gtk|Adw|Pv)[A-Z]')
# How far around a control its focus may be drawn.
REACH = 12
# What the paddings around a control come to at most.
PADDINGS = 40


class AccessTest(TestCase):

    def setUp(self):
        super().setUp()
        self.app = self.open_sample()
        self.line = self.app.wait_for(LINE, 'image', lambda node: 'highest' in node.description)
        self.bars = self.app.wait_for(SOURCES, 'image')
        move_pointer(1, 1)

    def wait_for_description(self, node, pattern):
        wait(lambda: re.search(pattern, node.description), f'{node} to say {pattern}, not {node.description!r}')

    def find_controls(self, window=None):
        """What is in sight, can be used and takes the focus."""
        nodes = [node for _, node in window.walk()] if window else self.app.nodes()
        return [node.live for node in nodes
                if node.has_state(Atspi.StateType.FOCUSABLE) and node.role in CONTROLS and node.showing and
                node.sensitive and node.name not in WINDOW_BUTTONS]

    def find_rows(self):
        """The settings in the preferences."""
        return [node for _, node in self.app.wait_for('Preferences', 'frame').walk()
                if node.role == 'list item' and node.has_state(Atspi.StateType.FOCUSABLE)]

    def press(self, name, controls):
        """Presses a key that moves the focus and returns which of the controls has it then."""
        def focused():
            return next((node for node in controls if node is not before and
                         node.has_state(Atspi.StateType.FOCUSED)), None)
        before = None
        before = focused()
        key(name)
        return wait(focused, f'{name} to move the focus from {before} to another control')

    def go_round(self, name, controls, title=None):
        """Presses a key until the focus is back where it was first, and returns the stops on the way. In the window
        of that title, it must be seen wherever it is."""
        stops = []
        picture = take_picture() if title else None
        while (node := self.press(name, controls)) not in stops:
            stops.append(node)
            if title:
                picture = self.wait_until_focus_is_seen(node, title, picture)
        return stops

    def find_reach(self, title):
        """How far from where a node is said to be its focus may be seen."""
        frame = self.app.wait_for(title, 'frame')
        # newer GTKs leave out the padding of what is around it, and have what is leftmost begin outside the window
        is_short = any(node.extents[0] < frame.extents[0] for _, node in frame.walk() if node.showing)
        return REACH + PADDINGS if is_short else REACH

    def wait_until_focus_is_seen(self, node, title, elsewhere):
        """Returns a picture that differs around the node from the one with the focus elsewhere."""
        left, top, width, height = self.app.area(node, title)
        reach = self.find_reach(title)
        area = (max(left - reach, 0), max(top - reach, 0), width + 2 * reach, height + 2 * reach)

        def take():
            focused = take_picture()
            return focused if focused.differs(elsewhere, area) > 20 else None
        return wait(take, f'the focus in {node} to be seen')

    def test_tab_reaches_all(self):
        key('Home')
        self.wait_for_description(self.bars, '^10.0.0.9: 71.4 kB, 49 %, 1 of 4$')
        key('space')
        self.app.wait_for('Remove 10.0.0.9', 'push button')
        self.wait_for_description(self.bars, '1 of 4, picked$')
        controls = self.find_controls()
        self.assertEqual([str(node) for node in controls if TYPE_NAME.search(node.name)], [])

        stops = self.go_round('Tab', controls, TITLE)
        if sum(node.role == 'page tab' for node in stops) == 1:
            # with newer libadwaitas, Tab goes to the present one, and arrow keys to the others
            controls = [node for node in controls if node.role != 'page tab' or node.checked]
        self.assertEqual(sorted(map(str, stops)), sorted(map(str, controls)))

        # and the other way round
        for expected in reversed(stops):
            self.assertEqual(str(self.press('shift+Tab', controls)), str(expected))

        # each control of a setting is one stop
        key('ctrl+comma')
        self.app.x_window('Preferences')
        controls = self.find_controls(self.app.wait_for('Preferences', 'frame'))
        self.assertEqual([str(node) for node in controls if TYPE_NAME.search(node.name)], [])
        # with newer libadwaitas, the settings' rows are stops as well
        stops = self.go_round('Tab', controls + self.find_rows())
        stops = [node for node in stops if node.role != 'list item']
        self.assertEqual(sorted(map(str, stops)), sorted(map(str, controls)))

    def test_arrows_say_what_they_reach(self):
        key('Home')
        for keys, said in (('Down', '^10.0.0.1: 50.2 kB, 35 %, 2 of 4$'),
                           ('End', '^2001:db8::5: 8.4 kB, 6 %, 4 of 4$'),
                           ('Up', '^10.0.0.2: 15.0 kB, 10 %, 3 of 4$')):
            key(keys)
            self.wait_for_description(self.bars, said)

        # the whole at first, bins from its middle on, the whole again
        self.wait_for_description(self.line, '^1 peak, highest 14.9 kB at 10:14:32')
        controls = self.find_controls()
        while not self.line.has_state(Atspi.StateType.FOCUSED):
            self.press('Tab', controls)
        key('ctrl+End')
        self.wait_for_description(self.line, '^10:15:0[12]')
        last = self.line.description
        key('ctrl+Left')
        wait(lambda: self.line.description not in ('', last), 'the bin before')
        self.wait_for_description(self.line, r'^10:15:0[012][^:]*: [0-9.,]+ k?B, [0-9]+ packets?, ')
        key('Escape')
        self.wait_for_description(self.line, '^1 peak, highest')

    def find_address(self):
        """The entry “Address” of the submenu for sorting; see Application.find_menu_item()."""
        entries = [node for node in self.app.nodes() if node.role == 'menu item' and node.showing]
        # back, Rank, Address
        if len(entries) > 2 and not any(node.name for node in entries) and entries[0].shortcuts.endswith('alt+b'):
            return entries[2]
        return self.app.find('Address', 'menu item')

    def test_table(self):
        self.app.press('Show as Table', 'push button')
        row = self.app.wait_for('Rank 1, Address 10.0.0.9, Packets 50, Bytes 71,400, Share 49 %', 'table row')
        table = self.app.wait_for(SOURCES, 'tree table')
        rows = [node for node in self.find_controls() if node.role == 'table row']
        self.assertEqual([node.name for node in rows if TYPE_NAME.search(node.name)], [])
        wait(lambda: any(part.has_state(Atspi.StateType.FOCUSED) for _, part in table.walk()),
             'the focus in the table, which had been in the chart')
        key('Home')
        wait(lambda: row.has_state(Atspi.StateType.FOCUSED), 'the focus in the first row')
        key('Down')
        wait(lambda: rows[1].has_state(Atspi.StateType.FOCUSED), 'the focus in the second row')
        # Tab leaves them, and comes back
        key('Tab')
        wait(lambda: self.app.has_focus('Open'), 'the focus behind the table, at the beginning')
        key('shift+Tab')
        # 4.18 begins with the last row
        wait(lambda: any(node.has_state(Atspi.StateType.FOCUSED) for node in rows), 'the focus in a row again')
        key('shift+Tab')
        wait(lambda: self.app.has_focus('Hardware'), 'the focus before the table')
        key('Tab', 'Menu')
        self.app.wait_for_menu_item('Sort _By').press()
        wait(self.find_address, 'the entry to sort by address').press()
        self.app.wait_for(re.compile('Rank 2, Address 10.0.0.1'), 'table row')


if __name__ == '__main__':
    unittest.main(verbosity=2)
