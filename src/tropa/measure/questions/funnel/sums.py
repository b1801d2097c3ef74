"""What a funnel adds up, group by group, and how the sums are told."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tropa.measure.interval import Rate
from tropa.measure.questions.funnel.asked import Asked
from tropa.measure.questions.telling import rate_json, times_json

Int64 = NDArray[np.int64]


class Sums:
    """Units of one group."""

    __slots__ = ("counts", "open", "optional", "took")

    def __init__(self, steps: int, optional: int) -> None:
        self.counts = np.zeros(steps + 1, np.int64)
        """Units by depth."""
        self.open = np.zeros(steps + 1, np.int64)
        """Units still under way, by depth."""
        self.optional = np.zeros(optional, np.int64)
        self.took: list[list[Int64]] = [[] for _ in range(steps)]
        """For each step but the first µs since the step before; the first has the whole."""

    def take_in(self, other: "Sums") -> None:
        self.counts += other.counts
        self.open += other.open
        self.optional += other.optional
        for mine, theirs in zip(self.took, other.took, strict=True):
            mine.extend(theirs)


def steps_json(sums: Sums, asked: Asked) -> list[dict[str, Any]]:
    """The steps of a group, one after another."""
    reached = np.cumsum(sums.counts[::-1])[::-1][1:].tolist()
    ripe = np.cumsum((sums.counts - sums.open)[::-1])[::-1][1:].tolist()
    rows: list[dict[str, Any]] = []
    for at, step in enumerate(asked.steps):
        row: dict[str, Any] = {"name": step.name, "optional": step.optional}
        if step.optional:
            count = int(sums.optional[asked.optional.index(at)])
            row |= {"count": count, "rate": rate_json(Rate(count, reached[0]))}
        else:
            own = asked.required.index(at)
            row |= {
                "count": reached[own],
                "rate": rate_json(Rate(reached[own], reached[0])),
                "from_previous": rate_json(Rate(reached[own], reached[max(own - 1, 0)])),
                "ripe": rate_json(Rate(ripe[own], ripe[0])),
                "in_window": int(sums.open[own + 1]),
            }
            if own and asked.times:
                row["took"] = times_json(sums.took[own])
        rows.append(row)
    return rows
