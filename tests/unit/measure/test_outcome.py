"""What came of a decision: which number it is, and the word on how it moved."""

import pytest

from tropa.measure.interval import Rate
from tropa.measure.kpis import Kpis
from tropa.measure.outcome import Moving, Number, number_of, verdict
from tropa.measure.overview import overview
from tropa.measure.run import Slice, run
from unit.measure.small import FIRM, asked_of, walked

SOLD = "02.03 asked\n03.03 quoted\n05.03 paid amount=1000"
REFUSED = "02.03 asked\n03.03 refused reason=price"


def numbers(stage: str) -> dict[str, Number]:
    """Of three who bought and one who left at once, one of them given money back."""
    trails = [SOLD, SOLD, SOLD + "\n06.03 refunded amount=400", REFUSED]
    slices = [Slice(one) for one in walked(FIRM, trails)]
    asked = asked_of(FIRM, "31.03")
    [kpis] = run((Kpis(),), slices, asked)
    found = overview(asked, slices)
    moves: tuple[Moving, ...] = ("rate", "lost", "won", "net")
    return {one: number_of(found, kpis, stage, one) for one in moves}


def test_a_decision_moves_the_links_own_numbers_or_those_of_the_month() -> None:
    found = numbers("enquiry")
    assert found["rate"] == Number(0.75, Rate(3, 4))
    assert (found["lost"].value, found["won"].value) == (1, 3)
    assert found["net"].value == 260_000


def test_a_link_that_the_map_has_no_more_has_no_numbers() -> None:
    found = numbers("gone")
    assert (found["rate"].value, found["lost"].value) == (None, None)
    assert found["won"].value == 3


def share(n: int, of: int) -> Number:
    rate = Rate(n, of)
    return Number(rate.rate, rate)


@pytest.mark.parametrize(
    ("moves", "target", "then", "now", "word"),
    [
        ("rate", 0.5, share(30, 100), share(50, 100), "reached"),
        ("rate", 0.6, share(30, 100), share(50, 100), "better"),
        ("rate", 0.6, share(30, 100), share(33, 100), "not_proven"),
        ("rate", 0.6, share(50, 100), share(30, 100), "worse"),
        ("rate", 0.6, share(5, 29), share(90, 100), "few"),
        ("rate", 0.6, share(0, 0), share(90, 100), "unknown"),
        ("rate", 0.3, share(20, 100), Number(0.1 + 0.2 - 1e-12, Rate(30, 100)), "reached"),
        ("lost", 10, Number(30), Number(10), "reached"),
        ("lost", 10, Number(30), Number(20), "better"),
        ("lost", 10, Number(30), Number(31), "worse"),
        ("lost", 10, Number(30), Number(30), "not_proven"),
        ("won", 10, Number(3), Number(9), "better"),
        ("net", 10, Number(3), Number(2), "worse"),
        ("lost", 10, Number(None), Number(2), "unknown"),
    ],
)
def test_the_word_goes_by_the_direction_and_by_what_is_sure(
    moves: Moving, target: float, then: Number, now: Number, word: str
) -> None:
    assert verdict(moves, target, then, now) == word
