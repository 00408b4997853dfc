#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""usage: make-public-suffixes.py public_suffix_list.dat OUT.h

Turns the Public Suffix List into a table for pv-registrable-domain.c: its rules and the marks of its sections, in the
format of the list. Rules that are not ASCII are there in both forms, since captures have both.
"""
import sys

# What pv-registrable-domain.c looks at: a rule and one label more.
MAX_LABELS = 7


def to_ascii(rule):
    """Rules are in lower case and normalised, as RFC 5891 wants it."""
    return ".".join(label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")
                    for label in rule.split("."))


def main(source, target):
    rules = []
    with open(source, encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if line.startswith("// ==="):
                rules.append(line)
            elif line and not line.startswith("//"):
                rule = line.split()[0]
                if rule.count(".") >= MAX_LABELS:
                    sys.exit(f"{rule}: more than {MAX_LABELS} labels")
                rules.append(rule)
                if not rule.isascii():
                    rules.append(to_ascii(rule))

    text = ("\n".join(rules) + "\n").encode()
    with open(target, "w", encoding="ascii") as out:
        out.write("/* Made by make-public-suffixes.py. */\nstatic const guint8 public_suffixes[] = {\n")
        for at in range(0, len(text), 24):
            out.write("  " + " ".join(f"{byte}," for byte in text[at:at + 24]) + "\n")
        out.write("};\n")


main(*sys.argv[1:])
