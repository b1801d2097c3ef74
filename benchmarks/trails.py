"""Trails to time things on: people of very different activity, sixty kinds of events."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.trail import TrailBatch

STAGES = 12
POINTS = 50
NAMES = tuple(f"e{number}" for number in range(60))
FUNNEL = (0, 9, 17, 26, 34)
"""Events whose order the rivals look for: one of each of five of the map's stages."""
WINDOW_DAYS = 14
_SECONDS = 90 * 86_400


@dataclass(frozen=True, slots=True)
class Drawn:
    """Events in the order of people and time."""

    batch: TrailBatch
    person: NDArray[np.int64]

    @property
    def events(self) -> int:
        """How many."""
        return len(self.person)


def drawn(events: int, seed: int = 1) -> Drawn:
    """About so many events of 90 days: log-normal trails, event names by Zipf."""
    dice = np.random.default_rng(seed)
    people = max(1, events * 10 // 193)
    lengths = np.minimum(np.maximum(1, dice.lognormal(2.3, 1.17, people)), 5_000).astype(
        np.int64
    )
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    person = np.repeat(np.arange(people), lengths)
    time = dice.integers(0, _SECONDS * 1_000_000, len(person))
    order = np.lexsort((time, person))
    weights = 1 / np.arange(1, len(NAMES) + 1) ** 1.1
    code = dice.choice(len(NAMES), len(person), p=weights / weights.sum()).astype(np.uint16)
    batch = TrailBatch(
        np.arange(people, dtype=np.int64),
        offsets,
        time[order],
        code,
        NAMES,
        np.arange(len(person), dtype=np.int64),
        np.zeros(0, np.int64),
        {},
    )
    return Drawn(batch, person)


def map_of() -> Map:
    """Twelve stages with silence limits of their own, fifty touchpoints, five ways back."""
    stages = "".join(f"  - stage: s{at}\n    lost_after: {5 + at}d\n" for at in range(STAGES))
    points = "".join(
        f"  - touchpoint: t{at}\n    stage: s{min(STAGES - 1, at * STAGES // POINTS)}\n"
        f"    event: e{at}\n" + ("    moves_back: true\n" if at % 11 == 5 else "")
        for at in range(POINTS)
    )
    return read_map(
        "map: bench\ntitle: Bench\nsale: did t40\nmoney: t40.amount\n"
        f"stages:\n{stages}touchpoints:\n{points}"
    )
