"""Whole chains and how many took each: told apart exactly, in bounded memory.

A chain is found again by a hash of its nodes and compared node by node. All different chains
together have NODES_AT_MOST nodes at most; where they would have more, every chain is cut by one
node more, until they fit. Whether they fit at a length only grows worse with more people, so
any split of people ends at the same length.

Chains lose their last nodes; those up to an end their first; those between two rows the ones
before the end, for which MORE stands.
"""

from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import borrowed, compiled, part
from tropa.measure.questions.nodes.walk import MORE, Traces

Int64: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.uint16]
Side: TypeAlias = Literal["first", "last", "both"]

NODES_AT_MOST: Final = 1 << 24
_OFTEN: Final = 1 << 16
"""Fewer chains than this are not put together before they have doubled."""
_TAKEN, _FURTHER = 0, 1


class Chains(NamedTuple):
    """p chains of nodes."""

    begins: Int64
    """p + 1."""
    node: Numbers

    @property
    def sizes(self) -> Int64:
        return np.diff(self.begins)


@dataclass(frozen=True, slots=True)
class Ranked:
    """One of the leading chains."""

    path: tuple[str, ...]
    count: int
    further: int
    """How many of them have nodes beyond."""


@dataclass(frozen=True)
class Tally:
    """Chains of any number of people."""

    side: Side
    """Which nodes of a chain stay when it is cut."""
    depth: int
    """Nodes of the longest."""
    chains: Chains
    counts: Int64
    """p × (how many took it, how many of them went further)."""
    most: int = NODES_AT_MOST
    pending: tuple["Tally", ...] = ()
    """Others not put together yet."""

    def merged(self, other: "Tally") -> "Tally":
        """Both together."""
        waiting = (*self.pending, replace(other, pending=()), *other.pending)
        size = sum(len(one.counts) for one in waiting)
        found = replace(self, pending=waiting)
        return found.together() if size > max(len(self.counts), _OFTEN) else found

    def renumbered(self, table: Numbers) -> "Tally":
        """The same with other numbers for the nodes, one for each."""
        chains = self.chains._replace(node=table[self.chains.node])
        pending = tuple(one.renumbered(table) for one in self.pending)
        return replace(self, chains=chains, pending=pending)

    def together(self) -> "Tally":
        """With nothing pending, and no more nodes than may be kept."""
        parts = [replace(self, pending=()), *self.pending]
        depth = min(one.depth for one in parts)
        parts = [one.cut(depth) for one in parts]
        sizes = np.concatenate([one.chains.sizes for one in parts])
        chains = Chains(_begins(sizes), np.concatenate([one.chains.node for one in parts]))
        counts = np.concatenate([one.counts for one in parts])
        chains, counts = distinct(chains, counts)
        found = Tally(self.side, depth, chains, counts, self.most)
        least = 3 if self.side == "both" else 1
        while len(found.chains.node) > self.most and found.depth > least:
            found = found.cut(found.depth - 1)
        return found

    def cut(self, depth: int) -> "Tally":
        """Chains no longer than so; those that become one are counted together."""
        if depth >= self.depth:
            return self
        long = self.chains.sizes > depth
        chains = cut_chains(self.chains, depth, self.side)
        counts = self.counts.copy()
        counts[long, _FURTHER] = counts[long, _TAKEN]
        chains, counts = distinct(chains, counts)
        return replace(self, depth=depth, chains=chains, counts=counts)

    def leading(self, names: tuple[str, ...], top: int) -> list[Ranked]:
        """The chains most took; of equally many the first by the names of their nodes.

        Args:
            names: of the nodes; number 0 is the first.
            top: so many at most.
        """
        whole = self.together()
        taken = whole.counts[:, _TAKEN]
        if len(taken) > top:
            least = np.partition(taken, len(taken) - top)[len(taken) - top]
            sure = np.flatnonzero(taken > least)
            tied = np.flatnonzero(taken == least)
            chosen = np.append(sure, _first(whole.chains, tied, names, top - len(sure)))
        else:
            chosen = np.arange(len(taken))
        ranked: list[Ranked] = []
        for one in chosen.tolist():
            low, high = (int(at) for at in whole.chains.begins[one : one + 2])
            numbers: list[int] = whole.chains.node[low:high].tolist()
            path = tuple(names[number] for number in numbers)
            count, further = whole.counts[one].tolist()
            ranked.append(Ranked(path, count, further))
        return sorted(ranked, key=lambda one: (-one.count, one.path))


