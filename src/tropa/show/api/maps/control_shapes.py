"""Sections of control: plan and fact, who waits, who answers for what, how tasks are done."""

from typing import Literal, TypeAlias

from msgspec import UNSET, UnsetType, field

from tropa.show.api.maps.shapes import Rate
from tropa.show.api.shapes import InBoth, Shape

Said: TypeAlias = str | InBoth
"""What the map calls it, or words of ours in both languages."""


class Quotient(Shape):
    """A number made of two others, or why there is none."""

    value: float | None
    missing: str | None


class Calendar(Shape):
    """By which working time."""

    name: str
    opens: str
    closes: str
    swapped_days_known: bool


class Remark(Shape):
    """What to know of an answer."""

    code: str
    words: InBoth


# ---------------------------------------------------------------- plan


class PlanLine(Shape):
    """A stage or a touchpoint against its plan of the month."""

    kind: Literal["stage", "touchpoint"]
    id: str
    title: str
    plan: float
    fact: int | None
    attainment: Quotient
    pace: Quotient
    owner: str | None
    owner_title: str | None


class KpiLine(Shape):
    """A KPI against its target; shares are of one, times in days."""

    id: str
    title: str
    measures: Literal["share", "time", "touches", "money"]
    fact: float | None
    target: float
    at_least: bool
    met: bool | None
    attainment: Quotient
    n: int
    owner: str | None
    owner_title: str | None


class PlanSection(Shape):
    """This month by stage and touchpoint, and the KPIs against their targets."""

    from_: str = field(name="from")
    to: str
    working_days: int
    working_days_gone: float
    share_gone: float
    calendar: Calendar
    lines: list[PlanLine]
    kpis: list[KpiLine]


# ---------------------------------------------------------------- who waits


class Wait(Shape):
    """How long leads wait for an answer, in working time."""

    what: Literal["first", "automatic", "human"]
    title: InBoth
    n: int
    median_minutes: float | None
    p80_minutes: float | None
    p90_minutes: float | None
    within: str | UnsetType = UNSET
    in_time: Rate | UnsetType | None = UNSET
    waiting: int | UnsetType = UNSET


class ResponseSection(Shape):
    """How soon leads are answered."""

    leads: int
    live: int
    unanswered: int
    calendar: Calendar
    waits: list[Wait]
    missing: str | None


class ContactGap(Shape):
    """How long ago anybody last turned to them."""

    median_days: float | None
    p75_days: float | None
    p90_days: float | None
    longest_days: float | None


class Stalled(Shape):
    """Whom nobody is going to turn to."""

    stalled: Rate | None
    contact_gap: ContactGap
    over_norm: Rate | None
    active: int


class StageStalled(Stalled):
    """The same of a stage."""

    id: str
    title: str


class StallsSection(Stalled):
    """Whom nobody is going to turn to, all in all and by stage."""

    stages: list[StageStalled]
    missing: str | None


# ---------------------------------------------------------------- who answers for what


class OwnerFigures(Shape):
    """What came of stages and touchpoints."""

    stages: int
    touchpoints: int
    entries: int
    visits: int
    present: int
    reached: int
    advanced: int
    lost: int
    lost_net: int
    touches: int
    sold: int
    ripe: int
    onward: Rate
    loss_rate: Rate
    sale: Rate


class OwnerLine(OwnerFigures):
    """The same of what a role answers for."""

    id: str | None
    title: InBoth


class OwnersSection(Shape):
    """What came of what each role answers for."""

    owners: list[OwnerLine]
    total: OwnerFigures


# ---------------------------------------------------------------- tasks


class TaskFigures(Shape):
    """How tasks are done."""

    tasks: int
    execution: Rate
    on_time: int
    late: int
    missed: int
    cancelled: int
    not_due: int
    undated: int
    delay_mean_minutes: float | None
    delay_median_minutes: float | None


class TasksOf(TaskFigures):
    """The same of a role, an owner or a touchpoint; of nobody where there is no id."""

    id: str | None
    title: Said


class CancelReason(Shape):
    """Why tasks are called off."""

    id: str | None
    title: Said
    tasks: int


class LimitRate(Rate):
    """What is done within its limit, and what still may be."""

    waiting: int


class Limits(Shape):
    """What is done within its limit."""

    all: Rate
    waiting: int
    tasks: LimitRate
    responses: LimitRate | None


class ExecutionSection(TaskFigures):
    """How what was planned is done."""

    done_early: int
    repeated: int
    unplanned: int
    by_role: list[TasksOf]
    by_owner: list[TasksOf]
    by_touchpoint: list[TasksOf]
    reasons: list[CancelReason]
    calendar: Calendar
    unnamed: int
    sla: Limits
