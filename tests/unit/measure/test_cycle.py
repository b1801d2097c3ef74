from tropa.measure.cycle import Cycle
from unit.measure.small import FIRM, answer, firm
from unit.place.told import map_of


def test_without_a_sale_nothing_is_known() -> None:
    found = answer(Cycle(), FIRM, "20.03", "02.03 asked")
    assert (found.n, found.median_days, found.mean_days, found.median) == (0, None, None, None)


def test_a_payment_smaller_than_the_least_is_not_the_first_one() -> None:
    """An earnest is no sale here, nor need it count as the first payment."""
    text = FIRM.text.partition("Moscow\n")[2]
    whole = text.replace("did payment\n", "did payment where amount >= 50\n", 1)
    least = whole.replace("refund.amount}", "refund.amount, least: 50}", 1)
    trail = "02.03 asked\n 04.03 paid amount=49.99\n 08.03 paid amount=50"
    days = [answer(Cycle(), map_of(one), "20.03", trail).median_days for one in (whole, least)]
    assert days == [2, 6]


def test_money_given_back_first_is_no_payment() -> None:
    trail = "02.03 asked\n 03.03 refunded amount=10\n 05.03 paid amount=10"
    assert answer(Cycle(), FIRM, "20.03", trail).median_days == 3


def test_where_payments_are_not_kept_the_sale_stands_for_them() -> None:
    text = FIRM.text.partition("Moscow\n")[2]
    free = map_of(text.replace("money: {paid: payment.amount, refunded: refund.amount}\n", ""))
    assert answer(Cycle(), free, "20.03", "02.03 asked\n 05.03 paid").median_days == 3


def test_a_sale_whose_sum_is_nought_was_not_paid_yet() -> None:
    trail = "02.03 asked\n 05.03 paid amount=0"
    assert answer(Cycle(), FIRM, "20.03", trail).n == 0


def test_the_whole_way_begins_with_the_first_touch() -> None:
    """A letter is a touch, and no talk."""
    trail = "01.03 sent\n 03.03 asked\n 05.03 quoted\n 08.03 paid amount=10"
    found = answer(Cycle(), FIRM, "20.03", trail)
    assert (found.median_days, found.full_median_days) == (5, 7)
    assert found.opportunity_median_days == 3


def test_without_a_qualified_stage_no_opportunity_is_told() -> None:
    text = firm("").text.partition("Moscow\n")[2].replace("qualified: from offer\n", "")
    found = answer(Cycle(), map_of(text), "20.03", "02.03 asked\n 08.03 paid amount=10")
    assert found.opportunity_median_days is None
