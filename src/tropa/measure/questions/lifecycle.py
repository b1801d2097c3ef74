"""Lifecycle: who is new in a period, who stays, who comes back, who has fallen silent.

    active(t)        did the item in period t
    new              the first time of everything known by `as_of`
    returning        active in t and in t − 1
    resurrecting     active in t, not in t − 1, and some time before
    dormant          active in t − 1 and not in t

    active(t)     = new(t) + returning(t) + resurrecting(t)
    active(t − 1) = returning(t) + dormant(t)

A picture shows the dormant below the line; here they are a number of people as all others. The
asked time chooses the periods that are told; what was before it is known all the same, so a
period that `from` cuts is told whole. The last one is partial until it is over, and whoever is
dormant in it may yet come.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.compiled import compiled
from tropa.errors import UsageFault
from tropa.map.kinds import Choice
from tropa.map.shapes import Key
from tropa.measure.questions.about import ABOUT, About, about, needs_of
from tropa.measure.questions.by import By
from tropa.measure.questions.by_row import BY_PERSON, by_person, groups_of
from tropa.measure.questions.hits import Hits, hits_of
from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.periods import Periods, periods_of
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.span import ends_of, told_periods
from tropa.measure.questions.split import split_json
from tropa.measure.questions.tally import Tally, Value
from tropa.measure.questions.track import Track
from tropa.measure.questions.vocabulary import question_fields

Int64 = NDArray[np.int64]

STATES: Final = ("new", "returning", "resurrecting", "dormant")
CELLS: Final = "new/2026-03-02, dormant/2026-03-02, active/2026-03-02"
_ACTIVE: Final = "active"
_NEW, _RETURNING, _RESURRECTING, _DORMANT = 0, 1, 2, 3

FIELDS: Final = question_fields(
    {
        "of": Key(ABOUT, "What makes one active.", needed=True),
        "period": Key(Choice(("day", "week", "month")), "The length of a period. week"),
        "by": Key(BY_PERSON, "Split the answer."),
    }
)


class Lives(NamedTuple):
    """Units in their periods, each in one state; and which row shows it."""

    hit: Int64
    """Which of the hits: of the dormant the last before."""
    period: Int64
    state: Int64


@dataclass(frozen=True)
class Lifecycle:
    """A lifecycle, bound."""

    scope: Scope
    of: About
    periods: Periods
    by: By | None

    @property
    def needs(self) -> Needs:
        return needs_of(self.of.items, self.scope, (self.by,))

    def lasts(self) -> Lasts | None:
        # Periods begin and end with the moment: the first and the last walked are of it.
        ends = ends_of(self.periods, self.scope)
        return Lasts((self, ends), lengths_of(self.scope, (self.by,)))

    def start(self) -> Tally:
        return Tally(keys=1, sums=len(STATES))

    def add(self, state: Tally, track: Track) -> Tally:
        hits, lives = self._lives(track)
        kept = self.scope.rows(track)
        found = groups_of(self.by, track, self.scope, kept, hits.chosen(lives.hit))
        sums = [(lives.state == one).astype(np.int64) for one in range(len(STATES))]
        state.add(found.values, found.of, [lives.period], sums)
        return state

    def merge(self, left: Tally, right: Tally) -> Tally:
        left.take_in(right)
        return left

    def finish(self, state: Tally) -> dict[str, Any]:
        _, keys, sums = state.rows()
        met = (int(keys.min()), int(keys.max())) if len(keys) else None
        periods = told_periods(self.periods, self.scope, met)

        def told(some: Sequence[Value]) -> dict[str, Any]:
            chosen = state.among(some)
            table = np.zeros((len(periods), len(STATES)), np.int64)
            np.add.at(table, keys[chosen, 0] - periods.start, sums[chosen])
            return {"periods": self._rows(periods, table)}

        answer = told(state.values)
        if self.by is not None:
            sizes = state.sizes(sums[:, :_DORMANT].sum(axis=1))
            answer["groups"] = split_json(sizes, self.by.top, told)
        return answer

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `new/P`, `returning/P`, `resurrecting/P`, `dormant/P`, `active/P`."""
        word, _, label = cell.partition("/")
        number = self.periods.read(label)
        if number is None or word not in (*STATES, _ACTIVE):
            raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS)
        hits, lives = self._lives(track)
        state = lives.state != _DORMANT
        if word != _ACTIVE:
            state = lives.state == STATES.index(word)
        return hits.unit[lives.hit[state & (lives.period == number)]]

    def made(self) -> Made:
        said: list[tuple[str, dict[str, object]]] = [
            (f"ask.made.lifecycle_{self.periods.length}", {"of": self.of.name}),
            ("ask.made.lifecycle_states", {}),
            ("ask.made.zone", {"zone": str(self.scope.zone)}),
        ]
        if self.by is not None:
            said.append((f"ask.made.by_{self.by.rule}", {"field": self.by.field}))
        return Made(tuple(said))

    def _lives(self, track: Track) -> tuple[Hits, Lives]:
        hits = hits_of((self.of.items,), track, self.scope, self.scope.rows(track))
        if self.scope.until != FOREVER:
            hits = hits.chosen(hits.time < self.scope.until)
        period = self.periods.number(hits.time)
        first, end = ends_of(self.periods, self.scope)
        found = Lives(*(np.empty(2 * len(period), np.int64) for _ in Lives._fields))
        many = _live(hits.unit, period, first, end, *found)
        return hits, Lives(*(column[:many] for column in found))

    def _rows(self, periods: range, table: Int64) -> list[dict[str, Any]]:
        now = min(self.scope.until, self.scope.as_of)
        return [
            {
                "period": self.periods.label(number),
                "partial": not self.periods.is_whole(number, BEFORE, now),
                "active": int(counts[:_DORMANT].sum()),
                **dict(zip(STATES, counts.tolist(), strict=True)),
            }
            for number, counts in zip(periods, table, strict=True)
        ]


@compiled
def _live(
    unit: Int64, period: Int64, first: int, end: int, hit: Int64, at: Int64, state: Int64
) -> int:
    """Walk the rows of each unit; write down its states in periods from `first` to `end`."""
    many, before, known = 0, 0, False
    for row in range(len(unit)):
        if row == 0 or unit[row] != unit[row - 1]:
            known = False
        now, goes_on = period[row], row + 1 < len(unit) and unit[row + 1] == unit[row]
        if goes_on and period[row + 1] == now:
            continue
        which = _RESURRECTING if known else _NEW
        if known and now == before + 1:
            which = _RETURNING
        if first <= now <= end:
            hit[many], at[many], state[many] = row, now, which
            many += 1
        silent = not goes_on or period[row + 1] != now + 1
        if silent and first <= now + 1 <= end:
            hit[many], at[many], state[many] = row, now + 1, _DORMANT
            many += 1
        before, known = now, True
    return many


def bind(record: dict[str, Any], scope: Scope) -> Lifecycle:
    """What a record asks.

    Raises:
        UsageFault: it names nothing.
    """
    return Lifecycle(
        scope,
        about(record["of"], scope.map),
        periods_of(record.get("period") or "week", scope.zone, scope.as_of),
        by_person(record.get("by"), scope),
    )


KIND: Final = Kind("lifecycle", FIELDS, bind)
