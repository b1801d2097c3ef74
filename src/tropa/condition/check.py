"""What a condition may ask, by where it stands in the map.

    event     of a touchpoint, an entry, a target, a sale, an outcome, a lead: looked at when an
              event happens. Sees the event, the person's traits at that instant and the
              counters of the journey; where people stand comes after it, so `in stage`,
              `in segment` and `silent for` cannot be asked.
    standing  of a segment, a play, a consent: looked at when everybody is placed. Sees all that
              and where people stand.
    fields    of one event's fields alone, after `where`.

`30d after X` is true from the instant when so long has passed since the latest X, and false
where there was no X; so `not 30d after X` is true before that instant and where there was none.
By itself time only ever makes a rule true, never takes back what a rule has done: a rule that
has it under `not` is looked at when another of its tests, or the buyer, acts.
"""

from collections.abc import Container, Hashable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from tropa.condition.syntax import (
    Condition,
    CountOf,
    Did,
    FieldTest,
    InSegment,
    InStage,
    Not,
    Nth,
    SilentFor,
    SumOf,
    TimeAfter,
    bare,
    children,
    walk,
)

Sees: TypeAlias = Literal["event", "standing", "fields"]

COUNT_AT_MOST: Final = 32
"""Of touches counted inside a window the placing keeps so many latest times."""
NUMBER_AT_MOST: Final = 1_000_000_000_000
"""No count and no sum is compared with a larger number."""
TESTS_AT_MOST: Final = 60
"""An event carries one bit for each distinct test of a map's event rules."""
TIMERS_AT_MOST: Final = 60
"""So many distinct `30d after X` may one map wait for."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A test that may not stand here: a stable code, its place in the text, its values."""

    code: str
    at: int
    values: dict[str, object] = field(default_factory=dict[str, object])


def faults(tree: Condition, sees: Sees) -> Iterator[Fault]:
    """Every test the condition may not hold, in the order of the text."""
    for node in walk(tree):
        if sees == "event":
            yield from _not_of_an_event(node)
        if sees == "fields" and not isinstance(node, FieldTest) and not children(node):
            yield Fault("touch_in_where", node.span[0])
        yield from _too_large(node)


def _not_of_an_event(node: Condition) -> Iterator[Fault]:
    at = node.span[0]
    match node:
        case InStage():
            yield Fault("standing_in_event_rule", at, {"found": "in stage"})
        case InSegment():
            yield Fault("standing_in_event_rule", at, {"found": "in segment"})
        case SilentFor():
            yield Fault("standing_in_event_rule", at, {"found": "silent for"})
        case Did(ever=True) if node.within is not None or node.after is not None:
            yield Fault("ever_with_window", at)
        case Did() if node.after == node.touchpoint:
            yield Fault("after_itself", at, {"found": node.touchpoint})
        case _:
            pass


def _too_large(node: Condition) -> Iterator[Fault]:
    match node:
        case CountOf() if node.within is not None and node.number > COUNT_AT_MOST:
            values: dict[str, object] = {"n": node.number, "limit": COUNT_AT_MOST}
            yield Fault("count_too_large", node.span[0], values)
        case CountOf() | Nth() | SumOf() if abs(node.number) > NUMBER_AT_MOST:
            yield Fault("number_too_large", node.span[0], {"limit": NUMBER_AT_MOST})
        case _:
            pass


def signs_of(tree: Condition, stages: Container[str]) -> Iterator[Hashable]:
    """The tests of an event this rule asks for: a touch with its `where`, or a trait.

    Args:
        tree: a condition of an event rule.
        stages: names of the map's stages; `30d after X` counts as a test of a touch otherwise.
    """
    for node in walk(tree):
        match node:
            case Did():
                yield node.touchpoint, bare(node.where)
                if node.after is not None:
                    yield node.after, None
            case CountOf() | SumOf():
                yield node.touchpoint, bare(node.where)
            case Nth():
                yield node.touchpoint, None
            case TimeAfter() if node.name not in stages:
                yield node.name, None
            case FieldTest():
                yield None, bare(node)
            case _:
                pass


def times_of(tree: Condition) -> Iterator[tuple[str, int]]:
    """What the rule waits for by time alone: a touchpoint or stage, and how long after it."""
    for node in walk(tree):
        if isinstance(node, TimeAfter):
            yield node.name, node.duration


def touches_that_fulfil(tree: Condition) -> frozenset[str]:
    """Touchpoints whose touch may make the condition true, as the placing looks at it."""
    return frozenset(_fulfilling(tree, positive=True))


def _fulfilling(tree: Condition, *, positive: bool) -> Iterator[str]:
    if isinstance(tree, Not):
        yield from _fulfilling(tree.part, positive=not positive)
        return
    for part in children(tree):
        yield from _fulfilling(part, positive=positive)
    match tree:
        case Did() | Nth() if positive:
            yield tree.touchpoint
        case CountOf() | SumOf():
            # More touches make `>=` true and `<` false.
            if positive == (tree.compare in ("==", ">", ">=")):
                yield tree.touchpoint
        case _:
            pass
