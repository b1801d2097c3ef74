"""The shape of the flow band."""

import math
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tropa.show.picture import Conversion, FlowNumbers, MapPicture, StagePicture, draw_map
from tropa.show.picture.flow import HIGHEST, StageBand, band_height, bands
from tropa.show.picture.sheet import Sheet
from unit.show.picture import hard_cases, window_company

COUNTS = st.none() | st.integers(0, 10**9)
FLOWS = st.builds(FlowNumbers, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS, COUNTS)


def shapes(picture: MapPicture) -> list[StageBand]:
    return bands(Sheet(picture, "ru", 240.0), 40.0)


def with_flows(*flows: FlowNumbers) -> MapPicture:
    return MapPicture(
        "Карта",
        tuple(StagePicture(f"s{at}", "Этап", flow=flow) for at, flow in enumerate(flows)),
    )


def test_height_is_the_root_of_people() -> None:
    assert band_height(100, 100) == HIGHEST
    assert band_height(25, 100) == pytest.approx(HIGHEST / 2)
    assert band_height(1, 10**9) > 1
    assert band_height(0, 100) == band_height(None, 100) == band_height(5, 0) == 0


def test_every_stage_of_the_example_stands_as_high_as_its_people() -> None:
    picture = window_company.six_stages("ru")
    for band, stage in zip(shapes(picture), picture.stages, strict=True):
        assert stage.flow.entered is not None
        assert band.height == pytest.approx(HIGHEST * math.sqrt(stage.flow.entered / 12_840))


def test_the_band_arrives_as_high_as_it_left() -> None:
    drawn = shapes(window_company.six_stages("ru"))
    for left, right in pairwise(drawn):
        assert right.before == left.moved == pytest.approx(right.height)


def test_those_who_stay_and_those_who_leave_share_the_rest_in_proportion() -> None:
    first = shapes(with_flows(FlowNumbers(400, 100, 60, 180, 60), FlowNumbers(100)))[0]
    assert first.moved == pytest.approx(HIGHEST / 2)
    rest = HIGHEST / 2
    assert (first.open, first.lost, first.aside) == pytest.approx(
        (rest * 0.2, rest * 0.6, rest * 0.2)
    )


def test_on_the_last_stage_only_those_who_leave_turn_off() -> None:
    last = shapes(with_flows(FlowNumbers(100, 0, 70, 25, 5)))[-1]
    assert last.moved == pytest.approx(HIGHEST * 0.7)
    assert last.last


def test_a_stage_that_people_start_at_may_be_higher_than_the_one_before() -> None:
    first, second = shapes(with_flows(FlowNumbers(100, 50), FlowNumbers(400, 10, started=350)))
    assert second.height == HIGHEST
    assert second.before == first.moved < second.height


def test_a_stage_without_numbers_is_a_ghost() -> None:
    drawn = shapes(with_flows(FlowNumbers(100, 50), FlowNumbers(), FlowNumbers(20)))
    assert [band.known for band in drawn] == [True, False, True]
    svg = draw_map(with_flows(FlowNumbers(100, 50), FlowNumbers()), "ru", fonts=False)
    assert svg.count('class="ghost"') == 1


@given(st.lists(FLOWS, min_size=1, max_size=8))
def test_no_height_is_ever_negative_and_parts_add_up(flows: list[FlowNumbers]) -> None:
    for band in shapes(with_flows(*flows)):
        parts = (band.moved, band.open, band.lost, band.aside)
        assert all(math.isfinite(part) and part >= 0 for part in (*parts, band.before))
        assert sum(parts) == pytest.approx(band.height)
        assert band.height <= HIGHEST


@settings(max_examples=40)
@given(st.lists(st.tuples(FLOWS, st.none() | st.floats(0, 1)), min_size=1, max_size=5))
def test_any_flow_can_be_drawn(flows: list[tuple[FlowNumbers, float | None]]) -> None:
    stages = tuple(
        StagePicture(f"s{at}", "Этап", flow=flow, conversion=Conversion(rate, 0.5))
        for at, (flow, rate) in enumerate(flows)
    )
    svg = draw_map(MapPicture("Карта", stages), "en", "light", fonts=False)
    assert "nan" not in svg
    assert "inf" not in svg


def test_noughts_everywhere_are_drawn_as_an_empty_place() -> None:
    assert not any(band.known for band in shapes(hard_cases.noughts()))
