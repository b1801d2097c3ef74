"""What surveys tell, one answer after another (domain model 2.5.7)."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from reference.interval import wilson_by_halving
from tropa.measure.fold import Asked

SCALES = {
    "nps": [Fraction(one) for one in range(11)],
    "csat": [Fraction(one) for one in range(1, 6)],
    "ces": [Fraction(one) for one in range(1, 8)],
    "solved": [Fraction(0), Fraction(1, 2), Fraction(1)],
}


class Said(NamedTuple):
    """One answer."""

    person: int
    at: int
    kind: str
    value: Fraction


class Sent(NamedTuple):
    """One question to one person."""

    person: int
    at: int
    kind: str


def surveys(
    answers: Sequence[Said],
    sends: Sequence[Sent],
    asked: Asked,
    within: int | None,
    apart: int,
) -> dict[str, object]:
    heard = [one for one in answers if one.at <= asked.as_of]
    good = [one for one in heard if one.value in SCALES[one.kind]]
    odd = [one for one in heard if one.value not in SCALES[one.kind]]
    counted = [one for one in once(good, apart) if in_period(one.at, asked)]
    values = {kind: [one.value for one in counted if one.kind == kind] for kind in SCALES}
    ease = values["ces"]
    return {
        "nps": {
            "promoters": share(values["nps"], (9, 10)),
            "detractors": share(values["nps"], range(7)),
            "score": score(values["nps"]),
        },
        "csat": share(values["csat"], (4, 5)),
        "ces_mean": sum(ease) / len(ease) if ease else None,
        "ces": share(ease, (5, 6, 7)),
        "solved": share(values["solved"], (1,)),
        "by_value": [
            [values[kind].count(one) for one in scale] for kind, scale in SCALES.items()
        ],
        "odd": sum(in_period(one.at, asked) for one in odd),
        "repeated": sum(in_period(one.at, asked) for one in good) - len(counted),
        "response": response(good, sends, asked, within, apart),
    }


def in_period(at: int, asked: Asked) -> bool:
    return asked.since <= at < asked.until


def once(answers: Iterable[Said], apart: int) -> list[Said]:
    """Of one person's answers to one question, none too soon after one that counts."""
    found: list[Said] = []
    for one in sorted(answers, key=lambda one: (one.at, one.value)):
        before = [at.at for at in found if (at.person, at.kind) == (one.person, one.kind)]
        if not before or one.at - before[-1] >= apart:
            found.append(one)
    return found


def share(values: Sequence[Fraction], good: Iterable[int]) -> tuple[int, int]:
    wanted = {Fraction(one) for one in good}
    return sum(one in wanted for one in values), len(values)


def score(values: Sequence[Fraction]) -> Fraction | None:
    """Points."""
    above, below = sum(one >= 9 for one in values), sum(one <= 6 for one in values)
    return Fraction(100 * (above - below), len(values)) if values else None


def response(
    answers: Sequence[Said],
    sends: Sequence[Sent],
    asked: Asked,
    within: int | None,
    apart: int,
) -> dict[str, object]:
    questions = sorted({one for one in sends if one.at <= asked.as_of})
    answered = {one: reply(one, questions, answers) for one in questions}
    in_time = {
        one
        for one, at in answered.items()
        if at is not None and (within is None or at - one.at <= within)
    }
    now = [one for one in questions if in_period(one.at, asked)]
    old = [one for one in now if within is None or asked.as_of - one.at >= within]
    letters = sorted({(one.person, one.at) for one in now})
    ripe = sorted({(one.person, one.at) for one in old})
    return {
        "response": (
            sum(any(one[:2] == letter for one in in_time) for letter in ripe),
            len(ripe),
        ),
        "by_kind": [
            (
                sum(one in in_time for one in old if one.kind == kind),
                sum(one.kind == kind for one in old),
            )
            for kind in SCALES
        ],
        "in_window": None if within is None else len(letters) - len(ripe),
        "too_soon": (sum(soon(letter, questions, apart) for letter in letters), len(letters)),
        "unasked": sum(in_period(one.at, asked) and unasked(one, questions) for one in answers),
    }


def reply(question: Sent, questions: Sequence[Sent], answers: Sequence[Said]) -> int | None:
    """When a question was answered, if it was before it was put again."""
    again = [one.at for one in questions if same(one, question) and one.at > question.at]
    given = [one.at for one in answers if same(one, question) and one.at >= question.at]
    at = min(given, default=None)
    return None if at is None or (again and at >= min(again)) else at


def same(one: Said | Sent, other: Said | Sent) -> bool:
    return (one.person, one.kind) == (other.person, other.kind)


def soon(letter: tuple[int, int], questions: Sequence[Sent], apart: int) -> bool:
    """Whether the person had been asked something shortly before."""
    person, at = letter
    return any(one.person == person and 0 < at - one.at < apart for one in questions)


def unasked(answer: Said, questions: Sequence[Sent]) -> bool:
    return not any(same(one, answer) and one.at <= answer.at for one in questions)


def nps_interval(promoters: int, detractors: int, n: int) -> tuple[float, float]:
    """Ends of the score, from those of its two shares and how the shares go together."""
    (up_low, up_high), (down_low, down_high) = (
        wilson_by_halving(one, n) for one in (promoters, detractors)
    )
    p, d = promoters / n, detractors / n
    outside = (1 - p) * (1 - d)
    together = -((p * d / outside) ** 0.5) if p * d else 0.0

    def away(up: float, down: float) -> float:
        return (up**2 + down**2 - 2 * together * up * down) ** 0.5

    return p - d - away(p - up_low, down_high - d), p - d + away(up_high - p, d - down_low)
