"""Answers of questions of the kinds `retention`, `stickiness`, `lifecycle` and `trend`."""

from msgspec import UNSET, UnsetType

from tropa.show.api.maps.shapes import Rate
from tropa.show.api.questions.parts_shapes import SplitGroup
from tropa.show.api.shapes import Shape

# ---------------------------------------------------------------- retention


class RetentionCell(Shape):
    """How many of a cohort came back so long after; null where its time has not come."""

    offset: str
    """`3`, of a bracket `4-7`."""
    count: int | None
    returned: Rate | None
    young: bool
    """Its time is not over: it may grow."""


class RetentionCohort(Shape):
    """Those who began in a period."""

    period: str
    units: int
    partial: bool
    """Not all of the period was looked at."""
    cells: list[RetentionCell]


class RetentionMean(Shape):
    """How many came back so long after, of all cohorts whose time is over."""

    offset: str
    of: int
    count: int
    returned: Rate


class RetentionGroup(SplitGroup):
    """The cohorts of one group."""

    cohorts: list[RetentionCohort]
    mean: list[RetentionMean]


class RetentionAnswer(Shape, tag_field="question", tag="retention"):
    """How many of those who began in a period came back, period after period."""

    cohorts: list[RetentionCohort]
    mean: list[RetentionMean]
    groups: list[RetentionGroup] | UnsetType = UNSET


# ---------------------------------------------------------------- stickiness


class InPeriods(Shape):
    """Who was there in so many periods."""

    in_periods: int
    units: int
    share: Rate
    at_least: int
    """Who was there in so many, or more."""
    at_least_share: Rate


class StickinessGroup(SplitGroup):
    """The stickiness of one group."""

    units: int
    mean_periods: float | None
    distribution: list[InPeriods]


class StickinessAnswer(Shape, tag_field="question", tag="stickiness"):
    """In how many periods people did something."""

    units: int
    mean_periods: float | None
    distribution: list[InPeriods]
    groups: list[StickinessGroup] | UnsetType = UNSET


# ---------------------------------------------------------------- lifecycle


class LifePeriod(Shape):
    """Who is there in a period, by what they were before; and who is there no more."""

    period: str
    partial: bool
    """It is not over yet."""
    active: int
    """New, returning and resurrecting."""
    new: int
    returning: int
    resurrecting: int
    dormant: int


class LifecycleGroup(SplitGroup):
    """The periods of one group."""

    periods: list[LifePeriod]


class LifecycleAnswer(Shape, tag_field="question", tag="lifecycle"):
    """Who is new in a period, who returned, who came back, who is gone."""

    periods: list[LifePeriod]
    groups: list[LifecycleGroup] | UnsetType = UNSET


# ---------------------------------------------------------------- trend


class TrendFigures(Shape, kw_only=True):
    """How often something was done; its sum, and what was before, where they are asked for."""

    events: int
    units: int
    per_unit: float | None
    first_time: int
    """Whose first ever it is."""
    sum: float | UnsetType = UNSET
    """With an amount."""
    mean: float | UnsetType | None = UNSET
    median: float | UnsetType | None = UNSET
    p90: float | UnsetType | None = UNSET
    missing: int | UnsetType = UNSET
    """Events that say no number."""
    previous_events: int | UnsetType = UNSET
    """With a comparison: of the equal time before."""
    events_change: float | UnsetType | None = UNSET
    """now ÷ before − 1."""
    previous_units: int | UnsetType = UNSET
    units_change: float | UnsetType | None = UNSET
    previous_sum: float | UnsetType = UNSET
    sum_change: float | UnsetType | None = UNSET


class TrendPeriod(TrendFigures, kw_only=True):
    """The figures of a period."""

    period: str
    partial: bool
    """Not all of the period was looked at, or it is not over."""
    cumulative_events: int
    cumulative_units: int
    cumulative_sum: float | UnsetType = UNSET
    previous_period: str | UnsetType = UNSET


class TrendGroup(SplitGroup):
    """The periods of one group."""

    total: TrendFigures
    periods: list[TrendPeriod]


class TrendAnswer(Shape, tag_field="question", tag="trend"):
    """How often something was done, period by period."""

    total: TrendFigures
    periods: list[TrendPeriod]
    groups: list[TrendGroup] | UnsetType = UNSET
    rounded: bool | UnsetType = UNSET
    """Quantiles are within one per cent; where there were too many numbers for exact ones."""
