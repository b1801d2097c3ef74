"""Chains of nodes of everybody: the kernel of paths and transitions.

Rows that are nodes are collected without a branch; each unit's are cut into chains (`cut.py`
says how), and each chain is written down as far as it is told: its first nodes; before an end
its last ones; between a start and an end the first ones and the end, with MORE for all that was
left out. With `collapse` a node that repeats is one, entered when its first row was.
"""

from typing import Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import borrowed, compiled, part
from tropa.measure.questions.nodes.cut import (
    END,
    START,
    Cut,
    Seen,
    chains_of,
    last_nodes,
    order_ties,
)
from tropa.measure.questions.nodes.rows import NodeRows
from tropa.measure.questions.track import Track
from tropa.trail import fixed

Int64: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.uint16]
Bools: TypeAlias = NDArray[np.bool_]

MORE: Final = 0
"""The number of the node that stands for nodes left out."""
_TRACES, _NODES = 0, 1


class Traces(NamedTuple):
    """p chains of f nodes in all, unit after unit in the order of time."""

    unit: Int64
    """p numbers of units."""
    begins: Int64
    """p + 1, where each chain's nodes lie."""
    node: Numbers
    """f numbers of nodes."""
    at: Int64
    """f instants when they were entered."""
    further: NDArray[np.uint8]
    """p; whether the chain has nodes beyond those kept."""


class _Rows(NamedTuple):
    """The columns of a track."""

    time: Int64
    codes: Numbers
    table: Numbers
    marks: Numbers
    roles: NDArray[np.uint8]


class _Out(NamedTuple):
    unit: Int64
    begins: Int64
    node: Numbers
    at: Int64
    further: NDArray[np.uint8]
    size: Int64


def traces_of(track: Track, rows: NodeRows, asked: Bools, cut: Cut) -> Traces:
    """The chains of a track's units.

    Args:
        track: the units.
        rows: their nodes; role 0 begins a chain, role 1 ends it.
        asked: units that are looked at.
        cut: how chains are cut.
    """
    longest = int(np.diff(track.offsets).max()) if track.units else 0
    many = cut.gap != FOREVER or cut.every
    # Pages nobody writes to take no memory.
    most = track.events if many else min(track.units, track.events)
    out = _Out(
        np.empty(most, np.int64),
        np.zeros(most + 1, np.int64),
        np.empty(track.events, np.uint16),
        np.empty(track.events, np.int64),
        np.empty(most, np.uint8),
        np.zeros(2, np.int64),
    )
    seen = Seen(
        np.empty(longest + 1, np.int64),
        np.empty(longest + 1, np.uint16),
        np.empty(longest + 1, np.uint8),
        np.empty(longest + 1, np.int64),
        np.empty(longest + 1, np.int64),
    )
    columns = _Rows(
        fixed(track.time),
        fixed(rows.codes),
        rows.table,
        fixed(rows.marks.index.astype(np.uint16, copy=False)),
        rows.marks.table.astype(np.uint8),
    )
    if cut.whole:
        _walk_whole(fixed(track.offsets), columns, fixed(asked), cut, out)
    else:
        _walk(fixed(track.offsets), columns, fixed(asked), cut, seen, out)
    traces, nodes = int(out.size[_TRACES]), int(out.size[_NODES])
    return Traces(
        out.unit[:traces],
        out.begins[: traces + 1],
        out.node[:nodes],
        out.at[:nodes],
        out.further[:traces],
    )


@compiled
def _walk(offsets: Int64, rows: _Rows, asked: Bools, cut: Cut, seen: Seen, out: _Out) -> None:
    rows, seen, out = _lent_rows(rows), _lent_seen(seen), _lent_out(out)
    for unit in range(len(offsets) - 1):
        low, high = int(offsets[unit]), int(offsets[unit + 1])
        if not asked[unit] or not _may_have(low, high, rows, cut):
            continue
        count = _nodes_of(low, high, rows, cut, seen)
        if cut.by_node:
            order_ties(count, seen)
        chains = chains_of(count, seen, cut)
        for chain in range(chains):
            _keep(unit, int(seen.begin[chain]), int(seen.end[chain]), seen, cut, out)


