"""Transitions by examples small enough to be followed with a finger."""

from typing import Any

import pytest

from tropa.errors import UsageFault
from tropa.measure.questions.run import settled
from unit.measure.questions.walking import asks, in_parts, query_of, trail

PEOPLE = [
    "02.03 look; 03.03 look; 04.03 cart; 05.03 look",
    "02.03 look; 04.03 cart; 09.03 pay",
    "02.03 cart",
]


def pairs(answer: dict[str, Any]) -> dict[tuple[str, str], int]:
    return {(row["from"], row["to"]): row["count"] for row in answer["transitions"]}


def test_every_node_goes_on_to_the_very_next() -> None:
    answer = asks("question: transitions", PEOPLE)
    assert pairs(answer) == {
        ("look", "cart"): 2,
        ("look", "look"): 1,
        ("cart", "look"): 1,
        ("cart", "pay"): 1,
    }
    [row] = [row for row in answer["transitions"] if row["to"] == "pay"]
    assert (row["rate"]["numerator"], row["rate"]["denominator"]) == (1, 2)
    assert row["took"]["mean_seconds"] == 5 * 86_400


def test_with_ends_beginnings_and_ends_are_transitions_too() -> None:
    found = pairs(asks("{question: transitions, ends: true, collapse: true}", PEOPLE))
    assert found == {
        ("(start)", "look"): 2,
        ("(start)", "cart"): 1,
        ("look", "cart"): 2,
        ("cart", "look"): 1,
        ("cart", "pay"): 1,
        ("look", "(end)"): 1,
        ("pay", "(end)"): 1,
        ("cart", "(end)"): 1,
    }


def test_the_median_of_two_is_their_middle_and_a_histogram_is_near_it() -> None:
    people = ["02.03 look; 03.03 cart", "02.03 look; 05.03 cart"]
    [exact] = asks("question: transitions", people)["transitions"]
    assert exact["took"]["median_seconds"] == 2 * 86_400
    answer = asks("{question: transitions, medians: histogram}", people)
    assert not answer["exact_medians"]
    [near] = answer["transitions"]
    assert near["took"]["median_seconds"] == pytest.approx(2 * 86_400, rel=0.008)
    assert near["took"]["mean_seconds"] == 2 * 86_400


def test_the_step_matrix_says_who_is_where_and_who_is_over() -> None:
    rows = asks("{question: transitions, step_matrix: 3}", PEOPLE)["step_matrix"]
    found = {(row["step"], row["node"]): row["count"] for row in rows}
    assert found == {
        (1, "look"): 2,
        (1, "cart"): 1,
        (2, "look"): 1,
        (2, "cart"): 1,
        (2, "(end)"): 1,
        (3, "cart"): 1,
        (3, "pay"): 1,
        (3, "(end)"): 1,
    }
    assert all(row["rate"]["denominator"] == 3 for row in rows)


def test_variants_are_whole_trails_with_repeats_as_one() -> None:
    answer = asks("{question: transitions, variants: 2}", [*PEOPLE, "02.03 cart; 03.03 cart"])
    assert answer["distinct_variants"] == 3
    assert [(row["path"], row["count"]) for row in answer["variants"]] == [
        (["cart"], 2),
        (["look", "cart", "look"], 1),
    ]
    assert [row["cumulative"]["numerator"] for row in answer["variants"]] == [2, 3]


def test_an_endless_trail_is_told_by_its_beginning() -> None:
    rows = "; ".join(f"02.03 {'look' if at % 2 else 'cart'}" for at in range(70))
    [variant] = asks("{question: transitions, variants: 1}", [rows])["variants"]
    assert (len(variant["path"]), variant["further"]) == (64, 1)


def test_the_most_visited_nodes_stand_for_themselves() -> None:
    people = ["02.03 a; 03.03 b; 04.03 a; 05.03 c; 06.03 a; 07.03 d"]
    assert pairs(asks("{question: transitions, top: 1}", people)) == {
        ("a", "(other)"): 3,
        ("(other)", "a"): 2,
    }
    assert len(asks("{question: transitions, top: 3}", people)["nodes"]) == 4


def test_a_transition_is_of_the_period_in_which_its_first_node_was_entered() -> None:
    march_3 = "{question: transitions, from: 2026-03-03, to: 2026-03-04, ends: true}"
    assert pairs(asks(march_3, PEOPLE)) == {("look", "cart"): 1}


def test_a_session_is_a_trail() -> None:
    answer = asks("{question: transitions, session_gap: 1d, ends: true}", PEOPLE)
    assert (answer["trails"], answer["units"]) == (5, 3)


def behind(question: str, cell: str) -> list[int]:
    tracks = in_parts([trail(one) for one in PEOPLE], range(len(PEOPLE)))
    query = settled(query_of(question), tracks)
    found: list[int] = []
    for lazy in tracks:
        track = lazy()
        found += [int(one) for one in track.person[query.people(track, cell)]]
    return found


def test_behind_cells_stand_their_people() -> None:
    question = "{question: transitions, step_matrix: 3, variants: 5, top: 1}"
    assert behind(question, "edge/look/(other)") == [1, 2]
    assert behind(question, "edge/(other)/(other)") == [2]
    assert behind(question, "edge/(start)/(other)") == [3]
    assert behind(question, "node/look") == [1, 2]
    assert behind(question, "step/2/(end)") == [3]
    assert behind(question, "variant/3") == [2]


@pytest.mark.parametrize(
    "cell", ["look", "edge/look", "edge/look/no", "step/4/look", "step/2/no", "variant/4"]
)
def test_a_cell_that_is_not_there_is_refused(cell: str) -> None:
    with pytest.raises(UsageFault) as fault:
        behind("{question: transitions, step_matrix: 3, variants: 5}", cell)
    assert fault.value.code == "no_such_transition_cell"


def test_nobody_goes_nowhere() -> None:
    answer = asks("{question: transitions, variants: 3, step_matrix: 2}", ["", ""])
    assert (answer["trails"], answer["units"], answer["of"]) == (0, 0, 2)
    assert answer["transitions"] == answer["variants"] == answer["step_matrix"] == []
