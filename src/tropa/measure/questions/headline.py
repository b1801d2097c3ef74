"""The one number of an answer: what stands on the map where its question is pinned.

    funnel         the share that came to the last step
    trend          people of the last whole period
    retention      the share that came back in the period after the first
    stickiness     periods a person was there, on average
    lifecycle      who was there in the last whole period
    distribution   the median
    paths          paths walked
    transitions    trails walked
    table          people in all
    attribution    conversions credited
    segments       people in one segment at least
    score          the mean score
    compare        differences that are real

Where nobody is in it, there is no number.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

As: TypeAlias = Literal["share", "count", "number", "days"]
Answer: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Headline:
    """A number and what it is one of; None where there is none."""

    value: float | None
    written: As


def headline(kind: str, answer: Answer) -> Headline:
    """The main number of an answer of a kind."""
    return _OF[kind](answer)


def _funnel(answer: Answer) -> Headline:
    return Headline(answer["steps"][-1]["rate"]["rate"], "share")


def _last_whole(answer: Answer, name: str) -> Headline:
    """Of a period that is not over yet there are fewer than there will be."""
    whole = [one for one in answer["periods"] if not one["partial"]]
    return Headline(whole[-1][name] if whole else None, "count")


def _trend(answer: Answer) -> Headline:
    return _last_whole(answer, "units")


def _lifecycle(answer: Answer) -> Headline:
    return _last_whole(answer, "active")


def _retention(answer: Answer) -> Headline:
    after = [one for one in answer["mean"] if str(one["offset"]) == "1"]
    return Headline(after[0]["returned"]["rate"] if after else None, "share")


def _stickiness(answer: Answer) -> Headline:
    return Headline(answer["mean_periods"], "number")


def _distribution(answer: Answer) -> Headline:
    return Headline(answer.get("median"), "days" if answer["unit"] == "days" else "number")


def _paths(answer: Answer) -> Headline:
    return Headline(answer["paths"], "count")


def _transitions(answer: Answer) -> Headline:
    return Headline(answer["trails"], "count")


def _table(answer: Answer) -> Headline:
    return Headline(answer["total"]["units"], "count")


def _attribution(answer: Answer) -> Headline:
    return Headline(answer["conversions"], "count")


def _segments(answer: Answer) -> Headline:
    return Headline(answer["people"] - answer["nowhere"], "count")


def _score(answer: Answer) -> Headline:
    return Headline(answer["mean"], "number")


def _compare(answer: Answer) -> Headline:
    rows = [*answer["differences"], *answer.get("times", [])]
    return Headline(sum(one.get("verdict") == "real" for one in rows), "count")


_OF: Final[Mapping[str, Callable[[Answer], Headline]]] = {
    "funnel": _funnel,
    "trend": _trend,
    "retention": _retention,
    "stickiness": _stickiness,
    "lifecycle": _lifecycle,
    "distribution": _distribution,
    "paths": _paths,
    "transitions": _transitions,
    "table": _table,
    "attribution": _attribution,
    "segments": _segments,
    "score": _score,
    "compare": _compare,
}