@compiled
def _walk_whole(offsets: Int64, rows: _Rows, asked: Bools, cut: Cut, out: _Out) -> None:
    """Whole trails, every one of them: nothing is looked at twice."""
    rows, out = _lent_rows(rows), _lent_out(out)
    traces, nodes = 0, 0
    for unit in range(len(offsets) - 1):
        if not asked[unit]:
            continue
        begin, before = nodes, -1
        high = _until(int(offsets[unit]), int(offsets[unit + 1]), rows, cut)
        for row in range(int(offsets[unit]), high):
            number = int(rows.table[rows.codes[row]])
            out.node[nodes], out.at[nodes] = number, rows.time[row]
            kept = number != 0 and not (cut.collapse and number == before)
            before = number if number != 0 else before
            nodes += int(kept)
        if nodes > begin:
            out.unit[traces], out.further[traces] = unit, 0
            traces += 1
            out.begins[traces] = nodes
    out.size[_TRACES], out.size[_NODES] = traces, nodes


@part
def _lent_rows(rows: _Rows) -> _Rows:
    """The same without counting who holds it, at every call anew."""
    return _Rows(
        borrowed(rows.time),
        borrowed(rows.codes),
        borrowed(rows.table),
        borrowed(rows.marks),
        borrowed(rows.roles),
    )


@part
def _lent_seen(seen: Seen) -> Seen:
    return Seen(
        borrowed(seen.time),
        borrowed(seen.node),
        borrowed(seen.mark),
        borrowed(seen.begin),
        borrowed(seen.end),
    )


@part
def _lent_out(out: _Out) -> _Out:
    return _Out(
        borrowed(out.unit),
        borrowed(out.begins),
        borrowed(out.node),
        borrowed(out.at),
        borrowed(out.further),
        borrowed(out.size),
    )


@part
def _until(low: int, high: int, rows: _Rows, cut: Cut) -> int:
    """Where the rows end that had happened by the moment of the answer."""
    while high > low and rows.time[high - 1] > cut.as_of:
        high -= 1
    return high


@part
def _may_have(low: int, high: int, rows: _Rows, cut: Cut) -> bool:
    """Whether a unit has a row that chains hang on: most have none of a rare one."""
    if not cut.from_start and not cut.to_end:
        return True
    role, count = START if cut.from_start else END, 0
    for row in range(low, high):
        count += int(rows.roles[rows.marks[row]] & role != 0)
    return count > 0


@part
def _nodes_of(low: int, high: int, rows: _Rows, cut: Cut, seen: Seen) -> int:
    """A unit's rows that are nodes, found without a branch."""
    count = 0
    for row in range(low, _until(low, high, rows, cut)):
        number = rows.table[rows.codes[row]]
        seen.node[count] = number
        seen.time[count] = rows.time[row]
        if cut.from_start or cut.to_end:
            seen.mark[count] = rows.roles[rows.marks[row]]
        count += int(number != 0)
    return count


@part
def _keep(unit: int, low: int, high: int, seen: Seen, cut: Cut, out: _Out) -> None:
    """Write down the rows `low : high` as one chain, as far as it is told."""
    whole, further = cut.from_start and cut.to_end, 0
    last = FOREVER if cut.within == FOREVER else seen.time[low] + cut.within
    if cut.to_end and not whole:
        last = FOREVER
        low, further = last_nodes(low, high, seen, cut)
    begin, count = int(out.size[_NODES]), 0
    for at in range(low, high):
        if seen.time[at] > last:
            break
        if cut.collapse and at > low and seen.node[at] == seen.node[at - 1]:
            continue
        if count >= cut.nodes and not whole:
            further = 1
            break
        # Between a start and an end the last node is always the end.
        place = begin + min(count, cut.nodes - 1)
        out.node[place], out.at[place] = seen.node[at], seen.time[at]
        count += 1
    if count > cut.nodes:
        if cut.nodes > 2:
            out.node[begin + cut.nodes - 2] = MORE
        count = cut.nodes
    trace = out.size[_TRACES]
    out.unit[trace], out.further[trace] = unit, further
    out.begins[trace + 1] = begin + count
    out.size[_TRACES] += 1
    out.size[_NODES] += count
