"""What came of a decision: one number of a month against the same number of another.

A decision says which number should move and to what. Of two months the numbers are taken at the
same age, so many days after the month began, for who came lately has not had the time to buy or
to leave that others had. The word on it:

    reached      the number is where it should be
    better       it moved that way: of shares surely so, by Newcombe's interval
    worse        it moved the other way, by the same measure
    not_proven   two shares that differ by no more than chance, or a number that stands still
    few          fewer than thirty people in one of the shares
    unknown      one of the numbers cannot be had
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tropa.measure.diagnosis import links_of
from tropa.measure.interval import Rate, newcombe
from tropa.measure.kpis import KpisAnswer
from tropa.measure.overview import Overview

Moving: TypeAlias = Literal["rate", "lost", "won", "net"]
"""
rate   the share that passes the link
lost   people lost at the link
won    sales of the month
net    money received in the month, refunds off, minor units
"""

Verdict: TypeAlias = Literal["reached", "better", "worse", "not_proven", "few", "unknown"]

_DOWN: Final = "lost"
"""The only number that should become less."""
_HAIR: Final = 1e-9
"""Shares as people type them miss those computed by a hair."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a decision in one month."""

    value: float | None
    rate: Rate | None = None
    """What a share was made of."""


def number_of(found: Overview, kpis: KpisAnswer, stage: str, moves: Moving) -> Number:
    """A decision's number.

    Args:
        found: the map's numbers of a month.
        kpis: its KPIs over the same journeys.
        stage: the link begins at.
        moves: which number.
    """
    if moves == "won":
        return Number(found.cycle.n)
    if moves == "net":
        return Number(found.money.net)
    link = next((one for one in links_of(found, kpis) if one.start == stage), None)
    if link is None:
        return Number(None)
    return Number(link.lost) if moves == "lost" else Number(link.rate.rate, link.rate)


def verdict(moves: Moving, target: float, then: Number, now: Number) -> Verdict:
    """The word on what came of a decision; the target is in the unit of the numbers."""
    if then.value is None or now.value is None:
        return "unknown"
    if any(one.rate is not None and one.rate.few for one in (then, now)):
        return "few"
    sign = -1 if moves == _DOWN else 1
    if sign * (now.value - target) >= -_HAIR:
        return "reached"
    low, high = _moved(then, now)
    if min(sign * low, sign * high) > 0:
        return "better"
    return "worse" if max(sign * low, sign * high) < 0 else "not_proven"


def _moved(then: Number, now: Number) -> tuple[float, float]:
    """Between what ends the number moved; counts and money are what they are."""
    if then.value is None or now.value is None:
        return 0.0, 0.0
    if then.rate is None or now.rate is None:
        return now.value - then.value, now.value - then.value
    _, low, high = newcombe(now.rate, then.rate)
    return low, high
