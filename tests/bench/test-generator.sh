#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The generator writes the same bytes on every machine, and readers find in them what it says is there.
# usage: test-generator.sh GENERATOR READER…
set -eu

generate=$1
shift
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

# expect SHA256 OPTION…
expect () {
  sum=$1
  shift
  "$generate" "$@" "$dir/capture" 2> "$dir/facts"
  got=$(sha256sum < "$dir/capture" | cut -d' ' -f1)
  if [ "$got" != "$sum" ]; then
    echo "not ok: $*: the bytes changed: sha256 $got"
    failed=1
  fi
  packets=$(sed -n 's/^packets //p' "$dir/facts")
  for reader in $readers; do
    got=$("$reader" "$dir/capture" | sed -n 's/^packets //p')
    if [ "$got" != "$packets" ]; then
      echo "not ok: $*: ${reader##*/} finds $got packets, not $packets"
      failed=1
    fi
  done
}

readers=$*
expect 7f476b7bfa4859e2cce8952e21c6691347b46dcd70b8cd5018285b94aec7817a --size=3MiB
expect b9b8c0bf65444ddabd0d36c001ea733318cd600563d10fb1df4b8971c3c3287a --size=1MiB --format=pcap-ns --seed=2 --out-of-order=0.1
expect e0f00c167f548c36ff4e9d55b478f94ddc86eca9b449dd16e36bb6af442e39c7 --size=1MiB --format=pcapng --snaplen=96
expect 827fef06f2040d0fc019169fc9609b8b6628f9740c18b077322d516f6c7f2117 --packets=10k --distinct-sources=5k
expect e022ed21a2ae6933bccd69517dfc93ff0731067838868126b9c9c11bc1a5e115 --packets=10k --distinct-names=5k
expect f636297e103fb98fa0f79fa2bb6ce3974a8f663116706634c7bac31f47e83351 --packets=1k --one-flow --stray-times=0.01
expect 99cd82fe32c78bffb46299561fdf0a46edd3950deed54a8c0ad18be341b74aeb --packets=3k --packet-size=64
expect a57c5aa21c1fd00dd758df1078f6b5e8c0672d78ef68c68d3c9a3826266116b6 --packets=40 --packet-size=262144 --format=pcapng

exit $failed
