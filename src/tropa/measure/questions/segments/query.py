"""Segments: how many people belong to each now and over time, to which together, what differs.

    belongs        by the segment's condition on traits stated and deeds done up to an instant
                   (`members.py` says which conditions are answered)
    share          of everybody known by then: who had any event
    first          for whom it is the first of the asked segments that fits, in the map's order
    alone          who belongs to no other of the asked segments
    overlaps       who belongs to both of a pair, exactly
    over time      at the end of each period: who belongs, who came in since the end of the one
                   before, who left; the latest period may be under way
    difference     shares of traits and deeds of two segments (`apart.py`)

`who` narrows everybody, as last stated by the moment of the answer; `where`, `from` and `to`
narrow the deeds of a difference, and `from` and `to` say which periods are told.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.errors import UsageFault
from tropa.measure.questions.lasting import Lasts, lengths_of, looks_back
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.segments.answer import answer_json
from tropa.measure.questions.segments.apart import add_difference
from tropa.measure.questions.segments.asked import FIELDS, Asked, bind
from tropa.measure.questions.segments.members import Members, deeds_of
from tropa.measure.questions.segments.sums import Sums, add_now, add_period, nothing
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

CELLS: Final = "in/SEGMENT, both/SEGMENT/SEGMENT, only/SEGMENT/SEGMENT, nowhere"


@dataclass(frozen=True)
class Segments:
    """A question of segments, bound."""

    asked: Asked

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        deeds = deeds_of(self.asked.segments, self.asked.map)
        return Needs(self.asked.fields, points=bool(deeds))

    def lasts(self) -> Lasts | None:
        # Periods that are over end where they end, whatever the moment.
        as_of = self.scope.as_of
        ends = tuple(at if at < as_of else None for at in self.asked.instants)
        lengths = lengths_of(self.scope, own=looks_back(self.asked.map))
        return Lasts((self, ends), lengths)

    def start(self) -> Sums:
        return nothing(len(self.asked.segments), len(self.asked.numbers))

    def add(self, state: Sums, track: Track) -> Sums:
        members = Members(track, self.asked.segments, self.asked.map)
        asked = self.asked.scope.people(track)
        *ends, now = self.asked.instants
        before: Bools | None = None
        for at, end in enumerate(ends, -1):
            members.go_to(end)
            belong = members.belong() & asked
            if before is not None:
                known = int((members.known() & asked).sum())
                add_period(state, at, before, belong, known)
            before = belong
        members.go_to(now)
        belong = members.belong() & asked
        add_now(state, belong, int((members.known() & asked).sum()))
        add_difference(state, self.asked, track, members, belong)
        return state

    def merge(self, left: Sums, right: Sums) -> Sums:
        left.take_in(right)
        return left

    def finish(self, state: Sums) -> dict[str, Any]:
        return answer_json(state, self.asked)

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `in/S` belong to S; `both/S/T`; `only/S/T` to S and not to T; `nowhere`."""
        which, *names = cell.split("/")
        places = {one.id: at for at, one in enumerate(self.asked.segments)}
        wanted = {"in": 1, "both": 2, "only": 2, "nowhere": 0}.get(which)
        if wanted != len(names) or any(name not in places for name in names):
            raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS)
        members = Members(track, self.asked.segments, self.asked.map)
        members.go_to(self.asked.scope.as_of)
        belong = members.belong()
        asked = self.asked.scope.people(track) & members.known()
        if which == "nowhere":
            return np.flatnonzero(asked & ~belong.any(axis=0))
        rows = [belong[places[name]] for name in names]
        if which == "only":
            rows[1] = ~rows[1]
        return np.flatnonzero(asked & np.logical_and.reduce(rows))

    def made(self) -> Made:
        said: list[tuple[str, dict[str, object]]] = [("ask.made.segments", {})]
        if self.asked.left_out:
            said.append(
                ("ask.made.segments_left_out", {"names": ", ".join(self.asked.left_out)})
            )
        if self.asked.periods is not None:
            said.append(("ask.made.segments_over_time", {}))
        difference = self.asked.difference
        if difference is not None:
            names = [
                self.asked.segments[at].title for at in (difference.first, difference.second)
            ]
            words: dict[str, object] = {"first": names[0], "second": names[1]}
            said += [("ask.made.segments_difference", words), ("ask.made.compare_proof", {})]
        return Made(tuple(said))


KIND: Final = Kind("segments", FIELDS, lambda record, scope: Segments(bind(record, scope)))