def tally_of(traces: Traces, side: Side, depth: int, most: int = NODES_AT_MOST) -> Tally:
    """The chains of some people; none has more than `depth` nodes."""
    weights = np.ones((len(traces.unit), 2), np.int64)
    weights[:, _FURTHER] = traces.further
    chains, counts = distinct(Chains(traces.begins, traces.node), weights)
    return Tally(side, depth, chains, counts, most).together()


def cut_chains(chains: Chains, depth: int, side: Side) -> Chains:
    """Chains no longer than `depth`."""
    sizes = chains.sizes
    short = np.minimum(sizes, depth)
    begins, skipped = _begins(short), sizes - short
    first = chains.begins[:-1] + (skipped if side == "last" else 0)
    node = chains.node[_ranges(first, short)]
    if side == "both":
        long = np.flatnonzero(skipped)
        node[begins[1:][long] - 2] = MORE
        node[begins[1:][long] - 1] = chains.node[chains.begins[1:][long] - 1]
    return Chains(begins, node)


def distinct(chains: Chains, weights: Int64) -> tuple[Chains, Int64]:
    """Each chain once, with the weights of all that are the same."""
    slots = 1 << max(4, (2 * len(weights) + 1).bit_length())
    found = np.empty(len(weights), np.int64)
    counts = np.zeros_like(weights)
    number = np.full(slots, -1, np.int64)
    n = _find(chains.begins, chains.node, weights, number, found, counts)
    found = found[:n]
    sizes = chains.sizes[found]
    node = chains.node[_ranges(chains.begins[found], sizes)]
    return Chains(_begins(sizes), node), counts[:n].copy()


def _begins(sizes: Int64) -> Int64:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])


def _ranges(first: Int64, sizes: Int64) -> Int64:
    """The numbers of `sizes` rows from each `first`, one after another."""
    shift = first - _begins(sizes)[:-1]
    return np.repeat(shift, sizes) + np.arange(int(sizes.sum()))


def _first(chains: Chains, left: Int64, names: tuple[str, ...], n: int) -> Int64:
    """The first `n` of some chains by the names of their nodes, column by column."""
    order = {name: at for at, name in enumerate(sorted(set(names)), 1)}
    rank = np.asarray([order[name] for name in names], np.int64)
    chosen: list[Int64] = []
    for column in range(int(chains.sizes[left].max()) if len(left) else 0):
        if n <= 0 or len(left) <= n:
            break
        inside = chains.sizes[left] > column
        at = np.minimum(chains.begins[left] + column, len(chains.node) - 1)
        value = np.where(inside, rank[chains.node[at]], 0)
        last = np.partition(value, n - 1)[n - 1]
        sure = left[value < last]
        chosen.append(sure)
        n -= len(sure)
        left = left[value == last]
    return np.concatenate([*chosen, left[:n]])


@compiled
def _find(
    begins: Int64, node: Numbers, weights: Int64, number: Int64, found: Int64, counts: Int64
) -> int:
    """The first of each kind of chain; gives how many there are."""
    begins, node, found = borrowed(begins), borrowed(node), borrowed(found)
    n, mask = 0, len(number) - 1
    for one in range(len(begins) - 1):
        slot = _hash(int(begins[one]), int(begins[one + 1]), node) & mask
        while number[slot] >= 0 and not _same(begins, node, int(found[number[slot]]), one):
            slot = (slot + 1) & mask
        if number[slot] < 0:
            number[slot], found[n] = n, one
            n += 1
        to = number[slot]
        counts[to, _TAKEN] += weights[one, _TAKEN]
        counts[to, _FURTHER] += weights[one, _FURTHER]
    return n


@part
def _hash(low: int, high: int, node: Numbers) -> int:
    """Sixty-three bits in which every node has its say."""
    found = 1_469_598_103_934_665_603
    for at in range(low, high):
        found = (found ^ int(node[at])) * 1_099_511_628_211
        # The lower bits choose the slot; what the higher ones know must reach them.
        found ^= (found >> 29) & 0x7FFFFFFFF
    return found & 0x7FFFFFFFFFFFFFFF


@part
def _same(begins: Int64, node: Numbers, left: int, right: int) -> bool:
    size = begins[left + 1] - begins[left]
    same = size == begins[right + 1] - begins[right]
    at = 0
    while same and at < size:
        same = node[begins[left] + at] == node[begins[right] + at]
        at += 1
    return same
