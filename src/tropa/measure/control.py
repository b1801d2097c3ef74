"""Plan against fact, and whether anybody looks after the map.

    attainment     fact ÷ plan; where less is better, plan ÷ fact
    pace           fact ÷ (plan × share of working days elapsed): 1 is just in time
    landing        fact + what is forecast of the rest; never the fact drawn on in a line
    orphans        touches of no touchpoint ÷ touches
    freshness      touchpoints looked over within the review period ÷ touchpoints

A KPI's attainment goes by its target: `at least` is a plan, `at most` a limit. A fact of nought
under a limit is as good as can be and has no quotient; `is_met` still says so. A touchpoint
that was never looked over is not fresh. (Domain model 2.5.8.)
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from tropa.clock import DAY, Duration, Instant, as_datetime, duration_text
from tropa.map.document import Map
from tropa.map.phrases import Aim
from tropa.measure.as_json import rate_json
from tropa.measure.calendar import Elapsed
from tropa.measure.interval import Rate
from tropa.measure.ratio import Ratio, plain_json, ratio
from tropa.words import Language, say

_FIGURES: Final = (
    "attainment",
    "pace",
    "landing",
    "orphans",
    "freshness",
    "managed",
    "adherence",
    "conformance",
    "fitness",
    "pressure",
    "at_cap",
    "unsubscribed",
)


def attainment(
    fact: float | None, plan: float | None, *, less_is_better: bool = False
) -> Ratio:
    """How much of the plan is reached; of what must not be passed, how much room was left.

    Args:
        fact: None where nobody knows it.
        plan: None where there is none.
        less_is_better: the plan is a limit.
    """
    if plan is None:
        return Ratio(fact, None, "no_plan")
    if not less_is_better:
        return ratio(fact, plan, unknown="no_fact", nothing="no_plan")
    if fact is None:
        return Ratio(plan, None, "no_fact")
    return ratio(plan, fact, unknown="no_plan", nothing="nothing_spent")


def pace(fact: float | None, plan: float | None, elapsed: Elapsed) -> Ratio:
    """The fact against what of the plan should be there by now."""
    if plan is None or not plan:
        return Ratio(fact, plan, "no_plan")
    due = plan * elapsed.share if elapsed.share is not None else None
    return ratio(fact, due, unknown="no_fact", nothing="not_begun")


def landing(fact: float, rest: float) -> float:
    """Where the period will end: the fact, and what is forecast of the days left."""
    return fact + rest


def by_target(fact: float | None, target: Aim | None) -> Ratio:
    """Attainment of a KPI by its target."""
    if target is None:
        return Ratio(fact, None, "no_plan")
    return attainment(fact, target.value, less_is_better=not target.at_least)


def is_met(fact: float | None, target: Aim | None) -> bool | None:
    """Whether a target is met; None where either is missing."""
    if fact is None or target is None:
        return None
    return fact >= target.value if target.at_least else fact <= target.value


def orphans(unmatched: int, touches: int) -> Rate:
    """Touches that no touchpoint of the map knows, of all."""
    return Rate(unmatched, touches)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How many touchpoints were looked over in time; no rate where the map states no period."""

    rate: Rate | None
    every: Duration | None
    stale: tuple[str, ...]
    """Touchpoints to look over, those longest unseen first."""


def freshness(map_: Map, as_of: Instant) -> Freshness:
    """Whether the map is looked after, by its own review period."""
    every = map_.section("review").get("every")
    if not isinstance(every, int):
        return Freshness(None, None, ())
    today = as_datetime(as_of, map_.zone).date()
    seen = [_reviewed(one.record.get("reviewed")) for one in map_.touchpoints]
    stale = [
        (day, one.id)
        for day, one in zip(seen, map_.touchpoints, strict=True)
        if not 0 <= (today - day).days * DAY <= every
    ]
    total = len(map_.touchpoints)
    # Of those seen on one day the map's order stands.
    stale.sort(key=lambda one: one[0])
    return Freshness(Rate(total - len(stale), total), every, tuple(name for _, name in stale))


def _reviewed(day: object) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else date.min


def freshness_json(found: Freshness) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        "fresh": rate_json(found.rate) if found.rate is not None else None,
        "every": duration_text(found.every) if found.every is not None else None,
        "stale": list(found.stale),
    }


def plan_json(reached: Ratio, speed: Ratio) -> dict[str, Any]:
    """Attainment and pace under names that people and scripts may rely on."""
    return {"attainment": plain_json(reached), "pace": plain_json(speed)}


def missing_words(found: Ratio, language: Language) -> str:
    """Why a figure is not told; nothing where it is."""
    return say(f"control.missing.{found.missing}", language) if found.missing else ""


def control_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure of control its name and the sentence on how it is made."""
    return {
        name: (say(f"control.{name}.title", language), say(f"control.{name}.how", language))
        for name in _FIGURES
    }
