"""The effect of the map: leads of months after its launch against leads of months before it.

    conversion      leads that bought within W of becoming leads ÷ leads
    money per lead  what they paid within W, net ÷ leads (`tropa.measure.lead_months`)
    change          after − before; of conversion with Newcombe's interval, of money with that
                    of a bootstrap: the middle 95 % of 500 drawings of the seed `effect`
                    (`tropa.measure.redrawn_means` tells how leads are drawn)
    verdict         the interval lies above 0: grew; below 0: fell; covers 0: not proven. Of
                    money there is none while a side has fewer than 30 leads: drawn anew from
                    so few, it seems surer than it is

    after           the first twelve calendar months after the launch; a month the launch fell
                    into the middle of belongs to neither side
    before          the same months a year earlier, where each of them has leads and was over
                    by the launch: so seasons weigh alike on both sides. Else the months right
                    before the launch, as many as there are after it or as are known, «not
                    adjusted for season»
    ratio           month by month, the figure ÷ the same month's a year earlier, where known
    W               the window asked for; else twice the median sales cycle, at least a day
    ripe            months that ended at least W ago: all of their leads have had the time
    early           sooner after the launch than three months (of 30 days), or than twice the
                    median cycle: nothing is judged, whatever the numbers are

Of a later edition, the leads after are those of journeys it placed; leads of journeys that an
earlier one still leads are left out and told apart; its months end with the next edition, and
months before it begin with the edition before, lest it be praised for what that one did.
Leads of before whose time runs past the launch stay before: the change may be told too small,
never too large. Two times compared prove no cause: whatever else changed, changed with the map.
That maps bring +5…10 % is what others claim: it may be drawn, and is no measure of ours.
(Domain model 2.5.10. R. Newcombe, 1998; B. Efron, 1979.)
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, DAY, FOREVER, Duration, Instant, as_datetime, duration_text
from tropa.measure.as_json import major, rate_json
from tropa.measure.days import month_text
from tropa.measure.fold import MONTH, Asked
from tropa.measure.interval import CONFIDENCE, FEW, Rate, newcombe
from tropa.measure.lead_months import YEAR, LeadRows, begins_at, month_at
from tropa.measure.redrawn_means import DRAWS, SEED, redrawn

Int64 = NDArray[np.int64]
Verdict: TypeAlias = Literal["early", "grew", "fell", "not_proven", "few", "unknown"]
Basis: TypeAlias = Literal["season", "before"]

EARLY: Final[Duration] = 3 * MONTH
CYCLES: Final = 2
EXPECTED: Final = (0.05, 0.10)
"""What others say maps bring, of what there was; theirs, not ours."""


@dataclass(frozen=True, slots=True)
class Launch:
    """An edition that went live."""

    edition: int
    at: Instant
    until: Instant = FOREVER
    """When the next one did, where the effect of this one alone is asked."""
    alone: bool = False
    """Only journeys it placed itself."""
    since: Instant = BEFORE
    """When the one before it did: nothing earlier stands before this launch."""


@dataclass(frozen=True, slots=True)
class Side:
    """Leads of some months."""

    months: tuple[str, ...]
    sold: Rate
    money: int
    """Net, minor units."""

    @property
    def per_lead(self) -> float | None:
        leads = self.sold.denominator
        return self.money / leads if leads else None


@dataclass(frozen=True, slots=True)
class Change:
    """After − before, with the interval it may well lie in."""

    difference: float
    low: float
    high: float
    of: float
    """What it was before."""
    few: bool = False
    """Too few leads to be sure of the interval."""

    @property
    def relative(self) -> float | None:
        """Of what there was before."""
        return self.difference / self.of if self.of > 0 else None

    @property
    def verdict(self) -> Verdict:
        if self.few:
            return "few"
        if self.low > 0:
            return "grew"
        return "fell" if self.high < 0 else "not_proven"


@dataclass(frozen=True, slots=True)
class MonthPair:
    """A month after the launch, and the same one a year earlier where it is known."""

    now: Side
    earlier: Side | None


@dataclass(frozen=True, slots=True)
class EffectAnswer:
    """One launch: what was before it, what after."""

    launch: Launch
    within: Duration
    judged_from: Instant
    """Before this instant it is early."""
    early: bool
    basis: Basis
    after: Side
    before: Side
    months: tuple[MonthPair, ...]
    unripe: int
    """Leads of after whose time is not over."""
    by_earlier: int
    """Leads of the months after whose journeys an earlier edition placed."""
    conversion: Change | None
    """None while one side has no leads."""
    money: Change | None

    def verdict(self, change: Change | None) -> Verdict:
        """What may be said of a change now."""
        if self.early:
            return "early"
        return change.verdict if change is not None else "unknown"


def window(median_cycle: float | None, asked_for: Duration | None = None) -> Duration:
    """W: how long a lead is given."""
    if asked_for is not None:
        return asked_for
    return max(DAY, math.ceil(CYCLES * (median_cycle or 0) / DAY) * DAY)


def effect(
    found: LeadRows,
    asked: Asked,
    launch: Launch,
    within: Duration,
    median_cycle: float | None = None,
) -> EffectAnswer:
    """What changed with a launch.

    Args:
        found: as `LeadMonths` answers, of the same `within`.
        asked: moment, and a period whose whole months alone are looked at.
        launch: of the map, or of one of its editions.
        within: W.
        median_cycle: the sales cycle, µs; None while nobody has bought.
    """
    zone = asked.map.zone
    mine = found.edition == launch.edition
    later = _whole(launch, asked)
    ours = found.only(mine) if launch.alone else found
    span = (int(found.month.min()), int(found.month.max())) if len(found.month) else (0, -1)
    known = [
        one
        for one in range(span[0], span[1] + 1)
        if begins_at(one, zone) >= asked.since and begins_at(one + 1, zone) <= asked.until
    ]
    ripe = [one for one in known if begins_at(one + 1, zone) + within <= asked.as_of]
    after = [one for one in ripe if one in later][:YEAR]
    past = [
        one
        for one in ripe
        if begins_at(one, zone) >= launch.since and begins_at(one + 1, zone) <= launch.at
    ]
    year = [one - YEAR for one in after]
    seasonal = bool(year) and all(one in past and _leads(found, [one]) for one in year)
    before = year if seasonal else past[-len(after) :] if after else []
    now, then = _side(ours, after), _side(found, before)
    judged = launch.at + max(EARLY, math.ceil(CYCLES * (median_cycle or 0)))
    young = [one for one in later if one not in ripe]
    compared = bool(now.sold.denominator and then.sold.denominator)
    return EffectAnswer(
        launch=launch,
        within=within,
        judged_from=judged,
        early=asked.as_of < judged,
        basis="season" if seasonal else "before",
        after=now,
        before=then,
        months=tuple(_pair(ours, found, one, past) for one in after),
        unripe=_leads(ours, [one for one in known if one in young]),
        by_earlier=_leads(found, after) - now.sold.denominator,
        conversion=_of_rates(now.sold, then.sold) if compared else None,
        money=_of_money(ours, after, found, before) if compared else None,
    )


def _whole(launch: Launch, asked: Asked) -> range:
    """Months of an edition: begun while it was live, and over before the next one."""
    zone = asked.map.zone
    first = month_at(launch.at, zone)
    first += begins_at(first, zone) < launch.at
    if launch.until <= asked.as_of:
        return range(first, month_at(launch.until, zone))
    return range(first, month_at(asked.as_of, zone) + 1)


def _leads(found: LeadRows, months: Sequence[int]) -> int:
    return int(found.leads[np.isin(found.month, months)].sum())


def _side(found: LeadRows, months: Sequence[int]) -> Side:
    own = found.only(np.isin(found.month, months))
    sold = Rate(int((own.sold * own.leads).sum()), int(own.leads.sum()))
    names = tuple(month_text(one) for one in months)
    return Side(names, sold, int((own.money * own.leads).sum()))


def _pair(ours: LeadRows, found: LeadRows, month: int, past: Sequence[int]) -> MonthPair:
    earlier = _side(found, [month - YEAR])
    known = month - YEAR in past and earlier.sold.denominator
    return MonthPair(_side(ours, [month]), earlier if known else None)


def _of_rates(after: Rate, before: Rate) -> Change:
    difference, low, high = newcombe(after, before)
    return Change(difference, low, high, before.rate or 0.0)


def _of_money(
    ours: LeadRows, after: Sequence[int], found: LeadRows, before: Sequence[int]
) -> Change:
    now, then = _amounts(ours, after), _amounts(found, before)
    first, second = (float((one[0] * one[1]).sum() / one[1].sum()) for one in (now, then))
    change = redrawn("after", *now) - redrawn("before", *then)
    low, high = np.quantile(change, ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2)).tolist()
    few = min(int(now[1].sum()), int(then[1].sum())) < FEW
    return Change(first - second, low, high, second, few)


def _amounts(found: LeadRows, months: Sequence[int]) -> tuple[Int64, Int64]:
    """What leads of these months paid, each amount once, and how many paid it."""
    own = found.only(np.isin(found.month, months))
    amount, which = np.unique(own.money, return_inverse=True)
    count = np.zeros(len(amount), np.int64)
    np.add.at(count, which, own.leads)
    return amount, count


def effect_json(found: EffectAnswer, asked: Asked) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    zone, currency = asked.map.zone, asked.map.currency
    money = change_json(found.money, found.verdict(found.money))
    for name in ("difference", "low", "high"):
        money[name] = major(money[name], currency)
    return {
        "edition": found.launch.edition,
        "launched": as_datetime(found.launch.at, zone).isoformat(),
        "within": duration_text(found.within),
        "early": found.early,
        "judged_from": as_datetime(found.judged_from, zone).date().isoformat(),
        "basis": found.basis,
        "season_adjusted": found.basis == "season",
        "after": _side_json(found.after, currency),
        "before": _side_json(found.before, currency),
        "conversion": change_json(found.conversion, found.verdict(found.conversion)),
        "money_per_lead": money,
        "months": [_pair_json(one, currency) for one in found.months],
        "unripe": found.unripe,
        "by_earlier": found.by_earlier,
        "expected": {"low": EXPECTED[0], "high": EXPECTED[1], "claim": "outside"},
        "bootstrap": {"draws": DRAWS, "seed": SEED},
    }


def change_json(change: Change | None, verdict: Verdict) -> dict[str, Any]:
    """A change as it is, and what may be said of it."""
    names = ("difference", "low", "high", "relative")
    return {**{name: getattr(change, name, None) for name in names}, "verdict": verdict}


def _side_json(side: Side, currency: str) -> dict[str, Any]:
    return {
        "from": side.months[0] if side.months else None,
        "to": side.months[-1] if side.months else None,
        "sold": rate_json(side.sold),
        "money": major(side.money, currency) if side.months else None,
        "per_lead": major(side.per_lead, currency),
    }


def _pair_json(pair: MonthPair, currency: str) -> dict[str, Any]:
    now, earlier = pair.now, pair.earlier
    return {
        "month": now.months[0],
        "sold": rate_json(now.sold),
        "per_lead": major(now.per_lead, currency),
        "sold_earlier": rate_json(earlier.sold) if earlier is not None else None,
        "per_lead_earlier": major(earlier.per_lead, currency) if earlier is not None else None,
        "sold_ratio": ratio_of(now.sold.rate, earlier.sold.rate if earlier else None),
        "per_lead_ratio": ratio_of(now.per_lead, earlier.per_lead if earlier else None),
    }


def ratio_of(now: float | None, earlier: float | None) -> float | None:
    """A figure of a month ÷ the same of a year earlier; of nothing there is none."""
    return now / earlier if now is not None and earlier is not None and earlier > 0 else None
