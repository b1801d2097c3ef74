"""The answer of a question of segments under its names."""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from tropa.measure.interval import Rate
from tropa.measure.questions.segments.apart import difference_json
from tropa.measure.questions.segments.asked import Asked
from tropa.measure.questions.segments.sums import ENTERED, LEFT, UNITS, Sums
from tropa.measure.questions.telling import rate_json
from tropa.words import LANGUAGES, say


def answer_json(sums: Sums, asked: Asked) -> dict[str, Any]:
    """The answer under stable names."""
    answer: dict[str, Any] = {
        "people": sums.people,
        "nowhere": sums.nowhere,
        "segments": list(_segments(sums, asked)),
        "overlaps": list(_overlaps(sums, asked)),
    }
    if asked.periods is not None:
        answer["over_time"] = list(_over_time(sums, asked))
    if asked.difference is not None:
        answer["difference"] = difference_json(sums, asked.difference)
        answer["remarks"] = list(_remarks(sums))
    return answer


def _segments(sums: Sums, asked: Asked) -> Iterator[dict[str, Any]]:
    for at, one in enumerate(asked.segments):
        units = int(sums.both[at, at])
        yield {
            "segment": one.id,
            "title": one.title,
            "units": units,
            "of_people": rate_json(Rate(units, sums.people)),
            "first_fit": int(sums.first[at]),
            "alone": int(sums.alone[at]),
        }


def _overlaps(sums: Sums, asked: Asked) -> Iterator[dict[str, Any]]:
    for one, other in combinations(range(len(asked.segments)), 2):
        both = int(sums.both[one, other])
        yield {
            "segment": asked.segments[one].id,
            "and": asked.segments[other].id,
            "units": both,
            "of_segment": rate_json(Rate(both, int(sums.both[one, one]))),
            "of_other": rate_json(Rate(both, int(sums.both[other, other]))),
        }


def _over_time(sums: Sums, asked: Asked) -> Iterator[dict[str, Any]]:
    periods = asked.periods
    if periods is None:
        return
    for at, number in enumerate(asked.numbers):
        for place, one in enumerate(asked.segments):
            flows = sums.over_time[at, place]
            yield {
                "period": periods.label(number),
                "partial": periods.start(number + 1) > asked.scope.as_of,
                "segment": one.id,
                "units": int(flows[UNITS]),
                "came": int(flows[ENTERED]),
                "left": int(flows[LEFT]),
                "people": int(sums.people_then[at]),
            }


def _remarks(sums: Sums) -> Iterator[dict[str, Any]]:
    first, second, both = (int(one) for one in sums.sides)
    values = {"first": first, "second": second, "both": both}
    code = "sides" if first and second else "no_side"
    words = {
        language: say(f"ask.segments.{code}", language, **values) for language in LANGUAGES
    }
    yield {"code": code, **values, "words": words}
