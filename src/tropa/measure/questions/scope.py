"""What every question shares: its map, its moments, whom and which events it takes.

from, to     the period: what it means is said by each kind (a funnel's attempts begin in it)
as_of        what happened later is not looked at, whatever the question
where        removes events, never persons
who          keeps persons whose traits fit, as last stated by `as_of`
"""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final, Literal, cast

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER, Instant, zone_of
from tropa.condition.over_batch import fields_in, over_batch
from tropa.condition.syntax import Condition
from tropa.event import IDENTIFY
from tropa.map.document import Map, Segment
from tropa.measure.questions.belonging import (
    Belonging,
    check_segment,
    fields_asked,
    segment_named,
)
from tropa.measure.questions.track import Track
from tropa.moments import read_moment
from tropa.trail import Column

Bools = NDArray[np.bool_]
Int64 = NDArray[np.int64]

HOME_ZONE: Final = "Europe/Moscow"
"""Where a day begins when no map says otherwise."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The shared part of a question, bound to a map and a moment."""

    as_of: Instant
    map: Map | None = None
    title: str = ""
    per: Literal["person", "deal"] = "person"
    since: Instant = BEFORE
    until: Instant = FOREVER
    where: Condition | None = None
    who: Condition | None = None
    segment: str | None = None

    @property
    def zone(self) -> tzinfo:
        """Where days, weeks and months begin."""
        return self.map.zone if self.map is not None else zone_of(HOME_ZONE)

    @property
    def fields(self) -> frozenset[str]:
        """Properties and traits the scope itself reads."""
        trees = [tree for tree in (self.where, self.who) if tree is not None]
        fields = frozenset[str]().union(*(fields_in(tree) for tree in trees))
        if self.map is not None and self.asked_segment is not None:
            fields |= fields_asked(self.asked_segment, self.map)
        return fields

    @property
    def asked_segment(self) -> Segment | None:
        """The segment whose people are asked about."""
        if self.map is None or self.segment is None:
            return None
        return segment_named(self.segment, self.map)

    def people(self, track: Track) -> Bools:
        """For each unit whether it is asked about."""
        counted = track.counted()
        if self.who is None and self.segment is None:
            return counted
        traits = Traits(track, self.as_of)
        if self.who is not None:
            counted = counted & over_batch(self.who, traits)
        if self.map is not None and self.asked_segment is not None:
            belonging = Belonging(track, self.map, self.as_of, traits)
            counted = counted & belonging.of(self.asked_segment)
        return counted

    def rows(self, track: Track) -> Bools | None:
        """For each row whether it is looked at; None when all are."""
        kept: Bools | None = None
        if self.where is not None:
            kept = over_batch(self.where, track)
        return kept


def bind(record: dict[str, Any], map_: Map | None, now: Instant) -> Scope:
    """The shared part of a question's record.

    Args:
        record: as read by the vocabulary, without findings.
        map_: the map asked about, when there is one.
        now: the moment of the answer, when the question names none.

    Raises:
        UsageFault: it asks for a segment that events alone do not tell.
    """
    zone = map_.zone if map_ is not None else zone_of(HOME_ZONE)

    def moment(name: str, otherwise: Instant) -> Instant:
        text = record.get(name)
        found = read_moment(text, zone) if text is not None else None
        return found.at if found is not None else otherwise

    as_of = moment("as_of", now)
    last = record.get("last")
    since = as_of - cast("int", last) if last else moment("from", BEFORE)
    unit = map_.unit if map_ is not None else "person"
    scope = Scope(
        as_of=as_of,
        map=map_,
        title=record.get("title") or "",
        per=record.get("per") or unit,
        since=since,
        until=moment("to", FOREVER),
        where=record.get("where"),
        who=record.get("who"),
        segment=record.get("segment"),
    )
    if map_ is not None and scope.asked_segment is not None:
        check_segment(scope.asked_segment, map_)
    return scope


class Traits:
    """Traits of each unit's person: the latest value stated up to a moment.

    The moment is one for all, or each unit's own.
    """

    def __init__(self, track: Track, moment: Instant | Int64) -> None:
        self._track = track
        states = [at for at, name in enumerate(track.names) if name == IDENTIFY]
        rows = np.flatnonzero(np.isin(track.code, states))
        unit = np.searchsorted(track.offsets, rows, side="right") - 1
        by_then = track.time[rows] <= (moment if isinstance(moment, int) else moment[unit])
        self._rows, self._unit = rows[by_then], unit[by_then]

    @property
    def events(self) -> int:
        """Units: a condition is answered once for each."""
        return self._track.units

    def column(self, name: str) -> Column:
        """A trait by unit."""
        column = self._track.column(name)
        codes = column.codes[self._rows]
        stated = codes != 0
        found = np.zeros(self.events, column.codes.dtype)
        # Rows lie in the order of time: the last one written stays.
        found[self._unit[stated]] = codes[stated]
        return Column(column.values, found)
