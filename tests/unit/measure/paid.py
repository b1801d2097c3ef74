"""Payments told in lines: `paid("1 02.03 100", "1 05.03 -40")`, roubles, days of 2026."""

from dataclasses import replace

import numpy as np

from tropa.clock import BEFORE, FOREVER
from tropa.map.document import Map
from tropa.measure.fold import Asked
from tropa.measure.orders import Orders, Paid, orders_of
from unit.measure.small import FIRM
from unit.place.told import day_of, instant


def paid(*lines: str) -> Paid:
    """Person, day, perhaps an hour, amount."""
    rows = [line.split() for line in lines]
    return Paid(
        np.array([int(row[0]) for row in rows], np.int64),
        np.array([instant(FIRM, " ".join(row[1:-1])) for row in rows], np.int64),
        np.array([round(float(row[-1]) * 100) for row in rows], np.int64),
    )


def orders(*lines: str, least: int = 1) -> Orders:
    """The orders behind such payments."""
    return orders_of([paid(*lines)], least)


def told(found: Orders) -> list[str]:
    """Person, day, net sum of every order."""
    person = np.repeat(found.person, found.counts)
    return [
        f"{who} {day_of(FIRM, int(at))} {int(net) / 100:g}"
        for who, at, net in zip(person, found.at, found.net, strict=True)
    ]


def asked(as_of: str, since: str = "", until: str = "", map_: Map = FIRM) -> Asked:
    """A question, its days as those of payments."""
    return Asked(
        map_,
        instant(map_, as_of),
        instant(map_, since) if since else BEFORE,
        instant(map_, until) if until else FOREVER,
    )


def with_margin(margin: float) -> Map:
    """The small firm, its margin stated."""
    return replace(FIRM, money=replace(FIRM.money, margin=margin))
