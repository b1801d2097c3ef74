"""Trying acts out on the very kernel that places people, before anybody is drawn by them.

A trail of acts is placed, and the moves it made are read off. So what an act does to somebody
who stands on a stage, is lost from it, or has not come yet, is never guessed from the rules.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from tropa.clock import DAY, MINUTE, Duration, Instant
from tropa.event import IDENTIFY
from tropa.place.classify import MASK, classify, fields_needed
from tropa.place.journey import place
from tropa.place.rules import Edition
from tropa.plan.acts import Act, Recipe
from tropa.trail import Scalar, TrailBatch, encode

BEGINS: Final[Instant] = 1_772_452_800 * 1_000_000
"""Noon of an ordinary Monday, UTC: when every rehearsal begins. Any instant would do."""
BETWEEN_ACTS: Final[Duration] = MINUTE
BETWEEN_STAGES: Final[Duration] = 60 * MINUTE

INBOUND: Final = 1
TWO_WAY: Final = 2


class Tried(NamedTuple):
    """One event of a rehearsal."""

    at: Instant
    event: str
    fields: tuple[tuple[str, Scalar], ...]
    deal: int = 1


class Move(NamedTuple):
    """One move it made; `by_event` tells it from one that was due by itself."""

    at: Instant
    kind: int
    stage: int
    lap: int
    by_event: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """How an act looks to the map: its touchpoint's number from 1, or 0, and whose it is."""

    touchpoint: int
    inbound: bool
    two_way: bool
    mask: int
    """All the map's tests of an event that it passes, as bits."""


def performed(
    recipe: Recipe, at: Instant, deal: int = 1, apart: Duration = BETWEEN_ACTS
) -> tuple[Tried, ...]:
    """The events of a recipe, one after another; what must be known is stated just before."""
    found: list[Tried] = []
    if recipe.traits:
        found.append(Tried(at - 1, IDENTIFY, recipe.traits, 0))
    found += [
        Tried(at + number * apart, act.event, act.fields, deal)
        for number, act in enumerate(recipe.acts)
    ]
    return tuple(found)


def rehearse(edition: Edition, trails: Sequence[Sequence[Tried]]) -> list[list[Move]]:
    """The moves each trail makes, those still to come included, in the order of time."""
    found: list[list[Move]] = [[] for _ in trails]
    if not any(trails):
        return found
    for placed in place(_batch(edition, trails), [edition]):
        rows = placed.move_journeys()
        for at in range(len(placed.kind)):
            journey = int(rows[at])
            person = int(placed.person[placed.unit[journey]])
            found[person].append(
                Move(
                    int(placed.at[at]),
                    int(placed.kind[at]),
                    int(placed.stage[at]),
                    int(placed.lap[journey]),
                    bool(placed.cause[at]),
                )
            )
    return [sorted(moves, key=lambda move: move.at) for moves in found]


def look_at(edition: Edition, acts: Sequence[Act]) -> list[Seen]:
    """What the map makes of each act alone."""
    trails = [[Tried(BEGINS, act.event, act.fields)] for act in acts]
    signed = classify(_batch(edition, trails), edition).signed
    masks = signed.sets[:, MASK][signed.sign].tolist()
    return [
        Seen(int(touch), bool(mask & INBOUND), bool(mask & TWO_WAY), mask)
        for touch, mask in zip(signed.touch.tolist(), masks, strict=True)
    ]


def after_silence(edition: Edition, stage: int) -> Duration:
    """A time after which silence has surely lost somebody on this stage."""
    return (edition.map.stages[stage].lost_after or 0) + DAY


def _batch(edition: Edition, trails: Sequence[Sequence[Tried]]) -> TrailBatch:
    events = [tried for trail in trails for tried in trail]
    names = tuple(sorted({tried.event for tried in events}))
    number = {name: at for at, name in enumerate(names)}
    sizes = np.cumsum([0, *(len(trail) for trail in trails)])
    values = [dict(tried.fields) for tried in events]
    by_deal = edition.map.unit == "deal"
    return TrailBatch(
        persons=np.arange(len(trails)),
        offsets=sizes.astype(np.int64),
        time=np.asarray([tried.at for tried in events], np.int64),
        code=np.asarray([number[tried.event] for tried in events], np.uint16),
        names=names,
        key=np.arange(1, len(events) + 1),
        deal=_deals(trails) if by_deal else np.zeros(0, np.int64),
        columns={
            name: encode([one.get(name) for one in values]) for name in _asked(edition, values)
        },
    )


def _asked(edition: Edition, values: Iterable[dict[str, Scalar]]) -> frozenset[str]:
    return fields_needed(edition) & {name for one in values for name in one}


def _deals(trails: Sequence[Sequence[Tried]]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Deals of different persons are different deals; 0 is none."""
    room = 1 + max((tried.deal for trail in trails for tried in trail), default=0)
    deals = [
        person * room + tried.deal if tried.deal else 0
        for person, trail in enumerate(trails, 1)
        for tried in trail
    ]
    return np.asarray(deals, np.int64)
