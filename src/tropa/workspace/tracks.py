"""Everybody's trails as tracks for questions: bases as they lie, fresh people gathered.

The trails are taken at one moment, as a snapshot; what costs time (properties, touchpoints,
stages) is made stretch by stretch when its turn comes, and once for all the questions that read
it. Each question sees the columns it asked for and no others: alone or among many, it walks the
same track.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.condition.over_batch import fields_in
from tropa.live.board import Board
from tropa.map.document import Map
from tropa.measure.questions.query import Needs, Query
from tropa.measure.questions.run import Lazy
from tropa.measure.questions.track import Track
from tropa.parts.base import PARTS
from tropa.parts.snapshot import Snapshot
from tropa.place.classify import TOUCHPOINT_FIELD, touchpoints_of
from tropa.place.units import deal_units
from tropa.trail import Column, TrailBatch
from tropa.workspace.stage_rows import StageRows, stage_rows, with_stages

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Reading:
    """What one question reads."""

    needs: Needs
    per: str
    map: Map | None
    """The map asked about."""
    fields: tuple[str, ...]
    """Properties, those of the map's touchpoints among them where they are asked for."""
    stages: "Callable[[], StageRows] | None"
    """Stages entered by anybody, made at first use; None where none are asked for."""


class Readings:
    """The readings of questions of one pass: what two of them need alike is made once."""

    def __init__(self) -> None:
        self._stages: dict[tuple[int, Instant, bool], Callable[[], StageRows]] = {}

    def of(self, query: "Query[object]", board: Board | None) -> Reading:
        """What a question reads.

        Args:
            query: the question.
            board: the asked map's places; needed for stages.
        """
        needs, scope = query.needs, query.scope
        map_ = board.edition.map if board is not None else None
        stages: Callable[[], StageRows] | None = None
        if needs.stages and board is not None and map_ is not None:
            stages = self._stages_of(board, map_, scope.as_of, implied=needs.implied)
        return Reading(needs, scope.per, map_, _fields(needs, map_), stages)

    def _stages_of(
        self, board: Board, map_: Map, as_of: Instant, *, implied: bool
    ) -> "Callable[[], StageRows]":
        def make() -> StageRows:
            return stage_rows(board.slices(), map_, as_of, implied=implied)

        return self._stages.setdefault((id(board), as_of, implied), _once(make))


def _fields(needs: Needs, map_: Map | None) -> tuple[str, ...]:
    fields = set(needs.fields)
    if needs.points and map_ is not None:
        fields.add(TOUCHPOINT_FIELD)
        for one in map_.touchpoints:
            if one.where is not None:
                fields |= fields_in(one.where)
    return tuple(sorted(fields))


@dataclass(frozen=True)
class Stretch:
    """Some of the people: those of a part's base, or everybody fresh."""

    snapshot: Snapshot
    part: int | None
    """None for the fresh."""

    @cached_property
    def gone(self) -> Int64:
        """Places of persons who are told of elsewhere."""
        none = np.zeros(0, np.int64)
        return none if self.part is None else self.snapshot.fresh_in(self.part)

    def batch(self, fields: Iterable[str]) -> TrailBatch:
        """The trails of these people."""
        fields = list(fields)
        if self.part is None:
            return self.snapshot.of_fresh(fields)
        batch = self.snapshot.of_base(self.part, fields)
        if batch is None:
            raise KeyError(self.part)
        return batch

    def alive(self, batch: TrailBatch) -> Bools | None:
        """For each person whether it counts here; None when all do."""
        if self.part is None or not len(self.snapshot.fresh):
            return None
        found = np.ones(len(batch.persons), np.bool_)
        found[self.gone] = False
        return found


def stretches_of(snapshot: Snapshot) -> list[Stretch]:
    """Everybody, each person counted once."""
    found = [
        Stretch(snapshot, part) for part in range(PARTS) if snapshot.bases[part] is not None
    ]
    if len(snapshot.fresh):
        found.append(Stretch(snapshot, None))
    return found


class Walk:
    """A stretch as the tracks of several questions."""

    def __init__(self, stretch: Stretch, readings: Iterable[Reading]) -> None:
        """Nothing is read before a track is asked for.

        Args:
            stretch: some of the people.
            readings: of all questions that will ask.
        """
        self._stretch = stretch
        self._fields = sorted({name for one in readings for name in one.fields})
        self._made: dict[tuple[object, ...], Track] = {}

    @cached_property
    def _batch(self) -> TrailBatch:
        return self._stretch.batch(self._fields)

    def track(self, reading: Reading) -> Track:
        """What one question walks over."""
        points_of = reading.map if reading.needs.points else None
        track = self._once(
            (id(points_of), reading.per), lambda: self._plain(points_of, reading)
        )
        rows, plain = reading.stages, track
        if rows is not None:
            events = reading.needs.events or bool(reading.needs.fields)
            key = (id(points_of), reading.per, id(rows), events)
            track = self._once(key, lambda: with_stages(plain, rows(), events=events))
        return replace(track, columns={name: track.columns[name] for name in reading.fields})

    def _once(self, key: tuple[object, ...], make: Callable[[], Track]) -> Track:
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]

    def _plain(self, points_of: Map | None, reading: Reading) -> Track:
        batch = self._batch
        point = touchpoints_of(batch, points_of) if points_of is not None else None
        track = Track(
            person=batch.persons,
            offsets=batch.offsets,
            time=batch.time,
            code=batch.code,
            names=batch.names,
            columns=batch.columns,
            point=point,
            alive=self._stretch.alive(batch),
        )
        return by_deal(track, batch) if reading.per == "deal" else track


def tracks_of(snapshot: Snapshot, reading: Reading) -> list[Lazy]:
    """Tracks of everybody for one question, each made when its turn comes."""

    def lazily(stretch: Stretch) -> Lazy:
        return lambda: Walk(stretch, [reading]).track(reading)

    return [lazily(one) for one in stretches_of(snapshot)]


def by_deal(track: Track, batch: TrailBatch) -> Track:
    """The same rows deal by deal; what belongs to no deal accompanies each of the person's."""
    units = deal_units(batch)
    rows = units.rows
    alive = track.alive
    return Track(
        person=track.person[units.person],
        offsets=units.offsets,
        time=track.time[rows],
        code=track.code[rows],
        names=track.names,
        columns={name: _taken(one, rows) for name, one in track.columns.items()},
        point=None if track.point is None else track.point[rows],
        deal=units.deal,
        alive=None if alive is None else alive[units.person],
    )


def _taken(column: Column, rows: Int64) -> Column:
    return Column(column.values, column.codes[rows])


def _once(make: "Callable[[], StageRows]") -> "Callable[[], StageRows]":
    kept: list[StageRows] = []
    turn = threading.Lock()

    def get() -> StageRows:
        with turn:
            if not kept:
                kept.append(make())
            return kept[0]

    return get
