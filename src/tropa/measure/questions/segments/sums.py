"""What a question of segments adds up: whole numbers only, so that any split is the same."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.measure.questions.tally import Tally

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

UNITS, ENTERED, LEFT = range(3)
_FLOWS: Final = 3


@dataclass
class Sums:
    """People of a question of s segments and p periods."""

    people: int
    nowhere: int
    """In none of the segments."""
    first: Int64
    """s; for whom it is the first that fits, in the map's order."""
    both: Int64
    """s × s; who belongs to two of them, on the diagonal to one."""
    alone: Int64
    """s; who belongs to this one only."""
    over_time: Int64
    """p × s × 3: who belongs at the end, who came since the end before, who went."""
    people_then: Int64
    """p; known by the end of each period."""
    sides: Int64
    """Of a difference: who stands on each side, and who is in both."""
    traits: Tally
    """By trait and value, how many of each side."""
    deeds: Tally
    """By event, how many of each side did it."""

    def take_in(self, other: "Sums") -> None:
        """Add the people of another part."""
        self.people += other.people
        self.nowhere += other.nowhere
        self.first += other.first
        self.both += other.both
        self.alone += other.alone
        self.over_time += other.over_time
        self.people_then += other.people_then
        self.sides += other.sides
        self.traits.take_in(other.traits)
        self.deeds.take_in(other.deeds)


def nothing(segments: int, periods: int) -> Sums:
    """The sums of nobody."""

    def zeros(*shape: int) -> Int64:
        return np.zeros(shape, np.int64)

    return Sums(
        people=0,
        nowhere=0,
        first=zeros(segments),
        both=zeros(segments, segments),
        alone=zeros(segments),
        over_time=zeros(periods, segments, _FLOWS),
        people_then=zeros(periods),
        sides=zeros(3),
        traits=Tally(0, 2),
        deeds=Tally(0, 2),
    )


def add_now(sums: Sums, belong: Bools, people: int) -> None:
    """Take in who belongs to what now."""
    times = belong.sum(axis=0)
    sums.people += people
    sums.nowhere += people - int((times > 0).sum())
    sums.alone += (belong & (times == 1)).sum(axis=1)
    if len(belong):
        came = np.bincount(np.argmax(belong, axis=0)[times > 0], minlength=len(belong))
        sums.first += came
    # Whole numbers below 2⁵³: exact, and much faster than multiplying whole numbers.
    exact = belong.astype(np.float64)
    sums.both += (exact @ exact.T).astype(np.int64)


def add_period(sums: Sums, at: int, before: Bools, now: Bools, people: int) -> None:
    """Take in who belonged at the end of a period and at the end of the one before."""
    sums.over_time[at, :, UNITS] += now.sum(axis=1)
    sums.over_time[at, :, ENTERED] += (now & ~before).sum(axis=1)
    sums.over_time[at, :, LEFT] += (before & ~now).sum(axis=1)
    sums.people_then[at] += people
