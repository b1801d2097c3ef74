"""What questions are answered with: an answer of some kind, how it was made; several at once.

Every answer says its kind in `question`; a comparison has two answers of one kind within.
"""

from typing import Literal, TypeAlias

from msgspec import UNSET, UnsetType

from tropa.show.api.maps.shapes import Between, Rate
from tropa.show.api.questions.credit_shapes import AttributionAnswer, SegmentsAnswer
from tropa.show.api.questions.funnel_shapes import FunnelAnswer
from tropa.show.api.questions.over_time_shapes import (
    LifecycleAnswer,
    RetentionAnswer,
    StickinessAnswer,
    TrendAnswer,
)
from tropa.show.api.questions.parts_shapes import PointsApart, Proven, TookDays
from tropa.show.api.questions.shapes import AskFinding
from tropa.show.api.questions.spread_shapes import DistributionAnswer, ScoreAnswer, TableAnswer
from tropa.show.api.questions.trails_shapes import PathsAnswer, TransitionsAnswer
from tropa.show.api.shapes import Edition, InBoth, LinesInBoth, Shape

PlainAnswer: TypeAlias = (
    FunnelAnswer
    | PathsAnswer
    | TransitionsAnswer
    | RetentionAnswer
    | StickinessAnswer
    | LifecycleAnswer
    | TrendAnswer
    | DistributionAnswer
    | TableAnswer
    | AttributionAnswer
    | SegmentsAnswer
    | ScoreAnswer
)
"""An answer of any kind but a comparison."""

# ---------------------------------------------------------------- compare


class CompareSide(Shape):
    """One side of a comparison."""

    side: str
    """What it is called."""
    units: int | None
    """Null where the sides are periods: everybody is asked of both."""


class SharesApart(Shape):
    """A share of both sides, and whether they differ."""

    what: list[str]
    """Where in the answers it stands."""
    first: Rate
    second: Rate
    difference: PointsApart
    p: float | None
    p_corrected: float | None
    verdict: Proven


class DaysApart(Shape):
    """The difference of two medians, in days, with its interval where both have one."""

    days: float
    low: float | None
    high: float | None


class TimesApart(Shape):
    """A length of time of both sides, and how far the medians are apart."""

    what: list[str]
    """Where in the answers it stands."""
    first: TookDays
    second: TookDays
    difference: DaysApart


class CompareRemark(Shape):
    """Something to know of a comparison before it is repeated to anybody."""

    code: str
    words: InBoth
    n: int | UnsetType = UNSET
    """What it counts, where it counts."""
    real: int | UnsetType = UNSET
    """Of so many looks, differences that are real."""


class CompareAnswer(Shape, tag_field="question", tag="compare"):
    """The same question of two sides, and what of the answers differs."""

    sides: list[CompareSide]
    differences: list[SharesApart]
    times: list[TimesApart]
    remarks: list[CompareRemark]
    first: PlainAnswer
    second: PlainAnswer


AnyAnswer: TypeAlias = PlainAnswer | CompareAnswer
"""An answer of any kind, told apart by its `question`."""

# ---------------------------------------------------------------- how, and several


class AskHow(Shape):
    """How a question's answer was made."""

    question: Literal[
        "funnel",
        "paths",
        "transitions",
        "retention",
        "stickiness",
        "lifecycle",
        "trend",
        "distribution",
        "table",
        "attribution",
        "segments",
        "score",
        "compare",
    ]
    map: str | None
    edition: Edition | None
    as_of: str
    period: Between
    per: Literal["person", "deal"]
    timezone: str
    confidence: float
    words: LinesInBoth


class OneOfSeveral(Shape):
    """A question among several: its answer and how it was made, or why it was refused."""

    answer: AnyAnswer | UnsetType = UNSET
    how: AskHow | UnsetType = UNSET
    code: str | UnsetType = UNSET
    """Where it was refused; so are the fields below."""
    message: str | UnsetType = UNSET
    next: str | UnsetType = UNSET
    where: str | UnsetType = UNSET
    findings: list[AskFinding] | UnsetType = UNSET

    def __post_init__(self) -> None:
        """Be one or the other.

        Raises:
            ValueError: neither, or both.
        """
        answered = UNSET not in (self.answer, self.how)
        refused = UNSET not in (self.code, self.message, self.next)
        if answered == refused:
            raise ValueError("neither an answer nor a refusal, or both")


class SeveralHow(Shape):
    """Of how many questions, and how many were refused."""

    questions: int
    refused: int
