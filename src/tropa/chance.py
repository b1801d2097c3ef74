"""Every draw is a hash of names, so the same names draw the same, on any machine, for ever.

A draw is asked for by what it is about (`uniform("seed", "person", 17, "leaves")`), never by
its turn in a sequence: adding a draw somewhere changes no other draw.
"""

import math
from collections.abc import Sequence
from hashlib import blake2b
from statistics import NormalDist
from struct import Struct
from typing import Final, TypeVar

_T = TypeVar("_T")

_SCALE: Final = 2.0**-64
_SHORT_SCALE: Final = 2.0**-32
_SHORT_NUMBERS: Final = Struct("<16I").unpack
_NORMAL: Final = NormalDist()


def uniform(*names: str | int) -> float:
    """A number in (0, 1), even over it."""
    digest = blake2b("\x1f".join(str(name) for name in names).encode(), digest_size=8)
    return (int.from_bytes(digest.digest(), "big") + 0.5) * _SCALE


def happens(share: float, *names: str | int) -> bool:
    """True in `share` of all draws."""
    return uniform(*names) < share


def choice(options: Sequence[_T], weights: Sequence[float], *names: str | int) -> _T:
    """One of the options, in proportion to its weight."""
    point = uniform(*names) * sum(weights)
    for option, weight in zip(options, weights, strict=True):
        point -= weight
        if point < 0:
            return option
    return options[-1]


def exponential(mean: float, *names: str | int) -> float:
    """A waiting time with this mean and no memory."""
    return -mean * math.log(uniform(*names))


def lognormal(mean: float, spread: float, *names: str | int) -> float:
    """A positive number with this mean; `spread` is the deviation of its logarithm."""
    drawn = _NORMAL.inv_cdf(uniform(*names)) * spread
    return mean * math.exp(drawn - spread * spread / 2)


def poisson(mean: float, *names: str | int) -> int:
    """A whole number of events when `mean` are expected."""
    count, reached = 0, exponential(1.0, *names, 0)
    while reached < mean:
        count += 1
        reached += exponential(1.0, *names, count)
    return count


class Draws:
    """A row of numbers in (0, 1) under one name, as long as it takes.

    For a short stretch of a story that asks for many: its turns depend on nothing but the name.
    """

    __slots__ = ("_at", "_name", "_row", "_turn")

    def __init__(self, *names: str | int) -> None:
        self._name = "\x1f".join(str(name) for name in names)
        self._turn = 0
        self._at = 0
        self._row: tuple[int, ...] = ()

    def next(self) -> float:
        """The next number."""
        at = self._at
        if at == len(self._row):
            at = self._more()
        self._at = at + 1
        return (self._row[at] + 0.5) * _SHORT_SCALE

    def _more(self) -> int:
        block = blake2b(f"{self._name}\x1f{self._turn}".encode()).digest()
        self._row = _SHORT_NUMBERS(block)
        self._turn += 1
        return 0
