"""Attribution: what each channel, campaign or touchpoint gets of the conversions.

A person's touches within `within` before a conversion are its path; whoever has not converted
leaves a path of the same length before their last touch. A conversion belongs to the period its
instant falls into, its touches may lie before. Each model shares every conversion among the
touches of its path: credits sum to the conversions, their values to the value of all. What had
no touch before it stands by itself, under no label.

    first, last          all to the first touch, or to the last
    last_significant     all to the last touch that is not one of `direct`
    linear               the same to each
    position             `ends` to the first, as much to the last, the rest evenly between
    time_decay           half as much for every `half_life` a touch is older than the last
    markov               what would be lost without it, in a chain of everybody's paths
    shapley              what it adds on average, in whatever order touches come

A property's value is a touch wherever an event has it, be the event a conversion or not: an
order that comes with its utm_source says where it came from. A touchpoint, channel or event
that is itself the conversion is no touch before it. Facts about people (`identify`) are none.

All of it is bookkeeping, not proof of effect: only people left alone on purpose show that.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.errors import UsageFault
from tropa.event import FACTS
from tropa.measure.attribution.extract import (
    NO_LABEL,
    LookBack,
    Rows,
    count_lost,
    drop_lost,
    extract,
    whose,
)
from tropa.measure.attribution.journeys import Paths
from tropa.measure.attribution.told import how_made, model_name
from tropa.measure.questions.attribution.answer import answer_json
from tropa.measure.questions.attribution.asked import FIELDS, Asked, bind
from tropa.measure.questions.attribution.labels import Labels, labels_of
from tropa.measure.questions.attribution.ways import Ways, kept_of
from tropa.measure.questions.attribution.worth import Worth, worth_of
from tropa.measure.questions.items import ANY, Item, label_of, row_bits
from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.track import Track
from tropa.words import length_words

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

_CONVERSION: Final = np.uint64(1)
_TOUCH: Final = np.uint64(2)
_ROWS_AT_ONCE: Final = 1 << 20
"""Paths are taken out of so many rows at a time, so that long ones do not all lie in memory."""


@dataclass(frozen=True, slots=True)
class _Found:
    """Rows of some units that are touches or conversions."""

    rows: Rows
    labels: tuple[str, ...]
    fine: Int64
    """Billionths of the worth."""
    known: Bools
    """Conversions that say a number."""
    first_unit: int


class _Rows(NamedTuple):
    """Which rows of a track convert, which are touches, and what they give credit to."""

    converts: Bools
    touched: Bools
    labels: Labels


@dataclass(frozen=True)
class Attribution:
    """A question of attribution, bound."""

    asked: Asked

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        items = (*self.asked.conversion, *self.asked.touches)
        points = self.asked.of in ("touchpoints", "channels")
        return Needs(
            self.asked.fields,
            points or any(one.points for one in items),
            any(one.stages for one in items),
        )

    def lasts(self) -> Lasts | None:
        return Lasts(self, lengths_of(self.scope))

    def start(self) -> Ways:
        return Ways()

    def add(self, state: Ways, track: Track) -> Ways:
        rows = self._rows(track)
        for some in self._found(track, rows, lost=self.asked.reads_lost):
            self._take(state, some)
        if not self.asked.reads_lost:
            state.lost += self._lost(track, rows)
        return state

    def merge(self, left: Ways, right: Ways) -> Ways:
        left.plain.take_in(right.plain)
        left.timed.take_in(right.timed)
        left.lost += right.lost
        left.worthless += right.worthless
        return left

    def finish(self, state: Ways) -> dict[str, Any]:
        return answer_json(state, self.asked)

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `converted`, `lost`, `untouched`; `converted/LABEL` met LABEL on the way."""
        which, slash, label = cell.partition("/")
        if which not in ("converted", "lost", "untouched") or (slash and which == "untouched"):
            raise UsageFault("no_such_cell", found=cell[:40])
        units: list[Int64] = []
        for some in self._found(track, self._rows(track), lost=which == "lost"):
            paths = extract(some.rows, some.labels, self._look)
            behind = paths.lost > 0 if which == "lost" else paths.converted > 0
            if which == "untouched":
                behind &= paths.lengths == 0
            if slash:
                behind &= _meets(paths, label)
            units.append(whose(some.rows, self._look)[behind] + some.first_unit)
        return np.unique(np.concatenate([np.zeros(0, np.int64), *units]))

    def made(self) -> Made:
        asked = self.asked
        conversion = label_of(asked.conversion, asked.scope.map).replace(ANY, "…")
        to = f"attribution_{asked.of or 'field'}"
        said: list[tuple[str, dict[str, object]]] = [
            ("ask.made.attribution", {"conversion": conversion}),
            (f"ask.made.{to}", {"field": asked.field}),
        ]
        if asked.within == FOREVER:
            said.append(("ask.made.attribution_ever", {}))
        else:
            within = partial(length_words, asked.within)
            said.append(("ask.made.attribution_within", {"within": within}))
        if asked.cut:
            said.append(("ask.made.attribution_cut", {}))
        if asked.options.once:
            said.append(("ask.made.attribution_once", {}))
        if asked.value:
            said.append(("ask.made.attribution_value", {"field": asked.value}))
        for model in asked.models:
            how = partial(how_made, model, options=asked.options)
            words: dict[str, object] = {"name": partial(model_name, model), "how": how}
            said.append(("ask.made.attribution_model", words))
        return Made(tuple(said))

    # ------------------------------------------------------------ paths

    @property
    def _look(self) -> LookBack:
        asked, scope = self.asked, self.asked.scope
        return LookBack(asked.within, asked.cut, asked.rest, scope.since, scope.until)

    def _take(self, state: Ways, some: _Found) -> None:
        """The paths of some people."""
        paths = extract(some.rows, some.labels, self._look)
        fine = np.zeros(len(paths), np.int64)
        if some.fine.any():
            fine = extract(replace(some.rows, value=some.fine), (), self._look).value
        made = paths.converted > 0
        state.lost += int(paths.lost.sum())
        state.worthless += self._worthless(some)
        whole = np.ones(len(paths), np.bool_) if self.asked.reads_lost else made
        state.plain.add(kept_of(paths, fine, whole, timed=False))
        if "time_decay" in self.asked.models:
            state.timed.add(kept_of(paths, fine, made, timed=True))

    def _worthless(self, some: _Found) -> int:
        """Conversions of the period that say no number."""
        scope, at = self.asked.scope, some.rows.time
        inside = (at >= scope.since) & (at < scope.until)
        return int((some.rows.converts & ~some.known & inside).sum()) if self.asked.value else 0

    def _lost(self, track: Track, found: _Rows) -> int:
        """Units of the period that never converted: a number is all that is told of them."""
        since, until = self.scope.since, self.scope.until
        times, (converts, touched, _) = track.time, found
        return count_lost(track.offsets, times, converts, touched, since, until)

    def _found(self, track: Track, found: _Rows, *, lost: bool) -> Iterator[_Found]:
        """The rows that count, some units at a time; of the lost, too, where they are asked."""
        converts, touched, labels = found
        counted = converts | touched
        if not lost:
            drop_lost(track.offsets, converts, counted)
        rows = np.flatnonzero(counted)
        offsets = np.searchsorted(rows, track.offsets)
        worth = self._worth(track)
        label = np.where(touched, labels.of, NO_LABEL)
        for low, high in _slices(offsets):
            mine = rows[offsets[low] : offsets[high]]
            yield _Found(
                Rows(
                    offsets[low : high + 1] - offsets[low],
                    track.time[mine],
                    label[mine],
                    converts[mine],
                    worth.whole[mine],
                ),
                labels.names,
                worth.fine[mine],
                worth.known[mine],
                low,
            )

    def _rows(self, track: Track) -> _Rows:
        """Which rows convert, which are touches, and what they give credit to."""
        asked = self.asked
        usual = not asked.touches
        touches = asked.touches or (Item((ANY,)),)
        bits = row_bits([asked.conversion, touches], track, asked.scope.map)
        labels = labels_of(asked, track)
        converts = (bits.table & _CONVERSION != 0)[bits.index]
        touched = (bits.table & _TOUCH != 0)[bits.index] & (labels.of != NO_LABEL)
        if usual:
            touched &= ~_facts(track)
            if asked.of:
                touched &= ~converts
        seen = self._seen(track)
        return _Rows(converts & seen, touched & seen, labels)

    def _seen(self, track: Track) -> Bools:
        """Rows that are looked at at all."""
        seen = (track.time <= self.asked.scope.as_of) & np.repeat(
            self.asked.scope.people(track), np.diff(track.offsets)
        )
        kept = self.asked.scope.rows(track)
        return seen if kept is None else seen & kept

    def _worth(self, track: Track) -> Worth:
        if self.asked.value:
            return worth_of(track.column(self.asked.value), self.asked.scope.map)
        nothing = np.zeros(track.events, np.int64)
        return Worth(nothing, nothing, np.zeros(track.events, np.bool_))


def _facts(track: Track) -> Bools:
    return np.asarray([*(name in FACTS for name in track.names), False], np.bool_)[track.code]


def _slices(offsets: Int64) -> Iterator[tuple[int, int]]:
    """Neighbouring units that together have about so many rows as are taken at once."""
    low, last = 0, len(offsets) - 1
    while low < last:
        end = int(offsets[low]) + _ROWS_AT_ONCE
        high = min(max(int(np.searchsorted(offsets, end, side="right")) - 1, low + 1), last)
        yield low, high
        low = high


def _meets(paths: Paths, label: str) -> Bools:
    """Paths with a step of this label."""
    found = np.zeros(len(paths), np.bool_)
    if label in paths.labels:
        owner = np.repeat(np.arange(len(paths)), paths.lengths)
        found[owner[paths.codes == paths.labels.index(label)]] = True
    return found


KIND: Final = Kind(
    "attribution", FIELDS, lambda record, scope: Attribution(bind(record, scope))
)
