# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes of a report that make it wrong, in whatever way: what the checker must see through."""


def named(change, name, can_be_told=lambda report: True):
    change.name = name
    change.can_be_told = can_be_told
    return change


def add_to(key, label, number, amount):
    """A change of a number in the first row of a list."""
    def change(report):
        row = dict(report[key][0])
        row[number] += amount
        report[key][0] = row
    return named(change, f"{key}.{number} {amount:+} ({label})", lambda report: report[key])


def add(key, amount):
    def change(report):
        report[key] += amount
    return named(change, f"{key} {amount:+}")


def drop_row(key):
    def change(report):
        del report[key][-1]
    return named(change, f"{key} without its last row", lambda report: report[key])


def invent(key, row, times=1):
    def change(report):
        report[key] = report[key] + [row] * times
    return named(change, f"{key} with {times} more")


def shift(key, number):
    """A change that leaves the sum as it is."""
    def rows(report):
        return [i for i, row in enumerate(report[key]) if row[number] > 0]

    def change(report):
        giver = rows(report)[0]
        for i, amount in ((giver, -1), (giver - 1, 1)):
            report[key][i] = dict(report[key][i], **{number: report[key][i][number] + amount})
    return named(change, f"{key}.{number} moved between rows", lambda report: len(report[key]) > 1 and rows(report))


def relabel(key, field, value):
    """@value: a function of what stands there; None where it can't be told of that."""
    def places(report):
        return [i for i, row in enumerate(report[key]) if value(row[field]) is not None]

    def change(report):
        row = report[key][places(report)[0]]
        report[key][places(report)[0]] = dict(row, **{field: value(row[field])})
    return named(change, f"{key}.{field} of another", places)


def turn(key):
    """What went there came back, and the other way round."""
    def places(report):
        return [i for i, row in enumerate(report[key]) if row["client"] != row["server"] and
                (row["packets"], row["bytes"]) != (row["packets_back"], row["bytes_back"])]

    def change(report):
        row = report[key][places(report)[0]]
        report[key][places(report)[0]] = dict(row, packets=row["packets_back"], packets_back=row["packets"],
                                              bytes=row["bytes_back"], bytes_back=row["bytes"])
    return named(change, f"{key} turned", places)


OTHER_SIDE = {"client": "server", "server": "client", "client_port": "server_port", "server_port": "client_port",
              "packets": "packets_back", "packets_back": "packets", "bytes": "bytes_back", "bytes_back": "bytes"}


def swap_clients(key):
    """Who asks is asked: all else of the rows stays right."""
    def change(report):
        report[key] = [{field: row.get(OTHER_SIDE.get(field, field)) for field in row} for row in report[key]]
    return named(change, f"swap_clients of {key}",
                 lambda report: any(row["client"] != row["server"] for row in report[key]))


def move_bins(report):
    report["bins"] = [dict(row, start_ns=row["start_ns"] + 2 * 10**9) for row in report["bins"]]


def swap_ends(report):
    report["sources"], report["destinations"] = report["destinations"], report["sources"]


def toggle_truncated(report):
    report["truncated"] = not report["truncated"]


def add_share(report):
    report["named_share"] += 0.01


def forget_bins(report):
    report["bins"] = []


named(move_bins, "move_bins", lambda report: report["bins"])
named(add_share, "named_share +0.01", lambda report: report["ip_bytes"])
named(swap_ends, "swap_ends", lambda report: report["sources"])
named(toggle_truncated, "toggle_truncated")
named(forget_bins, "forget_bins", lambda report: report["bins"])

DIRECTIONS = ("packets", "bytes", "packets_back", "bytes_back")
OF_FLOWS = {
    "addresses": ("packets", "bytes"),
    "clients": ("packets", "bytes"),
    "servers": ("packets", "bytes"),
    "conversations": DIRECTIONS,
    "flows": (*DIRECTIONS, "first_time_ns", "last_time_ns"),
    "services": ("packets", "bytes"),
    "ports": ("packets", "bytes"),
    "source_ports": ("packets", "bytes"),
    "destination_ports": ("packets", "bytes"),
    "protocols": ("packets", "bytes"),
    "packet_sizes": ("packets", "bytes"),
}


OF_LINKS = ("hardware", "interfaces", "vlans")
NAMES = {"server_names": "times", "urls": "requests", "user_agents": "requests", "dns_outcomes": "answers",
         "dns_types": "answers"}


def plus_one(number):
    return None if number is None else number + 1


def later(report):
    report["dns_response_ns"] = {key: time + 1000 for key, time in report["dns_response_ns"].items()}


named(later, "dns_response_ns +1000", lambda report: report["dns_response_ns"])

