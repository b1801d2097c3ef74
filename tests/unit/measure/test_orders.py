import numpy as np

from tropa.clock import DAY, FOREVER
from tropa.measure.fold import Asked
from tropa.measure.orders import Gap, OfOrders, Orders, gap_json, gap_of, least_order, orders_of
from tropa.place.standing import stand
from unit.measure.paid import asked, orders, paid, told
from unit.measure.small import FIRM, asked_of, firm, walked
from unit.place.told import map_of

DEALS = map_of("unit: deal\n" + FIRM.text.partition("Moscow\n")[2])
FREE = map_of(
    FIRM.text.partition("Moscow\n")[2].replace(
        "money: {paid: payment.amount, refunded: refund.amount}\n", ""
    )
)


def gathered(question: Asked, *trails: str) -> Orders:
    """The orders of these people's trails."""
    fold, map_ = OfOrders(), question.map
    state = fold.start(question)
    for placed in walked(map_, trails):
        state = fold.add(state, stand(placed, question.as_of, map_), question)
    return orders_of(state, least_order(question))


def test_nobody_has_no_orders() -> None:
    found = orders_of([])
    assert (len(found.person), found.begins.tolist(), found.aside) == (0, [0], 0)
    assert found.gaps.tolist() == found.numbers.tolist() == found.first_at.tolist() == []


def test_orders_are_numbered_by_time_person_by_person() -> None:
    found = orders("2 05.03 10", "1 09.03 30", "2 02.03 20", "1 03.03 40")
    assert told(found) == ["1 03.03 40", "1 09.03 30", "2 02.03 20", "2 05.03 10"]
    assert found.numbers.tolist() == [1, 2, 1, 2]
    assert found.gaps.tolist() == [6 * DAY, FOREVER, 3 * DAY, FOREVER]


def test_money_given_back_is_taken_off_the_latest_order_before_it() -> None:
    found = orders("1 02.03 100", "1 05.03 70", "1 06.03 -30", "1 09.03 50", "1 12.03 -60")
    assert told(found) == ["1 02.03 100", "1 05.03 40", "1 09.03 -10"]


def test_at_one_instant_the_larger_comes_first_and_giving_back_last() -> None:
    found = orders("1 02.03 -20", "1 02.03 40", "1 02.03 100")
    assert told(found) == ["1 02.03 100", "1 02.03 20"]


def test_what_comes_before_any_order_belongs_to_the_first() -> None:
    assert told(orders("1 01.03 -5", "1 02.03 100", "1 03.03 10")) == [
        "1 02.03 95",
        "1 03.03 10",
    ]


def test_who_only_got_money_back_is_no_customer_and_the_money_is_not_lost() -> None:
    found = orders("1 02.03 100", "2 03.03 -40", "3 04.03 -1", "3 05.03 7", "4 05.03 -2")
    assert told(found) == ["1 02.03 100", "3 05.03 6"]
    assert found.aside == -4_200


def test_a_payment_smaller_than_the_least_is_no_order() -> None:
    """An earnest goes to the order before it, or to the first one it leads to."""
    found = orders("1 01.03 20", "1 02.03 50", "1 03.03 49.99", "2 02.03 10", least=5_000)
    assert told(found) == ["1 02.03 119.99"]
    assert found.aside == 1_000


def test_what_cost_nothing_is_an_order_only_where_one_says_so() -> None:
    lines = ("1 02.03 0", "1 03.03 10")
    assert told(orders(*lines)) == ["1 03.03 10"]
    assert told(orders(*lines, least=0)) == ["1 02.03 0", "1 03.03 10"]


def test_the_payments_of_one_person_may_come_from_anywhere() -> None:
    parts = [paid("1 05.03 10", "2 02.03 5"), paid(), paid("2 01.03 7", "1 02.03 20")]
    assert told(orders_of(parts)) == ["1 02.03 20", "1 05.03 10", "2 01.03 7", "2 02.03 5"]


def test_what_was_gathered_stays_as_it_was() -> None:
    part = paid("2 05.03 10", "1 09.03 30", "1 02.03 20")
    before = [column.copy() for column in part]
    orders_of([part])
    assert [column.tolist() for column in part] == [column.tolist() for column in before]


def test_a_person_with_very_many_payments_is_counted_like_any_other() -> None:
    lines = [f"1 {day % 28 + 1:02}.03 {day + 1}" for day in range(100)]
    found = orders(*lines, *(line.replace("1 ", "0 ", 1) for line in lines[:3]))
    assert found.counts.tolist() == [3, 100]
    assert (np.diff(found.at[3:]) >= 0).all()


def test_the_cohort_is_of_customers_by_their_first_order() -> None:
    found = orders("1 02.03 1", "1 12.03 1", "2 10.03 1", "3 20.03 1")
    assert found.cohort(asked("30.03", "10.03", "20.03")).tolist() == [False, True, False]
    assert found.last_at.tolist() == paid("1 12.03 0", "1 10.03 0", "1 20.03 0").at.tolist()


# ---------------------------------------------------------------- from journeys


def test_payments_after_the_moment_and_of_spam_are_not_gathered() -> None:
    found = gathered(
        asked_of(FIRM, "10.03"),
        "02.03 asked\n 03.03 paid amount=10\n 12.03 paid amount=20",
        "02.03 asked\n 03.03 paid amount=40\n 04.03 spam",
        "03.03 asked\n 10.03 paid amount=30",
    )
    assert told(found) == ["1 03.03 10", "3 10.03 30"]


def test_orders_are_numbered_over_all_deals_of_a_person() -> None:
    found = gathered(
        asked_of(DEALS, "30.03"),
        """
        02.03 asked deal=7
        03.03 asked deal=8
        04.03 paid amount=10 deal=8
        05.03 paid amount=20 deal=7
        06.03 paid amount=30 deal=8
        07.03 refunded amount=4 deal=7
        """,
    )
    assert told(found) == ["1 04.03 10", "1 05.03 20", "1 06.03 26"]


def test_where_no_payments_are_kept_the_sale_of_each_lap_is_an_order() -> None:
    trail = "02.03 asked\n 05.03 paid\n 09.03 paid\n 30.03 00:01 paid"
    assert told(gathered(asked_of(FREE, "30.03"), trail)) == ["1 05.03 0", "1 09.03 0"]


def test_the_map_says_how_small_an_order_may_be() -> None:
    text = FIRM.text.partition("Moscow\n")[2]
    least = map_of(text.replace("refund.amount}", "refund.amount, least: 49.5}", 1))
    sizes = [least_order(asked_of(one, "30.03")) for one in (FIRM, least, FREE, firm(""))]
    assert sizes == [1, 4_950, 0, 1]


# ---------------------------------------------------------------- lengths between orders


def test_lengths_come_to_a_mean_a_median_and_nine_tenths() -> None:
    found = gap_of(np.array([DAY, 2 * DAY, 9 * DAY]))
    assert (found.n, found.mean_days, found.median_days) == (3, 4, 2)
    assert round(found.p90_days or 0, 6) == 7.6
    assert gap_json(gap_of(np.zeros(0, np.int64))) == {
        "n": 0, "mean_days": None, "median_days": None, "p90_days": None
    }  # fmt: skip


def test_very_long_lengths_have_an_exact_mean() -> None:
    assert gap_of(np.full(5, 2**62 // DAY * DAY)).mean_days == 2**62 // DAY
    assert isinstance(gap_of(np.array([DAY])), Gap)
