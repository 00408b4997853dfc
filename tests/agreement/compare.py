# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds one file's report against what is right."""

import collections
import os
import re
import subprocess

from . import pcapviz, savefile, taps, tcpdump, tshark
from .tally import Answers, QUESTIONS

# What tshark says of files that it reads no packet of, though they are captures, and the rule why PcapViz does.
REFUSALS = (
    ("network type", "unknown to tshark"),
    ("unknown or unsupported", "unknown to tshark"),
    ("SHB version", "minor version"),
    ("handle option of length", "cut option"),
)

# The formats that README may name as read, and how capinfos names them.
FORMATS = {
    "pcapng": "pcapng",
    "pcap": r"\bpcap\b|libpcap",
    "snoop": r"\bsnoop\b|Surveyor",
    "ERF": r"\bERF\b",
    "iptrace": "iptrace",
    "nettl": "nettl",
    "Network Monitor": "Network Monitor|NetMon",
    "btsnoop": "btsnoop",
}

README = os.path.join(os.path.dirname(__file__), "..", "..", "README.md")

# What became of a file: how the two agree, what is wrong (differences by question, or a text), how often each rule
# was needed, and how many packets the file has.
Outcome = collections.namedtuple("Outcome", "kind detail rules packets")


def formats_read():
    """The formats that README says are read."""
    with open(README, encoding="utf-8") as file:
        sentence = re.search(r"^It reads .*?:", file.read(), re.S | re.M).group()
    return [name for name in FORMATS if re.search(rf"\b{name}\b", sentence)]


def is_read_format(path):
    """Whether a file is in one of the formats that README names."""
    kind = subprocess.run(["capinfos", "-t", path], capture_output=True, timeout=600, check=False)
    name = kind.stdout.decode("utf-8", "replace").partition("File type:")[2]
    return any(re.search(FORMATS[read], name) for read in formats_read())


def differences(answers, ours, names=None, streams=None):
    """What differs, by question: {label: (least, most, ours)}. @streams gives the bytes of cut streams."""
    found = {}
    rules = collections.Counter()
    for question, tally in answers.tallies.items():
        wrong = tally.differences(ours.get(question, {}))
        if question == "lookups" and wrong and answers.cut_streams and streams is not None:
            wrong = without_hidden(wrong, names, answers, streams(answers.cut_streams), rules)
        if wrong:
            found[question] = wrong
    return found, rules


def without_hidden(wrong, names, answers, payloads, rules):
    """Takes out what is found more often than it should be, but as often as bytes of cut streams have it."""
    left = {}
    for label, (least, most, ours) in wrong.items():
        spelled = [pcapviz.wire_name(name) for name in names.get(label, ())]
        hidden = max((sum(payload.count(name) for name in spelled) for payload in payloads), default=0)
        found = sum(answers.in_streams[stream, label] for stream in answers.cut_streams)
        if most < ours <= most - found + max(hidden, found):
            rules["cut stream"] += 1
        else:
            left[label] = (least, most, ours)
    return left


def answer_from_records(path, file, rules, rule):
    """What is right for a file that tshark refuses, from its records and, where it knows the type, tcpdump."""
    answers = Answers(
        ("packets", "wire_bytes", "first_time_ns", "last_time_ns", "truncated", "bins.packets", "ip_packets",
         "sources.packets", "destinations.packets", "addresses.packets", "conversations.packets",
         "packet_sizes.packets", "sums")
    )
    rules[rule] += 1
    for record in file.records:
        answers.add("packets", "", 1)
        answers.add("wire_bytes", "", record.original)
        answers.add("packet_sizes.packets", pcapviz.size_label(record.original), 1)
        answers.add("bins.packets", tshark.bin_of(record.time_ns), 1)
    times = [record.time_ns for record in file.records]
    answers.set("first_time_ns", min(times, default=0))
    answers.set("last_time_ns", max(times, default=0))
    answers.set("truncated", int(file.truncated))

    ends = tcpdump.ask(path)
    if ends is None and rule == "unknown to tshark":
        rules["unknown to both"] += 1
        answers.add("ip_packets", "", 0)
    elif ends is None or len(ends) != len(file.records):
        answers.forget("ip_packets", "sources.packets", "destinations.packets", "addresses.packets",
                       "conversations.packets")
    else:
        for source, destination in (pair for pair in ends if pair is not None):
            answers.add("ip_packets", "", 1)
            answers.add("sources.packets", source, 1)
            answers.add("destinations.packets", destination, 1)
            answers.add("conversations.packets", (source, destination), 1)
            for address in {source, destination}:
                answers.add("addresses.packets", address, 1)
    return answers


class Right:
    """What is right for one file, asked once."""

    def __init__(self, path):
        self.path = path
        self.rules = collections.Counter()
        self.refusal = None
        self.answers = None
        self.packets = 0
        self._streams = {}
        file = savefile.read(path)
        try:
            rows, message = tshark.ask(path)
        except tshark.Refusal as e:
            self.refusal = str(e)
            rule = next((rule for words, rule in REFUSALS if words in self.refusal), None)
            if rule is not None and file is not None:
                self.answers = answer_from_records(path, file, self.rules, rule)
                self.packets = len(file.records)
            return
        self.answers, self.rules, _ = tshark.answer(rows, message, file, self.rules)
        counted = taps.ask(path, tshark.preferences())
        if counted is None:
            self.answers.forget(*taps.QUESTIONS)
        else:
            self.answers.taps.tell(self.answers, counted)
        self.packets = self.answers.tallies["packets"].least[""]

    def streams(self, wanted):
        key = frozenset(wanted)
        if key not in self._streams:
            self._streams[key] = tshark.read_streams(self.path, key)
        return self._streams[key]

    def judge(self, ask):
        """The outcome for what @ask, a function of a path, answers: see pcapviz.ask()."""
        try:
            ours, names = ask(self.path)
        except pcapviz.Refusal as e:
            return self.judge_refusal(str(e))
        except (pcapviz.Crash, subprocess.TimeoutExpired) as e:
            return Outcome("crashed", str(e), self.rules, self.packets)

        if self.answers is None:
            n = ours["packets"].get("", 0)
            return Outcome("refused by tshark" if n else "no capture", self.refusal, self.rules, n)
        found, rules = differences(self.answers, ours, names, self.streams)
        missing = [question for question in QUESTIONS if question not in ours]
        if missing:
            return Outcome("crashed", f"does not answer {missing}", self.rules, self.packets)
        return Outcome("differs" if found else "agrees", found, self.rules + rules, self.packets)

    def judge_refusal(self, message):
        if self.packets == 0:
            return Outcome("no capture", None, self.rules, 0)
        if not is_read_format(self.path):
            return Outcome("other format", message, self.rules + collections.Counter(["format"]), self.packets)
        return Outcome("refused", message, self.rules, self.packets)


def describe(question, wrong):
    shown = []
    for label in sorted(wrong, key=str)[:5]:
        least, most, ours = wrong[label]
        right = str(least) if least == most else f"{least} to {most}"
        shown.append(f"{label} {right}/{ours}".strip())
    return f"    {question} (right/PcapViz): {', '.join(shown)}{' …' if len(wrong) > 5 else ''}"
