# SPDX-License-Identifier: GPL-3.0-or-later
"""What tests/agree-with-tshark is made of."""
