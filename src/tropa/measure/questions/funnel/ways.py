"""The ways rows may be joined to chains, and what the kernels share."""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import part

Int64: TypeAlias = NDArray[np.int64]
Bits: TypeAlias = NDArray[np.int64]
Index: TypeAlias = NDArray[np.unsignedinteger]


class Ways(NamedTuple):
    """How rows are joined to chains."""

    steps: int
    within: int
    """µs from the first step; FOREVER for no window."""
    step_within: Int64
    """µs from the step before, by step."""
    since: int
    """Attempts begin from here …"""
    until: int
    """… and before here."""
    as_of: int
    """Later rows are not looked at."""
    strict_order: bool
    reentry: bool
    repeats_end: bool
    apart: bool
    many_steps: bool


@part
def hits_of(low: int, high: int, index: Index, table: Bits, hits: Int64) -> int:
    """Rows that are of some step, found without a branch."""
    count = 0
    for at in range(low, high):
        hits[count] = at
        count += int(table[index[at]] != 0)
    return count


@part
def lowest(bits: int, steps: int) -> int:
    """The first step a row is of."""
    for step in range(steps):
        if bits >> step & 1:
            return step
    return steps
