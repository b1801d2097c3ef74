import pytest

from tropa.clock import DAY
from tropa.condition.syntax import Did
from tropa.map.kinds import (
    Choice,
    Day,
    FieldOf,
    Flag,
    Kind,
    Length,
    MapId,
    Number,
    Reading,
    Ref,
    Rule,
    Share,
    Text,
    Url,
    near,
)
from tropa.map.node import compose


def read(kind: Kind, text: str) -> tuple[object, list[str]]:
    source = f"key: {text}\n"
    reading = Reading(source)
    value = kind.read(compose(source).pairs["key"][1], ("key",), reading)
    return value, [one.code for one in reading.findings]


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (Text(), "no", "no"),
        (Text(), "1:30", "1:30"),
        (Number(), "5", 5),
        (Number(), "-2.5", -2.5),
        (Number(), "1 234 567", 1_234_567),
        (Number(), "1_000", 1_000),
        (Number(whole=True), "7.0", 7),
        (Flag(), "true", True),
        (Flag(), "false", False),
        (Share(), "10%", 0.1),
        (Share(), "12.5 %", 0.125),
        (Share(), "100%", 1.0),
        (Length(), "3d", 3 * DAY),
        (Length("never"), "never", 0),
        (Day(), "2026-03-31", "2026-03-31"),
        (Choice(("up", "down")), "up", "up"),
        (Url(), "https://okna.by/a?b=c", "https://okna.by/a?b=c"),
        (Url(), "mailto:a@b.by", "mailto:a@b.by"),
        (Url(), "/files/script.pdf", "/files/script.pdf"),
        (MapId(), "windows-2", "windows-2"),
        (FieldOf(), "payment.amount", ("payment", "amount")),
        (FieldOf(), "payment.строка.сумма", ("payment", "строка.сумма")),
        (Ref(("stage",)), "offer", "offer"),
    ],
)
def test_a_value_is_read(kind: Kind, text: str, value: object) -> None:
    found, codes = read(kind, text)
    assert (found, type(found), codes) == (value, type(value), [])


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (Text(), "[a]", "not_a_text"),
        (Text(3), "abcd", "too_long"),
        (Number(), "five", "bad_value"),
        (Number(), "nan", "bad_value"),
        (Number(), "1e999999999", "bad_value"),
        (Number(), "9" * 400, "bad_value"),
        (Number(), "[1]", "bad_value"),
        (Number(whole=True), "1.5", "bad_value"),
        (Number(0), "-1", "out_of_range"),
        (Number(1, 5), "6", "out_of_range"),
        (Flag(), "yes", "bad_value"),
        (Flag(), "True", "bad_value"),
        (Share(), "10", "bad_value"),
        (Share(), "101%", "bad_value"),
        (Length(), "never", "bad_duration"),
        (Length(), "1:30", "bad_duration"),
        (Length(), "1000000d", "bad_duration"),
        (Length(), "0d", "bad_duration"),
        (Day(), "31.03.2026", "bad_value"),
        (Day(), "2026-02-30", "bad_value"),
        (Day(), "2026-W01-1", "bad_value"),
        (Choice(("up", "down")), "upp", "not_a_choice"),
        (Url(), '"javascript:alert(1)"', "bad_url"),
        (Url(), "//evil.example", "bad_url"),
        (Url(), "{a: b}", "bad_url"),
        (MapId(), "Windows", "bad_map_name"),
        (MapId(), "../etc", "bad_map_name"),
        (FieldOf(), "payment", "bad_value"),
        (FieldOf(), "payment.", "bad_value"),
        (Ref(("stage",)), "два слова", "bad_name"),
        (Rule(), "did", "bad_expression"),
        (Rule(), "silent for 99999d", "bad_duration"),
        (Rule("fields"), "did call", "bad_expression"),
        (Rule(), "[did]", "not_a_text"),
    ],
)
def test_a_wrong_value_is_refused_by_name(kind: Kind, text: str, code: str) -> None:
    assert read(kind, text) == (None, [code])


def test_a_condition_is_kept_with_its_text_and_what_it_sees() -> None:
    source = "key: did call\n"
    reading = Reading(source)
    tree = Rule("standing").read(compose(source).pairs["key"][1], ("key",), reading)
    assert isinstance(tree, Did)
    (written,) = reading.conditions
    assert (written.text, written.path, written.sees) == ("did call", ("key",), "standing")


def test_a_mistake_in_a_condition_is_found_in_the_file() -> None:
    source = "key: >\n  did call and\n  did @\n"
    reading = Reading(source)
    Rule().read(compose(source).pairs["key"][1], ("key",), reading)
    assert [one.place for one in reading.findings] == [(3, 7)]


def test_a_mistyped_word_has_a_near_one() -> None:
    assert near("stagse", ["stages", "title"]) == "stages"
    assert near("xyz", ["stages", "title"]) == ""
