"""Which journey a touch and a payment belong to."""

import itertools

from tropa.place.placed import Placed
from unit.place.told import day_of, map_of, placed

MAP = map_of("""
sale: did paid
money: {paid: deposit.amount, refunded: refund.amount}
policy: {reopen_within: 10d}
stages:
  - {stage: ask, lost_after: 5d}
  - {stage: buy, enter: did paid}
touchpoints:
  - {touchpoint: form, stage: ask, event: form}
  - {touchpoint: message, event: message, from: seller}
  - {touchpoint: paid, event: paid}
  - {touchpoint: deposit, event: deposit, from: seller}
  - {touchpoint: refund, event: refund, from: seller}
""")


def touch_days(found: Placed) -> list[list[str]]:
    """The days of touches, journey by journey."""
    ends = found.journey_touches.tolist()
    days = [day_of(MAP, int(at)) for at in found.touch_at]
    return [days[begin:end] for begin, end in itertools.pairwise(ends)]


def payments(found: Placed) -> list[list[int]]:
    ends = found.journey_payments.tolist()
    amounts = found.paid_amount.tolist()
    return [amounts[begin:end] for begin, end in itertools.pairwise(ends)]


def test_touches_between_two_journeys_lead_up_to_the_second() -> None:
    found = placed(MAP, "01.03 message\n02.03 form\n03.03 paid\n04.03 message\n05.03 form")
    assert touch_days(found) == [["01.03", "02.03", "03.03"], ["04.03", "05.03"]]


def test_a_lost_journey_holds_its_touches_while_it_may_come_back() -> None:
    found = placed(MAP, "01.03 form\n16.03 message\n17.03 message\n18.03 form")
    assert touch_days(found) == [["01.03", "16.03"], ["17.03", "18.03"]]


def test_touches_that_no_journey_follows_are_of_none() -> None:
    assert touch_days(placed(MAP, "01.03 paid\n02.03 message")) == [["01.03"]]


def test_one_instant_may_end_a_journey_and_lead_up_to_the_next() -> None:
    found = placed(MAP, "01.03 message\n01.03 form\n01.03 paid\n02.03 form")
    assert touch_days(found) == [["01.03", "01.03"], ["01.03", "02.03"]]


def test_money_between_two_journeys_is_of_the_first() -> None:
    trail = "01.03 paid\n02.03 deposit amount=5\n03.03 form\n04.03 deposit amount=7"
    assert payments(placed(MAP, trail)) == [[500], [700]]


def test_a_refund_after_the_end_is_of_the_journey_that_ended() -> None:
    trail = "01.03 deposit amount=5\n02.03 paid\n09.03 refund amount=5\n10.03 form"
    assert payments(placed(MAP, trail)) == [[500, -500], []]
