# SPDX-License-Identifier: GPL-3.0-or-later
"""The second oracle, of link-layer header types that tshark does not know."""

import re
import subprocess

from . import pcapviz


def take_address(text):
    """The address of an end, behind which may be a port."""
    for candidate in (text, text.rpartition(".")[0]):
        try:
            return pcapviz.address(candidate)
        except ValueError:
            continue
    return None


def ask(path):
    """Of each record None, or source and destination of an IP packet. None where tcpdump does not know the type."""
    process = subprocess.run(["tcpdump", "-nn", "-tt", "-q", "-r", path], capture_output=True, timeout=600, check=False)
    lines = process.stdout.decode("utf-8", "replace").splitlines()
    if not lines or "UNSUPPORTED" in process.stdout.decode("utf-8", "replace"):
        return None

    found = []
    for line in lines:
        if not re.match(r"-?\d+\.\d", line):
            continue
        match = re.match(r"\S+ (?:.*?\s)?IP6? (\S+) > (\S+?):? ", line + " ")
        ends = (take_address(match.group(1)), take_address(match.group(2))) if match else (None, None)
        found.append(ends if None not in ends else None)
    return found
