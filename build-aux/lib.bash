# SPDX-License-Identifier: GPL-3.0-or-later
# lib.bash: what the scripts beside it share. Source it; it has nothing to run.
# shellcheck shell=bash

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export top

say() {
  printf '== %s\n' "$*" >&2
}

die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

# install_missing LIST…: installs the packages of each list build-aux/LIST that are not there yet.
install_missing() {
  local list package missing=() as_root=()

  if ! command -v apt-get >/dev/null; then
    say "Not a Debian system: install the likes of build-aux/packages-* yourself where something is missing."
    return 0
  fi

  for list in "$@"; do
    while read -r package; do
      if ! dpkg-query --show --showformat '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed; then
        missing+=("$package")
      fi
    done < <(grep -v '^#' "$top/build-aux/$list")
  done

  if [ ${#missing[@]} -eq 0 ]; then
    return 0
  fi

  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || die "as root, run: apt-get install ${missing[*]}"
    as_root=(sudo)
  fi

  say "Installing ${missing[*]}"
  "${as_root[@]}" apt-get update -q </dev/null >&2
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends "${missing[@]}" </dev/null >&2
}

# configure FOLDER OPTION…: makes a build folder, or sets the options of the one that is there.
configure() {
  local folder=$1

  shift
  if [ -f "$folder/build.ninja" ]; then
    meson configure "$folder" "$@" >&2
  else
    meson setup "$folder" "$top" "$@" >&2
  fi
}
