"""What conversions are worth, to the billionth or to the coin."""

import numpy as np

from tropa.map.read import read_map
from tropa.measure.questions.attribution.worth import digits_that_fit, scaled, worth_of
from tropa.trail import encode

MAP = read_map("map: m\ntitle: M\ncurrency: RUB\n")


def test_a_number_without_a_map_is_what_it_is() -> None:
    column = encode(["30.7346153846154", "-0.5", "1 000", None, "many", True])
    found = worth_of(column, None)
    assert found.whole.tolist() == [30, -1, 1_000, 0, 0, 0]
    assert found.fine.tolist() == [734_615_385, 500_000_000, 0, 0, 0, 0]
    assert found.known.tolist() == [True, True, True, False, False, False]


def test_money_of_a_map_is_whole_coins() -> None:
    found = worth_of(encode(["12,345", 7]), MAP)
    assert (found.whole.tolist(), found.fine.tolist()) == ([1_235, 700], [0, 0])


def test_as_many_decimals_are_kept_as_sums_have_room_for() -> None:
    small, large = np.array([1, 2]), np.array([10**12, 10**12])
    fine = np.array([5, 0])
    assert digits_that_fit(small, np.array([0, 0])) == 0
    assert digits_that_fit(small, fine) == 9
    assert digits_that_fit(large, fine) == 6
    assert digits_that_fit(np.array([10**18, 4 * 10**18]), fine) == 0
    assert scaled(small, fine, 9).tolist() == [1_000_000_005, 2_000_000_000]
    assert scaled(small, np.array([500_000, 499_999]), 3).tolist() == [1_001, 2_000]
