"""Rows read back from the history are given to persons, many at once."""

from collections.abc import Callable

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tropa.live.persons import Persons

Int64 = NDArray[np.int64]


def attribute(rows: pl.DataFrame, persons: Persons) -> pl.DataFrame:
    """The rows with the column `person` as links say now."""
    if not len(rows):
        return rows.with_columns(pl.lit(0, pl.Int64).alias("person"))
    who, device = rows["who"].to_numpy(), rows["device"].to_numpy()
    deal, time = rows["deal"].to_numpy(), rows["time"].to_numpy()
    anchors = _by_number(deal, persons.deal_anchor)
    human = np.where(anchors != 0, anchors, who)
    persons.remember(int(number) for number in np.unique(human[human != 0]))
    person = _by_number(human, persons.person)
    alone = (person == 0) & (device != 0)
    person[alone] = _by_device(device[alone], time[alone], persons)
    person = np.where(person == 0, deal, person)
    return rows.with_columns(pl.Series("person", person))


def _by_number(numbers: Int64, answer: Callable[[int], int]) -> Int64:
    distinct, at = np.unique(numbers, return_inverse=True)
    found = [answer(int(number)) if number else 0 for number in distinct]
    return np.asarray(found, np.int64)[at]


def _by_device(device: Int64, time: Int64, persons: Persons) -> Int64:
    found = device.copy()
    distinct, at = np.unique(device, return_inverse=True)
    order = np.argsort(at, kind="stable")
    ends = np.cumsum(np.bincount(at, minlength=len(distinct)))
    begin = 0
    for number, end in zip(distinct.tolist(), ends.tolist(), strict=True):
        owners = persons.owners(number)
        if owners.times:
            rows = order[begin:end]
            found[rows] = [owners.at(int(moment)) for moment in time[rows]]
        begin = end
    return found
