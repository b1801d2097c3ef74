"""Everybody's events for sections that read more than placed journeys keep."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.condition.over_batch import fields_in
from tropa.map.document import Map
from tropa.parts.base import PARTS
from tropa.parts.trails import Trails
from tropa.place.classify import TOUCHPOINT_FIELD
from tropa.trail import Scalar, TrailBatch
from tropa.workspace.own_words import PROPERTIES

Bools = NDArray[np.bool_]
Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]
Read: TypeAlias = Callable[[Scalar], float]
"""What a value of a property is as a number."""


@dataclass(frozen=True, slots=True)
class Everybody:
    """Whose events are read: everybody's, or those of some persons."""

    trails: Trails
    people: Int64 | None = None
    """Rising numbers; None for everybody."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """The trails of some people, and which of these people count here."""

    batch: TrailBatch
    alive: Bools | None
    """None when all do; the others are told of in another crowd."""

    def owner(self) -> Int64:
        """The row of the person of each event."""
        batch = self.batch
        return np.repeat(np.arange(len(batch.persons)), np.diff(batch.offsets))

    def counted(self) -> Bools:
        """Events of people who count here."""
        if self.alive is None:
            return np.ones(self.batch.events, np.bool_)
        return self.alive[self.owner()]


def crowds(everybody: Everybody, fields: Iterable[str]) -> list[Crowd]:
    """Each person counted once: the bases, and those with something newer."""
    found = _crowds(everybody.trails, fields)
    if everybody.people is None:
        return found
    return [_only(one, everybody.people) for one in found]


def _only(crowd: Crowd, people: Int64) -> Crowd:
    """Of a crowd only some persons count."""
    mine = np.isin(crowd.batch.persons, people)
    return Crowd(crowd.batch, mine if crowd.alive is None else mine & crowd.alive)


def _crowds(trails: Trails, fields: Iterable[str]) -> list[Crowd]:
    fields = sorted(fields)
    for base in list(trails.bases):
        # Properties are read from their texts once, and not while everybody waits.
        if base is not None:
            base.shelf.learn(fields)
    found: list[Crowd] = []
    with trails.lock:
        fresh = trails.fresh_persons()
        for part in range(PARTS):
            batch = trails.base_batch(part, fields)
            if batch is not None:
                alive = ~np.isin(batch.persons, fresh) if len(fresh) else None
                found.append(Crowd(batch, alive))
        if len(fresh):
            found.append(Crowd(trails.gather(fresh, fields), None))
    return found


def point_fields(map_: Map) -> set[str]:
    """Properties by which events find the map's touchpoints."""
    asked = (fields_in(one.where) for one in map_.touchpoints if one.where is not None)
    return {TOUCHPOINT_FIELD}.union(*asked)


class Rows(NamedTuple):
    """Events of one name, in any order; a column a property, no number where there is none."""

    person: Int64
    at: Int64
    columns: Mapping[str, Floats]


def told_events(everybody: Everybody, name: str, fields: Mapping[str, Read]) -> Rows:
    """People's events of one name, with some of their properties as numbers."""
    if name not in everybody.trails.names.all:
        # No property is read from everybody's texts for an event that nobody ever told.
        return _together([], fields)
    return told_where(everybody, lambda batch: named(batch, name), fields)


def named(batch: TrailBatch, *names: str) -> Bools:
    """Which events bear one of some names."""
    codes = [batch.names.index(name) for name in names if name in batch.names]
    return np.isin(batch.code, codes)


def told_where(
    everybody: Everybody,
    which: Callable[[TrailBatch], Bools],
    fields: Mapping[str, Read],
    more: Iterable[str] = (),
) -> Rows:
    """People's events that pass a test, with some of their properties as numbers.

    Args:
        everybody: whose events.
        which: the test, over a batch.
        fields: properties, and what each of their values is as a number.
        more: properties the test looks at.

    Raises:
        KeyError: a property is not among those the product reads by their own names.
    """
    if unknown := fields.keys() - PROPERTIES:
        raise KeyError(*sorted(unknown))
    some = crowds(everybody, {*fields, *more})
    return _together([_rows(one, which, fields) for one in some], fields)


def _together(parts: Iterable[Rows], fields: Iterable[str]) -> Rows:
    fields = list(fields)
    nothing = Rows(np.zeros(0, np.int64), np.zeros(0, np.int64), {})
    empty = {field: np.zeros(0) for field in fields}
    parts = [nothing._replace(columns=empty), *parts]
    return Rows(
        np.concatenate([one.person for one in parts]),
        np.concatenate([one.at for one in parts]),
        {field: np.concatenate([one.columns[field] for one in parts]) for field in fields},
    )


def _rows(
    crowd: Crowd, which: Callable[[TrailBatch], Bools], fields: Mapping[str, Read]
) -> Rows:
    batch = crowd.batch
    row = np.flatnonzero(which(batch))
    owner = np.searchsorted(batch.offsets, row, side="right") - 1
    if crowd.alive is not None:
        here = crowd.alive[owner]
        row, owner = row[here], owner[here]
    columns: dict[str, Floats] = {}
    for field, read in fields.items():
        column = batch.column(field)
        codes = column.codes[row]
        # A value many gave is read once.
        value = np.full(len(column.values), np.nan)
        met: list[int] = np.unique(codes).tolist()
        for at in met:
            one = column.values[at]
            value[at] = np.nan if one is None or one == "" else read(one)
        columns[field] = value[codes]
    return Rows(batch.persons[owner], batch.time[row], columns)
