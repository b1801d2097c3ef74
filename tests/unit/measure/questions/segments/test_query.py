"""Segments of a small map, counted by hand."""

import pytest

from tropa.errors import UsageFault
from tropa.map.finding import MapRefused
from tropa.testing import Temporary, event, temporary_workspace
from tropa.words import LANGUAGES
from tropa.workspace.questions.asking import ask_question, people_of

MAP = """
map: shop
title: Shop
timezone: UTC
stages:
  - stage: looking
    lost_after: never
touchpoints:
  - touchpoint: page
    stage: looking
    event: page.seen
    from: buyer
  - touchpoint: order
    event: ordered
    from: buyer
segments:
  - segment: locals
    title: People of Omsk
    who: city == "Omsk"
  - segment: buyers
    who: did ever order where amount > 10
  - segment: awake
    who: not silent for 3d
  - segment: nobody
"""
EVENTS = [
    event("ann", "2026-03-01T10:00", "identify", city="Omsk"),
    event("ann", "2026-03-02T10:00", "page.seen"),
    event("ann", "2026-03-09T10:00", "ordered", amount=50),
    event("bob", "2026-03-03T10:00", "ordered", amount=5),
    event("bob", "2026-03-10T10:00", "identify", city="Omsk"),
    event("cid", "2026-03-04T10:00", "ordered", amount=20),
    event("dan", "2026-03-11T10:00", "page.seen"),
]
PLAIN = "question: segments\n"


def units(tried: Temporary, question: str) -> dict[str, int]:
    answer = ask_question(tried.workspace, question).answer
    return {one["segment"]: one["units"] for one in answer["segments"]}


def test_who_belongs_by_traits_and_by_deeds() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        assert units(tried, PLAIN) == {"locals": 2, "buyers": 2}
        assert units(tried, PLAIN + "as_of: 2026-03-08") == {"locals": 1, "buyers": 1}
        assert units(tried, PLAIN + "segments: buyers") == {"buyers": 2}
        answer = ask_question(tried.workspace, PLAIN).answer
        assert (answer["people"], answer["nowhere"]) == (4, 1)
        [pair] = answer["overlaps"]
        assert (pair["units"], pair["of_segment"]["denominator"]) == (1, 2)
        assert [one["first_fit"] for one in answer["segments"]] == [2, 1]
        assert [one["alone"] for one in answer["segments"]] == [1, 1]


def test_base_and_tail_answer_alike() -> None:
    question = PLAIN + "period: week\ndifference: {between: [locals, buyers], traits: [city]}"
    with temporary_workspace(MAP, EVENTS[:4]) as tried:
        tried.compact()
        tried.tell(EVENTS[4:])
        mixed = ask_question(tried.workspace, question + "\nas_of: 2026-03-12").answer
        tried.compact()
        settled = ask_question(tried.workspace, question + "\nas_of: 2026-03-12").answer
        assert mixed == settled


def test_week_by_week_who_came_and_who_left() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        question = PLAIN + "period: week\nfrom: 2026-03-02\nsegments: locals"
        rows = ask_question(tried.workspace, question).answer["over_time"]
        assert [(one["period"], one["units"], one["came"], one["left"]) for one in rows] == [
            ("2026-03-02", 1, 0, 0),
            ("2026-03-09", 2, 1, 0),
        ]
        assert [one["partial"] for one in rows] == [False, True]
        usual = ask_question(tried.workspace, PLAIN + "period: month\nsegments: locals")
        assert len(usual.answer["over_time"]) == 12


