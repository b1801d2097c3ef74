"""Plan, guidance, deviations and pressure, journey by journey (domain model 2.5.8)."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import cast

from reference.acts import Act, Told
from reference.walked import in_period
from reference.working_time import month_share
from tropa.clock import DAY, as_datetime
from tropa.map.document import Map
from tropa.measure.calendar import WorkingCalendar
from tropa.measure.fold import Asked


def cohort(everybody: Iterable[Told], asked: Asked) -> list[Told]:
    return [one for one in everybody if in_period(one.way.opened_at, asked)]


# ---------------------------------------------------------------- the plan of a month


def month_plan(
    everybody: list[Told], asked: Asked, calendar: WorkingCalendar
) -> list[dict[str, object]]:
    """The lines of the plan that somebody wrote, with what came of each."""
    gone, days = month_share(calendar, asked.as_of)
    plans = cast("dict[str, float]", asked.map.section("plan").get("month") or {})
    lines: list[dict[str, object]] = []
    for at, stage in enumerate(asked.map.stages):
        if stage.plan is not None:
            fact = None if stage.counted_only else entries(everybody, at, asked)
            lines.append(line("stage", stage.id, stage.plan, fact, gone / days))
    for point in asked.map.touchpoints:
        if point.id in plans and all(one.id != point.id for one in asked.map.stages):
            acts = [one for told in everybody for one in told.acts if one.point.id == point.id]
            fact = sum(this_month(one.at, asked) for one in acts)
            lines.append(line("touchpoint", point.id, plans[point.id], fact, gone / days))
    return lines


def line(
    kind: str, name: str, plan: float, fact: int | None, share: Fraction
) -> dict[str, object]:
    exact = Fraction(plan)
    told = {"kind": kind, "id": name, "fact": fact}
    if fact is None or not exact:
        return {**told, "attainment": {"value": None}, "pace": {"value": None}}
    speed = fact / (exact * share) if share else None
    return {**told, "attainment": {"value": fact / exact}, "pace": {"value": speed}}


def entries(everybody: list[Told], stage: int, asked: Asked) -> int:
    """Journeys that first visited the stage this month."""
    found = 0
    for told in everybody:
        visits = [one.entered for one in told.way.visits if one.stage == stage]
        found += bool(visits) and this_month(visits[0], asked)
    return found


def this_month(at: int, asked: Asked) -> bool:
    then, now = (as_datetime(one, asked.map.zone) for one in (at, asked.as_of))
    return at <= asked.as_of and (then.year, then.month) == (now.year, now.month)


# ---------------------------------------------------------------- guidance


def managed(everybody: list[Told], asked: Asked, within: int) -> dict[str, object]:
    """Moves forward that a touch of the seller's came before, stage by stage."""
    led = [0] * len(asked.map.stages)
    moves = [0] * len(asked.map.stages)
    for told in everybody:
        for visit in told.way.visits:
            if visit.entry in ("advance", "skip") and in_period(visit.entered, asked):
                moves[visit.stage] += 1
                led[visit.stage] += any(
                    act.counted and act.sellers and 0 <= visit.entered - act.at <= within
                    for act in told.acts
                )
    return {
        "all": (sum(led), sum(moves)),
        "stages": [
            (stage.id, pair)
            for stage, pair in zip(asked.map.stages, zip(led, moves, strict=True), strict=True)
        ],
    }


# ---------------------------------------------------------------- deviations


def conformance(everybody: list[Told], asked: Asked) -> dict[str, object]:
    """Adherence, conformance, fitness, and every deviation with its journeys."""
    journeys = cohort(everybody, asked)
    found = [deviations(one, asked) for one in journeys]
    planned = [touches_planned(one, asked.map) for one in journeys]
    steps = sum(stages_come_to(one, asked.map) for one in journeys)
    steps += sum(len(one) for one in planned)
    steps += sum(kind == "extra" for one in found for kind, _ in one)
    wrong = sum(len(one) for one in found)
    missing = sum(kind == "missing" for one in found for kind, _ in one)
    demanded = sum(len(one) for one in planned)
    return {
        "adherence": (demanded - missing, demanded),
        "conforming": (sum(not one for one in found), len(found)),
        "fitness": (steps - wrong, steps),
        "touches": [
            (
                point,
                (
                    sum(point in one for one in planned)
                    - sum(("missing", point) in one for one in found),
                    sum(point in one for one in planned),
                ),
            )
            for point in demanded_points(asked.map)
        ],
    }


