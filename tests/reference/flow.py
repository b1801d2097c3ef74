"""Flow, journey by journey (domain model 2.5.1)."""

from collections import Counter
from collections.abc import Iterable

from reference.walked import LOSSES, Story, Walked, cohort, everybody, in_period, valid
from tropa.measure.fold import Asked

WAYS_IN = ("start", "advance", "skip", "back", "return", "reopen")
WAYS_OUT = ("advance", "skip", "back", "loss", "success", "disqualified")


def flow(stories: list[Story], asked: Asked) -> list[dict[str, object]]:
    """Each stage of the map."""
    everyone, chosen = valid(stories, asked), cohort(stories, asked)
    return [
        {
            "stage": stage.id,
            **visits_of(at, everyone, asked),
            "present": sum(one.status == "active" and one.stage == at for one in everyone),
            **by_state(at, [one for one in chosen if one.furthest >= at]),
        }
        for at, stage in enumerate(asked.map.stages)
    ]


def visits_of(stage: int, journeys: Iterable[Walked], asked: Asked) -> dict[str, object]:
    """What happened on a stage in the period."""
    entries, visits = 0, 0
    came, went = Counter[str](), Counter[str]()
    for journey in journeys:
        mine = [one for one in journey.visits if one.stage == stage]
        for number, visit in enumerate(mine):
            if in_period(visit.entered, asked):
                visits += 1
                entries += number == 0
                came[visit.entry] += 1
            if in_period(visit.left, asked):
                went["loss" if visit.exit in LOSSES else str(visit.exit)] += 1
    return {
        "entries": entries,
        "visits": visits,
        "entered_from": {kind: came[kind] for kind in WAYS_IN},
        "left_by": {kind: went[kind] for kind in WAYS_OUT},
    }


def by_state(stage: int, journeys: list[Walked]) -> dict[str, object]:
    """Where those who reached a stage are now: every one of them under one name."""
    states = Counter(state(stage, one) for one in journeys)
    return {
        "reached": len(journeys),
        "won": sum(one.won_at is not None for one in journeys),
        **{name: states[name] for name in ("advanced", "open", "lost_net", "disqualified")},
        "dormant": sum(one.dormant and state(stage, one) == "open" for one in journeys),
    }


def state(stage: int, journey: Walked) -> str:
    if journey.furthest > stage:
        return "advanced"
    if journey.status == "active":
        return "open"
    if journey.status == "lost":
        return "lost_net"
    # Over, and not invalid: by the sale, or because there was nobody to sell to.
    return "disqualified" if "disqualified" in journey.marks else "advanced"


def totals(stories: list[Story], asked: Asked) -> dict[str, int]:
    """Journeys of the cohort, and leads of the period."""
    chosen = cohort(stories, asked)
    in_question = [one for one in everybody(stories, asked) if in_period(one.opened_at, asked)]
    won = [one for one in chosen if one.won_at is not None]
    leads = [one.marks.get("lead") for one in valid(stories, asked)]
    return {
        "valid": len(chosen),
        "active": sum(one.status == "active" for one in chosen),
        "open": sum(one.status == "active" and one.won_at is None for one in chosen),
        "won": len(won),
        "won_net": sum("reversed" not in one.marks for one in won),
        "lost": sum(one.status == "lost" for one in chosen),
        "lost_ever": sum(bool(one.losses) for one in chosen),
        "disqualified": sum("disqualified" in one.marks for one in chosen),
        "invalid": sum("invalid" in one.marks for one in in_question),
        "leads": sum(in_period(at, asked) for at in leads),
    }
