# SPDX-License-Identifier: GPL-3.0-or-later
"""Details of a bar: numbers, peers, and names from the capture's own answers."""
import ipaddress
import re
import struct
import unittest

import captures
from harness import Atspi, TestCase, clipboard_text, key, wait

TITLE = 'answers.pcap'
SOURCES = 'Top Sources by Packets'
TYPE_A = 1
TYPE_CNAME = 5


def name(text):
    return b''.join(bytes([len(part)]) + part.encode() for part in text.split('.')) + b'\0'


def resource(owner, kind, data):
    return name(owner) + struct.pack('>HHIH', kind, 1, 60, len(data)) + data


def answer(asked, *records):
    return (struct.pack('>HHHHHH', 7, 0x8180, 1, len(records), 0, 0) + name(asked) + struct.pack('>HH', TYPE_A, 1) +
            b''.join(records))


def capture():
    """192.0.2.80 sends 20 packets to 10.0.0.1 and gets 10; it is called www.example.org, an alias of
    cdn.example.net."""
    message = answer('www.example.org',
                     resource('www.example.org', TYPE_CNAME, name('cdn.example.net')),
                     resource('cdn.example.net', TYPE_A, ipaddress.ip_address('192.0.2.80').packed))
    packets = [captures.lookup('10.0.0.1', '192.0.2.53', 'www.example.org'),
               captures.ip('192.0.2.53', '10.0.0.1', captures.udp(53, 40000, message))]
    packets += [captures.ip('192.0.2.80', '10.0.0.1', captures.udp(443, 40000, bytes(972)))] * 20
    packets += [captures.ip('10.0.0.1', '192.0.2.80', captures.udp(40000, 443, bytes(72)))] * 10
    return captures.header() + b''.join(captures.record(captures.START + i, packet)
                                        for i, packet in enumerate(packets))


class DetailsTest(TestCase):

    measure = 'packets'

    def setUp(self):
        super().setUp()
        self.write('hosts', b'192.0.2.53 Resolver\n')
        self.app = self.start(self.write(TITLE, capture()))
        self.app.place(TITLE, 0, 0, 1000, 760)
        self.chart = self.app.wait_for(SOURCES, where=lambda node: '3 bars' in node.description)

    def right_click_bar(self, row):
        x, y, _, _ = self.app.area(self.chart, TITLE)
        self.app.right_click(x + 300, y + 14 + row * 29, '_Details').press()

    def popover_texts(self):
        heading = self.app.find('Names', 'label')
        return [node.name for node in self.app.nodes() if node.role == 'label'] if heading else []

    def wait_for_texts(self, *texts):
        wait(lambda: set(texts) <= set(self.popover_texts()), f'details {texts}')

    def test_of_an_address(self):
        self.right_click_bar(0)
        self.wait_for_texts('30', '20 packets · 20.0 kB', '10 packets · 1.0 kB', '9 Jul 2016 10:14:04', 'Peers', '10.0.0.1',
                            '30 packets', 'www.example.org')
        self.app.press('Copy www.example.org', 'push button')
        wait(lambda: clipboard_text() == 'www.example.org', 'the name on the clipboard')
        self.app.press('Copy All', 'push button')
        lines = ['Sent\t20 packets · 20.0 kB', 'Name\twww.example.org', 'Peer\t10.0.0.1\t30 packets']
        wait(lambda: set(lines) <= set(clipboard_text().replace('\xa0', ' ').split('\n')), 'all of it on the clipboard')

    def test_nickname(self):
        """From the hosts file beside the capture, which details say."""
        # rows are of two lines
        self.right_click_bar(2.8)
        self.wait_for_texts('resolver', 'A nickname, from a hosts file')

    def test_links(self):
        """Names and peers lead to where they are ranked."""
        self.right_click_bar(0)
        self.wait_for_texts('www.example.org', '10.0.0.1')
        self.follow('10.0.0.1')
        self.app.wait_for(re.compile('^Top (Destinations|Sources|IP Addresses) by Packets$'), 'image',
                          lambda node: node.description.startswith('10.0.0.1: '))

    def follow(self, text):
        """By keyboard: Tab goes from link to link."""
        wait(lambda: self.find_focused_link(text) or key('Tab'), f'the focus on {text}')
        key('Return')
        self.app.wait_until_gone('Peers', 'label')

    def find_focused_link(self, text):
        return self.app.find(text, 'label', lambda node: node.has_state(Atspi.StateType.FOCUSED))

    def test_by_keyboard(self):
        key('alt+2')
        self.app.wait_for('DNS Lookups', where=lambda node: node.description.endswith(('1 bar', '1 of 1')))
        key('Down', 'alt+Return')
        self.app.wait_for('Clients', 'label')
        self.app.wait_for('1 lookup', 'label')
        self.app.wait_for('NOERROR 1', 'label')
        self.app.wait_for('A 1', 'label')
        self.app.wait_for('1 s', 'label')
        key('Escape')
        self.app.wait_until_gone('Clients', 'label')
        key('Menu')
        self.app.wait_for_menu_item('_Copy Chart')
        self.app.wait_for_menu_item('_Details').press()
        self.app.wait_for('Clients', 'label')

    def test_of_a_conversation(self):
        """What it is known by, what says so, and when, which is a moment to look at."""
        key('alt+4')
        self.app.wait_for('Top Conversations by Packets')
        key('Down', 'Up', 'alt+Return')
        self.app.wait_for('Known As', 'label')
        self.app.wait_for('DNS answer to the client, packet 2', 'label')
        self.app.wait_for('9 Jul 2016 10:14:03', 'label')
        # past the name and the button that copies it
        key('Tab', 'Tab', 'Tab', 'Return')
        self.app.wait_until_gone('Known As', 'label')
        self.app.wait_for('Show All Time')

    def test_names_of_a_domain(self):
        """A domain opens into its names, picked."""
        key('alt+2')
        self.app.wait_for('DNS Lookups', where=lambda node: node.description.endswith('1 bar'))
        self.app.press('Domains', 'push button')
        chart = self.app.wait_for('DNS Lookups by Domain', where=lambda node: node.description.endswith('1 bar'))
        x, y, _, _ = self.app.area(chart, TITLE)
        self.app.right_click(x + 300, y + 14, '_Show Its Names').press()
        self.app.wait_for('DNS Lookups', where=lambda node: node.description.endswith(('1 bar', '1 answered')))
        self.app.wait_for('example.org', 'label')

    def test_of_a_row(self):
        self.app.press('Show as Table', 'push button')
        row = self.app.wait_for('10.0.0.1', 'label')
        self.app.click(row, TITLE)
        key('Menu')
        self.app.wait_for_menu_item('_Details').press()
        self.wait_for_texts('None in this capture', '11 packets · 1.1 kB')


if __name__ == '__main__':
    unittest.main()
