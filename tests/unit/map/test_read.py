from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tropa.clock import DAY
from tropa.condition.check import TESTS_AT_MOST, TIMERS_AT_MOST
from tropa.map.check import check
from tropa.map.document import Map
from tropa.map.finding import Finding, MapRefused
from tropa.map.read import STAGES_AT_MOST, read_map
from tropa.words import LANGUAGES, has_words

CASES = Path(__file__).parents[2] / "cases"
WINDOWS = (CASES / "windows_manner.yaml").read_bytes()

HEAD = "map: m\ntitle: T\n"
SMALL = """\
map: m
title: T
stages:
  - stage: ask
  - stage: pay
touchpoints:
  - touchpoint: form
    stage: ask
    from: buyer
  - touchpoint: payment
    from: buyer
"""


def findings(text: str | bytes) -> list[Finding]:
    with pytest.raises(MapRefused) as fault:
        read_map(text)
    return fault.value.findings


def refusals(text: str | bytes) -> list[tuple[str, tuple[int, int]]]:
    return [(one.code, one.place) for one in findings(text)]


def test_two_lines_are_a_map() -> None:
    map_ = read_map("map: m\ntitle: My map\n")
    assert (map_.id, map_.title, map_.stages, map_.unit) == ("m", "My map", (), "person")
    assert (map_.timezone, map_.currency, map_.language) == ("Europe/Moscow", "RUB", "ru")


def test_id_is_read_as_the_name_of_anything() -> None:
    map_ = read_map("id: m\ntitle: T\nstages:\n  - {id: new, title: New}\n  - id: won\n")
    assert (map_.id, [one.id for one in map_.stages]) == ("m", ["new", "won"])
    assert [one.title for one in map_.stages] == ["New", "won"]


def test_the_window_company_is_read_as_it_is_meant() -> None:
    map_ = read_map(WINDOWS)
    assert [one.id for one in map_.stages] == [
        "awareness", "research", "decision", "purchase", "delight",
    ]  # fmt: skip
    assert [one.lost_after for one in map_.stages] == [
        30 * DAY, 21 * DAY, 14 * DAY, 60 * DAY, None,
    ]  # fmt: skip
    assert len(map_.touchpoints) == 16
    assert map_.money.paid == ("contract_signed", "amount")
    points = {one.id: one for one in map_.touchpoints}
    assert points["quote_declined"].moves_back
    assert points["repeat_request"].restarts
    assert not points["quote_sent"].from_buyer
    assert not points["quote_opened"].from_buyer
    assert points["callback_request"].from_buyer
    assert map_.kpis["call_to_measurement"].within == 7 * DAY
    assert [one.title for one in map_.segments] == ["Квартира", "Частный дом", "Уже покупал"]
    assert len(map_.reading.conditions) == 35


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("title: T\n", [("missing_field", (1, 1))]),
        ("map: m\n", [("missing_field", (1, 1))]),
        ("a: [1\n", [("yaml_syntax", (2, 1))]),
        (HEAD + "stagse: []\n", [("unknown_field", (3, 1))]),
        (HEAD + "stages:\n  - stage: a\n    titel: A\n", [("unknown_field", (5, 5))]),
        (HEAD + "stages:\n  a:\n    title: A\n", [("not_a_list", (4, 3))]),
        (HEAD + "stages:\n  - title: A\n", [("missing_name", (4, 5))]),
        (HEAD + "stages:\n  - just\n", [("not_a_mapping_here", (4, 5))]),
        (HEAD + "stages:\n  - stage: a\n  - stage: a\n", [("duplicate_id", (5, 12))]),
        (HEAD + "stages:\n  - stage: won\n  - stage: Won\n", [("duplicate_id", (5, 12))]),
        (HEAD + "stages:\n  - stage: a\nsegments:\n  - segment: a\n",
         [("duplicate_id", (6, 14))]),
        (HEAD + "stages:\n  - stage: два\n", [("bad_name", (4, 12))]),
        (HEAD + "policy: yes\n", [("not_a_mapping_here", (3, 9))]),
        (HEAD + "unit: company\n", [("company_later", (3, 1))]),
        (HEAD + "currency: RUR\n", [("unknown_currency", (3, 1))]),
        (HEAD + "timezone: Mars/Base\n", [("unknown_timezone", (3, 1))]),
        (HEAD + "language: de\n", [("not_a_choice", (3, 11))]),
        (HEAD + "title: other\n", [("yaml_duplicate_key", (3, 1))]),
        (HEAD + "kpis:\n  x: {share: from lead to sale, time: from lead to sale}\n",
         [("one_of", (4, 33))]),
        (HEAD + "kpis:\n  x:\n", [("one_of", (4, 5))]),
        (SMALL + "sale: did paiment\n", [("unknown_touchpoint", (12, 11))]),
        (SMALL + "sale: did Payment\n", [("unknown_touchpoint", (12, 11))]),
        (SMALL + "sale: did ask\n", [("wrong_kind", (12, 11))]),
        (SMALL + "sale: did payment after frm\n", [("unknown_touchpoint", (12, 25))]),
        (SMALL + "sale: lost at payment\n", [("wrong_kind", (12, 15))]),
        (SMALL + "qualified: from offer\n", [("unknown_stage", (12, 17))]),
        (SMALL + "money: paid.amount\n", [("unknown_touchpoint", (12, 8))]),
        (SMALL + "owners:\n  a: A\ngoals:\n  g: {owner: b}\n", [("unknown_owner", (15, 14))]),
        (SMALL + "sale: did payment and @\n", [("bad_expression", (12, 23))]),
        (SMALL + "sale: did form and in stage ask\n", [("standing_in_event_rule", (12, 20))]),
        (SMALL + "sale: in segment x\n",
         [("standing_in_event_rule", (12, 7)), ("unknown_segment", (12, 18))]),
        (SMALL + "lead: count of form >= 33 within 9d\n", [("count_too_large", (12, 7))]),
        (SMALL + "lead: sum of payment.sum > 9999999999999\n", [("number_too_large", (12, 7))]),
        (SMALL + "lead: did ever form within 9d\n", [("ever_with_window", (12, 7))]),
        (SMALL + "lead: did form after form\n", [("after_itself", (12, 7))]),
        (SMALL + "outcomes:\n  lost: silent for 3d\n", [("standing_in_event_rule", (13, 9))]),
        (SMALL + "plays:\n  p:\n    start: did nothing\n", [("unknown_touchpoint", (14, 16))]),
        (SMALL + "segments:\n  - segment: s\n    who: in stage pay and silent for 3d and did x",
         [("unknown_touchpoint", (14, 49))]),
    ],
)  # fmt: skip
def test_a_mistake_is_named_where_it_is(
    text: str, found: list[tuple[str, tuple[int, int]]]
) -> None:
    assert refusals(text) == found


