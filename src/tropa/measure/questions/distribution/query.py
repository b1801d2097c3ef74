"""Distribution: how numbers are spread. Of amounts, of how often each did it, of times between.

    amount      the numbers in a property of the events of the asked time; an event without one
                is missing
    (neither)   events of the asked time per unit, of units that have any
    then        from a unit's first event of the asked time to its next `then`, up to `as_of`; a
                unit that never got there is missing. With `pairs: every`, again from the next
                event after each `then`

    quantile q of n numbers     at place q · (n − 1) of the sorted ones, between neighbours
    mean                        the exact sum ÷ n

The times of those who got there are shorter than those of everybody will be: whoever is missing
may yet come. A split by the event's own value counts how often each did it value by value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.errors import UsageFault
from tropa.measure.interval import Rate
from tropa.measure.questions.about import needs_of
from tropa.measure.questions.amounts import (
    LIMBS,
    limbs_of,
    mean_of,
    numbers_of,
    sum_of,
    told,
    told_float,
)
from tropa.measure.questions.by import By
from tropa.measure.questions.by_row import OWN, RowGroups, groups_of
from tropa.measure.questions.distribution.asked import FIELDS, Asked, bind
from tropa.measure.questions.distribution.bins import Edges, bins_of, edges_of
from tropa.measure.questions.distribution.waits import waits_of
from tropa.measure.questions.hits import Hits, hits_of
from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.split import split_json
from tropa.measure.questions.spread import Cell, Spread, together
from tropa.measure.questions.tally import Tally, Value, slots_of
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]

CELLS: Final = "10..20, 20.., ..10, 3..3, missing"
_N, _MISSING, _LIMB = 0, 1, 2
_QUANTILES: Final = {
    "p10": 0.1,
    "p25": 0.25,
    "median": 0.5,
    "p75": 0.75,
    "p90": 0.9,
    "p99": 0.99,
}


class Numbers(NamedTuple):
    """Numbers of a track, each of a unit and of a group."""

    unit: Int64
    groups: RowGroups
    known: NDArray[np.bool_]
    value: Floats
    limbs: Int64


class Sums(NamedTuple):
    """Numbers by group."""

    counts: Tally
    spread: Spread

    def take_in(self, other: "Sums") -> None:
        self.counts.take_in(other.counts)
        self.spread.take_in(other.spread)


class State(NamedTuple):
    """Everybody's numbers, and those of groups: a unit's events are fewer in each."""

    whole: Sums
    groups: Sums


@dataclass(frozen=True)
class Distribution:
    """A distribution, bound."""

    asked: Asked

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        items = self.asked.of.items + (self.asked.then.items if self.asked.then else ())
        amount = frozenset({self.asked.amount} if self.asked.amount else ())
        return needs_of(items, self.scope, (self.asked.by,), amount)

    def lasts(self) -> Lasts | None:
        return Lasts(self, lengths_of(self.scope, (self.asked.by,)))

    def start(self) -> State:
        return State(_no_sums(), _no_sums())

    def add(self, state: State, track: Track) -> State:
        _add(state.whole, self._numbers(track, None))
        if self.asked.by is not None:
            _add(state.groups, self._numbers(track, self.asked.by))
        return state

    def merge(self, left: State, right: State) -> State:
        left.whole.take_in(right.whole)
        left.groups.take_in(right.groups)
        return left

    def finish(self, state: State) -> dict[str, Any]:
        every = [_cell(state.whole, (None,)), _cell(state.groups, state.groups.counts.values)]
        edges = self._edges(together(one for one in every if one is not None))
        answer = self._json(state.whole, (None,), edges)
        if self.asked.by is not None:
            _, _, sums = state.groups.counts.rows()
            sizes = state.groups.counts.sizes(sums[:, _N] + sums[:, _MISSING])
            answer["groups"] = split_json(
                sizes, self.asked.by.top, lambda some: self._json(state.groups, some, edges)
            )
        if state.whole.spread.is_rounded or state.groups.spread.is_rounded:
            answer["rounded"] = True
        return answer

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `10..20` ten to before twenty; `20..`, `..10`; `3..3` three; `missing`."""
        found = self._numbers(track, None)
        if cell == "missing":
            return np.unique(found.unit[~found.known])
        low, high = (self._edge(one, cell) for one in _ends(cell))
        wanted = found.known.copy()
        if low is not None:
            wanted &= found.value >= low
        if high is not None:
            wanted &= (found.value == high) if low == high else (found.value < high)
        return np.unique(found.unit[wanted])

    def made(self) -> Made:
        asked = self.asked
        values = {"of": asked.of.name, "field": asked.amount or ""}
        values["then"] = asked.then.name if asked.then else ""
        said: list[tuple[str, dict[str, object]]] = [
            (f"ask.made.distribution_{asked.what}", {**values})
        ]
        if asked.then is not None:
            said.append((f"ask.made.pairs_{'every' if asked.every else 'first'}", {}))
        said.append(("ask.made.bins", {}))
        if self.scope.per == "deal":
            said.append(("ask.made.per_deal", {}))
        if asked.by is not None:
            rule = "row" if asked.by.rule == OWN else asked.by.rule
            said.append((f"ask.made.by_{rule}", {"field": asked.by.field}))
        return Made(tuple(said))

    # ------------------------------------------------------------ numbers

    def _numbers(self, track: Track, by: By | None) -> Numbers:
        scope, kept = self.scope, self.scope.rows(track)
        sets = [self.asked.of.items, *([self.asked.then.items] if self.asked.then else [])]
        hits = hits_of(sets, track, scope, kept)
        if self.asked.then is not None:
            hit, took = waits_of(hits, scope.since, scope.until, every=self.asked.every)
            groups = groups_of(by, track, scope, kept, hits.chosen(hit))
            value = took.astype(np.float64)
            return Numbers(hits.unit[hit], groups, took >= 0, value, limbs_of(took))
        hits = hits.chosen(hits.between(scope.since, scope.until))
        groups = groups_of(by, track, scope, kept, hits)
        if self.asked.amount is None:
            return _counts(hits, groups)
        column = track.column(self.asked.amount)
        codes = column.codes[hits.row].astype(np.int64)
        known, value, limbs = numbers_of(column, codes)
        return Numbers(hits.unit, groups, known[codes], value[codes], limbs[codes])

    # ------------------------------------------------------------ telling

    def _edges(self, cell: Cell) -> Edges:
        """One's own, or those that fit all numbers: groups are compared bin by bin."""
        if self.asked.edges is not None:
            return Edges(tuple(edge * self.asked.scale for edge in self.asked.edges))
        return edges_of(cell, self.asked.bins, times=self.asked.then is not None)

    def _json(self, of: Sums, some: Sequence[Value], edges: Edges) -> dict[str, Any]:
        _, _, rows = of.counts.rows()
        sums, cell = rows[of.counts.among(some)].sum(axis=0), _cell(of, some)
        asked, n = self.asked, int(sums[_N])
        answer: dict[str, Any] = {"unit": "days" if asked.then else asked.what, "n": n}
        if asked.what != "events":
            answer["missing"] = int(sums[_MISSING])
        if not asked.then:
            answer["sum"] = told(sum_of(sums[_LIMB:]))
        answer["mean"] = mean_of(sums[_LIMB:], n * asked.scale)
        shares = {"min": 0.0, **_QUANTILES, "max": 1.0}
        for name, share in shares.items():
            answer[name] = self._told(None if cell is None else cell.quantile(share))
        answer["histogram"] = [
            {
                "from": self._told(one.low),
                "to": self._told(one.high),
                "count": one.many,
                "share": Rate(one.many, n).rate,
            }
            for one in (bins_of(cell, edges) if cell is not None else ())
        ]
        return answer

    def _told(self, number: float | None) -> int | float | None:
        return told_float(None if number is None else number / self.asked.scale)

    def _edge(self, text: str, cell: str) -> float | None:
        if not text:
            return None
        try:
            edge = float(text)
            # Waits are whole microseconds: a day's fraction has lost a little on the way.
            return float(round(edge * self.asked.scale)) if self.asked.then else edge
        except (ValueError, OverflowError):
            raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS) from None


