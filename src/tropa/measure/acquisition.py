"""What a lead and a customer cost, and what advertising brings back.

    CPL              marketing cost ÷ leads
    CPO              marketing cost ÷ first orders
    CAC              (marketing + selling cost) ÷ new customers
    paid CAC         advertising cost ÷ new customers attributed to advertising
    ДРР              advertising cost ÷ net revenue
    ROAS             net revenue ÷ advertising cost
    ROMI             (margin − marketing cost) ÷ marketing cost; margin, and never revenue
    margin per lead  margin of the cohort ÷ its leads, whatever the basis of the rest

Advertising is of kind `ad`; marketing is `ad`, `content`, `tool`; selling is `salary` and
`commission`. Goods, delivery and fees are in the margin, which is the map's share of net
revenue (`money.margin`). Invalid journeys are left out; the disqualified are not, for they
cost money, too.

    by period   leads by the instant they became leads, first orders by their own day, revenue
                by the day it was paid: of the same days as the costs
    by cohort   the leads of the period; of them the first orders and the revenue they have
                brought by `as_of`, against the costs of the period. So the cost of a month is
                set against the customers of that month's leads, whenever they bought

A first order is the first one of the person, whatever the journey (`tropa.measure.orders`); it
belongs to the cohort of the journey it was made in. (Domain model 2.5.6.)
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.cost import ADVERTISING, MARKETING, SELLING
from tropa.measure.as_json import major
from tropa.measure.fold import Asked, in_period
from tropa.measure.payments import first_payments, payments
from tropa.measure.ratio import Ratio, money_json, plain_json, ratio
from tropa.place.standing import LEAD_AT, Standing
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

Basis: TypeAlias = Literal["period", "cohort"]

MEASURES: Final = (
    "cpl", "cpo", "cac", "paid_cac", "drr", "roas", "romi", "margin_per_lead",
)  # fmt: skip
_SHARES: Final = ("drr", "roas", "romi")

LEADS, REVENUE, COHORT_REVENUE = range(3)


@dataclass(frozen=True, slots=True)
class Gained:
    """What came in, on one basis."""

    leads: int
    customers: int
    """People with their first order: new ones."""
    revenue: int
    """Net, minor units."""


@dataclass(frozen=True, slots=True)
class GainedAnswer:
    """The same by period and by cohort; the leads are alike."""

    period: Gained
    cohort: Gained


@dataclass(frozen=True, slots=True)
class GainedState:
    """Sums, and the first order of every journey: a person's journeys may lie anywhere."""

    sums: Int64
    firsts: tuple[Int64, ...]
    """Rows of person, instant of the first order, instant of becoming a lead."""


class GainedFold:
    """Leads, new customers and their money."""

    def start(self, asked: Asked) -> GainedState:
        _ = asked
        return GainedState(np.zeros(3, np.int64), ())

    def add(self, state: GainedState, standing: Standing, asked: Asked) -> GainedState:
        valid, lead = standing.valid, standing.column(LEAD_AT)
        led = valid & in_period(lead, asked)
        journey, at, amount = payments(standing)
        sums = np.zeros(3, np.int64)
        sums[LEADS] = led.sum()
        sums[REVENUE] = amount[valid[journey] & in_period(at, asked)].sum()
        sums[COHORT_REVENUE] = amount[led[journey]].sum()
        first = first_payments(standing, asked)
        bought = np.flatnonzero(valid & (first != FOREVER))
        placed = standing.placed
        person = placed.person[placed.unit[standing.journey[bought]]]
        firsts = np.stack([person, first[bought], lead[bought]], axis=1)
        return GainedState(state.sums + sums, (*state.firsts, firsts))

    def merge(self, left: GainedState, right: GainedState) -> GainedState:
        return GainedState(left.sums + right.sums, left.firsts + right.firsts)

    def finish(self, state: GainedState, asked: Asked) -> GainedAnswer:
        bought, lead = _first_orders(state.firsts)
        leads, revenue, of_cohort = (int(one) for one in state.sums)
        return GainedAnswer(
            Gained(leads, int(in_period(bought, asked).sum()), revenue),
            Gained(leads, int(in_period(lead, asked).sum()), of_cohort),
        )


def _first_orders(firsts: tuple[Int64, ...]) -> tuple[Int64, Int64]:
    """Of each person the instant of the first order, and of becoming a lead for it."""
    rows = np.concatenate([np.zeros((0, 3), np.int64), *firsts])
    person, at, lead = rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))].T
    new = np.ones(len(person), np.bool_)
    new[1:] = person[1:] != person[:-1]
    return at[new], lead[new]


@dataclass(frozen=True, slots=True)
class Attributed:
    """What attribution gives to advertising, on the basis asked for."""

    customers: float
    revenue: float
    """Net, minor units."""