def test_what_sets_two_segments_apart() -> None:
    many = [
        event(f"{name}{at}", "2026-03-01T10:00", "identify", city=city, age=age)
        for name, city, age in (("a", "Omsk", 20), ("b", "Tver", 40))
        for at in range(40)
    ]
    many += [event(f"b{at}", "2026-03-02T10:00", "ordered", amount=50) for at in range(40)]
    many += [event(f"a{at}", "2026-03-02T10:00", "page.seen") for at in range(20)]
    question = PLAIN + "difference: {between: [locals, buyers], traits: [age], events: '*'}"
    with temporary_workspace(MAP, many) as tried:
        found = ask_question(tried.workspace, question)
        rows = {
            (one["kind"], one["what"], one["of_value"]): one
            for one in found.answer["difference"]
        }
        assert rows.keys() == {
            ("trait", "age", "20"),
            ("trait", "age", "40"),
            ("event", "ordered", None),
            ("event", "page.seen", None),
        }
        seen = rows["event", "page.seen", None]
        assert (seen["first"]["numerator"], seen["second"]["numerator"]) == (20, 0)
        assert seen["verdict"] == "real"
        assert found.answer["remarks"][0]["words"].keys() == {*LANGUAGES}
        shorter = question.replace("'*'", "[page.seen], top: 1")
        rows_ = ask_question(tried.workspace, shorter).answer["difference"]
        assert [(one["kind"], one["what"]) for one in rows_] == [
            ("trait", "age"),
            ("event", "page.seen"),
        ]
        early = ask_question(tried.workspace, question + "\nto: 2026-03-02").answer
        assert all(one["kind"] == "trait" for one in early["difference"])


def test_an_empty_side_has_nothing_to_tell_apart() -> None:
    with temporary_workspace(MAP, EVENTS[:2]) as tried:
        question = PLAIN + "difference: {between: [locals, buyers]}"
        answer = ask_question(tried.workspace, question).answer
        assert answer["difference"] == []
        assert answer["remarks"][0]["code"] == "no_side"


def test_segments_that_cannot_be_counted_are_named_as_left_out() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        said = ask_question(tried.workspace, PLAIN).how["words"]["en"]
        assert any("awake, nobody" in one for one in said)


def test_the_people_behind_a_cell() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        assert people_of(tried.workspace, PLAIN, "in/buyers")[0] == 2
        assert people_of(tried.workspace, PLAIN, "both/locals/buyers")[0] == 1
        assert people_of(tried.workspace, PLAIN, "only/buyers/locals")[0] == 1
        assert people_of(tried.workspace, PLAIN, "nowhere")[0] == 1
        for cell in ("in/awake", "in", "nowhere/locals", "buyers"):
            with pytest.raises(UsageFault, match="no cell"):
                people_of(tried.workspace, PLAIN, cell)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ("segments: awake", "segment_of_journeys"),
        ("segments: [locals, nobody]", "segment_without_condition"),
        ("difference: {between: [locals]}", "segments_difference_of_two"),
        ("difference: {between: [locals, locals]}", "segments_difference_of_two"),
        ("difference: {between: [locals, awake]}", "segment_of_journeys"),
        ("period: day\nfrom: 1990-01-01", "too_many_periods"),
    ],
)
def test_what_cannot_be_told_is_refused(lines: str, code: str) -> None:
    with temporary_workspace(MAP, EVENTS) as tried, pytest.raises(UsageFault) as refused:
        ask_question(tried.workspace, PLAIN + lines)
    assert refused.value.code == code


def test_a_refusal_quotes_the_test_it_cannot_answer() -> None:
    with (
        temporary_workspace(MAP, EVENTS) as tried,
        pytest.raises(UsageFault, match="“silent for 3d”"),
    ):
        ask_question(tried.workspace, PLAIN + "segments: awake")


def test_a_name_no_segment_bears_is_refused() -> None:
    with temporary_workspace(MAP, EVENTS) as tried, pytest.raises(MapRefused) as refused:
        ask_question(tried.workspace, PLAIN + "segments: locls")
    assert [one.code for one in refused.value.findings] == ["unknown_segment"]


def test_without_a_map_or_its_segments_there_is_nothing_to_count() -> None:
    for text, code in (
        ("", "segments_without_map"),
        (MAP.split("segments:", maxsplit=1)[0], "no_segments"),
    ):
        with temporary_workspace(text, EVENTS) as tried, pytest.raises(UsageFault) as refused:
            ask_question(tried.workspace, PLAIN)
        assert refused.value.code == code


def test_segments_that_ask_for_each_other_are_refused() -> None:
    round_ = MAP.replace('city == "Omsk"', "in segment buyers").replace(
        "did ever order where amount > 10", "in segment locals"
    )
    with temporary_workspace(round_, EVENTS) as tried, pytest.raises(UsageFault) as refused:
        ask_question(tried.workspace, PLAIN)
    assert refused.value.code == "no_segments"
