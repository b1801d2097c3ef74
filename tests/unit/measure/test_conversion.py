import pytest

from tropa.clock import DAY
from tropa.measure.conversion import pairs_of
from tropa.measure.interval import Rate
from unit.measure.small import FIRM, asked_of, firm, tells
from unit.place.told import map_of

# Asked on the 2nd, an offer on the day named.
TO_OFFER = "02.03 asked\n {} quoted"


def first_step(as_of: str, *trails: str, within: str = "") -> tuple[Rate, int | None]:
    step = tells(FIRM, as_of, *trails, within=within).conversion.steps[0]
    return step.rate, step.in_window


def test_the_end_of_a_window_is_inclusive() -> None:
    trails = [TO_OFFER.format(day) for day in ("05.03", "05.03 00:01")]
    assert first_step("20.03", *trails, within="3d") == (Rate(1, 2), 0)


def test_who_came_within_the_window_is_still_under_way() -> None:
    """Even where they have gone on already: their year-mates have not had the time."""
    quick = TO_OFFER.format("03.03")
    assert first_step("04.03 23:59", quick, within="3d") == (Rate(0, 0), 1)
    assert first_step("05.03", quick, within="3d") == (Rate(1, 1), 0)


def test_without_a_window_nobody_is_under_way() -> None:
    assert first_step("03.03", TO_OFFER.format("03.03"), "03.03 asked") == (Rate(1, 2), None)


def test_who_passes_over_a_stage_has_reached_it() -> None:
    found = tells(FIRM, "20.03", "02.03 asked\n 05.03 paid")
    assert [one.rate for one in found.conversion.steps] == [Rate(1, 1)] * 3
    assert [one.entries for one in found.flow.stages] == [1, 0, 1]


def test_by_period_more_may_go_on_than_came() -> None:
    trails = [TO_OFFER.format("12.03")] * 2 + ["11.03 asked"]
    step = tells(FIRM, "20.03", *trails, since="10.03", until="20.03").conversion.steps[0]
    assert step.by_period == Rate(2, 1)
    assert step.by_period.low is None
    assert step.rate == Rate(0, 1)


def test_the_suggested_window_is_what_nine_of_ten_took() -> None:
    days = ["03.03", "04.03", "05.03"]
    found = tells(FIRM, "20.03", *(TO_OFFER.format(day) for day in days)).conversion
    assert found.suggested[0] == pytest.approx(2.8 * DAY)
    assert found.suggested[1] is None


def test_two_stages_have_one_step_and_one_stage_none() -> None:
    two = map_of("stages: [{stage: a}, {stage: b}]\n")
    assert pairs_of(asked_of(two, "02.03")) == [(0, 1)]
    assert pairs_of(asked_of(map_of("stages: [{stage: a}]\n"), "02.03")) == []


def test_the_whole_way_begins_where_persons_do() -> None:
    """An audience is filled by counts: nobody converts from it."""
    crowd = map_of("stages: [{stage: all, level: audience}, {stage: a}, {stage: b}]\n")
    assert pairs_of(asked_of(crowd, "02.03")) == [(0, 1), (1, 2), (1, 2)]
    found = tells(firm(""), "20.03", TO_OFFER.format("05.03")).conversion.steps[-1]
    assert (found.from_stage, found.to_stage) == ("enquiry", "contract")