@dataclass(frozen=True, slots=True)
class AcquisitionAnswer:
    """Money is in minor units; ДРР, ROAS and ROMI are shares of one."""

    basis: Basis
    gained: Gained
    advertising: int | None
    """None, as the next two, where nobody has told of any cost."""
    marketing: int | None
    selling: int | None
    margin: float | None
    """Of the revenue of ROMI."""
    attributed: bool
    """ROMI is of what attribution gives to advertising; else of everything gained."""
    cpl: Ratio
    cpo: Ratio
    cac: Ratio
    paid_cac: Ratio
    drr: Ratio
    roas: Ratio
    romi: Ratio
    margin_per_lead: Ratio


def acquisition(
    gained: GainedAnswer,
    kinds: Mapping[str, int] | None,
    margin: float | None,
    basis: Basis = "period",
    attributed: Attributed | None = None,
) -> AcquisitionAnswer:
    """What was gained against what was spent.

    Args:
        gained: leads, customers and revenue.
        kinds: costs by kind, minor units; None where nobody has told of any, for nothing told
            is not nothing spent.
        margin: the share of revenue that is margin, where the map states it.
        basis: whose customers and revenue are set against the costs.
        attributed: what attribution gives to advertising, where it was asked.
    """
    own = gained.period if basis == "period" else gained.cohort
    spent = _Spent(kinds)
    revenue = own.revenue if attributed is None else attributed.revenue
    earned = None if margin is None else revenue * margin
    of_cohort = None if margin is None else gained.cohort.revenue * margin
    customers = None if attributed is None else attributed.customers
    paid = "no_attribution" if customers is None else "no_customers"
    unpaid = "no_costs" if kinds is None else "no_advertising"
    return AcquisitionAnswer(
        basis=basis,
        gained=own,
        advertising=spent.advertising,
        marketing=spent.marketing,
        selling=spent.selling,
        margin=earned,
        attributed=attributed is not None,
        cpl=ratio(spent.marketing, own.leads, unknown="no_costs", nothing="no_leads"),
        cpo=ratio(spent.marketing, own.customers, unknown="no_costs", nothing="no_customers"),
        cac=ratio(spent.acquiring, own.customers, unknown="no_costs", nothing="no_customers"),
        paid_cac=ratio(spent.advertising, customers, unknown="no_costs", nothing=paid),
        drr=ratio(spent.advertising, own.revenue, unknown="no_costs", nothing="no_revenue"),
        roas=ratio(own.revenue, spent.advertising, unknown="", nothing=unpaid),
        romi=_romi(earned, spent.marketing),
        margin_per_lead=ratio(
            of_cohort, gained.cohort.leads, unknown="no_margin", nothing="no_leads"
        ),
    )


class _Spent:
    """Costs by what they are for; None where nobody has told of any."""

    def __init__(self, kinds: Mapping[str, int] | None) -> None:
        def of(group: frozenset[str]) -> int | None:
            if kinds is None:
                return None
            return sum(sum_ for kind, sum_ in kinds.items() if kind in group)

        self.advertising = of(frozenset(ADVERTISING))
        self.marketing = of(frozenset(MARKETING))
        self.selling = of(frozenset(SELLING))
        self.acquiring = of(frozenset(MARKETING | SELLING))


def _romi(margin: float | None, marketing: int | None) -> Ratio:
    if marketing is None:
        return Ratio(None, None, "no_costs")
    over = None if margin is None else margin - marketing
    return ratio(over, marketing, unknown="no_margin", nothing="no_marketing")


def acquisition_json(found: AcquisitionAnswer, currency: str) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    figures = {
        name: plain_json(getattr(found, name))
        if name in _SHARES
        else money_json(getattr(found, name), currency)
        for name in MEASURES
    }
    return {
        "basis": found.basis,
        "leads": found.gained.leads,
        "new_customers": found.gained.customers,
        "revenue": major(found.gained.revenue, currency),
        "margin": major(found.margin, currency),
        "costs": {
            name: major(getattr(found, name), currency)
            for name in ("advertising", "marketing", "selling")
        },
        "romi_of": "attributed" if found.attributed else "everything",
        **figures,
    }


def acquisition_words(
    found: AcquisitionAnswer, language: Language
) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made, its basis included."""
    basis = say(f"acquisition.basis.{found.basis}", language)
    return {
        name: (
            say(f"acquisition.{name}.title", language),
            say(f"acquisition.{name}.how", language, basis=basis),
        )
        for name in MEASURES
    }


def missing_words(found: Ratio, language: Language) -> str:
    """Why a figure is not there; the empty text where it is."""
    return say(f"acquisition.missing.{found.missing}", language) if found.missing else ""
