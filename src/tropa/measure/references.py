"""What a step of the map could do: the share it is held against, and why that one.

The first of these there is:

    target        the target `at least P` of a KPI `share: from X to Y` over these two stages;
                  the step's own share is then that KPI's, its window included
    plan          the map's own expectation: the stage's `probability`, else its planned number
                  a month under the one of the stage before
    best month    the best calendar month of its own past: of months with thirty people or more
                  and a share above that of everybody else asked about, by Fisher's exact test
                  at 5 % shared out among all months and steps looked at. What was reached
                  once, surely and not by luck, is within reach

A step with none of them is not held against anything, least of all against other steps: they
are different things to ask of a person. (Domain model 2.5.3: the target, or the best of what
there is to compare with.)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tropa.map.document import Kpi, Map, Stage
from tropa.measure.exact_test import tails
from tropa.measure.flow import FlowAnswer
from tropa.measure.interval import FEW, Rate
from tropa.measure.kpis import KpiFact

ReferenceKind: TypeAlias = Literal["target", "plan", "best_month"]

SALE: Final = "sale"
"""What the last step leads to when the stage of the sale is entered before it."""

SURE: Final = 0.05
"""The chance that any month at all is taken for better by luck."""


@dataclass(frozen=True, slots=True)
class Month:
    """Journeys opened in one calendar month, as they stand now."""

    month: str
    """`2026-03`."""
    flow: FlowAnswer
    inside: bool
    """Whether these journeys are among those asked about."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a step is held against."""

    kind: ReferenceKind
    rate: float
    kpi: str | None = None
    month: str | None = None
    seen: Rate | None = None
    """The share of the month, with what it was made of."""


@dataclass(frozen=True, slots=True)
class Held:
    """A step's own share, and what it is held against."""

    rate: Rate
    reference: Reference | None
    kpi: Kpi | None
    """Whose share it is, when it is a KPI's."""


def held(
    map_: Map,
    step: tuple[int, int],
    rate: Rate,
    told: Mapping[str, KpiFact],
    months: Sequence[Month],
    looks: int,
) -> Held:
    """The step from a stage held against the first reference there is.

    Args:
        map_: with targets and plans.
        step: the place of the stage it leaves, and of the one of the sale.
        rate: the step's share.
        told: facts of the map's KPIs.
        months: of the past.
        looks: how many steps are looked at.
    """
    kpi = _kpi_of(map_, *step)
    fact = told.get(kpi.id) if kpi is not None else None
    if (
        kpi is not None
        and kpi.target is not None
        and fact is not None
        and fact.rate is not None
    ):
        return Held(fact.rate, Reference("target", kpi.target.value, kpi=kpi.id), kpi)
    planned = _planned(map_.stages, step[0])
    if planned is not None:
        return Held(rate, Reference("plan", planned), None)
    return Held(rate, _best_month(step, rate, months, looks), None)


def _kpi_of(map_: Map, at: int, sale: int) -> Kpi | None:
    """The KPI with a target that measures this very step."""
    stages = map_.stages
    ends = {stages[at + 1].id} if at < sale else {SALE}
    if at + 1 == sale:
        ends.add(SALE)
    for kpi in map_.kpis.values():
        points, target = kpi.points, kpi.target
        if kpi.kind != "share" or points is None or target is None:
            continue
        least = target.at_least and target.unit == "%"
        if least and points.start == stages[at].id and points.end in ends:
            return kpi
    return None


def _planned(stages: Sequence[Stage], at: int) -> float | None:
    if stages[at].probability is not None:
        return stages[at].probability
    if at + 1 == len(stages):
        return None
    come, go = stages[at].plan, stages[at + 1].plan
    return go / come if come and go is not None and go <= come else None


def step_rate(flow: FlowAnswer, at: int, sale: int) -> Rate:
    """Reached the next stage ÷ reached this one; of the stage of the sale, bought ÷ reached."""
    here = flow.stages[at]
    return Rate(flow.stages[at + 1].reached if at < sale else here.won, here.reached)


def _best_month(
    step: tuple[int, int], rate: Rate, months: Sequence[Month], looks: int
) -> Reference | None:
    level = SURE / max(1, len(months) * looks)
    best: Reference | None = None
    for month in months:
        seen = step_rate(month.flow, *step)
        if seen.few or not _better(seen, rate, level, inside=month.inside):
            continue
        share = seen.numerator / seen.denominator
        if best is None or share > best.rate:
            best = Reference("best_month", share, month=month.month, seen=seen)
    return best


def _better(seen: Rate, rate: Rate, level: float, *, inside: bool) -> bool:
    """Whether a month's share is above that of everybody else, and not by luck."""
    did, came = rate.numerator, rate.denominator
    if inside:
        did, came = did - seen.numerator, came - seen.denominator
    if came < FEW or did < 0:
        return False
    return tails(seen.numerator, seen.denominator, did, came)[1] <= level
