"""Two sides of one question, small enough to count."""

import pytest

from tropa.errors import UsageFault
from tropa.map.finding import MapRefused
from tropa.testing import event, temporary_workspace
from tropa.words import LANGUAGES
from tropa.workspace.questions.asking import ask_question, people_of
from unit.measure.questions.walking import asks, behind

ASK = "question: compare\nask: {question: funnel, steps: [seen, paid], within: 3d}\nbetween:\n"
CITIES = f"{ASK}- {{who: city == 'Omsk', name: Omsk}}\n- who: city == 'Tver'\n"
PEOPLE = [
    *["01.03 identify city=Omsk; 02.03 seen; 03.03 paid"] * 40,
    *["01.03 identify city=Omsk; 02.03 seen"] * 10,
    *["01.03 identify city=Tver; 02.03 seen; 04.03 paid"] * 15,
    *["01.03 identify city=Tver; 02.03 seen"] * 35,
    "02.03 seen; 03.03 paid",
]


def test_a_difference_is_told_with_its_interval_and_its_proof() -> None:
    answer = asks(CITIES, PEOPLE)
    assert answer["sides"] == [{"side": "Omsk", "units": 50}, {"side": "2", "units": 50}]
    rows = {one["what"][-1]: one for one in answer["differences"]}
    assert rows.keys() == {"rate", "from_previous", "ripe"}
    found = rows["rate"]
    assert found["difference"]["points"] == pytest.approx(0.5)
    assert (found["verdict"], found["p"] < 0.001) == ("real", True)
    assert found["p_corrected"] == found["p"]
    assert [step["count"] for step in answer["first"]["steps"]] == [50, 40]
    assert [step["count"] for step in answer["second"]["steps"]] == [50, 15]


def test_lengths_of_time_are_told_apart_too() -> None:
    [took, *_] = asks(CITIES, PEOPLE)["times"]
    assert took["difference"] == {"days": -1.0, "low": -1.0, "high": -1.0}


def test_who_stands_on_both_sides_is_told() -> None:
    text = f"{ASK}- who: city exists\n- who: city == 'Tver'\n"
    answer = asks(text, PEOPLE)
    remark = answer["remarks"][1]
    assert (remark["code"], remark["n"]) == ("on_both", 50)
    assert remark["words"].keys() == {*LANGUAGES}
    assert [one["code"] for one in asks(CITIES, PEOPLE)["remarks"]] == ["looks"]


def test_periods_are_compared_as_of_one_moment() -> None:
    text = f"{ASK}- to: 2026-03-02\n- from: 2026-03-02\n"
    answer = asks(text, ["01.03 seen; 02.03 paid", "02.03 seen"])
    assert [answer[side]["steps"][0]["count"] for side in ("first", "second")] == [1, 1]
    assert [one["side"] for one in answer["sides"]] == ["2026-03-02"] * 2
    assert [one["units"] for one in answer["sides"]] == [None, None]
    assert answer["remarks"][-1]["code"] == "same_people"


def test_what_the_question_asks_and_what_the_side_asks_hold_together() -> None:
    text = (
        "question: compare\n"
        "ask: {question: funnel, steps: [seen, paid], where: shop == 1, who: city == 'Omsk'}\n"
        "between: [{where: channel == 'a'}, {where: channel == 'b', who: age > 30}]\n"
    )
    known = "01.03 identify city=Omsk age=40; "
    answer = asks(
        text,
        [
            known + "02.03 seen shop=1 channel=a; 03.03 paid shop=1 channel=a",
            known + "02.03 seen shop=2 channel=a; 03.03 seen shop=1 channel=b",
            "01.03 identify city=Omsk age=20; 03.03 seen shop=1 channel=b",
            "01.03 identify city=Tver age=40; 03.03 seen shop=1 channel=b",
        ],
    )
    counts = [[step["count"] for step in answer[side]["steps"]] for side in ("first", "second")]
    assert counts == [[1, 1], [1, 0]]


