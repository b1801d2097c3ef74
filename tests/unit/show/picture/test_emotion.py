"""The curve of emotions."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.show.picture import Feeling, MapPicture, StagePicture, draw_map
from tropa.show.picture.emotion import slopes
from unit.show.picture import window_company


def bezier(
    points: list[tuple[float, float]], slope: list[float], piece: int, at: float
) -> float:
    """The height of the curve's piece at a share of its length."""
    (x0, y0), (x1, y1) = points[piece], points[piece + 1]
    third = (x1 - x0) / 3
    low, high = y0 + slope[piece] * third, y1 - slope[piece + 1] * third
    rest = 1 - at
    return rest**3 * y0 + 3 * rest**2 * at * low + 3 * rest * at**2 * high + at**3 * y1


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=12))
def test_the_curve_never_goes_beyond_the_feelings_beside_it(values: list[float]) -> None:
    points = [(100.0 * at, value) for at, value in enumerate(values)]
    slope = slopes(points)
    for piece, ((_, y0), (_, y1)) in enumerate(pairwise(points)):
        for step in range(11):
            height = bezier(points, slope, piece, step / 10)
            assert min(y0, y1) - 1e-9 <= height <= max(y0, y1) + 1e-9


def test_one_point_and_none_have_no_slopes_to_fail_on() -> None:
    assert slopes([(0.0, 1.0)]) == [0.0]
    assert slopes([]) == []


def test_a_face_stands_on_every_stage_that_says_what_is_felt() -> None:
    picture = window_company.six_stages("ru")
    silent = replace(picture.stages[2], feeling=Feeling(None, "—"))
    stages = (*picture.stages[:2], silent, *picture.stages[3:])
    svg = draw_map(replace(picture, stages=stages), "ru", "light", fonts=False)
    assert len(re.findall('class="face', svg)) == 5


@pytest.mark.parametrize("value", [-99.0, 99.0, float("nan"), float("inf")])
def test_feelings_beyond_the_scale_are_held_to_it(value: float) -> None:
    stages = (StagePicture("a", "А", feeling=Feeling(value, "ох")), StagePicture("b", "Б"))
    svg = draw_map(MapPicture("Карта", stages), "ru", "light", fonts=False)
    assert svg.count('class="face') == 1
    assert "nan" not in svg
