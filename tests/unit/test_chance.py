"""Draws are hashes of names."""

from statistics import fmean, pvariance

import pytest

from tropa.chance import Draws, choice, exponential, happens, lognormal, poisson, uniform

MANY = range(4_000)


def test_the_same_names_draw_the_same_and_others_another() -> None:
    assert uniform("seed", 1) == uniform("seed", 1)
    assert len({uniform("seed", one) for one in MANY}) == len(MANY)
    # What stands between two names is part of neither.
    assert uniform("a", "bc") != uniform("ab", "c")


def test_draws_are_even_between_nothing_and_one() -> None:
    drawn = [uniform(one) for one in MANY]
    assert 0 < min(drawn) < 0.01
    assert 0.99 < max(drawn) < 1
    assert fmean(drawn) == pytest.approx(0.5, abs=0.02)


def test_what_is_drawn_has_its_mean() -> None:
    assert fmean(happens(0.3, one) for one in MANY) == pytest.approx(0.3, abs=0.03)
    assert fmean(exponential(5.0, one) for one in MANY) == pytest.approx(5.0, rel=0.07)
    assert fmean(lognormal(7.0, 0.5, one) for one in MANY) == pytest.approx(7.0, rel=0.04)
    counts = [poisson(4.0, one) for one in MANY]
    assert fmean(counts) == pytest.approx(4.0, rel=0.04)
    assert pvariance(counts) == pytest.approx(4.0, rel=0.1)
    chosen = [choice(("a", "b"), (3.0, 1.0), one) for one in MANY]
    assert chosen.count("a") / len(chosen) == pytest.approx(0.75, abs=0.03)


def test_a_row_of_draws_depends_on_its_name_alone() -> None:
    one, same, other = Draws("seed", 1), Draws("seed", 1), Draws("seed", 2)
    row = [one.next() for _ in range(100)]
    assert row == [same.next() for _ in range(100)]
    assert row != [other.next() for _ in range(100)]
    assert len(set(row)) == len(row)
    assert all(0 < point < 1 for point in row)
