# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that went over the wire, in a window of their own."""
import os
import re
import unittest

import captures
from harness import TestCase, key, type_text, wait, wait_a_little

TITLE = 'Files Sent Over the Wire'


class ObjectsTest(TestCase):

    def open_files(self, path):
        app = self.start(path)
        app.wait_for(re.compile('IP packets'), 'label')
        app.open_menu('Main Menu', 'Files Sent Over the _Wire').press()
        wait(lambda: TITLE in app.x_titles(), 'the window with files')
        return app

    def test_list_search_and_save(self):
        path = self.write('http.pcap', captures.http_download('/a/photo.jpg', b'%PDF-1.5\n' + bytes(60), 'image/jpeg'))
        app = self.open_files(path)
        app.wait_for('photo.jpg', 'label')
        # what it says that it is, it is not
        app.wait_for(re.compile('not as named'), 'label')
        app.wait_for('Whole', 'label')
        app.wait_for(re.compile('^1 file$'), 'label')
        app.wait_for(re.compile('may do harm'), 'label')

        app.press('Save All…', 'push button')
        folder = self.folder / 'saved'
        folder.mkdir()
        app.choose_file('Save Files Into a Folder', folder)
        wait(lambda: os.listdir(folder) == ['photo.jpg'], 'the file')
        app.wait_for(re.compile('^Saved 1 file'), 'label')

        def selects():
            app.click(app.find('photo.jpg', 'label'), TITLE)
            return wait_a_little(lambda: app.find('Save Selected…', 'push button'))

        # a window that has just got the focus back may miss the first
        wait(selects, 'the row to be selected')
        type_text('nothing')
        app.wait_for('No Results Found', 'label')
        key('Escape')
        app.wait_for('photo.jpg', 'label')

    def test_show_in_charts(self):
        """A file leads to its conversation, at its time, in the window with the charts."""
        path = self.write('http.pcap', captures.http_download('/a.txt', b'x' * 60))
        app = self.open_files(path)
        app.wait_for('a.txt', 'label')

        def selects():
            app.click(app.find('a.txt', 'label'), TITLE)
            return wait_a_little(lambda: app.find('Save Selected…', 'push button'))

        wait(selects, 'the row to be selected')
        app.press('Show in Charts', 'push button')
        app.wait_for(re.compile('^Remove 10.0.0.1.*192.0.2.80'), 'push button')
        # it is still of what is selected
        app.wait_for('a.txt', 'label')

    def test_nothing(self):
        app = self.open_files(self.write('sample.pcap', captures.sample()))
        app.wait_for('No Files Found', 'label')


if __name__ == '__main__':
    unittest.main()
