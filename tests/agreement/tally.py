# SPDX-License-Identifier: GPL-3.0-or-later
"""What is right: a number for each label, or where that is open, the least and the most it may be."""

import collections

from .flows import OF_FLOWS, Flows
from .known import Known
from .links import OF_LINKS
from .names import Times
from .taps import QUESTIONS as OF_TAPS
from .taps import Taps


class Tally:
    def __init__(self):
        self.least = collections.Counter()
        self.most = collections.Counter()
        # How much more any label may have
        self.slack = 0

    def add(self, label, least, most=None):
        self.least[label] += least
        self.most[label] += least if most is None else most

    def differences(self, ours):
        """Of labels whose number is not as it must be: least, most, ours."""
        found = {}
        for label in {*self.least, *self.most, *ours}:
            if not self.least[label] <= ours.get(label, 0) <= self.most[label] + self.slack:
                found[label] = (self.least[label], self.most[label] + self.slack, ours.get(label, 0))
        return found


# Everything that is asked, by the report's keys; those with a dot are the numbers of a list's rows.
COUNTS = ("packets", "wire_bytes", "ip_packets", "ip_bytes", "first_time_ns", "last_time_ns", "truncated", "skipped")
LISTS = ("sources.packets", "sources.bytes", "destinations.packets", "destinations.bytes", "lookups", "mdns_lookups",
         "llmnr_lookups", "bins.packets", "bins.bytes", "addresses.packets", "addresses.bytes",
         "packet_sizes.packets", "packet_sizes.bytes", "protocols.packets", "protocols.bytes",
         "link_protocols.packets", "link_protocols.bytes", "conversations.packets", "conversations.bytes",
         "conversations.client", "server_names", "urls", "user_agents",
         "dns_outcomes", "dns_types", "dns_response_ns", "sums", *OF_FLOWS, *OF_LINKS, *OF_TAPS)
QUESTIONS = COUNTS + LISTS


class Answers:
    """What is right for a file. Questions that could not be asked have no tally."""

    def __init__(self, questions=QUESTIONS):
        self.tallies = {question: Tally() for question in questions}
        # TCP streams that lookups may be hidden in
        self.cut_streams = set()
        # TCP streams with segments that are late or missing
        self.torn_streams = set()
        # Those that tshark takes for TPKT to their end
        self.tpkt_streams = set()
        # How often lookups of a name were found in a TCP stream, by stream and name
        self.in_streams = collections.Counter()
        self.flows = Flows()
        self.known = Known()
        self.times = Times()
        self.taps = Taps()

    def add(self, question, label, least, most=None):
        if question in self.tallies:
            self.tallies[question].add(label, least, most)

    def has(self, question, label):
        return question in self.tallies and label in self.tallies[question].least

    def set(self, question, least, most=None):
        if question in self.tallies:
            self.tallies[question] = Tally()
            self.tallies[question].add("", least, most)

    def forget(self, *questions):
        for question in questions:
            self.tallies.pop(question, None)
