import pytest

from tropa.measure.interval import FEW, Rate, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(4, 11, 0.1517, 0.6462), (8, 20, 0.2188, 0.6134), (0, 15, 0, 0.2039)],
)
def test_the_interval_is_that_of_the_domain_model(
    successes: int, trials: int, low: float, high: float
) -> None:
    assert tuple(round(end, 4) for end in wilson(successes, trials)) == (low, high)


def test_nobody_and_everybody_end_exactly_at_the_edge() -> None:
    for trials in range(1, 300):
        assert wilson(0, trials)[0] == 0
        assert wilson(trials, trials)[1] == 1


def test_a_share_of_nobody_is_unknown_and_not_nought() -> None:
    nobody = Rate(0, 0)
    assert (nobody.rate, nobody.low, nobody.high) == (None, None, None)
    assert Rate(0, 1).rate == 0


def test_a_ratio_over_one_has_no_interval() -> None:
    """More may go on in a period than came in it."""
    quick = Rate(3, 2)
    assert (quick.rate, quick.low, quick.high) == (1.5, None, None)


def test_a_share_of_fewer_than_thirty_is_of_few() -> None:
    assert [Rate(1, trials).few for trials in (0, FEW - 1, FEW)] == [True, True, False]
