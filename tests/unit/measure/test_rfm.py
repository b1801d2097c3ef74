import json

import pytest

from tropa.clock import DAY
from tropa.measure.fold import Asked
from tropa.measure.orders import Orders
from tropa.measure.rfm import (
    SEGMENTS,
    Limits,
    Rfm,
    RfmAnswer,
    cells_of,
    rfm,
    rfm_json,
    rfm_words,
    scored,
    segment_words,
)
from unit.measure.paid import asked, orders
from unit.measure.small import FIRM, answer

NOW = asked("30.03")
# Ten customers with one order each, of ten sums, on ten days.
TEN = tuple(f"{who} {who:02}.03 {who * 10}" for who in range(1, 11))


def scores(found: Orders, question: Asked = NOW, **more: object) -> dict[int, str]:
    """The three scores of each customer."""
    told = scored(found, question, **more)  # type: ignore[arg-type]
    return {
        int(found.person[row]): f"{r}-{f}-{m}"
        for row, r, f, m in zip(told.row, told.recency, told.frequency, told.money, strict=True)
    }


def segments(found: RfmAnswer) -> dict[str, int]:
    return {one.id: one.customers for one in found.segments if one.customers}


def test_nobody_is_in_no_segment() -> None:
    found = rfm(orders(), NOW, 3 * DAY)
    assert (found.customers, found.net, segments(found)) == (0, 0, {})
    assert [one.customers for one in found.recency] == [0] * 5
    assert rfm_json(found, NOW)["segments"][0]["share"]["rate"] is None


def test_without_ties_each_score_holds_a_fifth() -> None:
    found = scores(orders(*TEN))
    assert [one[0] for one in found.values()] == list("1122334455")
    assert [one[-1] for one in found.values()] == list("1122334455")


def test_where_fifths_are_not_even_a_score_begins_once_a_whole_fifth_is_worse() -> None:
    """Of seven, a fifth is 1.4 customers, so that two are worse than the first 2."""
    found = scores(orders(*TEN[:7]))
    assert [one[0] for one in found.values()] == list("1123345")


def test_equals_stand_where_the_worst_placed_of_them_would() -> None:
    one_order = [f"{who} 02.03 10" for who in range(1, 8)]
    two_orders = [f"{who} {day}.03 10" for who in (8, 9) for day in ("02", "03")]
    three_orders = [f"10 {day}.03 10" for day in ("02", "03", "04")]
    found = scores(orders(*one_order, *two_orders, *three_orders))
    # Seven of ten are worse than those with two, nine than the one with three.
    assert [one[2] for one in found.values()] == list("1111111445")


def test_all_equals_are_all_worst_of_all() -> None:
    found = scores(orders(*(f"{who} 02.03 10" for who in range(1, 5))))
    assert set(found.values()) == {"1-1-1"}


def test_one_customer_alone_has_nobody_to_be_better_than() -> None:
    assert scores(orders("1 02.03 10")) == {1: "1-1-1"}


def test_own_limits_are_met_at_their_very_value() -> None:
    limits = Limits(
        recency=(20 * DAY, 10 * DAY, 5 * DAY, DAY),
        frequency=(2, 3, 5, 9),
        money=(10_00, 20_00, 50_00, 100_00),
    )
    lines = ("1 10.03 9.99", "2 09.03 23:59 10", "3 25.03 25", "3 25.03 25", "4 29.03 100")
    found = scores(orders(*lines), limits=limits)
    assert found == {1: "2-1-1", 2: "1-1-2", 3: "4-2-4", 4: "5-1-5"}


def test_a_letter_may_have_limits_while_others_go_by_fifths() -> None:
    found = scores(orders(*TEN), limits=Limits(money=(10, 20, 30, 40)))
    assert {one[-1] for one in found.values()} == {"5"}
    assert [one[0] for one in found.values()] == list("1122334455")


def test_only_orders_of_the_window_count_its_beginning_included() -> None:
    lines = ("1 20.03 10", "1 10.03 99", "2 19.03 23:59 10", "3 20.03 40", "3 25.03 -15")
    told = scored(orders(*lines), NOW, 10 * DAY)
    assert (told.row.tolist(), told.orders.tolist()) == ([0, 2], [1, 1])
    assert told.net.tolist() == [10_00, 25_00]


def test_money_given_back_for_an_order_before_the_window_is_not_of_it() -> None:
    told = scored(orders("1 10.03 99", "1 21.03 -9", "1 22.03 10"), NOW, 10 * DAY)
    assert told.net.tolist() == [10_00]


