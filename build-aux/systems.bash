# SPDX-License-Identifier: GPL-3.0-or-later
# systems.bash: small Debian systems to try PcapViz in. Source it after lib.bash; it has nothing to run.
# shellcheck shell=bash

# make_system SUITE ROOT: makes a minimal Debian SUITE at ROOT, unless there is one already. Takes root and
# debootstrap; $DEBIAN_MIRROR names a mirror other than debootstrap's own.
make_system() {
  local suite=$1 root=$2 scripts=/usr/share/debootstrap/scripts script=

  [ "$(id -u)" -eq 0 ] || die "it takes root, for debootstrap and chroot"
  command -v debootstrap >/dev/null || die "install debootstrap"

  if [ ! -e "$root/made" ]; then
    say "Making a $suite"
    rm -rf "$root"
    mkdir -p "${root%/*}"
    # A debootstrap that is older than the suite makes it as it makes unstable, whatever that contains.
    [ -e "$scripts/$suite" ] || script=$scripts/sid
    debootstrap --variant=minbase --include=ca-certificates,git "$suite" "$root" \
      "${DEBIAN_MIRROR:-}" ${script:+"$script"} >&2
    touch "$root/made"
  fi
  mkdir -p "$root/dev/shm"
  copy_network_settings "$root"
  # A mirror that lags is good enough to try things with.
  echo 'Acquire::Check-Valid-Until "false";' >"$root/etc/apt/apt.conf.d/50lagging-mirror"
}

# Packages and certificates come the way this machine gets them.
copy_network_settings() {
  local root=$1 file

  for file in /etc/resolv.conf /etc/hosts; do
    [ ! -e "$file" ] || cp -L "$file" "$root$file"
  done
  for file in /etc/apt/apt.conf.d/*proxy*; do
    [ ! -e "$file" ] || cp -L "$file" "$root$file"
  done
}

# within ROOT COMMAND…: runs a command on the system at ROOT, with nothing of this one's environment.
within() {
  local root=$1

  shift
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 CI=true TERM=dumb \
    unshare --mount --pid --fork --kill-child chroot "$root" /bin/sh -ec \
    'mount -t proc proc /proc; mount -t tmpfs tmpfs /dev/shm; exec "$@"' sh "$@" </dev/null
}

# add_packages ROOT PACKAGE…: installs packages on the system at ROOT.
add_packages() {
  local root=$1

  shift
  within "$root" apt-get update -q >&2
  within "$root" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >&2
}
