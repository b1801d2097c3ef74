"""Paths out of events: who was touched by what before each conversion.

    a conversion at T    the touches with T − within ≤ t ≤ T, both ends included
    cut                  of these, only touches after the instant of the conversion before it
    who never converted  the touches with L − within ≤ t ≤ L, where L is his last touch
    rest                 the touches after his last conversion, as a path not converted

Conversions of one instant are of one path, counted by their number: which of two rows of the
same instant stands first decides nothing. Read from his last touch, one who did not convert is
looked at through the same window as one who did; otherwise his path would only be the longer.

A path belongs to the period its end falls into, T or L; conversions out of the period still
cut, and still say that a person has converted.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER, Duration, Instant
from tropa.compiled import compiled
from tropa.errors import UsageFault
from tropa.measure.attribution.journeys import Paths

Int64 = NDArray[np.int64]
Bool = NDArray[np.bool_]

NO_LABEL: Final = -1
MOST_STEPS: Final = 1 << 27
"""So many steps take two gigabytes; a long trail with many conversions would ask for more."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Events person by person, each person's in order of time."""

    offsets: Int64
    """Where the events of each person begin, and the end of the last."""
    time: Int64
    label: Int64
    """What was touched, NO_LABEL for an event that is no touch."""
    converts: Bool
    value: Int64
    """Worth of a conversion in minor units; elsewhere nothing is read."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """How far from a conversion touches still count."""

    within: Duration = FOREVER
    cut: bool = False
    """Touches before a former conversion belong to that one alone."""
    rest: bool = False
    """Touches after the last conversion are a path that has not converted."""
    since: Instant = BEFORE
    until: Instant = FOREVER
    """Paths that end from `since` and before `until`."""


_ALL: Final = LookBack()


def extract(rows: Rows, labels: tuple[str, ...], look: LookBack = _ALL) -> Paths:
    """The paths of these people.

    Raises:
        UsageFault: the paths together have more than MOST_STEPS steps.
    """
    first, decisive, past = _of_period(rows, look)
    touched = rows.label != NO_LABEL
    touches = _before(touched)
    begin, end = touches[first], touches[past]
    steps = int((end - begin).sum())
    if steps > MOST_STEPS:
        raise UsageFault("attribution_too_long", n=steps, limit=MOST_STEPS)
    sold, worth = _before(rows.converts), _before(np.where(rows.converts, rows.value, 0))
    converted = sold[past] - sold[decisive]
    at_touch = np.flatnonzero(touched)
    codes, at = np.empty(steps, np.int64), np.empty(steps, np.int64)
    _gather(begin, end, rows.label[at_touch], codes)
    _gather(begin, end, rows.time[at_touch], at)
    return Paths(
        labels,
        _before(end - begin),
        codes,
        converted,
        worth[past] - worth[decisive],
        (converted == 0).astype(np.int64),
        at,
    )


def whose(rows: Rows, look: LookBack = _ALL) -> Int64:
    """The person of each path that `extract` gives of the same, in the same order."""
    decisive: Int64 = _of_period(rows, look)[1]
    return np.searchsorted(rows.offsets, decisive, side="right") - 1


def _of_period(rows: Rows, look: LookBack) -> Int64:
    """The spans of paths that end in the period."""
    spans = _spans(rows, look)
    ends = rows.time[spans[1]]
    return spans[:, (look.since <= ends) & (ends < look.until)]


def _before(column: NDArray[np.int64] | Bool) -> Int64:
    """The sum of what stands before each row, and of all."""
    return np.concatenate([[0], np.cumsum(column)]).astype(np.int64, copy=False)


def _spans(rows: Rows, look: LookBack) -> Int64:
    """Of each path its first event, the event that ends it, and where it is over."""
    opened = rows.offsets[:-1].copy()
    sold = np.empty((3, int(rows.converts.sum())), np.int64)
    many = _conversions(
        rows.offsets, rows.time, rows.converts, look.within, look.cut, opened, sold
    )
    left = np.empty((3, len(opened)), np.int64)
    more = _rests(rows.offsets, rows.time, rows.label, look.within, look.rest, opened, left)
    return np.concatenate([sold[:, :many], left[:, :more]], axis=1)


@compiled
def _conversions(
    offsets: Int64,
    time: Int64,
    converts: Bool,
    within: int,
    cut: bool,  # noqa: FBT001 - compiled functions are called by place
    opened: Int64,
    spans: Int64,
) -> int:
    """Paths that converted; `opened` learns where each person's last conversion is over."""
    many = 0
    for person in range(len(offsets) - 1):
        row, end = offsets[person], offsets[person + 1]
        first = row
        while row < end:
            if not converts[row]:
                row += 1
                continue
            instant, past = time[row], row + 1
            while past < end and time[past] == instant:
                past += 1
            while instant - time[first] > within:
                first += 1
            spans[0, many], spans[1, many], spans[2, many] = first, row, past
            many += 1
            opened[person] = row = past
            if cut:
                first = past
    return many


@compiled
def _rests(
    offsets: Int64,
    time: Int64,
    label: Int64,
    within: int,
    rest: bool,  # noqa: FBT001 - compiled functions are called by place
    opened: Int64,
    spans: Int64,
) -> int:
    """Paths that did not convert: of people who never have, and what is left over."""
    many = 0
    for person in range(len(opened)):
        first, past = opened[person], offsets[person + 1]
        while past > first and label[past - 1] == NO_LABEL:
            past -= 1
        if past == first or (first > offsets[person] and not rest):
            continue
        while time[past - 1] - time[first] > within:
            first += 1
        spans[0, many], spans[1, many], spans[2, many] = first, past - 1, past
        many += 1
    return many


@compiled
def _gather(begin: Int64, end: Int64, column: Int64, into: Int64) -> None:
    at = 0
    for path in range(len(begin)):
        for touch in range(begin[path], end[path]):
            into[at] = column[touch]
            at += 1


@compiled
def drop_lost(offsets: Int64, converts: Bool, counted: Bool) -> None:
    """Take the rows of whoever never converted out of those that count."""
    for person in range(len(offsets) - 1):
        begin, end = offsets[person], offsets[person + 1]
        if not converts[begin:end].any():
            counted[begin:end] = False


@compiled
def count_lost(
    offsets: Int64, time: Int64, converts: Bool, touched: Bool, since: int, until: int
) -> int:
    """How many never converted and were touched the last time in a period."""
    many = 0
    for person in range(len(offsets) - 1):
        begin, row = offsets[person], offsets[person + 1] - 1
        while row >= begin and not touched[row]:
            row -= 1
        if row >= begin and since <= time[row] < until:
            many += int(not converts[begin : offsets[person + 1]].any())
    return many
