"""Who belongs to a segment of the map at the moment of the answer.

    city == "Omsk"              the trait as last stated by then
    did ever order              some touch of that touchpoint by then
    did ever order within 30d   the latest touch no longer ago than that
    in segment other            who belongs to that one

Tests that ask about a journey (`did order`, `count of …`, `in stage …`, `silent for …`) cannot
be answered by events alone: such a segment is refused. Nobody belongs to anything before their
first event.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, Instant
from tropa.condition.over_batch import Fields, fields_in, over_batch
from tropa.condition.syntax import And, Condition, Did, FieldTest, InSegment, Not, Or, walk
from tropa.errors import UsageFault
from tropa.map.document import Map, Segment
from tropa.measure.questions.track import SomeRows, Track
from tropa.place.classify import TOUCHPOINT_FIELD, touchpoints_of
from tropa.trail import TrailBatch

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


def check_segment(segment: Segment, map_: Map) -> None:
    """Refuse a segment that events alone do not tell.

    Raises:
        UsageFault: it has no condition, asks about journeys, or asks for itself.
    """
    if segment.who is None:
        raise UsageFault("segment_without_who", segment=segment.title or segment.id)
    for node in _tests(segment.who, map_, (segment.id,)):
        match node:
            case And() | Or() | Not() | FieldTest() | InSegment():
                continue
            case Did(ever=True, after=None):
                continue
            case _:
                raise UsageFault(
                    "segment_of_journeys",
                    found=segment.title or segment.id,
                    test=_as_written(node, segment, map_),
                )


def segment_named(name: str, map_: Map) -> Segment | None:
    """A segment by its name."""
    return next((one for one in map_.segments if one.id == name), None)


def fields_asked(segment: Segment, map_: Map) -> frozenset[str]:
    """Properties and traits needed to tell who belongs."""
    if segment.who is None:
        return frozenset()
    found = frozenset[str]()
    for node in _tests(segment.who, map_, (segment.id,)):
        found |= fields_in(node) if isinstance(node, FieldTest) else frozenset()
        if isinstance(node, Did):
            found |= fields_in(node.where) if node.where is not None else frozenset()
            found |= _fields_of_touchpoints(map_)
    return found


def _fields_of_touchpoints(map_: Map) -> frozenset[str]:
    wheres = [one.where for one in map_.touchpoints if one.where is not None]
    return frozenset({TOUCHPOINT_FIELD}).union(*(fields_in(tree) for tree in wheres))


def _tests(tree: Condition, map_: Map, above: tuple[str, ...]) -> Iterator[Condition]:
    """Everything a condition asks, and what the segments it asks for do."""
    for node in walk(tree):
        yield node
        if not isinstance(node, InSegment):
            continue
        other = segment_named(node.segment, map_)
        if other is None or other.id in above or other.who is None:
            raise UsageFault(
                "segment_of_journeys", found=above[0], test=f"in segment {node.segment}"
            )
        yield from _tests(other.who, map_, (*above, other.id))


def _as_written(node: Condition, segment: Segment, map_: Map) -> str:
    for one in map_.reading.conditions:
        if one.tree is segment.who:
            return one.text[node.span[0] : node.span[1]].strip()
    return segment.id


class Belonging:
    """Who of a track belongs to segments of a map."""

    def __init__(self, track: Track, map_: Map, as_of: Instant, traits: Fields) -> None:
        self._track, self._map, self._as_of, self._traits = track, map_, as_of, traits
        self._points: NDArray[np.uint16] | None = track.point
        self._unit: Int64 | None = None

    def of(self, segment: Segment) -> Bools:
        """For each unit whether it belongs.

        Raises:
            UsageFault: events alone do not tell.
        """
        check_segment(segment, self._map)
        if segment.who is None:
            raise TypeError(segment.id)
        return self._known() & self._fits(segment.who)

    def _known(self) -> Bools:
        offsets, time = self._track.offsets, np.append(self._track.time, self._as_of + 1)
        return (np.diff(offsets) > 0) & (time[offsets[:-1]] <= self._as_of)

    def _fits(self, tree: Condition) -> Bools:
        match tree:
            case And(parts):
                return np.logical_and.reduce([self._fits(one) for one in parts])
            case Or(parts):
                return np.logical_or.reduce([self._fits(one) for one in parts])
            case Not(part):
                return ~self._fits(part)
            case Did():
                return self._did(tree)
            case InSegment(segment):
                other = segment_named(segment, self._map)
                if other is None or other.who is None:
                    raise TypeError(segment)
                return self._fits(other.who)
            case _:
                return over_batch(tree, self._traits)

    def _did(self, deed: Did) -> Bools:
        if self._points is None:
            self._points = touchpoints_of(_as_batch(self._track), self._map)
        number = self._map.touchpoint_index(deed.touchpoint) + 1
        since = BEFORE if deed.within is None else self._as_of - deed.within
        time = self._track.time
        rows = np.flatnonzero(
            (self._points == number) & (time <= self._as_of) & (time >= since)
        )
        if deed.where is not None:
            rows = rows[over_batch(deed.where, SomeRows(self._track, rows))]
        found = np.zeros(self._track.units, np.bool_)
        found[np.searchsorted(self._track.offsets, rows, side="right") - 1] = True
        return found


def _as_batch(track: Track) -> TrailBatch:
    """A track's rows as events; a row that is no event bears no name."""
    return TrailBatch(
        persons=track.person,
        offsets=track.offsets,
        time=track.time,
        code=track.code,
        names=(*track.names, ""),
        key=track.time,
        deal=np.zeros(0, np.int64),
        columns=track.columns,
    )
