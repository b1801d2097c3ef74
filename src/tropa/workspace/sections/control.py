"""Sections of control: plan against fact, who waits, who answers for what, how people walk."""

from collections.abc import Callable
from typing import Any

from tropa.measure.as_json import rate_json
from tropa.measure.completeness import (
    Heard,
    completeness,
    completeness_json,
    completeness_words,
    missing_words,
)
from tropa.measure.conformance import (
    Conformance,
    ConformanceAnswer,
    conformance_json,
    deviation_words,
)
from tropa.measure.control import by_target, control_words, freshness, freshness_json, is_met
from tropa.measure.kpis import Kpis, is_told
from tropa.measure.managed import Managed, managed_json
from tropa.measure.month_plan import MonthPlan, month_plan_json
from tropa.measure.owners import owner_title, owners, owners_json, owners_words
from tropa.measure.pressure import Pressure, pressure_json
from tropa.measure.ratio import plain_json
from tropa.measure.response import Response, response_json, response_words
from tropa.measure.stall import (
    NOTHING_PLANNED,
    NextSteps,
    Stall,
    StallAnswer,
    stall_json,
    stall_words,
)
from tropa.measure.touched import is_sellers
from tropa.words import Language, say
from tropa.workspace.sections.ground import Ground, Told, Words, said, told
from tropa.workspace.sections.strays import strays, strays_json
from tropa.workspace.tasks.planned import planned_steps


def plan_section(ground: Ground) -> Told:
    """This month by stage and touchpoint, and the KPIs against their targets."""
    answer = month_plan_json(ground.fold(MonthPlan()), ground.asked)
    for one in answer["lines"]:
        of_stage = one["kind"] == "stage"
        one["title"] = (ground.stage_title if of_stage else ground.point_title)(one["id"])
        one["owner_title"] = ground.owner_title(one["owner"])
    return told({**answer, "kpis": _kpis(ground)}, _only("attainment", "pace"))


def _kpis(ground: Ground) -> list[dict[str, Any]]:
    """KPIs that journeys tell, in the map's order; shares are of one, times in days."""
    kpis = ground.asked.map.kpis
    rows: list[dict[str, Any]] = []
    for fact in ground.fold(Kpis()).kpis:
        kpi = kpis[fact.kpi]
        if not is_told(kpi) or kpi.target is None:
            continue
        rows.append(
            {
                "id": kpi.id,
                "title": kpi.title,
                "measures": kpi.kind,
                "fact": fact.value,
                "target": kpi.target.value,
                "at_least": kpi.target.at_least,
                "met": is_met(fact.value, kpi.target),
                "attainment": plain_json(by_target(fact.value, kpi.target)),
                "n": fact.n,
                "owner": kpi.owner,
                "owner_title": ground.owner_title(kpi.owner),
            }
        )
    return rows


def response_section(ground: Ground) -> Told:
    """How soon leads are answered, in working time."""
    fold = Response()
    answer = response_json(ground.fold(fold), ground.asked, fold)
    answer["waits"] = [
        {
            "what": name,
            "title": said(lambda language, name=name: response_words(language)[name][0]),
            **answer.pop(name),
        }
        for name in ("first", "automatic", "human")
    ]
    answer["missing"] = _no_sellers(ground)
    return told(answer, response_words)


def _no_sellers(ground: Ground) -> str | None:
    """Where no touchpoint is of the seller's turning to the buyer, nothing tells of it."""
    hears = any(is_sellers(one) for one in ground.asked.map.touchpoints)
    return None if hears else "no_sellers_touchpoints"


def stalls_section(ground: Ground) -> Told:
    """Whom nobody is going to turn to, and how long ago anybody last did."""
    steps = planned_steps(ground.workspace, ground.slices, ground.asked)
    found: StallAnswer = ground.fold(_stall(steps))
    answer = stall_json(found)
    # Where neither tasks nor pauses are told of, everybody would be stalled.
    knows = steps is not None or "snooze" in ground.asked.map.outcomes
    for one in (answer, *answer["stages"]):
        one["active"] = one["stalled"]["denominator"]
        if not knows:
            one["stalled"] = None
    answer["missing"] = None if knows else "no_next_steps"
    for one in answer["stages"]:
        one["title"] = ground.stage_title(one["id"])
    return told(answer, _stall_words)


