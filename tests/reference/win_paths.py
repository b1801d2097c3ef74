"""What people were touched by before they bought, way by way (domain model 2.5.10)."""

from collections.abc import Mapping
from typing import TypeAlias

from reference.acquisition import Journeys
from reference.cycle import bought, first_payment
from reference.walked import Story, Walked, cohort, in_period, valid
from tropa.measure.fold import Asked

Ways: TypeAlias = dict[tuple[str, ...], tuple[int, int, int]]
"""For each way: purchases, what was paid, journeys without a purchase."""


def win_paths(stories: list[Story], asked: Asked, within: int) -> Ways:
    """The ways of all journeys that bought in the period, or have not bought."""
    found: Ways = {}
    for journey in valid(stories, asked):
        paid = bought(journey, asked)
        if paid is not None:
            way = tuple(
                point for at, point in _known(journey, asked) if 0 < paid - at <= within
            )
            worth = sum(amount for _, amount in journey.payments if amount > 0)
            _add(found, way, (1, worth, 0))
    for journey in cohort(stories, asked):
        touches = _known(journey, asked)
        if journey.won_at is None and touches:
            last = touches[-1][0]
            way = tuple(point for at, point in touches if last - at <= within)
            _add(found, way, (0, 0, 1))
    return found


def _known(journey: Walked, asked: Asked) -> list[tuple[int, str]]:
    """Contacts that count, at touchpoints the map has."""
    points = {one.id for one in asked.map.touchpoints}
    return [
        (one.at, one.point) for one in journey.contacts if one.counted and one.point in points
    ]


def _add(found: Ways, way: tuple[str, ...], counts: tuple[int, int, int]) -> None:
    before = found.get(way, (0, 0, 0))
    found[way] = before[0] + counts[0], before[1] + counts[1], before[2] + counts[2]


def newcomers(people: Journeys, asked: Asked, within: int) -> Mapping[str | None, int]:
    """People with their first order in the period, by the touchpoint that met them first."""
    order = [None, *(one.id for one in asked.map.touchpoints)]
    found: dict[str | None, int] = {}
    for journeys in people.values():
        orders = [
            (paid, order.index(_met(one, paid, asked, within)))
            for one in journeys
            if (paid := first_payment(one, asked)) is not None
        ]
        if orders and in_period(min(orders)[0], asked):
            point = order[min(orders)[1]]
            found[point] = found.get(point, 0) + 1
    return found


def _met(journey: Walked, paid: int, asked: Asked, within: int) -> str | None:
    touches = (point for at, point in _known(journey, asked) if 0 < paid - at <= within)
    return next(touches, None)
