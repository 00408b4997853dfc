#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: make-vendor-names.py vendor-names.txt OUT.h

Turns the list of vendors into C tables for pv-vendor-name.c: by number of bits, prefixes in their order and where in
one long text their names begin.
"""
import sys

TYPES = {6: 'guint32', 7: 'guint32', 9: 'guint64'}


def quote(name):
    return ''.join(chr(byte) if 32 <= byte < 127 and byte not in b'"\\?' else f'\\{byte:03o}'
                   for byte in name.encode('utf-8'))


def main(source, target):
    prefixes = {digits: [] for digits in TYPES}
    names = []
    offset = 0
    with open(source, encoding='utf-8') as lines:
        for line in lines:
            if line.startswith('#'):
                continue
            keys, name = line.rstrip('\n').split('\t')
            for key in keys.split():
                prefixes[len(key)].append((int(key, 16), offset))
            names.append(name)
            offset += len(name.encode('utf-8')) + 1

    text = ['/* Made by make-vendor-names.py. */']
    for digits, rows in prefixes.items():
        rows.sort()
        suffix = 'ull' if digits == 9 else 'u'
        text.append(f'static const {TYPES[digits]} prefixes_{4 * digits}[] = {{')
        text += [f'  {prefix:#x}{suffix},' for prefix, _ in rows]
        text.append('};')
        text.append(f'static const guint32 names_{4 * digits}[] = {{')
        text += [f'  {place},' for _, place in rows]
        text.append('};')
    text.append('static const char vendor_names[] =')
    text += [f'  "{quote(name)}\\0"' for name in names]
    text.append('  ;')
    with open(target, 'w', encoding='ascii') as out:
        out.write('\n'.join(text) + '\n')


main(*sys.argv[1:])
