"""How a score was made, in sentences."""

from functools import partial
from typing import Any

from tropa.clock import FOREVER, iso
from tropa.measure.questions.query import Made
from tropa.measure.questions.score.asked import SCALE, Asked, Calibration, Worth
from tropa.words import Language, length_words, number_words, say

_Said = list[tuple[str, dict[str, object]]]


def made(asked: Asked) -> Made:
    """Sentences in order."""
    said: _Said = [("ask.made.score", {"rules": partial(_rules, asked.points)})]
    if asked.half_life:
        half_life = partial(length_words, asked.half_life)
        said.append(("ask.made.score_half_life", {"half_life": half_life}))
    else:
        said.append(("ask.made.score_unfading", {}))
    if any(one.per_day is not None for one in asked.points):
        said.append(("ask.made.score_per_day", {"zone": str(asked.scope.zone)}))
    said += _of_fit(asked)
    if asked.lead is not None:
        said.append(("ask.made.score_lead", {"lead": asked.lead.name}))
    else:
        said.append(("ask.made.score_everybody", {}))
    if asked.calibration is not None:
        said += _of_calibration(asked.calibration, asked)
    if asked.scope.per == "deal":
        said.append(("ask.made.per_deal", {}))
    return Made(tuple(said))


def _of_fit(asked: Asked) -> _Said:
    engagement = _thresholds(("one", "two", "three"), asked.engagement_grades)
    if not asked.fit:
        return [("ask.made.score_without_fit", engagement)]
    fit = _thresholds(("a", "b", "c"), asked.fit_grades)
    wanted = {
        "fit": partial(_number, asked.fit_qualified),
        "engagement": partial(_number, asked.engagement_qualified),
    }
    return [
        ("ask.made.score_fit", {"cap": asked.fit_cap}),
        ("ask.made.score_grades", fit | engagement),
        ("ask.made.score_qualified", {**wanted}),
    ]


def _of_calibration(calibration: Calibration, asked: Asked) -> _Said:
    said: _Said = []
    if calibration.at is not None:
        at = iso(calibration.at, asked.scope.zone)[:16].replace("T", " ")
        said.append(("ask.made.score_at", {"at": at}))
    elif calibration.after:
        after = partial(length_words, calibration.after)
        said.append(("ask.made.score_after", {"after": after}))
    else:
        said.append(("ask.made.score_at_lead", {}))
    said.append((f"ask.made.score_by_{calibration.judge}", {}))
    said.append(("ask.made.score_won", {"won": calibration.won.name}))
    if calibration.within != FOREVER:
        within = partial(length_words, calibration.within)
        said.append(("ask.made.score_within", {"within": within}))
    else:
        said.append(("ask.made.score_ever", {}))
    return said


def _rules(rules: tuple[Worth, ...], language: Language) -> str:
    return ", ".join(_rule(one, language) for one in rules)


def _rule(one: Worth, language: Language) -> str:
    sign = "−" if one.points < 0 else "+"
    values: dict[str, Any] = {"name": one.name, "points": f"{sign}{abs(one.points)}"}
    if one.per_day is None:
        return say("ask.score.rule", language, **values)
    return say("ask.score.rule_per_day", language, **values, n=one.per_day)


def _thresholds(names: tuple[str, ...], rising: tuple[int, ...]) -> dict[str, object]:
    falling = zip(names, reversed(rising), strict=True)
    return {name: partial(_number, billionths) for name, billionths in falling}


def _number(billionths: int, language: Language) -> str:
    whole = billionths % SCALE == 0
    return number_words(billionths / SCALE, language, 0 if whole else 2)