LIES = [
    later,
    *(add(key, amount) for key in ("packets", "wire_bytes", "ip_packets", "ip_bytes") for amount in (1, -1)),
    *(add(key, amount) for key in ("first_time_ns", "last_time_ns") for amount in (1000, -(10**9))),
    *(add_to(key, "first", number, amount) for key in ("sources", "destinations") for number in ("packets", "bytes")
      for amount in (1, -1)),
    *(add_to("bins", "first", number, amount) for number in ("packets", "bytes") for amount in (1, -1)),
    *(add_to(key, "first", "lookups", amount) for key in ("lookups", "mdns_lookups", "llmnr_lookups")
      for amount in (1, -1, 1000)),
    *(drop_row(key) for key in ("sources", "destinations", "lookups", "mdns_lookups", "llmnr_lookups", "bins")),
    invent("sources", {"address": "192.0.2.1", "packets": 1, "bytes": 60}),
    invent("lookups", {"name": "invented.example", "lookups": 1}),
    invent("lookups", {"name": "invented.example", "lookups": 1}, 1000),
    invent("mdns_lookups", {"name": "invented.local", "lookups": 1}),
    invent("llmnr_lookups", {"name": "invented", "lookups": 1}),
    invent("bins", {"start_ns": 0, "packets": 1, "bytes": 60}),
    invent("skipped", {"code": "cut-short", "reason": "", "packets": 1000}),
    move_bins, swap_ends, toggle_truncated, forget_bins,
    *(add_to(key, "first", number, amount) for key, numbers in OF_FLOWS.items() for number in numbers
      for amount in (1, -1)),
    *(shift(key, number) for key, numbers in OF_FLOWS.items() for number in numbers),
    *(drop_row(key) for key in OF_FLOWS),
    *(relabel(key, side, lambda address: "192.0.2.1") for key in ("conversations", "flows")
      for side in ("client", "server")),
    *(turn(key) for key in ("conversations", "flows")),
    *(swap_clients(key) for key in ("conversations", "flows")),
    *(relabel("flows", field, plus_one) for field in ("client_port", "server_port")),
    relabel("flows", "name", lambda name: "x" + name if name is not None else None),
    relabel("flows", "name", lambda name: "invented.example" if name is None else None),
    relabel("flows", "evidence", lambda code: {"dns_client": "dns_any", None: None}.get(code, "dns_client")),
    add_to("named", "first", "bytes", 1), add_to("named", "first", "packets", -1), drop_row("named"),
    relabel("named", "name", lambda name: name + "x"), add_share,
    relabel("flows", "transport", lambda name: "udp" if name != "udp" else "tcp"),
    relabel("protocols", "number", plus_one),
    relabel("protocols", "ethertype", plus_one),
    relabel("protocols", "name", lambda name: "ipx" if name == "stp" else None),
    *(relabel(key, "port", plus_one) for key in ("services", "ports", "source_ports", "destination_ports")),
    *(relabel(key, "transport", lambda name: "udp" if name != "udp" else "tcp")
      for key in ("services", "ports", "source_ports", "destination_ports")),
    *(add_to(key, "first", number, amount) for key, number in NAMES.items() for amount in (1, -1)),
    *(shift(key, number) for key, number in NAMES.items()),
    *(drop_row(key) for key in NAMES),
    relabel("server_names", "name", lambda name: "x" + name),
    relabel("server_names", "source", lambda source: "quic" if source != "quic" else "tls"),
    relabel("user_agents", "user_agent", lambda agent: agent + "x"),
    relabel("dns_types", "type", lambda name: "A" if name != "A" else "TXT"),
    add_to("domains", "first", "lookups", 1), add_to("named_domains", "first", "bytes", 1), drop_row("named_domains"),
    relabel("domains", "domain", lambda domain: domain + "x"),
    relabel("urls", "url", lambda url: url + "x"),
    relabel("dns_outcomes", "outcome", lambda outcome: "NXDOMAIN" if outcome != "NXDOMAIN" else "NOERROR"),
    invent("server_names", {"name": "invented.example", "source": "tls", "times": 1}),
    invent("urls", {"url": "http://invented.example/", "requests": 1}),
    invent("dns_outcomes", {"outcome": "REFUSED", "answers": 1}),
    *(add_to(key, "first", "packets", amount) for key in OF_LINKS for amount in (1, -1)),
    *(shift(key, "packets") for key in OF_LINKS), *(drop_row(key) for key in OF_LINKS),
    relabel("interfaces", "number", plus_one), relabel("interfaces", "name", lambda name: (name or "") + "x"),
    relabel("vlans", "vlan", plus_one), relabel("hardware", "address", lambda address: "02:ff:ff:ff:ff:ff"),
    *(relabel("packet_sizes", end, plus_one) for end in ("from", "to")),
]
