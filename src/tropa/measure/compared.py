"""Figures of the map beside the same of another period, and which differences are real.

    difference   now − was; of shares in points, with Newcombe's interval
    change       now ÷ was − 1: of counts, money and times; nothing is measured by nought

    counts       of two periods, a and b, over their lengths s and t: were there no difference,
                 a of a + b would be s ÷ (s + t). The interval of the change is Wilson's of that
                 share, put as (share ÷ (1 − share)) · t ÷ s − 1; the chance is two-sided, of
                 z = (a − (a + b) s ÷ (s + t)) ÷ √((a + b) s t ÷ (s + t)²)
    shares       `questions/compare/proof.py`: the same interval, chance and «too few»
    price        money of one of something: of no days, as `money` is
    real         the chance, corrected for every figure told at once, is at most 0.05 and the
                 interval is off zero; else not proven
    unchecked    money, times and those who stand there now: they are shown without proof

Nothing is set side by side where one side is empty, has too little of its people behind their
windows (immature), is younger, begins before the first of the records, shares days with the
other, or, for sums and counts, is of another length.

J. Przyborowski, H. Wilenski, «Homogeneity of results in testing samples from Poisson series»,
1940.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tropa.measure.interval import CONFIDENCE, FEW, Rate, wilson
from tropa.measure.questions.compare.proof import Look, chance_of, proofs
from tropa.measure.questions.looks import false_finds

Kind: TypeAlias = Literal["count", "share", "money", "price", "days", "stock", "number"]
Verdict: TypeAlias = Literal["real", "not_proven", "too_few", "unchecked"]
Missing: TypeAlias = Literal["empty", "immature", "younger", "unrecorded", "overlap", "length"]

_BY_LENGTH: Final[frozenset[Kind]] = frozenset({"count", "money"})
"""Figures that grow with the days they are of."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of one side."""

    kind: Kind
    value: float | None
    rate: Rate | None = None
    """Of a share, what it is made of."""
    waiting: int = 0
    """How many are left out of it for their windows are not over."""

    @property
    def immature(self) -> bool:
        """More of its people are waiting than are told of."""
        return self.waiting > (self.rate.denominator if self.rate is not None else 0)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of both sides."""

    kind: Kind
    now: float | None
    was: float | None
    difference: float | None = None
    change: float | None = None
    low: float | None = None
    high: float | None = None
    verdict: Verdict | None = None
    missing: Missing | None = None


@dataclass(frozen=True, slots=True)
class Lengths:
    """How long each side is, and whether counts of the two may be set side by side."""

    now: int
    was: int
    alike: bool


@dataclass(frozen=True, slots=True)
class _Test:
    """What a difference shows before it is corrected."""

    low: float
    high: float
    chance: float | None
    few: bool


def compared(
    now: Mapping[str, Figure],
    was: Mapping[str, Figure],
    lengths: Lengths,
    missing: Missing | None = None,
) -> dict[str, Change]:
    """Every figure of both sides.

    Args:
        now: figures by name.
        was: the same of the other period.
        lengths: of both periods.
        missing: why nothing at all is set side by side.
    """
    pairs = {name: (one, was[name]) for name, one in now.items() if name in was}
    absent: dict[str, Missing | None] = {
        name: missing or _missing(*pair, lengths) for name, pair in pairs.items()
    }
    tests = {
        name: found
        for name, (one, other) in pairs.items()
        if absent[name] is None and (found := _tested(one, other, lengths)) is not None
    }
    sure = [name for name, one in tests.items() if one.chance is not None]
    chances = [chance for one in tests.values() if (chance := one.chance) is not None]
    corrected = dict(zip(sure, false_finds(chances), strict=True))
    return {
        name: _change(*pair, absent[name], tests.get(name), corrected.get(name))
        for name, pair in pairs.items()
    }


def _missing(now: Figure, was: Figure, lengths: Lengths) -> Missing | None:
    if now.immature or was.immature:
        return "immature"
    if (
        now.value is None
        or was.value is None
        or (now.rate is None and now.value == was.value == 0)
    ):
        return "empty"
    if now.kind in _BY_LENGTH and not lengths.alike:
        return "length"
    return None


def _tested(now: Figure, was: Figure, lengths: Lengths) -> _Test | None:
    """The proof of a difference; None of what has none."""
    if now.rate is not None and was.rate is not None:
        look = Look(now.rate, was.rate)
        [found] = proofs([look])
        return _Test(found.low, found.high, chance_of(look), found.verdict == "too_few")
    if now.kind == "count" and now.value is not None and was.value is not None:
        return _of_counts(int(now.value), int(was.value), lengths)
    return None


def _of_counts(now: int, was: int, lengths: Lengths) -> _Test | None:
    both, whole = now + was, lengths.now + lengths.was
    if not both or not lengths.now or not lengths.was:
        return None
    share = lengths.now / whole
    low, high = (_as_change(one, lengths) for one in wilson(now, both))
    spread = math.sqrt(both * share * (1 - share))
    chance = math.erfc(abs(now - both * share) / spread / math.sqrt(2))
    return _Test(low, high, chance, few=both < FEW)


def _as_change(share: float, lengths: Lengths) -> float:
    """A share of both sides as the change from one to the other."""
    if share >= 1:
        return math.inf
    return share / (1 - share) * lengths.was / lengths.now - 1


def _change(
    now: Figure,
    was: Figure,
    missing: Missing | None,
    test: _Test | None,
    corrected: float | None,
) -> Change:
    if missing is not None or now.value is None or was.value is None:
        return Change(now.kind, now.value, was.value, missing=missing or "empty")
    relative = now.value / was.value - 1 if was.value > 0 and now.kind != "share" else None
    return Change(
        now.kind,
        now.value,
        was.value,
        now.value - was.value,
        relative,
        None if test is None else test.low,
        None if test is None or math.isinf(test.high) else test.high,
        _verdict(test, corrected),
    )


def _verdict(test: _Test | None, corrected: float | None) -> Verdict:
    if test is None:
        return "unchecked"
    if test.few:
        return "too_few"
    sure = corrected is not None and corrected <= 1 - CONFIDENCE
    return "real" if sure and not test.low <= 0 <= test.high else "not_proven"
