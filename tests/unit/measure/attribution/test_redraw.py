import numpy as np
import pytest

from tropa.measure.attribution import redraw
from tropa.measure.attribution.journeys import written
from tropa.measure.attribution.redraw import drawn, names_of, spread

# One touch each: a label's part is its share of the conversions.
HALVES = written([("a", 100, 0, 900), ("b", 100, 0, 900)])


def test_intervals_are_as_wide_as_a_share_of_two_hundred() -> None:
    found = spread(HALVES, 1, 2_000, "seed")
    assert found is not None
    # 1.96 · √(½ · ½ ÷ 200) = 0.069 to each side
    assert found.low.tolist() == pytest.approx([0.431, 0.431], abs=0.01)
    assert found.high.tolist() == pytest.approx([0.569, 0.569], abs=0.01)


def test_the_same_seed_draws_the_same_and_another_one_does_not() -> None:
    one, again, other = (spread(HALVES, 1, 20, seed) for seed in ("x", "x", "y"))
    assert one is not None
    assert again is not None
    assert other is not None
    assert one.low.tolist() == again.low.tolist()
    assert one.low.tolist() != other.low.tolist()


def test_a_path_is_drawn_the_same_whatever_others_there_are() -> None:
    more = written([("b > a", 5, 0, 5), ("a", 100, 0, 900)])
    salt = np.uint64(7)
    [alone] = drawn(names_of(HALVES), HALVES.lost, salt)[:1].tolist()
    [beside] = drawn(names_of(more), more.lost, salt)[1:].tolist()
    assert alone == beside


@pytest.mark.parametrize("people", [1, 16, 17, 400])
def test_as_many_are_drawn_as_poisson_says(people: int) -> None:
    names = np.arange(20_000, dtype=np.uint64) * np.uint64(2**40)
    found = drawn(names, np.full(20_000, people), np.uint64(1))
    assert found.mean() == pytest.approx(people, rel=0.02)
    assert found.var() == pytest.approx(people, rel=0.05)


def test_nobody_is_drawn_of_nobody() -> None:
    names = np.arange(3, dtype=np.uint64)
    assert drawn(names, np.zeros(3, np.int64), np.uint64(1)).tolist() == [0, 0, 0]


def test_without_drawings_or_conversions_there_is_no_interval() -> None:
    assert spread(HALVES, 1, 0, "seed") is None
    assert spread(written([("a", 0, 0, 9)]), 1, 5, "seed") is None


def test_a_chain_too_large_to_be_solved_often_has_no_interval() -> None:
    many = written([(f"c{number}", 1, 0, 0) for number in range(257)])
    assert spread(many, 1, 5, "seed") is None


def test_so_are_paths_too_many_to_be_gone_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redraw, "MOST_STEPS_REDRAWN", 2)
    assert spread(HALVES, 1, 5, "seed") is not None
    assert spread(written([("a > b", 1, 0, 0), ("a", 1, 0, 1)]), 1, 5, "seed") is None
