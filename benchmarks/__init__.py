"""Tropa and its rivals, timed in one run on one machine: `make bench` prints ratios.

Nothing here is a test: a bar missed is printed, not asserted. Every benchmark says what each
side did, for a ratio between two different things is worth nothing.
"""
