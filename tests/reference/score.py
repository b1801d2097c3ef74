"""Lead score told again: one person at a time, decimals of forty digits, plain dates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

from reference.questions_over_time import Means, Row, Trail
from tropa.clock import as_datetime
from tropa.trail import Scalar

Traits = dict[str, Scalar]
Holds = Callable[[Traits], bool | None]
"""Of known traits: whether it holds; None where that is unknown."""

BILLIONTH = Decimal("1e-9")
EXACT = Context(prec=40, rounding=ROUND_HALF_EVEN)
JUDGED = ("missed", "won", "waiting")


@dataclass(frozen=True)
class Rule:
    means: Means
    points: int
    per_day: float = float("inf")


@dataclass(frozen=True)
class Told:
    """What is asked."""

    rules: Sequence[Rule]
    half_life: int | None
    fit: Sequence[tuple[Holds, int]]
    cap: int
    zone: tzinfo
    as_of: int
    lead: Means | None
    since: float
    until: float
    won: Means
    at: int | None
    after: int
    within: float


@dataclass
class Person:
    """One whose score is asked."""

    number: int
    fit: int
    engagement: Fraction
    fit_then: int = 0
    engagement_then: Fraction = field(default_factory=Fraction)
    fate: str = "not_yet"


def faded(points: int, age: int, half_life: int | None) -> Fraction:
    """Points of an event of this age; the factor has nine digits after the point."""
    if half_life is None:
        return Fraction(points)
    factor = EXACT.power(Decimal("0.5"), EXACT.divide(Decimal(age), Decimal(half_life)))
    return points * Fraction(EXACT.quantize(factor, BILLIONTH))


def engagement(trail: Trail, asked: Told, moment: int) -> Fraction:
    """The sum of what its events are worth at a moment."""
    total = Fraction(0)
    for rule in asked.rules:
        days: list[object] = []
        for row in trail:
            day = as_datetime(row[0], asked.zone).date()
            if row[0] > moment or not rule.means(row) or days.count(day) >= rule.per_day:
                continue
            days.append(day)
            total += faded(rule.points, moment - row[0], asked.half_life)
    return total


def fit(trail: Trail, asked: Told, moment: int) -> int:
    """Points of what surely holds of the traits stated by then."""
    traits: Traits = {}
    for at, name, fields in trail:
        if name == "identify" and at <= moment:
            traits |= fields
    points = sum(points for holds, points in asked.fit if holds(traits))
    return max(0, min(points, asked.cap))


def people(trails: Sequence[Trail], asked: Told) -> list[Person]:
    """Everybody whose score is asked."""
    found: list[Person] = []
    for number, trail in enumerate(trails):
        known = [row for row in trail if row[0] <= asked.as_of]
        begun = [row[0] for row in known if asked.lead is None or asked.lead(row)]
        if not begun or not asked.since <= begun[0] < asked.until:
            continue
        one = Person(
            number, fit(known, asked, asked.as_of), engagement(known, asked, asked.as_of)
        )
        judge(one, known, begun[0], asked)
        found.append(one)
    return found


def judge(one: Person, known: Trail, begun: int, asked: Told) -> None:
    """Their score as it stood, and what became of them."""
    then = begun + asked.after if asked.at is None else asked.at
    if begun > then or then > asked.as_of:
        return
    seen: list[Row] = [row for row in known if row[0] <= then]
    one.fit_then, one.engagement_then = fit(seen, asked, then), engagement(seen, asked, then)
    if any(asked.won(row) for row in seen):
        one.fate = "won_before"
        return
    later = [row[0] for row in known if row[0] > then and asked.won(row)]
    if asked.within != float("inf") and then + asked.within > asked.as_of:
        one.fate = "waiting"
    else:
        one.fate = "won" if later and later[0] - then <= asked.within else "missed"


def grade(score: Fraction, falling: Sequence[int]) -> int:
    """0 for the best."""
    return sum(score < one for one in falling)


def band(score: Fraction, rising: Sequence[int]) -> int:
    """0 lies below the first edge."""
    return sum(score >= one for one in rising)
