# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers as a table: sorted, searched, copied, picked, narrowed."""
import itertools
import time
import unittest

from gi.repository import GLib

from harness import TestCase, clipboard_text, key, type_text, wait

TITLE = 'sample.pcap'
BY_PACKETS = ['10.0.0.1', '10.0.0.2', '2001:db8::5', '10.0.0.9']


class TableTestCase(TestCase):

    measure = 'packets'

    def setUp(self):
        super().setUp()
        self.prepare()
        self.app = self.open_sample()
        self.app.place(TITLE, 0, 0, 1000, 760)
        self.app.press('Show as Table')
        self.wait_for_rows(BY_PACKETS)

    def prepare(self):
        """What is there before the capture is opened."""

    def find_tables(self):
        """The tables of the tabs, and after them that of the line chart, which is above them."""
        tables = wait(lambda: [node for node in self.app.nodes() if node.role == 'tree table'], 'tables')
        return tables[1:] + tables[:1]

    def rows(self, tab=0, most=200):
        """The first rows, with their cells as texts."""
        rows = []
        try:
            tables = self.find_tables()
            # a tab that was not shown yet may have no table
            *_, body = tables[min(tab, len(tables) - 1)].children
            for node in itertools.islice(body.children, most):
                cells = [cell.name for _, cell in node.walk() if cell.role == 'label' and cell.extents[2] > 0]
                if cells:
                    rows.append((node, cells))
        except (GLib.Error, ValueError):
            # the tree changed while it was walked, or has no rows yet
            pass
        return rows

    def wait_for_rows(self, labels, tab=0):
        # one that comes or goes has fewer cells
        wait(lambda: [cells[1:2] for _, cells in self.rows(tab)] == [[label] for label in labels], f'rows {labels}')

    def click_row(self, label, times=1):
        node = next(node for node, cells in self.rows() if cells[1] == label)
        self.app.click(node, TITLE, at=(200, 8), times=times)

    def sort_by(self, column):
        # titles hide in filler: pressing is of the pointer
        self.app.click(self.app.wait_for(column, 'label', where=lambda node: node.extents[1] > 300), TITLE)


