"""Numbers of answers under their names: shares with intervals, lengths of time."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY
from tropa.measure.interval import Rate
from tropa.measure.questions.medians import median_ranks

Int64 = NDArray[np.int64]

_ENDS: Final = ("median_low_days", "median_high_days")


def rate_json(rate: Rate) -> dict[str, Any]:
    """A share with its numbers and interval."""
    low, high = rate.ends
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "rate": rate.rate,
        "low": low,
        "high": high,
    }


def times_json(parts: list[Int64]) -> dict[str, Any]:
    """How long something took: number, quartiles, nine tenths, mean, in days.

    With the interval of the median, where there are enough for one.
    """
    took = np.concatenate(parts) if parts else np.zeros(0, np.int64)
    if not len(took):
        empty = ("p25_days", "median_days", "p75_days", "p90_days", "mean_days")
        return {"n": 0, **dict.fromkeys((*empty, *_ENDS))}
    shares = np.quantile(took, (0.25, 0.5, 0.75, 0.9)) / DAY
    names = ("p25_days", "median_days", "p75_days", "p90_days")
    told = {name: float(days) for name, days in zip(names, shares, strict=True)}
    told |= {"mean_days": float(took.mean() / DAY)}
    return {"n": len(took), **told, **_median_ends(took)}


def _median_ends(took: Int64) -> dict[str, float | None]:
    ranks = median_ranks(len(took))
    if ranks is None:
        return dict.fromkeys(_ENDS)
    ends = np.partition(took, ranks)[list(ranks)] / DAY
    return {name: float(days) for name, days in zip(_ENDS, ends, strict=True)}
