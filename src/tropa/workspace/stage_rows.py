"""Stages entered, as rows of a track: what a question about stages walks over.

A row stands right behind the event that led there; it is no event and bears no name. Which
stages count as entered, and when, is read off the board as of the moment of the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Instant
from tropa.map.document import Map
from tropa.measure.questions.track import Track
from tropa.measure.run import Slice
from tropa.place.standing import Standing
from tropa.trail import Column

Int64 = NDArray[np.int64]


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


def with_stages(track: Track, rows: StageRows, *, events: bool) -> Track:
    """A track with a row for each stage entered, behind the events of the same instant.

    Args:
        track: units and their events.
        rows: stages entered by anybody.
        events: whether rows of events stay.
    """
    mine, unit = _rows_of(track, rows)
    many = track.events if events else 0
    owner = np.concatenate([track.owner()[:many], unit])
    time = np.concatenate([track.time[:many], rows.at[mine]])
    stage = np.concatenate([np.full(many, -1, np.int16), rows.stage[mine]])
    order = np.lexsort((stage, time, owner))
    # Among events of one instant their own order stays: a stable sort by stage -1.
    code = np.concatenate([track.code[:many], np.full(len(mine), len(track.names))])
    counts = np.bincount(owner, minlength=track.units)
    absent = np.zeros(len(mine), np.uint8)
    columns = {
        name: Column(one.values, np.concatenate([one.codes[:many], absent])[order])
        for name, one in track.columns.items()
    }
    point = track.point
    if point is not None:
        point = np.concatenate([point[:many], np.zeros(len(mine), np.uint16)])[order]
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
