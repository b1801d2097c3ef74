"""What people pay, and get back."""

from itertools import islice
from statistics import fmean

import msgspec
import pytest

from tropa.map.document import Map
from tropa.plan.assumptions import Assumptions
from tropa.plan.people import everything
from tropa.plan.purse import Purse
from tropa.plan.shares import model_of
from unit.plan.drawn_maps import shop, windows

BEGINS = 1_772_452_800 * 1_000_000
SURE = Assumptions(refunds=0.5, returns=0.0)


def sums(map_: Map, people: int) -> list[tuple[list[int], list[int]]]:
    """Payments and refunds of people who paid."""
    found: list[tuple[list[int], list[int]]] = []
    for events in islice(everything(model_of(map_, SURE), 3, BEGINS, 60), people):
        paid = [
            msgspec.json.decode(e.properties) for e in events if e.name == "payment_received"
        ]
        back = [msgspec.json.decode(e.properties) for e in events if e.name == "refund_made"]
        if paid:
            found.append(([e["amount"] for e in paid], [e["amount"] for e in back]))
    return found


def test_amounts_lie_around_the_plans_deal() -> None:
    model = model_of(windows())
    amounts = [Purse(model, "seed", person).amount(0) for person in range(4_000)]
    assert fmean(amounts) == pytest.approx(74_000, rel=0.03)
    assert all(amount % 100 == 0 for amount in amounts if amount >= 10_000)
    purse = Purse(model, "seed", 1)
    assert purse.amount(0) == purse.amount(0) != purse.amount(1)


def test_a_refund_gives_back_all_that_was_paid_and_nothing_follows() -> None:
    found = sums(shop(ask="probability: 90%", visit="probability: 90%"), 400)
    refunded = [(paid, back) for paid, back in found if back]
    assert len(refunded) > 50
    assert all(sum(paid) == sum(back) for paid, back in refunded)


def test_where_money_can_follow_a_sale_is_paid_in_two_parts() -> None:
    kept = [paid for paid, back in sums(shop(paid="probability: 30%"), 800) if not back]
    assert {len(paid) for paid in kept} == {1, 2}
    two = [paid for paid in kept if len(paid) == 2]
    assert all(abs(first - rest) <= 1 for first, rest in two)
