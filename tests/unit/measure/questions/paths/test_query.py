"""Paths by examples small enough to be followed with a finger."""

from typing import Any

import pytest

from tropa.errors import UsageFault
from unit.measure.questions.walking import asks, query_of

ANNA = "02.03T10:00 look; 02.03T10:01 look; 02.03T10:05 cart; 02.03T10:09 pay"
BORIS = "02.03T11:00 look; 02.03T11:10 cart"
VERA = "02.03T12:00 cart; 02.03T12:30 pay; 05.03T12:00 look; 05.03T12:02 pay"
SHOP = [ANNA, BORIS, VERA]


def top(answer: dict[str, Any]) -> dict[str, int]:
    return {" ".join(row["path"]): row["count"] for row in answer["top_paths"]}


def test_without_a_start_a_path_is_the_trails_beginning() -> None:
    answer = asks("{question: paths, steps: 3}", SHOP)
    assert top(answer) == {"look look cart": 1, "look cart": 1, "cart pay look": 1}
    assert (answer["paths"], answer["units"], answer["of"]) == (3, 3, 3)
    further = {" ".join(row["path"]): row["further"] for row in answer["top_paths"]}
    assert further == {"look look cart": 1, "look cart": 0, "cart pay look": 1}


def test_repeats_in_a_row_are_one_node_entered_at_the_first() -> None:
    answer = asks("{question: paths, collapse: true}", [ANNA])
    assert top(answer) == {"look cart pay": 1}
    assert [row["took"]["median_seconds"] for row in answer["edges"]] == [300, 240]


def test_a_path_from_a_start_begins_at_its_first_row() -> None:
    answer = asks("{question: paths, start: cart}", SHOP)
    assert top(answer) == {"cart pay": 1, "cart": 1, "cart pay look pay": 1}


def test_a_path_to_an_end_stands_under_the_others_by_its_end() -> None:
    answer = asks("{question: paths, end: pay, steps: 3}", SHOP)
    assert top(answer) == {"look cart pay": 1, "cart pay": 1}
    last = [row for row in answer["nodes"] if row["step"] == 3]
    assert [(row["node"], row["count"], row["dropped"]) for row in last] == [("pay", 2, 2)]
    [first] = [row for row in answer["nodes"] if row["step"] == 1]
    # Anna had looked once more before.
    assert (first["began"], first["earlier"]) == (1, 1)


def test_every_occurrence_of_an_end_has_the_path_since_the_one_before() -> None:
    answer = asks("{question: paths, end: pay, occurrences: every}", SHOP)
    assert top(answer) == {"look look cart pay": 1, "cart pay": 1, "look pay": 1}
    assert (answer["paths"], answer["units"]) == (3, 2)


def test_between_a_start_and_an_end_the_middle_of_a_long_path_is_folded() -> None:
    trail = "02.03 look; 03.03 cart; 04.03 call; 05.03 cart; 06.03 pay; 07.03 look"
    whole = asks("{question: paths, start: look, end: pay}", [trail, BORIS])
    assert top(whole) == {"look cart call cart pay": 1}
    few = asks("{question: paths, start: look, end: pay, steps: 4}", [trail])
    assert top(few) == {"look cart (more) pay": 1}
    days = [row["took"]["median_seconds"] / 86_400 for row in few["edges"]]
    assert days == [1, 1, 2]
    two = asks("{question: paths, start: look, end: pay, steps: 2}", [trail])
    assert top(two) == {"look pay": 1}


def test_a_session_ends_after_a_longer_silence_and_not_at_the_gap_itself() -> None:
    trail = "02.03T10:00 look; 02.03T10:30 cart; 02.03T11:01 pay"
    answer = asks("{question: paths, session_gap: 30m}", [trail])
    assert top(answer) == {"look cart": 1, "pay": 1}


def test_within_ends_a_path_in_time_and_both_its_ends_are_in_it() -> None:
    answer = asks("{question: paths, start: look, within: 5m}", [ANNA])
    assert top(answer) == {"look look cart": 1}
    back = asks("{question: paths, end: pay, within: 4m}", [ANNA])
    assert top(back) == {"cart pay": 1}


def test_a_path_is_of_the_period_in_which_it_begins_and_is_followed_beyond() -> None:
    march_2 = "{question: paths, start: look, from: 2026-03-02, to: 2026-03-03}"
    trail = "01.03 look; 02.03 look; 04.03 pay"
    assert top(asks(march_2, [trail])) == {"look pay": 1}
    newcomers = "{question: paths, from: 2026-03-02}"
    assert asks(newcomers, [trail])["paths"] == 0
    by_then = "{question: paths, as_of: 2026-03-03}"
    assert top(asks(by_then, [trail])) == {"look look": 1}


