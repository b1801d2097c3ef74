"""Everybody's trails as tracks for a question: bases as they lie, fresh people gathered.

The trails are taken at one moment, under their lock; what costs time (touchpoints, stages) is
made track by track when its turn comes.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Instant
from tropa.condition.over_batch import fields_in
from tropa.live.board import Board
from tropa.map.document import Map
from tropa.measure.questions.query import Needs
from tropa.measure.questions.run import Lazy
from tropa.measure.questions.track import Track
from tropa.measure.run import Slice
from tropa.parts.base import PARTS
from tropa.parts.trails import Trails
from tropa.place.classify import TOUCHPOINT_FIELD, touchpoints_of
from tropa.place.standing import Standing
from tropa.place.units import deal_units
from tropa.trail import Column, TrailBatch

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


def tracks_of(
    trails: Trails, board: Board | None, needs: Needs, per: str, as_of: Instant
) -> list[Lazy]:
    """Tracks of everybody.

    Args:
        trails: all events.
        board: the asked map's places; needed for stages.
        needs: what the question reads.
        per: `person` or `deal`.
        as_of: the moment of the answer.
    """
    map_ = board.edition.map if board is not None else None
    stages: Callable[[], StageRows] | None = None
    if needs.stages and board is not None and map_ is not None:
        stages = _once(lambda: stage_rows(board.slices(), map_, as_of, implied=needs.implied))
    fields = sorted(_fields(needs, map_))
    return [
        _lazily(batch, alive, map_ if needs.points else None, stages, needs, per)
        for batch, alive in _batches(trails, fields)
    ]


def _fields(needs: Needs, map_: Map | None) -> set[str]:
    fields = set(needs.fields)
    if needs.points and map_ is not None:
        fields.add(TOUCHPOINT_FIELD)
        for one in map_.touchpoints:
            if one.where is not None:
                fields |= fields_in(one.where)
    return fields


def _batches(trails: Trails, fields: Sequence[str]) -> list[tuple[TrailBatch, Bools | None]]:
    for base in list(trails.bases):
        # Properties are read from their texts once, and not while everybody waits.
        if base is not None:
            base.shelf.learn(fields)
    found: list[tuple[TrailBatch, Bools | None]] = []
    with trails.lock:
        fresh = trails.fresh_persons()
        for part in range(PARTS):
            batch = trails.base_batch(part, fields)
            if batch is not None:
                alive = ~np.isin(batch.persons, fresh) if len(fresh) else None
                found.append((batch, alive))
        if len(fresh):
            found.append((trails.gather(fresh, fields), None))
    return found


def _lazily(
    batch: TrailBatch,
    alive: Bools | None,
    points_of: Map | None,
    stages: "Callable[[], StageRows] | None",
    needs: Needs,
    per: str,
) -> Lazy:
    def make() -> Track:
        point = touchpoints_of(batch, points_of) if points_of is not None else None
        track = Track(
            person=batch.persons,
            offsets=batch.offsets,
            time=batch.time,
            code=batch.code,
            names=batch.names,
            columns=batch.columns,
            point=point,
            alive=alive,
        )
        if per == "deal":
            track = by_deal(track, batch)
        return track if stages is None else with_stages(track, stages(), needs)

    return make


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


@dataclass(frozen=True)
class StageRows:
    """Stages entered by anybody, sorted by person, deal and instant."""

    person: Int64
    deal: Int64
    at: Int64
    stage: NDArray[np.int16]


def stage_rows(
    slices: Sequence[Slice], map_: Map, as_of: Instant, *, implied: bool
) -> StageRows:
    """Every entering of a stage up to a moment; skipped stages too when `implied`."""
    found = [_entered(one.stand(as_of, map_), implied=implied) for one in slices]
    person, deal, at, stage = (
        np.concatenate([np.zeros(0, np.int64), *(one[row] for one in found)])
        for row in range(4)
    )
    order = np.lexsort((stage, at, deal, person))
    return StageRows(person[order], deal[order], at[order], stage[order].astype(np.int16))


def _entered(standing: Standing, *, implied: bool) -> tuple[Int64, Int64, Int64, Int64]:
    placed, valid = standing.placed, standing.valid
    kept = valid[standing.visit_journey]
    journey = standing.visit_journey[kept]
    stage, at = standing.visit_stage[kept].astype(np.int64), standing.visit_entered[kept]
    if implied:
        came = np.zeros((len(valid), standing.stages), np.bool_)
        first = standing.visit_first & kept
        exact = (
            standing.reached_at[standing.visit_journey, standing.visit_stage]
            == standing.visit_entered
        )
        rows = first & exact
        came[standing.visit_journey[rows], standing.visit_stage[rows]] = True
        more, which = np.nonzero((standing.reached_at != FOREVER) & ~came & valid[:, None])
        journey = np.concatenate([journey, more])
        stage = np.concatenate([stage, which])
        at = np.concatenate([at, standing.reached_at[more, which]])
    unit = placed.unit[standing.journey[journey]]
    return placed.person[unit], placed.deal[unit], at, stage


def with_stages(track: Track, rows: StageRows, needs: Needs) -> Track:
    """A track with a row for each stage entered, behind the events of the same instant."""
    mine, unit = _rows_of(track, rows)
    events = track.events if needs.events or needs.fields else 0
    owner = np.concatenate([track.owner()[:events], unit])
    time = np.concatenate([track.time[:events], rows.at[mine]])
    stage = np.concatenate([np.full(events, -1, np.int16), rows.stage[mine]])
    order = np.lexsort((stage, time, owner))
    # Among events of one instant their own order stays: a stable sort by stage -1.
    code = np.concatenate([track.code[:events], np.full(len(mine), len(track.names))])
    counts = np.bincount(owner, minlength=track.units)
    absent = np.zeros(len(mine), np.uint8)
    columns = {
        name: Column(one.values, np.concatenate([one.codes[:events], absent])[order])
        for name, one in track.columns.items()
    }
    point = track.point
    if point is not None:
        point = np.concatenate([point[:events], np.zeros(len(mine), np.uint16)])[order]
    return replace(
        track,
        offsets=np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)]),
        time=time[order],
        code=code.astype(np.uint16)[order],
        columns=columns,
        point=point,
        stage=stage[order],
    )


def _rows_of(track: Track, rows: StageRows) -> tuple[Int64, Int64]:
    """The stage rows of a track's units, and whose each is."""
    if track.deal is None:
        begin = np.searchsorted(rows.person, track.person, "left")
        end = np.searchsorted(rows.person, track.person, "right")
    else:
        # Deals are numbered once for everybody, and a person's lie together.
        pairs = np.stack([rows.person, rows.deal], axis=1)
        keys = np.stack([track.person, track.deal], axis=1)
        begin, end = _pair_ranges(pairs, keys)
    sizes = end - begin
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    mine = np.arange(total) + np.repeat(begin - (ends - sizes), sizes)
    return mine.astype(np.int64), np.repeat(np.arange(track.units), sizes)


def _pair_ranges(pairs: Int64, keys: Int64) -> tuple[Int64, Int64]:
    known, first, counts = np.unique(pairs, axis=0, return_index=True, return_counts=True)
    both, number = np.unique(np.concatenate([known, keys]), axis=0, return_inverse=True)
    begin, size = np.zeros(len(both), np.int64), np.zeros(len(both), np.int64)
    begin[number[: len(known)]], size[number[: len(known)]] = first, counts
    mine = number[len(known) :]
    return begin[mine], begin[mine] + size[mine]


def _once(make: Callable[[], StageRows]) -> Callable[[], StageRows]:
    kept: list[StageRows] = []

    def get() -> StageRows:
        # Threads may both make it, and both are right.
        if not kept:
            kept.append(make())
        return kept[0]

    return get
