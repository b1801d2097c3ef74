"""The answer of a comparison: both answers, their differences, and what to know of them."""

from collections.abc import Iterator, Sequence
from typing import Any

from tropa.measure.interval import Rate
from tropa.measure.questions.compare.asked import Asked
from tropa.measure.questions.compare.pairs import Pair, is_rate, pairs
from tropa.measure.questions.compare.proof import Found, Look, medians_apart, proofs
from tropa.measure.questions.query import named
from tropa.words import LANGUAGES, say


def answer_json(
    asked: Asked,
    answers: tuple[dict[str, Any], dict[str, Any]],
    units: tuple[int, int],
    both: int,
) -> dict[str, Any]:
    """The answer under stable names."""
    found = list(pairs(*answers))
    rates = [one for one in found if is_rate(one.first) and _to_compare(one)]
    shown = proofs([_look(one) for one in rates])
    people = any(side.by_people for side in asked.sides)
    sides = [
        # A period is asked of everybody: how many these are says nothing of it.
        {"side": side.name, "units": count if people else None}
        for side, count in zip(asked.sides, units, strict=True)
    ]
    answer: dict[str, Any] = {
        "sides": sides,
        "differences": [_rate_row(one, proof) for one, proof in zip(rates, shown, strict=True)],
        "times": [
            _time_row(one)
            for one in found
            if not is_rate(one.first) and _has_median(one.first) and _has_median(one.second)
        ],
        "remarks": list(_remarks(asked, shown, both)),
    }
    answer["first"], answer["second"] = (named(asked.kind, one) for one in answers)
    return answer


def _look(one: Pair) -> Look:
    first, second = (Rate(node["numerator"], node["denominator"]) for node in one[1:])
    return Look(first, second)


def _to_compare(one: Pair) -> bool:
    """Shares of somebody on both sides, and not the whole of both (the first step's)."""
    first, second = _look(one)
    if not (first.denominator and second.denominator):
        return False
    if max(first.rate or 0, second.rate or 0) > 1:
        return False
    return not (first.numerator == first.denominator and second.numerator == second.denominator)


def _rate_row(one: Pair, proof: Found) -> dict[str, Any]:
    return {
        "what": list(one.path),
        "first": dict(one.first),
        "second": dict(one.second),
        "difference": {"points": proof.difference, "low": proof.low, "high": proof.high},
        "p": proof.chance,
        "p_corrected": proof.corrected,
        "verdict": proof.verdict,
    }


def _has_median(node: Any) -> bool:
    return node["median_days"] is not None


def _time_row(one: Pair) -> dict[str, Any]:
    first, second = (
        (node["median_days"], node["median_low_days"], node["median_high_days"])
        for node in one[1:]
    )
    apart = medians_apart(first, second)
    return {
        "what": list(one.path),
        "first": dict(one.first),
        "second": dict(one.second),
        "difference": {"days": apart.difference, "low": apart.low, "high": apart.high},
    }


def _remarks(asked: Asked, shown: Sequence[Found], both: int) -> Iterator[dict[str, Any]]:
    real = sum(one.verdict == "real" for one in shown)
    if not shown:
        yield _remark("nothing")
    else:
        yield _remark("looks", n=len(shown), real=real)
    if any(side.by_people for side in asked.sides):
        if both:
            yield _remark("on_both", n=both)
    else:
        yield _remark("same_people")


def _remark(code: str, **values: int) -> dict[str, Any]:
    words = {language: say(f"ask.compare.{code}", language, **values) for language in LANGUAGES}
    return {"code": code, **values, "words": words}
