"""Calibration: of each band of the score how many won, and whether more points win oftener.

rate        won ÷ judged, with Wilson's interval; whose time to win is not over is not in it
monotone    no band wins more seldom than the one below; bands of nobody are passed over
verdict     of bands of thirty and more, for fewer prove nothing:
rising     none wins more seldom than the one below, and they are not all alike
alike      all win equally often: the score tells nothing
falls      some band wins more seldom than the one below, and Newcombe's interval of
their difference is off zero: more points, fewer wins
uneven     some band does, but chance may have done it
too_few    there are not two such bands
"""

from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.measure.interval import FEW, Rate, newcombe
from tropa.measure.questions.score.asked import SCALE
from tropa.measure.questions.telling import rate_json

Int64 = NDArray[np.int64]

_PAIR: Final = 2


def ends_of(edges: tuple[int, ...]) -> list[tuple[int | float | None, int | float | None]]:
    """Where each band begins and ends, in points."""
    every = [None, *(_points(one) for one in edges), None]
    return list(pairwise(every))


def labels_of(edges: tuple[int, ...]) -> list[str]:
    """What cells of bands are called: `..20`, `20..40`, `40..`."""
    return [
        f"{'' if low is None else low}..{'' if high is None else high}"
        for low, high in ends_of(edges)
    ]


def _points(billionths: int) -> int | float:
    whole, rest = divmod(billionths, SCALE)
    return billionths / SCALE if rest else whole


def bands_json(edges: tuple[int, ...], counts: Int64) -> dict[str, Any]:
    """The calibration under stable names.

    Args:
        edges: of bands, in billionths.
        counts: by band how many have not won, have won, and whose time is not over.
    """
    missed, won, waiting = (counts[:, at].tolist() for at in range(3))
    rates = [Rate(int(one), int(one + other)) for one, other in zip(won, missed, strict=True)]
    rows = [
        {"from": low, "to": high, "won": rate_json(rate), "in_window": int(yet)}
        for (low, high), rate, yet in zip(ends_of(edges), rates, waiting, strict=True)
    ]
    return {"calibration": rows, "monotone": monotone(rates), "verdict": verdict(rates)}


def monotone(rates: list[Rate]) -> bool | None:
    """Whether no band wins more seldom than the one below; None where there are not two."""
    some = [one for one in rates if one.denominator]
    if len(some) < _PAIR:
        return None
    return not any(_falls(low, high) for low, high in pairwise(some))


def verdict(rates: list[Rate]) -> str:
    """What bands of enough people prove."""
    some = [one for one in rates if one.denominator >= FEW]
    if len(some) < _PAIR:
        return "too_few"
    falls = [pair for pair in pairwise(some) if _falls(*pair)]
    if not falls:
        return "alike" if all(_alike(*pair) for pair in pairwise(some)) else "rising"
    return "falls" if any(newcombe(high, low)[2] < 0 for low, high in falls) else "uneven"


def _falls(low: Rate, high: Rate) -> bool:
    # Whole numbers: 1 of 3 and 2 of 6 are the same share to the last bit.
    return high.numerator * low.denominator < low.numerator * high.denominator


def _alike(low: Rate, high: Rate) -> bool:
    return high.numerator * low.denominator == low.numerator * high.denominator
