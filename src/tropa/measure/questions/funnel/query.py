"""Funnel: how many of those who made the first step made the next ones, in what time.

A unit (a person or a deal) counts at a step when its deepest attempt got there. Every row of
the first step in the period begins an attempt; the steps after may come later, up to `as_of`.
An attempt has many chains:

    chain   rows r₁, r₂ … rₖ of steps 1 … k, r₁ the attempt's own; each after the one before;
            the last no later than W after the first, each no later than its step's own window
            after the one before. Both ends of a window are in time.
    after   in the order of time. Rows of one instant go in the order of the first step each is
            of, whatever the order they came in. A row serves at most one step of a chain: the
            deepest it can. (With `one_event: many_steps` a row serves every step it is of, and
            at one instant only the order of steps counts.)
    depth   of an attempt: the longest of its chains; of a unit: its deepest attempt.

An exclusion voids an attempt as a whole: an excluded row strictly between the instant that
brought the attempt to step i (or further) and the one that brings it to step j, while one of
its windows is open. A void attempt counts nowhere, not even at the first step; the deepest that
is left counts. What others call strict: the very next row must be the next step; with `repeats:
end` a step met again, the first aside, is the end of the attempt.

Whoever has not finished while an attempt of theirs may still go on is «still under way» and
shown apart. A unit is ripe when its first attempt began as long ago as one may last (the window
of the whole, or those of all steps together), whatever came of it. Where nothing bounds an
attempt everybody is ripe; and nobody is under way at a step without a window ahead.

    rate            step made ÷ first step made
    from_previous   step made ÷ step before made
    ripe            the same as rate, of the ripe alone

Times are those of the first attempt that got as deep as the unit ever got: of the chains that
got there at the first instant, the one with the latest rows. An optional step may be left out;
who made it in a chain as deep as any counts, and nobody is lost at it.

In the order `any` each step is by itself: made within W of the unit's first row of any step in
the period; shares are of all who made any. `together`: steps 1 … k made in any order within one
window. A filter (`where`) removes events, not people.

Split by `rule: all`, every value is a funnel of its own, of the rows with that value alone; a
unit may stand in several, and there is no «other».
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.measure.questions.by import Groups, groups, leading
from tropa.measure.questions.funnel.asked import Asked, bind
from tropa.measure.questions.funnel.cells import cell_of, units_behind
from tropa.measure.questions.funnel.counted import counted, is_counted
from tropa.measure.questions.funnel.did import Did, add_did, did_json, nobody
from tropa.measure.questions.funnel.first import longest_of
from tropa.measure.questions.funnel.made import made_of
from tropa.measure.questions.funnel.rows import ByValue, Rows, rows_by_value, rows_of
from tropa.measure.questions.funnel.sums import steps_json, sums, width
from tropa.measure.questions.funnel.took import WHOLE, Took, histogram
from tropa.measure.questions.funnel.trend import add_trend, periods, trend_json
from tropa.measure.questions.funnel.vocabulary import EVENTS, FIELDS
from tropa.measure.questions.funnel.walked import Walked, walked
from tropa.measure.questions.items import fields_of
from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.tally import Tally
from tropa.measure.questions.telling import times_json
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

_OTHER: Final = ("other",)
"""What the times of all other groups are filed under: no value people write."""


@dataclass
class State:
    """What has been added up so far."""

    whole: Int64
    """A row of sums."""
    groups: Tally
    took: Took
    """Of the whole where nothing splits it; else by group."""
    took_whole: Took
    """Of the whole, where groups overlap."""
    trend: Tally
    did: Did
    void: int = 0
    cut: int = 0

    def take_in(self, other: "State") -> None:
        self.whole = self.whole + other.whole
        self.groups.take_in(other.groups)
        self.took.take_in(other.took)
        self.took_whole.take_in(other.took_whole)
        self.trend.take_in(other.trend)
        self.did.take_in(other.did)
        self.void += other.void
        self.cut += other.cut


@dataclass(frozen=True)
class Funnel:
    """A funnel, bound."""

    asked: Asked

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        items = [item for one in (*self.asked.steps, *self.asked.exclude) for item in one.items]
        fields = fields_of(items) | self.asked.scope.fields
        if self.asked.by is not None:
            fields |= self.asked.by.fields(self.asked.scope)
        if self.asked.correlate not in ("", EVENTS):
            fields |= {self.asked.correlate}
        return Needs(fields, any(one.points for one in items), any(one.stages for one in items))

    def lasts(self) -> Lasts | None:
        asked = self.asked
        windows = {asked.within, *(one.within for one in asked.steps)}
        windows.add(longest_of(asked.ways(asked.required)))
        # Hours of a trend begin as they do at the moment.
        told = periods(asked) if asked.trend else None
        return Lasts((self, told), lengths_of(self.scope, (asked.by,), windows))

    # ------------------------------------------------------------ adding up

    def start(self) -> State:
        steps = len(self.asked.required)
        return State(
            np.zeros(width(self.asked), np.int64),
            Tally(0, width(self.asked)),
            Took(),
            Took(),
            Tally(1, 1 + steps),
            nobody(),
        )

    def add(self, state: State, track: Track) -> State:
        asked = self.asked
        rows, people = rows_of(asked, track), asked.scope.people(track)
        if is_counted(asked):
            return self._count(state, track, rows, people)
        found = self._walk(rows)
        everybody = np.zeros(track.units, np.int64)
        state.whole = state.whole + sums(asked, found, everybody, people, 1)[0]
        state.void += int(np.count_nonzero(found.void & people))
        state.cut += int(np.count_nonzero(found.cut & people))
        if asked.trend:
            add_trend(state.trend, asked, found, people, rows.offsets, rows.time)
        if asked.correlate:
            add_did(state.did, asked, track, rows, found, people)
        if asked.by is None:
            self._time(state.took, found, Groups(everybody, (None,)), people)
        elif asked.by.rule == "all":
            self._time(state.took_whole, found, Groups(everybody, (None,)), people)
            apart = rows_by_value(asked, track, rows, people)
            mine = walked(asked, apart.rows, trace=asked.times, every=False)
            every = np.ones(len(apart.unit), np.bool_)
            self._add_groups(state, mine, Groups(apart.of, apart.values), every)
        else:
            self._add_groups(state, found, self._groups(track, found), people)
        return state

    def _count(self, state: State, track: Track, rows: Rows, people: Bools) -> State:
        asked = self.asked
        nobody_made = np.zeros(0, np.int64)
        of = Groups(np.zeros(track.units, np.int64), (None,))
        if asked.by is not None:
            kept = asked.scope.rows(track)
            of = groups(asked.by, track, asked.scope, kept, nobody_made)
        table = counted(asked, rows, of.of, people, len(of.values))
        state.whole = state.whole + table.sum(axis=0)
        if asked.by is not None:
            met = np.flatnonzero(table.any(axis=1))
            state.groups.add(of.values, met, [], list(table[met].T))
        return state

    def _walk(self, rows: Rows) -> Walked:
        asked = self.asked
        by_step = asked.by is not None and asked.by.rule == "step"
        trace = asked.times or by_step or bool(asked.correlate)
        return walked(asked, rows, trace=trace, every=bool(asked.trend))

    def _groups(self, track: Track, found: Walked) -> Groups:
        asked, by = self.asked, self.asked.by
        rows = np.full(track.units, -1, np.int64)
        if by is not None and by.rule == "step":
            rows = found.row[:, asked.required.index(by.step - 1)]
        if by is None:
            return Groups(np.zeros(track.units, np.int64), (None,))
        return groups(by, track, asked.scope, asked.scope.rows(track), rows)

    def _add_groups(self, state: State, found: Walked, of: Groups, people: Bools) -> None:
        table = sums(self.asked, found, of.of, people, len(of.values))
        met = np.flatnonzero(table.any(axis=1))
        state.groups.add(of.values, met, [], list(table[met].T))
        self._time(state.took, found, of, people)

    def _time(self, took: Took, found: Walked, of: Groups, people: Bools) -> None:
        asked, steps = self.asked, len(self.asked.required)
        if not asked.times:
            return
        done = people & (found.depth == steps)
        took.add(WHOLE, of.values, of.of[done], _whole(asked, found)[done])
        first = found.at[:, 0]
        if asked.order == "any":
            first = found.at.min(axis=1) if steps else first
        for step in range(0 if asked.order == "any" else 1, steps):
            got = people & found.has(step)
            since = first if asked.order == "any" else found.at[:, step - 1]
            took.add(step + 1, of.values, of.of[got], found.at[got, step] - since[got])

    def merge(self, left: State, right: State) -> State:
        left.take_in(right)
        return left

    # ------------------------------------------------------------ telling

    def finish(self, state: State) -> dict[str, Any]:
        asked = self.asked
        overlap = asked.by is not None and asked.by.rule == "all"
        took = state.took_whole if overlap else state.took
        everybody = Took()
        if asked.times:
            everybody = took.only([], None)
        answer: dict[str, Any] = {"steps": steps_json(state.whole, everybody, None, asked)}
        if asked.times:
            answer["took"] = times_json([everybody.of(WHOLE, None)])
            answer["took_histogram"] = histogram(everybody.of(WHOLE, None))
        if asked.exclude:
            answer["void"] = state.void
        if state.cut:
            answer["people_cut"] = state.cut
        if asked.by is not None:
            answer["groups"] = self._groups_json(state, overlap=overlap)
        if asked.trend:
            answer["trend"] = trend_json(state.trend, asked)
        if asked.correlate:
            answer |= did_json(state.did)
        return answer

    def _groups_json(self, state: State, *, overlap: bool) -> list[dict[str, Any]]:
        asked = self.asked
        number, _, table = state.groups.rows()
        known = state.groups.values
        values = [known[int(one)] for one in number]
        row_of = dict(zip(values, table, strict=True))
        sizes = [(value, int(row[0])) for value, row in row_of.items()]
        top = asked.by.top if asked.by is not None else 0
        shown = leading([(str_or_none(value), size) for value, size in sizes], top)
        took = state.took.only(shown, _OTHER)
        told = [
            {
                "value": value,
                "other": False,
                "steps": steps_json(row_of[value], took, value, asked),
            }
            for value in shown
        ]
        others = row_of.keys() - set(shown)
        rest = [row for value, row in row_of.items() if value in others and row[0]]
        if overlap or not rest:
            return told
        row = np.sum(rest, axis=0)
        steps = steps_json(row, took, _OTHER, asked)
        return [*told, {"value": None, "other": True, "steps": steps}]

    # ------------------------------------------------------------ people

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `N` made step N; `N/dropped`, `N/open`, `N/PERIOD`; `void`; `…@VALUE`."""
        asked = self.asked
        named = cell_of(asked, cell)
        rows, people = rows_of(asked, track), asked.scope.people(track)
        if named.one_group and asked.by is not None and asked.by.rule == "all":
            apart = rows_by_value(asked, track, rows, people)
            mine = walked(asked, apart.rows, trace=False, every=bool(asked.trend))
            behind = units_behind(asked, named, mine, apart.rows.offsets, apart.rows.time)
            behind &= _of_value(Groups(apart.of, apart.values), named.value)
            return np.unique(apart.unit[behind])
        found = self._walk(rows)
        behind = people & units_behind(asked, named, found, rows.offsets, rows.time)
        if named.one_group:
            behind &= _of_value(self._groups(track, found), named.value)
        return np.flatnonzero(behind)

    def made(self) -> Made:
        return made_of(self.asked)


def _whole(asked: Asked, found: Walked) -> Int64:
    """µs from the first step to the last; of steps by themselves from the first made."""
    if asked.order == "any":
        return found.at.max(axis=1) - found.at.min(axis=1)
    return found.at[:, -1] - found.at[:, 0]


def _of_value(of: Groups, value: str | None) -> Bools:
    known = of.values.index(value) if value in of.values else -1
    return of.of == known


def str_or_none(value: object) -> str | None:
    """A value of a split as people write it."""
    return None if value is None else str(value)


__all__ = ["ByValue", "Funnel", "State"]

KIND: Final = Kind("funnel", FIELDS, lambda record, scope: Funnel(bind(record, scope)))
