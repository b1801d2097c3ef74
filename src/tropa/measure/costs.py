"""Costs of a period: each falls evenly on its days, and a period takes the days it holds.

    share of k days   ⌊amount × k ÷ days⌋ of the first k days of a cost; a run of days has the
                      difference of two such sums, so that the runs of any split of a cost add
                      up to it, to the kopeck
    costs in P        Σ over costs of the share of the days of P; a day is of P when it begins
                      (at local midnight of the map's zone) in P and not after `as_of`

The same sums by kind, channel, campaign, touchpoint, role and month each add up to the total;
what a cost does not name stands under an empty name. Costs in another currency than the map's
are left out and told apart. (Domain model 2.2 «Cost», 2.5.6.)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.cost import KINDS, Cost
from tropa.measure.as_json import major
from tropa.measure.days import (
    day_text,
    first_day,
    midnight,
    month_number,
    month_start,
    month_text,
)
from tropa.measure.fold import Asked
from tropa.words import Language, say

Int64 = NDArray[np.int64]

BY: Final = ("kind", "channel", "campaign", "touchpoint", "role")


class Days(NamedTuple):
    """Days of the calendar, the last left out."""

    first: int
    end: int


@dataclass(frozen=True, slots=True)
class CostsAnswer:
    """Minor units of the map's currency."""

    days: Days
    total: int
    by: Mapping[str, Mapping[str, int]]
    """For each of `BY` the sums by name, the largest first; kinds in their own order."""
    months: Mapping[str, int]
    """`2026-03` and so on: every month from the first to the last with a cost."""
    rows: int
    """Costs with a day in the period; none at all means that nobody has told of any."""
    foreign: Mapping[str, int]
    """What was spent in other currencies, in minor units of each; no part of the total."""

    @property
    def kinds(self) -> Mapping[str, int] | None:
        """Sums by kind; None where nobody has told of any cost: nothing told is not nothing."""
        return self.by["kind"] if self.rows else None


def costs(spent: Sequence[Cost], asked: Asked) -> CostsAnswer:
    """What was spent in the period.

    Args:
        spent: costs of the workspace, those of other days among them.
        asked: whose zone and currency, and the period.
    """
    days = days_of(asked)
    touching = [one for one in spent if max(one.since, days.first) < min(one.until, days.end)]
    own = [one for one in touching if one.currency == asked.map.currency]
    others = [one for one in touching if one.currency != asked.map.currency]
    columns = _columns(own)
    shares = _shares(columns, days)
    return CostsAnswer(
        days=days,
        total=int(shares.sum()),
        by={name: _by(own, shares, name) for name in BY},
        months=_by_month(columns, days),
        rows=len(own),
        foreign=_sums([one.currency for one in others], _shares(_columns(others), days)),
    )


def days_of(asked: Asked) -> Days:
    """The days that begin in the period and not after `as_of`."""
    zone = asked.map.zone
    first, end = first_day(asked.since, zone), first_day(asked.until, zone)
    return Days(first, max(first, min(end, first_day(asked.as_of + 1, zone))))


def earlier(asked: Asked, days: int) -> Asked:
    """The same period so many days before: costs work with a lag."""

    def moved(at: int) -> int:
        if at in (BEFORE, FOREVER):
            return at
        return midnight(max(0, first_day(at, asked.map.zone) - days), asked.map.zone)

    return replace(asked, since=moved(asked.since), until=moved(asked.until))


class _Columns(NamedTuple):
    """Costs in columns: the first day, the number of days, the amount."""

    since: Int64
    days: Int64
    amount: Int64


def _columns(spent: Sequence[Cost]) -> _Columns:
    rows = [(one.since, one.days, one.amount) for one in spent]
    return _Columns(*np.asarray(rows, np.int64).reshape(-1, 3).T)


def _shares(spent: _Columns, days: Days) -> Int64:
    """Of each cost what falls on these days."""
    begin = np.clip(days.first - spent.since, 0, spent.days)
    end = np.clip(days.end - spent.since, begin, spent.days)
    return _upto(spent, end) - _upto(spent, begin)


def _upto(spent: _Columns, days: Int64) -> Int64:
    """Of the first so many days: ⌊amount × k ÷ days⌋, by parts that stay within 63 bits."""
    whole, rest = np.divmod(spent.amount, spent.days)
    return whole * days + rest * days // spent.days


def _by(spent: Sequence[Cost], shares: Int64, name: str) -> dict[str, int]:
    sums = _sums([getattr(one, name) for one in spent], shares)
    if name == "kind":
        return {kind: sums[kind] for kind in KINDS if kind in sums}
    return sums


def _sums(names: Sequence[str], shares: Int64) -> dict[str, int]:
    """Sums by name, the largest first, of equals by name."""
    sums: dict[str, int] = {}
    for name, share in zip(names, shares.tolist(), strict=True):
        sums[name] = sums.get(name, 0) + share
    return dict(sorted(sums.items(), key=lambda one: (-one[1], one[0])))


def _by_month(spent: _Columns, days: Days) -> dict[str, int]:
    if not len(spent.since):
        return {}
    first = max(days.first, int(spent.since.min()))
    last = min(days.end, int((spent.since + spent.days).max())) - 1
    found: dict[str, int] = {}
    for month in range(month_number(first), month_number(last) + 1):
        begin, end = max(days.first, month_start(month)), month_start(month + 1)
        own = Days(begin, max(begin, min(days.end, end)))
        found[month_text(month)] = int(_shares(spent, own).sum())
    return found


def costs_json(found: CostsAnswer, asked: Asked) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    currency, (first, end) = asked.map.currency, found.days

    def amounts(sums: Mapping[str, int]) -> dict[str, Any]:
        return {name: major(sum_, currency) for name, sum_ in sums.items()}

    return {
        "total": major(found.total, currency),
        **{f"by_{name}": amounts(found.by[name]) for name in BY},
        "by_month": amounts(found.months),
        "rows": found.rows,
        "other_currencies": {
            other: major(sum_, other) for other, sum_ in found.foreign.items()
        },
        "days": {"from": day_text(first) if first else None, "to": day_text(end)},
    }


def costs_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"costs.{name}.title", language), say(f"costs.{name}.how", language))
        for name in ("total", "by", "month", "foreign")
    }
