from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.condition.over_batch import answer, fields_in, glob, over_batch
from tropa.condition.parse import parse
from tropa.condition.syntax import And, Condition, FieldTest, Not, Or
from tropa.trail import Column, Scalar, absent, encode

Row: TypeAlias = dict[str, Scalar | None]


class Rows:
    """Events as a list of dictionaries."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows

    @property
    def events(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> Column:
        values = [row.get(name) for row in self.rows]
        return (
            encode(values)
            if any(value is not None for value in values)
            else absent(len(values))
        )


def holds(text: str, value: Scalar | None) -> bool:
    tree = parse(text, fields_only=True)
    return bool(over_batch(tree, Rows([{"f": value}]))[0])


@pytest.mark.parametrize(
    ("text", "value", "truth"),
    [
        ('f == "Минск"', "Минск", True),
        ('f == "Минск"', "минск", False),
        ('f != "Минск"', "Брест", True),
        ('f != "Минск"', None, False),
        ('not f == "Минск"', None, True),
        ("f == 5", 5, True),
        ("f == 5", "5", True),
        ("f == 5", "5,0", True),
        ("f == 1000", "1 000,00 ₽", True),
        ('f == "5"', 5, True),
        ("f == 5", "five", False),
        ("f > 5", "12 тыс.", True),
        ("f < 5", None, False),
        ("f <= 5", 5.0, True),
        ("f >= 5", "4.99", False),
        ("f == true", True, True),
        ("f == true", "да", True),
        ("f == true", "Yes", True),
        ("f == true", 1, True),
        ("f == true", "нет", False),
        ("f == false", "нет", True),
        ("f == false", 0, True),
        ("f == false", "", False),
        ("f != true", "нет", True),
        ("f exists", "x", True),
        ("f exists", 0, True),
        ("f exists", False, True),
        ("f exists", "", False),
        ("f exists", None, False),
        ("not f exists", None, True),
        ('f in ["a", 2, true]', "a", True),
        ('f in ["a", 2, true]', 2, True),
        ('f in ["a", 2, true]', "b", False),
        ('f in ["a", 2]', None, False),
        ('f matches "/blog/*"', "/blog/", True),
        ('f matches "/blog/*"', "/Blog/Post", True),
        ('f matches "/blog/*"', "/shop", False),
        ('f matches "*.by"', "okna.by", True),
        ('f matches "20*"', 2026, True),
    ],
)
def test_one_field_answers(text: str, value: Scalar | None, truth: bool) -> None:
    assert holds(text, value) is truth


def test_a_yes_is_no_number() -> None:
    assert not holds("f == 1", True)
    assert not holds("f > 0", True)


def test_conditions_are_answered_for_every_event_at_once() -> None:
    tree = parse('(form == "a" or not phone exists) and n >= 2', fields_only=True)
    rows = Rows(
        [
            {"form": "a", "phone": "1", "n": 2},
            {"form": "b", "phone": "1", "n": 2},
            {"form": "b", "n": "3"},
            {"form": "a", "phone": "1", "n": 1},
            {},
        ]
    )
    assert over_batch(tree, rows).tolist() == [True, False, True, False, False]


def test_no_events_have_no_answers() -> None:
    tree = parse('form == "a" and phone exists', fields_only=True)
    assert over_batch(tree, Rows([])).tolist() == []


def test_a_test_of_touches_is_none_of_fields() -> None:
    with pytest.raises(TypeError):
        over_batch(parse("did call"), Rows([]))


def test_the_fields_asked_for_are_known() -> None:
    tree = parse('(form == "a" or not utm.medium exists) and form != "b"', fields_only=True)
    assert fields_in(tree) == {"form", "utm.medium"}


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("abc", "abc", True),
        ("abc", "abcd", False),
        ("", "", True),
        ("*", "", True),
        ("*", "anything", True),
        ("a*c", "ac", True),
        ("a*c", "abbc", True),
        ("a*a", "a", False),
        ("a*b*c", "a-b-c", True),
        ("a*b*c", "a-c-b", False),
        ("*b*", "abc", True),
        ("a**c", "abc", True),
        ("ab*ba", "aba", False),
    ],
)
def test_a_star_is_any_run_of_characters(pattern: str, text: str, fits: bool) -> None:
    assert glob(pattern, text) is fits


@given(st.text("ab*", max_size=6), st.text("ab", max_size=8))
def test_patterns_fit_as_the_slow_definition_says(pattern: str, text: str) -> None:
    def slow(pattern: str, text: str) -> bool:
        if not pattern:
            return not text
        if pattern[0] == "*":
            return slow(pattern[1:], text) or (text != "" and slow(pattern, text[1:]))
        return text[:1] == pattern[0] and slow(pattern[1:], text[1:])

    assert glob(pattern, text) == slow(pattern, text)


FIELD_TESTS = st.sampled_from(
    (
        "f == 1",
        "f != 1",
        'f == "да"',
        "g == true",
        "g exists",
        "f > 1",
        'g matches "*а"',
        "f in [1, 2]",
    )
)
conditions = st.recursive(
    FIELD_TESTS,
    lambda inner: st.one_of(
        inner.map("not ({})".format),
        st.tuples(inner, inner).map(lambda two: f"(({two[0]}) and ({two[1]}))"),
        st.tuples(inner, inner).map(lambda two: f"(({two[0]}) or ({two[1]}))"),
    ),
    max_leaves=5,
)
values = st.sampled_from((None, 0, 1, 2, 1.5, "1", "да", "нет", "", True, False))
rows = st.lists(st.fixed_dictionaries({"f": values, "g": values}), max_size=6)


def one_by_one(tree: Condition, row: Row) -> bool:
    match tree:
        case And(parts):
            return all(one_by_one(part, row) for part in parts)
        case Or(parts):
            return any(one_by_one(part, row) for part in parts)
        case Not(part):
            return not one_by_one(part, row)
        case FieldTest():
            return answer(tree, row.get(tree.field))
        case _:
            raise AssertionError(tree)


@given(conditions, rows)
def test_columns_answer_as_events_do_one_by_one(text: str, rows: list[Row]) -> None:
    tree = parse(text, fields_only=True)
    truths = over_batch(tree, Rows(rows))
    assert truths.dtype == np.bool_
    assert truths.tolist() == [one_by_one(tree, row) for row in rows]
