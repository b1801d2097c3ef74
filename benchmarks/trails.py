"""Trails to time things on: people of very different activity, sixty kinds of events.

Every event has a source (a person's own four times of five) and a device (a person's own).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.trail import Column, TrailBatch

STAGES = 12
POINTS = 50
NAMES = tuple(f"e{number}" for number in range(60))
FUNNEL = (0, 9, 17, 26, 34)
"""Events whose order the rivals look for: one of each of five of the map's stages."""
WINDOW_DAYS = 14
SOURCES = tuple(f"source{number}" for number in range(12))
DEVICES = ("mobile", "desktop", "tablet")
SALE = 40
"""The event that is a sale, and has an amount."""
AMOUNTS = (1_000, 2_500, 7_000, 90_000)
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
    columns = {
        "source": Column((None, *SOURCES), _sources(dice, lengths)),
        "device": Column(
            (None, *DEVICES),
            np.repeat(dice.choice(3, people, p=(0.6, 0.3, 0.1)).astype(np.uint8) + 1, lengths),
        ),
    }
    sums = dice.integers(1, len(AMOUNTS) + 1, len(code)).astype(np.uint8)
    columns["amount"] = Column((None, *AMOUNTS), np.where(code == SALE, sums, np.uint8(0)))
    batch = TrailBatch(
        np.arange(people, dtype=np.int64),
        offsets,
        time[order],
        code,
        NAMES,
        np.arange(len(person), dtype=np.int64),
        np.zeros(0, np.int64),
        columns,
    )
    return Drawn(batch, person)


def _sources(dice: np.random.Generator, lengths: NDArray[np.int64]) -> NDArray[np.uint8]:
    """For each event of people with such trails the number of its source, from one."""
    weights = 1 / np.arange(1, len(SOURCES) + 1)
    shares = weights / weights.sum()
    own = dice.choice(len(SOURCES), len(lengths), p=shares).astype(np.uint8)
    total = int(lengths.sum())
    other = dice.choice(len(SOURCES), total, p=shares).astype(np.uint8)
    return np.where(dice.random(total) < 0.8, np.repeat(own, lengths), other) + np.uint8(1)


def map_of() -> Map:
    """Twelve stages with silence limits of their own, fifty touchpoints, five ways back."""
    stages = "".join(f"  - stage: s{at}\n    lost_after: {5 + at}d\n" for at in range(STAGES))
    points = "".join(
        f"  - touchpoint: t{at}\n    stage: s{min(STAGES - 1, at * STAGES // POINTS)}\n"
        f"    event: e{at}\n" + ("    moves_back: true\n" if at % 11 == 5 else "")
        for at in range(POINTS)
    )
    return read_map(
        f"map: bench\ntitle: Bench\nsale: did t{SALE}\nmoney: t{SALE}.amount\n"
        f"stages:\n{stages}touchpoints:\n{points}"
    )
