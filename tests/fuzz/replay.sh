#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs a fuzz target on its seeds and on everything that fuzzing has ever found in it.
# usage: replay.sh MAKE-SEEDS REPLAY TARGET FINDINGS
set -eu

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
"$1" "$dir"
set -- "$2" "$dir/$3" "$4"
if [ -d "$3" ]; then
  "$1" "$2" "$3"
else
  "$1" "$2"
fi
