from fractions import Fraction

import pytest

from tropa.map.read import read_map
from tropa.measure.completeness import (
    CompletenessAnswer,
    Heard,
    Missing,
    completeness,
    completeness_json,
    completeness_words,
    missing_words,
)
from tropa.measure.completeness_checks import MAP_CHECKS, POINT_CHECKS, STAGE_CHECKS
from tropa.words import LANGUAGES
from unit.measure.complete import complete, place_of
from unit.measure.small import FIRM, answer

POINTS = ("request", "call", "visit", "letter")
STAGE = Fraction(30, 2 * 10)


def without(*lines: str) -> CompletenessAnswer:
    return completeness(complete([place_of(line) for line in lines]), POINTS)


def missing(*lines: str) -> list[tuple[str, str | None, str, Fraction]]:
    return [(one.part, one.id, one.check, one.gain) for one in without(*lines).missing]


def point(applicable: int) -> Fraction:
    return Fraction(45, len(POINTS) * applicable)


def test_a_map_that_tells_everything_is_complete() -> None:
    found = without()
    assert found.missing == ()
    assert found.score == 100


def test_an_empty_map_misses_a_hundred() -> None:
    found = completeness(read_map("map: empty\ntitle: Empty\n"), ())
    assert (found.score, sum(one.gain for one in found.missing)) == (0, 100)
    assert [(one.part, one.check) for one in found.missing[:3]] == [
        ("touchpoint", "any"),
        ("stage", "any"),
        ("touchpoint", "data"),
    ]


@pytest.mark.parametrize(
    ("line", "check", "gain"),
    [
        ("more:", "goal", 3),
        ("slow:", "problem", 1),
        ("fears:", "portrait", 2),
        ("every:", "review", 1),
    ],
)
def test_the_map_itself_is_worth_ten(line: str, check: str, gain: int) -> None:
    assert missing(line) == [("map", None, check, gain)]


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ("buyer_asks", "question"),
        ("target: did", "target"),
        ("norm", "norm"),
        ("lost_after: 5d", "loss"),
        ("return_to", "comeback"),
        ("kind: recover", "comeback"),
    ],
)
def test_a_stage_has_ten_things_to_tell(line: str, check: str) -> None:
    assert missing(line) == [("stage", "enquiry", check, STAGE)]


def test_a_stage_without_an_entry_rule_needs_a_touch_that_enters() -> None:
    """The visit and the letter are the seller's, and nobody answers them."""
    assert missing("enter:") == [("stage", "offer", "enter", STAGE)]


def test_one_touchpoint_of_a_stage_is_too_few() -> None:
    found = completeness(FIRM, ()).missing
    few = [one.id for one in found if (one.part, one.check) == ("stage", "touchpoints")]
    assert few == ["enquiry", "offer", "contract"]


def test_a_kpi_needs_a_target() -> None:
    assert missing("target: at least") == [("stage", "offer", "kpi", STAGE)]


@pytest.mark.parametrize(
    ("line", "check"),
    [
        ("device", "device"),
        ("channel", "channel"),
        ("buyer: asks", "buyer"),
        ("seller: answers", "seller"),
        ("sale", "sale"),
        ("steps", "steps"),
        ("tools", "tool"),
        ("procedure", "instruction"),
        ("cta", "cta"),
    ],
)
def test_a_touchpoint_tells_what_applies_to_it(line: str, check: str) -> None:
    """Fourteen of a request: it is to convert, and the buyer's own."""
    assert missing(line) == [("touchpoint", "request", check, point(14))]


def test_consent_is_asked_of_what_goes_out() -> None:
    assert missing("consent") == [("touchpoint", "call", "consent", point(15))]
    assert missing("service") == [("touchpoint", "visit", "consent", point(14))]


def test_a_touchpoint_that_is_not_to_convert_needs_no_call_to_action() -> None:
    assert missing("role: convert", "cta") == []


def test_a_call_to_act_may_be_the_closing_of_a_script() -> None:
    assert missing("closing") == [("touchpoint", "call", "cta", point(15))]


def test_a_touchpoint_nobody_has_heard_of_lately_has_no_data() -> None:
    found = completeness(complete(), ("request", "call", "visit"))
    assert [(one.id, one.check, one.gain) for one in found.missing] == [
        ("letter", "data", Fraction(15, 4))
    ]


def test_the_biggest_gain_comes_first() -> None:
    gains = [one.gain for one in without("more:", "device", "norm", "slow:").missing]
    assert gains == sorted(gains, reverse=True)
    assert len(gains) == 4


@pytest.mark.parametrize(("as_of", "heard"), [("01.04", 1), ("31.03 23:59", 2)])
def test_touchpoints_are_heard_for_thirty_days(as_of: str, heard: int) -> None:
    found = answer(Heard(), FIRM, as_of, "02.03 asked\n 03.03 quoted")
    assert len(found) == heard


def test_it_is_told_under_stable_names_and_in_words() -> None:
    found = completeness_json(without("more:"))
    assert found == {
        "score": 97,
        "missing": [{"part": "map", "id": None, "check": "goal", "gain": 3}],
    }
    asked = [Missing("map", None, one, Fraction(1)) for one in MAP_CHECKS]
    asked += [Missing("stage", "x", one, Fraction(1)) for one in (*STAGE_CHECKS, "any")]
    asked += [
        Missing("touchpoint", "x", one, Fraction(1)) for one in (*POINT_CHECKS, "any", "data")
    ]
    for language in LANGUAGES:
        assert all(completeness_words(language))
        said = [missing_words(one, language) for one in asked]
        assert len(set(said)) == len(said)
