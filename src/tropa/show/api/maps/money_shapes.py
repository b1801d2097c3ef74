"""Sections of money: what was spent, what it gained, whom sales are owed to, what is ahead."""

from typing import Literal

from msgspec import UNSET, UnsetType, field

from tropa.measure.acquisition import Basis
from tropa.show.api.maps.control_shapes import Quotient, Said
from tropa.show.api.maps.shapes import Rate
from tropa.show.api.shapes import InBoth, Shape


class CostDays(Shape):
    """Which days costs are of; null is an open end."""

    from_: str | None = field(name="from")
    to: str


class CostsSection(Shape):
    """What was spent, however it is cut; major units."""

    total: float
    by_kind: dict[str, float]
    by_channel: dict[str, float]
    by_campaign: dict[str, float]
    by_touchpoint: dict[str, float]
    by_role: dict[str, float]
    by_month: dict[str, float]
    rows: int
    other_currencies: dict[str, float]
    days: CostDays


class SpentOn(Shape):
    """What was spent on what; null where nobody has told."""

    advertising: float | None
    marketing: float | None
    selling: float | None


class AcquisitionSection(Shape):
    """Leads and customers against what they cost."""

    basis: Basis
    leads: int
    new_customers: int
    revenue: float
    margin: float | None
    costs: SpentOn
    romi_of: Literal["attributed", "everything"]
    cpl: Quotient
    cpo: Quotient
    cac: Quotient
    paid_cac: Quotient
    drr: Quotient
    roas: Quotient
    romi: Quotient
    margin_per_lead: Quotient


class CreditLine(Shape):
    """Sales owed to a channel or a touchpoint, by several models."""

    id: str | None
    """Null is nobody: nothing touched them before."""
    title: Said
    first: float
    last: float
    linear: float
    position: float
    markov: float


class CreditRemark(Shape):
    """What to know of the models."""

    code: str
    n: int
    words: InBoth


class AttributionSection(Shape):
    """Purchases shared among what touched before them."""

    of: Literal["channels", "touchpoints"]
    conversions: int
    value: float
    without_purchase: int
    credits: list[CreditLine]
    cac: Quotient
    paid_cac: Quotient
    remarks: list[CreditRemark]


class CustomersOfAge(Shape):
    """What customers have brought by some age."""

    months: int
    customers: int
    net: float
    ltv: Quotient
    to_cac: Quotient


class PayBack(Shape):
    """After how many months a customer has paid for themselves."""

    months: int | None
    missing: str | None


class LifetimeSection(Shape):
    """What a customer has brought by each age."""

    customers: int
    ages: list[CustomersOfAge]
    margin: float | None
    cac: float | None
    pay_back: PayBack


class StageAhead(Shape):
    """Who is under way on a stage, and their chance."""

    id: str
    title: str
    open: int
    probability: Rate


class PotentialSection(Shape):
    """What is under way, lost and received."""

    within: str | None
    stages: list[StageAhead]
    wins: float
    pipeline: float | None
    leak: float | None
    received: float
    potential: float | None
    share: Quotient
    missing: str | None


class Needed(Shape):
    """How many are needed, or why nobody knows."""

    exact: float | None
    whole: int | None
    missing: str | None


class NeededStep(Shape):
    """Which share of a step would do."""

    from_: str = field(name="from")
    to: str
    rate: float
    needed: float | None
    missing: str | None


class BreakEvenSection(Shape):
    """When the trade pays; empty where something of it is not known."""

    conversion: float | UnsetType = UNSET
    margin_per_win: float | UnsetType = UNSET
    cpl: float | UnsetType = UNSET
    fixed: float | UnsetType = UNSET
    leads: float | UnsetType = UNSET
    profit: float | UnsetType = UNSET
    wanted_profit: float | UnsetType = UNSET
    break_even_leads: Needed | UnsetType = UNSET
    leads_for_profit: Needed | UnsetType = UNSET
    steps: list[NeededStep] | UnsetType = UNSET
