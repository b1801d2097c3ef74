import numpy as np

from tropa.measure.attribution.compress import compressed
from tropa.measure.attribution.journeys import Paths, written


def test_equal_paths_are_one_with_all_their_people() -> None:
    few = compressed(
        written([("ad > mail", 1, 10, 2), ("mail", 0, 0, 1), ("ad > mail", 3, 20, 4)])
    )
    assert few.offsets.tolist() == [0, 2, 3]
    assert few.converted.tolist() == [4, 0]
    assert few.value.tolist() == [30, 0]
    assert few.lost.tolist() == [6, 1]


def test_order_length_and_repeats_make_different_paths() -> None:
    texts = ["a > b", "b > a", "a", "b", "a > a", "a > b > b", ""]
    few = compressed(written([(text, 1, 0, 0) for text in texts * 3]))
    assert few.converted.tolist() == [3] * len(texts)


def test_the_beginning_of_a_path_is_another_path() -> None:
    texts = [" > ".join(["a"] * steps) for steps in range(200)]
    few = compressed(written([(text, 1, 0, 0) for text in texts * 2]))
    assert few.converted.tolist() == [2] * 200


def test_ways_nobody_went_are_left_out() -> None:
    assert len(compressed(written([("ad", 0, 0, 0), ("mail", 0, 0, 1)]))) == 1


def test_many_paths_find_their_equals() -> None:
    digits = np.arange(40_000) % 20_000
    codes = np.stack([digits // 10**place % 10 for place in range(5)], axis=1).ravel()
    ones = np.ones(40_000, np.int64)
    many = Paths(
        tuple("0123456789"), np.arange(0, 200_001, 5), codes, ones, ones, np.zeros_like(ones)
    )
    few = compressed(many)
    assert few.converted.tolist() == [2] * 20_000
    assert few.codes.tolist() == codes[:100_000].tolist()
