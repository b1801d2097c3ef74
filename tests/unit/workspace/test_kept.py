"""What is kept between questions: found under its stamp, for its moments, within its bytes."""

from dataclasses import dataclass

import numpy as np

from tropa.measure.questions.lasting import Between
from tropa.workspace.kept import SPANS_AT_MOST, Kept, weight


def test_a_state_serves_the_moments_it_is_good_for() -> None:
    kept = Kept()
    kept.put("a", 1, "state", Between(10, 20))
    assert [kept.get("a", 1, at) is not None for at in (9, 10, 20, 21)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert kept.get("b", 1, 15) is None


def test_under_another_stamp_nothing_is_found_and_the_former_goes() -> None:
    kept = Kept()
    kept.put("a", 1, "old", Between(0, 9))
    assert kept.get("a", 2, 5) is None
    kept.put("a", 2, "new", Between(0, 9))
    found = kept.get("a", 2, 5)
    assert found is not None
    assert found.value == "new"
    assert kept.get("a", 1, 5) is None
    assert kept.size == weight("new")


def test_screens_of_now_and_of_some_days_ago_do_not_drive_each_other_out() -> None:
    kept = Kept()
    for at in range(SPANS_AT_MOST + 1):
        kept.put("a", 1, str(at), Between(at, at))
    assert kept.get("a", 1, 0) is None
    assert all(kept.get("a", 1, at) for at in range(1, SPANS_AT_MOST + 1))
    assert kept.size == SPANS_AT_MOST * weight("1")


def test_what_was_asked_for_least_lately_goes_first() -> None:
    room = weight(np.zeros(1000)) * 5
    kept = Kept(room)
    for name in "abcde":
        kept.put(name, 1, np.zeros(1000), Between(0, 0))
    assert kept.get("a", 1, 0) is not None
    kept.put("f", 1, np.zeros(1000), Between(0, 0))
    assert kept.get("b", 1, 0) is None
    assert kept.get("a", 1, 0) is not None
    assert kept.size <= room


def test_what_would_fill_a_quarter_of_the_room_is_not_kept() -> None:
    kept = Kept(4_000)
    kept.put("a", 1, np.zeros(1000), Between(0, 0))
    assert (len(kept), kept.size) == (0, 0)


def test_forgetting_leaves_nothing() -> None:
    kept = Kept()
    kept.put("a", 1, "state", Between(0, 0))
    kept.clear()
    assert (len(kept), kept.size, kept.get("a", 1, 0)) == (0, 0, None)


@dataclass
class _Sums:
    table: np.ndarray[tuple[int], np.dtype[np.float64]]
    names: dict[str, int]


def test_the_weight_of_a_state_is_that_of_what_it_holds() -> None:
    numbers = np.zeros(10_000)
    assert weight(_Sums(numbers, {})) >= 80_000
    # A part of an array keeps the whole of it in memory.
    assert weight(numbers[:1]) >= 80_000
    many = {f"a value of some length {at}": at for at in range(100_000)}
    assert weight(_Sums(np.zeros(0), many)) > 5_000_000
    assert weight([[one] for one in range(1000)]) > 1000 * weight(7)
