"""Known differences, and what is said of them."""

import pytest

from tropa.measure.interval import Rate
from tropa.measure.questions.compare.proof import Look, medians_apart, proofs


def look(made: int, of: int, other: int, of_other: int) -> Look:
    return Look(Rate(made, of), Rate(other, of_other))


def test_the_interval_is_newcombes() -> None:
    [found] = proofs([look(96, 800, 14, 200)])
    assert (found.difference, found.low, found.high) == pytest.approx(
        (0.05, 0.0013, 0.0870), abs=5e-5
    )
    assert found.verdict == "real"


def test_the_chance_is_that_of_two_proportions() -> None:
    """Ninety of six hundred against sixty: z = 2.6186."""
    [found] = proofs([look(90, 600, 60, 600)])
    assert found.chance == pytest.approx(0.00883, abs=5e-5)
    assert found.corrected == found.chance


def test_what_is_real_alone_may_not_be_among_many_looks() -> None:
    one = look(96, 800, 14, 200)
    others = [look(50, 100, 50 + more, 100) for more in range(9)]
    assert proofs([one])[0].verdict == "real"
    assert proofs([one, *others])[0].verdict == "not_proven"


def test_the_same_counts_told_again_are_no_more_looks() -> None:
    one, other = look(96, 800, 14, 200), look(50, 100, 51, 100)
    assert proofs([one] * 9 + [other])[0] == proofs([one, other])[0]


@pytest.mark.parametrize(
    "few", [look(20, 29, 10, 500), look(1, 300, 8, 600), look(0, 100, 0, 100)]
)
def test_few_people_prove_nothing(few: Look) -> None:
    assert proofs([few])[0].verdict == "too_few"


def test_where_all_did_it_there_is_no_chance_to_be_had() -> None:
    [found] = proofs([look(100, 100, 90, 90)])
    assert (found.chance, found.corrected) == (None, None)


def test_medians_are_apart_as_far_as_their_own_intervals_let_them() -> None:
    assert medians_apart((7, 5, 11), (9, 6, 13)) == pytest.approx((-2, -6.472, 3), abs=1e-3)
    assert medians_apart((7, None, None), (9, 6, 13)) == (-2, None, None)
