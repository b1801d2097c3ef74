"""What transitions add up to: visits, pairs with their times, steps, whole traces."""

from dataclasses import dataclass, replace
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.measure.questions.nodes.numbering import (
    NOBODY,
    Names,
    joined,
    met,
    pair_lengths,
    with_numbers,
)
from tropa.measure.questions.nodes.tally import Chains, Tally, cut_chains, tally_of
from tropa.measure.questions.nodes.took import Lengths
from tropa.measure.questions.nodes.walk import Traces
from tropa.measure.questions.transitions.asked import LONGEST, Asked

Int64: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]

VISITS, STARTS, ENDS = range(3)
_FIGURES: Final = 3


@dataclass(frozen=True)
class Sums:
    """Trails of any number of people."""

    names: Names
    visits: Int64
    """Node × (visits in the period, trails that begin there, trails that end there)."""
    lengths: Lengths
    matrix: Int64
    """Step × node: trails that are there."""
    tally: Tally
    traces: int = 0
    """Trails that begin in the period."""
    units: int = 0
    """Who was at some node in the period."""
    asked: int = 0

    def merged(self, other: "Sums") -> "Sums":
        """Both together."""
        both = joined(self.names, other.names)
        visits = np.zeros((len(both.names), _FIGURES), np.int64)
        visits[: len(self.names)] = self.visits
        visits[both.right] += other.visits
        matrix = np.zeros((len(self.matrix), len(both.names)), np.int64)
        matrix[:, : len(self.names)] = self.matrix
        matrix[:, both.right] += other.matrix
        return Sums(
            names=both.names,
            visits=visits,
            lengths=self.lengths.merged(with_numbers(other.lengths, both.right)),
            matrix=matrix,
            tally=self.tally.merged(other.tally.renumbered(both.right)),
            traces=self.traces + other.traces,
            units=self.units + other.units,
            asked=self.asked + other.asked,
        )


def nobody(asked: Asked) -> Sums:
    """The sums of no people."""
    chains = Chains(np.zeros(1, np.int64), np.zeros(0, np.uint16))
    return Sums(
        names=NOBODY,
        visits=np.zeros((1, _FIGURES), np.int64),
        lengths=Lengths(asked.nodes.exact),
        matrix=np.zeros((asked.step_matrix, 1), np.int64),
        tally=Tally("first", LONGEST, chains, np.zeros((0, 2), np.int64)),
    )


def sums_of(found: Traces, names: Names, asked: Asked, looked_at: int) -> Sums:
    """The sums of some trails.

    Args:
        found: trails.
        names: of their nodes, from number 1.
        asked: what is asked.
        looked_at: how many people were looked at.
    """
    names, traces = met(found, names)
    since, until = asked.scope.since, asked.scope.until
    visits = np.zeros((len(names), _FIGURES), np.int64)
    matrix = np.zeros((asked.step_matrix, len(names)), np.int64)
    began = np.zeros(len(traces.unit), np.bool_)
    units = _visits(
        traces.unit, traces.begins, traces.node, traces.at, since, until, visits, matrix, began
    )
    start = nobody(asked)
    tally = start.tally
    if asked.variants:
        tally = tally_of(variants_of(chosen(traces, began), asked), "first", LONGEST)
    return replace(
        start,
        names=names,
        visits=visits,
        lengths=pair_lengths(
            traces, names, steps=1, since=since, until=until, exact=asked.nodes.exact
        ),
        matrix=matrix,
        tally=tally,
        traces=int(np.count_nonzero(began)),
        units=units,
        asked=looked_at,
    )


def chosen(traces: Traces, which: Bools) -> Traces:
    """Some of the trails."""
    if which.all():
        return traces
    sizes = np.diff(traces.begins)
    rows = np.repeat(which, sizes)
    begins = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes[which])])
    return Traces(
        traces.unit[which], begins, traces.node[rows], traces.at[rows], traces.further[which]
    )


def variants_of(traces: Traces, asked: Asked) -> Traces:
    """Whole traces as variants know them: repeats in a row are one, none is endless."""
    if not asked.nodes.collapse:
        node = traces.node
        kept = np.ones(len(node), np.bool_)
        kept[1:] = node[1:] != node[:-1]
        kept[traces.begins[:-1]] = True
        before = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept)])
        traces = traces._replace(begins=before[traces.begins], node=node[kept])
    sizes = np.diff(traces.begins)
    if not len(sizes) or sizes.max() <= LONGEST:
        return traces
    chains = cut_chains(Chains(traces.begins, traces.node), LONGEST, "first")
    further = (sizes > LONGEST).astype(np.uint8)
    return traces._replace(begins=chains.begins, node=chains.node, further=further)


@compiled
def _visits(
    unit: Int64,
    begins: Int64,
    node: NDArray[np.uint16],
    entered: Int64,
    since: int,
    until: int,
    visits: Int64,
    matrix: Int64,
    began: Bools,
) -> int:
    """Fill in visits and steps; gives how many units were anywhere in the period."""
    units, latest = 0, -1
    for one in range(len(unit)):
        begin, end = begins[one], begins[one + 1]
        if since <= entered[begin] < until:
            began[one] = True
            visits[node[begin], STARTS] += 1
            for step in range(min(len(matrix), end - begin)):
                matrix[step, node[begin + step]] += 1
        inside = 0
        for at in range(begin, end):
            now = int(since <= entered[at] < until)
            visits[node[at], VISITS] += now
            inside += now
        visits[node[end - 1], ENDS] += int(since <= entered[end - 1] < until)
        if inside and unit[one] != latest:
            latest = unit[one]
            units += 1
    return units
