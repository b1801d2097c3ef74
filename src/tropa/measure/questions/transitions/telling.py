"""Transitions as they are told: nodes, pairs, steps and whole traces."""

from dataclasses import dataclass
from itertools import accumulate
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.measure.interval import Rate
from tropa.measure.questions.nodes.asked import END_NAME, OTHER_NAME, START_NAME
from tropa.measure.questions.nodes.numbering import Names, Pair, cell_of, pair_of
from tropa.measure.questions.nodes.tally import Ranked
from tropa.measure.questions.nodes.took import seconds_json
from tropa.measure.questions.nodes.walk import MORE
from tropa.measure.questions.telling import rate_json
from tropa.measure.questions.transitions.sums import ENDS, STARTS, VISITS, Sums

Int64: TypeAlias = NDArray[np.int64]
Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class Folded:
    """Which nodes are shown: the number each has, OTHER the highest."""

    names: Names
    shown: Int64

    @property
    def together(self) -> frozenset[str]:
        """Nodes that are put together."""
        left: list[int] = np.flatnonzero(self.shown == len(self.names) - 1).tolist()
        return frozenset(self.names[number] for number in left)


def folded(sums: Sums, top: int) -> Folded:
    """The `top` most visited nodes by themselves, of equal ones the first by name."""
    count = sums.visits[:, VISITS]
    order = sorted(
        range(MORE + 1, len(sums.names)), key=lambda one: (-int(count[one]), sums.names[one])
    )
    shown = np.arange(len(sums.names))
    # One alone would be no fewer as «other».
    if len(order) > top + 1:
        shown[order[top:]] = len(sums.names)
    return Folded((*sums.names, OTHER_NAME), shown)


def nodes_json(sums: Sums, fold: Folded) -> list[Row]:
    """Nodes, the most visited first."""
    figures = np.zeros((len(fold.names), sums.visits.shape[1]), np.int64)
    np.add.at(figures, fold.shown, sums.visits)
    met: list[int] = np.flatnonzero(figures.any(axis=1)).tolist()
    total = int(figures[:, VISITS].sum())
    rows = [
        {
            "node": fold.names[node],
            "count": int(figures[node, VISITS]),
            "rate": rate_json(Rate(int(figures[node, VISITS]), total)),
            "starts": int(figures[node, STARTS]),
            "ends": int(figures[node, ENDS]),
        }
        for node in met
    ]
    return sorted(rows, key=lambda row: (-row["count"], row["node"]))


def transitions_json(sums: Sums, fold: Folded, *, ends: bool) -> list[Row]:
    """Pairs, the most frequent first; a share is of everything that went on from a node."""

    def to(cells: Int64) -> Int64:
        step, left, right = pair_of(cells)
        return cell_of(Pair(step, fold.shown[left], fold.shown[right]))

    told = sums.lengths.renumbered(to).told()
    pair = pair_of(told.cell)
    rows: list[Row] = [
        {
            "from": fold.names[int(pair.left[at])],
            "to": fold.names[int(pair.right[at])],
            "count": int(told.count[at]),
            "took": seconds_json(
                int(told.count[at]), float(told.mean[at]), float(told.median[at])
            ),
        }
        for at in range(len(told.cell))
    ]
    if ends:
        for node in nodes_json(sums, fold):
            rows += _ends(node)
    total: dict[str, int] = {}
    for row in rows:
        total[row["from"]] = total.get(row["from"], 0) + row["count"]
    shared = [row | {"rate": rate_json(Rate(row["count"], total[row["from"]]))} for row in rows]
    return sorted(shared, key=lambda row: (-row["count"], row["from"], row["to"]))


def _ends(node: Row) -> list[Row]:
    found = (
        {"from": START_NAME, "to": node["node"], "count": node["starts"]},
        {"from": node["node"], "to": END_NAME, "count": node["ends"]},
    )
    return [row for row in found if row["count"]]


def steps_json(sums: Sums, fold: Folded) -> list[Row]:
    """Where trails are step by step, and how many are over by then."""
    rows: list[Row] = []
    for step, there in enumerate(sums.matrix, 1):
        figures = np.zeros(len(fold.names), np.int64)
        np.add.at(figures, fold.shown, there)
        counts = {
            fold.names[node]: int(figures[node]) for node in np.flatnonzero(figures).tolist()
        }
        ordered = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        over = sums.traces - int(figures.sum())
        rows += [
            {
                "step": step,
                "node": name,
                "count": count,
                "rate": rate_json(Rate(count, sums.traces)),
            }
            for name, count in [*ordered, *([(END_NAME, over)] if over else [])]
        ]
    return rows


def variants_json(ranked: list[Ranked], traces: int) -> list[Row]:
    """Whole traces, the most frequent first."""
    together = accumulate(one.count for one in ranked)
    return [
        {
            "rank": rank,
            "path": list(one.path),
            "count": one.count,
            "rate": rate_json(Rate(one.count, traces)),
            "cumulative": rate_json(Rate(reached, traces)),
            "further": one.further,
        }
        for rank, (one, reached) in enumerate(zip(ranked, together, strict=True), 1)
    ]