def test_the_period_picks_customers_by_their_very_first_order() -> None:
    """And changes nobody's scores."""
    whole, late = rfm(orders(*TEN), NOW), rfm(orders(*TEN), asked("30.03", "09.03"))
    assert (whole.customers, late.customers) == (10, 2)
    assert late.recency[4].customers == whole.recency[4].customers == 2
    older = orders("1 02.03 10", "1 29.03 10")
    assert rfm(older, asked("30.03", "10.03"), 5 * DAY).customers == 0
    assert rfm(older, asked("30.03", "01.03"), 5 * DAY).orders == 1


def test_champions_came_lately_and_often_the_lost_long_ago_and_once() -> None:
    often = [f"10 {day:02}.03 10" for day in range(21, 28)]
    found = rfm(orders(*TEN, *often), NOW)
    assert segments(found)["champions"] == 1
    assert segments(found)["lost"] == 2
    assert sum(map(sum, found.grid)) == 10
    assert found.grid[4][4] == 1


def test_every_cell_has_its_segment() -> None:
    assert sorted(set(cells_of(SEGMENTS).tolist())) == list(range(len(SEGMENTS)))
    names = list(SEGMENTS)
    assert names[cells_of(SEGMENTS)[24]] == "champions"
    assert names[cells_of(SEGMENTS)[0]] == "lost"


def test_a_table_of_ones_own_makes_other_segments() -> None:
    cells = [f"{r}{f}" for r in range(1, 6) for f in range(1, 6)]
    table = {
        "lately": " ".join(one for one in cells if one > "40"),
        "not": " ".join(one for one in cells if one < "40"),
    }
    found = rfm(orders(*TEN), NOW, table=table)
    assert segments(found) == {"lately": 4, "not": 6}
    assert segment_words("ru", table) == {"lately": "lately", "not": "not"}


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ({**SEGMENTS, "more": "11"}, "11"),
        ({**SEGMENTS, "lost": "11 66"}, "66"),
        ({**SEGMENTS, "lost": "11 11"}, "11"),
        ({**SEGMENTS, "lost": "12"}, "11 12"),
        ({}, "11 12 13 .* 55"),
    ],
)
def test_a_table_that_leaves_cells_out_or_doubles_them_is_none(
    table: dict[str, str], cells: str
) -> None:
    with pytest.raises(ValueError, match=f"^{cells}$"):
        Rfm(table=table)


@pytest.mark.parametrize(
    ("limits", "letter"),
    [
        (Limits(frequency=(2, 3, 4)), "frequency"),
        (Limits(frequency=(2, 2, 3, 4)), "frequency"),
        (Limits(money=(4, 3, 2, 1)), "money"),
        (Limits(recency=(DAY, 2 * DAY, 3 * DAY, 4 * DAY)), "recency"),
        (Limits(money=()), "money"),
    ],
)
def test_limits_that_are_not_four_steps_are_none(limits: Limits, letter: str) -> None:
    with pytest.raises(ValueError, match=letter):
        Rfm(limits=limits)


def test_a_fold_tells_the_same_of_journeys() -> None:
    found = answer(
        Rfm(),
        FIRM,
        "30.03",
        "02.03 asked\n 03.03 paid amount=100\n 29.03 paid amount=40",
        "02.03 paid amount=60\n 09.03 refunded amount=10",
    )
    assert (found.customers, found.orders, found.net) == (2, 3, 190_00)
    # One of two is a half: more than two fifths are worse, not three.
    assert found.grid[2][2] == 1
    assert segments(found) == {"attention": 1, "lost": 1}


def test_the_answer_is_written_in_days_and_major_units() -> None:
    found = rfm(
        orders("1 20.03 10.50", "2 25.03 20"), NOW, 30 * DAY, Limits(frequency=(2, 3, 4, 5))
    )
    told = rfm_json(found, NOW)
    assert (told["window"], told["net"], told["customers"]) == ("30d", 30.5, 2)
    assert told["recency"][0] == {
        "score": 1, "customers": 1, "net": 10.5, "from_days": 10, "to_days": 10
    }  # fmt: skip
    assert told["money"][2]["from_net"] == 20
    assert told["frequency"][1]["from_orders"] is None
    assert told["scored_by"] == {
        "recency": "quintiles", "frequency": "limits", "money": "quintiles"
    }  # fmt: skip
    assert sum(one["share"]["numerator"] for one in told["segments"]) == 2
    json.dumps(told)


def test_segments_have_names_of_their_own_in_both_languages() -> None:
    for language in ("ru", "en"):
        assert len(set(segment_words(language).values())) == len(SEGMENTS)
        assert list(rfm_words(language))[-1] == "segments"
    assert segment_words("ru")["champions"] == "Лучшие клиенты"
