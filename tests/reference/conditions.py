"""A condition of an event, by looking at the list of everything that came before.

There are no counters here: each test walks over the touches again and says what it means.
"""

import operator
from dataclasses import dataclass, field
from decimal import Decimal

from reference.trail import Touch, fits
from tropa.condition.syntax import (
    And,
    Condition,
    CountOf,
    Did,
    Entered,
    FieldTest,
    FirstTwoWay,
    LostAt,
    Not,
    Nth,
    Or,
    Returned,
    SumOf,
    TimeAfter,
)
from tropa.money import decimal_of

COMPARES = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass
class Past:
    """What a condition may look at, at one instant of one journey."""

    now: int
    this: Touch | None
    """The touch that makes us look; None when an instant was due."""
    touches: list[Touch]
    """Of the journey and of what led up to it, `this` the last."""
    ever: list[Touch]
    entries: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])
    losses: list[str] = field(default_factory=list[str])
    returned: bool = False


def fires(tree: Condition | None, past: Past) -> bool:
    """Whether this very touch makes the rule hold: it is one the rule asks for."""
    return (
        tree is not None
        and past.this is not None
        and asks(tree, past.this)
        and holds(tree, past)
    )


def asks(tree: Condition, touch: Touch) -> bool:
    """Whether the rule is to be looked at because of this touch.

    A rule that asks for no touch and no time at all is looked at whenever the buyer acts.
    """
    leaves = fulfilling(tree)
    if not leaves:
        return touch.inbound
    return any(_asks(leaf, touch) for leaf in leaves)


def _asks(leaf: Condition, touch: Touch) -> bool:
    match leaf:
        case Did(touchpoint=name) | CountOf(touchpoint=name) | SumOf(touchpoint=name):
            return touch.point.id == name and fits(leaf.where, touch.event.fields)
        case Nth(touchpoint=name):
            return touch.point.id == name
        case FirstTwoWay():
            return touch.two_way
        case _:
            return False


def fulfilling(tree: Condition, *, sign: bool = True) -> list[Condition]:
    """The tests that a touch, or time, can make speak for the rule."""
    match tree:
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in fulfilling(part, sign=sign)]
        case Not(part):
            return fulfilling(part, sign=not sign)
        case CountOf() | SumOf():
            # More touches make `>=` true and `<` false.
            return [tree] if sign == (tree.compare in ("==", ">", ">=")) else []
        case Did() | Nth() | FirstTwoWay() | TimeAfter():
            return [tree] if sign else []
        case _:
            return []


def holds(tree: Condition, past: Past) -> bool:
    """Whether the condition is true now."""
    match tree:
        case And(parts):
            return all(holds(part, past) for part in parts)
        case Or(parts):
            return any(holds(part, past) for part in parts)
        case Not(part):
            return not holds(part, past)
        case Did():
            return _did(tree, past)
        case CountOf():
            return COMPARES[tree.compare](_count(tree, past), tree.number)
        case SumOf():
            return COMPARES[tree.compare](_sum(tree, past), Decimal(str(tree.number)))
        case Nth():
            now = past.this is not None and past.this.point.id == tree.touchpoint
            found = at_point(past.touches, tree.touchpoint)
            return now and COMPARES[tree.compare](len(found), tree.number)
        case _:
            return _of_the_journey(tree, past)


def _count(tree: CountOf, past: Past) -> int:
    found = at_point(past.touches, tree.touchpoint, tree.where)
    return sum(tree.within is None or past.now - one.at <= tree.within for one in found)


def _sum(tree: SumOf, past: Past) -> Decimal:
    found = at_point(past.touches, tree.touchpoint, tree.where)
    amounts = [decimal_of(one.event.fields.get(tree.field, 0)) for one in found]
    return sum((amount for amount in amounts if amount is not None), Decimal(0))


def _of_the_journey(tree: Condition, past: Past) -> bool:
    match tree:
        case FieldTest():
            return bool(past.touches) and fits(tree, past.touches[-1].event.traits)
        case TimeAfter():
            since = latest(tree.name, past)
            return since is not None and past.now - since >= tree.duration
        case FirstTwoWay():
            talks = [one for one in past.touches if one.two_way]
            return past.this is not None and talks == [past.this]
        case LostAt(stage):
            return stage in past.losses
        case Returned():
            return past.returned
        case Entered(stage):
            return any(name == stage for name, _ in past.entries)
        case _:
            raise TypeError(type(tree).__name__)


def _did(test: Did, past: Past) -> bool:
    touches = past.ever if test.ever else past.touches
    for place, touch in enumerate(touches):
        if touch.point.id != test.touchpoint or not fits(test.where, touch.event.fields):
            continue
        if test.after is not None:
            before = at_point(touches[:place], test.after)
            if before and touch.at - before[-1].at <= (test.within or touch.at):
                return True
        elif test.within is None or past.now - touch.at <= test.within:
            return True
    return False


def at_point(touches: list[Touch], name: str, where: Condition | None = None) -> list[Touch]:
    """The touches at one touchpoint whose fields fit."""
    return [one for one in touches if one.point.id == name and fits(where, one.event.fields)]


def latest(name: str, past: Past) -> int | None:
    """When the touchpoint was last touched, or the stage last entered."""
    touched = [one.at for one in past.touches if one.point.id == name]
    return max(touched + [at for stage, at in past.entries if stage == name], default=None)
