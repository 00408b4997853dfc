# SPDX-License-Identifier: GPL-3.0-or-later
"""What is right of flows and of all that they are folded into: conversations, ports, services."""

import collections

from . import headers, pcapviz, taps

# No registry names ports from here on (RFC 6335, section 6).
DYNAMIC = 49152

# All that hangs on ports.
OF_FLOWS = ("flows.name", "flows.packets", "flows.bytes", "flows.client", "flows.first_time_ns", "flows.last_time_ns",
            "ports.packets", "ports.bytes", "source_ports.packets", "source_ports.bytes", "destination_ports.packets",
            "destination_ports.bytes", "services.packets", "services.bytes",
            "clients.packets", "clients.bytes", "servers.packets", "servers.bytes")

Key = collections.namedtuple("Key", "source source_port destination destination_port protocol has_ports")


class Flow:
    """Packets of one direction; its number is the place of its first packet."""

    def __init__(self, number):
        self.number = number
        self.packets = 0
        self.least = self.most = 0
        self.first_ns = self.last_ns = None
        self.asks = False


def reverse_of(key):
    return Key(key.destination, key.destination_port, key.source, key.source_port, key.protocol, key.has_ports)


class Flows:
    def __init__(self):
        self.flows = {}
        # the flow of the first packet between two addresses
        self.firsts = {}
        self.n_packets = 0

    def add(self, source, destination, protocol, ports, syn, time_ns, least, most):
        key = Key(source, ports[0] if ports else 0, destination, ports[1] if ports else 0, protocol,
                  ports is not None)
        self.n_packets += 1
        flow = self.flows.setdefault(key, Flow(self.n_packets))
        self.firsts.setdefault(frozenset((source, destination)), key)
        flow.packets += 1
        flow.least += least
        flow.most += most
        flow.first_ns = time_ns if flow.first_ns is None else min(flow.first_ns, time_ns)
        flow.last_ns = time_ns if flow.last_ns is None else max(flow.last_ns, time_ns)
        flow.asks = flow.asks or syn
        return key

    def is_from_client(self, key):
        """Whether a flow's source is the client; None where only the registry of ports can tell."""
        flow, back = self.flows[key], self.flows.get(reverse_of(key))
        if reverse_of(key) == key:
            return True
        if flow.asks != (back is not None and back.asks):
            return flow.asks
        if key.has_ports and key.source_port != key.destination_port:
            if (key.source_port < DYNAMIC) == (key.destination_port < DYNAMIC):
                return None if key.source_port < DYNAMIC else key.destination_port < key.source_port
            return key.destination_port < DYNAMIC
        return back is None or flow.number < back.number

    def tell(self, answers):
        """Adds what the flows come to."""
        times = {}
        for key, flow in self.flows.items():
            label = pcapviz.flow_label(*key[:5])
            pair = min(label, pcapviz.flow_label(*reverse_of(key)[:5]))
            for question, name in (("flows", label), ("conversations", (key.source, key.destination))):
                answers.add(question + ".packets", name, flow.packets)
                answers.add(question + ".bytes", name, flow.least, flow.most)
            first_ns, last_ns = times.get(pair, (flow.first_ns, flow.last_ns))
            times[pair] = (min(first_ns, flow.first_ns), max(last_ns, flow.last_ns))
            self.tell_client(answers, key, "flows.client", label, pair)
            self.tell_sides(answers, key, flow)
            self.tell_ports(answers, key, flow)
        for pair, (first_ns, last_ns) in times.items():
            answers.add("flows.first_time_ns", pair, first_ns)
            answers.add("flows.last_time_ns", pair, last_ns)
        for key in self.firsts.values():
            ends = (key.source, key.destination)
            self.tell_client(answers, key, "conversations.client", ends, min(ends, ends[::-1]))

    def tell_client(self, answers, key, question, label, pair):
        """1 where the client is the first of a pair, 2 where it is the second."""
        if answers.has(question, pair):
            return
        from_client = self.is_from_client(key)
        other = key._replace(has_ports=not key.has_ports)
        # Later fragments have no ports, and so may have the label of a flow with port 0 on either side.
        if from_client is None or other in self.flows or reverse_of(other) in self.flows:
            answers.add(question, pair, 1, 2)
        else:
            answers.add(question, pair, 1 if from_client == (label == pair) else 2)

    def tell_sides(self, answers, key, flow):
        from_client = self.is_from_client(key)
        for question, end, other in (("clients", key.source, key.destination),
                                     ("servers", key.destination, key.source)):
            if from_client is None and end != other:
                ends, least = (end, other), 0
            else:
                ends, least = (end if from_client or end == other else other,), 1
            for address in ends:
                answers.add(question + ".packets", address, least * flow.packets, flow.packets)
                answers.add(question + ".bytes", address, least * flow.least, flow.most)

    def tell_ports(self, answers, key, flow):
        if not key.has_ports:
            return
        sides = {"source_ports": {key.source_port}, "destination_ports": {key.destination_port}}
        sides["ports"] = {key.source_port, key.destination_port}
        for question, ports in sides.items():
            for port in ports:
                answers.add(question + ".packets", (key.protocol, port), flow.packets)
                answers.add(question + ".bytes", (key.protocol, port), flow.least, flow.most)

        from_client = self.is_from_client(key)
        if from_client is None:
            for port in sides["ports"]:
                answers.add("services.packets", (key.protocol, port), 0, flow.packets)
                answers.add("services.bytes", (key.protocol, port), 0, flow.most)
        else:
            port = key.destination_port if from_client else key.source_port
            answers.add("services.packets", (key.protocol, port), flow.packets)
            answers.add("services.bytes", (key.protocol, port), flow.least, flow.most)


def add_packet(answers, row, transport, time_ns, ends, least, most):
    """Adds an IP packet, whose flow it returns. @transport: see headers.transport_of(); @ends: source and
    destination."""
    protocol, whole = transport
    if protocol is None:
        answers.forget("protocols.packets", "protocols.bytes", "conversations.client", *OF_FLOWS, *taps.QUESTIONS)
    ports = headers.ports_of(row, protocol) if whole else None
    syn = protocol == 6 and ports is not None and headers.is_syn(row)
    answers.add("protocols.packets", protocol, 1)
    answers.add("protocols.bytes", protocol, least, most)
    return answers.flows.add(*ends, protocol, ports, syn, time_ns, least, most)
