"""What a funnel adds up of a group of units, and how that is told.

One row of whole numbers a group: who entered; and for each step who made it, who of the ripe
ones made it and of how many, who is still under way there; then for each step that may be left
out who made it on the way.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tropa.measure.interval import Rate
from tropa.measure.questions.funnel.asked import Asked
from tropa.measure.questions.funnel.took import Took
from tropa.measure.questions.funnel.walked import Walked
from tropa.measure.questions.telling import rate_json, times_json

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


def width(asked: Asked) -> int:
    """Numbers in a row of sums."""
    return 1 + 4 * len(asked.required) + len(asked.optional)


class Sums:
    """A row of sums by name."""

    def __init__(self, asked: Asked, row: Int64) -> None:
        steps = len(asked.required)
        self.entered = int(row[0])
        made, ripe, ripe_of, waiting, optional = np.split(
            row[1:], [steps, 2 * steps, 3 * steps, 4 * steps]
        )
        self.made: list[int] = made.tolist()
        self.ripe: list[int] = ripe.tolist()
        self.ripe_of: list[int] = ripe_of.tolist()
        self.waiting: list[int] = waiting.tolist()
        self.optional: list[int] = optional.tolist()


def sums(asked: Asked, found: Walked, of: Int64, chosen: Bools, groups: int) -> Int64:
    """Sums of each group, a row a group.

    Args:
        asked: the funnel.
        found: where everybody got.
        of: the group of each unit.
        chosen: units that are asked about.
        groups: how many there are.
    """
    steps = len(asked.required)
    if asked.order == "any":
        columns = [_count(found.made != 0, of, chosen, groups)]
        each = [_each(found, step, of, chosen, groups) for step in range(steps)]
        columns += [one[row] for row in range(4) for one in each]
    else:
        made = _deeper(found.depth, of, chosen, groups, steps)
        ripe = _deeper(found.depth, of, chosen & found.ripe, groups, steps)
        waits = [_count(found.waits(step), of, chosen, groups) for step in range(steps)]
        columns = [made[0], *made, *ripe, *([ripe[0]] * steps), *waits]
    columns += [_count(one, of, chosen, groups) for one in found.optional]
    return np.stack(columns, axis=1)


def _count(which: Bools, of: Int64, chosen: Bools, groups: int) -> Int64:
    if groups == 1:
        return np.asarray([np.count_nonzero(which & chosen)], np.int64)
    return np.bincount(of[which & chosen], minlength=groups)


def _each(
    found: Walked, step: int, of: Int64, chosen: Bools, groups: int
) -> tuple[Int64, Int64, Int64, Int64]:
    """A step by itself: who made it; the same of the ripe; those; who may yet make it."""
    made, entered = found.has(step), found.made != 0
    return (
        _count(made, of, chosen, groups),
        _count(made & found.ripe, of, chosen, groups),
        _count(entered & found.ripe, of, chosen, groups),
        _count(found.waits(step), of, chosen, groups),
    )


def _deeper(depth: Int64, of: Int64, chosen: Bools, groups: int, steps: int) -> Int64:
    """Who got at least so far: steps × groups."""
    at = (depth if groups == 1 else of * (steps + 1) + depth)[chosen]
    counts = np.bincount(at, minlength=groups * (steps + 1)).reshape(groups, steps + 1)
    return np.cumsum(counts[:, ::-1], axis=1)[:, ::-1][:, 1:].T


def steps_json(row: Int64, took: Took, value: object, asked: Asked) -> list[dict[str, Any]]:
    """The steps of a group, one after another.

    Args:
        row: its sums.
        took: how long things took, group by group.
        value: what its times are filed under.
        asked: the funnel.
    """
    told = Sums(asked, row)
    whole = told.made[0] if asked.order != "any" else told.entered
    rows: list[dict[str, Any]] = []
    for at, step in enumerate(asked.steps):
        shown: dict[str, Any] = {"name": step.name, "optional": step.optional}
        if step.optional:
            count = told.optional[asked.optional.index(at)]
            rows.append(shown | {"count": count, "rate": rate_json(Rate(count, whole))})
            continue
        own = asked.required.index(at)
        count = told.made[own]
        shown |= {"count": count, "rate": rate_json(Rate(count, whole))}
        if asked.order != "any":
            before = told.made[max(own - 1, 0)]
            shown["from_previous"] = rate_json(Rate(count, before))
        shown["ripe"] = rate_json(Rate(told.ripe[own], told.ripe_of[own]))
        shown["in_window"] = told.waiting[own]
        if asked.times and (own or asked.order == "any"):
            shown["took"] = times_json([took.of(own + 1, value)])
        rows.append(shown)
    return rows
