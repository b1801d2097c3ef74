"""Paths as a chain: where people go on from each state, counted.

A state is what a person has been touched by last: one label in a chain of the first order, the
last `order` labels in a chain of a higher one, fewer where the path is younger than that. From
the start people go to a state, from there to the next, and at last to the conversion or away.

    share(i → j) = people of all paths who went from i to j ÷ people who left i

Everyone of a path goes its whole length. Paths without steps touch no state and are left out.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.errors import UsageFault
from tropa.measure.attribution.journeys import Paths

Int64 = NDArray[np.int64]
Float64 = NDArray[np.float64]

MOST_STATES: Final = 3_000
"""The chain is solved as a whole: three thousand states are some seconds of work."""
_SPACE: Final = 1 << 22
"""Numbers below this are told apart by a table, others by sorting."""


@dataclass(frozen=True, slots=True)
class Walks:
    """Paths as rows of states."""

    offsets: Int64
    states: Int64
    """The state of each step."""
    last: Int64
    """For each state the label it ends with."""


def walks(paths: Paths, order: int = 1) -> Walks:
    """The states of all steps.

    Raises:
        UsageFault: more than MOST_STATES different ones.
    """
    # No path is longer than that, so a state cannot tell more.
    order = min(order, int(paths.lengths.max(initial=1)))
    begins = paths.offsets[:-1][paths.lengths > 0]
    space = max(len(paths.labels), 1)
    last, states = _numbered(paths.codes, space)
    for _ in range(order - 1):
        _limited(len(last))
        former = np.empty(len(states), np.int64)
        former[1:] = states[:-1] + 1
        former[begins] = 0
        keys, states = _numbered(former * space + paths.codes, (len(last) + 1) * space)
        last = keys % space
    _limited(len(last))
    return Walks(paths.offsets, states, last)


def _limited(states: int) -> None:
    if states > MOST_STATES:
        raise UsageFault("attribution_many_states", n=states, limit=MOST_STATES)


def _numbered(keys: Int64, space: int) -> tuple[Int64, Int64]:
    """The different keys in order, and the place of each key among them."""
    if space > _SPACE:
        found, places = np.unique(keys, return_inverse=True)
        return found, places.astype(np.int64, copy=False)
    seen = np.zeros(space, np.bool_)
    seen[keys] = True
    return np.flatnonzero(seen), (np.cumsum(seen) - 1)[keys]


def counted(walk: Walks, converted: Int64, lost: Int64) -> Float64:
    """How many went from each state, and from the start, to each state and to both ends.

    Rows are the states and then the start; columns the states, the conversion, the loss.
    """
    states = len(walk.last)
    table = np.zeros((states + 1, states + 2))
    _count(walk.offsets, walk.states, converted, lost, table)
    return table


def shares(table: Float64) -> Float64:
    """The same as shares of those who left; of whom nobody left, nobody goes anywhere."""
    left = table.sum(axis=1, keepdims=True)
    return table / np.where(left > 0, left, 1)


@compiled
def _count(
    offsets: Int64, states: Int64, converted: Int64, lost: Int64, table: Float64
) -> None:
    start = len(table) - 1
    for path in range(len(offsets) - 1):
        people = converted[path] + lost[path]
        if offsets[path] == offsets[path + 1] or people == 0:
            continue
        here = start
        for step in range(offsets[path], offsets[path + 1]):
            table[here, states[step]] += people
            here = states[step]
        table[here, start] += converted[path]
        table[here, start + 1] += lost[path]
