"""What is asked: one question a line, and the plain form every answer is brought to.

An answer is numbers by name, so that engines can be compared number by number whatever else
they tell. Ours tell more (intervals, times, who may yet come); theirs tell what is compared.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from benchmarks.trails import FUNNEL, NAMES, SALE, SOURCES, WINDOW_DAYS

Key: TypeAlias = tuple[str | int, ...]
Answer: TypeAlias = Mapping[Key, float]
Asking: TypeAlias = Callable[[], Answer]

RETURNS, DEEP, TOP = 12, 5, 10
"""Weeks of a retention; nodes of a path; whole paths that are compared."""
LOOK_BACK_DAYS: Final = 30
DAY: Final = 86_400_000_000

_STEPS: Final = ", ".join(NAMES[code] for code in FUNNEL)


class Question(NamedTuple):
    """One question."""

    name: str
    title: str
    text: str
    """As a user writes it."""
    told: Callable[[dict[str, Any]], Answer]
    """What of our answer is compared."""


def _funnel(answer: dict[str, Any]) -> Answer:
    return {(at,): step["count"] for at, step in enumerate(answer["steps"])}


def _funnel_by(answer: dict[str, Any]) -> Answer:
    return {
        (group["value"], at): step["count"]
        for group in answer["groups"]
        for at, step in enumerate(group["steps"])
    }


def _transitions(answer: dict[str, Any]) -> Answer:
    told: dict[Key, float] = {}
    for row in answer["transitions"]:
        pair = row["from"], row["to"]
        told[*pair, "count"] = row["count"]
        told[*pair, "median"] = row["took"]["median_seconds"]
    return told


def _paths(answer: dict[str, Any]) -> Answer:
    return {(row["rank"],): row["count"] for row in answer["top_paths"][:TOP]}


def _retention(answer: dict[str, Any]) -> Answer:
    return {
        (at, int(cell["offset"])): cell["count"]
        for at, row in enumerate(answer["cohorts"])
        for cell in row["cells"]
        if cell["count"] and cell["offset"] != "0"
    }


def _attribution(answer: dict[str, Any]) -> Answer:
    return {(row["label"],): row["conversions"] for row in answer["credits"] if row["label"]}


QUESTIONS: Final = (
    Question(
        "funnel",
        "a funnel of five steps, 14 days",
        f"{{question: funnel, steps: [{_STEPS}], within: {WINDOW_DAYS}d, times: false}}",
        _funnel,
    ),
    Question(
        "funnel_by",
        "the same on mobile alone, by the first source",
        f"{{question: funnel, steps: [{_STEPS}], within: {WINDOW_DAYS}d, times: false, "
        f"where: 'device == \"mobile\"', by: {{field: source, top: {len(SOURCES)}}}}}",
        _funnel_by,
    ),
    Question(
        "transitions",
        "60 × 60 transitions with exact medians",
        "{question: transitions, top: 200}",
        _transitions,
    ),
    Question(
        "paths",
        f"the ways most go, {DEEP} nodes deep",
        f"{{question: paths, steps: {DEEP}, top: 1000}}",
        _paths,
    ),
    Question(
        "retention",
        f"who comes back in {RETURNS} weeks, by week",
        f"{{question: retention, begins: {NAMES[0]}, returns: '*', start: first_ever, "
        f"period: week, periods: {RETURNS}}}",
        _retention,
    ),
    Question(
        "attribution",
        "conversions shared among sources, 30 days back",
        f"{{question: attribution, conversion: {NAMES[SALE]}, field: source, "
        f"within: {LOOK_BACK_DAYS}d, model: linear, top: {len(SOURCES)}}}",
        _attribution,
    ),
)
