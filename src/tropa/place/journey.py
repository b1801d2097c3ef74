"""Trails to placed journeys: runs the kernel edition by edition, from the start or onwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.place.classify import Classified, classify
from tropa.place.kernel import FRESH, HANDED_OVER, RESUMED, place_units
from tropa.place.layout import Moves, Trails, lay_out, moves_of
from tropa.place.placed import Kept, Placed
from tropa.place.rules import MOVES_AT_MOST, Edition
from tropa.place.state import LAPS, SUCCESS, WON_AT, Out, room
from tropa.place.units import Units, deal_units, person_units
from tropa.trail import TrailBatch, fix_columns

Int64 = NDArray[np.int64]
_Kind = TypeVar("_Kind", bound=np.generic)

NO_OUTAGES: Int64 = np.zeros((0, 2), np.int64)


@dataclass(frozen=True, slots=True)
class _Going:
    """Units under way: where each trail begins, where folding goes on, where it ends.

    From the position `opens` on journeys open; what is folded before it only leads up to them.
    """

    units: Int64
    first: Int64
    start: Int64
    opens: Int64
    end: Int64
    states: Int64
    mode: int

    def __post_init__(self) -> None:
        fix_columns(self)


@dataclass(frozen=True, slots=True)
class _Fold:
    """What the kernel wrote."""

    out: Out
    firsts: Int64
    laps: NDArray[np.int32]
    states: Int64
    settled: Int64
    stopped: Int64


@dataclass(frozen=True, slots=True)
class _Step:
    """One edition's part of placing a batch."""

    edition: Edition
    classified: Classified
    going: _Going
    fold: _Fold


def place(
    batch: TrailBatch, editions: Sequence[Edition], outages: Int64 = NO_OUTAGES
) -> list[Placed]:
    """Place everybody of a batch on one map.

    Args:
        batch: whole trails, voided events left out.
        editions: the map's editions in order; a journey goes by the one live when it opened,
            the first covers everything earlier. All walk by the same unit.
        outages: k × 2 instants, rising, between which silence clocks stand still.

    Returns:
        One `Placed` an edition; those without journeys are left out.
    """
    units = _units(batch, editions[0])
    first, end = units.offsets[:-1], units.offsets[1:]
    nothing = np.empty((len(first), editions[0].width), np.int64)
    going = _Going(np.arange(len(first)), first, first, first, end, nothing, FRESH)
    steps: list[_Step] = []
    for edition, later in zip(editions, [*editions[1:], None], strict=True):
        stop_at = later.live_from if later is not None else FOREVER
        classified = classify(batch, edition)
        fold = _fold(batch, units, going, edition, classified, outages, stop_at)
        steps.append(_Step(edition, classified, going, fold))
        left = fold.stopped < going.end
        if later is None or not left.any():
            break
        going = _hand_over(going, fold, left, later)
    found: list[Placed] = []
    # The latest edition first: it tells until when the earlier one had the last word.
    until = np.full(len(first), FOREVER)
    for step in reversed(steps):
        placed = _placed(batch, units, step, until)
        np.minimum.at(until, step.going.units[placed.unit], placed.opened_at)
        if placed.journeys:
            found.append(placed)
    return found[::-1]


def resume(batch: TrailBatch, earlier: Placed, outages: Int64 = NO_OUTAGES) -> Placed:
    """Go on placing where `earlier` stopped.

    Args:
        batch: the whole trails of the units of `earlier`, in the same order; every event added
            since is later than all that were folded.
        earlier: the same units placed by the only edition there is.
        outages: as they were when `earlier` was placed.

    Returns:
        The same as placing the whole batch anew.
    """
    kept = earlier.kept
    if kept is None:
        raise ValueError(earlier.edition.map.id)
    edition = earlier.edition
    units = _units(batch, edition)
    first, end = units.offsets[:-1], units.offsets[1:]
    start = first + kept.position
    going = _Going(np.arange(len(first)), first, start, start, end, kept.states, RESUMED)
    classified = classify(batch, edition)
    fold = _fold(batch, units, going, edition, classified, outages, FOREVER)
    written = moves_of(fold.out, fold.firsts, batch)
    laps = fold.laps.copy()
    old = _positions(first, kept.position)
    laps[old] = kept.laps
    trails = Trails(going.units, first, end, laps)
    now = Kept(
        fold.states,
        kept.settled + fold.settled,
        end - first,
        _laps_of(laps, first, end - first),
    )
    return lay_out(
        batch, units, trails, edition, classified, _joined(earlier, kept, written), now
    )


def _units(batch: TrailBatch, edition: Edition) -> Units:
    return deal_units(batch) if edition.map.unit == "deal" else person_units(batch)


def _positions(first: Int64, sizes: Int64) -> Int64:
    """The positions `first[u] : first[u] + sizes[u]` of every unit, one after another."""
    begins = np.cumsum(sizes) - sizes
    return np.arange(int(sizes.sum())) + np.repeat(first - begins, sizes)


def _laps_of(laps: NDArray[np.int32], first: Int64, sizes: Int64) -> NDArray[np.int32]:
    """The laps of every unit's first positions, one unit after another."""
    if np.array_equal(first[1:], first[:-1] + sizes[:-1]):
        # They lie so already: everybody was folded, and from the beginning to the end.
        return laps[first[0] : first[-1] + sizes[-1]] if len(first) else laps[:0]
    return laps[_positions(first, sizes)]


