"""What a funnel counts, by examples a marketer can check."""

from typing import Any

from unit.measure.questions.walking import asks, behind

STEPS = "question: funnel\nsteps: [seen, put, paid]\n"


def counts(question: str, people: list[str], **more: Any) -> list[int]:
    return [step["count"] for step in asks(question, people, **more)["steps"]]


def test_each_first_step_begins_an_attempt_and_the_deepest_counts() -> None:
    people = ["01.03 seen; 05.03 seen; 06.03 put; 20.03 seen"]
    assert counts(STEPS + "within: 3d", people) == [1, 1, 0]


def test_both_ends_of_a_window_are_in_time() -> None:
    people = ["01.03 seen; 04.03 put", "01.03 seen; 04.03T00:01 put"]
    assert counts("question: funnel\nsteps: [seen, put]\nwithin: 3d", people) == [2, 1]


def test_a_later_first_step_does_not_move_the_chain_there_is() -> None:
    """A at 0, B at 5, A at 6, C at 12 with a window of 10: the chain that made B is too old."""
    people = ["01.03T00:00 seen; 01.03T05:00 put; 01.03T06:00 seen; 01.03T12:00 paid"]
    assert counts(STEPS + "within: 10h", people) == [1, 1, 0]


def test_at_one_instant_steps_go_in_their_order_and_an_event_serves_one() -> None:
    twice = "question: funnel\nsteps: [paid, paid]\n"
    assert counts(STEPS, ["01.03 paid; 01.03 put; 01.03 seen"]) == [1, 1, 1]
    assert counts(twice, ["01.03 paid"]) == [1, 0]
    assert counts(twice + "one_event: many_steps", ["01.03 paid"]) == [1, 1]
    assert counts(twice, ["01.03 paid; 01.03 paid"]) == [1, 1]
    assert counts(twice + "same_time: apart", ["01.03 paid; 01.03 paid"]) == [1, 0]


def test_apart_looks_at_every_earlier_attempt_and_their_function_at_the_last() -> None:
    people = ["01.03 seen; 05.03 seen; 05.03 put"]
    apart = "question: funnel\nsteps: [seen, put]\nsame_time: apart\n"
    assert counts(apart, people) == [1, 1]
    assert counts(apart + "convention: windowfunnel", people) == [1, 0]


def test_what_breaks_a_strict_order_ends_one_attempt_or_them_all() -> None:
    people = ["01.03 seen; 02.03 called; 03.03 seen; 04.03 put"]
    strict = "question: funnel\nsteps: [seen, put]\norder: strict\n"
    assert counts(strict, people) == [1, 1]
    assert counts(strict + "convention: windowfunnel", people) == [1, 0]


def test_a_step_that_may_be_left_out_is_no_obstacle_where_nothing_else_may_stand() -> None:
    strict = (
        "question: funnel\norder: strict\nsteps: [seen, {event: put, optional: true}, paid]"
    )
    people = ["01.03 seen; 02.03 put; 03.03 paid", "01.03 seen; 02.03 paid"]
    people += ["01.03 seen; 02.03 called; 03.03 paid"]
    assert counts(strict, people) == [3, 1, 2]


def test_an_optional_step_counts_in_a_chain_as_deep_as_any() -> None:
    asked = "question: funnel\nsteps: [seen, {event: put, optional: true}, paid]\nwithin: 3d"
    # It was put in an attempt that came to nothing; the one that was paid had it not.
    assert counts(asked, ["01.03 seen; 02.03 put; 10.03 seen; 11.03 paid"]) == [1, 0, 1]
    assert counts(asked, ["01.03 seen; 02.03 put; 03.03 paid"]) == [1, 1, 1]
    assert counts(asked, ["01.03 seen; 02.03 put"]) == [1, 1, 0]


def test_a_window_between_two_steps_is_met_by_any_row_of_the_first() -> None:
    asked = "question: funnel\nsteps: [seen, put, {event: paid, within: 1d}]"
    assert counts(asked, ["01.03 seen; 02.03 put; 09.03 put; 10.03 paid"]) == [1, 1, 1]
    assert counts(asked, ["01.03 seen; 02.03 put; 10.03 paid"]) == [1, 1, 0]


