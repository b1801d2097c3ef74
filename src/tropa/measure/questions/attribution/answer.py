"""The answer of a question of attribution: credits model by model, and what to know of them.

`credits` has a row for each label of each model, the largest labels first, then the rest
together, then conversions that nobody was met before; a model's rows sum to the conversions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from tropa.errors import UsageFault
from tropa.measure.attribution.credits import AttributionAnswer, Credit, attribute
from tropa.measure.attribution.told import remark_words
from tropa.measure.questions.attribution.asked import Asked
from tropa.measure.questions.attribution.ways import Valued, Ways
from tropa.measure.questions.attribution.worth import digits_that_fit, in_major, scaled
from tropa.words import LANGUAGES

LABELS_AT_MOST: Final = 100_000
"""Different labels: of each model each has a credit of its own."""


def answer_json(state: Ways, asked: Asked) -> dict[str, Any]:
    """The answer under stable names.

    Raises:
        UsageFault: more labels than can be told apart; a chain or a set too large for a model.
    """
    plain = state.plain.whole()
    if len(plain.paths.labels) > LABELS_AT_MOST:
        raise UsageFault("too_many_values", limit=LABELS_AT_MOST)
    timed = state.timed.whole() if "time_decay" in asked.models else plain
    digits = digits_that_fit(plain.paths.value, plain.fine)
    found = [
        attribute(
            _with_value(timed if model == "time_decay" else plain, digits).paths,
            model,
            asked.options,
        )
        for model in asked.models
    ]
    shown = _shown(found, asked.top)
    answer: dict[str, Any] = {"conversions": found[0].conversions, "lost": state.lost}
    if asked.value:
        answer["value"] = in_major(found[0].value, asked.scope.map, digits)
        answer["without_value"] = state.worthless
    answer["credits"] = [row for one in found for row in _rows(one, shown, asked, digits)]
    answer["remarks"] = [row for one in found for row in _remarks(one, asked)]
    return answer


def _with_value(some: Valued, digits: int) -> Valued:
    value = scaled(some.paths.value, some.fine, digits)
    return some._replace(paths=replace(some.paths, value=value))


def _shown(found: Sequence[AttributionAnswer], top: int) -> list[str]:
    """The labels shown by themselves: those with most credit over the models asked for."""
    sums: dict[str, float] = {}
    for one in found:
        for credit in one.credits:
            if credit.label is not None:
                sums[credit.label] = sums.get(credit.label, 0.0) + credit.conversions
    return sorted(sums, key=lambda label: (-sums[label], label))[:top]


def _rows(
    found: AttributionAnswer, shown: Sequence[str], asked: Asked, digits: int
) -> Iterator[dict[str, Any]]:
    by_label = {one.label: one for one in found.credits}
    for label in shown:
        if label in by_label:
            yield _row(found, by_label[label], asked, digits)
    rest = [
        one for one in found.credits if one.label is not None and one.label not in set(shown)
    ]
    if rest:
        yield _row(found, _sum(rest, found.conversions), asked, digits, other=True)
    if None in by_label:
        yield _row(found, by_label[None], asked, digits, untouched=True)


def _sum(rest: Sequence[Credit], conversions: int) -> Credit:
    made, worth = sum(one.conversions for one in rest), sum(one.value for one in rest)
    return Credit(None, made, worth, made / conversions if conversions else None)


def _row(
    found: AttributionAnswer,
    one: Credit,
    asked: Asked,
    digits: int,
    *,
    other: bool = False,
    untouched: bool = False,
) -> dict[str, Any]:
    row: dict[str, Any] = {
        "model": found.model,
        "label": one.label,
        **_title(one.label, asked),
        "other": other,
        "untouched": untouched,
        "conversions": one.conversions,
        "share": one.share,
    }
    if asked.value:
        row["value"] = in_major(one.value, asked.scope.map, digits)
    if found.model == "markov":
        row |= {"low": one.low, "high": one.high, "removal_effect": one.removal}
    return row


def _title(label: str | None, asked: Asked) -> dict[str, Any]:
    """What a touchpoint of the map is called."""
    if asked.of != "touchpoints" or asked.scope.map is None:
        return {}
    points = asked.scope.map.touchpoints
    return {"title": next((one.title for one in points if one.id == label), None)}


def _remarks(found: AttributionAnswer, asked: Asked) -> Iterator[dict[str, Any]]:
    first = asked.models[0]
    for one in found.remarks:
        # What is true of every model is said once.
        if one.code in ("bookkeeping", "untouched") and found.model != first:
            continue
        words = {language: remark_words(one, language) for language in LANGUAGES}
        yield {"model": found.model, "code": one.code, "n": one.n, "words": words}
