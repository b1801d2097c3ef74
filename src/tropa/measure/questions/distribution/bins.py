"""Edges of a histogram at numbers people think in.

    few whole numbers    each by itself
    times                a minute, a quarter of an hour, an hour, a day, a week, a month, a year
    wide positive ones   1, 2, 5, 10, 20 …, where the largest are a hundred times the smallest
    others               steps of 1, 2 or 5 times a power of ten

The edges span the middle 98 of a hundred numbers, and the rest where it is near; what lies
farther stands in two bins without an end, so that one mistyped number does not flatten the
picture. A bin holds its lower edge and not its upper one.
"""

from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, log10
from typing import Final, NamedTuple

import numpy as np

from tropa.clock import DAY, HOUR, MINUTE, SECOND
from tropa.measure.questions.spread import Cell

_LEAST, _MOST = 0.01, 0.99
_NEAR: Final = 1 / 4
"""Of that span: so near the rest is spanned, too."""
_WIDE: Final = 100
"""Times the smallest: edges then grow by factors."""
_SINGLE: Final = 2
"""Times the wanted bins: so many whole numbers still stand each by itself."""
_NICE: Final = (1, 2, 5, 10)
_FEW: Final = 4

_TIMES: Final = (
    *(one * SECOND for one in (1, 5, 15, 30)),
    *(one * MINUTE for one in (1, 5, 15, 30)),
    *(one * HOUR for one in (1, 3, 6, 12)),
    *(one * DAY for one in (1, 2, 3, 7, 14, 30, 60, 90, 180, 365, 730, 1825, 3650)),
)


_STEPS: Final = (
    *(one * SECOND for one in (1, 2, 5, 10, 15, 30)),
    *(one * MINUTE for one in (1, 2, 5, 10, 15, 30)),
    *(one * HOUR for one in (1, 2, 3, 6, 12)),
    *(one * DAY for one in (1, 2, 7, 14, 30)),
)


class Bin(NamedTuple):
    """Numbers from one edge to before another; of equal edges, the number itself."""

    low: float | None
    """None: from the smallest."""
    high: float | None
    """None: to the largest."""
    many: int


class Edges(NamedTuple):
    """Where bins begin and end."""

    at: tuple[float, ...]
    single: bool = False
    """Each is a number by itself."""


def edges_of(cell: Cell, wanted: int, *, times: bool) -> Edges:
    """The edges that fit some numbers.

    Args:
        cell: the numbers.
        wanted: about how many bins.
        times: whether the numbers are lengths of time, in µs.
    """
    if not cell.n:
        return Edges(())
    least, most = float(cell.value[0]), float(cell.value[-1])
    whole = bool((cell.value == np.floor(cell.value)).all())
    if least == most or (not times and whole and most - least < _SINGLE * wanted):
        return Edges(tuple(least + step for step in range(int(most - least) + 1)), single=True)
    low, high = _middle(cell, least, most)
    if times:
        return Edges(_of_times(low, high, wanted))
    if low > 0 and high / low >= _WIDE:
        return Edges(_growing(low, high, wanted))
    return Edges(_even(low, high, _step((high - low) / wanted)))


def bins_of(cell: Cell, edges: Edges) -> list[Bin]:
    """Numbers bin by bin; a bin without an end only where it has some."""
    if edges.single:
        known = dict(zip(cell.value.tolist(), cell.times.tolist(), strict=True))
        return [Bin(one, one, known.get(one, 0)) for one in edges.at]
    place = np.searchsorted(np.asarray(edges.at, np.float64), cell.value, side="right")
    many = np.zeros(len(edges.at) + 1, np.int64)
    np.add.at(many, place, cell.times)
    ends = pairwise((None, *edges.at, None))
    every = [Bin(low, high, one) for (low, high), one in zip(ends, many.tolist(), strict=True)]
    return [one for one in every if one.many or None not in (one.low, one.high)]


def _middle(cell: Cell, least: float, most: float) -> tuple[float, float]:
    """What the edges span."""
    low, high = cell.quantile(_LEAST) or 0.0, cell.quantile(_MOST) or 0.0
    near = (high - low) * _NEAR
    if low == high:
        # All but a few are one number: it stands between its neighbours.
        return least, most
    return (
        least if least >= low - near else low,
        most if most <= high + near else high,
    )


def _of_times(low: float, high: float, wanted: int) -> tuple[float, ...]:
    inside = [one for one in _TIMES if low < one <= high]
    if len(inside) < _FEW:
        least = (high - low) / wanted
        steps = [Fraction(one) for one in _STEPS if one >= least]
        return _even(low, high, steps[0] if steps else _step(least))
    first = max((one for one in _TIMES if one <= low), default=0)
    last = [one for one in _TIMES if one > high][:1]
    return _thinned([float(one) for one in (first, *inside, *last)], wanted)


def _even(low: float, high: float, step: Fraction) -> tuple[float, ...]:
    """Equal steps; computed exactly, so that a tenth is the nearest number to a tenth."""
    first, last = (floor(Fraction(str(one)) / step) for one in (low, high))
    return tuple(float(at * step) for at in range(first, last + 2))


def _step(least: float) -> Fraction:
    """The nearest nice step that is no smaller."""
    power = Fraction(10) ** floor(log10(least))
    return next(one * power for one in _NICE if one * power >= least)


def _growing(low: float, high: float, wanted: int) -> tuple[float, ...]:
    powers = range(floor(log10(low)), ceil(log10(high)) + 2)
    every = [float(one * Fraction(10) ** power) for power in powers for one in _NICE[:-1]]
    first = max(at for at, one in enumerate(every) if one <= low)
    last = next(at for at, one in enumerate(every) if one > high)
    return _thinned(every[first : last + 1], wanted)


def _thinned(edges: list[float], wanted: int) -> tuple[float, ...]:
    """Every second, third … edge where there are too many; the last one stays."""
    step = ceil((len(edges) - 1) / (_SINGLE * wanted))
    kept = edges[::step]
    return tuple(kept if kept[-1] == edges[-1] else [*kept, edges[-1]])
