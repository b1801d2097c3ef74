"""Transitions: from which node people go to which next, how often and how fast.

A trail is everything of a unit (a person or a deal), or, where a session gap is given, each
stretch without a longer silence. From each node to the very next one is a transition.

    transitions   how many, what share of all that go on from the node, and how long from
                  entering the one to entering the other; with `ends` also from (start) to the
                  first node of a trail, and from its last to (end)
    nodes         visits, and how many trails begin and end there
    step_matrix   what share of trails is where at its k-th step, or over by then
    variants      whole trails, repeats in a row being one, with shares and cumulative shares

A transition is of the period in which its first node was entered, though the second may be
later, up to the moment of the answer; so the transitions of two halves of a period add up to
those of the whole. Trails of the step matrix and of variants begin in the period. That a trail
ends means that nothing more was seen up to the moment of the answer.

Bounds, said in the answer where they are met: 1,000 different nodes, beyond which the question
is refused; 100 million transitions with exact medians, beyond which medians are of a histogram,
not more than 0.8 % off; variants are told apart by their first 64 nodes, by fewer where all
different ones together have more than 16.7 million. None of it depends on how people are split.
"""

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.nodes.rows import node_rows
from tropa.measure.questions.nodes.telling import nodes_made, remarks
from tropa.measure.questions.nodes.walk import Traces, traces_of
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.track import Track
from tropa.measure.questions.transitions.asked import FIELDS, LONGEST, Asked, bind
from tropa.measure.questions.transitions.cells import UNKNOWN, Whole, behind
from tropa.measure.questions.transitions.sums import Sums, nobody, sums_of
from tropa.measure.questions.transitions.telling import (
    folded,
    nodes_json,
    steps_json,
    transitions_json,
    variants_json,
)

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Transitions:
    """Transitions, bound."""

    asked: Asked
    whole: Whole = UNKNOWN
    """What of the answer its cells are named by, once it is known."""

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        return self.asked.nodes.needs(self.scope)

    def lasts(self) -> Lasts | None:
        return Lasts(self, lengths_of(self.scope))

    def start(self) -> Sums:
        return nobody(self.asked)

    def add(self, state: Sums, track: Track) -> Sums:
        traces, names, people = self._walk(track)
        return state.merged(sums_of(traces, names, self.asked, int(np.count_nonzero(people))))

    def merge(self, left: Sums, right: Sums) -> Sums:
        return left.merged(right)

    def finish(self, state: Sums) -> dict[str, Any]:
        fold, tally = folded(state, self.asked.top), state.tally.together()
        answer: dict[str, Any] = {
            "trails": state.traces,
            "units": state.units,
            "of": state.asked,
            "exact_medians": state.lengths.exact,
        }
        exact = state.lengths.exact
        remarked = remarks(self.asked.nodes, exact=exact, depth=tally.depth, asked=LONGEST)
        if remarked:
            answer["remarks"] = remarked
        answer["nodes"] = nodes_json(state, fold)
        answer["transitions"] = transitions_json(state, fold, ends=self.asked.ends)
        if self.asked.step_matrix:
            answer["step_matrix"] = steps_json(state, fold)
        if self.asked.variants:
            ranked = tally.leading(state.names, self.asked.variants)
            answer["distinct_variants"] = len(tally.counts)
            answer["variants"] = variants_json(ranked, state.traces)
        return answer

    def settled(self, state: Sums) -> "Transitions":
        """The same question, its answer known: for cells that are named by it."""
        tally = state.tally.together()
        ranked = tally.leading(state.names, self.asked.variants) if self.asked.variants else []
        whole = Whole(
            names=frozenset(state.names),
            together=folded(state, self.asked.top).together,
            ranked=tuple(one.path for one in ranked),
            depth=tally.depth,
        )
        return replace(self, whole=whole)

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `node/A`, `edge/A/B`, `step/3/A`, `variant/2` (by its rank)."""
        traces, names, _ = self._walk(track)
        return behind(cell, traces, names, self.asked, self.whole)

    def made(self) -> Made:
        said: list[tuple[str, dict[str, object]]] = [("ask.made.transitions", {})]
        if self.asked.ends:
            said.append(("ask.made.transitions_ends", {}))
        if self.asked.variants:
            said.append(("ask.made.variants", {"longest": LONGEST}))
        return Made((*said, *nodes_made(self.asked.nodes)))

    def _walk(self, track: Track) -> tuple[Traces, tuple[str, ...], Bools]:
        """Trails, the names of their nodes, and who was looked at."""
        people = self.scope.people(track)
        rows = node_rows(self.asked.nodes, track, self.scope)
        return traces_of(track, rows, people, self.asked.cut), rows.names, people


KIND: Final = Kind(
    "transitions", FIELDS, lambda record, scope: Transitions(bind(record, scope))
)
