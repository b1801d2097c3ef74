"""Completeness of a map, 0…100: how much of what a map may tell is told.

    score = 10 of the map + 30 of stages + 45 of touchpoints + 15 of data

    map             goal 3, portrait with 6 sourced fields 2, segment 2, problem 1,
                    who looks the map over 1, and how often 1
    stages          30 ÷ stages each, in equal parts over ten checks
    touchpoints     45 ÷ touchpoints each, in equal parts over the checks that apply to it
    data            15 × touchpoints whose event came in the last 30 days ÷ touchpoints

Filling one of the missing raises the score by exactly what it says; together with the score the
missing make a hundred. A complete map is no promise of sales: show it beside conversion, claim
nothing of one for the other. (Domain model 2.5.8.)
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias

import numpy as np

from tropa.clock import DAY, Duration
from tropa.map.document import Map
from tropa.measure.completeness_checks import MAP_CHECKS, POINT_CHECKS, STAGE_CHECKS
from tropa.measure.fold import Asked
from tropa.measure.touched import touched
from tropa.place.standing import Standing
from tropa.words import Language, say

Part: TypeAlias = Literal["map", "stage", "touchpoint"]

STAGES: Final = 30
TOUCHPOINTS: Final = 45
DATA: Final = 15
HEARD_WITHIN: Final[Duration] = 30 * DAY


@dataclass(frozen=True, slots=True)
class Missing:
    """Something a map does not tell yet."""

    part: Part
    id: str | None
    """The stage or touchpoint; None of the map itself."""
    check: str
    gain: Fraction
    """Points the score grows by once it is told."""


@dataclass(frozen=True, slots=True)
class CompletenessAnswer:
    """The score, and what is missing, the biggest gain first; of equals in the map's order."""

    exact: Fraction
    missing: tuple[Missing, ...]

    @property
    def score(self) -> float:
        return float(self.exact)


def completeness(map_: Map, heard: Collection[str]) -> CompletenessAnswer:
    """How complete a map is.

    Args:
        map_: the map.
        heard: touchpoints whose event came lately.
    """
    missing = [
        Missing("map", None, name, Fraction(points))
        for name, (points, check) in MAP_CHECKS.items()
        if not check(map_)
    ]
    stages = [one.id for one in map_.stages]
    points = [one.id for one in map_.touchpoints]
    lately = [{"data": name in heard} for name in points]
    missing += _of_each("stage", stages, STAGES, _stage_checks(map_))
    missing += _of_each("touchpoint", points, TOUCHPOINTS, _point_checks(map_))
    missing += _of_each("touchpoint", points, DATA, lately, nothing="data")
    missing.sort(key=lambda one: -one.gain)
    whole = 100 - sum((one.gain for one in missing), Fraction(0))
    return CompletenessAnswer(whole, tuple(missing))


def _stage_checks(map_: Map) -> list[dict[str, bool | None]]:
    return [
        {name: check(map_, one) for name, check in STAGE_CHECKS.items()} for one in map_.stages
    ]


def _point_checks(map_: Map) -> list[dict[str, bool | None]]:
    return [
        {name: check(map_, one) for name, check in POINT_CHECKS.items()}
        for one in map_.touchpoints
    ]


def _of_each(
    part: Part,
    names: Sequence[str],
    points: int,
    checks: Sequence[Mapping[str, bool | None]],
    nothing: str = "any",
) -> Iterator[Missing]:
    """What is missing of each stage or touchpoint, all of them worth the same."""
    if not names:
        yield Missing(part, None, nothing, Fraction(points))
    for name, told in zip(names, checks, strict=True):
        asked = {check: is_told for check, is_told in told.items() if is_told is not None}
        for check, is_told in asked.items():
            if not is_told:
                yield Missing(part, name, check, Fraction(points, len(names) * len(asked)))


class Heard:
    """Touchpoints a touch of the last days began at, as far as placed journeys know.

    Opening a letter is part of the contact that sending it began: a touchpoint whose events
    only ever join earlier contacts is not heard here. Whoever reads events themselves knows
    more.
    """

    def __init__(self, within: Duration = HEARD_WITHIN) -> None:
        self.within = within

    def start(self, asked: Asked) -> frozenset[str]:
        _ = asked
        return frozenset()

    def add(self, state: frozenset[str], standing: Standing, asked: Asked) -> frozenset[str]:
        found = touched(standing)
        lately = np.unique(found.point[found.at > asked.as_of - self.within])
        points = standing.placed.edition.map.touchpoints
        return state | {points[int(number) - 1].id for number in lately if number}

    def merge(self, left: frozenset[str], right: frozenset[str]) -> frozenset[str]:
        return left | right

    def finish(self, state: frozenset[str], asked: Asked) -> frozenset[str]:
        return state & frozenset(one.id for one in asked.map.touchpoints)


def completeness_json(found: CompletenessAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        "score": found.score,
        "missing": [
            {"part": one.part, "id": one.id, "check": one.check, "gain": float(one.gain)}
            for one in found.missing
        ],
    }


def missing_words(missing: Missing, language: Language) -> str:
    """What to fill in."""
    return say(f"completeness.{missing.part}.{missing.check}", language)


def completeness_words(language: Language) -> tuple[str, str]:
    """The name and the sentence on how it is made."""
    return say("completeness.title", language), say("completeness.how", language)
