"""How soon leads are answered, lead by lead (domain model 2.5.5)."""

from fractions import Fraction

from reference.acts import Told, answers_alone
from reference.quantile import quantile
from reference.walked import in_period
from reference.working_time import working_time
from tropa.clock import MINUTE
from tropa.measure.calendar import WorkingCalendar
from tropa.measure.fold import Asked


def response(
    everybody: list[Told], asked: Asked, calendar: WorkingCalendar
) -> dict[str, object]:
    """Everything the measure tells."""
    leads = [one for one in everybody if in_period(one.way.marks.get("lead"), asked)]
    asking = [one for one in leads if not live(one)]
    first = [wait(one, calendar, "any") for one in asking]
    alone = [wait(one, calendar, "automatic") for one in asking]
    human = [wait(one, calendar, "human") for one in asking]
    waited = [working_time(calendar, lead_at(one), asked.as_of) for one in asking]
    limits = [limit(one, asked) for one in asking]
    alone_in_time = in_time(alone, waited, [2 * MINUTE] * len(asking))
    human_in_time = in_time(human, waited, limits)
    alone_is_known = any(answers_alone(one) for one in asked.map.touchpoints)
    return {
        "leads": len(leads),
        "live": len(leads) - len(asking),
        "unanswered": sum(one is None for one in first),
        "first": told(first),
        "automatic": told(alone),
        "human": told(human),
        "automatic_in_time": alone_in_time if alone_is_known else None,
        "human_in_time": human_in_time,
        "automatic_waiting": len(asking) - alone_in_time[1] if alone_is_known else 0,
        "human_waiting": len(asking) - human_in_time[1],
    }


def lead_at(told: Told) -> int:
    return told.way.marks["lead"]


def live(told: Told) -> bool:
    """Both sides were there when the lead came."""
    for act in told.acts:
        by_call = act.kind == "call_in" and "call_missed" not in act.point.events
        there = act.sellers or by_call or act.kind in ("meet", "visit_place")
        if act.at == lead_at(told) and act.talk and there:
            return True
    return False


def wait(told: Told, calendar: WorkingCalendar, kind: str) -> int | None:
    """The working time until the first answer of a kind."""
    for act in told.acts:
        right = kind == "any" or act.automatic == (kind == "automatic")
        if act.counted and act.sellers and right and act.at >= lead_at(told):
            return working_time(calendar, lead_at(told), act.at)
    return None


def limit(told: Told, asked: Asked) -> int:
    """As the stage states on which the lead came, else a quarter of an hour."""
    stages = [one.stage for one in told.way.visits if one.entered <= lead_at(told)]
    stated = asked.map.stages[stages[-1]].record.get("sla") if stages else None
    return stated if isinstance(stated, int) else 15 * MINUTE


def waiting(everybody: list[Told], asked: Asked) -> dict[int, tuple[int, int]]:
    """By their keys, journeys that wait for a person before the sale: since when, how long."""
    found: dict[int, tuple[int, int]] = {}
    for one in everybody:
        goes_on = one.way.status == "active" and "won" not in one.way.marks
        if not goes_on or "lead" not in one.way.marks or live(one):
            continue
        stages = [each.stage for each in one.way.visits if each.entered <= lead_at(one)]
        stated = asked.map.stages[stages[-1]].record.get("sla") if stages else None
        answered = any(
            act.counted and act.sellers and not act.automatic and act.at >= lead_at(one)
            for act in one.acts
        )
        if isinstance(stated, int) and not answered:
            found[one.key] = lead_at(one), stated
    return found


def in_time(waits: list[int | None], waited: list[int], limits: list[int]) -> tuple[int, int]:
    """Of those answered and those who have waited too long, how many were answered in time."""
    made, could = 0, 0
    for answer, so_far, most in zip(waits, waited, limits, strict=True):
        if answer is not None or so_far > most:
            could += 1
            made += answer is not None and answer <= most
    return made, could


def told(waits: list[int | None]) -> dict[str, object]:
    known = [one for one in waits if one is not None]
    return {
        "n": len(known),
        "median": quantile(known, Fraction(1, 2)),
        "p80": quantile(known, Fraction(4, 5)),
        "p90": quantile(known, Fraction(9, 10)),
    }
