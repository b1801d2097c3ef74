"""Compare: the same question of two segments, two kinds of people or events, or two periods.

The question is asked of both sides in one pass; the answer has both answers, and every share
and length of time that stands in the same place of both, side by side. How a difference is
judged stands in `proof.py`: an interval, a chance, a correction for the number of looks, and a
word. Both sides are seen as of one moment: of two periods the earlier has had more time, so a
funnel is best compared by its ripe shares, within a window.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Duration
from tropa.errors import UsageFault
from tropa.measure.questions.compare.answer import answer_json
from tropa.measure.questions.compare.asked import Asked, bind, fields_over
from tropa.measure.questions.lasting import Lasts, lasts_of
from tropa.measure.questions.query import Kind, Made, Needs, Settling
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]

CELLS = "first/2, second/2/dropped"


class State(NamedTuple):
    """Of both sides, and how many stand on both."""

    first: Any
    second: Any
    units: tuple[int, int]
    both: int


@dataclass(frozen=True)
class Compare:
    """A comparison, bound."""

    asked: Asked

    @property
    def scope(self) -> Scope:
        # The moment and the units are those of both; the period is each side's own.
        return self.asked.first.query.scope

    @property
    def needs(self) -> Needs:
        first, second = (side.query.needs for side in self.asked.sides)
        return replace(first, fields=first.fields | second.fields)

    def lasts(self) -> Lasts | None:
        sides = [lasts_of(side.query) for side in self.asked.sides]
        if any(one is None for one in sides):
            return None
        known = [one for one in sides if one is not None]
        lengths = frozenset[Duration]().union(*(one.lengths for one in known))
        return Lasts(("compare", *(one.made_by for one in known)), lengths)

    def start(self) -> State:
        first, second = (side.query.start() for side in self.asked.sides)
        return State(first, second, (0, 0), 0)

    def add(self, state: State, track: Track) -> State:
        first, second = (side.query for side in self.asked.sides)
        ours, theirs = first.scope.people(track), second.scope.people(track)
        return State(
            first.add(state.first, track),
            second.add(state.second, track),
            (state.units[0] + int(ours.sum()), state.units[1] + int(theirs.sum())),
            state.both + int((ours & theirs).sum()),
        )

    def merge(self, left: State, right: State) -> State:
        first, second = (side.query for side in self.asked.sides)
        return State(
            first.merge(left.first, right.first),
            second.merge(left.second, right.second),
            (left.units[0] + right.units[0], left.units[1] + right.units[1]),
            left.both + right.both,
        )

    def finish(self, state: State) -> dict[str, Any]:
        first, second = (side.query for side in self.asked.sides)
        answers = first.finish(state.first), second.finish(state.second)
        return answer_json(self.asked, answers, state.units, state.both)

    def settled(self, state: State) -> "Compare":
        """Both sides knowing their answers, where they name cells by them."""
        sides = [
            replace(side, query=side.query.settled(one))
            if isinstance(side.query, Settling)
            else side
            for side, one in zip(self.asked.sides, state[:2], strict=True)
        ]
        return Compare(replace(self.asked, first=sides[0], second=sides[1]))

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `first/CELL` or `second/CELL`, where CELL is a cell of the question itself."""
        which, _, rest = cell.partition("/")
        if which not in ("first", "second") or not rest:
            raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS)
        side = self.asked.first if which == "first" else self.asked.second
        return side.query.people(track, rest)

    def made(self) -> Made:
        first, second = self.asked.sides
        names: dict[str, object] = {"first": first.name, "second": second.name}
        return Made(
            (
                ("ask.made.compare", names),
                ("ask.made.compare_proof", {}),
                *first.query.made().said,
            )
        )


def compare_of(kinds: Mapping[str, Kind]) -> Kind:
    """The kind of question that compares questions of these kinds."""
    return Kind(
        "compare", fields_over(kinds), lambda record, scope: Compare(bind(record, scope, kinds))
    )
