"""Who walks: the trail of each person, or of each of a person's deals."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.trail import NO_DEAL, TrailBatch, fix_columns

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Units:
    """The walkers of a batch and where their trails lie in it."""

    person: Int64
    """u; index of the person in the batch."""
    deal: Int64
    """u; the deal's number, 0 when the person walks."""
    offsets: Int64
    """u + 1 positions."""
    rows: Int64
    """For each position its event; empty when positions are the events themselves."""
    own: NDArray[np.bool_]
    """For each position whether the event is the deal's own; empty when all are."""

    def __post_init__(self) -> None:
        fix_columns(self)


def person_units(batch: TrailBatch) -> Units:
    """Each person walks alone."""
    people = len(batch.persons)
    nothing = np.zeros(0, np.int64)
    return Units(
        np.arange(people),
        np.zeros(people, np.int64),
        batch.offsets,
        nothing,
        np.zeros(0, np.bool_),
    )


def deal_units(batch: TrailBatch) -> Units:
    """Each deal walks; the person's events of no deal accompany every deal of theirs."""
    if not len(batch.deal):
        empty = np.zeros(0, np.int64)
        return Units(empty, empty, np.zeros(1, np.int64), empty, np.zeros(0, np.bool_))
    people = np.repeat(np.arange(len(batch.persons)), np.diff(batch.offsets))
    has = batch.deal != NO_DEAL
    pairs = np.unique(np.stack([people[has], batch.deal[has]], axis=1), axis=0)
    person, deal = pairs[:, 0].astype(np.int64), pairs[:, 1].astype(np.int64)
    sizes = _sizes(batch.offsets, batch.deal, person, deal)
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)])
    rows = np.zeros(int(offsets[-1]), np.int64)
    own = np.zeros(int(offsets[-1]), np.bool_)
    _fill(batch.offsets, batch.deal, person, deal, offsets, rows, own)
    return Units(person, deal, offsets, rows, own)


@compiled
def _sizes(offsets: Int64, deals: Int64, person: Int64, deal: Int64) -> Int64:
    sizes = np.zeros(len(person), np.int64)
    for unit in range(len(person)):
        for row in range(offsets[person[unit]], offsets[person[unit] + 1]):
            if deals[row] == NO_DEAL or deals[row] == deal[unit]:
                sizes[unit] += 1
    return sizes


@compiled
def _fill(
    offsets: Int64,
    deals: Int64,
    person: Int64,
    deal: Int64,
    starts: Int64,
    rows: Int64,
    own: NDArray[np.bool_],
) -> None:
    for unit in range(len(person)):
        at = starts[unit]
        for row in range(offsets[person[unit]], offsets[person[unit] + 1]):
            if deals[row] == NO_DEAL or deals[row] == deal[unit]:
                rows[at] = row
                own[at] = deals[row] != NO_DEAL
                at += 1
