# SPDX-License-Identifier: GPL-3.0-or-later
"""The map of conversations in the window: keys, pointer, picks, groups."""
import re
import unittest

import captures
from harness import TestCase, key

TITLE = 'Map of Conversations'


class MapViewTest(TestCase):

    def show_map(self):
        self.open_sample()
        key('alt+4')
        self.app.wait_for('Map', 'push button').press()
        return self.app.wait_for(TITLE, 'image', lambda node: '4 clients, 5 servers' in node.description)

    def wait_for(self, text):
        return self.app.wait_for(TITLE, 'image', lambda node: re.search(text, node.description))

    def focus(self):
        """On the first client, after a click on nothing."""
        self.app.click(self.app.wait_for(TITLE, 'image'), 'sample.pcap', at=(300, 5))
        key('Home')

    def test_keys(self):
        """From clients over ribbons to servers, and Space picks what is there."""
        self.show_map()
        self.focus()
        self.wait_for('^Client 192.0.2.81: ')
        key('Right')
        self.wait_for(r'^192\.0\.2\.81 to 10\.0\.0\.9: 0 B from clients, 71\.4 kB from servers')
        key('space')
        self.app.wait_for(re.compile('^Remove .*10.0.0.9'), 'push button')
        self.wait_for(', picked$')
        # what is picked hides no others here
        key('Left')
        key('Down')
        self.wait_for(r'^Client 192\.0\.2\.80: ')
        key('space')
        self.app.wait_for('Remove 192.0.2.80', 'push button')
        key('Right')
        key('Right')
        self.wait_for(r'^Server 10\.0\.0\.1: ')

    def test_groups(self):
        """A group is opened by Return, and closed by its button; Space picks its hosts."""
        self.show_map()
        self.app.choose('Group By', 'Networks', 'sample.pcap')
        self.wait_for('3 clients, 3 servers')
        self.focus()
        self.wait_for('^Client 192.0.2.0/24: ')
        key('Return')
        # of the network, two are clients and one is a server
        self.wait_for('4 clients, 3 servers')
        self.app.press('Close Groups', 'push button')
        self.wait_for('3 clients, 3 servers')

    def test_domains(self):
        """A domain is picked as such, and opened by Return."""
        path = self.write('http.pcap', captures.http_download('/a.txt', b'x' * 60))
        self.app = self.start(path)
        self.app.wait_for(re.compile('IP packets'), 'label')
        key('alt+4')
        self.app.wait_for('Map', 'push button').press()
        self.wait_for('1 client, 1 server')
        self.app.choose('Group By', 'Domains', 'http.pcap')
        self.app.click(self.app.wait_for(TITLE, 'image'), 'http.pcap', at=(300, 5))
        key('Home')
        self.wait_for('^Client 10.0.0.1: ')
        key('Right')
        key('Right')
        self.wait_for('^Server example.org: ')
        key('space')
        self.app.wait_for('Remove example.org', 'push button')
        key('Return')
        self.app.wait_for('Close Groups', 'push button')

    def test_matrix(self):
        self.show_map()
        self.app.press('Matrix', 'push button')
        self.focus()
        self.wait_for('^Client 192.0.2.81: ')
        key('Right')
        self.wait_for(r'^192\.0\.2\.81 to 10\.0\.0\.9: ')


if __name__ == '__main__':
    unittest.main()
