"""Odd questions: one clear answer or one clear refusal each, whatever is asked."""

from collections.abc import Generator

import pytest

from tropa.clock import DAY, MINUTE
from tropa.errors import TropaError, UsageFault
from tropa.map.finding import MapRefused
from tropa.testing import Temporary, event, temporary_workspace
from tropa.words import LANGUAGES
from tropa.workspace.questions.asking import ask_question, people_of

MAP = "map: shop\ntitle: Shop\ntimezone: UTC\nlanguage: en\nstages: [{stage: looking}]\n"
BEGUN = 1_772_323_100_000_000
EVENTS = [
    event("ann", "2026-03-01T10:00", "Просмотр товара", page="п1"),
    event("ann", "2026-03-02T10:00", "Покупка 🎁", amount=100),
    event("bob", "2026-03-01T10:00", "Просмотр товара", page=""),
    event("old", "1970-01-02T00:00", "Просмотр товара"),
    event("old", "2026-03-01T00:00", "Покупка 🎁"),
]
FUNNEL = "question: funnel\nsteps: [Просмотр товара, Покупка 🎁]\n"


@pytest.fixture(scope="module")
def tried() -> Generator[Temporary]:
    with temporary_workspace(MAP, EVENTS) as found:
        found.clock.set("2026-04-01")
        yield found


def counts(tried: Temporary, question: str) -> list[int]:
    return [one["count"] for one in ask_question(tried.workspace, question).answer["steps"]]


