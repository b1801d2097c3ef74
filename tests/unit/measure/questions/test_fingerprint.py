"""Fingerprints: the same question has one, whatever is asked otherwise has another."""

from dataclasses import dataclass

import numpy as np
import pytest

from tropa.measure.questions.fingerprint import fingerprint
from unit.measure.questions.walking import query_of

FUNNEL = "question: funnel\nsteps: [a, b]\nas_of: 2026-03-02"


def mark(text: str) -> bytes | None:
    return fingerprint(query_of(text), moment=True)


def test_a_question_written_twice_has_one_fingerprint() -> None:
    assert mark(FUNNEL) is not None
    assert mark(FUNNEL) == mark("{steps: [a, b], as_of: 2026-03-02, question: funnel}")


@pytest.mark.parametrize(
    "other",
    [
        "within: 2d",
        "by: x",
        "where: x == 1",
        "where: x == 2",
        "who: x == 1",
        "per: deal",
        "to: 2026-03-01",
        "order: any",
        "times: false",
        "title: another",
    ],
)
def test_whatever_is_asked_besides_makes_another(other: str) -> None:
    assert mark(f"{FUNNEL}\n{other}") not in (None, mark(FUNNEL))


def test_kinds_of_one_shape_are_told_apart() -> None:
    texts = ("question: stickiness\nof: a", "question: lifecycle\nof: a\nperiod: day")
    assert len({mark(f"{one}\nas_of: 2026-03-02") for one in texts}) == 2


def test_values_that_look_alike_are_told_apart() -> None:
    things = (1, 1.0, True, "1", b"1", None, (1,), [1], ("1",), ((1,),), {"1": 1}, (1, ()))
    marks = {fingerprint(one, moment=True) for one in things}
    assert len(marks) == len(things)
    assert fingerprint(("ab", "c"), moment=True) != fingerprint(("a", "bc"), moment=True)
    assert fingerprint(((), 1), moment=True) != fingerprint((1, ()), moment=True)


def test_sets_and_mappings_have_no_order() -> None:
    one, other = {"a": 1, "b": 2}, {"b": 2, "a": 1}
    assert fingerprint(one, moment=True) == fingerprint(other, moment=True)
    sets = (frozenset(("x", "y", "z")), frozenset(("z", "y", "x")))
    assert fingerprint(sets[0], moment=True) == fingerprint(sets[1], moment=True)


def test_arrays_are_known_by_what_they_hold() -> None:
    narrow, wide = (np.asarray([1, 2], kind) for kind in (np.int32, np.int64))
    assert fingerprint(narrow, moment=True) != fingerprint(wide, moment=True)
    assert fingerprint(wide, moment=True) == fingerprint(wide.copy(), moment=True)
    assert fingerprint(wide, moment=True) != fingerprint(wide[None, :], moment=True)


@dataclass
class _Strange:
    inside: object


def test_what_is_of_no_known_shape_has_none() -> None:
    assert fingerprint(_Strange(lambda: 1), moment=True) is None
    assert fingerprint(_Strange(object()), moment=True) is None
    assert fingerprint(_Strange(1), moment=True) is not None
