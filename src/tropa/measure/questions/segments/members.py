"""Who belongs to a segment at an instant: by traits stated, and deeds done, up to it.

    city == "Omsk"              the trait as last stated by then
    did ever order              some touch of that touchpoint by then
    did ever order within 30d   the latest touch no longer ago than that
    in segment other            who belongs to that one

Tests that ask about a journey (`did order`, `count of …`, `in stage …`, `silent for …`) need
everybody placed for every instant, and are not answered here. Nobody belongs to anything
before their first event.
"""

from collections.abc import Hashable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER, Duration, Instant
from tropa.condition.over_batch import over_batch
from tropa.condition.syntax import (
    And,
    Condition,
    Did,
    FieldTest,
    InSegment,
    Not,
    Or,
    bare,
    walk,
)
from tropa.event import IDENTIFY
from tropa.map.document import Map, Segment
from tropa.measure.questions.items import Item, row_bits
from tropa.measure.questions.track import Track
from tropa.trail import Column, absent

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

DEEDS_AT_MOST: Final = 63
"""Different deeds of all asked segments: a bit of a row each."""


def unanswerable(segment: Segment, map_: Map, above: tuple[str, ...] = ()) -> str | None:
    """The test of a segment that is not answered here, as it is written.

    Empty where the segment has no condition at all, None where all of it is answered.
    """
    if segment.who is None:
        return ""
    for node in walk(segment.who):
        if not _is_answered(node, map_, (*above, segment.id)):
            return _as_written(node, segment, map_)
    return None


def _is_answered(node: Condition, map_: Map, above: tuple[str, ...]) -> bool:
    match node:
        case And() | Or() | Not() | FieldTest() | Did(ever=True, after=None):
            return True
        case InSegment():
            other = _segment(map_, node.segment)
            # A segment that asks for itself, by whatever way, is never answered.
            return (
                other is not None
                and other.id not in above
                and unanswerable(other, map_, above) is None
            )
        case _:
            return False


def _as_written(node: Condition, segment: Segment, map_: Map) -> str:
    for one in map_.reading.conditions:
        if one.tree is segment.who:
            return one.text[node.span[0] : node.span[1]].strip()
    return segment.id


def _segment(map_: Map, name: str) -> Segment | None:
    return next((one for one in map_.segments if one.id == name), None)


def _tests(segment: Segment, map_: Map) -> Iterator[Condition]:
    """Everything a segment asks, and the segments it asks for."""
    if segment.who is None:
        return
    for node in walk(segment.who):
        yield node
        other = _segment(map_, node.segment) if isinstance(node, InSegment) else None
        if other is not None:
            yield from _tests(other, map_)


def deeds_of(segments: Sequence[Segment], map_: Map) -> dict[Hashable, Item]:
    """The deeds these segments ask for, each once, by what they mean."""
    found: dict[Hashable, Item] = {}
    for segment in segments:
        for node in _tests(segment, map_):
            if isinstance(node, Did):
                item = Item(points=(node.touchpoint,), where=node.where)
                found.setdefault(_deed(node), item)
    return found


def _deed(node: Did) -> Hashable:
    return node.touchpoint, bare(node.where)


def traits_of(segments: Sequence[Segment], map_: Map) -> frozenset[str]:
    """The traits these segments ask for."""
    return frozenset(
        node.field
        for segment in segments
        for node in _tests(segment, map_)
        if isinstance(node, FieldTest)
    )


