"""Sums by value and keys are the same, whichever way rows were split."""

import numpy as np
import pytest

from tropa.errors import UsageFault
from tropa.measure.questions.tally import VALUES_AT_MOST, Tally, added_up, slots_of


def whole(*numbers: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.asarray(numbers, np.int64)


def told(tally: Tally) -> dict[tuple[object, ...], list[int]]:
    of, keys, sums = tally.rows()
    values = tally.values
    return {
        (values[int(one)], *key): total
        for one, key, total in zip(of, keys.tolist(), sums.tolist(), strict=True)
    }


def test_rows_of_one_value_and_keys_are_added_up() -> None:
    tally = Tally(keys=1, sums=2)
    tally.add(("a", None), whole(0, 1, 0), [whole(7, 7, 7)], [whole(1, 2, 3), whole(1, 1, 1)])
    assert told(tally) == {("a", 7): [4, 2], (None, 7): [2, 1]}


def test_values_are_known_by_their_text_whatever_their_number() -> None:
    left, right = Tally(keys=1, sums=1), Tally(keys=1, sums=1)
    left.add(("a", "b"), whole(0, 1), [whole(1, 1)], [whole(1, 10)])
    right.add(("b", "a"), whole(0, 1), [whole(1, 1)], [whole(100, 1000)])
    left.take_in(right)
    assert told(left) == {("a", 1): [1001], ("b", 1): [110]}


def test_a_great_many_rows_are_added_up_on_the_way() -> None:
    tally = Tally(keys=1, sums=1)
    for _ in range(5):
        some = np.arange(50_000, dtype=np.int64)
        tally.add(("a",), np.zeros(50_000, np.int64), [some], [some])
    assert tally.size < 5 * 50_000
    assert told(tally)["a", 49_999] == [5 * 49_999]


def test_an_empty_tally_has_no_rows() -> None:
    tally = Tally(keys=2, sums=1)
    tally.add(("a",), whole(), [whole(), whole()], [whole()])
    assert told(tally) == {}
    assert tally.values == []


def test_too_many_values_are_refused() -> None:
    many = VALUES_AT_MOST + 1
    of = np.arange(many, dtype=np.int64)
    with pytest.raises(UsageFault) as fault:
        Tally(keys=0, sums=1).add([str(one) for one in range(many)], of, [], [of])
    assert fault.value.code == "too_many_values"


def test_too_many_combinations_are_refused_whichever_way_they_came() -> None:
    left, right = (Tally(keys=1, sums=1, most=3) for _ in range(2))
    left.add(("a",), whole(0, 0), [whole(1, 2)], [whole(1, 1)])
    right.add(("a",), whole(0, 0), [whole(3, 4)], [whole(1, 1)])
    left.take_in(right)
    with pytest.raises(UsageFault) as fault:
        left.rows()
    assert fault.value.code == "too_many_cells"


def test_keys_may_be_rewritten_and_what_then_is_one_is_added_up() -> None:
    tally = Tally(keys=2, sums=1)
    tally.add(("a",), whole(0, 0), [whole(1, 1), whole(10, 11)], [whole(1, 2)])
    tally.rewrite(1, lambda key: key // 10)
    assert told(tally) == {("a", 1, 1): [3]}


def test_slots_are_sorted_and_know_their_rows() -> None:
    for wide in (0, 2**40):
        slots = slots_of([whole(2, 1, 2, 1), whole(5, -5 - wide, 5, 6)])
        assert [one.tolist() for one in slots.columns] == [[1, 1, 2], [-5 - wide, 6, 5]]
        assert slots.of.tolist() == [2, 0, 2, 1]
        assert slots.sizes().tolist() == [1, 1, 2]


def test_slots_of_numbers_too_far_apart_for_one_number_are_found_too() -> None:
    far = 2**62
    slots = slots_of([whole(far, -far), whole(-far, far), whole(1, 2)])
    assert [one.tolist() for one in slots.columns] == [[-far, far], [far, -far], [2, 1]]
    assert slots.of.tolist() == [1, 0]


def test_nothing_has_no_slots() -> None:
    assert slots_of([whole(), whole()]).many == 0
    assert added_up(np.zeros((0, 3), np.int64), 2).shape == (0, 3)
