"""What is offered with orders and taken, one order after another (domain model 2.5.7)."""

from collections.abc import Sequence
from typing import NamedTuple

from tropa.measure.fold import Asked


class Line(NamedTuple):
    """An item somebody was offered, or ordered."""

    person: int
    at: int
    number: int | None
    item: int


class Order(NamedTuple):
    """What one person ordered at once."""

    person: int
    at: int
    number: int | None


def offers(offered: Sequence[Line], ordered: Sequence[Line], asked: Asked) -> dict[str, object]:
    """Everything the measure tells."""
    told = [one for one in offered if one.at <= asked.as_of]
    baskets = baskets_of([one for one in ordered if one.at <= asked.as_of])
    now = [one for one in baskets if asked.since <= one.at < asked.until]
    pairs = [
        (number, offer.item)
        for number, order in enumerate(now)
        for offer in told
        if was_offered(offer, order, list(baskets))
    ]
    taken = [(number, item) for number, order in enumerate(now) for item in baskets[order]]
    said = [one for one in told if asked.since <= one.at < asked.until]
    return {
        "attached": attach(pairs, taken),
        "offers": len(said),
        "without_order": sum(
            not any(was_offered(one, order, list(baskets)) for order in baskets) for one in said
        ),
    }


def baskets_of(ordered: Sequence[Line]) -> dict[Order, set[int]]:
    """Orders with what is in them: those of one number, else those of one instant."""
    found: dict[Order, set[int]] = {}
    for line in ordered:
        same = [
            one.at
            for one in ordered
            if line.number is not None
            and (one.person, one.number) == (line.person, line.number)
        ]
        order = Order(line.person, min(same, default=line.at), line.number)
        found.setdefault(order, set()).add(line.item)
    return found


def was_offered(offer: Line, order: Order, orders: Sequence[Order]) -> bool:
    """The offer names the order, or comes before it and after the person's one before it."""
    if offer.person != order.person:
        return False
    if offer.number is not None:
        return offer.number == order.number
    before = [one.at for one in orders if one.person == order.person and one.at < order.at]
    return offer.at <= order.at and all(at < offer.at for at in before)


def attach(
    offered: Sequence[tuple[int, int]], taken: Sequence[tuple[int, int]]
) -> dict[str, object]:
    """Rows are: an order, an item."""
    offers, both = set(offered), set(offered) & set(taken)
    return {
        "orders": (len({order for order, _ in both}), len({order for order, _ in offers})),
        "by_item": [
            (item, (sum(one == item for _, one in both), sum(one == item for _, one in offers)))
            for item in sorted({item for _, item in offers})
        ],
    }