class Members:
    """A track's units at one instant after another; it only goes forward."""

    def __init__(self, track: Track, segments: Sequence[Segment], map_: Map) -> None:
        self._track, self._segments, self._map = track, segments, map_
        self._at: Instant = BEFORE
        owner = track.owner()
        begins = track.offsets[:-1]
        self._first = np.full(track.units, FOREVER, np.int64)
        some = begins < track.offsets[1:]
        self._first[some] = track.time[begins[some]]
        self._traits = _Traits(track, owner)
        self._deeds = _Deeds(track, owner, deeds_of(segments, map_), map_)

    def go_to(self, at: Instant) -> None:
        """Everything up to an instant, itself included, has happened."""
        self._at = at
        self._traits.go_to(at)
        self._deeds.go_to(at)

    def known(self) -> Bools:
        """Units that had any event by now."""
        return self._first <= self._at

    def belong(self) -> Bools:
        """For each segment whether each unit belongs to it now."""
        known = self.known()
        rows = [known & self._fits(one.who) for one in self._segments if one.who is not None]
        return np.stack(rows) if rows else np.zeros((0, self._track.units), np.bool_)

    def trait(self, name: str) -> Column:
        """A trait of each unit as last stated by now."""
        return self._traits.column(name)

    def _fits(self, tree: Condition) -> Bools:
        match tree:
            case And():
                return np.logical_and.reduce([self._fits(one) for one in tree.parts])
            case Or():
                return np.logical_or.reduce([self._fits(one) for one in tree.parts])
            case Not():
                return ~self._fits(tree.part)
            case Did():
                return self._deeds.done(_deed(tree), tree.within)
            case InSegment():
                other = _segment(self._map, tree.segment)
                assert other is not None  # noqa: S101 - refused before
                assert other.who is not None  # noqa: S101 - refused before
                return self._fits(other.who)
            case _:
                return over_batch(tree, self._traits)


class _Forward:
    """Rows in the order of time, handed out once each as time goes on."""

    def __init__(self, track: Track, rows: Int64) -> None:
        # Of one unit and one instant the order of rows stays.
        self._rows = rows[np.argsort(track.time[rows], kind="stable")]
        self._times = track.time[self._rows]
        self._done = 0

    def until(self, at: Instant) -> Int64:
        """Rows that have not been handed out and are no later."""
        end = int(np.searchsorted(self._times, at, side="right"))
        fresh = self._rows[self._done : end]
        self._done = max(end, self._done)
        return fresh


class _Traits:
    """Traits of each unit, as they are stated one after another."""

    def __init__(self, track: Track, owner: Int64) -> None:
        self._track, self._owner = track, owner
        states = [at for at, name in enumerate(track.names) if name == IDENTIFY]
        self._forward = _Forward(track, np.flatnonzero(np.isin(track.code, states)))
        self._now = {
            name: np.zeros(track.units, one.codes.dtype) for name, one in track.columns.items()
        }

    @property
    def events(self) -> int:
        """Units: a condition is answered once for each."""
        return self._track.units

    def go_to(self, at: Instant) -> None:
        fresh = self._forward.until(at)
        for name, now in self._now.items():
            codes = self._track.column(name).codes[fresh]
            stated = codes != 0
            # The last one written stays, and it is the latest.
            now[self._owner[fresh[stated]]] = codes[stated]

    def column(self, name: str) -> Column:
        known = self._now.get(name)
        if known is None:
            return absent(self._track.units)
        return Column(self._track.column(name).values, known.copy())


class _Deeds:
    """The latest instant each unit did each deed."""

    def __init__(
        self, track: Track, owner: Int64, deeds: dict[Hashable, Item], map_: Map
    ) -> None:
        self._track, self._owner = track, owner
        self._number = {deed: at for at, deed in enumerate(deeds)}
        self._latest = np.full((len(deeds), track.units), BEFORE, np.int64)
        self._forward: list[_Forward] = []
        self._at: Instant = BEFORE
        if not deeds:
            return
        bits = row_bits([(item,) for item in deeds.values()], track, map_)
        of_row = bits.table[bits.index]
        for at in range(len(deeds)):
            rows = np.flatnonzero(of_row >> np.uint64(at) & np.uint64(1))
            self._forward.append(_Forward(track, rows))

    def go_to(self, at: Instant) -> None:
        self._at = at
        for latest, forward in zip(self._latest, self._forward, strict=True):
            fresh = forward.until(at)
            latest[self._owner[fresh]] = self._track.time[fresh]

    def done(self, deed: Hashable, within: Duration | None) -> Bools:
        """Who did it by now, and not longer ago than so."""
        latest = self._latest[self._number[deed]]
        if within is None:
            return latest != BEFORE
        return (latest != BEFORE) & (latest >= self._at - within)
