"""Which rows a step means: events, touchpoints or stages by name, and a condition.

Up to 63 sets of items are told apart by one bit each. Where only names are asked, a table by
event name answers and no row is looked at; else the bits are written row by row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from tropa.condition.over_batch import fields_in, over_batch
from tropa.condition.syntax import Condition
from tropa.event import event_name
from tropa.map.document import Map
from tropa.measure.questions.track import SomeRows, Track

Bits = NDArray[np.uint64]
Bools = NDArray[np.bool_]

ANY: Final = "*"
_DIRECT: Final = 16
"""So few sets are their own number in the table."""


@dataclass(frozen=True, slots=True)
class Item:
    """Rows of these names; an empty tuple asks nothing."""

    events: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    where: Condition | None = None

    @property
    def plain(self) -> bool:
        """Whether the event's name alone tells."""
        return self.where is None and not self.points and not self.stages


def item_of(record: dict[str, Any]) -> Item:
    """One item of a question's record; a condition alone is of any event."""
    events, points, stages = (
        tuple(record.get(source) or ()) for source in ("event", "touchpoint", "stage")
    )
    where = record.get("where")
    if where is not None and not (events or points or stages):
        events = (ANY,)
    return Item(events, points, stages, where)


def items_of(record: dict[str, Any]) -> tuple[Item, ...]:
    """The alternatives of a step: those under `any`, or the step itself."""
    if record.get("any"):
        others = cast("list[dict[str, Any]]", record["any"])
        return tuple(item_of(one) for one in others)
    return (item_of(record),)


def fields_of(items: Sequence[Item]) -> frozenset[str]:
    """Properties the items ask for."""
    trees = [one.where for one in items if one.where is not None]
    return frozenset[str]().union(*(fields_in(tree) for tree in trees))


def label_of(items: Sequence[Item], map_: Map | None) -> str:
    """What a step is called when it has no name of its own: the titles people gave."""
    titles: dict[str, str] = {}
    if map_ is not None:
        titles = {one.id: one.title for one in (*map_.touchpoints, *map_.stages)}
    names = [
        titles.get(name, name)
        for one in items
        for name in (*one.events, *one.points, *one.stages)
    ]
    return " / ".join(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class RowBits:
    """The sets each row belongs to: `table[index[row]]`."""

    index: NDArray[np.unsignedinteger]
    table: Bits


def row_bits(sets: Sequence[Sequence[Item]], track: Track, map_: Map | None) -> RowBits:
    """Which sets of items each row of a track belongs to.

    Args:
        sets: at most 63; set k is bit k.
        track: rows.
        map_: gives touchpoints and stages their numbers.
    """
    plain = tuple(
        tuple(name for one in items if one.plain for name in one.events) for items in sets
    )
    table = _table_of(plain, tuple(track.names))
    hard = [(bit, item) for bit, items in enumerate(sets) for item in items if not item.plain]
    if not hard:
        return RowBits(track.code, table)
    bits = table[track.code]
    for bit, item in hard:
        rows = np.flatnonzero(_rows(item, track, map_))
        if item.where is not None:
            rows = rows[over_batch(item.where, SomeRows(track, rows))]
        bits[rows] |= np.uint64(1 << bit)
    if len(sets) <= _DIRECT:
        return RowBits(bits.astype(np.uint16), np.arange(1 << _DIRECT, dtype=np.uint64))
    # Few different sets meet in one row: their numbers are the index.
    known, index = np.unique(bits, return_inverse=True)
    return RowBits(index.astype(np.uint32), known)


@lru_cache(maxsize=1 << 8)
def _table_of(sets: tuple[tuple[str, ...], ...], names: tuple[str, ...]) -> Bits:
    """The sets of each name, and of what is no event; none may write into the answer."""
    table = np.zeros(len(names) + 1, np.uint64)
    for bit, events in enumerate(sets):
        table |= np.where(_among(events, names), np.uint64(1 << bit), np.uint64(0))
    table.flags.writeable = False
    return table


def _named(item: Item, names: Sequence[str]) -> Bools:
    return _among(tuple(item.events), tuple(names))


@lru_cache(maxsize=1 << 10)
def _among(events: tuple[str, ...], names: tuple[str, ...]) -> Bools:
    """Every track of a question asks for the same few names; none may write into the answer."""
    if ANY in events:
        found = np.append(np.ones(len(names), np.bool_), False)
    else:
        wanted = {*events, *(event_name(name) for name in events)}
        found = np.asarray(
            [*(name in wanted or event_name(name) in wanted for name in names), False], np.bool_
        )
    found.flags.writeable = False
    return found


def _rows(item: Item, track: Track, map_: Map | None) -> Bools:
    found = np.zeros(track.events, np.bool_)
    if item.events:
        found |= _named(item, track.names)[track.code]
    if item.points and track.point is not None and map_ is not None:
        numbers = [map_.touchpoint_index(name) + 1 for name in item.points]
        found |= np.isin(track.point, [number for number in numbers if number > 0])
    if item.stages and track.stage is not None and map_ is not None:
        order = {one.id: at for at, one in enumerate(map_.stages)}
        found |= np.isin(track.stage, [order[name] for name in item.stages if name in order])
    return found
