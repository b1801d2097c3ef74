"""Retention: of those who began in a period, how many returned so many periods later.

    cohort      units that did `begins` in a period (at least so many times); with `recurring` a
                unit stands in each such period, with `first_time` in its first of the asked
                time, with `first_ever` in its first of everything known by `as_of`
    offset k    the period k after the cohort's; with brackets, days after the unit's own
    returned    did `returns`, by a later event, in that period (`on`), or in it or at any time
                after (`on_or_after`)
    rate        returned ÷ cohort

A cell whose period is not over by `as_of` is young: shown, and left out of the means. With
brackets it is young until the last of the cohort can have reached its last day. A mean is
weighted: all who returned ÷ all of the cohorts that are ripe there. Returns after the asked
time count, up to `as_of`: whoever began at its edge is not counted as gone.

Offset 0 is a return in the very period: the event that began it is not its own return.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.errors import UsageFault
from tropa.measure.questions.about import needs_of
from tropa.measure.questions.by_row import groups_of
from tropa.measure.questions.hits import Hits, hits_of
from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.periods import check_room
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.retention.asked import FIELDS, Asked, bind
from tropa.measure.questions.retention.cohorts import entries_of, returned
from tropa.measure.questions.retention.table import column_name, table_json
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.split import split_json
from tropa.measure.questions.tally import Tally, Value, slots_of
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]

_UNITS: Final = -1
"""The column of a tally where a cohort's own size stands."""
_ROOM: Final = 1 << 22
"""Cells counted at one go."""
CELLS: Final = "cohort/2026-03-02, cohort/2026-03-02/3, cohort/2026-03-02/3/not"


@dataclass(frozen=True)
class Retention:
    """A retention, bound."""

    asked: Asked

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        items = (*self.asked.begins.items, *self.asked.returns.items)
        return needs_of(items, self.scope, (self.asked.by,))

    def lasts(self) -> Lasts | None:
        return Lasts(self, lengths_of(self.scope, (self.asked.by,)))

    def start(self) -> Tally:
        return Tally(keys=2, sums=1)

    def add(self, state: Tally, track: Track) -> Tally:
        kept = self.scope.rows(track)
        hits = self._hits(track)
        entries = entries_of(self.asked, hits)
        of, values = groups_of(self.asked.by, track, self.scope, kept, hits.chosen(entries.hit))
        slots = slots_of([of, entries.cohort])
        group, cohort = slots.columns
        state.add(values, group, [cohort, np.full(slots.many, _UNITS)], [slots.sizes()])
        step = max(1, _ROOM // len(self.asked.columns))
        for low in range(0, slots.many, step):
            some = (slots.of >= low) & (slots.of < low + step)
            counts = returned(
                self.asked,
                hits,
                entries.chosen(some),
                slots.of[some] - low,
                min(step, slots.many - low),
            )
            at, column = np.nonzero(counts)
            state.add(values, group[at + low], [cohort[at + low], column], [counts[at, column]])
        return state

    def merge(self, left: Tally, right: Tally) -> Tally:
        left.take_in(right)
        return left

    def finish(self, state: Tally) -> dict[str, Any]:
        _, keys, sums = state.rows()
        cohorts, at = np.unique(keys[:, 0], return_inverse=True)
        check_room(len(cohorts))

        def told(some: Sequence[Value]) -> dict[str, Any]:
            chosen = state.among(some)
            table = np.zeros((len(cohorts), len(self.asked.columns) + 1), np.int64)
            # The size stands in the last column, where -1 points.
            np.add.at(table, (at[chosen], keys[chosen, 1]), sums[chosen, 0])
            return table_json(self.asked, cohorts, table)

        answer = told(state.values)
        if self.asked.by is not None:
            sizes = state.sizes(np.where(keys[:, 1] == _UNITS, sums[:, 0], 0))
            answer["groups"] = split_json(sizes, self.asked.by.top, told)
        return answer

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `cohort/P`; `cohort/P/3` returned there; `cohort/P/3/not` did not."""
        word, _, rest = cell.partition("/")
        label, *column = rest.split("/")
        number = self.asked.periods.read(label)
        if word != "cohort" or number is None or len(column) > 2:
            raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS)
        hits = self._hits(track)
        entries = entries_of(self.asked, hits)
        entries = entries.chosen(entries.cohort == number)
        if not column:
            return entries.unit
        names = [column_name(self.asked, at) for at in range(len(self.asked.columns))]
        if column[0] not in names or column[1:] not in ([], ["not"]):
            raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS)
        each = np.arange(len(entries.hit))
        came = returned(self.asked, hits, entries, each, len(each))
        back = came[:, names.index(column[0])] > 0
        return entries.unit[~back if len(column) > 1 else back]

    def made(self) -> Made:
        asked = self.asked
        said: list[tuple[str, dict[str, object]]] = [
            (
                "ask.made.retention",
                {"begins": asked.begins.name, "returns": asked.returns.name},
            ),
            (f"ask.made.start_{asked.start}", {}),
            (f"ask.made.window_{asked.window}", {}),
            (f"ask.made.cohorts_by_{asked.periods.length}", {"zone": str(self.scope.zone)}),
        ]
        if asked.in_days:
            said.append(("ask.made.brackets", {}))
        for which, act in (("begins", asked.begins), ("returns", asked.returns)):
            if act.at_least > 1:
                said.append((f"ask.made.at_least_{which}", {"n": act.at_least}))
        said.append(("ask.made.young", {}))
        if asked.by is not None:
            said.append((f"ask.made.by_{asked.by.rule}", {"field": asked.by.field}))
        return Made(tuple(said))

    def _hits(self, track: Track) -> Hits:
        kept = self.scope.rows(track)
        return hits_of(
            (self.asked.begins.items, self.asked.returns.items), track, self.scope, kept
        )


KIND: Final = Kind("retention", FIELDS, lambda record, scope: Retention(bind(record, scope)))
