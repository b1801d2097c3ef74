"""Contacts off the map: events that are contacts by their kind and fit no touchpoint.

    orphans    contacts of no touchpoint ÷ these and the events of touchpoints

What a map does not listen to is no touch of any journey, so it is looked for among the events
themselves, one by one, before collapsing, up to the moment asked and within the period.
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tropa.map.interactions import BY_EVENT, INTERACTIONS
from tropa.measure.control import orphans
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.place.classify import touchpoints_of
from tropa.workspace.sections.events import Crowd, crowds, point_fields
from tropa.workspace.sections.ground import Ground
from tropa.workspace.threads import POOL

_TOP: Final = 10
_NO_CONTACT: Final = ("task", "refund")
"""Work out of the buyer's sight."""


@dataclass(frozen=True, slots=True)
class Strays:
    """Contacts that no touchpoint knows, of all; the commonest first."""

    rate: Rate
    events: tuple[tuple[str, int], ...]


def strays(ground: Ground) -> Strays:
    """Contacts off the map."""
    map_ = ground.asked.map
    everybody = crowds(ground.everybody, point_fields(map_))

    def count(crowd: Crowd) -> dict[str, tuple[int, int]]:
        return _count(crowd, ground.asked)

    known: dict[str, tuple[int, int]] = {}
    for counts in POOL.map(count, everybody):
        for name, (off, every) in counts.items():
            before = known.get(name, (0, 0))
            known[name] = before[0] + off, before[1] + every
    off, every = (sum(one[at] for one in known.values()) for at in range(2))
    named = sorted(((name, one[0]) for name, one in known.items() if one[0]), key=_largest)
    return Strays(orphans(off, every), tuple(named[:_TOP]))


def _largest(one: tuple[str, int]) -> tuple[int, str]:
    return -one[1], one[0]


def _count(crowd: Crowd, asked: Asked) -> dict[str, tuple[int, int]]:
    """For each kind of contact how many fit no touchpoint, and how many there are."""
    batch = crowd.batch
    counted = crowd.counted() & in_period(batch.time, asked)
    names, known = len(batch.names), touchpoints_of(batch, asked.map) != 0
    on = np.bincount(batch.code[counted & known], minlength=names).tolist()
    off = np.bincount(batch.code[counted & ~known], minlength=names).tolist()
    found: dict[str, tuple[int, int]] = {}
    for name, there, missed in zip(batch.names, on, off, strict=False):
        lost = missed if _is_contact(name) else 0
        if there or lost:
            found[name] = lost, there + lost
    return found


def _is_contact(event: str) -> bool:
    kind = BY_EVENT.get(event)
    return kind not in (None, *_NO_CONTACT) and not INTERACTIONS[kind or ""].passive


def strays_json(found: Strays) -> list[dict[str, Any]]:
    """Events off the map under names that people and scripts may rely on."""
    return [{"event": name, "count": count} for name, count in found.events]
