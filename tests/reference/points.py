"""Touchpoints and the sales made there, event by event (domain model 2.5.5)."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from reference.conditions import Past, asks, holds
from reference.journey import Journey
from reference.touches import Contact
from reference.trail import Touch
from reference.walked import in_period, story_of, walked
from tropa.map.document import Touchpoint
from tropa.measure.fold import Asked


def points(journeys: list[Journey], asked: Asked) -> list[dict[str, object]]:
    """Each touchpoint of the map, over journeys placed by it."""
    chosen = [one for one in journeys if is_of_cohort(one, asked)]
    return [point(one, chosen, asked) for one in asked.map.touchpoints]


def is_of_cohort(journey: Journey, asked: Asked) -> bool:
    if journey.opened_at > asked.as_of or not in_period(journey.opened_at, asked):
        return False
    return "invalid" not in walked(story_of(journey, asked.map), asked.as_of).marks


def point(here: Touchpoint, journeys: list[Journey], asked: Asked) -> dict[str, object]:
    """One touchpoint."""
    within = here.sale.within if here.sale else None
    touched = [touches_of(one, here, asked) for one in journeys]
    touches = [touch for mine in touched for touch in mine]
    ripe = [one for one in touches if asked.as_of - one.first.at >= (within or 0)]
    made = [at for journey in journeys for at in sales(journey, here, asked, within)]
    moved = [at for journey in journeys for at in moves(journey, here, asked, within)]
    return {
        "touchpoint": here.id,
        "touches": len(touches),
        "reach": sum(bool(mine) for mine in touched),
        "sale": (len(made), len(ripe)) if here.sale else None,
        "in_window": len(touches) - len(ripe) if within else None,
        "within": within,
        "forward": Fraction(100 * len(moved), len(ripe)) if within and ripe else None,
    }


def touches_of(journey: Journey, here: Touchpoint, asked: Asked) -> list[Contact]:
    """The contacts at a touchpoint, as far as they have begun."""
    mine = [one for one in journey.contacts if one.first.point.id == here.id]
    return [one for one in mine if one.first.at <= asked.as_of]


def sales(
    journey: Journey, here: Touchpoint, asked: Asked, within: int | None
) -> Iterator[Contact]:
    """The contacts after which the sale was made in time, of those that had the time."""
    for contact, sold_at in sold(journey, here):
        ripe = asked.as_of - contact.first.at >= (within or 0)
        soon = not within or sold_at - contact.first.at <= within
        if ripe and soon and sold_at <= asked.as_of:
            yield contact


def sold(journey: Journey, here: Touchpoint) -> Iterator[tuple[Contact, int]]:
    """Each contact that led to the sale, and when: to the latest one the sale is credited."""
    if here.sale is None:
        return
    latest: Contact | None = None
    since: list[Touch] = []
    ordered = sorted(journey.touches, key=lambda one: (one.at, one.key))
    for instant, group in groupby(ordered, key=lambda one: one.at):
        together = list(group)
        for contact in journey.contacts:
            if contact.first.at == instant and contact.first.point.id == here.id:
                latest, since = contact, []
        for touch in together:
            since.append(touch)
            seen = Past(instant, touch, since, since)
            if latest and asks(here.sale.when, touch) and holds(here.sale.when, seen):
                yield latest, instant
                latest = None


def moves(
    journey: Journey, here: Touchpoint, asked: Asked, within: int | None
) -> Iterator[int]:
    """The moves onward in time after the latest touch before them."""
    for move in journey.moves:
        before = [one.first.at for one in touches_of(journey, here, asked)]
        before = [at for at in before if at <= move.at]
        if move.kind not in ("advance", "skip") or move.at > asked.as_of or not before:
            continue
        ripe = within and asked.as_of - before[-1] >= within
        if ripe and within and move.at - before[-1] <= within:
            yield move.at