def test_where_and_answered_hold_tests_of_fields_alone() -> None:
    text = SMALL + "  - touchpoint: call\n    answered: did form\n    where: in stage ask\n"
    assert refusals(text) == [("bad_expression", (13, 15)), ("bad_expression", (14, 12))]
    assert [one.values["problem"] for one in findings(text)] == ["touch_in_where"] * 2


def test_every_mistake_is_told_at_once_in_the_order_of_the_file() -> None:
    text = HEAD + "unit: herd\nstages:\n  - stage: a\n    lost_after: soon\n    owner: nobody\n"
    assert refusals(text) == [
        ("not_a_choice", (3, 7)),
        ("bad_duration", (6, 17)),
        ("unknown_owner", (7, 12)),
    ]


def test_a_mistyped_name_has_a_near_one() -> None:
    (one,) = findings(SMALL + "sale: did paiment\n")
    assert one.message("ru") == (
        "«paiment» неизвестно: такого имени (точка касания) в карте нет. Похоже на «payment»?"
    )
    assert one.message("en").endswith("Did you mean “payment”?")


def test_an_unknown_key_is_told_what_may_stand_there() -> None:
    [typo] = findings(HEAD + "stages:\n  - stage: a\n    titel: A\n")
    assert typo.message("en") == "The key “titel” is unknown. Did you mean “title”?"
    assert typo.advice("en").startswith("Correct the name; here may stand: title, ")
    assert typo.advice("en").endswith(" Notes of your own go into fields.")
    # Where no notes may stand, nobody is sent to write them there.
    elsewhere = findings(HEAD + "money: {paid: x.sum, note: y}\n")[-1]
    assert elsewhere.code == "unknown_field"
    assert elsewhere.advice("en").endswith("here may stand: paid, refunded, margin, least.")