def _fold(
    batch: TrailBatch,
    units: Units,
    going: _Going,
    edition: Edition,
    classified: Classified,
    outages: Int64,
    stop_at: int,
) -> _Fold:
    rules, count = edition.rules, len(going.units)
    positions = len(units.rows) or batch.events
    # Read only when folding goes on; written for every unit.
    states = np.empty_like(going.states) if going.mode == FRESH else going.states.copy()
    laps = np.full(positions, -1, np.int32)
    firsts, settled = np.zeros(count + 1, np.int64), np.zeros(count, np.int64)
    stopped = going.start.copy()
    events = going.end - going.start
    longest = int(events.max()) if count else 0
    size = int(events.sum()) + 2 * count + (longest + 4) * int(rules.numbers[MOVES_AT_MOST])
    out, unit = room(size), 0
    while True:
        unit = place_units(
            rules, classified.signed, batch.time, units.rows, units.own, going.first,
            going.start, going.end, states, going.opens, going.mode, outages, stop_at, out,
            laps, firsts, settled, stopped, unit,
        )  # fmt: skip
        if unit == count:
            return _Fold(out, firsts, laps, states, settled, stopped)
        out = _larger(out, size)


def _larger(out: Out, by: int) -> Out:
    larger, written = room(len(out.moves) + by), int(out.filled[0])
    larger.moves[:written] = out.moves[:written]
    larger.filled[0] = written
    return larger


def _placed(batch: TrailBatch, units: Units, step: _Step, until: Int64) -> Placed:
    """What one edition placed; of each unit up to the instant when a later one opened."""
    going, fold = step.going, step.fold
    until, folded = until[going.units], going.end - going.first
    laps = _laps_of(fold.laps, going.first, folded)
    kept = Kept(fold.states, fold.settled, folded, laps)
    moves, end = moves_of(fold.out, fold.firsts, batch), going.end
    if (until != FOREVER).any():
        moves, end = _up_to(moves, until), _ends(batch, units, going, until)
    trails = Trails(going.units, going.start, end, fold.laps)
    return lay_out(batch, units, trails, step.edition, step.classified, moves, kept)


def _up_to(moves: Moves, until: Int64) -> Moves:
    """Moves before an instant; the end that made room for the next journey is one of them."""
    unit = np.repeat(np.arange(len(until)), np.diff(moves.firsts))
    kept = (moves.at < until[unit]) | (moves.kind == SUCCESS)
    sizes = np.bincount(unit[kept], minlength=len(until))
    return Moves(
        np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]),
        moves.lap[kept],
        moves.kind[kept],
        moves.stage[kept],
        moves.before[kept],
        moves.at[kept],
        moves.cause[kept],
        moves.detail[kept],
    )


def _ends(batch: TrailBatch, units: Units, going: _Going, until: Int64) -> Int64:
    """Behind the last position of each trail that lies before an instant."""
    sizes = going.end - going.start
    positions = _positions(going.start, sizes)
    rows = units.rows[positions] if len(units.rows) else positions
    unit = np.repeat(np.arange(len(sizes)), sizes)
    early = batch.time[rows] < until[unit]
    return going.start + np.bincount(unit[early], minlength=len(sizes))


def _hand_over(going: _Going, fold: _Fold, left: NDArray[np.bool_], edition: Edition) -> _Going:
    """Those with events left go on under the next edition, their laps counted on.

    What came since the last event a journey took is folded again: it leads up to the next.
    """
    states = np.zeros((int(left.sum()), edition.width), np.int64)
    states[:, LAPS] = fold.states[left, LAPS]
    states[:, WON_AT] = fold.states[left, WON_AT]
    units, first, end = going.units[left], going.first[left], going.end[left]
    opens = fold.stopped[left]
    taken = np.where(fold.laps >= 0, np.arange(len(fold.laps)), -1)
    last = np.append(np.maximum.accumulate(taken), -1)[opens - 1]
    start = np.maximum(going.start[left], last + 1)
    return _Going(units, first, start, opens, end, states, HANDED_OVER)


def _joined(earlier: Placed, kept: Kept, written: Moves) -> Moves:
    """Settled moves of before, then those written since, unit by unit."""
    new = np.diff(written.firsts)
    sizes = kept.settled + new
    firsts = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    source_old = _positions(earlier.unit_moves[:-1], kept.settled)
    target_old = _positions(firsts[:-1], kept.settled)
    source_new = _positions(written.firsts[:-1], new)
    target_new = _positions(firsts[:-1] + kept.settled, new)

    def joined(old: NDArray[_Kind], added: NDArray[_Kind]) -> NDArray[_Kind]:
        both = np.zeros(int(sizes.sum()), added.dtype)
        both[target_old] = old[source_old]
        both[target_new] = added[source_new]
        return both

    lap = earlier.lap[earlier.move_journeys()]
    return Moves(
        firsts,
        joined(lap, written.lap),
        joined(earlier.kind, written.kind),
        joined(earlier.stage, written.stage),
        joined(earlier.before, written.before),
        joined(earlier.at, written.at),
        joined(earlier.cause, written.cause),
        joined(earlier.detail, written.detail),
    )