def test_an_answer_without_shares_has_nothing_to_prove() -> None:
    text = (
        "question: compare\n"
        "ask: {question: attribution, conversion: paid, of: events}\n"
        "between: [{who: city == 'Omsk'}, {who: city == 'Tver'}]\n"
    )
    answer = asks(text, PEOPLE)
    assert answer["differences"] == []
    assert answer["remarks"][0]["code"] == "nothing"
    assert answer["first"]["conversions"] == 40


def test_the_people_behind_a_cell_of_either_side() -> None:
    assert len(behind(CITIES, PEOPLE, "first/2")) == 40
    assert behind(CITIES, PEOPLE, "second/1/dropped") == list(range(66, 101))
    for cell in ("2", "third/2", "first"):
        with pytest.raises(UsageFault, match="no cell"):
            behind(CITIES, PEOPLE, cell)


@pytest.mark.parametrize(
    ("between", "code"),
    [
        ("[{who: a == 1}]", "compare_not_two"),
        ("[{who: a == 1}, {who: a == 2}, {who: a == 3}]", "compare_not_two"),
        ("[{who: a == 1}, {who: a == 1}]", "compare_same"),
        ("[{who: a == 1}, {name: others}]", "compare_empty_side"),
        ("[{from: 2026-03-01, last: 3d}, {last: 1d}]", "compare_last_and_from"),
        ("[{from: 2028-03-01}, {last: 1d}]", "empty_period"),
    ],
)
def test_what_makes_no_sense_is_refused(between: str, code: str) -> None:
    with pytest.raises(UsageFault) as refused:
        asks(ASK.removesuffix("\n") + f" {between}\n", PEOPLE)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("ask", "code"),
    [
        ("funnel", "not_a_mapping_here"),
        ("{steps: [seen, paid]}", "no_question"),
        ("{question: compare, between: []}", "not_a_choice"),
        ("{question: funnel, stps: [seen, paid], steps: [seen, paid]}", "unknown_field"),
    ],
)
def test_a_question_inside_is_read_as_one_that_stands_alone(ask: str, code: str) -> None:
    text = f"question: compare\nask: {ask}\nbetween: [{{last: 1d}}, {{last: 2d}}]\n"
    with pytest.raises(MapRefused) as refused:
        asks(text, PEOPLE)
    assert [one.code for one in refused.value.findings] == [code]


MAP = """
map: shop
title: Shop
timezone: UTC
stages:
  - stage: looking
touchpoints:
  - touchpoint: page
    stage: looking
    event: seen
    from: buyer
segments:
  - segment: locals
    title: People of Omsk
    who: city == "Omsk"
  - segment: others
    who: not city == "Omsk"
"""
EVENTS = [
    event("ann", "2026-03-01T10:00", "identify", city="Omsk"),
    event("ann", "2026-03-02T10:00", "seen"),
    event("ann", "2026-03-03T10:00", "paid"),
    event("bob", "2026-03-02T10:00", "seen"),
]
SEGMENTS = f"{ASK}- segment: locals\n- segment: others\n"


def test_segments_of_the_map_are_compared_by_their_titles() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        answer = ask_question(tried.workspace, SEGMENTS).answer
        assert [one["side"] for one in answer["sides"]] == ["People of Omsk", "others"]
        assert [one["units"] for one in answer["sides"]] == [1, 1]
        by_stage = SEGMENTS.replace("[seen, paid]", "[{stage: looking}, paid]")
        answer = ask_question(tried.workspace, by_stage).answer
        assert [step["count"] for step in answer["first"]["steps"]] == [1, 1]
        assert people_of(tried.workspace, by_stage, "first/2")[0] == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("steps: ", "map: other, steps: "), "compare_map_inside"),
        (("steps: ", "segment: others, steps: "), "compare_two_segments"),
    ],
)
def test_a_map_or_a_segment_is_named_in_one_place(change: tuple[str, str], code: str) -> None:
    with temporary_workspace(MAP, EVENTS) as tried, pytest.raises(UsageFault) as refused:
        ask_question(tried.workspace, SEGMENTS.replace(*change))
    assert refused.value.code == code
