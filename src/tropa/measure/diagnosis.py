"""Diagnosis: «clients seem to be there, but sales are few» — where, why, and what it costs.

The way to the sale is a row of steps, from each stage to the next and, where the stage of the
sale is entered before it, from there to the sale. Of each step:

    share          reached the next stage ÷ reached this one, nobody left out, as the map shows
                   it; where a KPI with a target measures the step, that KPI's own share
    reference      what the step is held against: a target, the plan, its own best month
                   (`tropa.measure.references` says which and why)
    gap            max(0, reference − share)
    onward         of those who reached the next stage, the share with a sale
    reachable      counted in the share × gap × onward: sales there would be at the reference
    leak           lost here and not returned × onward: sales there would be had the lost
                   behaved like those who passed. An upper bound
    money          sales × the average deal, gross; the plan's deal where no payment tells it

Ranked: first a step nobody has got past, for behind it there is nothing to measure; then by
reachable money; then, of the steps with no reference or no gap, by leak. A leak is never set
against a gap: one is what may be had, the other what cannot be passed. Where the largest leak
is elsewhere than the worst step, that is told besides. The cost of mending is not known to the
map and divides nothing. (Domain model 2.5.3.)

Where people wait is told of the stages before the sale: the one with most journeys silent for
longer than its norm, or with most under way where no stage states a norm. Of leads, where there
are any: those we have never talked with wait for nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tropa.clock import DAY, Duration, Instant
from tropa.map.document import Map
from tropa.measure.interval import Rate
from tropa.measure.kpis import KpiFact, KpisAnswer
from tropa.measure.losses import Position
from tropa.measure.overview import Overview
from tropa.measure.references import SALE, Held, Month, Reference, held, step_rate
from tropa.measure.sale import sale_stage
from tropa.measure.stall import StageStall, StallAnswer
from tropa.money import minor_units

_MONTH: Final = 30 * DAY

Basis: TypeAlias = Literal["stopped", "reachable", "leak"]


@dataclass(frozen=True, slots=True)
class Link:
    """One step of the way to the sale."""

    at: int
    start: str
    end: str
    """The next stage, or `sale`."""
    rate: Rate
    within: Duration | None
    reference: Reference | None
    onward: float | None
    lost: int
    """Losses here, ever."""
    net: int
    """Lost here and not returned."""
    reasons: Mapping[str, int]
    position: Position
    open: int
    """Came here and no further, and still under way."""

    @property
    def gap(self) -> float | None:
        """How far the share is below what it is held against; None where it is not."""
        if self.reference is None or self.rate.rate is None:
            return None
        return max(0.0, self.reference.rate - self.rate.rate)

    @property
    def reachable(self) -> float | None:
        """Sales there would be at the reference."""
        gap, onward = self.gap, self.onward
        if gap is None or onward is None:
            return None
        return self.rate.denominator * gap * onward

    @property
    def leak(self) -> float | None:
        """Sales the lost would have made, had they behaved like those who passed."""
        if not self.net:
            return 0.0
        return None if self.onward is None else self.net * self.onward

    @property
    def is_stopped(self) -> bool:
        """People were lost here, or their time is over, and nobody has got past."""
        missed = self.net > 0 or (self.within is not None and bool(self.gap))
        return self.rate.denominator > 0 and self.rate.numerator == 0 and missed

    @property
    def is_proven(self) -> bool:
        """Whether the gap is more than chance: the reference lies above the whole interval."""
        if not self.gap or self.reference is None:
            return False
        if self.reference.kind == "best_month":
            return True
        return self.rate.high is not None and self.rate.high < self.reference.rate

    @property
    def basis(self) -> Basis | None:
        """What the step is blamed for; None for nothing."""
        if self.is_stopped:
            return "stopped"
        if self.reachable:
            return "reachable"
        return "leak" if self.leak else None

    @property
    def sales(self) -> float | None:
        """Sales the step costs, by its basis."""
        return self.leak if self.basis == "leak" else self.reachable

    @property
    def point(self) -> float | None:
        """Sales one more per cent of those who came would bring."""
        return None if self.onward is None else self.rate.denominator * 0.01 * self.onward


@dataclass(frozen=True, slots=True)
class Waiting:
    """The stage where people wait."""

    stage: str
    under_way: int
    """Active on it now, whenever they came."""
    over_norm: Rate | None
    no_next_step: int
    gap_days: float | None
    """Half of them have heard nothing for so long or longer."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What ails the way to the sale."""

    map: Map
    people: int
    won: int
    lost: int
    open: int
    deal: float | None
    """What a sale is worth, minor units; None while nobody knows."""
    deal_planned: bool
    """No payment says so: it is the plan's."""
    opened: tuple[Instant, Instant]
    """When the first of the journeys opened, and the last."""
    links: tuple[Link, ...]
    """The worst first."""
    waiting: Waiting | None

    @property
    def worst(self) -> Link | None:
        """The step to begin with; None where nothing is lost and nothing missed."""
        return self.links[0] if self.links and self.links[0].basis else None

    @property
    def largest_leak(self) -> Link | None:
        """The step on which the lost weigh most."""
        leaking = [one for one in self.links if one.leak]
        return max(leaking, key=lambda one: (round(one.leak or 0.0, 9), -one.at), default=None)

    @property
    def months(self) -> float:
        """How long journeys have been opening, in months of thirty days."""
        return (self.opened[1] - self.opened[0]) / _MONTH

    def money(self, sales: float | None) -> float | None:
        """What sales are worth, minor units."""
        return None if sales is None or self.deal is None else sales * self.deal


