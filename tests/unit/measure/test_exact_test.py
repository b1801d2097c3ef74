import pytest

from tropa.measure.exact_test import p_value, tails, usual_band


def test_the_lady_who_tasted_tea() -> None:
    # Fisher's own: three of four cups right by chance alone, or better, 17 times of 70.
    assert tails(3, 4, 1, 4) == (pytest.approx(69 / 70), pytest.approx(17 / 70))
    assert p_value(3, 4, 1, 4) == pytest.approx(34 / 70)


def test_equal_shares_are_nothing_unusual() -> None:
    assert p_value(50, 100, 50, 100) == 1.0
    assert p_value(0, 10, 0, 100) == 1.0
    assert p_value(10, 10, 100, 100) == 1.0


def test_a_halving_of_many_is_no_chance() -> None:
    assert p_value(200, 1_000, 3_200, 8_000) < 1e-30
    assert p_value(0, 1_000_000, 4_000_000, 8_000_000) == pytest.approx(0, abs=1e-300)


def test_large_groups_are_counted_as_exactly_as_small_ones() -> None:
    below, above = tails(100_000, 1_000_000, 800_000, 8_000_000)
    # Both hold the middle, and nothing else twice.
    assert 1 < below + above < 1.01
    assert below == pytest.approx(0.5, abs=0.01)


def test_the_band_is_where_nothing_is_unusual() -> None:
    assert usual_band(4, 1, 4, 0.05) == (0, 4)
    least, most = usual_band(40, 192, 320, 0.01)
    assert (least, most) == (15, 32)
    assert p_value(least - 1, 40, 192, 320) <= 0.01 < p_value(least, 40, 192, 320)
    assert p_value(most + 1, 40, 192, 320) <= 0.01 < p_value(most, 40, 192, 320)
