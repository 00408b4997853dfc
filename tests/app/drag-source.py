#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: drag-source.py FILE…

A window from which files can be dragged, as from a file manager.
"""
import sys

import gi
gi.require_version('Gdk', '4.0')
gi.require_version('Gtk', '4.0')
from gi.repository import Gdk, Gio, GLib, GObject, Gtk  # noqa: E402


def main():
    files = Gdk.FileList.new_from_list([Gio.File.new_for_path(path) for path in sys.argv[1:]])
    value = GObject.Value(Gdk.FileList, files)

    Gtk.init()
    source = Gtk.DragSource(actions=Gdk.DragAction.COPY)
    source.set_content(Gdk.ContentProvider.new_for_value(value))
    label = Gtk.Label(label='Drag me', width_request=200, height_request=150)
    label.add_controller(source)
    window = Gtk.Window(title='Drag Source', child=label)
    loop = GLib.MainLoop()
    window.connect('close-request', lambda _: loop.quit())
    window.present()
    loop.run()


main()
