"""A person's story on a map: every move and touch of a journey as one line that can be said."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tropa.clock import Instant
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


class Story:
    """Moves and touches of journeys as entries."""

    def __init__(self, placed: Placed, names: dict[int, str], map_: Map) -> None:
        self.placed, self.names, self.map = placed, names, map_

    def moves(self, journey: int) -> list[Entry]:
        placed, stages = self.placed, self.map.stages
        found: list[Entry] = []
        for move in range(
            int(placed.journey_moves[journey]), int(placed.journey_moves[journey + 1])
        ):
            kind, before = int(placed.kind[move]), int(placed.before[move])
            detail = int(placed.detail[move])
            found.append(
                Entry(
                    at=int(placed.at[move]),
                    kind=MOVE_NAMES[kind],
                    stage=stages[int(placed.stage[move])].id,
                    before=stages[before].id if before >= 0 else None,
                    event=self.names.get(int(placed.cause[move])),
                    touchpoint=None,
                    reason=placed.reasons[detail] if kind in _REASONED and detail else None,
                    until=detail if kind == SNOOZE_MARK else None,
                )
            )
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
