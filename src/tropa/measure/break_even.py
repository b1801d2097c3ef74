"""Where the map neither loses nor earns: plain arithmetic of one period.

    profit             leads × (G × CR − CPL) − fixed
    break-even leads   fixed ÷ (G × CR − CPL);   with a profit wanted: (fixed + profit) ÷ …
    break-even step    the conversion of one step, the others and the leads as they are, at
                       which the profit is nought (or the one wanted)
    profit of the map  margin − acquisition − plays − fixed share

G is the gross margin of a win, CR the conversion from lead to win, CPL what a lead costs. Where
a lead brings no more than it costs (the bracket ≤ 0), no number of them breaks even, and there
is nothing to print but that. (Domain model 2.5.6, 2.5.9.)
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from tropa.measure.as_json import major
from tropa.words import Language, say

MEASURES: Final = ("leads", "step", "profit", "map_profit")

_EXACT: Final = 6
"""Decimals of a number of people that mean something: 100.0000000001 of them are a hundred."""


@dataclass(frozen=True, slots=True)
class Trade:
    """The economy of one period; money in any one unit."""

    margin: float
    """Gross margin of a win."""
    steps: Sequence[float]
    """Conversions from the lead to the win, each a share of one."""
    cpl: float
    fixed: float

    @property
    def conversion(self) -> float:
        """From lead to win."""
        return math.prod(self.steps)

    @property
    def per_lead(self) -> float:
        """What a lead brings over what it costs."""
        return self.margin * self.conversion - self.cpl

    def profit(self, leads: float) -> float:
        """Of so many leads."""
        return leads * self.per_lead - self.fixed


@dataclass(frozen=True, slots=True)
class Needed:
    """How much is needed; `missing` says why no amount is enough."""

    exact: float | None
    whole: int | None = None
    """In whole leads."""
    missing: str = ""


def break_even_leads(trade: Trade, profit: float = 0) -> Needed:
    """How many leads bring so much profit.

    Args:
        trade: the economy of a period.
        profit: what is wanted over nought.
    """
    if trade.per_lead <= 0:
        return Needed(None, None, "never")
    exact = max(0.0, trade.fixed + profit) / trade.per_lead
    return Needed(exact, math.ceil(round(exact, _EXACT)))


def break_even_step(trade: Trade, at: int, leads: float, profit: float = 0) -> Needed:
    """The conversion a step must have, the other steps, the price and the leads as they are.

    Args:
        trade: the economy of a period.
        at: which of its steps.
        leads: of the period.
        profit: what is wanted over nought.
    """
    if leads <= 0:
        return Needed(None, None, "no_leads")
    others = math.prod(one for place, one in enumerate(trade.steps) if place != at)
    each = trade.margin * others
    if each <= 0:
        return Needed(None, None, "never")
    needed = max(0.0, ((trade.fixed + profit) / leads + trade.cpl) / each)
    return Needed(needed) if needed <= 1 else Needed(None, None, "over_everybody")


def map_profit(
    margin: float | None, acquisition: float | None, plays: float, fixed: float
) -> tuple[float | None, str]:
    """Margin − acquisition − plays − fixed share, and why it is missing where it is.

    Args:
        margin: of the period, minor units; None where the map states no margin.
        acquisition: marketing and selling cost; None where nobody has told of any.
        plays: what plays cost.
        fixed: the share of what is spent anyway.
    """
    if margin is None:
        return None, "no_margin"
    if acquisition is None:
        return None, "no_costs"
    return margin - acquisition - plays - fixed, ""


def break_even_json(
    trade: Trade, leads: float, currency: str, wanted: float = 0
) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on.

    Args:
        trade: the economy of a period, minor units.
        leads: of the period.
        currency: of the map.
        wanted: a profit wanted besides, minor units.
    """
    steps = [break_even_step(trade, at, leads, wanted) for at in range(len(trade.steps))]
    return {
        "conversion": trade.conversion,
        "margin_per_win": major(trade.margin, currency),
        "cpl": major(trade.cpl, currency),
        "fixed": major(trade.fixed, currency),
        "leads": leads,
        "profit": major(trade.profit(leads), currency),
        "wanted_profit": major(wanted, currency),
        "break_even_leads": _needed_json(break_even_leads(trade)),
        "leads_for_profit": _needed_json(break_even_leads(trade, wanted)),
        "steps": [
            {"rate": rate, "needed": one.exact, "missing": one.missing or None}
            for rate, one in zip(trade.steps, steps, strict=True)
        ],
    }


def _needed_json(found: Needed) -> dict[str, Any]:
    return {"exact": found.exact, "whole": found.whole, "missing": found.missing or None}


def break_even_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (
            say(f"break_even.{name}.title", language),
            say(f"break_even.{name}.how", language),
        )
        for name in MEASURES
    }


def missing_words(missing: str, language: Language) -> str:
    """Why a figure is not there; the empty text where it is."""
    return say(f"break_even.missing.{missing}", language) if missing else ""