def _no_sums() -> Sums:
    return Sums(Tally(keys=0, sums=_LIMB + LIMBS), Spread(keys=0))


def _add(sums: Sums, found: Numbers) -> None:
    of, values = found.groups
    known = found.known.astype(np.int64)
    exact = [limb * known for limb in found.limbs.T]
    sums.counts.add(values, of, [], [known, 1 - known, *exact])
    # The same number of the same group is told once, with how often it came.
    bits = found.value[found.known].view(np.int64)
    slots = slots_of([of[found.known], bits])
    group, bits = slots.columns
    sums.spread.add(values, group, [], bits.view(np.float64), slots.sizes())


def _cell(sums: Sums, some: Sequence[Value]) -> Cell | None:
    return sums.spread.cells(some).get(())


def _counts(hits: Hits, groups: RowGroups) -> Numbers:
    """How often each unit did it, group by group."""
    slots = slots_of([hits.unit, groups.of])
    unit, of = slots.columns
    many = slots.sizes()
    known = np.ones(slots.many, np.bool_)
    return Numbers(
        unit, RowGroups(of, groups.values), known, many.astype(np.float64), limbs_of(many)
    )


def _ends(cell: str) -> tuple[str, str]:
    low, dots, high = cell.partition("..")
    if not dots:
        raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS)
    return low, high


KIND: Final = Kind(
    "distribution", FIELDS, lambda record, scope: Distribution(bind(record, scope))
)
