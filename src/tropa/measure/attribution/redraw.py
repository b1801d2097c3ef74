"""How far credits would move had other people of the same kind come: the bootstrap of paths.

Every person of a path is taken a Poisson number of times, one on average: in all, as if as many
had been drawn again from those who came. Each drawing is shared anew, and the middle 95 % of
its credits are the interval. Credits are of the conversions counted, so the interval tells of
the sharing, not of the total.

A draw is a hash of what it is about: the seed, the drawing, and the labels of the path. The
order of people, how they were split, and paths that others went change none of them.

B. Efron, «Bootstrap methods: another look at the jackknife», 1979.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.chance import uniform
from tropa.compiled import compiled, part
from tropa.measure.attribution.chain import counted, walks
from tropa.measure.attribution.compress import compressed
from tropa.measure.attribution.journeys import Paths
from tropa.measure.attribution.markov import solved
from tropa.measure.interval import CONFIDENCE

Int64 = NDArray[np.int64]
UInt64 = NDArray[np.uint64]
Float64 = NDArray[np.float64]

DRAWS: Final = 200
MOST_STATES_REDRAWN: Final = 256
MOST_STEPS_REDRAWN: Final = 20_000_000
"""Every drawing solves the chain again and goes all different paths."""

# At most so many people are drawn by one number, lest e^−people be too small to walk up from.
_TOGETHER: Final = 16
_NEVER_MORE: Final = 200
_NOBODY: Final = np.exp(-np.arange(_TOGETHER + 1, dtype=np.float64))

# The mixing of SplitMix64: G. Steele, D. Lea, C. Flood, 2014.
_GAMMA: Final = np.uint64(0x9E3779B97F4A7C15)
_ONE: Final = np.uint64(0xBF58476D1CE4E5B9)
_TWO: Final = np.uint64(0x94D049BB133111EB)
_S30, _S27, _S31, _S11 = np.uint64(30), np.uint64(27), np.uint64(31), np.uint64(11)
_SCALE: Final = 2.0**-53


@dataclass(frozen=True, slots=True)
class Spread:
    """For each label the least and the most it may be a part of."""

    low: Float64
    high: Float64


def spread(paths: Paths, order: int, draws: int, seed: str) -> Spread | None:
    """Intervals of the parts a chain gives to labels; None where they cannot be drawn.

    They cannot without drawings, where nothing converts, and where the chain is too large to be
    solved many times.
    """
    if draws == 0:
        return None
    few = compressed(paths)
    walk = walks(few, order)
    if len(walk.last) > MOST_STATES_REDRAWN or len(few.codes) > MOST_STEPS_REDRAWN:
        return None
    names = names_of(few)
    found: list[Float64] = []
    for draw in range(draws):
        converted, lost = (
            drawn(names, column, _number(seed, draw, name))
            for name, column in (("converted", few.converted), ("lost", few.lost))
        )
        parts = solved(walk, counted(walk, converted, lost), len(few.labels)).parts
        if parts.any():
            found.append(parts)
    if not found:
        return None
    low, high = np.quantile(
        np.stack(found), ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2), axis=0
    )
    return Spread(low, high)


def _number(*names: str | int) -> np.uint64:
    """A whole number of 63 bits that belongs to these names."""
    return np.uint64(int(uniform("attribution", *names) * 2**63))


def names_of(paths: Paths) -> UInt64:
    """A number for each path that belongs to its labels, in their order."""
    labels = np.array([_number("label", label) for label in paths.labels], np.uint64)
    found = np.zeros(len(paths), np.uint64)
    with np.errstate(over="ignore"):  # where nothing is compiled, numbers that wrap are told
        _named(paths.offsets, paths.codes, labels, found)
    return found


def drawn(names: UInt64, people: Int64, salt: np.uint64) -> Int64:
    """For each path how many of its people are taken by the drawing `salt`."""
    found = np.empty_like(people)
    with np.errstate(over="ignore"):
        _redraw(names, people, salt, _NOBODY, found)
    return found


@part
def _mixed(number: np.uint64) -> np.uint64:
    number = (number ^ (number >> _S30)) * _ONE
    number = (number ^ (number >> _S27)) * _TWO
    return number ^ (number >> _S31)


@part
def _poisson(mean: int, nobody: float, point: float) -> int:
    """How many, when `mean` are expected and `point` is a draw of (0, 1)."""
    chance = nobody
    for many in range(_NEVER_MORE):
        if point < chance:
            return many
        point -= chance
        chance *= mean / (many + 1)
    return _NEVER_MORE


@compiled
def _named(offsets: Int64, codes: Int64, labels: UInt64, found: UInt64) -> None:
    for path in range(len(found)):
        number = _GAMMA
        for step in range(offsets[path], offsets[path + 1]):
            number = _mixed((number ^ labels[int(codes[step])]) + _GAMMA)
        found[path] = number


@compiled
def _redraw(
    names: UInt64, people: Int64, salt: np.uint64, nobody: Float64, found: Int64
) -> None:
    for path in range(len(names)):
        number, left, many = names[path] ^ salt, people[path], 0
        while left > 0:
            together = min(left, _TOGETHER)
            number += _GAMMA
            point = (np.float64(_mixed(number) >> _S11) + 0.5) * _SCALE
            many += _poisson(together, float(nobody[int(together)]), point)
            left -= together
        found[path] = many
