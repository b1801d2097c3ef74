import json

from tropa.clock import DAY
from tropa.measure.next_order import (
    USUAL,
    NextOrder,
    NextOrderAnswer,
    Patience,
    expected,
    next_order,
    next_order_json,
    next_order_words,
)
from unit.measure.paid import asked, orders
from unit.measure.small import FIRM, answer

# Every two days, then every six; the last on the 20th.
STEADY = ("1 02.03 1", "1 04.03 1", "1 06.03 1", "1 08.03 1", "1 14.03 1", "1 20.03 1")
ONCE = ("2 10.03 1",)


def states(found: NextOrderAnswer) -> tuple[int, ...]:
    return (found.on_time, found.overdue, found.dormant, found.lost, found.unknown)


def test_with_nobody_there_is_nothing_to_expect() -> None:
    found = next_order(orders(), asked("30.03"))
    assert states(found) == (0, 0, 0, 0, 0)
    assert found.factor_median is found.everybody.median_days is None


def test_where_nobody_came_again_no_rhythm_is_known() -> None:
    assert states(next_order(orders(*ONCE), asked("30.03"))) == (0, 0, 0, 0, 1)


def test_two_times_of_ones_own_make_a_rhythm_one_does_not() -> None:
    two_times = ("3 02.03 1", "3 03.03 1", "3 10.03 1")
    one_time = ("4 02.03 1", "4 22.03 1")
    found = expected(orders(*STEADY, *two_times, *one_time), asked("30.03"))
    assert found.own.tolist() == [True, True, False]
    # 2 2 2 6 6 → 2; 1 7 → 4; else everybody's: 1 2 2 2 6 6 7 20 → 4.
    assert (found.twice / 2 / DAY).tolist() == [2, 4, 4]


def test_everybodys_median_stands_in_for_who_came_once() -> None:
    found = next_order(orders(*STEADY, *ONCE), asked("22.03"))
    assert (found.own, found.everybody.n, found.everybody.median_days) == (1, 5, 2)
    # 2 days of 2 is on time, 12 of 2 is lost.
    assert states(found) == (1, 0, 0, 1, 0)


def test_each_state_ends_where_the_next_begins() -> None:
    """Of two days each: exactly twice is not yet dormant, exactly four times not yet lost."""
    days = ("22.03", "22.03 00:01", "24.03", "24.03 00:01", "28.03", "28.03 00:01")
    found = [states(next_order(orders(*STEADY), asked(day))).index(1) for day in days]
    assert found == [0, 1, 1, 2, 2, 3]


def test_patience_may_be_ones_own() -> None:
    found = next_order(orders(*STEADY), asked("23.03"), Patience(1.25, 1.5))
    assert (found.dormant, found.lost) == (1, 0)


def test_orders_of_one_instant_make_no_rhythm() -> None:
    lines = ("5 02.03 1", "5 02.03 1", "5 02.03 1")
    alone = next_order(orders(*lines), asked("30.03"))
    assert (alone.own, alone.unknown, alone.everybody.median_days) == (0, 1, 0)
    found = expected(orders(*lines, *STEADY), asked("30.03"))
    # 0 0 2 2 2 6 6 → 2
    assert (found.twice / 2 / DAY).tolist() == [2, 2]
    assert found.own.tolist() == [True, False]


def test_the_period_picks_customers_and_changes_nobodys_state() -> None:
    lines = orders(*STEADY, *ONCE)
    early, late = (
        next_order(lines, asked("30.03", since, until))
        for since, until in (("01.03", "10.03"), ("10.03", "11.03"))
    )
    assert (early.customers, late.customers) == (1, 1)
    assert early.everybody == late.everybody
    assert late.lost == 1


def test_bands_hold_each_customer_once() -> None:
    found = next_order(orders(*STEADY, "2 30.03 1", "3 29.03 1"), asked("30.03"))
    told = {(one.low, one.high): one.customers for one in found.bands if one.customers}
    # This very instant, a day of two, ten days of two.
    assert told == {(0.0, 0.5): 2, (4.0, 6.0): 1}
    assert (found.bands[-1].low, found.bands[-1].high) == (8, None)


def test_a_fold_tells_the_same_of_journeys() -> None:
    trail = "\n".join(f"{day}.03 paid amount=1" for day in ("02", "04", "06"))
    found = answer(NextOrder(), FIRM, "09.03", trail)
    assert states(found) == (0, 1, 0, 0, 0)
    assert found.factor_median == 1.5


def test_the_answer_is_written_under_stable_names() -> None:
    told = next_order_json(next_order(orders(*STEADY, *ONCE), asked("22.03")))
    assert told["states"] == {
        "on_time": 1, "overdue": 0, "dormant": 0, "lost": 1, "unknown": 0
    }  # fmt: skip
    assert (told["dormant_above"], told["lost_above"]) == (2, 4)
    assert told["between_orders"]["median_days"] == 2
    assert told["overdue_factor"]["bands"][0]["up_to"] == 0.5
    json.dumps(told)


def test_sentences_name_the_limits() -> None:
    assert "больше 2 и не больше 4" in next_order_words(USUAL, "ru")["dormant"][1]
    assert "above 1.5" in next_order_words(Patience(1.5, 4), "en")["dormant"][1]
