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
expect c721f36886b273a2131b84af8298a3c5d5be4b51860e48c8588983fa3826963a --size=3MiB
expect 1b94f3ded1f39555a77bca610ee3598850b8cdd9f87c24dfe0dd471b8dea375b --size=1MiB --format=pcap-ns --seed=2 --out-of-order=0.1
expect f18797dad1dcbc5c9e11c705966ddedf875e2b7f41499a8fb0252e20ddc7ddcc --size=1MiB --format=pcapng --snaplen=96
expect 791976685a343d708971bcd72c168fc958fb21216b51f5c0f724dbc80888e4d7 --packets=10k --distinct-sources=5k
expect 309ed25aa89510e47ac26efcf07995bb35a656bc3524b52d79c55474f4daf600 --packets=10k --distinct-names=5k
expect d3f85168687ad6bd315b2c77e5ba814071422c4ccc62d2e7816125d3544228b3 --packets=1k --one-flow --stray-times=0.01
expect c6cee373c73f1baf411d1804f1f552f5580bc5fd53720fca72be372fea458b35 --packets=3k --packet-size=64
expect 7d6a69ce3abf3760affe44977a54424fa3482a46b9928ad18d949d00f09eae29 --packets=40 --packet-size=262144 --format=pcapng

exit $failed
