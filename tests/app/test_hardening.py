# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the program that was built resists what a captured packet might try on it.

usage: test_hardening.py PROGRAM FLAG…, FLAG being a compiler's that the build was made with"""
import os
import re
import subprocess
import sys
import unittest

ENDBR64 = 'f3 0f 1e fa'


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True,
                          env=dict(os.environ, LC_ALL='C')).stdout


class HardeningTest(unittest.TestCase):

    def need(self, flag):
        if flag not in FLAGS:
            self.skipTest(f'not built with {flag}')

    def imported(self):
        return set(re.findall(r' UND (\w+)', run('readelf', '--wide', '--dyn-syms', PROGRAM)))

    def test_is_position_independent(self):
        self.assertRegex(run('readelf', '--wide', '--file-header', PROGRAM), r'Type: +DYN')
        self.assertRegex(run('readelf', '--wide', '--dynamic', PROGRAM), r'FLAGS_1.*\bPIE\b')

    def test_relocations_are_read_only(self):
        self.assertIn('GNU_RELRO', run('readelf', '--wide', '--program-headers', PROGRAM))
        self.assertRegex(run('readelf', '--wide', '--dynamic', PROGRAM), r'FLAGS_1.*\bNOW\b')

    def test_no_segment_can_be_written_and_executed(self):
        headers = run('readelf', '--wide', '--program-headers', PROGRAM)
        self.assertRegex(headers, r'GNU_STACK.* RW +0x')
        self.assertNotRegex(headers, r' (RWE|WE) +0x')

    def test_stack_is_protected(self):
        self.need('-fstack-protector-strong')
        self.assertIn('__stack_chk_fail', self.imported())

    def test_functions_are_fortified(self):
        self.need('-D_FORTIFY_SOURCE=3')
        self.assertTrue([name for name in self.imported() if re.fullmatch(r'__mem\w+_chk', name)])

    def test_jumps_land_where_they_may(self):
        self.need('-fcf-protection')
        code = run('objdump', '--disassemble=main', PROGRAM)
        self.assertRegex(code, rf'<main>:\n[^\n]*{ENDBR64}')


PROGRAM, *FLAGS = sys.argv[1:]
unittest.main(argv=sys.argv[:1])
