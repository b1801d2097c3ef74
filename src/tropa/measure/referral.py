"""Referrals: what customers bring.

    referral rate     customers who brought at least one lead ÷ customers
    referred → won    referred leads that bought ÷ referred leads

Placed journeys do not keep this data, so it is a function over columns. It needs a row a
referral: who recommended, whom, when; the customers; and who of the people bought. A lead is
counted once, as brought by whoever recommended it first (at one instant, by the lowest person
number); nobody refers oneself. Somebody who is no customer may bring leads: they count among
the leads, not among the customers. (Domain model 2.5.7.)
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.measure.as_json import rate_json
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.payments import first_payments
from tropa.measure.rows import changes, in_order
from tropa.place.standing import Standing
from tropa.words import Language, say

Int64 = NDArray[np.int64]


class Buyers:
    """Person numbers of everybody who has bought by the moment, whenever: the customers."""

    def start(self, asked: Asked) -> Int64:
        _ = asked
        return np.zeros(0, np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        placed = standing.placed
        bought = standing.valid & (first_payments(standing, asked) != FOREVER)
        person = placed.person[placed.unit[standing.journey[bought]]]
        return self.merge(state, person)

    def merge(self, left: Int64, right: Int64) -> Int64:
        return np.union1d(left, right)

    def finish(self, state: Int64, asked: Asked) -> Int64:
        _ = asked
        return state


class Referred(NamedTuple):
    """Recommendations in any order."""

    by: Int64
    """The person who recommended."""
    lead: Int64
    """The person recommended to us."""
    at: Int64


@dataclass(frozen=True, slots=True)
class ReferralAnswer:
    """Of recommendations of the period."""

    customers: Rate
    """Who brought a lead ÷ all."""
    leads: Rate
    """Referred leads that bought ÷ referred leads."""


def referral(
    customers: Int64, referred: Referred, bought: Int64, asked: Asked
) -> ReferralAnswer:
    """What recommendations bring.

    Args:
        customers: person numbers of all customers as of the moment.
        referred: recommendations, whenever; those after `as_of` are not read.
        bought: person numbers of everybody who has bought by the moment.
        asked: moment, and the period in which a lead was first recommended.
    """
    by, lead, at = (column[referred.at <= asked.as_of] for column in referred)
    others = by != lead
    by, lead, at = by[others], lead[others], at[others]
    rows = in_order(lead, at, by)
    by, lead, at = by[rows], lead[rows], at[rows]
    first = changes(lead) & in_period(at, asked)
    leads, known = lead[first], np.unique(customers)
    brought = int(np.isin(known, by[first]).sum())
    return ReferralAnswer(
        Rate(brought, len(known)), Rate(int(np.isin(leads, bought).sum()), len(leads))
    )


def referral_json(found: ReferralAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {"customers": rate_json(found.customers), "leads_won": rate_json(found.leads)}


def referral_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"repeat.{name}.title", language), say(f"repeat.{name}.how", language))
        for name in ("referral", "referred_won")
    }
