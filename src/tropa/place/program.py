"""Event rules to small programs the placing kernel can run.

A rule such as `did first_call where answered == true within 15m after callback_request` is
split in two. What can be told from the event alone (is it this touch, do its fields fit, do the
person's traits fit at that instant) becomes a *sign*: one bit per event, answered over columns
before placing begins. What needs the journey's past (has it happened, how often, how long ago)
becomes a program over counters the kernel keeps: a list of rows `(operation, a, b, c, d)`
that works on a stack of truths.

A rule is looked at only when an event carries one of its *triggers*: the signs that can make it
true. So `did quote and did visit` fires at the second of the two, once, and not at every event
that follows.
"""

from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeVar

from tropa.condition.syntax import (
    And,
    Compare,
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

_T = TypeVar("_T")

Row: TypeAlias = tuple[int, int, int, int, int]

# Operations of a program; the kernel knows them by these numbers.
AND: Final = 0
OR: Final = 1
NOT: Final = 2
DID: Final = 3
DID_WITHIN: Final = 4
FLAG: Final = 5
EVER: Final = 6
COUNT: Final = 7
COUNT_WITHIN: Final = 8
NTH: Final = 9
SUM: Final = 10
SIGN: Final = 11
FIRST_TWO_WAY: Final = 12
ENTERED: Final = 13
LOST_AT: Final = 14
RETURNED: Final = 15
SINCE_TOUCH: Final = 16
SINCE_STAGE: Final = 17

COMPARES: Final[dict[Compare, int]] = {"==": 0, "!=": 1, "<": 2, "<=": 3, ">": 4, ">=": 5}

INBOUND: Final = 0
TWO_WAY: Final = 1
FIRST_SIGN: Final = 2
SIGNS_AT_MOST: Final = 62

RING_AT_MOST: Final = 32
SUM_SCALE: Final = 10_000
"""Sums are kept in whole ten-thousandths, so that adding them is exact in any order."""


class TooManySigns(Exception):
    """The map has more distinct tests than an event can carry signs for."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One test of an event by itself: the touch and its fields, or a trait of the person."""

    touchpoint: int
    """Index of the touchpoint, -1 for a test of traits."""
    test: Condition | None


@dataclass(frozen=True, slots=True)
class Timer:
    """`30d after done`: due so long after the latest touch or entry."""

    sign: int
    """The touch whose latest time starts it, -1 when a stage does."""
    stage: int
    length: int


@dataclass(slots=True)
class Tables:
    """What the programs of one map share: signs, counters, rings, sums, flags, timers."""

    signs: list[Sign] = field(default_factory=list[Sign])
    rings: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    """(sign, how many latest times are kept)"""
    sums: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    """(sign, field)"""
    flags: list[tuple[int, int, int]] = field(default_factory=list[tuple[int, int, int]])
    """(sign that came, sign that came before, within; 0 for any time)"""
    timers: list[Timer] = field(default_factory=list[Timer])

    def sign(self, touchpoint: int, test: Condition | None) -> int:
        """The bit of a test; equal tests share it."""
        wanted = (touchpoint, _bare(test))
        for at, known in enumerate(self.signs):
            if (known.touchpoint, _bare(known.test)) == wanted:
                return at + FIRST_SIGN
        if len(self.signs) + FIRST_SIGN >= SIGNS_AT_MOST:
            raise TooManySigns
        self.signs.append(Sign(touchpoint, test))
        return len(self.signs) - 1 + FIRST_SIGN


@dataclass(frozen=True, slots=True)
class Program:
    """One compiled rule."""

    rows: tuple[Row, ...]
    triggers: int
    """Signs that may make it true, as bits."""
    timers: tuple[int, ...]
    """Timers that may make it true."""


class Compiler:
    """Compiles the conditions of one map into programs over shared tables."""

    def __init__(self, touchpoints: dict[str, int], stages: dict[str, int]) -> None:
        self.touchpoints = touchpoints
        self.stages = stages
        self.tables = Tables()
        self._rows: list[Row] = []
        self._triggers = 0
        self._timers: list[int] = []

    def program(self, tree: Condition) -> Program:
        """The program of one event rule."""
        self._rows, self._triggers, self._timers = [], 0, []
        self._emit(tree, positive=True)
        # A rule about states alone is looked at whenever the buyer acts.
        if not self._triggers and not self._timers:
            self._triggers = 1 << INBOUND
        return Program(tuple(self._rows), self._triggers, tuple(self._timers))

    def _emit(self, tree: Condition, *, positive: bool) -> None:
        match tree:
            case And(parts) | Or(parts):
                operation = AND if isinstance(tree, And) else OR
                self._emit(parts[0], positive=positive)
                for part in parts[1:]:
                    self._emit(part, positive=positive)
                    self._row(operation)
            case Not(part):
                self._emit(part, positive=not positive)
                self._row(NOT)
            case Did():
                self._did(tree, positive=positive)
            case CountOf() | Nth() | SumOf():
                self._counted(tree, positive=positive)
            case _:
                self._state(tree, positive=positive)

    def _row(self, operation: int, a: int = 0, b: int = 0, c: int = 0, d: int = 0) -> None:
        self._rows.append((operation, a, b, c, d))

    def _trigger(self, sign: int, *, positive: bool) -> None:
        if positive:
            self._triggers |= 1 << sign

    def _touch(self, name: str, where: Condition | None) -> int:
        return self.tables.sign(self.touchpoints[name], where)

    def _did(self, did: Did, *, positive: bool) -> None:
        sign = self._touch(did.touchpoint, did.where)
        self._trigger(sign, positive=positive)
        if did.after is not None:
            before = self._touch(did.after, None)
            self._row(FLAG, _index(self.tables.flags, (sign, before, did.within or 0)))
        elif did.ever:
            self._row(EVER, sign)
        elif did.within is not None:
            self._row(DID_WITHIN, sign, did.within)
        else:
            self._row(DID, sign)

    def _counted(self, tree: CountOf | Nth | SumOf, *, positive: bool) -> None:
        where = None if isinstance(tree, Nth) else tree.where
        sign = self._touch(tree.touchpoint, where)
        grows = isinstance(tree, Nth) or tree.compare in ("==", ">", ">=")
        self._trigger(sign, positive=positive == grows)
        compare = COMPARES[tree.compare]
        match tree:
            case Nth():
                self._row(NTH, sign, compare, tree.number)
            case SumOf():
                number = _index(self.tables.sums, (sign, tree.field))
                self._row(SUM, number, compare, round(tree.number * SUM_SCALE))
            case CountOf(within=None):
                self._row(COUNT, sign, compare, tree.number)
            case CountOf():
                ring = self._ring(sign, tree.number + 1)
                self._row(COUNT_WITHIN, ring, compare, tree.number, tree.within or 0)

    def _ring(self, sign: int, size: int) -> int:
        for at, (known, kept) in enumerate(self.tables.rings):
            if known == sign:
                self.tables.rings[at] = (sign, max(size, kept))
                return at
        self.tables.rings.append((sign, size))
        return len(self.tables.rings) - 1

    def _state(self, tree: Condition, *, positive: bool) -> None:
        match tree:
            case FieldTest():
                self._row(SIGN, self.tables.sign(-1, tree))
            case FirstTwoWay():
                self._trigger(TWO_WAY, positive=positive)
                self._row(FIRST_TWO_WAY)
            case Entered(stage):
                self._row(ENTERED, self.stages[stage])
            case LostAt(stage):
                self._row(LOST_AT, self.stages[stage])
            case Returned():
                self._row(RETURNED)
            case TimeAfter():
                self._timed(tree, positive=positive)
            case _:
                raise TypeError(type(tree).__name__)

    def _timed(self, tree: TimeAfter, *, positive: bool) -> None:
        if tree.name in self.stages:
            timer = Timer(-1, self.stages[tree.name], tree.duration)
            self._row(SINCE_STAGE, timer.stage, tree.duration)
        else:
            timer = Timer(self._touch(tree.name, None), -1, tree.duration)
            self._row(SINCE_TOUCH, timer.sign, tree.duration)
        number = _index(self.tables.timers, timer)
        if positive and number not in self._timers:
            self._timers.append(number)


def _index(known: list[_T], wanted: _T) -> int:
    if wanted not in known:
        known.append(wanted)
    return known.index(wanted)


def _bare(tree: Condition | None) -> object:
    """The tree without its places in the text, for telling equal tests."""
    match tree:
        case None:
            return None
        case And(parts) | Or(parts):
            return (type(tree).__name__, *(_bare(part) for part in parts))
        case Not(part):
            return ("Not", _bare(part))
        case FieldTest():
            return (tree.field, tree.compare, tree.value, type(tree.value).__name__)
        case _:
            return tree
