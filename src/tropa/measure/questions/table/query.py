"""Breakdown table: the values of one or two properties, and what stands behind each.

    units        persons (or deals) with any such event of this value
    events       such events of this value, and their share of all
    sum, mean    of the numbers in `amount`, exactly; events without one are missing
    conversion   units that did `then` within the window of any of these events ÷ units

The event's own value counts, unless a split asks for its person's: then all their events stand
there. A unit may stand at several values, and in «other» once for each; the total counts it
once. Windows are inclusive; `then` may be of the same instant, but no event is its own next
one. Whoever has not gone on while the window of their latest event is open may yet: they are
told apart. A unit is ripe at a value when its first event of it was a whole window ago,
whatever came of it: were the quick ones ripe and the slow ones not, young shares would look
better.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.errors import UsageFault
from tropa.measure.interval import Rate
from tropa.measure.questions.about import needs_of
from tropa.measure.questions.amounts import LIMBS, mean_of, numbers_of, sum_of, told
from tropa.measure.questions.by_row import OWN, RowGroups, groups_of
from tropa.measure.questions.hits import Hits, hits_of
from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.table.asked import FIELDS, Asked, bind
from tropa.measure.questions.table.next_row import OF, gaps_of
from tropa.measure.questions.tally import Tally, Value, slots_of
from tropa.measure.questions.telling import rate_json
from tropa.measure.questions.track import Track
from tropa.words import length_words

Int64 = NDArray[np.int64]

CELLS: Final = "value/yandex, value/yandex/mobile, then/yandex"
_EVENTS, _NUMBERS, _LIMB = 0, 1, 2
_UNITS: Final = _LIMB + LIMBS
_CONVERTED, _OPEN, _RIPE, _RIPE_CONVERTED = range(_UNITS + 1, _UNITS + 5)
_WIDTH: Final = _RIPE_CONVERTED + 1


class Rows(NamedTuple):
    """Counted events of a track."""

    hits: Hits
    gap: Int64
    """µs to the next `then`; FOREVER for none."""


class Met(NamedTuple):
    """Units at their values."""

    unit: Int64
    of: Int64
    converted: NDArray[np.bool_]
    open: NDArray[np.bool_]
    ripe: NDArray[np.bool_]


class State(NamedTuple):
    """Sums of everybody, and by value."""

    whole: Tally
    values: Tally


@dataclass(frozen=True)
class Table:
    """A breakdown table, bound."""

    asked: Asked

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        items = self.asked.of.items + (self.asked.then.items if self.asked.then else ())
        amount = frozenset({self.asked.amount} if self.asked.amount else ())
        return needs_of(items, self.scope, self.asked.by, amount)

    def lasts(self) -> Lasts | None:
        return Lasts(self, lengths_of(self.scope, self.asked.by, {self.asked.within}))

    def start(self) -> State:
        return State(Tally(keys=0, sums=_WIDTH), Tally(keys=0, sums=_WIDTH))

    def add(self, state: State, track: Track) -> State:
        rows = self._rows(track)
        everybody = RowGroups(np.zeros(len(rows.gap), np.int64), (None,))
        self._add(state.whole, track, rows, everybody)
        self._add(state.values, track, rows, self._values(track, rows.hits))
        return state

    def merge(self, left: State, right: State) -> State:
        left.whole.take_in(right.whole)
        left.values.take_in(right.values)
        return left

    def finish(self, state: State) -> dict[str, Any]:
        _, _, whole = state.whole.rows()
        total = whole.sum(axis=0)
        of, _, sums = state.values.rows()
        values = state.values.values
        order = sorted(
            range(len(of)), key=lambda row: self._place(values[int(of[row])], sums[row])
        )
        shown, rest = order[: self.asked.top], order[self.asked.top :]
        rows = [
            {
                **self._named(values[int(of[row])]),
                "other": False,
                **self._json(sums[row], total),
            }
            for row in shown
        ]
        if rest:
            left = self._json(sums[rest].sum(axis=0), total)
            rows.append({**self._named(None), "other": True, **left})
        return {"total": self._json(total, total), "values": rows}

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `value/V`, `value/V/W` with two splits; `then/V` who went on to it."""
        word, slash, label = cell.partition("/")
        if (
            not slash
            or word not in ("value", "then")
            or (word == "then" and not self.asked.then)
        ):
            raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS)
        rows = self._rows(track)
        groups = self._values(track, rows.hits)
        named = np.asarray([_label(value) == label for value in groups.values], np.bool_)
        met = self._met(rows, groups)
        wanted = named[met.of] & (met.converted if word == "then" else True)
        return np.unique(met.unit[wanted])

    def made(self) -> Made:
        asked = self.asked
        said: list[tuple[str, dict[str, object]]] = [
            ("ask.made.table", {"of": asked.of.name}),
        ]
        for one in asked.by:
            rule = "row" if one.rule == OWN else one.rule
            said.append((f"ask.made.by_{rule}", {"field": one.field}))
        if asked.amount is not None:
            said.append(("ask.made.amount", {"field": asked.amount}))
        if asked.then is not None:
            said.append(("ask.made.table_then", {"then": asked.then.name}))
            if asked.within != FOREVER:
                within: dict[str, object] = {"within": partial(length_words, asked.within)}
                said.append(("ask.made.table_within", within))
        if self.scope.per == "deal":
            said.append(("ask.made.per_deal", {}))
        return Made(tuple(said))

    # ------------------------------------------------------------ counting

    def _rows(self, track: Track) -> Rows:
        sets = [self.asked.of.items, *([self.asked.then.items] if self.asked.then else [])]
        hits = hits_of(sets, track, self.scope, self.scope.rows(track))
        gap = gaps_of(hits) if self.asked.then else np.full(len(hits.row), FOREVER, np.int64)
        counted = hits.bits & np.uint8(1 << OF) != 0
        counted &= hits.between(self.scope.since, self.scope.until)
        return Rows(hits.chosen(counted), gap[counted])

    def _values(self, track: Track, hits: Hits) -> RowGroups:
        kept = self.scope.rows(track)
        every = [groups_of(by, track, self.scope, kept, hits) for by in self.asked.by]
        if len(every) == 1:
            return every[0]
        slots = slots_of([one.of for one in every])
        first, second = every
        names = tuple(
            (_text(first.values[int(one)]), _text(second.values[int(two)]))
            for one, two in zip(*slots.columns, strict=True)
        )
        return RowGroups(slots.of, names)

    def _add(self, tally: Tally, track: Track, rows: Rows, groups: RowGroups) -> None:
        nothing = np.zeros(len(rows.gap), np.int64)
        table = [nothing] * _WIDTH
        table[_EVENTS] = np.ones(len(rows.gap), np.int64)
        if self.asked.amount is not None:
            column = track.column(self.asked.amount)
            codes = column.codes[rows.hits.row].astype(np.int64)
            numbers = numbers_of(column, codes)
            table[_NUMBERS] = numbers.known[codes].astype(np.int64)
            for limb in range(LIMBS):
                table[_LIMB + limb] = numbers.limbs[codes, limb]
        tally.add(groups.values, groups.of, [], table)
        met = self._met(rows, groups)
        nothing = np.zeros(len(met.of), np.int64)
        table = [nothing] * _WIDTH
        table[_UNITS] = np.ones(len(met.of), np.int64)
        table[_CONVERTED] = met.converted.astype(np.int64)
        table[_OPEN] = met.open.astype(np.int64)
        table[_RIPE] = met.ripe.astype(np.int64)
        table[_RIPE_CONVERTED] = (met.ripe & met.converted).astype(np.int64)
        tally.add(groups.values, met.of, [], table)

    def _met(self, rows: Rows, groups: RowGroups) -> Met:
        slots = slots_of([rows.hits.unit, groups.of])
        unit, of = slots.columns
        soonest = np.full(slots.many, FOREVER, np.int64)
        np.minimum.at(soonest, slots.of, rows.gap)
        latest, first = np.full(slots.many, BEFORE), np.full(slots.many, FOREVER)
        np.maximum.at(latest, slots.of, rows.hits.time)
        np.minimum.at(first, slots.of, rows.hits.time)
        within, every = self.asked.within, np.ones(slots.many, np.bool_)
        converted = (soonest != FOREVER) & (soonest <= within)
        if within == FOREVER:
            return Met(unit, of, converted, ~every, every)
        begun = self.scope.as_of - within
        return Met(unit, of, converted, ~converted & (latest > begun), first <= begun)

    # ------------------------------------------------------------ telling

    def _place(self, value: Value, sums: Int64) -> tuple[Fraction | int, str]:
        """The largest first, of equal ones the first by name."""
        size: Fraction | int = int(sums[_UNITS if self.asked.sort == "units" else _EVENTS])
        if self.asked.sort == "sum":
            size = sum_of(sums[_LIMB : _LIMB + LIMBS])
        return -size, _label(value)

    def _named(self, value: Value) -> dict[str, Any]:
        if len(self.asked.by) == 1:
            return {"value": value}
        pair = value if isinstance(value, tuple) else (None, None)
        return {"value": pair[0], "second_value": pair[1]}

    def _json(self, sums: Int64, total: Int64) -> dict[str, Any]:
        asked = self.asked
        events, units, numbers = (int(sums[at]) for at in (_EVENTS, _UNITS, _NUMBERS))
        row: dict[str, Any] = {
            "units": units,
            "events": events,
            "share": Rate(events, int(total[_EVENTS])).rate,
        }
        if asked.amount is not None:
            limbs = sums[_LIMB : _LIMB + LIMBS]
            row["sum"], row["mean"] = told(sum_of(limbs)), mean_of(limbs, numbers)
            row["missing"] = events - numbers
        if asked.then is not None:
            row["conversion"] = rate_json(Rate(int(sums[_CONVERTED]), units))
            row["ripe"] = rate_json(Rate(int(sums[_RIPE_CONVERTED]), int(sums[_RIPE])))
            row["in_window"] = int(sums[_OPEN])
        return row


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _label(value: Value) -> str:
    """A value as cells write it; of no value nothing."""
    pieces: Sequence[str | None] = value if isinstance(value, tuple) else (value,)
    return "/".join(one or "" for one in pieces)


KIND: Final = Kind("table", FIELDS, lambda record, scope: Table(bind(record, scope)))
