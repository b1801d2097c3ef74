"""Nodes as numbers, the same for everybody: what was met, in at most so many names.

People met apart may have numbered their nodes apart; two numberings are joined by name. Pairs
of nodes at a step are one number, whatever the numbering holds.
"""

from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.errors import UsageFault
from tropa.measure.questions.nodes.asked import MORE_NAME
from tropa.measure.questions.nodes.took import Lengths, lengths_of
from tropa.measure.questions.nodes.walk import MORE, Traces

Int64: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.uint16]
Names: TypeAlias = tuple[str, ...]


NODES_AT_MOST: Final = 1_000
NOBODY: Final[Names] = (MORE_NAME,)
"""The numbering of nobody's nodes: MORE alone."""
_WIDTH: Final = 1_024


class Pair(NamedTuple):
    """Pairs of neighbours apart: their step, and the two nodes."""

    step: Int64
    left: Int64
    right: Int64


class Joined(NamedTuple):
    """Two numberings as one; the left one keeps its numbers."""

    names: Names
    right: Numbers
    """The new number of each of the right one's nodes."""


def met(traces: Traces, names: Names) -> tuple[Names, Traces]:
    """The nodes that stand in some chain, numbered anew.

    Args:
        traces: chains.
        names: of the numbers from 1.

    Raises:
        UsageFault: more than can be told apart.
    """
    count = np.zeros(len(names) + 1, np.bool_)
    count[MORE] = True
    _mark(traces.node, count)
    numbers = np.flatnonzero(count)
    known: list[int] = numbers[1:].tolist()
    found = (MORE_NAME, *(names[number - 1] for number in known))
    _check(found)
    table = np.zeros(len(count), np.uint16)
    table[numbers] = np.arange(len(numbers))
    return found, traces._replace(node=table[traces.node])


def joined(left: Names, right: Names) -> Joined:
    """Both numberings as one.

    Raises:
        UsageFault: more than can be told apart.
    """
    if left == right:
        return Joined(left, np.arange(len(left), dtype=np.uint16))
    numbers = {name: at for at, name in enumerate(left)}
    table = [numbers.setdefault(name, len(numbers)) for name in right]
    _check(tuple(numbers))
    return Joined(tuple(numbers), np.asarray(table, np.uint16))


def _check(names: Names) -> None:
    if len(names) > NODES_AT_MOST + 1:
        raise UsageFault("too_many_nodes", n=len(names) - 1, limit=NODES_AT_MOST)


def pair_lengths(
    traces: Traces,
    names: Names,
    *,
    steps: int,
    first: Int64 | None = None,
    since: int,
    until: int,
    exact: bool,
) -> Lengths:
    """From each node of a chain to the next: how often and how long, step by step.

    Args:
        traces: chains.
        names: their nodes.
        steps: how many steps are told apart; one is all together.
        first: the step of each chain's first node.
        since: the earlier node was entered from here …
        until: … and before here.
        exact: whether every length is kept.
    """
    width = len(names)
    cell = np.empty(len(traces.node), np.int32)
    took = np.empty(len(traces.node), np.int64)
    step = first if first is not None else np.zeros(len(traces.unit), np.int64)
    n = _pairs(
        traces.begins, traces.node, traces.at, step, steps, width, since, until, cell, took
    )
    found = lengths_of(cell[:n], took[:n], steps * width * width, exact=exact)
    return found.renumbered(
        lambda cells: cell_of(Pair(cells // width**2, cells // width % width, cells % width))
    )


def cell_of(pair: Pair) -> Int64:
    """Pairs as numbers."""
    return (pair.step * _WIDTH + pair.left) * _WIDTH + pair.right


def pair_of(cells: Int64) -> Pair:
    """Numbers as pairs."""
    return Pair(cells // _WIDTH**2, cells // _WIDTH % _WIDTH, cells % _WIDTH)


def with_numbers(lengths: Lengths, table: Numbers) -> Lengths:
    """Lengths of pairs whose nodes have other numbers."""

    def to(cells: Int64) -> Int64:
        step, left, right = pair_of(cells)
        return cell_of(Pair(step, table[left].astype(np.int64), table[right].astype(np.int64)))

    return lengths.renumbered(to)


@compiled
def _mark(node: Numbers, met: NDArray[np.bool_]) -> None:
    for at in range(len(node)):
        met[node[at]] = True


@compiled
def _pairs(
    begins: Int64,
    node: Numbers,
    entered: Int64,
    first: Int64,
    steps: int,
    width: int,
    since: int,
    until: int,
    cell: NDArray[np.int32],
    took: Int64,
) -> int:
    n = 0
    for one in range(len(begins) - 1):
        step = first[one] * width
        for at in range(begins[one], begins[one + 1] - 1):
            cell[n] = (step + int(node[at])) * width + int(node[at + 1])
            took[n] = entered[at + 1] - entered[at]
            n += int(since <= entered[at] < until)
            if steps > 1:
                step += width
    return n
