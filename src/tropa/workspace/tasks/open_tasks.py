"""Tasks that are open now: whose, by when, what is to be done and by whom.

What an event does not say is taken of its touchpoint in the map: how soon it must be done, and
which role answers for it.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, FOREVER, Instant, day_start
from tropa.map.document import Map
from tropa.measure.calendar import calendar_of, deadline
from tropa.measure.due import limit_of
from tropa.measure.fold import Asked
from tropa.measure.open_tasks import Days, Planned, Told, still_open
from tropa.workspace.tasks.noted import OWNED, Rows, Said

Int64 = NDArray[np.int64]

LONGEST: Final = 300
"""Characters of what a task may say on a card."""


@dataclass(frozen=True, slots=True)
class Step:
    """One open task, as it is shown."""

    id: str
    what: str
    kind: str
    role: str
    """The id of a role of the map, or a name of another; empty where nobody was told."""
    owner: str
    created: Instant
    deadline: Instant
    """FOREVER where there is none."""
    by_hand: bool


@dataclass(frozen=True)
class OpenTasks:
    """Every open task."""

    rows: Rows
    deadline: Int64
    map: Map

    @property
    def planned(self) -> Planned:
        """As the measure reads them."""
        return Planned(self.rows.person, self.rows.deal, self.deadline, self.rows.at)

    def step(self, at: int) -> Step:
        """One of them."""
        said = self.rows.said[at]
        named = text_of(said, "touchpoint")
        point = self.map.touchpoint_index(named) if named else -1
        touchpoint = self.map.touchpoints[point] if point >= 0 else None
        what = text_of(said, "what") or text_of(said, "title") or text_of(said, "text")
        return Step(
            id=text_of(said, "task"),
            what=what or (touchpoint.title if touchpoint else ""),
            kind=text_of(said, "kind"),
            role=text_of(said, "role") or ((touchpoint.owner or "") if touchpoint else ""),
            owner=text_of(said, "owner") or text_of(said, "actor"),
            created=int(self.rows.at[at]),
            deadline=int(self.deadline[at]),
            by_hand=said.get("told_by_hand") is True,
        )


def open_tasks(rows: Rows, asked: Asked) -> OpenTasks:
    """Open tasks as of the moment asked.

    Args:
        rows: what is noted of everybody.
        asked: the moment, and the map that tells what events do not.
    """
    map_ = asked.map
    rows = rows.only(rows.kind < OWNED)
    told = Told(rows.person, rows.task, rows.at, rows.kind, rows.due(map_.zone))
    rows = rows.only(still_open(told, asked.as_of))
    return OpenTasks(rows, _deadlines(rows, map_), map_)


def _deadlines(rows: Rows, map_: Map) -> Int64:
    found = rows.due(map_.zone).copy()
    undated = np.flatnonzero(found == FOREVER)
    limits = np.asarray([_limit(rows.said[at], map_) for at in undated.tolist()], np.int64)
    limited = undated[limits != FOREVER]
    if len(limited):
        some = limits[limits != FOREVER]
        found[limited] = deadline(calendar_of(map_), rows.at[limited], some)
    return found


def _limit(said: Said, map_: Map) -> int:
    stated = limit_of(text_of(said, "limit"))
    if not math.isnan(stated):
        return int(stated)
    point = map_.touchpoint_index(text_of(said, "touchpoint"))
    known = map_.touchpoints[point].record.get("limit") if point >= 0 else None
    return known if isinstance(known, int) else FOREVER


def days_of(asked: Asked) -> Days:
    """The moment asked, and the ends of its day and of the next one by the map's clocks."""
    zone, now = asked.map.zone, asked.as_of
    # Half a day past a midnight is the day it opens, whatever the clocks do.
    tomorrow = day_start(day_start(now, zone) + DAY + DAY // 2, zone)
    after = day_start(tomorrow + DAY + DAY // 2, zone)
    return Days(now, tomorrow - 1, after - 1)


def text_of(said: Said, name: str) -> str:
    """What somebody wrote, as short as a card may show."""
    value = said.get(name)
    return str(value).strip()[:LONGEST] if isinstance(value, str | int | float) else ""
