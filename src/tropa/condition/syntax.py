"""The tree of a condition.

A condition is read into these nodes once; checking, saying in words and running over columns
are three walks over the same tree. Every node knows its place in the text.
"""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from tropa.clock import Duration

Span: TypeAlias = tuple[int, int]
Compare: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">=", "in", "matches", "exists"]
Value: TypeAlias = str | float | bool | tuple[str | float | bool, ...] | None


@dataclass(frozen=True, slots=True)
class And:
    """All of these."""

    parts: tuple["Condition", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Or:
    """Any of these."""

    parts: tuple["Condition", ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: "Condition"
    span: Span


@dataclass(frozen=True, slots=True)
class FieldTest:
    """A field against a value: of the event inside `where`, of the person elsewhere.

    A field that is absent answers no comparison: only `exists` (and `not`) can tell.
    """

    field: str
    compare: Compare
    value: Value
    span: Span


@dataclass(frozen=True, slots=True)
class Did:
    """The person touched this touchpoint: in this journey, or `ever`.

    `within` alone looks back from the moment of evaluation; `within … after X` is the time
    from the latest X before that touch.
    """

    touchpoint: str
    where: "Condition | None"
    ever: bool
    within: Duration | None
    after: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class CountOf:
    """How many times this touchpoint was touched in this journey, against a number."""

    touchpoint: str
    where: "Condition | None"
    compare: Compare
    number: int
    within: Duration | None
    span: Span


@dataclass(frozen=True, slots=True)
class SumOf:
    """The sum of a field of this touchpoint's touches in this journey, against a number."""

    touchpoint: str
    field: str
    where: "Condition | None"
    compare: Compare
    number: float
    span: Span


@dataclass(frozen=True, slots=True)
class Nth:
    """This very touch is the n-th of its touchpoint in the journey."""

    touchpoint: str
    compare: Compare
    number: int
    span: Span


@dataclass(frozen=True, slots=True)
class TimeAfter:
    """So long a time has passed since a touch or since entering a stage: `30d after done`."""

    duration: Duration
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class FirstTwoWay:
    """The first two-way touch of the journey."""

    span: Span


@dataclass(frozen=True, slots=True)
class LostAt:
    """The journey was lost at this stage."""

    stage: str
    span: Span


@dataclass(frozen=True, slots=True)
class Returned:
    """The journey was lost and came back."""

    span: Span


@dataclass(frozen=True, slots=True)
class Entered:
    """The journey has entered this stage."""

    stage: str
    span: Span


@dataclass(frozen=True, slots=True)
class InStage:
    """The person stands on this stage now (standing rules only)."""

    stage: str
    for_: Duration | None
    span: Span


@dataclass(frozen=True, slots=True)
class InSegment:
    """The person belongs to this segment now (standing rules only)."""

    segment: str
    span: Span


@dataclass(frozen=True, slots=True)
class SilentFor:
    """Nothing that resets silence for so long (standing rules only)."""

    duration: Duration
    span: Span


Condition: TypeAlias = (
    And
    | Or
    | Not
    | FieldTest
    | Did
    | CountOf
    | SumOf
    | Nth
    | TimeAfter
    | FirstTwoWay
    | LostAt
    | Returned
    | Entered
    | InStage
    | InSegment
    | SilentFor
)


def children(tree: Condition) -> tuple[Condition, ...]:
    """What the node joins or turns round; a single test has none."""
    match tree:
        case And(parts) | Or(parts):
            return parts
        case Not(part):
            return (part,)
        case _:
            return ()


def walk(tree: Condition) -> Iterator[Condition]:
    """The node and everything under it, but not the fields inside `where`."""
    yield tree
    for part in children(tree):
        yield from walk(part)


def where_of(tree: Condition) -> Condition | None:
    """The condition on the event's fields that a touch test carries."""
    match tree:
        case Did() | CountOf() | SumOf():
            return tree.where
        case _:
            return None


def bare(tree: Condition | None) -> Hashable:
    """The meaning of a condition without its places in the text: equal tests are equal."""
    if tree is None:
        return None
    parts: list[Hashable] = [type(tree).__name__]
    for name in tree.__slots__:
        value = getattr(tree, name)
        if name != "span":
            parts.append(_bare_part(value))
    return tuple(parts)


def _bare_part(value: object) -> Hashable:
    if isinstance(value, tuple):
        return tuple(_bare_part(one) for one in cast("tuple[object, ...]", value))
    if isinstance(value, Condition):
        return bare(value)
    # 1 and true are equal to Python and are not the same test.
    return (type(value).__name__, cast("Hashable", value))
