"""Funnel: how many of those who made the first step made the next ones, in what time.

A unit (a person or a deal) counts at a step when its deepest attempt got there. Attempts begin
in the period; the steps after may come later, up to `as_of`. Windows are inclusive and begin at
the attempt's first step. Whoever has not finished while the window of their latest attempt is
still open is «still under way»: shown apart, and left out of the ripe rate.

    rate            steps made ÷ all who made the first
    from_previous   steps made ÷ all who made the step before
    ripe            the same as rate, without those still under way

Times are those of the first attempt that got as deep as the unit ever got. An optional step may
be left out; who made it on the way is counted, and nobody is lost at it.

Conventions of product analytics: an event serves one step of an attempt (`one_event:
many_steps` changes that); a filter removes events, not people; at one instant steps are taken
in their order.
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER, duration_text
from tropa.errors import UsageFault
from tropa.measure.questions.by import Groups, groups, leading
from tropa.measure.questions.funnel.asked import FIELDS, Asked, bind
from tropa.measure.questions.funnel.chain import Depths, deepest
from tropa.measure.questions.funnel.sums import Sums, steps_json
from tropa.measure.questions.funnel.ways import Ways
from tropa.measure.questions.items import RowBits, fields_of, row_bits
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.telling import times_json
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]

State = dict[str | None, Sums]


class _Walked(NamedTuple):
    depths: Depths
    optional: list[NDArray[np.bool_]]
    asked: NDArray[np.bool_]
    kept: NDArray[np.bool_] | None


@dataclass(frozen=True)
class Funnel:
    """A funnel, bound."""

    asked: Asked

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        items = [item for step in self.asked.steps for item in step.items]
        fields = fields_of(items) | self.asked.scope.fields
        if self.asked.by is not None:
            fields |= self.asked.by.fields(self.asked.scope)
        return Needs(fields, any(one.points for one in items), any(one.stages for one in items))

    def start(self) -> State:
        return {}

    def add(self, state: State, track: Track) -> State:
        walked = self._walk(track)
        of = self._groups(track, walked)
        found = dict(state)
        met = [int(number) for number in np.unique(of.of[walked.asked])]
        for number in met:
            group = self._sum(walked, walked.asked & (of.of == number))
            known = found.get(of.values[number])
            if known is not None:
                group.take_in(known)
            found[of.values[number]] = group
        return found

    def merge(self, left: State, right: State) -> State:
        for value, group in right.items():
            if value in left:
                left[value].take_in(group)
            else:
                left[value] = group
        return left

    def finish(self, state: State) -> dict[str, Any]:
        whole = self._together(list(state.values()))
        answer: dict[str, Any] = {
            "steps": steps_json(whole, self.asked),
            **self._whole_time(whole),
        }
        if self.asked.by is not None:
            sizes = [(value, int(one.counts[1:].sum())) for value, one in state.items()]
            shown = leading(sizes, self.asked.by.top)
            rest = [one for value, one in state.items() if value not in shown]
            answer["groups"] = [
                {"value": value, "other": False, "steps": steps_json(state[value], self.asked)}
                for value in shown
            ]
            if any(one.counts[1:].any() for one in rest):
                other = steps_json(self._together(rest), self.asked)
                answer["groups"].append({"value": None, "other": True, "steps": other})
        return answer

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `N` made step N; `N/dropped` made it and not the next; `N/open` may yet."""
        number, _, which = cell.partition("/")
        if not number.isdecimal() or not 1 <= int(number) <= len(self.asked.steps):
            raise UsageFault("no_such_cell", found=cell[:40])
        walked, at = self._walk(track), int(number) - 1
        if self.asked.steps[at].optional:
            made = walked.optional[self.asked.optional.index(at)]
        else:
            made = walked.depths.depth > self.asked.required.index(at)
        if which in ("dropped", "open") and not self.asked.steps[at].optional:
            made = made & (walked.depths.depth == self.asked.required.index(at) + 1)
            made &= self._open(walked) if which == "open" else ~self._open(walked)
        elif which:
            raise UsageFault("no_such_cell", found=cell[:40])
        return np.flatnonzero(made & walked.asked)

    def made(self) -> Made:
        said: list[tuple[str, dict[str, object]]] = [
            ("ask.made.funnel", {"steps": " → ".join(step.name for step in self.asked.steps)})
        ]
        if self.asked.within != FOREVER:
            said.append(("ask.made.within", {"within": duration_text(self.asked.within)}))
        said.append((f"ask.made.order_{self.asked.order}", {}))
        if self.asked.by is not None:
            said.append((f"ask.made.by_{self.asked.by.rule}", {"field": self.asked.by.field}))
        return Made(tuple(said))

    # ------------------------------------------------------------ walking

    def _walk(self, track: Track) -> _Walked:
        kept = self.asked.scope.rows(track)
        bits = row_bits([step.items for step in self.asked.steps], track, self.asked.scope.map)
        if kept is not None:
            # Rows a filter removes are of no step; in a strict order they are not there.
            track, bits = _without(track, bits, kept)
        by_step = self.asked.by is not None and self.asked.by.rule == "step"
        depths = self._deepest(
            track, bits, self.asked.required, trace=self.asked.times or by_step
        )
        optional: list[NDArray[np.bool_]] = []
        for one in self.asked.optional:
            way = sorted([*self.asked.required, one])
            deep = self._deepest(track, bits, way, trace=False).depth
            reached = deep > way.index(one)
            optional.append(reached & (deep >= np.maximum(depths.depth, 1)))
        if kept is not None and len(depths.row):
            rows = np.append(np.flatnonzero(kept), -1)
            depths = depths._replace(row=rows[depths.row])
        return _Walked(depths, optional, self.asked.scope.people(track), kept)

    def _deepest(self, track: Track, bits: RowBits, way: list[int], *, trace: bool) -> Depths:
        table = _renumbered(bits.table, way)
        ways = Ways(
            steps=len(way),
            within=self.asked.within,
            step_within=np.asarray([self.asked.steps[at].within for at in way], np.int64),
            since=max(self.asked.scope.since, BEFORE + 1),
            until=self.asked.scope.until,
            as_of=self.asked.scope.as_of,
            strict_order=self.asked.order == "strict",
            reentry=self.asked.reentry,
            repeats_end=self.asked.repeats == "end",
            apart=self.asked.same_time == "apart",
            many_steps=self.asked.one_event == "many_steps",
        )
        return deepest(track.offsets, track.time, bits.index, table, ways, trace=trace)

    def _groups(self, track: Track, walked: _Walked) -> Groups:
        if self.asked.by is None:
            return Groups(np.zeros(track.units, np.int64), (None,))
        rows = np.full(track.units, -1, np.int64)
        if self.asked.by.rule == "step":
            rows = walked.depths.row[:, self.asked.required.index(self.asked.by.step - 1)]
        return groups(self.asked.by, track, self.asked.scope, walked.kept, rows)

    def _open(self, walked: _Walked) -> NDArray[np.bool_]:
        """Not finished, and the window of the latest attempt is open."""
        depths, last = walked.depths, len(self.asked.required)
        unfinished = (depths.depth > 0) & (depths.depth < last)
        if self.asked.within == FOREVER:
            return np.zeros(len(unfinished), np.bool_)
        return unfinished & (depths.latest > self.asked.scope.as_of - self.asked.within)

    def _sum(self, walked: _Walked, chosen: NDArray[np.bool_]) -> Sums:
        group = Sums(len(self.asked.required), len(self.asked.optional))
        depths, width = walked.depths, len(self.asked.required) + 1
        group.counts += np.bincount(depths.depth[chosen], minlength=width)
        group.open += np.bincount(depths.depth[chosen & self._open(walked)], minlength=width)
        for at, made in enumerate(walked.optional):
            group.optional[at] = np.count_nonzero(made & chosen)
        if self.asked.times:
            for step in range(1, len(self.asked.required)):
                got = chosen & (depths.depth > step)
                group.took[step].append(depths.at[got, step] - depths.at[got, step - 1])
            done = chosen & (depths.depth == len(self.asked.required))
            group.took[0].append(depths.at[done, -1] - depths.at[done, 0])
        return group

    # ------------------------------------------------------------ telling

    def _together(self, parts: list[Sums]) -> Sums:
        whole = Sums(len(self.asked.required), len(self.asked.optional))
        for one in parts:
            whole.take_in(one)
        return whole

    def _whole_time(self, group: Sums) -> dict[str, Any]:
        return {"took": times_json(group.took[0])} if self.asked.times else {}


def _without(track: Track, bits: RowBits, kept: NDArray[np.bool_]) -> tuple[Track, RowBits]:
    before = np.concatenate([np.zeros(1, np.int64), np.cumsum(kept, dtype=np.int64)])
    rows = np.flatnonzero(kept)
    left = Track(
        person=track.person,
        offsets=before[track.offsets],
        time=track.time[rows],
        code=track.code[rows],
        names=track.names,
        columns=track.columns,
        deal=track.deal,
        alive=track.alive,
    )
    return left, RowBits(bits.index[rows], bits.table)


def _renumbered(table: NDArray[np.uint64], way: list[int]) -> NDArray[np.uint64]:
    """The bits of the steps walked, in their order."""
    found = np.zeros_like(table)
    for to, step in enumerate(way):
        found |= (table >> np.uint64(step) & np.uint64(1)) << np.uint64(to)
    return found


KIND: Final = Kind("funnel", FIELDS, lambda record, scope: Funnel(bind(record, scope)))
