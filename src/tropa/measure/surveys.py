"""Surveys: what customers say of us, question by question.

    NPS              share of 9–10 − share of 0–6, of ten; in points from −100 to 100
    CSAT             share of 4–5, of five
    CES              mean of 1–7 (7: fully agree that it was easy), and the share of 5–7
    problem solved   share of yes; «partly» (a half) counts as answered

One survey a person in 90 days: of one person's answers to a question, one given sooner than
that after the one counted before it is a repetition and does not count; exactly 90 days later
it counts again. The first is kept and not the last, so that what comes later never changes what
counted. Of answers of one instant the lowest is taken. A value that is not on the scale is odd
and counts nowhere. Answers belong to the period they came in; who answers at all is told by
`tropa.measure.survey_response`.

The interval of NPS puts those of its two shares together by their correlation (the method of
variance estimates recovery: G. Zou, A. Donner, 2008, from Wilson's intervals); it is honest for
small numbers, too. A mean has no interval here. (Domain model 2.5.7.)
"""

import math
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import DAY, Duration
from tropa.compiled import compiled
from tropa.measure.as_json import rate_json
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.rows import in_order
from tropa.measure.survey_response import (
    APART,
    CES,
    CSAT,
    KINDS,
    NPS,
    SOLVED,
    ResponseAnswer,
    Sends,
    response,
    response_json,
)
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Counts: TypeAlias = tuple[tuple[int, ...], ...]

PARTLY: Final = 0.5
SCALES: Final[tuple[tuple[float, ...], ...]] = (
    tuple(range(11)),
    tuple(range(1, 6)),
    tuple(range(1, 8)),
    (0, PARTLY, 1),
)
"""What can be answered, kind by kind."""

_PROMOTERS: Final = (9, 10)
_DETRACTORS: Final = tuple(range(7))
_SATISFIED: Final = (4, 5)
_EASY: Final = (5, 6, 7)
_YES: Final = (1,)
_POINTS: Final = 100


class Answers(NamedTuple):
    """Answers in any order."""

    person: Int64
    at: Int64
    kind: Int64
    """A place in `KINDS`."""
    value: Floats

    def only(self, rows: Int64 | Bools) -> "Answers":
        """Some of them, or all in another order."""
        return Answers(self.person[rows], self.at[rows], self.kind[rows], self.value[rows])


@dataclass(frozen=True, slots=True)
class Nps:
    """Points; unknown while nobody has answered."""

    promoters: Rate
    detractors: Rate

    @property
    def n(self) -> int:
        return self.promoters.denominator

    @property
    def score(self) -> float | None:
        if not self.n:
            return None
        return _POINTS * (self.promoters.numerator - self.detractors.numerator) / self.n

    @property
    def interval(self) -> tuple[float, float] | tuple[None, None]:
        """Where the score may well be, 95 %."""
        if not self.n:
            return None, None
        low, high = nps_interval(self.promoters.numerator, self.detractors.numerator, self.n)
        return _POINTS * low, _POINTS * high


@dataclass(frozen=True, slots=True)
class SurveysAnswer:
    """Of answers and surveys of the period."""

    nps: Nps
    csat: Rate
    ces_mean: float | None
    ces: Rate
    """Those for whom it was easy."""
    solved: Rate
    by_value: Counts
    """Kind by kind, how many gave each value of its scale."""
    odd: int
    repeated: int
    response: ResponseAnswer


def surveys(
    answers: Answers,
    sends: Sends,
    asked: Asked,
    within: Duration | None = None,
    apart: Duration = APART,
) -> SurveysAnswer:
    """What surveys tell.

    Args:
        answers: of everybody, whenever; those after `as_of` are not read.
        sends: the same of questions sent.
        asked: moment and period.
        within: how long an answer may take; without it nobody is left out.
        apart: one survey a person in so long.
    """
    answers = answers.only(answers.at <= asked.as_of)
    fits = _on_scale(answers)
    odd = int((~fits & in_period(answers.at, asked)).sum())
    answers = answers.only(fits)
    answers = answers.only(_rows(answers))
    counted, now = once_in(answers, apart), in_period(answers.at, asked)
    heard = counted & now
    counts = tuple(
        _by_value(answers.value[heard & (answers.kind == kind)], scale)
        for kind, scale in enumerate(SCALES)
    )
    replies = Sends(answers.person, answers.at, answers.kind)
    return SurveysAnswer(
        nps=Nps(_share(NPS, counts, _PROMOTERS), _share(NPS, counts, _DETRACTORS)),
        csat=_share(CSAT, counts, _SATISFIED),
        ces_mean=_mean(CES, counts),
        ces=_share(CES, counts, _EASY),
        solved=_share(SOLVED, counts, _YES),
        by_value=counts,
        odd=odd,
        repeated=int((now & ~counted).sum()),
        response=response(replies, sends, asked, within, apart),
    )