def test_more_stages_than_fit_are_refused() -> None:
    lines = "".join(f"  - stage: s{n}\n" for n in range(STAGES_AT_MOST + 1))
    assert refusals(f"{HEAD}stages:\n{lines}") == [("too_many", (3, 1))]


def rows(count: int, enter: str) -> str:
    """A map with so many touchpoints, and rules that ask for each."""
    points = "".join(f"  - touchpoint: t{n}\n" for n in range(count))
    return f"{SMALL}{points}lead: {enter}\n"


def test_more_distinct_tests_than_an_event_carries_are_refused() -> None:
    asked = [f"did t{n}" for n in range(TESTS_AT_MOST + 1)]
    assert read_map(rows(len(asked), " or ".join(asked[:-1]))).lead is not None
    assert [one[0] for one in refusals(rows(len(asked), " or ".join(asked)))] == [
        "too_many_tests"
    ]
    apart = rows(len(asked), " or ".join(asked[:-1])) + f"sale: {asked[-1]} or did form\n"
    (one,) = findings(apart)
    assert (one.code, one.path) == ("too_many_tests", ("sale",))


def test_tests_that_repeat_or_only_measure_take_no_room() -> None:
    asked = [f"did t{n}" for n in range(TESTS_AT_MOST)]
    repeated = " or ".join([*asked, *asked])
    assert read_map(rows(len(asked), repeated)).lead is not None
    measured = SMALL.replace("stage: ask\n  -", "stage: ask\n    target: did form\n  -")
    assert read_map(measured).stages[0].target is not None


def test_a_map_waits_for_so_many_times_and_no_more() -> None:
    waits = [f"{n + 1}d after form" for n in range(TIMERS_AT_MOST + 1)]
    assert read_map(SMALL + "lead: " + " or ".join(waits[:-1]) + "\n").lead is not None
    found = refusals(SMALL + "lead: " + " or ".join(waits) + "\n")
    assert found == [("too_many_timers", (12, 7))]


def test_a_byte_order_mark_is_no_part_of_the_map_and_stays_in_its_text() -> None:
    data = b"\xef\xbb\xbfmap: m\r\ntitle: T\r\n"
    map_ = read_map(data)
    assert map_.text.encode() == data
    assert read_map(map_.text).id == "m"


def test_a_refused_map_says_how_many_more_there_are() -> None:
    with pytest.raises(MapRefused) as fault:
        read_map(HEAD + "a: 1\nb: 2\nc: 3\n", "m.yaml")
    refused = fault.value
    assert refused.message("en") == "m.yaml:3:1: The key “a” is unknown."
    assert "2 more findings" in refused.advice("en")
    assert len(refused.as_json("ru")["findings"]) == 3  # pyright: ignore[reportArgumentType]


def test_every_refusal_has_a_sentence_in_both_languages() -> None:
    texts = [
        "", "- a", "a: &x 1", "a: 010", "a: 1\na: 2", SMALL + "sale: did x\n",
        HEAD + "unit: company\n", HEAD + "stages:\n  - stage: a\n    note: [1]\n",
        SMALL + "lead: did ever form within 9d\n", SMALL + "lead: did form after form\n",
        SMALL + "lead: count of form >= 33 within 9d\n",
        HEAD + "link: x\n", HEAD + "stages: {}\n", HEAD + "stages: [{a: b}]\n",
    ]  # fmt: skip
    for text in texts:
        for one in findings(text):
            for language in LANGUAGES:
                assert "{" not in one.line("m.yaml", language)
                assert has_words(f"map.{one.code}.what") or one.code.startswith("unknown_")


def read_or_refused(text: str) -> Map | list[Finding]:
    try:
        return read_map(text)
    except MapRefused as fault:
        return fault.findings


@settings(max_examples=150)
@given(st.data())
def test_a_map_with_characters_changed_is_read_or_refused(data: st.DataObject) -> None:
    text = WINDOWS.decode()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 12))
        new = data.draw(
            st.sampled_from(("", " ", "\n", ":", "- ", "[", "{}", '"', "did", "a: b", "#"))
        )
        text = text[:at] + new + text[at + gone :]
    result = read_or_refused(text)
    said = check(result, launch=True) if isinstance(result, Map) else result
    for finding in said:
        assert "{" not in finding.message("ru") or "{" in text
        assert finding.place[0] <= text.count("\n") + 1
