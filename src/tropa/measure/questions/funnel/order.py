"""The rows of a unit in the order they are taken in.

In the order of time; at one instant foreign rows first, then in the order of the first step
each is of, then as they lie. A unit's attempts may each look at all of its rows: where they are
followed one by one, a unit is given LOOKS_AT_MOST looks; its later attempts are left out, and
the answer says of how many people.
"""

from typing import Final

from tropa.compiled import part
from tropa.measure.questions.funnel.ways import (
    Bits,
    Index,
    Int64,
    Ways,
    hits_of,
    instant_end,
    lowest,
)

LOOKS_AT_MOST: Final = 20_000_000
"""Rows looked at for one unit: 4,000 attempts of 5,000 rows each."""
NO_ATTEMPT: Final = 255
"""The fate of a row that begins none."""


@part
def in_order(
    low: int,
    high: int,
    time: Int64,
    index: Index,
    table: Bits,
    ways: Ways,
    order: Int64,
    spare: Int64,
) -> int:
    """Fill in the rows of a unit up to the moment of the answer; how many they are.

    Args:
        low: the unit's first row.
        high: the row behind its last.
        time: instants of rows.
        index: numbers into `table`.
        table: steps of rows, as bits.
        ways: in a strict order foreign rows are taken in too.
        order: is filled in.
        spare: as much room again.
    """
    if ways.strict_order:
        count = _near(low, high, index, table, ways, order)
    else:
        count = hits_of(low, high, index, table, order)
    here = 0
    while here < count:
        if time[order[here]] > ways.as_of:
            return here
        end = instant_end(time, order, here, count)
        if end > here + 1:
            _sort_tie(here, end, index, table, ways, order, spare)
        here = end
    return count


@part
def _near(low: int, high: int, index: Index, table: Bits, ways: Ways, order: Int64) -> int:
    """Rows of the steps asked and foreign ones; those of other steps are no obstacle."""
    count, steps = 0, (1 << ways.steps) - 1
    for row in range(low, high):
        bits = table[index[row]]
        order[count] = row
        count += int(bits == 0 or bits & steps != 0)
    return count


@part
def _sort_tie(
    here: int, end: int, index: Index, table: Bits, ways: Ways, order: Int64, spare: Int64
) -> None:
    spare[here:end] = order[here:end]
    to = here
    for rank in range(-1, ways.steps + 1):
        for one in range(here, end):
            bits = int(table[index[spare[one]]])
            if (-1 if bits == 0 else lowest(bits, ways.steps)) == rank:
                order[to] = spare[one]
                to += 1
