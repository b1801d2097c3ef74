"""A person's story on a map: every move and touch of a journey as one line that can be said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tropa.clock import Instant
from tropa.event import STAGE_SET
from tropa.map.document import Map
from tropa.place.placed import Placed
from tropa.place.state import (
    ACTIVE,
    CLOSED,
    DISQUALIFY,
    HARD,
    INVALIDATE,
    LOST_NOW,
    MOVE_NAMES,
    REFUSAL,
    SILENCE,
    SNOOZE_MARK,
)
from tropa.place.touch import COUNTED, TALK

STATUS_NAMES: Final = {ACTIVE: "active", LOST_NOW: "lost", CLOSED: "closed"}

_REASONED: Final = frozenset({SILENCE, REFUSAL, HARD, DISQUALIFY, INVALIDATE})
"""Moves whose detail is the number of a reason."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a person's story on a map."""

    at: Instant
    kind: str
    """A move's name, `touch`, or `event` for what the map does not know."""
    stage: str | None
    before: str | None
    event: str | None
    """The event behind it; None where an instant was due."""
    touchpoint: str | None
    reason: str | None
    until: Instant | None
    two_way: bool = False
    by: str = ""
    """Who made a move by hand, where that is known."""
    met: str | None = None
    """The touchpoint that the event behind a move was, where that is known."""

    @property
    def by_hand(self) -> bool:
        """Whether somebody of the team put them on the stage."""
        return self.event == STAGE_SET


class Story:
    """Moves and touches of journeys as entries."""

    def __init__(
        self, placed: Placed, names: Mapping[int, str], by: Mapping[int, str], map_: Map
    ) -> None:
        """Make ready to tell.

        Args:
            placed: the journeys.
            names: names of events by their keys.
            by: who is behind events of the team, where that is known, by their keys.
            map_: the edition that placed them.
        """
        self.placed, self.names, self.by, self.map = placed, names, by, map_

    def moves(self, journey: int) -> list[Entry]:
        placed, stages, met = self.placed, self.map.stages, self._met(journey)
        found: list[Entry] = []
        for move in range(
            int(placed.journey_moves[journey]), int(placed.journey_moves[journey + 1])
        ):
            kind, before = int(placed.kind[move]), int(placed.before[move])
            detail, cause = int(placed.detail[move]), int(placed.cause[move])
            event, at = self.names.get(cause), int(placed.at[move])
            reasoned = kind in _REASONED or event == STAGE_SET
            found.append(
                Entry(
                    at=at,
                    kind=MOVE_NAMES[kind],
                    stage=stages[int(placed.stage[move])].id,
                    before=stages[before].id if before >= 0 else None,
                    event=event,
                    touchpoint=None,
                    reason=placed.reasons[detail] if reasoned and detail else None,
                    until=detail if kind == SNOOZE_MARK else None,
                    by=self.by.get(cause, "") if event == STAGE_SET else "",
                    met=met.get((at, event)) if event is not None else None,
                )
            )
        return found

    def _met(self, journey: int) -> dict[tuple[Instant, str], str | None]:
        """Which touchpoint an event of an instant was; None where it may have been several.

        Touches do not keep their events. Of a file that knows days alone many fall together.
        """
        placed, points = self.placed, self.map.touchpoints
        first, end = (int(placed.journey_touches[one]) for one in (journey, journey + 1))
        found: dict[tuple[Instant, str], str | None] = {}
        for row in range(first, end):
            point = points[int(placed.touch_point[row]) - 1]
            for event in point.events:
                key = int(placed.touch_at[row]), event
                found[key] = point.id if found.get(key, point.id) == point.id else None
        return found

    def touches(self, journey: int) -> Sequence[Entry]:
        placed = self.placed
        found: list[Entry] = []
        for row in range(
            int(placed.journey_touches[journey]), int(placed.journey_touches[journey + 1])
        ):
            flags = int(placed.touch_flags[row])
            point = self.map.touchpoints[int(placed.touch_point[row]) - 1]
            found.append(
                Entry(
                    at=int(placed.touch_at[row]),
                    kind="touch" if flags & COUNTED else "shown",
                    stage=point.stage,
                    before=None,
                    event=None,
                    touchpoint=point.id,
                    reason=None,
                    until=None,
                    two_way=bool(flags & TALK),
                )
            )
        return found
