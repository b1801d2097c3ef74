"""The numbers of a map as they are answered, and the parts measures share."""

from msgspec import UNSET, UnsetType, field

from tropa.measure.losses import Position
from tropa.show.api.maps import (
    control_shapes,
    customer_shapes,
    money_shapes,
    trial_shapes,
    walking_shapes,
)
from tropa.show.api.maps.shapes import Compared, Rate
from tropa.show.api.shapes import Shape


class JourneyCounts(Shape):
    """How many journeys there are, by what became of them."""

    valid: int
    active: int
    open: int
    won: int
    won_net: int
    lost: int
    lost_ever: int
    disqualified: int
    invalid: int
    leads: int


class Incidence(Shape):
    """Which share has gone on after so many days."""

    days: float
    advanced: float


class StageTime(Shape):
    """How long a stage takes."""

    n: int
    median_days: float | None
    p75_days: float | None
    p90_days: float | None
    advanced_median_days: float | None
    incidence: list[Incidence]


class StageNumbers(Shape):
    """A stage with its numbers."""

    id: str
    title: str
    entries: int
    visits: int
    reached: int
    won: int
    present: int
    advanced: int
    open: int
    lost_net: int
    disqualified: int
    dormant: int
    entered_from: dict[str, int]
    left_by: dict[str, int]
    leak: float | None
    """Money not earned because of those lost here."""
    leak_margin: float | None
    point_wins: float | None
    """Sales one more point of this step would bring."""
    lost: int
    lost_from_net: int
    loss_rate: Rate
    reasons: dict[str, int]
    position: Position | None
    """Null from the sale on."""
    back: Rate
    returned: Rate
    recovered: Rate
    time: StageTime


class StepNumbers(Rate):
    """The share that goes on from a stage to the next."""

    from_: str = field(name="from")
    to: str
    in_window: int | None
    by_period: Rate
    suggested_within_days: float | None


class CycleNumbers(Shape):
    """How long it takes from the first touch to the sale."""

    median_days: float | None
    mean_days: float | None
    q1_days: float | None
    q3_days: float | None
    full_median_days: float | None
    opportunity_median_days: float | None
    n: int


class Revenue(Shape):
    """Money of the sales, in major units."""

    gross: float
    net: float
    average_deal: float | None
    average_deal_net: float | None


class TouchNumbers(Shape):
    """How many touches a sale takes."""

    median: float | None
    q1: float | None
    q3: float | None
    by_buyer_median: float | None
    under: int
    within: int
    over: int
    n: int
    histogram: list[int]


class LossReasons(Shape):
    """Losses by reason."""

    reasons: dict[str, int]


class PointNumbers(Shape):
    """A touchpoint with its numbers."""

    id: str
    touches: int
    reach: int
    sale: Rate | None
    in_window: int | None
    within: str | None
    forward_per_100: float | None


class MapNumbers(Shape):
    """A map with its numbers, and the sections asked for by name."""

    journeys: JourneyCounts
    stages: list[StageNumbers]
    conversion: list[StepNumbers]
    cycle: CycleNumbers
    win_rate: Rate
    revenue: Revenue
    opportunities: int
    stale_opportunities: int
    velocity_per_day: float | None
    touches: TouchNumbers
    losses: LossReasons
    touchpoints: list[PointNumbers]
    compared: Compared | UnsetType = UNSET
    """Where a comparison was asked for."""
    plan: control_shapes.PlanSection | UnsetType = UNSET
    response: control_shapes.ResponseSection | UnsetType = UNSET
    stalls: control_shapes.StallsSection | UnsetType = UNSET
    quality: walking_shapes.QualitySection | UnsetType = UNSET
    owners: control_shapes.OwnersSection | UnsetType = UNSET
    conformance: walking_shapes.ConformanceSection | UnsetType = UNSET
    managed: walking_shapes.ManagedSection | UnsetType = UNSET
    execution: control_shapes.ExecutionSection | UnsetType = UNSET
    pressure: walking_shapes.PressureSection | UnsetType = UNSET
    completeness: walking_shapes.CompletenessSection | UnsetType = UNSET
    costs: money_shapes.CostsSection | UnsetType = UNSET
    acquisition: money_shapes.AcquisitionSection | UnsetType = UNSET
    attribution: money_shapes.AttributionSection | UnsetType = UNSET
    lifetime: money_shapes.LifetimeSection | UnsetType = UNSET
    potential: money_shapes.PotentialSection | UnsetType = UNSET
    break_even: money_shapes.BreakEvenSection | UnsetType = UNSET
    repeat: customer_shapes.RepeatSection | UnsetType = UNSET
    next_order: customer_shapes.NextOrderSection | UnsetType = UNSET
    rfm: customer_shapes.RfmSection | UnsetType = UNSET
    surveys: customer_shapes.SurveysSection | UnsetType = UNSET
    referral: customer_shapes.ReferralSection | UnsetType = UNSET
    attach: customer_shapes.AttachSection | UnsetType = UNSET
    uplift: trial_shapes.UpliftSection | UnsetType = UNSET
    acceptance: trial_shapes.AcceptanceSection | UnsetType = UNSET
    effect: trial_shapes.EffectSection | UnsetType = UNSET
