"""Attach rate: whether people take what is offered with an order.

    attach rate    orders with an item that was offered in them ÷ orders where it was offered

An order is what a person's events call by one order number, made at the first of them; without
a number, all a person ordered at one instant. Its items are those of all its events. Where an
event says nothing of what was ordered nobody knows what was taken: it makes no order here.

An item was offered in an order when it was offered to the person before the order, or at its
very instant, and after their order before it: an offer belongs to the first order that follows
it, and of several at one instant to each. An offer that names an order belongs to that one,
whenever it was made. Offers that no order has followed as of the moment are told apart; they
are in no denominator. Offered twice is offered once.

An order is counted once, however many items were offered in it or taken; items also stand each
for itself. Orders belong to the period they were made in, whenever the offer was.
(Domain model 2.5.7.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.measure.as_json import rate_json
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.rows import changes, in_order
from tropa.measure.touched import following
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

NO_NUMBER: Final = -1
"""Of an event that names no order."""


class Items(NamedTuple):
    """Items of orders: offered, or taken; a row an item, in any order."""

    order: Int64
    item: Int64


class Told(NamedTuple):
    """Items people were offered, or ordered: a row an item of an event, in any order."""

    person: Int64
    at: Int64
    number: Int64
    """Of the order that the event names, NO_NUMBER for none."""
    item: Int64


@dataclass(frozen=True, slots=True)
class AttachAnswer:
    """Over all offered items, and item by item in their order."""

    orders: Rate
    by_item: tuple[tuple[int, Rate], ...]


@dataclass(frozen=True, slots=True)
class OffersAnswer:
    """Of orders of the period."""

    attached: AttachAnswer
    offers: int
    """Items offered in the period, each time it was."""
    without_order: int
    """Of them, those that no order has followed."""


class _Orders(NamedTuple):
    """Orders by person, by time; a row an order."""

    person: Int64
    at: Int64
    number: Int64


def offers(offered: Told, ordered: Told, asked: Asked) -> OffersAnswer:
    """How often people take what they are offered.

    Args:
        offered: to everybody, whenever; offers after `as_of` are not read.
        ordered: the same of what was ordered.
        asked: moment, and the period in which orders were made.
    """
    offered = Told(*(column[offered.at <= asked.as_of] for column in offered))
    ordered = Told(*(column[ordered.at <= asked.as_of] for column in ordered))
    orders, taken = _orders(ordered)
    pairs, belongs = _belonging(offered, orders)
    now = in_period(orders.at, asked)
    said = in_period(offered.at, asked)
    return OffersAnswer(
        attach(_only(pairs, now), _only(taken, now)),
        int(said.sum()),
        int((said & ~belongs).sum()),
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


def _orders(ordered: Told) -> tuple[_Orders, Items]:
    """Orders, and what is in each."""
    rows = in_order(ordered.person, ordered.number, ordered.at)
    person, at, number, item = (column[rows] for column in ordered)
    # What bears no number is told apart by its instant.
    own = changes(person, number) | ((number == NO_NUMBER) & changes(at))
    at = at[own][np.cumsum(own) - 1] if len(own) else at
    rows = in_order(person, at, number)
    person, at, number, item = (column[rows] for column in (person, at, number, item))
    new = changes(person, at, number)
    orders = _Orders(person[new], at[new], number[new])
    return orders, Items(np.cumsum(new) - 1, item)


def _belonging(offered: Told, orders: _Orders) -> tuple[Items, Bools]:
    """Offers with the orders they belong to, and which of the offers belong to any."""
    rows = in_order(offered.person, offered.at)
    person, at, number, item = (column[rows] for column in offered)
    free = number == NO_NUMBER
    new = changes(orders.person, orders.at)
    moment = following(person[free], at[free], orders.person[new], orders.at[new])
    begins = np.append(np.flatnonzero(new), len(new))
    first, count = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.int64)
    first[free] = begins[moment]
    count[free] = np.where(moment < 0, 0, np.diff(begins, append=0)[moment])
    first[~free], found = _named(person[~free], number[~free], orders)
    count[~free] = found
    each = np.repeat(np.arange(len(rows)), count)
    step = np.arange(len(each)) - np.repeat(np.cumsum(count) - count, count)
    belongs = np.zeros(len(rows), np.bool_)
    belongs[rows] = count > 0
    return Items(first[each] + step, item[each]), belongs


def _named(person: Int64, number: Int64, orders: _Orders) -> tuple[Int64, Bools]:
    """The order each offer names, and whether there is such an order of the person."""
    known = in_order(orders.person, orders.number)
    rows = in_order(person, number)
    after = np.full(len(rows), -1, np.int64)
    after[rows] = following(
        person[rows], number[rows], orders.person[known], orders.number[known]
    )
    if not len(known):
        return np.zeros(len(rows), np.int64), np.zeros(len(rows), np.bool_)
    found = known[after]
    return found, (after >= 0) & (orders.number[found] == number)


def _only(items: Items, orders: Bools) -> Items:
    """Items of some orders."""
    kept = orders[items.order]
    return Items(items.order[kept], items.item[kept])


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


def attach_json(found: OffersAnswer, names: Sequence[str]) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on; often offered items first."""
    by_item = sorted(found.attached.by_item, key=lambda one: -one[1].denominator)
    return {
        "attach": rate_json(found.attached.orders),
        "offers": found.offers,
        "without_order": found.without_order,
        "items": [{"id": names[item], **rate_json(rate)} for item, rate in by_item],
    }


def attach_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"repeat.{name}.title", language), say(f"repeat.{name}.how", language))
        for name in ("attach", "without_order")
    }
