"""Two sides of every figure: what changed, what of it is real, what is not compared at all."""

import pytest

from tropa.clock import DAY
from tropa.measure.compared import Change, Figure, Kind, Lengths, Missing, compared
from tropa.measure.interval import Rate

EVEN = Lengths(30 * DAY, 30 * DAY, alike=True)


def share(done: int, of: int, waiting: int = 0) -> Figure:
    rate = Rate(done, of)
    return Figure("share", rate.rate, rate if of else None, waiting)


def one(now: Figure, was: Figure, lengths: Lengths = EVEN) -> Change:
    return compared({"x": now}, {"x": was}, lengths)["x"]


def test_a_share_changes_by_points_with_an_interval() -> None:
    # Domain 2.5.4: 90 of 600 against 60 of 600.
    found = one(share(90, 600), share(60, 600))
    assert (found.difference, found.verdict) == (pytest.approx(0.05), "real")
    assert found.low == pytest.approx(0.0126, abs=1e-4)
    assert found.high == pytest.approx(0.0876, abs=1e-4)
    assert found.change is None
    assert one(share(54, 360), share(3, 40)).verdict == "not_proven"
    assert one(share(54, 360), share(3, 29)).verdict == "too_few"
    assert one(share(61, 600), share(60, 600)).verdict == "not_proven"


def test_a_count_changes_by_a_share_of_what_it_was() -> None:
    found = one(Figure("count", 260), Figure("count", 200))
    assert found.change == pytest.approx(0.3)
    assert found.low is not None
    assert found.high is not None
    assert 0 < found.low < 0.3 < found.high
    assert found.verdict == "real"
    assert one(Figure("count", 210), Figure("count", 200)).verdict == "not_proven"
    assert one(Figure("count", 20), Figure("count", 5)).verdict == "too_few"


def test_longer_months_are_allowed_for() -> None:
    """Eleven in a hundred more people in a month longer by as much is no difference."""
    months = Lengths(31 * DAY, 28 * DAY, alike=True)
    found = one(Figure("count", 31_000), Figure("count", 28_000), months)
    assert found.verdict == "not_proven"
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0 < found.high


def test_many_looks_make_each_harder_to_prove() -> None:
    now, was = {"x": share(90, 600)}, {"x": share(66, 600)}
    assert compared(now, was, EVEN)["x"].verdict == "real"
    others = {f"y{n}": share(60, 600) for n in range(20)}
    slightly = {f"y{n}": share(60 + n % 3 + 1, 600 + n) for n in range(20)}
    assert compared(now | slightly, was | others, EVEN)["x"].verdict == "not_proven"


@pytest.mark.parametrize("kind", ["money", "days", "stock", "number"])
def test_what_has_no_proof_says_so(kind: Kind) -> None:
    found = one(Figure(kind, 150), Figure(kind, 100))
    assert (found.change, found.verdict) == (pytest.approx(0.5), "unchecked")


@pytest.mark.parametrize(
    ("now", "was", "lengths", "missing"),
    [
        (share(0, 0), share(5, 50), EVEN, "empty"),
        (share(5, 50), share(0, 0), EVEN, "empty"),
        (Figure("count", 0), Figure("count", 0), EVEN, "empty"),
        (Figure("days", None), Figure("days", 3), EVEN, "empty"),
        (share(5, 50, waiting=51), share(5, 50), EVEN, "immature"),
        (share(5, 50), share(0, 0, waiting=1), EVEN, "immature"),
        (Figure("count", 9), Figure("count", 90), Lengths(DAY, 9 * DAY, alike=False), "length"),
    ],
)
def test_one_side_that_tells_too_little_is_not_set_against_the_other(
    now: Figure, was: Figure, lengths: Lengths, missing: Missing
) -> None:
    found = one(now, was, lengths)
    assert (found.missing, found.difference, found.verdict) == (missing, None, None)
    assert (found.now, found.was) == (now.value, was.value)


def test_shares_of_periods_of_different_lengths_are_compared() -> None:
    uneven = Lengths(DAY, 9 * DAY, alike=False)
    assert one(share(90, 600), share(60, 600), uneven).verdict == "real"


def test_from_nothing_there_is_no_share_to_grow_by() -> None:
    found = one(Figure("count", 90), Figure("count", 0))
    assert (found.difference, found.change, found.verdict) == (90, None, "real")
