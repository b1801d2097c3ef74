"""Fit: what is known of a person, and that nothing makes up for it."""

from typing import Any

import pytest

from unit.measure.questions.walking import asks, behind

ASKED = "question: score\npoints: {event: form, points: 50}\nhalf_life: never\nfit:\n"


def fits(rule: str, traits: str = "", points: int = 40) -> float:
    """The fit of somebody with such traits."""
    told = f"; 02.03 identify {traits}" if traits else ""
    answer = asks(f"{ASKED}- {{who: '{rule}', points: {points}}}", [f"01.03 form{told}"])
    return answer["mean_fit"]


@pytest.mark.parametrize(
    ("rule", "traits", "points"),
    [
        ('city == "Omsk"', "city=Omsk", 40),
        ('city == "Omsk"', "city=Perm", 0),
        ('city == "Omsk"', "", 0),
        ('not city == "Omsk"', "city=Perm", 40),
        ('not city == "Omsk"', "", 0),
        ('city == "Omsk" or size > 5', "size=9", 40),
        ('city == "Omsk" or size > 5', "size=3", 0),
        ('not (city == "Omsk" or size > 5)', "size=3", 0),
        ('not (city == "Omsk" and size > 5)', "size=3", 40),
        ('not (city == "Omsk" and size > 5)', "size=9", 0),
        ("not city exists", "size=9", 40),
        ("city exists", "size=9", 0),
        ('city != "Omsk"', "city=", 0),
    ],
)
def test_only_what_surely_holds_has_points(rule: str, traits: str, points: int) -> None:
    assert fits(rule, traits) == points


def test_the_latest_word_counts() -> None:
    question = f"{ASKED}- {{who: 'city == \"Omsk\"', points: 40}}"
    moved = "01.03 identify city=Omsk; 02.03 identify city=Perm size=3; 03.03 identify size=4"
    assert asks(question, [moved])["mean_fit"] == 0
    assert asks(question, [moved], now="2026-03-01T12:00")["mean_fit"] == 40


def test_properties_of_events_are_no_traits() -> None:
    assert asks(f"{ASKED}- {{who: city exists, points: 40}}", ["01.03 form city=Omsk"])[
        "mean_fit"
    ] == (0)


def test_fit_lies_between_nothing_and_its_cap() -> None:
    assert fits("size > 1", "size=9", 150) == 100
    assert fits("size > 1", "size=9", -50) == 0
    question = f"{ASKED}- {{who: size > 1, points: 90}}\nfit_cap: 70"
    assert asks(question, ["01.03 identify size=9"])["mean_fit"] == 70


GRADED = f"""{ASKED}- {{who: size > 1, points: 50}}
- {{who: size > 10, points: 30}}
qualified: {{fit: 50, engagement: 40}}
"""
PEOPLE = [
    "01.03 form; 01.03 identify size=50",
    "01.03 form; 01.03 identify size=5",
    "01.03 identify size=50",
    "; ".join(["01.03 form"] * 40),
]


def grades(answer: dict[str, Any]) -> dict[str, int]:
    return {row["grade"]: row["people"] for row in answer["grades"] if row["people"]}


def test_a_grade_is_a_letter_of_fit_and_a_figure_of_engagement() -> None:
    answer = asks(GRADED, PEOPLE)
    assert grades(answer) == {"A1": 1, "B1": 1, "A4": 1, "D1": 1}
    assert [row["grade"] for row in answer["grades"]][:5] == ["A1", "A2", "A3", "A4", "B1"]
    assert behind(GRADED, PEOPLE, "grade/D1") == [4]


def test_activity_alone_never_qualifies() -> None:
    qualified = asks(GRADED, PEOPLE)["qualified"]
    assert (qualified["numerator"], qualified["denominator"]) == (2, 4)
    assert behind(GRADED, PEOPLE, "qualified") == [1, 2]
    eager = "; ".join(["01.03 form"] * 400)
    assert behind(GRADED, [eager], "qualified") == []


def test_without_fit_nobody_is_called_qualified() -> None:
    answer = asks("question: score\npoints: {event: form, points: 50}", PEOPLE)
    assert "qualified" not in answer
    assert len(answer["grades"]) == 4
