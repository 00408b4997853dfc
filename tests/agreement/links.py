# SPDX-License-Identifier: GPL-3.0-or-later
"""What is right of what a record and its link-layer header say: the interface, the VLAN."""

import re

OF_LINKS = ("interfaces.packets", "interfaces.number", "vlans.packets")
FIELDS = ["frame.section_number", "frame.interface_id", "frame.interface_name", "vlan.id", "ieee8021ad.id"]
# Wireshark's number of the link-layer header type of ERF, whose records say their interface themselves.
ERF = "98"


def skeleton(name):
    """A name without what the two write differently."""
    return re.sub(r"\\x[0-9a-f]{2}|[^\x20-\x7e]", "?", name)


def add_packet(answers, row, protocols, rules):
    if row["frame.interface_id"] and ERF in row["frame.encap_type"]:
        answers.forget("interfaces.packets", "interfaces.number")
    elif row["frame.interface_id"]:
        number = int(row["frame.interface_id"][0])
        answers.add("interfaces.number", number, 1)
        # what has no characters is no name, which tshark says of what has no such option only
        name = skeleton(" ".join(row["frame.interface_name"])) or "unknown"
        answers.add("interfaces.packets", (number, name), 1)
        if row["frame.section_number"] not in ([], ["1"]):
            rules["sections"] += 1
            answers.forget("interfaces.packets")

    if protocols[:3] == ["eth", "ethertype", "vlan"]:
        answers.add("vlans.packets", int(row["vlan.id"][0], 0), 1)
    elif "vlan" in protocols or "ieee8021ad" in protocols or protocols[:1] not in (["eth"], ["raw"], []):
        # a tag in a tunnel, or of another link
        answers.tallies["vlans.packets"].slack += 1
