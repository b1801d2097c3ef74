import pytest

from tropa.clock import DAY, MINUTE
from tropa.map.kinds import Kind, Reading
from tropa.map.node import compose
from tropa.map.phrases import Aim, From, Measured, Points, Target, Times


def read(kind: Kind, text: str) -> tuple[object, Reading]:
    source = f"key: {text}\n"
    reading = Reading(source)
    return kind.read(compose(source).pairs["key"][1], ("key",), reading), reading


def test_a_measure_goes_from_one_point_to_another() -> None:
    value, reading = read(Measured("from", "to"), "from first touch to  payment")
    assert value == Points("first touch", "payment")
    assert [(one.name, one.place) for one in reading.references] == [("payment", (1, 27))]


def test_lead_and_sale_are_no_names_of_the_map() -> None:
    value, reading = read(Measured("from", "to"), "from lead to sale")
    assert value == Points("lead", "sale")
    assert reading.references == []


def test_touches_are_counted_before_a_point() -> None:
    assert read(Measured("before"), "before sale")[0] == Points("first touch", "sale")


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("at least 55%", Aim(at_least=True, value=0.55, unit="%")),
        ("at most 15m", Aim(at_least=False, value=15 * MINUTE, unit="time")),
        ("at most 12", Aim(at_least=False, value=12, unit="")),
        ("at least 1.5", Aim(at_least=True, value=1.5, unit="")),
    ],
)
def test_a_target_says_which_way_is_good(text: str, aim: Aim) -> None:
    value, _ = read(Target(), text)
    assert isinstance(value, Aim)
    assert (value.at_least, value.unit) == (aim.at_least, aim.unit)
    assert value.value == pytest.approx(aim.value)


def test_a_limit_is_so_many_in_so_long() -> None:
    assert read(Times(), "2 per 7d")[0] == (2, 7 * DAY)


def test_opportunities_begin_from_a_stage() -> None:
    value, reading = read(From(), '"from offer"')
    assert value == "offer"
    assert [(one.name, one.kinds, one.place) for one in reading.references] == [
        ("offer", ("stage",), (1, 12))
    ]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Measured("from", "to"), "from a"),
        (Measured("from", "to"), "a to b"),
        (Measured("from", "to"), "[a, b]"),
        (Measured("before"), "after sale"),
        (Target(), "'> 55%'"),
        (Target(), "at least many"),
        (Target(), "at most 999999999d"),
        (Target(), "at most 0d"),
        (Times(), "2 a week"),
        (Times(), "2 per 999999999d"),
        (From(), "offer"),
        (From(), "from a stage"),
    ],
)
def test_another_phrase_is_refused(kind: Kind, text: str) -> None:
    value, reading = read(kind, text)
    assert value is None
    assert [one.code for one in reading.findings] == ["bad_value"]
