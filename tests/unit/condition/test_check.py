import pytest
from hypothesis import given

from strategies import POINTS, STAGES, rules
from tropa.condition.brackets import lonely_windows, mixed
from tropa.condition.check import (
    COUNT_AT_MOST,
    TESTS_AT_MOST,
    Sees,
    faults,
    signs_of,
    times_of,
    touches_that_fulfil,
)
from tropa.condition.parse import parse
from tropa.place.program import FIRST_SIGN, SIGNS_AT_MOST, Compiler


def codes(text: str, sees: Sees) -> list[str]:
    return [fault.code for fault in faults(parse(text), sees)]


ORDER_OF_POINTS = {name: at for at, name in enumerate(POINTS)}
ORDER_OF_STAGES = {name: at for at, name in enumerate(STAGES)}
STANDING = ("in stage offer", "in stage offer for 2d", "in segment flat", "silent for 3d")


@pytest.mark.parametrize("text", STANDING)
def test_an_event_rule_cannot_ask_where_people_stand(text: str) -> None:
    assert codes(text, "event") == ["standing_in_event_rule"]
    assert codes(f"did call and not ({text} or returned)", "event") == [
        "standing_in_event_rule"
    ]


@pytest.mark.parametrize("text", STANDING)
def test_a_standing_rule_can(text: str) -> None:
    assert codes(f"did call and {text}", "standing") == []


@pytest.mark.parametrize(
    "text",
    [
        "did call where answered == true within 15m after form",
        "did ever call",
        "count of call >= 32 within 14d",
        "count of call >= 5000",
        "sum of pay.amount > 1000",
        "nth pay == 2",
        "30d after done and not 60d after done",
        "first two-way touch or returned or lost at offer or entered offer",
        "consent == true and not phone exists",
    ],
)
def test_an_event_rule_asks_for_events_traits_and_counters(text: str) -> None:
    assert codes(text, "event") == []


def test_where_asks_for_fields_alone() -> None:
    assert codes('form == "a" and not (phone exists)', "fields") == []
    assert codes('form == "a" and not returned', "fields") == ["touch_in_where"]


def test_a_window_counts_only_as_many_touches_as_are_remembered() -> None:
    assert codes(f"count of call >= {COUNT_AT_MOST} within 1d", "event") == []
    (fault,) = faults(
        parse(f"did form or count of call >= {COUNT_AT_MOST + 1} within 1d"), "event"
    )
    assert (fault.code, fault.at) == ("count_too_large", 12)
    assert fault.values == {"n": COUNT_AT_MOST + 1, "limit": COUNT_AT_MOST}
    assert codes(f"count of call >= {COUNT_AT_MOST + 1}", "event") == []


@pytest.mark.parametrize(
    "text",
    [
        "count of call > 1000000000001",
        "nth call == 99999999999999",
        "sum of a.b < -9999999999999",
    ],
)
def test_no_number_is_larger_than_the_counters(text: str) -> None:
    assert codes(text, "event") == ["number_too_large"]
    assert codes(text, "standing") == ["number_too_large"]


def test_ever_has_no_window_where_only_the_journey_keeps_times() -> None:
    assert codes("did ever call within 7d", "event") == ["ever_with_window"]
    assert codes("did ever call after form", "event") == ["ever_with_window"]
    assert codes("did ever call within 7d", "standing") == []


def test_a_touch_does_not_come_after_itself() -> None:
    assert codes("did call after call", "event") == ["after_itself"]
    assert codes("did call after form", "event") == []


@given(rules(POINTS, STAGES, timed=True))
def test_the_tests_counted_are_the_signs_that_placing_compiles(text: str) -> None:
    tree = parse(text)
    compiler = Compiler(ORDER_OF_POINTS, ORDER_OF_STAGES)
    compiler.program(tree)
    assert len(set(signs_of(tree, STAGES))) == len(compiler.tables.signs)
    assert len(set(times_of(tree))) == len(compiler.tables.timers)


@given(rules(POINTS, STAGES))
def test_touches_that_fulfil_are_those_that_placing_looks_at(text: str) -> None:
    tree = parse(text)
    compiler = Compiler(
        {name: at for at, name in enumerate(POINTS)},
        {name: at for at, name in enumerate(STAGES)},
    )
    triggers = compiler.program(tree).triggers
    asked = {
        POINTS[sign.touchpoint]
        for at, sign in enumerate(compiler.tables.signs)
        if triggers >> (at + FIRST_SIGN) & 1
    }
    assert touches_that_fulfil(tree) == asked


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("did a", 1),
        ("did a and not did a within 3d and count of a > 2 and nth a == 2 and did ever a", 1),
        ("did a after b", 2),
        ("did a where f == 1 or did a where f == 1 or did a where f == true", 2),
        ("sum of a.amount > 5 and sum of a.count > 5", 1),
        ("city exists and (did a or city exists)", 2),
        ("3d after a or 3d after offer", 1),
        ("returned and entered offer", 0),
    ],
)
def test_equal_tests_of_an_event_are_one(text: str, count: int) -> None:
    assert len(set(signs_of(parse(text), {"offer"}))) == count


def test_an_event_has_room_for_as_many_tests_as_are_allowed() -> None:
    assert TESTS_AT_MOST == SIGNS_AT_MOST - FIRST_SIGN


def test_time_alone_never_makes_a_denial_true() -> None:
    compiler = Compiler({"done": 0}, {})
    assert compiler.program(parse("30d after done")).timers == (0,)
    assert compiler.program(parse("not 30d after done")).timers == ()
    assert compiler.program(parse("not (not 30d after done)")).timers == (0,)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("returned or did a and did b", [12]),
        ("did a and did b or returned", [0]),
        ("(did a and did b or returned)", [1]),
        ("did a where (f == 1 or g == 2 and h == 3)", [23]),
        ("not (returned or did a and (did b)) and did c", [17]),
        ("returned or (did a and did b)", []),
        ("((did a) and (did b)) or returned", []),
        ("(returned or did a) and did b", []),
        ("did a and did b and did c", []),
        ("not returned or not did a", []),
        ("did a where (f == 1 or (g == 2 and h == 3))", []),
    ],
)
def test_and_among_or_wants_brackets(text: str, places: list[int]) -> None:
    assert list(mixed(parse(text), text)) == places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("did a or did b within 7d", ["b"]),
        ("returned and (did a or count of b >= 2 within 7d)", ["b"]),
        ("did a within 7d or did b within 7d", []),
        ("did b within 7d or did a", []),
        ("did a or (did b within 7d)", []),
        ("did a and did b within 7d", []),
        ("returned or did b within 7d", []),
    ],
)
def test_a_window_at_the_end_of_or_is_lonely(text: str, names: list[str]) -> None:
    assert [one.touchpoint for one in lonely_windows(parse(text), text)] == names
