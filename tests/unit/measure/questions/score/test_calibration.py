"""Calibration: whether the score as it stood foretold who won."""

from typing import Any

import pytest

from tropa.measure.interval import Rate
from tropa.measure.questions.score.bands import labels_of, monotone, verdict
from unit.measure.questions.walking import asks, behind

QUESTION = """question: score
points:
- {event: form, points: 10}
- {event: page, points: 5}
half_life: never
lead: form
won: won
after: 2d
within: 10d
bands: [12, 20]
"""
PEOPLE = [
    "01.03 form; 05.03 won",
    "01.03 form; 02.03 page; 13.03 won",
    "01.03 form; 02.03 page; 13.03T00:01 won",
    "01.03 form; 02.03 page; 03.03 page; 04.03 page; 20.03 page",
    "01.03 form; 03.03 won; 06.03 won",
    "20.03 form; 23.03 won",
    "31.03 form",
    "01.03 page; 02.03 won",
]


def told(answer: dict[str, Any]) -> list[tuple[int, int, int]]:
    return [
        (row["won"]["numerator"], row["won"]["denominator"], row["in_window"])
        for row in answer["calibration"]
    ]


def asked(question: str = QUESTION) -> dict[str, Any]:
    return asks(question, PEOPLE, now="2026-04-01")


def test_everybody_is_judged_by_the_score_of_their_own_moment() -> None:
    answer = asked()
    # The fifth had won at the very moment; the seventh has not come so far.
    assert told(answer) == [(2, 2, 0), (1, 2, 0), (0, 1, 0)]
    assert (answer["won_before"], answer["not_yet"]) == (1, 1)
    assert answer["people"] == 7


def test_an_early_winner_is_not_counted_before_those_who_have_not_won() -> None:
    answer = asks(QUESTION, ["20.03 form; 23.03 won", "20.03 form"], now="2026-03-31")
    assert told(answer)[0] == (0, 0, 2)
    answer = asks(QUESTION, ["20.03 form; 23.03 won", "20.03 form"], now="2026-04-01")
    assert told(answer)[0] == (1, 2, 0)


def test_people_stand_behind_bands() -> None:
    cells = {
        "judged/..12": [1, 6],
        "won/..12": [1, 6],
        "judged/12..20": [2, 3],
        "won/12..20": [2],
        "judged/20..": [4],
        "waiting/20..": [],
        "won_before": [5],
        "not_yet": [7],
    }
    found = {cell: behind(QUESTION, PEOPLE, cell, now="2026-04-01") for cell in cells}
    assert found == cells


def test_one_moment_for_all() -> None:
    question = QUESTION.replace("after: 2d", "at: 2026-03-04").replace("lead: form\n", "")
    answer = asked(question)
    assert answer["people"] == 8
    # Nothing of the first of April is in it: the fourth had three pages by then.
    assert behind(question, PEOPLE, "judged/20..", now="2026-04-01") == [4]
    assert behind(question, PEOPLE, "won_before", now="2026-04-01") == [5, 8]
    assert behind(question, PEOPLE, "not_yet", now="2026-04-01") == [6, 7]


def test_without_a_limit_everybody_is_judged() -> None:
    answer = asked(QUESTION.replace("within: 10d\n", ""))
    assert told(answer) == [(2, 2, 0), (2, 2, 0), (0, 1, 0)]


def test_leads_lie_in_the_asked_time_and_their_older_events_count() -> None:
    answer = asks(
        f"{QUESTION}from: 2026-03-10\nto: 2026-03-25",
        ["01.03 page; 01.03 page; 20.03 form; 23.03 won", *PEOPLE],
        now="2026-04-10",
    )
    assert answer["people"] == 2
    assert told(answer) == [(1, 1, 0), (0, 0, 0), (1, 1, 0)]


def test_the_asked_time_holds_its_beginning_and_not_its_end() -> None:
    people = ["20.03 form", "25.03 form"]
    assert asks(f"{QUESTION}from: 2026-03-20\nto: 2026-03-25", people)["people"] == 1
    assert behind(f"{QUESTION}from: 2026-03-25", people, "grade/3") == [2]


def test_by_fit_alone_or_engagement_alone() -> None:
    people = ["01.03 identify size=9; 01.03 form; 05.03 won", "01.03 form; 02.03 page"]
    question = f"{QUESTION}fit: {{who: size > 5, points: 30}}\n"
    assert told(asks(question, people)) == [(0, 0, 0), (0, 1, 0), (1, 1, 0)]
    assert told(asks(f"{question}judge: fit", people)) == [(0, 1, 0), (0, 0, 0), (1, 1, 0)]
    assert told(asks(f"{question}judge: engagement", people)) == [
        (1, 1, 0), (0, 1, 0), (0, 0, 0),
    ]  # fmt: skip


def test_a_trait_learnt_after_the_moment_is_not_known_then() -> None:
    people = ["01.03 form; 04.03 identify size=9; 05.03 won"]
    question = f"{QUESTION}fit: {{who: size > 5, points: 90}}\njudge: fit"
    answer = asks(question, people)
    assert told(answer) == [(1, 1, 0), (0, 0, 0), (0, 0, 0)]
    assert answer["mean_fit"] == 90


def test_the_qualified_of_then_are_told_from_the_others() -> None:
    people = [
        "01.03 identify size=9; 01.03 form; 02.03 form; 02.03 form; 05.03 won",
        "01.03 identify size=9; 01.03 form; 05.03 form; 06.03 form",
    ]
    question = f"{QUESTION}fit: {{who: size > 5, points: 90}}"
    answer = asks(question, people)
    assert answer["qualified"]["numerator"] == 2
    assert (answer["won_of_qualified"]["numerator"], answer["won_of_others"]["numerator"]) == (
        1,
        0,
    )
    assert answer["won_of_others"]["denominator"] == 1


def rates(*pairs: tuple[int, int]) -> list[Rate]:
    return [Rate(won, of) for won, of in pairs]


@pytest.mark.parametrize(
    ("found", "rises", "said"),
    [
        (rates((1, 100), (0, 0), (30, 100), (90, 100)), True, "rising"),
        (rates((10, 100), (20, 200), (3, 30)), True, "alike"),
        (rates((90, 100), (10, 100)), False, "falls"),
        (rates((40, 100), (38, 100), (90, 100)), False, "uneven"),
        (rates((0, 5), (5, 5)), True, "too_few"),
        (rates((0, 100), (0, 0)), None, "too_few"),
        (rates((30, 100), (0, 3), (50, 100)), False, "rising"),
    ],
)
def test_what_bands_prove(found: list[Rate], rises: bool | None, said: str) -> None:
    assert monotone(found) is rises
    assert verdict(found) == said


def test_bands_are_called_by_their_edges() -> None:
    assert labels_of((-5 * 10**9, 25 * 10**8)) == ["..-5", "-5..2.5", "2.5.."]