def commonness(everybody: list[Told], asked: Asked) -> dict[tuple[str, str], int]:
    """For each deviation the journeys that have it."""
    found: dict[tuple[str, str], int] = {}
    for journey in cohort(everybody, asked):
        for one in set(deviations(journey, asked)):
            found[one] = found.get(one, 0) + 1
    return found


def demanded_points(map_: Map) -> list[str]:
    on = {one.id: one for one in map_.stages if not one.counted_only}
    return [
        one.id for one in map_.touchpoints if one.record.get("mandatory") and one.stage in on
    ]


def touches_planned(told: Told, map_: Map) -> list[str]:
    """Mandatory touchpoints of the stages the journey has passed."""
    passed = {stage.id for at, stage in enumerate(map_.stages) if told.passed(at)}
    stage_of = {one.id: one.stage for one in map_.touchpoints}
    return [point for point in demanded_points(map_) if stage_of[point] in passed]


def stages_come_to(told: Told, map_: Map) -> int:
    return sum(not map_.stages[at].counted_only for at in told.way.reached)


def deviations(told: Told, asked: Asked) -> list[tuple[str, str]]:
    """Every deviation of a journey: its kind, and where."""
    found: list[tuple[str, str]] = []
    for at, since in told.way.reached.items():
        stage = asked.map.stages[at]
        kind = stage_deviation(told, at, since, asked)
        if kind and not stage.counted_only:
            found.append((kind, stage.id))
    found += [
        ("extra", asked.map.stages[one.stage].id)
        for one in told.way.visits
        if one.entry == "back"
    ]
    found += [
        ("missing", point)
        for point in touches_planned(told, asked.map)
        if not told.touched(point)
    ]
    return found


def stage_deviation(told: Told, at: int, since: int, asked: Asked) -> str:
    stage = asked.map.stages[at]
    visits = [one for one in told.way.visits if one.stage == at]
    if stage.required and not visits:
        return "skipped"
    if stage.required and visits[0].entered > since:
        return "wrong_order"
    for one in visits:
        lasted = (asked.as_of if one.left is None else one.left) - one.entered
        if stage.norm is not None and lasted > stage.norm:
            return "late"
    return ""


# ---------------------------------------------------------------- looking after people


def pressure(everybody: list[Told], asked: Asked) -> dict[str, object]:
    """Messages of a week, by the people they may go to."""
    sent: set[tuple[int, int, str]] = set()
    left: set[tuple[int, int, str]] = set()
    for told in everybody:
        for act in told.acts:
            if act.kind == "unsubscribe":
                left.add((told.person, act.at, act.point.id))
            elif advertises(act):
                sent.add((told.person, act.at, act.point.id))
    people = {one.person for one in everybody if one.way.status in ("active", "lost")}
    week = asked.as_of - 7 * DAY
    messages = sum(at > week for _, at, _ in sent)
    leavings = sum(at > week for _, at, _ in left)
    stated = asked.map.section("contact").get("at_most")
    caps = cast("list[tuple[int, int]] | None", stated)
    full = {
        person
        for person, _, _ in sent
        for most, length in caps or ()
        if sum(one == person and at > asked.as_of - length for one, at, _ in sent) >= most
    }
    return {
        "messages": messages,
        "reachable": len(people),
        "per_person": {"value": Fraction(messages, len(people)) if people else None},
        "at_cap": None if caps is None else (len(full), len(people)),
        "unsubscribed": {"value": Fraction(1_000 * leavings, messages) if messages else None},
    }


def advertises(act: Act) -> bool:
    return act.counted and act.sellers and act.message and not act.point.record.get("service")


def fresh(map_: Map, as_of: int) -> tuple[int, int] | None:
    """Touchpoints looked over in time, of all; nothing where the map states no period."""
    every = map_.section("review").get("every")
    if not isinstance(every, int):
        return None
    today = as_datetime(as_of, map_.zone).date()
    found = 0
    for point in map_.touchpoints:
        day = point.record.get("reviewed")
        if isinstance(day, str):
            found += 0 <= (today - date.fromisoformat(day)).days * DAY <= every
    return found, len(map_.touchpoints)
