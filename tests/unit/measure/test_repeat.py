import json

from tropa.clock import DAY
from tropa.measure.interval import Rate
from tropa.measure.repeat import Repeat, RepeatAnswer, Shared, repeat, repeat_json, repeat_words
from unit.measure.paid import asked, orders, with_margin
from unit.measure.small import FIRM, answer


def ladder(found: RepeatAnswer) -> list[tuple[int, int]]:
    return [(one.rate.numerator, one.rate.denominator) for one in found.ladder]


def test_nobody_has_no_repeat_rate() -> None:
    found = repeat(orders(), asked("30.03"), DAY)
    assert found.rate == Rate(0, 0)
    assert found.rate.rate is found.shared.share is None
    assert (found.customers, found.by_orders) == (0, ())


def test_a_second_order_exactly_at_the_end_of_the_window_is_in_time() -> None:
    lines = ("1 02.03 1", "1 05.03 1", "2 02.03 1", "2 05.03 00:01 1")
    assert repeat(orders(*lines), asked("30.03"), 3 * DAY).rate == Rate(1, 2)


def test_a_first_order_exactly_as_old_as_the_window_is_old_enough() -> None:
    lines = ("1 02.03 1", "2 02.03 00:01 1")
    found = repeat(orders(*lines), asked("05.03"), 3 * DAY)
    assert (found.rate, found.ladder[0].in_window) == (Rate(0, 1), 1)


def test_who_came_again_before_the_window_ran_out_still_waits() -> None:
    """Else the young would be counted only when they succeed."""
    found = repeat(orders("1 02.03 1", "1 03.03 1"), asked("04.03"), 3 * DAY)
    assert (found.rate, found.ladder[0].in_window) == (Rate(0, 0), 1)


def test_without_a_window_nobody_is_left_out() -> None:
    found = repeat(orders("1 02.03 1", "1 29.03 1", "2 30.03 1"), asked("30.03"))
    assert (found.rate, found.ladder[0].in_window) == (Rate(1, 2), None)


def test_the_ladder_counts_each_order_and_its_next() -> None:
    five = [f"1 {day:02}.03 1" for day in (2, 3, 5, 8, 12)]
    two = ["2 02.03 1", "2 09.03 1"]
    found = repeat(orders(*five, *two, "3 02.03 1"), asked("30.03"))
    # From the fourth on: the fourth had a next one, the fifth had none.
    assert ladder(found) == [(2, 3), (1, 2), (1, 1), (1, 2)]
    assert [one.gap.median_days for one in found.ladder] == [4, 2, 3, 4]
    assert found.by_orders == ((1, 1), (2, 1), (5, 1))
    windowed = repeat(orders(*five, *two, "3 02.03 1"), asked("30.03"), 3 * DAY)
    assert ladder(windowed) == [(1, 3), (1, 2), (1, 1), (0, 2)]


def test_money_of_later_orders_is_less_what_was_given_back_for_them() -> None:
    found = repeat(
        orders("1 02.03 100", "1 05.03 80", "1 06.03 -30", "2 02.03 50"), asked("30.03")
    )
    assert found.shared == Shared(15_000, 5_000)
    assert found.shared.share == 0.25


def test_where_all_was_given_back_there_is_no_share() -> None:
    lines = ("1 02.03 100", "1 03.03 -100")
    assert repeat(orders(*lines), asked("30.03")).shared.share is None
    assert repeat(orders(*lines, "1 04.03 -20"), asked("30.03")).shared.share is None


def test_the_cohort_takes_all_orders_of_its_customers_the_period_all_of_its_days() -> None:
    lines = ("1 02.03 10", "1 12.03 20", "1 25.03 40", "2 13.03 80", "2 14.03 5")
    found = repeat(orders(*lines), asked("30.03", "10.03", "20.03"))
    assert (found.customers, found.orders, found.rate) == (1, 2, Rate(1, 1))
    assert found.shared == Shared(8_000, 500)
    assert found.in_period == Shared(8_000, 2_500)


def test_a_fold_tells_the_same_of_journeys() -> None:
    found = answer(
        Repeat(3 * DAY),
        FIRM,
        "30.03",
        "02.03 asked\n 03.03 paid amount=100\n 05.03 paid amount=40\n 09.03 refunded amount=10",
        "02.03 paid amount=60",
        "02.03 asked",
    )
    assert (found.rate, found.shared) == (Rate(1, 2), Shared(16_000, 3_000))


def test_the_answer_is_written_in_major_units_with_margin_where_the_map_states_one() -> None:
    found = repeat(orders("1 02.03 100", "1 05.03 50"), asked("30.03", map_=with_margin(0.3)))
    told = repeat_json(found, asked("30.03"))
    assert told["share"] == {
        "share": 1 / 3,
        "net": {"first": 100, "later": 50, "total": 150},
        "margin": {"first": 30, "later": 15, "total": 45},
    }
    assert told["rate"]["numerator"] == 1
    assert [one["from_order"] for one in told["ladder"]] == [1, 2, 3, 4]
    assert [one["and_later"] for one in told["ladder"]] == [False, False, False, True]
    assert told["customers_by_orders"] == [{"orders": 2, "customers": 1}]
    json.dumps(told)
    plain = repeat_json(repeat(orders(), asked("30.03"), 30 * DAY), asked("30.03"))
    assert (plain["share"]["margin"], plain["within"]) == (None, "30d")


def test_sentences_name_the_window_where_there_is_one() -> None:
    nobody = orders()
    for within, said in ((None, False), (30 * DAY, True)):
        words = repeat_words(repeat(nobody, asked("30.03"), within), "ru")
        assert ("30\u00a0дн" in words["rate"][1]) == said
        assert list(words) == ["rate", "ladder", "share"]
