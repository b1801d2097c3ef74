"""Trend: of an event, a touchpoint or a stage, period by period.

    events          how often it came
    units           persons (or deals) that did it at least once in the period
    per unit        events ÷ units
    first time      events that are their unit's first of everything known by `as_of`
    so far          events, and units met, since the asked time began
    sum, mean, median, p90      of the numbers in the field `amount`, exactly; events without a
                    number there are counted as missing
    change          ÷ the same figure of the period so many periods before, − 1

Units are counted once in a period and once in the whole, so periods do not add up to it. What
is compared is the nearest time before of the same length, a whole number of periods earlier; a
partial period stands beside an equal part of the other. Split by the event's own value, a unit
may stand in several groups, and in «other» once for each value there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, iso
from tropa.errors import UsageFault
from tropa.measure.questions.about import needs_of
from tropa.measure.questions.by_row import OWN, RowGroups, groups_of
from tropa.measure.questions.hits import Hits, hits_of
from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.span import told_periods
from tropa.measure.questions.split import split_json
from tropa.measure.questions.tally import Value
from tropa.measure.questions.track import Track
from tropa.measure.questions.trend.asked import FIELDS, Asked, bind
from tropa.measure.questions.trend.sums import EVENTS, Counted, Sums, add_rows, no_sums
from tropa.measure.questions.trend.table import table_json

Int64 = NDArray[np.int64]

CELLS: Final = "2026-03-02, first/2026-03-02"


@dataclass
class State:
    """Sums of everybody, and by group."""

    whole: Sums
    groups: Sums


@dataclass(frozen=True)
class Trend:
    """A trend, bound."""

    asked: Asked

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        amount = frozenset({self.asked.amount} if self.asked.amount else ())
        return needs_of(self.asked.of.items, self.scope, (self.asked.by,), amount)

    def lasts(self) -> Lasts | None:
        asked, as_of = self.asked, self.scope.as_of
        # Later rows are never looked at: a time ending with the moment has no end of its own.
        spans = [
            one._replace(until=FOREVER if one.until > as_of else one.until)
            for one in asked.spans
        ]
        made_by = Trend(replace(asked, spans=tuple(spans)))
        return Lasts(made_by, lengths_of(self.scope, (asked.by,)))

    def start(self) -> State:
        return State(no_sums(), no_sums())

    def add(self, state: State, track: Track) -> State:
        asked, kept = self.asked, self.scope.rows(track)
        hits = hits_of((asked.of.items,), track, self.scope, kept)
        first = _first(hits)
        amount = track.column(asked.amount) if asked.amount else None
        for which, span in enumerate(asked.spans):
            inside = hits.between(*span)
            some = hits.chosen(inside)
            rows = Counted(some, asked.periods.number(some.time), first[inside], amount)
            add_rows(state.whole, which, rows, _everybody(some))
            if asked.by is not None:
                groups = groups_of(asked.by, track, self.scope, kept, some)
                add_rows(state.groups, which, rows, groups)
        return state

    def merge(self, left: State, right: State) -> State:
        left.whole.take_in(right.whole)
        left.groups.take_in(right.groups)
        return left

    def finish(self, state: State) -> dict[str, Any]:
        _, keys, sums = state.whole.counts.rows()
        now = keys[keys[:, 0] == 0, 1]
        met = (int(now.min()), int(now.max())) if len(now) else None
        periods = told_periods(self.asked.periods, self.scope, met)
        answer = table_json(self.asked, periods, state.whole, state.whole.counts.values)
        if self.asked.by is not None:
            _, keys, sums = state.groups.counts.rows()

            def told(some: Sequence[Value]) -> dict[str, Any]:
                return table_json(self.asked, periods, state.groups, some)

            sizes = state.groups.counts.sizes(np.where(keys[:, 0] == 0, sums[:, EVENTS], 0))
            answer["groups"] = split_json(sizes, self.asked.by.top, told)
        if state.whole.amounts.is_rounded or state.groups.amounts.is_rounded:
            answer["rounded"] = True
        return answer

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `2026-03-02` did it in the period; `first/2026-03-02` for the first time."""
        label = cell.removeprefix("first/")
        number = self.asked.periods.read(label)
        if number is None:
            raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS)
        hits = hits_of((self.asked.of.items,), track, self.scope, self.scope.rows(track))
        wanted = hits.between(*self.asked.spans[0])
        wanted &= self.asked.periods.number(hits.time) == number
        if label != cell:
            wanted &= _first(hits)
        return np.unique(hits.unit[wanted])

    def made(self) -> Made:
        asked, zone = self.asked, self.scope.zone
        said: list[tuple[str, dict[str, object]]] = [
            (f"ask.made.trend_{asked.periods.length}", {"of": asked.of.name}),
            ("ask.made.trend_units", {}),
            ("ask.made.zone", {"zone": str(zone)}),
            ("ask.made.partial", {}),
        ]
        if asked.amount is not None:
            said.append(("ask.made.amount", {"field": asked.amount}))
        if asked.back:
            since, until = (iso(at, zone)[:16].replace("T", " ") for at in asked.spans[1])
            said.append(("ask.made.trend_compared", {"since": since, "until": until}))
        if self.scope.per == "deal":
            said.append(("ask.made.per_deal", {}))
        if asked.by is not None:
            rule = "row" if asked.by.rule == OWN else asked.by.rule
            said.append((f"ask.made.by_{rule}", {"field": asked.by.field}))
        return Made(tuple(said))


def _first(hits: Hits) -> NDArray[np.bool_]:
    """For each hit whether it is the first of its unit."""
    first = np.ones(len(hits.unit), np.bool_)
    first[1:] = hits.unit[1:] != hits.unit[:-1]
    return first


def _everybody(hits: Hits) -> RowGroups:
    return RowGroups(np.zeros(len(hits.row), np.int64), (None,))


KIND: Final = Kind("trend", FIELDS, lambda record, scope: Trend(bind(record, scope)))
