# SPDX-License-Identifier: GPL-3.0-or-later
"""Labels of reports, as the oracles have them."""

import re

# By IANA's registry.
TYPES = {
    1: "A", 2: "NS", 5: "CNAME", 6: "SOA", 10: "NULL", 11: "WKS", 12: "PTR", 13: "HINFO", 14: "MINFO", 15: "MX", 16: "TXT",
    17: "RP", 18: "AFSDB", 24: "SIG", 25: "KEY", 28: "AAAA", 29: "LOC", 33: "SRV", 35: "NAPTR", 36: "KX", 37: "CERT",
    39: "DNAME", 41: "OPT", 42: "APL", 43: "DS", 44: "SSHFP", 45: "IPSECKEY", 46: "RRSIG", 47: "NSEC", 48: "DNSKEY",
    49: "DHCID", 50: "NSEC3", 51: "NSEC3PARAM", 52: "TLSA", 53: "SMIMEA", 55: "HIP", 59: "CDS", 60: "CDNSKEY",
    61: "OPENPGPKEY", 62: "CSYNC", 63: "ZONEMD", 64: "SVCB", 65: "HTTPS", 99: "SPF", 108: "EUI48", 109: "EUI64",
    249: "TKEY", 250: "TSIG", 251: "IXFR", 252: "AXFR", 255: "ANY", 256: "URI", 257: "CAA", 32768: "TA", 32769: "DLV",
}
NUMBERS = {name: number for number, name in TYPES.items()}


def type_number(name):
    """The number of a type as reports call it."""
    return NUMBERS[name] if name in NUMBERS else int(name.removeprefix("TYPE"))


def agent_skeleton(text):
    """A user agent without what is no printable ASCII, which tshark and reports escape each in its way."""
    return re.sub(r"\\x[0-9a-f]{2}|[^ -~]|\\[0-9]{3}", "", text)
