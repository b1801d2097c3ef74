"""Stickiness: on how many days, weeks or months of the asked time each unit did something.

    a unit counts at k      it did the item in exactly k periods, at least so many times in each
    at least k              it did it in k or more: the sums from the right
    share                   ÷ all units that did it in any period

Periods are those of the calendar; one that the asked time cuts counts like the others. Units
that never did it are not there. The mean is periods per unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE
from tropa.errors import UsageFault
from tropa.map.kinds import Choice, Number
from tropa.map.shapes import Key
from tropa.measure.interval import Rate
from tropa.measure.questions.about import ABOUT, About, about, needs_of
from tropa.measure.questions.by import By
from tropa.measure.questions.by_row import BY_PERSON, by_person, groups_of
from tropa.measure.questions.hits import Hits, hits_of
from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.periods import Periods, check_room, periods_of
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.span import ends_of
from tropa.measure.questions.split import split_json
from tropa.measure.questions.tally import Tally, Value
from tropa.measure.questions.telling import rate_json
from tropa.measure.questions.track import Track
from tropa.measure.questions.vocabulary import question_fields

Int64 = NDArray[np.int64]

CELLS: Final = "3, 3+"
TIMES_AT_MOST: Final = 1_000_000

FIELDS: Final = question_fields(
    {
        "of": Key(ABOUT, "What was done.", needed=True),
        "period": Key(Choice(("day", "week", "month")), "The length of a period. day"),
        "at_least": Key(
            Number(1, TIMES_AT_MOST, whole=True),
            "A period counts from so many times on. 1",
        ),
        "by": Key(BY_PERSON, "Split the answer."),
    }
)


@dataclass(frozen=True)
class Stickiness:
    """A stickiness, bound."""

    scope: Scope
    of: About
    periods: Periods
    at_least: int
    by: By | None

    @property
    def needs(self) -> Needs:
        return needs_of(self.of.items, self.scope, (self.by,))

    def lasts(self) -> Lasts | None:
        return Lasts(self, lengths_of(self.scope, (self.by,)))

    def start(self) -> Tally:
        return Tally(keys=1, sums=1)

    def add(self, state: Tally, track: Track) -> Tally:
        hits, first, count = self._counted(track)
        kept = self.scope.rows(track)
        found = groups_of(self.by, track, self.scope, kept, hits.chosen(first))
        state.add(found.values, found.of, [count], [np.ones(len(count), np.int64)])
        return state

    def merge(self, left: Tally, right: Tally) -> Tally:
        left.take_in(right)
        return left

    def finish(self, state: Tally) -> dict[str, Any]:
        _, keys, sums = state.rows()
        periods = self._periods(keys)

        def told(some: Sequence[Value]) -> dict[str, Any]:
            chosen = state.among(some)
            units = np.zeros(periods + 1, np.int64)
            np.add.at(units, keys[chosen, 0], sums[chosen, 0])
            return _json(units)

        answer = told(state.values)
        if self.by is not None:
            answer["groups"] = split_json(state.sizes(sums[:, 0]), self.by.top, told)
        return answer

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `3` on exactly three periods; `3+` on three or more."""
        number = cell.removesuffix("+")
        if not number.isdecimal() or not int(number):
            raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS)
        hits, first, count = self._counted(track)
        wanted = count >= int(number) if cell.endswith("+") else count == int(number)
        return hits.unit[first[wanted]]

    def made(self) -> Made:
        said: list[tuple[str, dict[str, object]]] = [
            (f"ask.made.stickiness_{self.periods.length}", {"of": self.of.name}),
            ("ask.made.zone", {"zone": str(self.scope.zone)}),
        ]
        if self.at_least > 1:
            said.append(("ask.made.at_least_period", {"n": self.at_least}))
        if self.by is not None:
            said.append((f"ask.made.by_{self.by.rule}", {"field": self.by.field}))
        return Made(tuple(said))

    def _counted(self, track: Track) -> tuple[Hits, Int64, Int64]:
        """Rows looked at; of each unit the first that counts, and how many periods it has."""
        hits = hits_of((self.of.items,), track, self.scope, self.scope.rows(track))
        hits = hits.chosen(hits.between(self.scope.since, self.scope.until))
        period = self.periods.number(hits.time)
        fresh = np.ones(len(period), np.bool_)
        fresh[1:] = (hits.unit[1:] != hits.unit[:-1]) | (period[1:] != period[:-1])
        run = np.flatnonzero(fresh)
        enough = run[np.diff(np.append(run, len(period))) >= self.at_least]
        _, first, count = np.unique(hits.unit[enough], return_index=True, return_counts=True)
        return hits, enough[first], count.astype(np.int64)

    def _periods(self, counts: Int64) -> int:
        """Rows looked at; of each unit the first that counts, and the number of its periods."""
        most = int(counts.max(initial=0))
        if self.scope.since != BEFORE:
            first, last = ends_of(self.periods, self.scope)
            most = max(most, last - first + 1)
        check_room(most)
        return most


def _json(units: Int64) -> dict[str, Any]:
    """Units by the number of their periods; nobody has none."""
    at_least = np.cumsum(units[::-1])[::-1].tolist()
    everybody = int(units.sum())
    weighted = int((units * np.arange(len(units))).sum())
    rows = [
        {
            "in_periods": periods,
            "units": count,
            "share": rate_json(Rate(count, everybody)),
            "at_least": at_least[periods],
            "at_least_share": rate_json(Rate(at_least[periods], everybody)),
        }
        for periods, count in enumerate(units.tolist())
        if periods
    ]
    mean = weighted / everybody if everybody else None
    return {"units": everybody, "mean_periods": mean, "distribution": rows}


def bind(record: dict[str, Any], scope: Scope) -> Stickiness:
    """What a record asks.

    Raises:
        UsageFault: it names nothing.
    """
    return Stickiness(
        scope,
        about(record["of"], scope.map),
        periods_of(record.get("period") or "day", scope.zone, scope.as_of),
        record.get("at_least") or 1,
        by_person(record.get("by"), scope),
    )


KIND: Final = Kind("stickiness", FIELDS, bind)
