import pytest

from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.conformance import (
    KINDS,
    Conformance,
    ConformanceAnswer,
    Demands,
    conformance_json,
    deviation_words,
)
from tropa.measure.interval import Rate
from tropa.words import LANGUAGES
from unit.measure.small import FIRM, FIRM_TEXT, answer
from unit.place.told import map_of

STRICT = map_of(
    FIRM_TEXT.replace("{stage: enquiry,", "{stage: enquiry, required: true,")
    .replace("{stage: offer,", "{stage: offer, required: true,")
    .replace("{touchpoint: letter,", "{touchpoint: letter, stage: offer, mandatory: true,")
    .replace("event: asked,", "event: asked, moves_back: true,")
)
AS_DRAWN = "02.03 asked\n 03.03 quoted\n 03.03 12:00 sent\n 04.03 paid amount=1"


def told(*trails: str, map_: Map = STRICT, as_of: str = "20.03") -> ConformanceAnswer:
    return answer(Conformance(), map_, as_of, *trails)


def deviations(*trails: str, as_of: str = "20.03") -> list[tuple[str, str, int]]:
    found = told(*trails, as_of=as_of).deviations
    return [(one.kind, one.at, one.journeys.numerator) for one in found]


def test_of_nobody_nothing_is_known() -> None:
    found = told()
    assert (found.conforming.rate, found.fitness.rate, found.adherence.rate) == (None,) * 3


def test_who_walks_as_drawn_does_not_deviate() -> None:
    found = told(AS_DRAWN)
    assert found.conforming == Rate(1, 1)
    # Three stages and a letter.
    assert found.fitness == Rate(4, 4)
    assert found.adherence == Rate(1, 1)
    assert found.deviations == ()


def test_a_required_stage_passed_over_is_skipped() -> None:
    assert deviations("02.03 asked\n 03.03 sent\n 04.03 paid amount=1") == [
        ("skipped", "offer", 1)
    ]


def test_a_stage_passed_over_at_the_very_start_is_skipped_too() -> None:
    assert ("skipped", "enquiry", 1) in deviations("03.03 quoted")


def test_a_stage_visited_after_it_was_passed_over_is_out_of_order() -> None:
    found = told("02.03 quoted\n 02.03 12:00 asked\n 02.03 13:00 quoted", as_of="03.03")
    assert {(one.kind, one.at) for one in found.deviations} == {
        ("wrong_order", "enquiry"),
        ("extra", "enquiry"),
    }
    # Two stages and the step back; the letter is not due while nobody has gone further.
    assert found.fitness == Rate(1, 3)


@pytest.mark.parametrize(
    ("as_of", "late"), [("05.03", []), ("05.03 00:01", [("late", "offer", 1)])]
)
def test_a_stay_beyond_the_norm_is_late_while_it_lasts_too(
    as_of: str, late: list[tuple[str, str, int]]
) -> None:
    assert deviations("02.03 asked\n 03.03 quoted", as_of=as_of) == late


def test_a_mandatory_touch_of_a_stage_passed_that_did_not_happen_is_missing() -> None:
    trail = "02.03 asked\n 03.03 quoted\n 04.03 paid amount=1"
    found = told(trail, AS_DRAWN)
    assert found.adherence == Rate(1, 2)
    assert found.touches == (("letter", Rate(1, 2)),)
    assert deviations(trail) == [("missing", "letter", 1)]


def test_a_stage_not_passed_yet_demands_no_touch() -> None:
    assert told("02.03 asked\n 03.03 quoted", as_of="04.03").adherence == Rate(0, 0)


def test_a_step_deviates_once() -> None:
    """Skipped first, then late: the stage is one step."""
    found = told("02.03 paid amount=1")
    # The enquiry and the offer skipped, the letter missing; the contract is as drawn.
    assert found.fitness == Rate(1, 4)


def test_a_stage_out_of_order_and_late_deviates_once() -> None:
    map_ = read_map(STRICT.text.replace("{stage: enquiry,", "{stage: enquiry, norm: 1d,"))
    found = told("02.03 quoted\n 02.03 12:00 asked", map_=map_, as_of="05.03")
    assert [(one.kind, one.at) for one in found.deviations] == [
        ("wrong_order", "enquiry"),
        ("extra", "enquiry"),
    ]
    assert found.fitness == Rate(1, 3)


def test_a_stage_left_by_the_sale_is_passed() -> None:
    last = STRICT.text.replace("stage: offer, mandatory", "stage: contract, mandatory")
    found = told("02.03 asked\n 03.03 quoted\n 04.03 paid amount=1", map_=read_map(last))
    assert found.adherence == Rate(0, 1)


def test_every_step_back_is_an_extra_step() -> None:
    found = told("02.03 asked\n 03.03 quoted\n 03.03 01:00 asked\n 03.03 02:00 quoted")
    assert [(one.kind, one.at) for one in found.deviations if one.kind == "extra"] == [
        ("extra", "enquiry")
    ]


def test_the_commonest_deviation_comes_first() -> None:
    skipping = "02.03 asked\n 03.03 sent\n 04.03 paid amount=1"
    missing = "02.03 asked\n 03.03 quoted\n 04.03 paid amount=1"
    assert deviations(skipping, missing, missing) == [
        ("missing", "letter", 2),
        ("skipped", "offer", 1),
    ]


def test_a_map_says_how_much_it_demands() -> None:
    assert told().demands == Demands(required=2, norms=1, mandatory=1)
    assert told("02.03 asked", map_=FIRM).demands == Demands(required=0, norms=1, mandatory=0)


def test_an_audience_is_walked_by_nobody() -> None:
    text = STRICT.text.replace("{stage: enquiry,", "{stage: enquiry, level: audience,")
    found = told("02.03 quoted", map_=read_map(text), as_of="03.03")
    assert (found.fitness, found.deviations) == (Rate(1, 1), ())


def test_it_is_told_under_stable_names_and_in_words() -> None:
    found = conformance_json(told("02.03 asked\n 03.03 sent\n 04.03 paid amount=1"))
    assert found["conformance"]["rate"] == 0
    assert found["deviations"][0]["kind"] == "skipped"
    assert found["deviations"][0]["rate"] == 1
    assert found["touchpoints"][0]["id"] == "letter"
    assert found["demands"] == {"required": 2, "norms": 1, "mandatory": 1}
    assert all(deviation_words(one, language) for one in KINDS for language in LANGUAGES)