def stall_of(ground: Ground) -> Stall:
    """The measure of stalls with what is planned with people."""
    return _stall(planned_steps(ground.workspace, ground.slices, ground.asked))


def _stall(steps: NextSteps | None) -> Stall:
    # Whom nobody has talked with yet nobody can turn to.
    return Stall(steps or NOTHING_PLANNED, leads_alone=True)


def _stall_words(language: Language) -> Words:
    leads = say("show.how.leads_alone", language)
    return {
        name: (title, f"{how} {leads}") for name, (title, how) in stall_words(language).items()
    }


def owners_section(ground: Ground) -> Told:
    """What came of the stages and touchpoints each role answers for."""
    overview, map_ = ground.overview, ground.asked.map
    found = owners(map_, overview.flow, overview.losses, overview.points)
    answer = owners_json(found, map_, map_.language)
    for row, one in zip(answer["owners"], found.owners, strict=True):
        row["title"] = said(lambda language, one=one: owner_title(one.owner, map_, language))
    return told(answer, lambda language: {"owners": owners_words(language)})


def conformance_section(ground: Ground) -> Told:
    """Whether people walk as the map is drawn, and where most of them do not."""
    found: ConformanceAnswer = ground.fold(Conformance())
    answer = conformance_json(found)
    for one in answer["touchpoints"]:
        one["title"] = ground.point_title(one["id"])
    for row, one in zip(answer["deviations"], found.deviations, strict=True):
        row["what"] = said(lambda language, one=one: deviation_words(one.kind, language))
        row["title"] = ground.stage_title(one.at) or ground.point_title(one.at)
    return told(answer, _only("adherence", "conformance", "fitness"))


def managed_section(ground: Ground) -> Told:
    """How much of the way is led, what lies off the map, whether the map is looked after."""
    answer = managed_json(ground.fold(Managed()))
    stages = answer.pop("stages")
    for one in stages:
        one["title"] = ground.stage_title(one["id"])
    within = answer.pop("within")
    found = strays(ground)
    fresh = freshness_json(freshness(ground.asked.map, ground.asked.as_of))
    stale = [{"id": name, "title": ground.point_title(name)} for name in fresh["stale"]]
    return told(
        {
            "managed": answer,
            "within": within,
            "missing": _no_sellers(ground),
            "orphans": rate_json(found.rate),
            "freshness": fresh["fresh"],
            "review_every": fresh["every"],
            "stages": stages,
            "off_the_map": strays_json(found),
            "stale": stale,
        },
        _managed_words,
    )


def _managed_words(language: Language) -> Words:
    known = control_words(language)
    off = known["orphans"][0], say("show.how.orphans", language)
    return {"managed": known["managed"], "orphans": off, "freshness": known["freshness"]}


def pressure_section(ground: Ground) -> Told:
    """How much people are written to, and how many had enough."""
    answer = pressure_json(ground.fold(Pressure()))
    return told(answer, _only("pressure", "at_cap", "unsubscribed"))


def completeness_section(ground: Ground) -> Told:
    """How much of what the map may tell it tells, and what to fill in first."""
    found = completeness(ground.asked.map, ground.fold(Heard()))
    answer = completeness_json(found)
    for row, one in zip(answer["missing"], found.missing, strict=True):
        row["what"] = said(lambda language, one=one: missing_words(one, language))
        row["title"] = ground.stage_title(one.id) or ground.point_title(one.id)
    return told(answer, lambda language: {"score": completeness_words(language)})


def _only(*names: str) -> Callable[[Language], Words]:
    """Some of the words of control."""

    def words(language: Language) -> Words:
        known = control_words(language)
        return {name: known[name] for name in names}

    return words
