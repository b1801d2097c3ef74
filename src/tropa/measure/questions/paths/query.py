"""Paths: what people did one after another, step by step, and which ways they took most.

A trail is everything of a unit (a person or a deal), or, where a session gap is given, each
stretch without a longer silence. A path is the chain of nodes of one trail

    by itself                   from its beginning
    `start`                     from the first row of the start
    `end`                       up to the first row of the end, from the one before it
    `start` and `end`           from the first start up to the first end behind it
    `occurrences: every`        the same from (up to) every one of them, up to the next

and as many of its nodes are told as `steps` says: the first ones; before an end the last ones;
between a start and an end the first ones and the end, with (more) for what was left out.

    edges       at step k from one node to the next: how many paths, what share of all that
                stood there, and how long from entering the one to entering the other
    nodes       at step k: all there = came + began = left + dropped + further
    top_paths   whole paths as far as they are told, and what share of all paths took each

The first node of a path is at step 1; paths up to an end stand under each other by their end,
which is at the last step. A path is of the period in which it begins; one up to an end, in
which it ends; it is followed up to the moment of the answer. What repeats in a row is one node
with `collapse`, entered when its first row was. Where there are more edges than `top`, the
least visited nodes are put together as (other), so that every sum stays exact.

Around a gap of a funnel: `after` and `instead_of` are two steps of one. Whoever began between
the two in the period and did not get there within `within`, though the window of the latest
attempt has passed, has a path from the first `after`: as many as the funnel says dropped out.

Bounds, said in the answer where they are met: 1,000 different nodes, beyond which the question
is refused; 16.7 million nodes of different whole paths, beyond which these are told apart by
fewer of their nodes; 100 million moves with exact medians, beyond which medians are of a
histogram, not more than 0.8 % off. None of it depends on how people are split.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.measure.interval import Rate
from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.nodes.rows import node_rows
from tropa.measure.questions.nodes.telling import nodes_made, remarks
from tropa.measure.questions.nodes.walk import Traces, traces_of
from tropa.measure.questions.paths.asked import FIELDS, Asked, bind
from tropa.measure.questions.paths.cells import UNKNOWN, Whole, behind
from tropa.measure.questions.paths.gap import dropped
from tropa.measure.questions.paths.sankey import edges_json, folded, nodes_json
from tropa.measure.questions.paths.sums import Sums, nobody, sums_of
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.telling import rate_json
from tropa.measure.questions.track import Track
from tropa.words import length_words

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Paths:
    """Paths, bound."""

    asked: Asked
    whole: Whole = UNKNOWN
    """What of the answer its cells are named by, once it is known."""

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        return self.asked.needs

    def lasts(self) -> Lasts | None:
        return Lasts(self, lengths_of(self.scope, own={self.asked.within}))

    def start(self) -> Sums:
        return nobody(self.asked)

    def add(self, state: Sums, track: Track) -> Sums:
        traces, names, people = self._walk(track)
        return state.merged(sums_of(traces, names, self.asked, int(np.count_nonzero(people))))

    def merge(self, left: Sums, right: Sums) -> Sums:
        return left.merged(right)

    def finish(self, state: Sums) -> dict[str, Any]:
        fold = folded(state, self.asked.top)
        tally = state.tally.together()
        ranked = tally.leading(state.names, self.asked.top)
        answer: dict[str, Any] = {
            "paths": state.paths,
            "units": state.units,
            "of": state.asked,
            "steps": self.asked.steps,
            "distinct_paths": len(tally.counts),
            "exact_medians": state.lengths.exact,
        }
        remarked = remarks(
            self.asked.nodes,
            exact=state.lengths.exact,
            depth=tally.depth,
            asked=self.asked.steps,
        )
        if remarked:
            answer["remarks"] = remarked
        answer["nodes"] = nodes_json(state, fold, self.asked.side)
        answer["edges"] = edges_json(state, fold)
        answer["top_paths"] = [
            {
                "rank": rank,
                "path": list(one.path),
                "count": one.count,
                "rate": rate_json(Rate(one.count, state.paths)),
                "further": one.further,
            }
            for rank, one in enumerate(ranked, 1)
        ]
        return answer

    def settled(self, state: Sums) -> "Paths":
        """The same question, its answer known: for cells that are named by it."""
        tally = state.tally.together()
        ranked = tally.leading(state.names, self.asked.top)
        whole = Whole(
            names=frozenset(state.names),
            together=folded(state, self.asked.top).together,
            ranked=tuple(one.path for one in ranked),
            depth=tally.depth,
        )
        return replace(self, whole=whole)

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `node/2/A`, `dropped/2/A`, `edge/2/A/B`, `path/3` (by its rank)."""
        traces, names, _ = self._walk(track)
        return behind(cell, traces, names, self.asked, self.whole)

    def made(self) -> Made:
        return Made((*self._said(), *nodes_made(self.asked.nodes)))

    def _said(self) -> list[tuple[str, dict[str, object]]]:
        asked = self.asked
        start, end = (one.name if one else "" for one in (asked.start, asked.end))
        values: dict[str, object] = {"start": start, "end": end, "steps": asked.steps}
        said: list[tuple[str, dict[str, object]]] = []
        if asked.instead_of is not None:
            said.append(("ask.made.paths_gap", {**values, "missed": asked.instead_of.name}))
        elif asked.start and asked.end:
            said.append(("ask.made.paths_between", values))
        elif asked.start:
            said.append(("ask.made.paths_from", values))
        else:
            said.append(("ask.made.paths_to" if asked.end else "ask.made.paths", values))
        if asked.every:
            said.append(("ask.made.paths_every", {}))
        if asked.within != FOREVER:
            said.append(
                ("ask.made.paths_within", {"within": partial(length_words, asked.within)})
            )
        return said

    # ------------------------------------------------------------ walking

    def _walk(self, track: Track) -> tuple[Traces, tuple[str, ...], Bools]:
        """Chains, the names of their nodes, and who was looked at."""
        people = self.scope.people(track)
        rows = node_rows(self.asked.nodes, track, self.scope, self.asked.roles)
        walked = people & dropped(self.asked, track) if self.asked.instead_of else people
        return traces_of(track, rows, walked, self.asked.cut), rows.names, people


KIND: Final = Kind("paths", FIELDS, lambda record, scope: Paths(bind(record, scope)))