def test_attempts_begin_in_the_period_and_end_when_they_end() -> None:
    asked = "question: funnel\nsteps: [seen, put]\nfrom: 2026-03-02\nto: 2026-03-04"
    people = ["01.03 seen; 03.03 put", "03.03 seen; 09.03 put", "04.03 seen; 05.03 put"]
    assert counts(asked, people) == [1, 1]
    assert counts(asked + "\nas_of: 2026-03-08", people) == [1, 0]


def test_a_filter_removes_events_and_not_people() -> None:
    asked = "question: funnel\nsteps: [seen, put]\nwhere: shop == 1"
    people = ["01.03 seen shop=1; 02.03 put shop=2", "01.03 seen shop=1; 02.03 put shop=1"]
    assert counts(asked, people) == [2, 1]


def test_times_are_of_the_first_attempt_that_got_so_deep() -> None:
    asked = "question: funnel\nsteps: [seen, paid]"
    answer = asks(asked, ["01.03 seen; 03.03 seen; 04.03 paid; 09.03 seen; 20.03 paid"])
    assert answer["took"]["median_days"] == answer["steps"][1]["took"]["mean_days"] == 1
    assert answer["took_histogram"] == [
        {"longer_than": "12h", "not_longer_than": "1d", "count": 1}
    ]


def test_who_may_still_come_is_told_apart_and_the_young_are_not_ripe() -> None:
    asked = "question: funnel\nsteps: [seen, paid]\nwithin: 10d\nas_of: 2026-03-21"
    people = ["01.03 seen; 02.03 paid", "01.03 seen", "15.03 seen; 16.03 paid", "15.03 seen"]
    seen, paid = asks(asked, people)["steps"]
    assert (seen["count"], paid["count"], seen["in_window"]) == (4, 2, 1)
    assert (paid["ripe"]["numerator"], paid["ripe"]["denominator"]) == (1, 2)


# ---------------------------------------------------------------- exclusions


def test_an_exclusion_voids_the_attempt_as_a_whole() -> None:
    asked = "question: funnel\nsteps: [seen, put, paid]\nexclude: refused\n"
    people = ["01.03 seen; 02.03 put; 03.03 refused; 04.03 paid", "01.03 seen; 02.03 put"]
    answer = asks(asked, people)
    assert [step["count"] for step in answer["steps"]] == [1, 1, 0]
    assert answer["void"] == 1
    assert behind(asked, people, "void") == [1]


def test_the_deepest_attempt_that_is_left_counts() -> None:
    asked = "question: funnel\nsteps: [seen, put, paid]\nexclude: refused\n"
    people = ["01.03 seen; 02.03 put; 03.03 refused; 04.03 seen; 05.03 put"]
    answer = asks(asked, people)
    assert [step["count"] for step in answer["steps"]] == [1, 1, 0]
    assert answer["void"] == 0


def test_an_exclusion_counts_only_between_its_steps() -> None:
    asked = "question: funnel\nsteps: [seen, put, paid]\nexclude: {event: refused, between: "
    early, late = (
        ["01.03 seen; 02.03 refused; 03.03 put; 04.03 paid"],
        ["01.03 seen; 02.03 put; 03.03 refused; 04.03 paid"],
    )
    assert counts(asked + "[1, 2]}", early) == counts(asked + "[2, 3]}", late) == [0, 0, 0]
    assert counts(asked + "[2, 3]}", early) == counts(asked + "[1, 2]}", late) == [1, 1, 1]


def test_an_exclusion_is_strictly_between_in_time_and_inside_the_window() -> None:
    asked = "question: funnel\nsteps: [seen, paid]\nexclude: refused\nwithin: 3d"
    assert counts(asked, ["01.03 refused; 01.03 seen; 02.03 refused; 02.03 paid"]) == [1, 1]
    assert counts(asked, ["01.03 seen; 05.03 refused"]) == [1, 0]
    assert counts(asked, ["01.03 seen; 04.03 refused"]) == [0, 0]


