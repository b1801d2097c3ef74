"""Sections of customers: who buys again, what they say, whom and what they bring."""

from typing import Literal

from msgspec import UNSET, UnsetType

from tropa.show.api.maps.shapes import Rate
from tropa.show.api.shapes import InBoth, Shape

# ---------------------------------------------------------------- orders


class Gap(Shape):
    """How long between orders."""

    n: int
    mean_days: float | None
    median_days: float | None
    p90_days: float | None


class Rung(Rate):
    """The share that goes on to the next order."""

    from_order: int
    and_later: bool
    in_window: int | None
    gap: Gap


class OrdersOf(Shape):
    """How many customers made so many orders."""

    orders: int
    customers: int


class ByOrder(Shape):
    """Money of first orders and of those after."""

    first: float
    later: float
    total: float


class LaterShare(Shape):
    """What orders after the first bring."""

    share: float | None
    net: ByOrder
    margin: ByOrder | None


class RepeatSection(Shape):
    """Second orders and those after."""

    within: str | None
    customers: int
    orders: int
    rate: Rate
    ladder: list[Rung]
    customers_by_orders: list[OrdersOf]
    share: LaterShare
    share_in_period: LaterShare


class Rhythm(Shape):
    """How many customers keep their rhythm."""

    on_time: int
    overdue: int
    dormant: int
    lost: int
    unknown: int


class OverdueBand(Shape):
    """How many are late by so many times their rhythm."""

    above: float
    up_to: float | None
    customers: int


class OverdueFactor(Shape):
    """By how many times their rhythm customers are late."""

    median: float | None
    bands: list[OverdueBand]


class NextOrderSection(Shape):
    """Who keeps their rhythm, and who is late."""

    customers: int
    with_own_rhythm: int
    between_orders: Gap
    expected: Gap
    dormant_above: float
    lost_above: float
    states: Rhythm
    overdue_factor: OverdueFactor


class RfmSegment(Shape):
    """Customers of some recency and frequency."""

    id: str
    title: InBoth
    customers: int
    share: Rate
    orders: int
    net: float
    net_share: float | None


class RfmScore(Shape):
    """Customers of a score, and between which ends it is given."""

    score: int
    customers: int
    net: float
    from_days: float | UnsetType | None = UNSET
    to_days: float | UnsetType | None = UNSET
    from_orders: int | UnsetType | None = UNSET
    to_orders: int | UnsetType | None = UNSET
    from_net: float | UnsetType | None = UNSET
    to_net: float | UnsetType | None = UNSET


class ScoredBy(Shape):
    """How scores are given."""

    recency: Literal["quintiles", "limits"]
    frequency: Literal["quintiles", "limits"]
    money: Literal["quintiles", "limits"]


class RfmSection(Shape):
    """Scores of customers and the segments they make."""

    window: str | None
    customers: int
    orders: int
    net: float
    segments: list[RfmSegment]
    grid: list[list[int]]
    recency: list[RfmScore]
    frequency: list[RfmScore]
    money: list[RfmScore]
    scored_by: ScoredBy


# ---------------------------------------------------------------- what people say


class ValueAnswers(Shape):
    """How many gave a value."""

    value: float
    answers: int


class Nps(Shape):
    """Promoters less detractors."""

    score: float | None
    low: float | None
    high: float | None
    n: int
    promoters: Rate
    detractors: Rate
    by_value: list[ValueAnswers]


class ScaleRate(Rate):
    """A share of answers on a scale."""

    by_value: list[ValueAnswers]


class EffortRate(ScaleRate):
    """A share of answers on a scale, and their mean."""

    mean: float | None


class ByQuestion(Shape):
    """Shares by the kind of question."""

    nps: Rate
    csat: Rate
    ces: Rate
    solved: Rate


class TooSoon(Rate):
    """Who was asked again too soon."""

    apart: str


class SurveyResponse(Rate):
    """How many of those asked answer."""

    within: str | None
    in_window: int | None
    by_kind: ByQuestion
    too_soon: TooSoon
    unasked: int


class SurveysSection(Shape):
    """What surveys tell, and whether they are answered."""

    nps: Nps
    csat: ScaleRate
    ces: EffortRate
    solved: ScaleRate
    response: SurveyResponse
    odd: int
    repeated: int


class ReferralSection(Shape):
    """What recommendations bring."""

    recommendations: int
    customers: Rate
    leads_won: Rate


class AttachedItem(Rate):
    """How often an item is taken along."""

    id: str
    title: str


class AttachSection(Shape):
    """What is taken along with an order."""

    attach: Rate
    offers: int
    without_order: int
    items: list[AttachedItem]
