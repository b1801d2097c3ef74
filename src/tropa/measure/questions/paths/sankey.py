"""Nodes and edges step by step, as a flow diagram needs them: few enough, sums exact.

Where there are more edges than asked, the least visited nodes of steps are put together as
«other» until few enough are left; a node that would be alone there stands for itself. As whole
nodes are put together, at every node

    all there = came by edges + began there = went on by edges + dropped out + went further
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.measure.interval import Rate
from tropa.measure.questions.nodes.asked import OTHER_NAME
from tropa.measure.questions.nodes.numbering import Names, Pair, cell_of, pair_of
from tropa.measure.questions.nodes.took import Lengths, Told, seconds_json
from tropa.measure.questions.paths.sums import BEGAN, COUNT, DROPPED, EARLIER, FURTHER, Sums
from tropa.measure.questions.telling import rate_json

Int64: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Folded:
    """Which nodes of which steps are shown: the number each has, OTHER the highest."""

    names: Names
    shown: Int64
    """Step × node."""

    @property
    def together(self) -> frozenset[tuple[int, str]]:
        """Steps and nodes that are put together."""
        steps, nodes = np.nonzero(self.shown == len(self.names) - 1)
        pairs: list[tuple[int, int]] = list(zip(steps.tolist(), nodes.tolist(), strict=True))
        return frozenset((step, self.names[node]) for step, node in pairs)


def folded(sums: Sums, top: int) -> Folded:
    """The nodes shown, so that no more than `top` edges are left, or one a step."""
    names = (*sums.names, OTHER_NAME)
    pairs = _pairs_met(sums.lengths)
    order = _by_visits(sums)
    shown = np.tile(np.arange(len(sums.names)), (len(sums.levels), 1))
    low, high = 0, len(order)
    # The fewer nodes stand for themselves, the fewer edges: the most that are few enough.
    while low < high:
        middle = (low + high + 1) // 2
        if _edges(pairs, _fold(shown, order[middle:])) <= top:
            low = middle
        else:
            high = middle - 1
    left = order[low:]
    alone = np.bincount(left // len(sums.names), minlength=len(shown)) == 1
    return Folded(names, _fold(shown, left[~alone[left // len(sums.names)]]))


def _pairs_met(lengths: Lengths) -> Pair:
    cells = [one.cell for one in lengths.parts]
    return pair_of(np.unique(np.concatenate([np.zeros(0, np.int64), *cells])))


def _by_visits(sums: Sums) -> Int64:
    """Nodes of steps, the most visited first, of equal ones by step and name."""
    count = sums.levels[:, :, COUNT]
    steps, nodes = np.nonzero(count)
    order = {name: at for at, name in enumerate(sorted(sums.names))}
    rank = np.asarray([order[name] for name in sums.names])
    by = np.lexsort((rank[nodes], steps, -count[steps, nodes]))
    return (steps * len(sums.names) + nodes)[by]


def _fold(shown: Int64, left: Int64) -> Int64:
    found = shown.copy()
    found.reshape(-1)[left] = shown.shape[1]
    return found


def _edges(pairs: Pair, shown: Int64) -> int:
    return len(np.unique(_moved(pairs, shown)))


def _moved(pairs: Pair, shown: Int64) -> Int64:
    left, right = shown[pairs.step, pairs.left], shown[pairs.step + 1, pairs.right]
    return cell_of(Pair(pairs.step, left, right))


def nodes_json(sums: Sums, fold: Folded, side: str) -> list[dict[str, Any]]:
    """Nodes by step, the most visited first."""
    rows: list[dict[str, Any]] = []
    for step, level in enumerate(sums.levels):
        figures = np.zeros((len(fold.names), level.shape[1]), np.int64)
        np.add.at(figures, fold.shown[step], level)
        met = [int(node) for node in np.flatnonzero(figures[:, COUNT])]
        met.sort(key=lambda node: (-int(figures[node, COUNT]), fold.names[node]))
        for node in met:
            found = [int(figure) for figure in figures[node]]
            row = {
                "step": step + 1,
                "node": fold.names[node],
                "count": found[COUNT],
                "rate": rate_json(Rate(found[COUNT], sums.paths)),
                "began": found[BEGAN],
                "came": found[COUNT] - found[BEGAN],
                "left": found[COUNT] - found[DROPPED] - found[FURTHER],
                "dropped": found[DROPPED],
            }
            # Paths up to an end are cut before their first node, others behind their last.
            more = ("earlier", EARLIER) if side == "last" else ("further", FURTHER)
            rows.append(row | {more[0]: found[more[1]]})
    return rows


def edges_json(sums: Sums, fold: Folded) -> list[dict[str, Any]]:
    """Edges by step, the most taken first."""
    told = sums.lengths.renumbered(lambda cells: _moved(pair_of(cells), fold.shown)).told()
    there = np.zeros((len(sums.levels), len(fold.names)), np.int64)
    for step, level in enumerate(sums.levels):
        np.add.at(there[step], fold.shown[step], level[:, COUNT])
    rows = [_edge(told, at, there, fold.names) for at in range(len(told.cell))]
    return sorted(rows, key=lambda row: (row["step"], -row["count"], row["from"], row["to"]))


def _edge(told: Told, at: int, there: Int64, names: Names) -> dict[str, Any]:
    step, left, right = (int(one[0]) for one in pair_of(told.cell[at : at + 1]))
    count = int(told.count[at])
    return {
        "step": step + 1,
        "from": names[left],
        "to": names[right],
        "count": count,
        "rate": rate_json(Rate(count, int(there[step, left]))),
        "took": seconds_json(count, float(told.mean[at]), float(told.median[at])),
    }
