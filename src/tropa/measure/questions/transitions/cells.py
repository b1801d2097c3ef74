"""Who is behind a cell of transitions: a node, a pair, a step, a whole trace."""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.errors import UsageFault
from tropa.measure.questions.nodes.asked import END_NAME, MORE_NAME, OTHER_NAME, START_NAME
from tropa.measure.questions.nodes.naming import same_as, two_names
from tropa.measure.questions.nodes.tally import Chains, cut_chains
from tropa.measure.questions.nodes.walk import Traces
from tropa.measure.questions.transitions.asked import Asked
from tropa.measure.questions.transitions.sums import variants_of

Int64: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Names: TypeAlias = tuple[str, ...]

_SHOWN: Final = 80


@dataclass(frozen=True)
class Whole:
    """What of an answer its cells are named by."""

    names: frozenset[str] | None = None
    """Every node there is; None while the answer is not known."""
    together: frozenset[str] = frozenset()
    """Nodes that stand as «other»."""
    ranked: tuple[Names, ...] = ()
    depth: int = 0
    """How many nodes of traces are told apart."""


UNKNOWN: Final = Whole()


def behind(cell: str, traces: Traces, names: Names, asked: Asked, whole: Whole) -> Int64:
    """The units behind a cell.

    Args:
        cell: as it is written.
        traces: the trails of some people.
        names: of their nodes, from number 1.
        asked: the question.
        whole: what is known of its answer.

    Raises:
        UsageFault: there is no such cell.
    """
    kind, _, rest = cell.partition("/")
    found = _Trails(traces, names, asked, whole)
    if kind == "variant" and rest.isdecimal() and 1 <= int(rest) <= len(whole.ranked):
        chosen = found.like(whole.ranked[int(rest) - 1])
    elif kind == "node" and rest in found.known:
        chosen = found.traces_of(found.at(rest) & found.inside)
    elif kind == "edge":
        pair = two_names(rest, found.known | {START_NAME, END_NAME})
        if pair is None:
            raise _no_such_cell(cell)
        chosen = found.going(*pair)
    else:
        number, _, name = rest.partition("/")
        known = found.known | {END_NAME}
        steps = range(1, asked.step_matrix + 1)
        if kind != "step" or not number.isdecimal() or int(number) not in steps:
            raise _no_such_cell(cell)
        if name not in known:
            raise _no_such_cell(cell)
        chosen = found.step(int(number) - 1, name)
    return np.unique(traces.unit[chosen])


def _no_such_cell(cell: str) -> UsageFault:
    return UsageFault("no_such_transition_cell", found=cell[:_SHOWN])


@dataclass(frozen=True)
class _Trails:
    """Trails, looked at for a cell."""

    traces: Traces
    names: Names
    asked: Asked
    whole: Whole

    @property
    def known(self) -> frozenset[str]:
        if self.whole.names is None:
            return frozenset(self.names)
        others = {OTHER_NAME} if self.whole.together else set[str]()
        return (self.whole.names | others) - {MORE_NAME}

    @property
    def inside(self) -> Bools:
        """Nodes entered in the period."""
        scope = self.asked.scope
        return (self.traces.at >= scope.since) & (self.traces.at < scope.until)

    @property
    def began(self) -> Bools:
        """Trails that begin in the period."""
        return self.inside[self.traces.begins[:-1]]

    def at(self, name: str) -> Bools:
        """Whether each entering is of a node."""
        together = self.whole.together
        numbers = [
            number
            for number, one in enumerate(self.names, 1)
            if (one in together if name == OTHER_NAME else one == name and one not in together)
        ]
        return np.isin(self.traces.node, numbers)

    def traces_of(self, rows: Bools) -> Int64:
        """The trails that some nodes are of."""
        return np.searchsorted(self.traces.begins, np.flatnonzero(rows), "right") - 1

    def going(self, left: str, right: str) -> Int64:
        """Trails with a transition."""
        first, last = self.traces.begins[:-1], self.traces.begins[1:] - 1
        if left == START_NAME:
            return np.flatnonzero(self.began & self.at(right)[first])
        if right == END_NAME:
            return np.flatnonzero((self.at(left) & self.inside)[last])
        rows = self.at(left) & self.inside
        rows[:-1] &= self.at(right)[1:]
        rows[last] = False
        return self.traces_of(rows)

    def step(self, step: int, name: str) -> Int64:
        """Trails that are somewhere at a step."""
        place = self.traces.begins[:-1] + step
        there = place < self.traces.begins[1:]
        if name == END_NAME:
            return np.flatnonzero(self.began & ~there)
        there &= self.began
        there[there] = self.at(name)[place[there]]
        return np.flatnonzero(there)

    def like(self, path: Names) -> Int64:
        """Trails that are one variant."""
        numbers = {name: number for number, name in enumerate(self.names, 1)}
        whole = variants_of(self.traces, self.asked)
        chains = cut_chains(Chains(whole.begins, whole.node), self.whole.depth, "first")
        return np.flatnonzero(
            same_as(chains, [numbers.get(one, -1) for one in path]) & self.began
        )