class TableTest(TableTestCase):

    def test_numbers(self):
        self.assertEqual([cells for _, cells in self.rows()],
                         [['1', '10.0.0.1', '300', '50,230', '54 %'],
                          ['2', '10.0.0.2', '150', '15,000', '27 %'],
                          ['3', '2001:db8::5', '60', '8,400', '11 %'],
                          ['4', '10.0.0.9', '50', '71,400', '9 %']])
        key('alt+2')
        self.wait_for_rows(['www.example.org', 'mail.example.org', 'host.test'], tab=1)
        self.assertEqual(self.rows(tab=1)[0][1], ['1', 'www.example.org', '40', '1', '57 %', '0', '0', '0', '37'])

    def test_sort_and_search(self):
        self.sort_by('Address')
        self.wait_for_rows(['10.0.0.1', '10.0.0.2', '10.0.0.9', '2001:db8::5'])
        # a click elsewhere and a while, so that the next is not the second of a double click
        self.click_row('10.0.0.9')
        time.sleep(.5)
        self.sort_by('Address')
        self.wait_for_rows(['2001:db8::5', '10.0.0.9', '10.0.0.2', '10.0.0.1'])
        self.click_row('10.0.0.9')
        type_text('0.2')
        self.wait_for_rows(['10.0.0.2'])
        self.app.wait_for('1 of 4', 'label')
        key('BackSpace')
        self.wait_for_rows(['10.0.0.9', '10.0.0.2', '10.0.0.1'])
        type_text('x')
        self.app.wait_for('No Results Found', 'label')
        key('Escape')
        self.wait_for_rows(['2001:db8::5', '10.0.0.9', '10.0.0.2', '10.0.0.1'])

    def test_traffic(self):
        """Bins with packets, sorted and copied."""
        self.app.press('Show Bins as Table', 'push button')
        wait(lambda: len(self.rows(9, 8)) > 1, 'bins')
        cells = [cells for _, cells in self.rows(9, 8)]
        self.assertEqual([row[0] for row in cells], sorted(row[0] for row in cells))
        largest = max(self.bytes_of(row) for row in cells)

        heading = self.app.wait_for('Packets', 'label', where=lambda node: node.extents[1] < 300)
        smallest = min(self.bytes_of(row) for row in cells)
        self.app.click(heading, TITLE)
        clicked = time.monotonic()
        wait(lambda: self.bytes_of(self.rows(9, 1)[0][1]) <= smallest, 'the smallest bin first')
        # the next is not to be the second of a double click
        wait(lambda: time.monotonic() > clicked + 0.6, 'the click to be old')
        self.app.click(heading, TITLE)
        wait(lambda: self.bytes_of(self.rows(9, 1)[0][1]) >= largest, 'the largest bin first')
        cells = [cells for _, cells in self.rows(9, 8)]
        self.assertEqual(list(map(self.bytes_of, cells)), sorted(map(self.bytes_of, cells), reverse=True))

        self.app.click(self.rows(9, 1)[0][0], TITLE, at=(100, 8))
        key('ctrl+c')
        wait(lambda: clipboard_text() == 'Time\tPackets\n' +
             '\t'.join(cell.replace(',', '') for cell in cells[0][:2]), 'a bin as text')

    @staticmethod
    def bytes_of(row):
        return int(row[1].replace(',', ''))

    def test_copy(self):
        self.click_row('10.0.0.1')
        key('shift+Down', 'ctrl+c')
        wait(lambda: clipboard_text() == 'Rank\tAddress\tPackets\tBytes\tShare\n1\t10.0.0.1\t300\t50230\t53.57%\n2\t10.0.0.2\t150\t15000\t26.79%',
             'two rows as text')
        key('ctrl+a', 'ctrl+c')
        wait(lambda: len((clipboard_text() or '').split('\n')) == 5, 'all rows as text')

    def test_pick_and_unpick(self):
        self.click_row('10.0.0.2', times=2)
        self.app.wait_for('Remove 10.0.0.2', 'push button')
        key('Return')
        self.app.wait_until_gone('Remove 10.0.0.2', 'push button')
        self.click_row('10.0.0.9')
        key('Menu')
        self.app.wait_for_menu_item('_Pick').press()
        self.app.wait_for('Remove 10.0.0.9', 'push button')
        # names are those that the picked address asks for: none
        key('alt+2')
        self.app.wait_for('No Results Found')

    def test_is_remembered(self):
        self.app.stop()
        self.app = self.start(self.folder / TITLE)
        self.wait_for_rows(BY_PACKETS)
        self.app.press('Show as Table')
        self.wait_for_rows([])


class NamesTest(TableTestCase):
    """What addresses are called has a column of its own."""

    def prepare(self):
        self.write('hosts', b'10.0.0.9 printer\n10.0.0.2 laptop\n')

    def wait_for_names(self, names):
        # what is empty is told as what it is
        wait(lambda: [cells[2].replace('GtkLabel', '') for _, cells in self.rows() if len(cells) > 5] == names,
             f'names {names}')

    def test_numbers(self):
        self.wait_for_names(['', 'laptop', '', 'printer'])
        self.app.wait_for('Name', 'label', where=lambda node: node.extents[1] > 300)

    def test_sort_and_search(self):
        self.wait_for_names(['', 'laptop', '', 'printer'])
        self.sort_by('Name')
        self.wait_for_rows(['10.0.0.2', '10.0.0.9', '10.0.0.1', '2001:db8::5'])
        self.click_row('10.0.0.9')
        type_text('rint')
        self.wait_for_rows(['10.0.0.9'])
        self.app.wait_for('1 of 4', 'label')

    def test_copy(self):
        self.wait_for_names(['', 'laptop', '', 'printer'])
        self.click_row('10.0.0.2')
        key('ctrl+c')
        wait(lambda: clipboard_text() == 'Rank\tAddress\tName\tPackets\tBytes\tShare\n'
             '2\t10.0.0.2\tlaptop\t150\t15000\t26.79%', 'a row as text')


if __name__ == '__main__':
    unittest.main()
