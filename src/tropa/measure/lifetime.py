"""What a customer brings in a lifetime: as it was, as it may be, and when it pays back.

    LTV at age a      net margin of the customers in the first a months of each
                      ÷ those customers;   both of customers at least a months old
    LTV, simple       average check × margin × orders a year × years           «estimate»
    LTV by churn      margin of a month ÷ share of customers lost in a month   «estimate»
    LTV ÷ CAC         of a customer
    pay-back          the first age at which LTV ≥ CAC

A customer is who has an order (`tropa.measure.orders`), and is born with the first one; a month
is 30 days, its end left out. The cohort is of customers born in the period. Money is that of
payments of valid journeys, less money given back, by its own day; margin is the share of it the
map states. Each age has its own customers, so LTV may fall from one age to the next: those who
are old enough may be poorer. (Domain model 2.5.6.)
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.measure.as_json import major
from tropa.measure.fold import MONTH, Asked
from tropa.measure.orders import OfOrders, Orders, Paid, State, least_order, orders_of
from tropa.measure.ratio import Ratio, money_json, plain_json, ratio
from tropa.words import Language, say

Int64 = NDArray[np.int64]

MEASURES: Final = ("historic", "simple", "churn", "to_cac", "pay_back")


@dataclass(frozen=True, slots=True)
class AtAge:
    """Customers at least so old, and what they brought by that age."""

    months: int
    customers: int
    net: int
    """Minor units."""
    ltv: Ratio
    """Margin a customer."""


@dataclass(frozen=True, slots=True)
class LifetimeAnswer:
    """Of the customers of the cohort."""

    customers: int
    ages: tuple[AtAge, ...]
    margin: float | None


class Lifetime(OfOrders):
    """LTV as it was, at every age up to a number of months."""

    def __init__(self, months: int) -> None:
        self.months = months

    def finish(self, state: State, asked: Asked) -> LifetimeAnswer:
        orders = orders_of(state, least_order(asked))
        born, own = orders.first_at, orders.cohort(asked)
        # How many whole months each customer is old: the oldest age they tell of.
        old = np.where(own, np.minimum((asked.as_of - born) // MONTH, self.months), -1)
        customers = np.bincount(old[own], minlength=self.months + 1)
        money = np.zeros((self.months + 1, self.months), np.int64)
        for part in state:
            _add_up(money, part, orders, old)
        # Row: the age reached, column: the month of life. An age takes those who reached it.
        reached = np.cumsum(customers[::-1])[::-1]
        brought = np.cumsum(np.cumsum(money[::-1], axis=0)[::-1], axis=1)
        margin = asked.map.money.margin
        ages = range(1, self.months + 1)
        return LifetimeAnswer(
            int(own.sum()),
            tuple(
                _at(age, int(reached[age]), int(brought[age, age - 1]), asked) for age in ages
            ),
            margin,
        )


def _add_up(money: Int64, paid: Paid, orders: Orders, old: Int64) -> None:
    """Add payments to the sums by age reached and month of life."""
    if not len(orders.person):
        return
    row = np.minimum(np.searchsorted(orders.person, paid.person), len(orders.person) - 1)
    month = (paid.at - orders.first_at[row]) // MONTH
    # In the month that is not over yet, a customer is not yet of the next age.
    counts = (orders.person[row] == paid.person) & (month >= 0) & (month < old[row])
    np.add.at(money, (old[row[counts]], month[counts]), paid.amount[counts])


def _at(age: int, customers: int, net: int, asked: Asked) -> AtAge:
    money = asked.map.money
    earned = None if money.margin is None else net * money.margin
    unknown = "no_margin"
    if money.paid is None:
        earned, unknown = None, "no_payments"
    return AtAge(
        age, customers, net, ratio(earned, customers, unknown=unknown, nothing="too_young")
    )


@dataclass(frozen=True, slots=True)
class Estimate:
    """What somebody supposes, and never what was measured."""

    value: float | None
    missing: str = ""


def simple_ltv(
    average_check: float | None, margin: float | None, orders_a_year: float, years: float
) -> Estimate:
    """Average check × margin × orders a year × expected years.

    Args:
        average_check: minor units.
        margin: the share of it that is margin.
        orders_a_year: of one customer.
        years: how long one is expected to buy.
    """
    if average_check is None:
        return Estimate(None, "no_orders")
    if margin is None:
        return Estimate(None, "no_margin")
    return Estimate(average_check * margin * orders_a_year * years)


def churn_ltv(margin_a_period: float | None, churn: float | None) -> Estimate:
    """Margin of a period ÷ share of customers lost in a period.

    Args:
        margin_a_period: of one customer, minor units.
        churn: between 0 and 1; nobody lost means a lifetime without an end.
    """
    if margin_a_period is None:
        return Estimate(None, "no_margin")
    if churn is None:
        return Estimate(None, "no_churn")
    return Estimate(margin_a_period / churn) if churn > 0 else Estimate(None, "nobody_lost")


def ltv_to_cac(ltv: float | None, cac: float | None) -> Ratio:
    """How many times a customer brings what they cost."""
    if cac is None:
        return Ratio(ltv, None, "no_cac")
    return ratio(ltv, cac, unknown="no_ltv", nothing="free")


@dataclass(frozen=True, slots=True)
class PayBack:
    """The age, in months, at which a customer has paid back what they cost."""

    months: int | None
    missing: str = ""


def pay_back(found: LifetimeAnswer, cac: float | None) -> PayBack:
    """The first age at which LTV reaches the cost of a customer.

    Args:
        found: LTV by age.
        cac: minor units.
    """
    if cac is None:
        return PayBack(None, "no_cac")
    known = [(one.months, value) for one in found.ages if (value := one.ltv.value) is not None]
    if not known:
        return PayBack(None, found.ages[0].ltv.missing if found.ages else "too_young")
    paid = next((months for months, value in known if value >= cac), None)
    return PayBack(paid, "" if paid is not None else "not_yet")


def lifetime_json(found: LifetimeAnswer, cac: float | None, currency: str) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on.

    Args:
        found: LTV by age.
        cac: what a customer costs, minor units; None where it is not known.
        currency: of the map.
    """
    back = pay_back(found, cac)
    return {
        "customers": found.customers,
        "ages": [
            {
                "months": one.months,
                "customers": one.customers,
                "net": major(one.net, currency),
                "ltv": money_json(one.ltv, currency),
                "to_cac": plain_json(ltv_to_cac(one.ltv.value, cac)),
            }
            for one in found.ages
        ],
        "margin": found.margin,
        "cac": major(cac, currency),
        "pay_back": {"months": back.months, "missing": back.missing or None},
    }


def estimate_json(found: Estimate, currency: str) -> dict[str, Any]:
    """An estimate, marked as one."""
    return {
        "value": major(found.value, currency),
        "missing": found.missing or None,
        "estimate": True,
    }


def lifetime_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"lifetime.{name}.title", language), say(f"lifetime.{name}.how", language))
        for name in MEASURES
    }


def missing_words(missing: str, language: Language) -> str:
    """Why a figure is not there; the empty text where it is."""
    return say(f"lifetime.missing.{missing}", language) if missing else ""