def who_said(answers: Answers, asked: Asked, apart: Duration = APART) -> dict[str, Int64]:
    """The people behind the shares, a person for each answer that counts."""
    answers = answers.only(answers.at <= asked.as_of)
    answers = answers.only(_on_scale(answers))
    answers = answers.only(once_in(answers, apart) & in_period(answers.at, asked))

    def who(kind: int, values: tuple[float, ...], *, among: bool = True) -> Int64:
        asked_so = answers.kind == kind
        return answers.person[asked_so & (np.isin(answers.value, values) == among)]

    return {
        "promoters": who(NPS, _PROMOTERS),
        "passives": who(NPS, (*_PROMOTERS, *_DETRACTORS), among=False),
        "detractors": who(NPS, _DETRACTORS),
        "satisfied": who(CSAT, _SATISFIED),
        "dissatisfied": who(CSAT, _SATISFIED, among=False),
        "hard": who(CES, _EASY, among=False),
        "unsolved": who(SOLVED, _YES, among=False),
    }


def once_in(answers: Answers, apart: Duration = APART) -> Bools:
    """Which answers count: of one person and question, none sooner than so after another."""
    rows = _rows(answers)
    counted = np.zeros(len(rows), np.bool_)
    counted[rows] = _apart(answers.person[rows], answers.kind[rows], answers.at[rows], apart)
    return counted


def nps_interval(promoters: int, detractors: int, n: int) -> tuple[float, float]:
    """The 95 % interval of the difference of two shares of the same `n` answers (n > 0)."""
    up, down = Rate(promoters, n), Rate(detractors, n)
    p, d = promoters / n, detractors / n
    # Nobody is both, so that one share falls as the other rises.
    both = p * (1 - p) * d * (1 - d)
    tied = -p * d / math.sqrt(both) if both > 0 else 0.0

    def spread(one: float, other: float) -> float:
        return math.sqrt(max(0.0, one * one + other * other - 2 * tied * one * other))

    low = p - d - spread(p - (up.low or 0.0), (down.high or 0.0) - d)
    high = p - d + spread((up.high or 0.0) - p, d - (down.low or 0.0))
    return max(-1.0, low), min(1.0, high)


def _rows(answers: Answers) -> Int64:
    """Answers by person and question, in time; at one instant the lowest first."""
    # Small numbers sort faster; no scale goes beyond them, nor finer than a half.
    value = np.nan_to_num(answers.value * 2).clip(-_POINTS, _POINTS).astype(np.int8)
    return in_order(answers.person, answers.kind.astype(np.int8), answers.at, value)


def _on_scale(answers: Answers) -> Bools:
    fits = np.zeros(len(answers.at), np.bool_)
    for kind, scale in enumerate(SCALES):
        fits |= (answers.kind == kind) & np.isin(answers.value, scale)
    return fits


def _by_value(values: Floats, scale: tuple[float, ...]) -> tuple[int, ...]:
    return tuple(int((values == one).sum()) for one in scale)


def _share(kind: int, counts: Counts, of: tuple[int, ...]) -> Rate:
    by_value = zip(SCALES[kind], counts[kind], strict=True)
    return Rate(sum(count for value, count in by_value if value in of), sum(counts[kind]))


def _mean(kind: int, counts: Counts) -> float | None:
    by_value, n = zip(SCALES[kind], counts[kind], strict=True), sum(counts[kind])
    return sum(value * count for value, count in by_value) / n if n else None


@compiled
def _apart(person: Int64, kind: Int64, at: Int64, apart: int) -> Bools:
    """Which of sorted answers count."""
    counted = np.ones(len(at), np.bool_)
    last = 0
    for row in range(1, len(at)):
        if person[row] == person[row - 1] and kind[row] == kind[row - 1]:
            counted[row] = at[row] - at[last] >= apart
        if counted[row]:
            last = row
    return counted


def surveys_json(found: SurveysAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    low, high = found.nps.interval
    values = {
        kind: [
            {"value": value, "answers": count}
            for value, count in zip(scale, counts, strict=True)
        ]
        for kind, scale, counts in zip(KINDS, SCALES, found.by_value, strict=True)
    }
    return {
        "nps": {
            "score": found.nps.score,
            "low": low,
            "high": high,
            "n": found.nps.n,
            "promoters": rate_json(found.nps.promoters),
            "detractors": rate_json(found.nps.detractors),
            "by_value": values["nps"],
        },
        "csat": {**rate_json(found.csat), "by_value": values["csat"]},
        "ces": {"mean": found.ces_mean, **rate_json(found.ces), "by_value": values["ces"]},
        "solved": {**rate_json(found.solved), "by_value": values["solved"]},
        "response": response_json(found.response),
        "odd": found.odd,
        "repeated": found.repeated,
    }


def surveys_words(apart: Duration, language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (
            say(f"survey.{name}.title", language),
            say(f"survey.{name}.how", language, days=apart // DAY),
        )
        for name in (*KINDS, "response", "too_soon", "once")
    }
