"""Referrals and attached items: what customers bring, and what they take with an order.

    referral rate     customers who brought at least one lead ÷ customers
    referred → won    referred leads that bought ÷ referred leads
    attach rate       orders with an item that was offered in them ÷ orders where it was offered

Placed journeys do not keep this data, so both are functions over columns. Referrals need a row
a referral: who recommended, whom, when; the customers; and who of the people bought. A lead is
counted once, as brought by whoever recommended it first (at one instant, by the lowest person
number); nobody refers oneself. Somebody who is no customer may bring leads: they count among
the leads, not among the customers. Offers need a row an offer: which order (or which talk that
an order came of), which item; and a row an item of what was ordered. An order is counted once,
however many items it was offered or took; items also stand each for itself.
(Domain model 2.5.7.)
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled
from tropa.measure.as_json import rate_json
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.payments import first_payments
from tropa.measure.rows import changes, in_order
from tropa.place.standing import Standing
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


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


class Items(NamedTuple):
    """Items of orders: offered, or taken; a row an item, in any order."""

    order: Int64
    item: Int64


@dataclass(frozen=True, slots=True)
class AttachAnswer:
    """Over all offered items, and item by item in their order."""

    orders: Rate
    by_item: tuple[tuple[int, Rate], ...]


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


def attach(offered: Items, taken: Items) -> AttachAnswer:
    """How often what is offered with an order is taken.

    Args:
        offered: an order and an item offered with it.
        taken: an order and an item in it.
    """
    offered, taken = _pairs(offered), _pairs(taken)
    got = np.zeros(len(offered.order), np.bool_)
    _match(offered, taken, got)
    items, item_of = np.unique(offered.item, return_inverse=True)
    were = np.bincount(item_of, minlength=len(items))
    took = np.bincount(item_of[got], minlength=len(items))
    return AttachAnswer(
        Rate(int(changes(offered.order[got]).sum()), int(changes(offered.order).sum())),
        tuple(
            (item, Rate(numerator, denominator))
            for item, numerator, denominator in zip(
                items.tolist(), took.tolist(), were.tolist(), strict=True
            )
        ),
    )


def _pairs(items: Items) -> Items:
    """Each pair once, in order."""
    rows = in_order(*items)
    order, item = items.order[rows], items.item[rows]
    new = changes(order, item)
    return Items(order[new], item[new])


@compiled
def _match(offered: Items, taken: Items, got: Bools) -> None:
    """Which offered pairs were taken; both are in order."""
    at = 0
    for row in range(len(got)):
        pair = (offered.order[row], offered.item[row])
        while at < len(taken.order) and (taken.order[at], taken.item[at]) < pair:
            at += 1
        got[row] = at < len(taken.order) and (taken.order[at], taken.item[at]) == pair


def referral_json(found: ReferralAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {"customers": rate_json(found.customers), "leads_won": rate_json(found.leads)}


def attach_json(found: AttachAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on; items by their numbers."""
    return {
        **rate_json(found.orders),
        "items": [{"item": item, **rate_json(rate)} for item, rate in found.by_item],
    }


def referral_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"repeat.{name}.title", language), say(f"repeat.{name}.how", language))
        for name in ("referral", "referred_won", "attach")
    }