def diagnose(
    found: Overview,
    kpis: KpisAnswer,
    stall: StallAnswer,
    opened: tuple[Instant, Instant],
    past: Sequence[Month] = (),
) -> Diagnosis:
    """What ails the way to the sale.

    Args:
        found: everything the map tells of the journeys asked about.
        kpis: the map's KPIs over the same journeys.
        stall: who waits now: of leads, where there are any.
        opened: when the first of the journeys opened, and the last.
        past: calendar months to compare with.
    """
    map_, counts = found.asked.map, found.flow.journeys
    deal, planned = deal_of(found)
    return Diagnosis(
        map=map_,
        people=counts.valid,
        won=counts.won,
        lost=counts.lost,
        open=counts.open,
        deal=deal,
        deal_planned=planned,
        opened=opened,
        links=tuple(sorted(links_of(found, kpis, past), key=_order)),
        waiting=_waiting(map_, stall, sale_stage(map_)),
    )


def deal_of(found: Overview) -> tuple[float | None, bool]:
    """What a sale is worth, and whether only the plan says so."""
    # Where nobody says what was paid, whatever was sold comes to nought.
    if found.money.average_deal:
        return found.money.average_deal, False
    stated = planned_deal(found.asked.map)
    return stated, stated is not None


def planned_deal(map_: Map) -> int | None:
    """An ordinary sale by the plan, minor units."""
    stated = map_.section("plan").get("deal")
    return minor_units(stated, map_.currency) if isinstance(stated, int | float) else None


def _order(link: Link) -> tuple[int, float, int]:
    rank = {"stopped": 0, "reachable": 1, "leak": 2, None: 3}[link.basis]
    # A hair of floating point puts nobody first.
    return rank, -round(link.sales or 0.0, 9), link.at


def links_of(found: Overview, kpis: KpisAnswer, past: Sequence[Month] = ()) -> list[Link]:
    """Every step of the way to the sale, in the map's order."""
    map_, flow = found.asked.map, found.flow
    sale = min(sale_stage(map_), len(map_.stages) - 1)
    told = {one.kpi: one for one in kpis.kpis}
    here = flow.stages[sale] if flow.stages else None
    # The stage that is entered by the sale is no step of its own.
    end = sale + 1 if here is not None and here.won < here.reached else sale
    steps = [at for at in range(end) if not map_.stages[at].counted_only]
    return [_link(found, told, past, at, sale, len(steps)) for at in steps]


def _link(
    found: Overview,
    told: Mapping[str, KpiFact],
    past: Sequence[Month],
    at: int,
    sale: int,
    looks: int,
) -> Link:
    map_, losses = found.asked.map, found.losses.stages[at]
    own = found.conversion.steps[at].rate if at < sale else step_rate(found.flow, at, sale)
    # Months are told without a window: they are no measure of a share that has one.
    within = found.conversion.within
    compared: Held = held(map_, (at, sale), own, told, past if within is None else (), looks)
    return Link(
        at=at,
        start=map_.stages[at].id,
        end=map_.stages[at + 1].id if at < sale else SALE,
        rate=compared.rate,
        within=within if compared.kpi is None else compared.kpi.within,
        reference=compared.reference,
        onward=found.onward[at] if at < sale else 1.0,
        lost=losses.lost,
        net=losses.net,
        reasons=losses.reasons,
        position=losses.position or "near_finish",
        open=found.flow.stages[at].open,
    )


def _waiting(map_: Map, stall: StallAnswer, sale: int) -> Waiting | None:
    """Of equals the stage nearer the sale: more was done for those who wait there."""
    before = stall.stages[: max(1, sale)]
    there = [one for one in before if one.stalled.denominator]
    if not there:
        return None
    normed = any(one.over_norm is not None for one in before)

    def weight(one: StageStall) -> tuple[int, int, int]:
        over = one.over_norm.numerator if one.over_norm is not None else 0
        return (over if normed else 0), one.stalled.denominator, map_.stage_index(one.stage)

    most = max(there, key=weight)
    return Waiting(
        stage=most.stage or "",
        under_way=most.stalled.denominator,
        over_norm=most.over_norm,
        no_next_step=most.stalled.numerator,
        gap_days=most.gaps.median_days,
    )
