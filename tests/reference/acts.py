"""Journeys with all that is told of their touches: what measures of control look at."""

from collections.abc import Iterable
from dataclasses import dataclass

from reference.walked import Walked, stories, walked
from tropa.map.document import Map, Touchpoint
from tropa.map.interactions import BY_EVENT
from tropa.measure.fold import Asked
from tropa.place.placed import Placed
from tropa.place.state import SNOOZE_MARK
from tropa.place.touch import COUNTED, TALK


def kind_of(point: Touchpoint) -> str | None:
    """What kind of contact a touchpoint states, or its event is."""
    stated = point.record.get("interaction")
    if stated is not None:
        return str(stated)
    return BY_EVENT.get(point.events[0]) if point.events else None


def is_sellers(point: Touchpoint) -> bool:
    """The seller turns to the buyer."""
    unseen = ("impression", "open", "research", "task", "refund")
    return not point.from_buyer and kind_of(point) not in unseen


def is_message(point: Touchpoint) -> bool:
    way = point.interaction
    return way is not None and way.collapse == "message"


def answers_alone(point: Touchpoint) -> bool:
    """A message without a person behind it."""
    return is_sellers(point) and is_message(point) and "script" not in point.record


@dataclass(frozen=True)
class Act:
    """One touch after collapsing."""

    at: int
    point: Touchpoint
    counted: bool
    talk: bool
    depth: int
    sold_at: int | None
    edition: Map
    """The one that placed it."""

    @property
    def kind(self) -> str | None:
        """What kind of contact it is."""
        return kind_of(self.point)

    @property
    def message(self) -> bool:
        return is_message(self.point)

    @property
    def sellers(self) -> bool:
        return is_sellers(self.point)

    @property
    def automatic(self) -> bool:
        return answers_alone(self.point)


@dataclass(frozen=True)
class Told:
    """One journey by an instant."""

    way: Walked
    acts: list[Act]
    person: int
    key: int
    pauses: list[int]
    """Until when each planned pause lasts, those agreed by then in their order."""

    @property
    def valid(self) -> bool:
        return "invalid" not in self.way.marks

    def passed(self, stage: int) -> bool:
        """Went beyond a stage, or left it by the sale."""
        sold_out = any(one.stage == stage and one.exit == "success" for one in self.way.visits)
        return self.way.furthest > stage or sold_out

    def touched(self, point: str) -> bool:
        return any(one.point.id == point for one in self.acts)


def everybody(placed: Iterable[Placed], asked: Asked) -> list[Told]:
    """Valid journeys that have opened."""
    found: list[Told] = []
    for one in placed:
        for at, story in enumerate(stories([one], asked.map)):
            if story.opened_at > asked.as_of:
                continue
            told = Told(
                walked(story, asked.as_of),
                _acts(one, at, asked.as_of),
                int(one.person[one.unit[at]]),
                int(one.key[at]),
                _pauses(one, at, asked.as_of),
            )
            if told.valid:
                found.append(told)
    return found


def _acts(placed: Placed, journey: int, as_of: int) -> list[Act]:
    sales = dict(zip(placed.sold_touch.tolist(), placed.sold_at.tolist(), strict=True))
    points = placed.edition.map.touchpoints
    begin, end = placed.journey_touches[journey], placed.journey_touches[journey + 1]
    return [
        Act(
            int(placed.touch_at[row]),
            points[int(placed.touch_point[row]) - 1],
            bool(placed.touch_flags[row] & COUNTED),
            bool(placed.touch_flags[row] & TALK),
            int(placed.touch_depth[row]),
            sales.get(row),
            placed.edition.map,
        )
        for row in range(int(begin), int(end))
        if placed.touch_at[row] <= as_of
    ]


def _pauses(placed: Placed, journey: int, as_of: int) -> list[int]:
    begin, end = placed.journey_moves[journey], placed.journey_moves[journey + 1]
    return [
        int(placed.detail[move])
        for move in range(int(begin), int(end))
        if placed.kind[move] == SNOOZE_MARK and placed.at[move] <= as_of
    ]
