"""Who is behind a cell of paths: a node, an edge, those who dropped out, a whole path."""

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.errors import UsageFault
from tropa.measure.questions.nodes.asked import MORE_NAME, OTHER_NAME
from tropa.measure.questions.nodes.naming import same_as, two_names
from tropa.measure.questions.nodes.tally import Chains, cut_chains
from tropa.measure.questions.nodes.walk import Traces
from tropa.measure.questions.paths.asked import Asked
from tropa.measure.questions.paths.sums import first_steps

Int64: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Names: TypeAlias = tuple[str, ...]

_SHOWN: Final = 80


@dataclass(frozen=True)
class Whole:
    """What of an answer its cells are named by."""

    names: frozenset[str] | None = None
    """Every node there is; None while the answer is not known."""
    together: frozenset[tuple[int, str]] = frozenset()
    """Steps and nodes that stand as «other»."""
    ranked: tuple[Names, ...] = ()
    depth: int = 0
    """How many nodes of paths are told apart."""


UNKNOWN: Final = Whole()


def behind(cell: str, traces: Traces, names: Names, asked: Asked, whole: Whole) -> Int64:
    """The units behind a cell.

    Args:
        cell: as it is written.
        traces: the chains of some people.
        names: of their nodes, from number 1.
        asked: the question.
        whole: what is known of its answer.

    Raises:
        UsageFault: there is no such cell.
    """
    kind, _, rest = cell.partition("/")
    if kind == "path":
        chosen = _of_path(rest, traces, names, asked, whole, cell)
    else:
        number, _, said = rest.partition("/")
        if not number.isdecimal() or not 1 <= int(number) <= asked.steps or not said:
            raise _no_such_cell(cell)
        step = int(number) - 1
        known = _known(names, whole)
        found = _Steps(traces, first_steps(traces, asked), names, whole.together)
        if kind == "edge":
            pair = two_names(said, known)
            if pair is None:
                raise _no_such_cell(cell)
            chosen = found.at(step, pair[0]) & found.at(step + 1, pair[1])
        elif kind in ("node", "dropped") and said in known:
            chosen = found.at(step, said)
            if kind == "dropped":
                chosen &= found.last(step) & ((traces.further == 0) | (asked.side == "last"))
        else:
            raise _no_such_cell(cell)
    return np.unique(traces.unit[chosen])


def _no_such_cell(cell: str) -> UsageFault:
    """The refusal of a cell that is not there."""
    return UsageFault("no_such_path_cell", found=cell[:_SHOWN])


def _known(names: Names, whole: Whole) -> frozenset[str]:
    if whole.names is None:
        return frozenset((*names, MORE_NAME))
    return whole.names | ({OTHER_NAME} if whole.together else frozenset[str]())


@dataclass(frozen=True)
class _Steps:
    """Chains by their steps."""

    traces: Traces
    first: Int64
    names: Names
    together: frozenset[tuple[int, str]]

    def at(self, step: int, name: str) -> Bools:
        """Whether each chain is at a node at a step."""
        wanted = self._numbers(step, name)
        place = self.traces.begins[:-1] + step - self.first
        inside = (place >= self.traces.begins[:-1]) & (place < self.traces.begins[1:])
        found = np.zeros(len(place), np.bool_)
        found[inside] = np.isin(self.traces.node[place[inside]], wanted)
        return found

    def last(self, step: int) -> Bools:
        """Whether each chain is told up to a step and no farther."""
        return self.first + np.diff(self.traces.begins) == step + 1

    def _numbers(self, step: int, name: str) -> list[int]:
        every = list(enumerate((MORE_NAME, *self.names)))
        if name == OTHER_NAME:
            return [number for number, one in every if (step, one) in self.together]
        return [
            number for number, one in every if one == name and (step, one) not in self.together
        ]


def _of_path(
    rank: str, traces: Traces, names: Names, asked: Asked, whole: Whole, cell: str
) -> Bools:
    if not rank.isdecimal() or not 1 <= int(rank) <= len(whole.ranked):
        raise _no_such_cell(cell)
    numbers = {name: number for number, name in enumerate((MORE_NAME, *names))}
    wanted = [numbers.get(name, -1) for name in whole.ranked[int(rank) - 1]]
    chains = Chains(traces.begins, traces.node)
    return same_as(cut_chains(chains, whole.depth, asked.side), wanted)
