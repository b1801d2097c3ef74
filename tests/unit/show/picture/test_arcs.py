"""Arcs of steps back."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tropa.show.picture import BackMove, MapPicture
from tropa.show.picture.arcs import Arc, back_arcs
from tropa.show.picture.sheet import Sheet
from unit.show.picture import window_company


def arcs(*moves: tuple[int, int], stages: int = 8) -> tuple[Arc, ...]:
    base = window_company.stages_in_number(stages)
    picture: MapPicture = replace(
        base,
        back_moves=tuple(
            BackMove(f"stage_{start}", f"stage_{end}", 10 + at)
            for at, (start, end) in enumerate(moves)
        ),
    )
    return back_arcs(Sheet(picture, "ru", 240.0))


def test_arcs_side_by_side_stand_on_one_level() -> None:
    assert [arc.level for arc in arcs((2, 1), (3, 2))] == [0, 0]


def test_a_longer_arc_goes_over_the_shorter_ones() -> None:
    levels = {(arc.move.start, arc.move.end): arc.level for arc in arcs((3, 1), (2, 1), (3, 2))}
    assert levels["stage_3", "stage_1"] == 1
    assert levels["stage_2", "stage_1"] == levels["stage_3", "stage_2"] == 0


def test_moves_forward_and_to_unknown_stages_are_no_arcs() -> None:
    assert arcs((1, 3), (2, 2), (3, 99)) == ()


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20, unique=True))
def test_no_two_arcs_of_one_level_cross(moves: list[tuple[int, int]]) -> None:
    drawn = arcs(*moves)
    assert all(arc.end < arc.start for arc in drawn)
    for at, one in enumerate(drawn):
        for other in drawn[at + 1 :]:
            apart = one.start <= other.end or other.start <= one.end
            assert one.level != other.level or apart