def test_groups_left_out_rows_and_facts_about_people() -> None:
    trail = "02.03 identify; 03.03 page.home; 04.03 page_help; 05.03 cart; 06.03 ping"
    question = """
        question: paths
        collapse: true
        groupings: {"PAGE_*": pages}
        without: [ping]
    """
    assert top(asks(question, [trail])) == {"pages cart": 1}


def test_listed_nodes_are_the_first_that_fits_and_nothing_else_is_looked_at() -> None:
    question = """
        question: paths
        nodes:
          - {event: page, where: 'path matches "/shop/*"', name: shop}
          - {event: page, name: elsewhere}
          - any: [cart, pay]
            name: buying
    """
    trail = "02.03 page path=/; 03.03 page path=/shop/1; 04.03 call; 05.03 pay"
    assert top(asks(question, [trail])) == {"elsewhere shop buying": 1}


def test_a_condition_alone_is_of_any_event() -> None:
    question = "{question: paths, without: [{where: bot == true}]}"
    trail = "02.03 look bot=yes; 03.03 cart; 04.03 pay bot=yes"
    assert top(asks(question, [trail])) == {"cart": 1}


def test_a_start_that_is_no_node_stands_under_its_own_name() -> None:
    question = """
        question: paths
        nodes: [look, cart]
        start: {event: call, name: Rang us}
    """
    assert top(asks(question, ["02.03 look; 03.03 call; 04.03 cart"])) == {"Rang us cart": 1}


def test_rows_of_one_instant_stand_as_in_the_trail_or_as_the_nodes_are_listed() -> None:
    trail = "02.03 pay; 02.03 look"
    assert top(asks("{question: paths, nodes: [look, pay]}", [trail])) == {"pay look": 1}
    listed = "{question: paths, nodes: [look, pay], ties: nodes}"
    assert top(asks(listed, [trail])) == {"look pay": 1}


def test_around_a_gap_go_those_who_can_no_longer_make_it() -> None:
    question = """
        question: paths
        after: cart
        instead_of: pay
        within: 2d
        as_of: 2026-03-10
    """
    late = "02.03 cart; 03.03 call; 06.03 pay"
    at_the_edge = "02.03 cart; 04.03 pay"
    just_now = "08.03T00:01 cart; 09.03 call"
    over = "08.03 cart; 09.03 look"
    answer = asks(question, [late, at_the_edge, just_now, over])
    assert top(answer) == {"cart call": 1, "cart look": 1}


def test_events_called_like_our_own_nodes_are_told_apart_from_them() -> None:
    assert top(asks("{question: paths}", ["02.03 (more); 03.03 pay"])) == {"“(more)” pay": 1}


def test_nobody_has_no_paths() -> None:
    answer = asks("{question: paths, end: pay}", ["", "02.03 look"])
    assert (answer["paths"], answer["of"]) == (0, 2)
    assert answer["nodes"] == answer["edges"] == answer["top_paths"] == []


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("{question: paths, of: events, nodes: [look]}", "of_and_nodes"),
        ("{question: paths, of: touchpoints}", "which_map"),
        ("{question: paths, ties: nodes}", "ties_without_order"),
        ("{question: paths, after: look}", "after_and_instead_of"),
        ("{question: paths, instead_of: look}", "after_and_instead_of"),
        ("{question: paths, after: look, instead_of: pay, end: pay}", "after_stands_alone"),
        (
            "{question: paths, after: look, instead_of: pay, session_gap: 1d}",
            "after_stands_alone",
        ),
        ("{question: paths, occurrences: every}", "every_of_what"),
        ("{question: paths, start: {name: nothing}}", "empty_step"),
        ("{question: paths, without: [pay, {}]}", "empty_step"),
    ],
)
def test_what_makes_no_sense_is_refused(question: str, code: str) -> None:
    with pytest.raises(UsageFault) as fault:
        query_of(question)
    assert fault.value.code == code


def test_more_nodes_than_can_be_told_apart_are_refused_with_the_mend() -> None:
    trail = "; ".join(f"02.03 page_{number}" for number in range(1_001))
    assert asks("{question: paths, steps: 2}", [trail])["paths"] == 1
    with pytest.raises(UsageFault) as fault:
        asks("{question: transitions}", [trail])
    assert fault.value.code == "too_many_nodes"
    assert "groupings" in fault.value.advice("ru")


def test_how_it_was_made_is_said() -> None:
    question = "{question: paths, start: look, collapse: true, session_gap: 30m, within: 1d}"
    said = [key for key, _ in query_of(question).made().said]
    assert said == [
        "ask.made.paths_from",
        "ask.made.paths_within",
        "ask.made.nodes_events",
        "ask.made.nodes_collapsed",
        "ask.made.nodes_session",
    ]
