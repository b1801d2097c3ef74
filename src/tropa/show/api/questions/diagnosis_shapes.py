"""What the diagnosis of a map is answered with, and its alerts."""

from msgspec import field

from tropa.measure.alerts import Change, Measure
from tropa.measure.diagnosis import Basis
from tropa.measure.losses import Position
from tropa.measure.references import ReferenceKind
from tropa.show.api.maps.shapes import NumbersHow, Rate
from tropa.show.api.shapes import Edition, InBoth, LinesInBoth, Shape

# ---------------------------------------------------------------- the diagnosis


class Deal(Shape):
    """What a sale brings."""

    value: float | None
    planned: bool
    """By the map's plan, as there were no sales yet."""
    margin: float | None


class Worth(Shape):
    """Sales not made, and their money in major units."""

    sales: float | None
    money: float | None
    margin: float | None


class Reference(Shape):
    """What a share is compared with."""

    kind: ReferenceKind
    rate: float
    kpi: str | None
    month: str | None
    seen: Rate | None


class LostBy(Shape):
    """A reason of losses."""

    reason: str
    lost: int
    share: float


class LinkPeople(Shape):
    """Figures with people behind them."""

    lost: str
    passed: str | None


class Link(Rate):
    """A step from a stage to the next, and what is lost at it."""

    from_: str = field(name="from")
    to: str
    title: InBoth
    within: str | None
    few: bool
    """Too few to be sure."""
    basis: Basis | None
    reference: Reference | None
    gap: float | None
    proven: bool
    onward: float | None
    sales: float | None
    money: float | None
    margin: float | None
    leak: Worth
    point: Worth
    lost: int
    lost_from_net: int
    reasons: list[LostBy]
    position: Position
    open: int
    people: LinkPeople


class Waiting(Shape):
    """Where most are kept waiting."""

    stage: str
    under_way: int
    over_norm: Rate | None
    no_next_step: int
    median_gap_days: float | None


class NextStep(Shape):
    """What to do next."""

    code: str
    ru: str
    en: str


class Diagnosis(Shape):
    """The weak link of a map: facts first, then what they come to."""

    people: int
    won: int
    lost: int
    open: int
    deal: Deal
    worst: Link | None
    links: list[Link]
    largest_leak: str | None
    waiting: Waiting | None
    next: list[NextStep]
    sentences: LinesInBoth


class DiagnosisHow(NumbersHow, kw_only=True):
    """How the diagnosis was made."""

    words: LinesInBoth


class Week(Shape):
    """A week by its first day and the first one after it."""

    from_: str = field(name="from")
    to: str


class Band(Shape):
    """Between which ends a share usually is."""

    low: float | None
    high: float | None


class NowBefore(Shape):
    """Of the week, and of the weeks before."""

    now: float | None
    before: float | None


class Look(Shape):
    """A share or a length of time of a week, beside the weeks before."""

    stage: str
    to: str
    measure: Measure
    within: str
    week: Week
    enough: bool
    alarm: Change | None
    worse: bool
    now: Rate
    before: Rate
    usual: Band
    p: float | None
    median_days: NowBefore


class Alerts(Shape):
    """What has changed of late."""

    alerts: list[Look]
    worse: int
    looked_at: int
    few_data: int
    looks: list[Look]
    sentences: LinesInBoth


class AlertsHow(Shape):
    """How alerts were found."""

    map: str
    edition: Edition
    as_of: str
    timezone: str
    false_alarm_rate: float
    looks: int
    weeks_before: int
    words: LinesInBoth
