"""The plan of this month: what came of each stage and touchpoint, against what was meant to.

    fact of a stage         journeys whose first actual visit of it began this month
    fact of a touchpoint    touches of it this month
    attainment, pace        `tropa.measure.control`, by working days of the map's calendar

Plans are those the map states: a stage's `plan`, or `plan.month` by stage or touchpoint. The
month is the one `as_of` lies in, in the map's zone, and the fact is of valid journeys up to
`as_of`. An audience is filled by counts: no person tells its fact. (Domain model 2.5.8.)
"""

from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from tropa.map.document import Map
from tropa.measure.calendar import (
    Elapsed,
    Month,
    WorkingCalendar,
    calendar_json,
    calendar_of,
    elapsed,
    month_of,
)
from tropa.measure.control import attainment, pace, plan_json
from tropa.measure.days import day_text
from tropa.measure.fold import Asked
from tropa.measure.ratio import Ratio
from tropa.measure.touched import touched
from tropa.place.standing import Standing

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PlanFact:
    """One line of the plan."""

    kind: Literal["stage", "touchpoint"]
    id: str
    plan: float
    fact: int | None
    """None of an audience."""
    attainment: Ratio
    pace: Ratio
    owner: str | None


@dataclass(frozen=True, slots=True)
class MonthPlanAnswer:
    """Lines in the map's order: stages, then touchpoints."""

    month: Month
    elapsed: Elapsed
    lines: tuple[PlanFact, ...]


class MonthPlan:
    """Counts of the month: stages, then touchpoints."""

    def __init__(self, calendar: WorkingCalendar | None = None) -> None:
        self.calendar = calendar

    def start(self, asked: Asked) -> Int64:
        return np.zeros(len(asked.map.stages) + len(asked.map.touchpoints), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        month = month_of(asked.as_of, asked.map.zone)
        came = standing.visit_first & (standing.visit_entered >= month.begins)
        came &= standing.valid[standing.visit_journey]
        stages = np.bincount(standing.visit_stage[came], minlength=standing.stages)
        found, map_ = touched(standing), standing.placed.edition.map
        number = np.asarray(
            [-1, *(asked.map.touchpoint_index(one.id) for one in map_.touchpoints)], np.int64
        )[found.point]
        # A shown advertisement is planned by its touchpoint like any other touch.
        done = (found.at >= month.begins) & (number >= 0) & standing.valid[found.journey]
        points = np.bincount(number[done], minlength=len(asked.map.touchpoints))
        return state + np.concatenate([stages, points])

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> MonthPlanAnswer:
        month, stages = month_of(asked.as_of, asked.map.zone), len(asked.map.stages)
        calendar = self.calendar or calendar_of(asked.map)
        gone = elapsed(calendar, month.first, month.end, asked.as_of)
        plans = asked.map.section("plan").get("month")
        facts = state.tolist()
        lines = [
            _line(
                "stage", one.id, one.plan, None if one.counted_only else fact, gone, one.owner
            )
            for one, fact in zip(asked.map.stages, facts[:stages], strict=True)
            if one.plan is not None
        ]
        lines += [
            _line("touchpoint", one.id, plan, fact, gone, one.owner)
            for one, fact in zip(asked.map.touchpoints, facts[stages:], strict=True)
            if (plan := _planned(plans, one.id, asked.map)) is not None
        ]
        return MonthPlanAnswer(month, gone, tuple(lines))


def _planned(plans: object, name: str, map_: Map) -> float | None:
    """The plan of a touchpoint; a name that is a stage's too speaks of the stage."""
    if not isinstance(plans, dict) or map_.stage_index(name) >= 0:
        return None
    plan = cast("dict[str, object]", plans).get(name)
    return float(plan) if isinstance(plan, int | float) else None


def _line(
    kind: Literal["stage", "touchpoint"],
    name: str,
    plan: float,
    fact: int | None,
    gone: Elapsed,
    owner: str | None,
) -> PlanFact:
    return PlanFact(
        kind, name, plan, fact, attainment(fact, plan), pace(fact, plan, gone), owner
    )


def month_plan_json(
    found: MonthPlanAnswer, asked: Asked, calendar: WorkingCalendar | None = None
) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        "from": day_text(found.month.first),
        "to": day_text(found.month.end),
        "working_days": found.elapsed.days,
        "working_days_gone": found.elapsed.gone,
        "share_gone": found.elapsed.share,
        "calendar": calendar_json(calendar or calendar_of(asked.map), asked.as_of),
        "lines": [
            {
                "kind": one.kind,
                "id": one.id,
                "plan": one.plan,
                "fact": one.fact,
                **plan_json(one.attainment, one.pace),
                "owner": one.owner,
            }
            for one in found.lines
        ],
    }
