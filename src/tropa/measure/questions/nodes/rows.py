"""The node of each row of a track, as a number; and the rows of a role, as bits."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.measure.questions.items import RowBits, row_bits
from tropa.measure.questions.nodes.asked import (
    OUR_NAMES,
    Groupings,
    Marked,
    Nodes,
    called,
    of_event,
    titles,
)
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.track import Track

Numbers = NDArray[np.uint16]
Bools = NDArray[np.bool_]

NOWHERE: Final = 0
"""The number of a row that is no node."""


class NodeRows(NamedTuple):
    """`table[codes[row]]` is the number of a row's node, `names[number - 1]` its name."""

    codes: Numbers
    table: Numbers
    names: tuple[str, ...]
    marks: RowBits
    """Bit k: the row has role k."""


@dataclass(frozen=True, slots=True)
class _Numbered:
    """Names as they come, one number each."""

    numbers: dict[str, int]

    def of(self, name: str | None) -> int:
        if name is None:
            return NOWHERE
        shown = f"“{name}”" if name in OUR_NAMES else name
        return self.numbers.setdefault(shown, len(self.numbers) + 1)


def node_rows(
    nodes: Nodes, track: Track, scope: Scope, marked: Sequence[Marked] = ()
) -> NodeRows:
    """The nodes of a track's rows.

    Args:
        nodes: which rows are nodes.
        track: the rows.
        scope: whose map and filter.
        marked: roles; a row that has one and is no node stands under the role's name.
    """
    numbered = _Numbered({})
    index, table = _plain(nodes, track, scope, numbered)
    marks = row_bits([one.items for one in marked], track, scope.map)
    hidden = _hidden(nodes, track, scope)
    own = [numbered.of(one.name if one.items else None) for one in marked]
    if hidden is not None or (marked and not _all_nodes(index, table, marks)):
        node = table[index]
        for role, number in enumerate(own):
            has = marks.table >> np.uint64(role) & np.uint64(1) != 0
            node[has[marks.index] & (node == NOWHERE)] = number
        if hidden is not None:
            node[hidden] = NOWHERE
        index, table = node, np.arange(len(numbered.numbers) + 1, dtype=np.uint16)
    return NodeRows(index, table, tuple(numbered.numbers), marks)


def _plain(
    nodes: Nodes, track: Track, scope: Scope, numbered: _Numbered
) -> tuple[Numbers, Numbers]:
    if nodes.of == "events":
        known, table = _of_events(nodes.groupings, track.names)
        numbered.numbers.update(known)
        return track.code, table
    if nodes.of == "listed":
        return _listed(nodes, track, scope, numbered)
    known = titles(scope.map, nodes.of) if scope.map is not None else []
    table = [numbered.of(called(name, title, nodes.groupings)) for name, title in known]
    place = _places(nodes, track)
    return place, np.asarray([NOWHERE, *table], np.uint16)


@lru_cache(maxsize=8)
def _of_events(groupings: Groupings, names: tuple[str, ...]) -> tuple[dict[str, int], Numbers]:
    """Nodes of events with their numbers, and the number of each event: one for many tracks."""
    numbered = _Numbered({})
    table = [numbered.of(of_event(name, groupings)) for name in names]
    # The last is of rows that are no events.
    return numbered.numbers, np.asarray([*table, NOWHERE], np.uint16)


def _places(nodes: Nodes, track: Track) -> Numbers:
    """Touchpoints or stages from 1, 0 for none."""
    if nodes.of == "touchpoints":
        return track.point if track.point is not None else np.zeros(track.events, np.uint16)
    if track.stage is None:
        return np.zeros(track.events, np.uint16)
    return (track.stage + 1).astype(np.uint16)


def _listed(
    nodes: Nodes, track: Track, scope: Scope, numbered: _Numbered
) -> tuple[Numbers, Numbers]:
    numbers = [numbered.of(called(one.name, one.name, nodes.groupings)) for one in nodes.listed]
    bits = row_bits([one.items for one in nodes.listed], track, scope.map)
    table = np.zeros(len(bits.table), np.uint16)
    for at in reversed(range(len(numbers))):
        # The first that fits is written last.
        table[bits.table >> np.uint64(at) & np.uint64(1) != 0] = numbers[at]
    if bits.index.dtype == np.uint16:
        return bits.index.astype(np.uint16, copy=False), table
    return table[bits.index], np.arange(len(numbered.numbers) + 1, dtype=np.uint16)


def _hidden(nodes: Nodes, track: Track, scope: Scope) -> Bools | None:
    """Rows that are not looked at: filtered away, or left out."""
    kept = scope.rows(track)
    hidden = None if kept is None else ~kept
    if nodes.without:
        left_out = row_bits([nodes.without], track, scope.map)
        out = (left_out.table != 0)[left_out.index]
        hidden = out if hidden is None else hidden | out
    return hidden


def _all_nodes(index: Numbers, table: Numbers, marks: RowBits) -> bool:
    """Whether every row with a role is a node anyhow."""
    if index is marks.index:
        # Both are told by the event's name: tables tell.
        return bool((table[marks.table != 0] != NOWHERE).all())
    return not bool(((marks.table != 0)[marks.index] & (table[index] == NOWHERE)).any())
