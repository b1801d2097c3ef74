"""How long a state is good for: between the instants at which something of it may change."""

import numpy as np
import pytest

from tropa.clock import BEFORE, DAY, FOREVER
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.fingerprint import fingerprint
from tropa.measure.questions.lasting import (
    ALWAYS,
    Between,
    lasts_of,
    lengths_of,
    same_between,
)
from tropa.measure.questions.scope import Scope
from unit.measure.questions.walking import at, query_of

TIME = np.asarray([100, 200, 205], np.int64)
PLAIN = frozenset({0})


def test_rows_alone_change_nothing_after_the_last_of_them() -> None:
    assert same_between(TIME, PLAIN, 1000) == Between(206, FOREVER)
    assert same_between(TIME, PLAIN, 150) == Between(101, 199)
    assert same_between(TIME, PLAIN, 99) == Between(BEFORE, 99)


def test_a_window_changes_something_when_it_ends() -> None:
    lengths = frozenset({0, 1000})
    assert same_between(TIME, lengths, 500) == Between(206, 1099)
    assert same_between(TIME, lengths, 1150) == Between(1101, 1199)
    assert same_between(TIME, lengths, 2000) == Between(1206, FOREVER)


def test_on_the_very_instant_a_state_is_good_for_that_moment_alone() -> None:
    assert same_between(TIME, PLAIN, 205) == Between(205, 205)
    assert same_between(TIME, frozenset({0, 50}), 150) == Between(150, 150)


def test_of_nobody_everything_is_always_the_same() -> None:
    assert same_between(np.zeros(0, np.int64), frozenset({0, DAY}), 7) == ALWAYS


def test_no_window_is_no_length_and_a_huge_one_overflows_nothing() -> None:
    assert same_between(TIME, frozenset({0, FOREVER}), 300) == Between(206, FOREVER)
    assert same_between(TIME, frozenset({0, FOREVER - 7}), 300) == Between(206, FOREVER)


@pytest.mark.parametrize(
    ("question", "lengths"),
    [
        ("question: funnel\nsteps: [a, b]", {0, FOREVER}),
        ("question: funnel\nsteps: [a, b]\nwithin: 2d", {0, 2 * DAY, FOREVER}),
        (
            "question: funnel\nsteps: [a, {event: b, within: 1d}, {event: c, within: 3d}]",
            {0, DAY, 3 * DAY, 4 * DAY, FOREVER},
        ),
        ("question: table\nof: a\nby: x\nthen: b\nwithin: 1d", {0, DAY}),
        ("question: paths\nof: events\nafter: a\ninstead_of: b\nwithin: 2d", {0, 2 * DAY}),
        ("question: trend\nof: a", {0}),
        ("question: retention\nbegins: a", {0}),
    ],
)
def test_windows_are_the_lengths_of_a_question(question: str, lengths: set[int]) -> None:
    lasts = lasts_of(query_of(question))
    assert lasts is not None
    assert lasts.lengths == lengths


def test_questions_of_two_sides_have_the_lengths_of_both() -> None:
    asked = "ask: {question: funnel, steps: [a, b], within: 2d}\nbetween: [{to: 2026-03-02},"
    lasts = lasts_of(query_of(f"question: compare\n{asked} {{from: 2026-03-02}}]"))
    assert lasts is not None
    assert lasts.lengths == {0, 2 * DAY, FOREVER}


def test_without_segments_nothing_looks_back() -> None:
    assert lengths_of(Scope(as_of=at("02.03")), (None,), {DAY}) == {0, DAY}


def test_one_question_of_two_moments_is_made_by_the_same() -> None:
    for question in (
        "question: funnel\nsteps: [a, b]\nwithin: 2d\ntrend: week",
        "question: trend\nof: a",
        "question: table\nof: a\nby: x",
    ):
        made = [lasts_of(query_of(f"{question}\nas_of: 2026-03-{day}")) for day in ("02", "03")]
        first, second = (fingerprint(one and one.made_by, moment=False) for one in made)
        assert first == second is not None
        whole = [
            fingerprint(query_of(f"{question}\nas_of: 2026-03-{day}"), moment=True)
            for day in ("02", "03")
        ]
        assert whole[0] != whole[1]


def test_where_the_moment_moves_the_question_its_states_are_others() -> None:
    for question in (
        "question: trend\nof: a\nlast: 5d",
        "question: trend\nof: a\nfrom: 2026-02-01\ncompare: previous",
        "question: lifecycle\nof: a\nperiod: day",
        "question: score\npoints: {event: a, points: 1}",
    ):
        made = [lasts_of(query_of(f"{question}\nas_of: 2026-03-{day}")) for day in ("02", "03")]
        first, second = (fingerprint(one and one.made_by, moment=False) for one in made)
        assert first != second


OF_EACH_KIND = {
    "funnel": "steps: [a, b]",
    "paths": "of: events",
    "transitions": "of: events",
    "retention": "begins: a",
    "stickiness": "of: a",
    "lifecycle": "of: a",
    "trend": "of: a",
    "distribution": "of: a",
    "table": "of: a\nby: x",
    "attribution": "conversion: b\nof: events",
    "score": "points: {event: a, points: 1}",
    "compare": "ask: {question: trend, of: a}\nbetween: [{where: x == 1}, {where: x == 2}]",
}


def test_every_kind_of_question_says_how_long_it_lasts() -> None:
    # A question of segments has a map; it is asked in tests/laws.
    assert {*OF_EACH_KIND, "segments"} == set(KINDS)
    for kind, words in OF_EACH_KIND.items():
        lasts = lasts_of(query_of(f"question: {kind}\n{words}"))
        assert lasts is not None, kind
        assert fingerprint(lasts.made_by, moment=False), kind
