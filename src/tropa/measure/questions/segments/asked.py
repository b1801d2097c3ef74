"""What a question of segments asks: which of them, over which time, which two side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from tropa.clock import BEFORE, Instant
from tropa.errors import UsageFault
from tropa.map.document import Map, Segment
from tropa.map.kinds import Choice, Number
from tropa.map.shapes import Fields, Key, Many
from tropa.measure.questions.items import fields_of
from tropa.measure.questions.periods import Periods, check_room, periods_of
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.segments.members import (
    DEEDS_AT_MOST,
    deeds_of,
    traits_of,
    unanswerable,
)
from tropa.measure.questions.vocabulary import (
    GROUPS_AT_MOST,
    Called,
    Event,
    FieldName,
    question_fields,
)

SEGMENTS_AT_MOST: Final = 30
USUAL_PERIODS: Final = 12
TOP: Final = 10

FIELDS: Final = question_fields(
    {
        "segments": Key(Many(Called("segment")), "Which of them. All the map's"),
        "period": Key(
            Choice(("day", "week", "month")),
            "Over time as well: at the end of each of these, the last twelve unless from or "
            "last says otherwise.",
        ),
        "difference": Key(
            Fields(
                {
                    "between": Key(Many(Called("segment")), "Two segments.", needed=True),
                    "traits": Key(Many(FieldName()), "Traits whose values are compared."),
                    "events": Key(
                        Many(Event()), "Events: who did them at all. Every event by name"
                    ),
                    "top": Key(
                        Number(1, GROUPS_AT_MOST, whole=True),
                        "Compare so many of the commonest values of each. 10",
                    ),
                }
            ),
            "What two segments differ in; whoever is in both stands on neither side.",
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Difference:
    """Two segments, by their places among those asked, and what is compared."""

    first: int
    second: int
    traits: tuple[str, ...]
    events: tuple[str, ...]
    """Empty for all."""
    top: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of segments as asked."""

    scope: Scope
    map: Map
    segments: tuple[Segment, ...]
    """Those that can be counted, in the map's order."""
    left_out: tuple[str, ...]
    """Those that have no condition, or ask about the journey."""
    periods: Periods | None
    numbers: range
    """The periods told."""
    difference: Difference | None

    @property
    def instants(self) -> list[Instant]:
        """Before the periods, at the end of each of them, and now; rising."""
        if self.periods is None:
            return [self.scope.as_of]
        starts = [self.periods.start(number) for number in (*self.numbers, self.numbers.stop)]
        return [*(min(start - 1, self.scope.as_of) for start in starts), self.scope.as_of]

    @property
    def fields(self) -> frozenset[str]:
        """Properties and traits it reads."""
        deeds = deeds_of(self.segments, self.map).values()
        found = self.scope.fields | traits_of(self.segments, self.map)
        found |= fields_of(list(deeds))
        return found | {*(self.difference.traits if self.difference else ())}


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: no map, or a map without segments; a segment named that cannot be counted;
            too many of them or of periods; a difference that is not of two; a condition on
            events, and no difference of events.
    """
    map_ = scope.map
    if map_ is None:
        raise UsageFault("segments_without_map")
    difference = cast("dict[str, Any]", record.get("difference") or {})
    if record.get("where") and not difference:
        # Who belongs is told by all that is known of them.
        raise UsageFault("only_beside", key="where", allowed="difference")
    pair = cast("list[str]", difference.get("between") or [])
    if difference and len(set(pair)) != 2:
        raise UsageFault("segments_difference_of_two", n=len(set(pair)))
    named = {*cast("list[str]", record.get("segments") or ()), *pair}
    wanted = [one for one in map_.segments if not record.get("segments") or one.id in named]
    able = [one for one in wanted if unanswerable(one, map_) is None]
    _check_able([one for one in wanted if one.id in named], map_)
    if not able:
        raise UsageFault("no_segments")
    if len(able) > SEGMENTS_AT_MOST:
        raise UsageFault("too_many_segments", n=len(able), limit=SEGMENTS_AT_MOST)
    deeds = len(deeds_of(able, map_))
    if deeds > DEEDS_AT_MOST:
        raise UsageFault("too_many_deeds", n=deeds, limit=DEEDS_AT_MOST)
    periods, numbers = _periods(record.get("period"), scope)
    return Asked(
        scope=scope,
        map=map_,
        segments=tuple(able),
        left_out=tuple(one.title for one in wanted if one not in able),
        periods=periods,
        numbers=numbers,
        difference=_difference(difference, [one.id for one in able]) if difference else None,
    )


def _check_able(named: Sequence[Segment], map_: Map) -> None:
    for one in named:
        why = unanswerable(one, map_)
        if why == "":
            raise UsageFault("segment_without_condition", found=one.id)
        if why is not None:
            raise UsageFault("segment_of_journeys", found=one.id, test=why)


def _periods(length: str | None, scope: Scope) -> tuple[Periods | None, range]:
    if length is None:
        return None, range(0)
    periods = periods_of(length, scope.zone, scope.as_of)
    last = periods.number_of(min(scope.until - 1, scope.as_of))
    first = last + 1 - USUAL_PERIODS
    if scope.since != BEFORE:
        first = periods.number_of(scope.since)
    check_room(last - first + 1)
    return periods, range(first, last + 1)


def _difference(record: dict[str, Any], known: Sequence[str]) -> Difference:
    first, second = dict.fromkeys(cast("list[str]", record["between"]))
    return Difference(
        known.index(first),
        known.index(second),
        tuple(dict.fromkeys(cast("list[str]", record.get("traits") or ()))),
        tuple(record.get("events") or ()),
        record.get("top") or TOP,
    )
