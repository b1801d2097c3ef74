"""Local days of many instants at once."""

from datetime import tzinfo
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, HOUR, as_datetime

Int64 = NDArray[np.int64]

_QUARTER: Final = HOUR // 4


def local_days(time: Int64, zone: tzinfo) -> Int64:
    """The number of the local day of each instant, counted from 1970."""
    return (time + utc_offsets(time, zone)) // DAY


def utc_offsets(time: Int64, zone: tzinfo) -> Int64:
    """How far local time is ahead of UTC at each instant, in µs.

    Zones change their offset at quarters of an hour: each quarter that occurs is asked once,
    and only where the days around it do not agree.
    """
    if not len(time):
        return np.zeros(0, np.int64)
    first, last = int(time.min()) // DAY, int(time.max()) // DAY + 1
    edges = np.asarray([_offset(day * DAY, zone) for day in range(first, last + 1)], np.int64)
    day = time // DAY - first
    offsets = edges[day]
    for change in np.flatnonzero(edges[1:] != edges[:-1]):
        rows = np.flatnonzero(day == change)
        quarters, at = np.unique(time[rows] // _QUARTER, return_inverse=True)
        asked = [_offset(int(quarter) * _QUARTER, zone) for quarter in quarters]
        offsets[rows] = np.asarray(asked, np.int64)[at]
    return offsets


def _offset(instant: int, zone: tzinfo) -> int:
    ahead = as_datetime(instant, zone).utcoffset()
    return 0 if ahead is None else round(ahead.total_seconds()) * 1_000_000
