"""Funnels that are only counted: edges of windows, groups, people left out."""

import pytest

from unit.measure.questions.walking import asks

QUESTION = "question: funnel\nsteps: [asked, bought]\nwithin: 2d\ntimes: false\n"
PEOPLE = [
    "02.03 asked s=a; 04.03 bought",
    "02.03 asked s=b; 05.03 bought",
    "03.03 asked s=a",
    "04.03 called s=c",
]


def counts(now: str, more: str = "") -> list[tuple[int, int, int]]:
    steps = asks(QUESTION + more, PEOPLE, now=now)["steps"]
    return [(one["count"], one["ripe"]["denominator"], one["in_window"]) for one in steps]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # The window of the second of March ends with the very moment of the fourth.
        ("2026-03-03T12:00", [(3, 0, 3), (0, 0, 0)]),
        ("2026-03-04", [(3, 2, 1), (1, 2, 0)]),
        ("2026-03-05", [(3, 3, 0), (1, 3, 0)]),
        ("2026-03-10", [(3, 3, 0), (1, 3, 0)]),
    ],
)
def test_a_window_ends_with_its_last_moment(
    now: str, expected: list[tuple[int, int, int]]
) -> None:
    assert counts(now) == expected


def test_groups_add_up_to_the_whole() -> None:
    answer = asks(QUESTION + "by: s", PEOPLE)
    made = {one["value"]: [step["count"] for step in one["steps"]] for one in answer["groups"]}
    assert made == {"a": [2, 1], "b": [1, 0]}
    assert [step["count"] for step in answer["steps"]] == [3, 1]


def test_without_a_window_everybody_is_ripe_and_nobody_waits() -> None:
    answer = asks(QUESTION.replace("within: 2d\n", ""), PEOPLE)
    told = [
        (one["count"], one["ripe"]["numerator"], one["in_window"]) for one in answer["steps"]
    ]
    assert told == [(3, 3, 0), (2, 2, 0)]
