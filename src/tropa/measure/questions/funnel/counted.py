"""The commonest question of all, in one pass: how many got how far, by group.

Where nobody asks for times, rows or every attempt, and one window bounds an attempt, nothing is
kept of a unit but the sums of its group.
"""

from typing import Final

import numpy as np

from tropa.measure.questions.funnel.asked import Asked
from tropa.measure.questions.funnel.chain import is_plain
from tropa.measure.questions.funnel.first import longest_of
from tropa.measure.questions.funnel.flat import flat_counts, room
from tropa.measure.questions.funnel.rows import Rows
from tropa.measure.questions.funnel.ways import Bools, Int64

_KNOWN_BEFORE: Final = ("first", "last", "trait", "segment")
"""Splits that do not depend on how far a unit got."""


def is_counted(asked: Asked) -> bool:
    """Whether sums are all that is told."""
    more = asked.times or asked.trend or asked.correlate or asked.exclude or asked.optional
    split = asked.by is None or asked.by.rule in _KNOWN_BEFORE
    return (
        asked.order == "ordered" and not more and split and is_plain(asked.ways(asked.required))
    )


def counted(asked: Asked, rows: Rows, of: Int64, people: Bools, groups: int) -> Int64:
    """Sums of each group, a row a group, as `sums` lays them out.

    Args:
        asked: the funnel.
        rows: of its units.
        of: the group of each unit.
        people: units that are asked about.
        groups: how many there are.
    """
    ways, steps = asked.ways(asked.required), len(asked.required)
    longest = int(np.diff(rows.offsets).max()) if len(rows.offsets) > 1 else 0
    table = np.zeros((groups, 1 + 4 * steps), np.int64)
    offsets, time, index = rows.offsets, rows.time, rows.bits.index
    bits, most = rows.bits.table.astype(np.int64), longest_of(ways)
    space = room(steps, longest)
    flat_counts(offsets, time, index, bits, ways, most, of, people, space, table)
    # Of the ripe as many began as made the first step.
    table[:, 1 + 2 * steps : 1 + 3 * steps] = table[:, 1 + steps : 2 + steps]
    return table
