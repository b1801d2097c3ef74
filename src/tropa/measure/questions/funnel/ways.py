"""The ways rows may be joined to chains, and what the kernels share."""

from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import borrowed, part

Int64: TypeAlias = NDArray[np.int64]
Bits: TypeAlias = NDArray[np.int64]
Index: TypeAlias = NDArray[np.unsignedinteger]
Bools: TypeAlias = NDArray[np.bool_]

STEPS_AT_MOST: Final = 32

ASIDE: Final = 1 << 40
"""A row that is of no step asked, and is no obstacle in a strict order either."""
EXCLUDED: Final = 41
"""The bit of the first exclusion."""
EXCLUSIONS_AT_MOST: Final = 20


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
    by_attempt: bool = False
    """Each first step begins an attempt of its own; else as `windowFunnel` does."""


@part
def lent(ways: Ways) -> Ways:
    """The ways without counting who holds them."""
    return Ways(
        ways.steps,
        ways.within,
        borrowed(ways.step_within),
        ways.since,
        ways.until,
        ways.as_of,
        ways.strict_order,
        ways.reentry,
        ways.repeats_end,
        ways.apart,
        ways.many_steps,
        ways.by_attempt,
    )


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


@part
def instant_end(time: Int64, hits: Int64, here: int, count: int) -> int:
    """Where the rows of one instant end."""
    end = here + 1
    while end < count and time[hits[end]] == time[hits[here]]:
        end += 1
    return end


@part
def seen_at(here: int, end: int, index: Index, table: Bits, hits: Int64) -> int:
    """What the rows of one instant are of, all together."""
    seen = 0
    for one in range(here, end):
        seen |= int(table[index[hits[one]]])
    return seen
