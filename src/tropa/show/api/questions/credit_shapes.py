"""Answers of questions of the kinds `attribution` and `segments`."""

from typing import Literal

from msgspec import UNSET, UnsetType, field

from tropa.measure.attribution.credits import Model
from tropa.show.api.maps.shapes import Rate
from tropa.show.api.questions.parts_shapes import PointsApart, Proven
from tropa.show.api.shapes import InBoth, Shape

# ---------------------------------------------------------------- attribution


class AskedCredit(Shape):
    """What a model gives to a label, to the rest together, or to nobody met before."""

    model: Model
    label: str | None
    other: bool
    """It is all the rest together."""
    untouched: bool
    """Conversions before which nobody was met."""
    conversions: float
    share: float | None
    """Of all conversions; null where there are none."""
    title: str | UnsetType | None = UNSET
    """What a touchpoint of the map is called; where touchpoints have the credit."""
    value: float | UnsetType = UNSET
    """Where an amount is shared as well."""
    low: float | UnsetType | None = UNSET
    """Markov: with `high` the interval; null where it was not to be had."""
    high: float | UnsetType | None = UNSET
    removal_effect: float | UnsetType | None = UNSET
    """Markov: the part of conversions that would be lost without it."""


class AskedCreditRemark(Shape):
    """Something to know of a model's credits before they are repeated to anybody."""

    model: Model
    code: str
    n: int
    words: InBoth


class AttributionAnswer(Shape, tag_field="question", tag="attribution"):
    """Which touches conversions are credited to, model by model."""

    conversions: int
    lost: int
    """Paths that did not convert."""
    credits: list[AskedCredit]
    remarks: list[AskedCreditRemark]
    value: float | UnsetType = UNSET
    """Where an amount is shared as well."""
    without_value: int | UnsetType = UNSET
    """Conversions that say no number."""


# ---------------------------------------------------------------- segments


class SegmentSize(Shape):
    """Who is in a segment."""

    segment: str
    title: str
    units: int
    of_people: Rate
    first_fit: int
    """Whom it is the first segment of the map to fit."""
    alone: int
    """Who is in no other."""


class SegmentOverlap(Shape):
    """Who is in two segments at once."""

    segment: str
    and_: str = field(name="and")
    units: int
    of_segment: Rate
    of_other: Rate


class SegmentAtEnd(Shape):
    """Who is in a segment at the end of a period, who came and who left in it."""

    period: str
    partial: bool
    """It is not over yet."""
    segment: str
    units: int
    came: int
    left: int
    people: int
    """Everybody known by then."""


class SegmentDifference(Shape):
    """A trait or a deed of those of one segment and those of another."""

    kind: Literal["trait", "event"]
    what: str
    of_value: str | None
    """Of a trait its value; null is none stated."""
    first: Rate
    second: Rate
    difference: PointsApart
    p: float | None
    p_corrected: float | None
    verdict: Proven


class SegmentsRemark(Shape):
    """Who stands on each side of a difference, and who on neither, being in both."""

    code: str
    first: int
    second: int
    both: int
    words: InBoth


class SegmentsAnswer(Shape, tag_field="question", tag="segments"):
    """Who is in the segments of a map, over time as well, and what sets two apart."""

    people: int
    nowhere: int
    segments: list[SegmentSize]
    overlaps: list[SegmentOverlap]
    over_time: list[SegmentAtEnd] | UnsetType = UNSET
    difference: list[SegmentDifference] | UnsetType = UNSET
    remarks: list[SegmentsRemark] | UnsetType = UNSET
