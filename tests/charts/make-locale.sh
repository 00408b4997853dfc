#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# make-locale.sh LOCALEDEF NAME STAMP: compile a locale beside STAMP. Where its source is not there, do
# nothing: tests then skip it.
"$1" -i "$2" -f UTF-8 "$(dirname "$3")/$2.UTF-8" > /dev/null 2>&1
touch "$3"
