"""Sections of trials: what plays and launches changed, whether leads are taken."""

from typing import Literal

from msgspec import field

from tropa.show.api.maps.control_shapes import Calendar, Quotient, Remark, Said
from tropa.show.api.maps.shapes import Rate
from tropa.show.api.shapes import InBoth, Shape


class ArmsNeeded(Shape):
    """How many people each arm needs."""

    treatment: int
    holdout: int


class PlayUplift(Shape):
    """What a play brings back of those who would not have come by themselves."""

    id: str
    title: str
    treatment: Rate
    holdout: Rate
    difference: float | None
    low: float | None
    high: float | None
    recovered: float | None
    margin: float | None
    roi: Quotient
    verdict: str
    verdict_words: InBoth
    planned: ArmsNeeded | None
    in_window: int


class UpliftSection(Shape):
    """A line a play with anybody assigned."""

    plays: list[PlayUplift]


class Handed(Shape):
    """Leads handed over, and how soon they are taken."""

    handed: int
    acceptance: Rate
    undecided: int
    decided: int
    median_minutes: float | None
    p80_minutes: float | None
    p90_minutes: float | None
    in_time: Rate


class HandedTo(Handed):
    """The same of an owner; of nobody where there is no id."""

    id: str | None
    title: Said | None


class RejectReason(Shape):
    """Why leads are not taken."""

    id: str | None
    title: Said
    count: int
    share: float


class Enough(Shape):
    """Whether enough of them are taken."""

    share: float
    level: str


class AcceptanceSection(Handed):
    """How many of the leads handed over are taken."""

    rejected: int
    overdue: int
    within: str
    enough: Enough
    unasked: int
    reasons: list[RejectReason]
    owners: list[HandedTo]
    calendar: Calendar
    remarks: list[Remark]


class LaunchSide(Shape):
    """Months before or after a launch."""

    from_: str | None = field(name="from")
    to: str | None
    sold: Rate
    money: float | None
    per_lead: float | None


class LaunchChange(Shape):
    """What changed, and what may be said of it."""

    difference: float | None
    low: float | None
    high: float | None
    relative: float | None
    verdict: str


class LaunchMonth(Shape):
    """A month beside the same one a year earlier."""

    month: str
    sold: Rate
    per_lead: float | None
    sold_earlier: Rate | None
    per_lead_earlier: float | None
    sold_ratio: float | None
    per_lead_ratio: float | None


class Expected(Shape):
    """What is said of such launches elsewhere."""

    low: float
    high: float
    claim: Literal["outside"]


class Redrawn(Shape):
    """How intervals were found."""

    draws: int
    seed: str


class LaunchEffect(Shape):
    """What changed with a launch."""

    edition: int
    title: InBoth
    launched: str
    within: str
    early: bool
    judged_from: str
    basis: str
    season_adjusted: bool
    after: LaunchSide
    before: LaunchSide
    conversion: LaunchChange
    money_per_lead: LaunchChange
    months: list[LaunchMonth]
    unripe: int
    by_earlier: int
    expected: Expected
    bootstrap: Redrawn


class EffectSection(Shape):
    """A line a launch: the map's, then those of its later editions."""

    launches: list[LaunchEffect]
    missing: str | None
    remarks: list[Remark]