def refused(tried: Temporary, question: str) -> str:
    """The code of the refusal; in both languages it says what is wrong and what to do."""
    with pytest.raises(TropaError) as fault:
        ask_question(tried.workspace, question)
    for language in LANGUAGES:
        assert "\n" not in fault.value.message(language)
        assert fault.value.advice(language)
    return fault.value.code


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", [3, 2]),
        ("within: 1d", [3, 1]),
        ("within: 3660d", [3, 1]),
        ("within: unlimited", [3, 2]),
        ("from: 1900-01-01", [3, 2]),
        ("from: 1970-01-01\nto: 1971-01-01", [1, 1]),
        ("to: 9998-12-31", [3, 2]),
        ("as_of: 1970-01-03", [1, 0]),
        ("as_of: 1960-01-01", [0, 0]),
        ("last: 31d", [2, 1]),
        ("last: 3660d", [2, 1]),
        ("where: nothing exists", [0, 0]),
        ('where: page == "п1" or amount exists', [1, 1]),
        ("who: city exists", [0, 0]),
        ("order: any", [3, 2]),
        ("order: together", [3, 2]),
        ("order: strict", [3, 2]),
        ("exclude: '*'", [3, 2]),
        ("exclude: {event: '*', where: nothing exists}", [3, 2]),
        ("per: deal", [0, 0]),
        ("by: nothing", [3, 2]),
        ("by: {field: nothing, rule: all}", [3, 2]),
        ("trend: day", [3, 2]),
        ("correlate: nothing", [3, 2]),
    ],
)
def test_an_odd_question_has_a_plain_answer(
    tried: Temporary, more: str, found: list[int]
) -> None:
    assert counts(tried, FUNNEL + more) == found


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("{question: funnel, steps: [Просмотр товаров, Покупка 🎁]}", "unknown_event"),
        ("{question: funnel, steps: []}", "too_few_steps"),
        ("{question: funnel, steps: ['', '']}", "bad_value"),
        (f"{FUNNEL}from: 2026-03-05\nto: 2026-03-01", "empty_period"),
        (f"{FUNNEL}from: 2026-03-05\nto: 2026-03-05", "empty_period"),
        (f"{FUNNEL}from: 2027-03-05", "empty_period"),
        (f"{FUNNEL}from: 2026-03-05\nlast: 3d", "one_of"),
        (f"{FUNNEL}from: 0000-00-00", "bad_moment"),
        (f"{FUNNEL}to: 999999-01-01", "bad_moment"),
        (f"{FUNNEL}within: 11y", "bad_duration"),
        (f"{FUNNEL}within: -1d", "bad_duration"),
        (f"{FUNNEL}within: 0d", "bad_duration"),
        (f"{FUNNEL}segment: nobody", "unknown_segment"),
        (f"{FUNNEL}map: nothing", "no_such_map"),
        (f"{FUNNEL}by: 'two words'", "bad_value"),
        (f"{FUNNEL}trend: hour", "not_a_choice"),
        (f"{FUNNEL}whithin: 3d", "unknown_field"),
        ("question: funnel\nsteps: [a\x00b, c]", "yaml_syntax"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_sentence(
    tried: Temporary, question: str, code: str
) -> None:
    assert refused(tried, question) == code


def test_a_mistyped_name_is_answered_with_the_nearest(tried: Temporary) -> None:
    with pytest.raises(MapRefused) as fault:
        ask_question(tried.workspace, "{question: funnel, steps: [Просмотр товаров, Покупка]}")
    said = [finding.line("q", "ru") for finding in fault.value.findings]
    assert len(said) == 2
    assert "Просмотр товара" in said[0]


def test_an_empty_workspace_answers_with_nobody() -> None:
    with temporary_workspace(MAP) as empty:
        for more in ("", "order: any", "order: together", "trend: week", "exclude: '*'"):
            question = f"question: funnel\nsteps: ['*', '*']\n{more}"
            found = ask_question(empty.workspace, question).answer
            assert [one["count"] for one in found["steps"]] == [0, 0]
            assert found["steps"][0]["rate"]["rate"] is None
            assert people_of(empty.workspace, question, "1") == (0, [])


@pytest.mark.slow
def test_a_property_with_fifty_thousand_values_is_split_and_compared() -> None:
    many = 50_000
    told = [
        event(f"p{at % 500}", BEGUN + at * MINUTE, "seen", page=f"page {at}", shop=at % 3)
        for at in range(many)
    ]
    told += [event(f"p{at}", BEGUN + 80 * DAY, "paid", page="page 7") for at in range(9)]
    with temporary_workspace(MAP, told) as tried:
        tried.clock.set("2026-08-01")
        asked = "question: funnel\nsteps: [seen, paid]\n"
        for rule in ("first", "all"):
            question = f"{asked}by: {{field: page, rule: {rule}, top: 3}}"
            found = ask_question(tried.workspace, question).answer
            assert [one["count"] for one in found["steps"]] == [500, 9]
            assert [one["other"] for one in found["groups"]][:3] == [False] * 3
        found = ask_question(tried.workspace, f"{asked}correlate: page")
        assert found.answer["looks"] == 0


@pytest.mark.slow
def test_a_person_with_a_hundred_thousand_events_is_one_person() -> None:
    told = [
        event("busy", BEGUN + at * MINUTE, ("seen", "put", "seen", "refused")[at % 4])
        for at in range(100_000)
    ]
    told.append(event("busy", BEGUN + 100_000 * MINUTE, "paid"))
    with temporary_workspace(MAP, told) as tried:
        tried.clock.set("2026-12-01")
        asked = "question: funnel\nsteps: [seen, put, paid]\n"
        questions = (
            "",
            "exclude: {event: refused, between: [1, 2]}",
            "exclude: {event: refused, between: [2, 3]}",
            "order: any",
            "order: together\nwithin: 1d",
            "order: strict",
            "repeats: end",
            "trend: day",
            "by: {field: page, rule: all}",
        )
        found = {one: counts(tried, asked + one) for one in questions}
    assert found[questions[0]] == found[questions[1]] == [1, 1, 1]
    # The last view had not yet led to the cart when the last refusal came.
    assert found[questions[2]] == [1, 0, 0]
    assert found["order: strict"] == [1, 1, 0]


def test_too_many_attempts_to_follow_are_told_of() -> None:
    told = [event("busy", BEGUN + at * MINUTE, "seen") for at in range(10_000)]
    told.append(event("busy", BEGUN + 10_000 * MINUTE, "put"))
    with temporary_workspace(MAP, told) as tried:
        tried.clock.set("2026-12-01")
        asked = "question: funnel\nsteps: [seen, put, {event: put, within: 300d}]\n"
        found = ask_question(tried.workspace, f"{asked}exclude: {{event: '*', where: x == 1}}")
    assert found.answer["people_cut"] == 1
    assert [one["count"] for one in found.answer["steps"]] == [1, 1, 0]
    assert any("20" in said for said in found.how["words"]["ru"])


def test_what_one_asks_wrongly_is_told_whole(tried: Temporary) -> None:
    with pytest.raises(UsageFault):
        people_of(tried.workspace, FUNNEL, "3")
    with pytest.raises(MapRefused) as fault:
        ask_question(tried.workspace, "question: funnel\nsteps: [a]\nwithin: x\nby: '?'")
    assert len(fault.value.findings) == 2
