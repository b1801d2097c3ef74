"""What answers of several kinds are made of: lengths of time, bins, differences, remarks."""

from typing import Literal, TypeAlias

from msgspec import UNSET, UnsetType, field

from tropa.show.api.shapes import InBoth, Shape

Proven: TypeAlias = Literal["real", "not_proven", "too_few"]
"""Whether a difference is real, by an interval and a chance corrected for all looks."""


class TookDays(Shape):
    """How long something took, in days; null where nobody did it, or too few to tell."""

    n: int
    p25_days: float | None
    median_days: float | None
    p75_days: float | None
    p90_days: float | None
    mean_days: float | None
    median_low_days: float | None
    """With `median_high_days` the interval of the median."""
    median_high_days: float | None


class TookSeconds(Shape):
    """How long somebody was at a node before going on, in seconds."""

    n: int
    mean_seconds: float
    median_seconds: float


class Bin(Shape):
    """Numbers from one edge to before another; of equal edges the number itself."""

    from_: float | None = field(name="from")
    """Null: from the smallest."""
    to: float | None
    """Null: to the largest."""
    count: int
    share: float | None


class PointsApart(Shape):
    """The difference of two shares, as a share, and its interval."""

    points: float
    low: float
    high: float


class AnswerRemark(Shape):
    """Something to know of an answer before its figures are repeated to anybody."""

    code: str
    words: InBoth
    n: int | UnsetType = UNSET
    """What it counts, where it counts."""


class SplitGroup(Shape):
    """One group of a split answer."""

    value: str | None
    """Of the property; null for those without it, and for the rest."""
    other: bool
    """It is all the rest together."""
