"""How chains are cut out of trails.

A unit's rows are cut into trails where it was silent for longer than the gap, and each trail
gives its chains:

    from the trail's beginning      one, from the first row
    from a start                    from the first row of the start
    to an end                       up to the first row of the end, from the one before
    between                         from the first start up to the first end behind it
    (every)                         a start or an end met again begins another chain

A chain is of the period in which the row it hangs on lies: its beginning, or, where only an end
is asked, its end. What came later is looked at up to the moment of the answer.
"""

from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.compiled import part

Int64: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.uint16]

START, END = 1, 2
"""Bits of the roles, where both are asked; a role asked alone is still these."""

ENDLESS: Final = 2**62
_NO_NODE: Final = 1 << 16


class Cut(NamedTuple):
    """How chains are cut out of trails."""

    since: int = BEFORE
    until: int = FOREVER
    as_of: int = FOREVER
    gap: int = FOREVER
    within: int = FOREVER
    """µs from the chain's beginning, or back from its end."""
    nodes: int = ENDLESS
    """So many of a chain are kept."""
    from_start: bool = False
    to_end: bool = False
    every: bool = False
    collapse: bool = False
    by_node: bool = False

    @property
    def whole(self) -> bool:
        """Whether every trail is one chain, whole and in its own order."""
        plain = not (self.from_start or self.to_end or self.by_node)
        endless = self.nodes == ENDLESS and self.gap == FOREVER and self.within == FOREVER
        return plain and endless and self.since == BEFORE and self.until == FOREVER


class Seen(NamedTuple):
    """What the kernel reads: a unit's nodes one after another."""

    time: Int64
    node: Numbers
    mark: NDArray[np.uint8]
    begin: Int64
    """Where each of its chains begins …"""
    end: Int64
    """… and ends."""


@part
def order_ties(count: int, seen: Seen) -> None:
    """Among nodes of one instant the order of the nodes; those of one node stay in theirs."""
    low = 0
    while low < count:
        high = low + 1
        while high < count and seen.time[high] == seen.time[low]:
            high += 1
        if high > low + 1:
            _by_number(low, high, seen)
        low = high


@part
def _by_number(low: int, high: int, seen: Seen) -> None:
    """Order rows by their nodes, one pass a node: however many rows there are."""
    placed, number = low, -1
    while placed < high:
        following = _NO_NODE
        for at in range(low, high):
            node = int(seen.node[at])
            if node == number:
                # Where chains begin and end is not known yet: there is room.
                seen.begin[placed], seen.end[placed] = node, seen.mark[at]
                placed += 1
            elif number < node < following:
                following = node
        number = following
    for at in range(low, high):
        seen.node[at], seen.mark[at] = seen.begin[at], seen.end[at]


@part
def chains_of(count: int, seen: Seen, cut: Cut) -> int:
    """Write down where the chains of a unit's rows begin and end; gives how many there are."""
    low, chains = 0, 0
    while low < count:
        high = _silence(low, count, seen, cut)
        if cut.from_start:
            chains = _from_start(low, high, chains, seen, cut)
        elif cut.to_end:
            chains = _to_end(low, high, chains, seen, cut)
        elif cut.since <= seen.time[low] < cut.until:
            seen.begin[chains], seen.end[chains] = low, high
            chains += 1
        low = high
    return chains


@part
def _silence(low: int, count: int, seen: Seen, cut: Cut) -> int:
    """Where the trail that begins here is cut."""
    if cut.gap == FOREVER:
        return count
    high = low + 1
    while high < count and seen.time[high] - seen.time[high - 1] <= cut.gap:
        high += 1
    return high


@part
def _begins(at: int, low: int, seen: Seen, cut: Cut) -> bool:
    """Whether a chain hangs on this row: a repeat in a row is the same once more."""
    if seen.mark[at] & START == 0:
        return False
    repeats = at > low and seen.mark[at - 1] & START != 0
    return not (cut.every and cut.collapse and repeats)


@part
def _from_start(low: int, high: int, chains: int, seen: Seen, cut: Cut) -> int:
    at, end = low, low
    while at < high:
        if not (cut.since <= seen.time[at] < cut.until and _begins(at, low, seen, cut)):
            at += 1
            continue
        begin, following, found = at, at + 1, True
        if cut.to_end:
            end = _end_behind(max(end, at + 1), high, seen)
            if end == high:
                break
            found = seen.time[end] - seen.time[at] <= cut.within
            following = end if found else following
        else:
            following = _start_behind(following, low, high, seen, cut)
        if found:
            seen.begin[chains] = begin
            seen.end[chains] = end + 1 if cut.to_end else following
            chains += 1
        at = following if cut.every else high
    return chains


@part
def _end_behind(at: int, high: int, seen: Seen) -> int:
    while at < high and seen.mark[at] & END == 0:
        at += 1
    return at


@part
def _start_behind(at: int, low: int, high: int, seen: Seen, cut: Cut) -> int:
    """Where the path from a start gives way to the next."""
    if not cut.every:
        return high
    while at < high and not _begins(at, low, seen, cut):
        at += 1
    return at


@part
def _to_end(low: int, high: int, chains: int, seen: Seen, cut: Cut) -> int:
    begin = low
    for at in range(low, high):
        if seen.mark[at] & END == 0:
            continue
        repeats = at > low and seen.mark[at - 1] & END != 0
        inside = cut.since <= seen.time[at] < cut.until
        if inside and not (cut.every and cut.collapse and repeats):
            seen.begin[chains], seen.end[chains] = begin, at + 1
            chains += 1
            if not cut.every:
                break
        begin = at + 1
    return chains


@part
def last_nodes(low: int, high: int, seen: Seen, cut: Cut) -> tuple[int, int]:
    """Where the last nodes of the rows `low : high` begin, and whether others are before."""
    time, count, at = int(seen.time[high - 1]), 0, high
    while at > low and time - seen.time[at - 1] <= cut.within:
        same = cut.collapse and count > 0 and seen.node[at - 1] == seen.node[at]
        if not same and count == cut.nodes:
            return at, 1
        count += int(not same)
        at -= 1
    return at, 0
