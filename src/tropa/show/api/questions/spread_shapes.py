"""Answers of questions of the kinds `distribution`, `table` and `score`."""

from typing import Literal

from msgspec import UNSET, UnsetType, field

from tropa.show.api.maps.shapes import Rate
from tropa.show.api.questions.parts_shapes import Bin
from tropa.show.api.shapes import Shape

# ---------------------------------------------------------------- distribution


class Spread(Shape, kw_only=True):
    """How numbers are spread; null where there are none."""

    unit: Literal["amount", "days", "events"]
    n: int
    missing: int | UnsetType = UNSET
    """Events without a number, or units that did not get there; not of numbers of events."""
    sum: float | UnsetType = UNSET
    """Not of times."""
    mean: float | None
    min: float | None
    p10: float | None
    p25: float | None
    median: float | None
    p75: float | None
    p90: float | None
    p99: float | None
    max: float | None
    histogram: list[Bin]


class SpreadGroup(Spread, kw_only=True):
    """The numbers of one group."""

    value: str | None
    other: bool
    """It is all the rest together."""


class DistributionAnswer(Spread, kw_only=True, tag_field="question", tag="distribution"):
    """How amounts, numbers of events, or waits are spread."""

    groups: list[SpreadGroup] | UnsetType = UNSET
    rounded: bool | UnsetType = UNSET
    """Quantiles are within one per cent; where there were too many numbers for exact ones."""


# ---------------------------------------------------------------- table


class TableFigures(Shape, kw_only=True):
    """Who did something and how often; with an amount its sum, with `then` who went on."""

    units: int
    events: int
    share: float | None
    """Of all events."""
    sum: float | UnsetType = UNSET
    """With an amount."""
    mean: float | UnsetType | None = UNSET
    missing: int | UnsetType = UNSET
    """Events that say no number."""
    conversion: Rate | UnsetType = UNSET
    """With `then`: who went on to it."""
    ripe: Rate | UnsetType = UNSET
    """The same of those alone whose time is over."""
    in_window: int | UnsetType = UNSET
    """Who has not gone on and still may."""


class TableRow(TableFigures, kw_only=True):
    """The figures of a value, or of a pair of values."""

    value: str | None
    second_value: str | UnsetType | None = UNSET
    """With two splits."""
    other: bool
    """It is all the rest together."""


class TableAnswer(Shape, tag_field="question", tag="table"):
    """A breakdown by the values of one property or two."""

    total: TableFigures
    values: list[TableRow]


# ---------------------------------------------------------------- score


class ScoreGrade(Shape):
    """How many have a grade."""

    grade: str
    """A1 to D4; where fit is not asked about, 1 to 4."""
    people: int
    share: float | None


class ScoreBand(Shape):
    """Of a band of the score as it stood then, how many won."""

    from_: float | None = field(name="from")
    """Null: from the lowest."""
    to: float | None
    """Null: to the highest."""
    won: Rate
    in_window: int
    """Who may yet win."""


class ScoreAnswer(Shape, kw_only=True, tag_field="question", tag="score"):
    """How well each fits, how engaged they are, and whether that foretells wins."""

    people: int
    qualified: Rate | UnsetType = UNSET
    """Where fit is asked about."""
    mean_fit: float | UnsetType | None = UNSET
    mean: float | None
    """Of engagement, in points; null of nobody, as are the others."""
    p10: float | None
    median: float | None
    p90: float | None
    max: float | None
    grades: list[ScoreGrade]
    engagement: list[Bin]
    calibration: list[ScoreBand] | UnsetType = UNSET
    """Where it is held against wins; so are the fields below."""
    monotone: bool | UnsetType | None = UNSET
    """No band wins more seldom than the one below; null where there are not two."""
    verdict: Literal["rising", "alike", "falls", "uneven", "too_few"] | UnsetType = UNSET
    won_of_qualified: Rate | UnsetType = UNSET
    """Where fit is asked about."""
    won_of_others: Rate | UnsetType = UNSET
    won_before: int | UnsetType = UNSET
    not_yet: int | UnsetType = UNSET
    """Who was not there yet."""
    rounded: bool | UnsetType = UNSET
    """Quantiles are within one per cent; where there were too many numbers for exact ones."""
