# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program itself knows of its table of dimensions, and what charts of them have to do with reports."""
import re


def get_names(call):
    """The names of charts, those of dimensions first, and of lists, as the program tells them. call: runs it."""
    charts = re.search(r'there are (.*), all', call('--export=x.csv', '--chart=?', 'x').stderr).group(1)
    lists = re.search(r'there are (.*)', call('--report', '--pick=?', 'x').stderr).group(1)
    return charts.split(', '), lists.split(', ')


def count_bars(report, name):
    """How many bars a list of a report is as a chart."""
    # what has no name, and what no answer came to, are bars too, and in reports figures of their own
    rest = int(name in ('named', 'named_domains') and report['not_named']['packets'] > 0
               or name == 'dns_outcomes' and report['dns_unanswered'] > 0)
    # domains that were only talked to are no bars of lookups
    return sum(row.get('lookups') != 0 for row in report.get(name, [])) + rest