# ---------------------------------------------------------------- any order


def test_each_step_by_itself_is_counted_whatever_came_first() -> None:
    asked = "question: funnel\nsteps: [seen, put, paid]\norder: any\n"
    people = ["03.03 seen; 01.03 paid", "01.03 put"]
    answer = asks(asked, people)
    assert [step["count"] for step in answer["steps"]] == [1, 1, 1]
    assert {step["rate"]["denominator"] for step in answer["steps"]} == {2}
    assert counts(asked + "within: 1d", people) == [0, 1, 1]


def test_together_means_in_one_window_in_any_order() -> None:
    asked = "question: funnel\nsteps: [seen, put, paid]\norder: together\nwithin: 2d"
    people = ["03.03 seen; 01.03 paid; 02.03 put", "01.03 seen; 09.03 put; 10.03 seen"]
    assert counts(asked, [*people, "01.03 paid; 02.03 put"]) == [2, 2, 1]


def test_together_an_event_serves_one_step_unless_it_may_serve_many() -> None:
    asked = "question: funnel\nsteps: [paid, [paid, put]]\norder: together\n"
    assert counts(asked, ["01.03 paid"]) == [1, 0]
    assert counts(asked + "one_event: many_steps", ["01.03 paid"]) == [1, 1]
    # The payment stands for the first step, and the cart for the second.
    assert counts(asked, ["01.03 paid; 02.03 put"]) == [1, 1]


def test_together_the_time_is_until_all_were_made() -> None:
    asked = "question: funnel\nsteps: [seen, put]\norder: together"
    assert asks(asked, ["01.03 put; 03.03 seen"])["took"]["mean_days"] == 2


# ---------------------------------------------------------------- splits


def test_every_value_by_itself_and_a_person_in_several() -> None:
    asked = "question: funnel\nsteps: [seen, paid]\nby: {field: shop, rule: all}"
    people = ["01.03 seen shop=a; 02.03 paid shop=a; 03.03 seen shop=b", "01.03 seen"]
    answer = asks(asked, people)
    assert [step["count"] for step in answer["steps"]] == [2, 1]
    found = {one["value"]: [step["count"] for step in one["steps"]] for one in answer["groups"]}
    assert found == {"a": [1, 1], "b": [1, 0]}
    assert behind(asked, people, "1@b") == [1]


def test_the_largest_groups_are_shown_and_the_rest_is_one() -> None:
    asked = "question: funnel\nsteps: [seen, paid]\nby: {field: shop, top: 1}"
    people = ["01.03 seen shop=a", "01.03 seen shop=a", "01.03 seen shop=b", "01.03 seen"]
    told = [
        (one["value"], one["other"], one["steps"][0]["count"])
        for one in asks(asked, people)["groups"]
    ]
    assert told == [("a", False, 2), (None, True, 2)]
    assert behind(asked, people, "1/dropped@") == [4]


# ---------------------------------------------------------------- by period


def test_a_period_counts_attempts_begun_in_it_and_each_person_once() -> None:
    asked = "question: funnel\nsteps: [seen, paid]\nwithin: 3d\ntrend: week\nas_of: 2026-03-19"
    people = ["02.03 seen; 03.03 seen; 04.03 paid; 16.03 seen", "08.03 seen; 10.03 paid"]
    trend = asks(asked, people)["trend"]
    told = [(one["period"], one["counts"], one["young"]) for one in trend]
    assert told == [
        ("2026-03-02", [2, 2], False),
        ("2026-03-09", [0, 0], False),
        ("2026-03-16", [1, 0], True),
    ]
    assert behind(asked, people, "2/2026-03-02") == [1, 2]
    assert behind(asked, people, "1/2026-03-16") == [1]


def test_days_begin_at_local_midnight() -> None:
    asked = "question: funnel\nsteps: [seen, paid]\ntrend: day"
    trend = asks(asked, ["01.03T23:30 seen; 02.03T00:30 seen"])["trend"]
    assert [(one["period"], one["entered"]) for one in trend] == [
        ("2026-03-01", 1),
        ("2026-03-02", 1),
    ]
