import json

import numpy as np

from tropa.measure.attach import (
    NO_NUMBER,
    Items,
    OffersAnswer,
    Told,
    attach,
    attach_json,
    attach_words,
    offers,
)
from tropa.measure.interval import Rate
from unit.measure.paid import asked
from unit.measure.small import FIRM
from unit.place.told import instant


def items(*pairs: tuple[int, int]) -> Items:
    return Items(*np.array(pairs, np.int64).reshape(-1, 2).T)


def told(*lines: str) -> Told:
    """Person, day, item, perhaps the number of the order."""
    rows = [line.split() for line in lines]
    return Told(
        np.array([row[0] for row in rows], np.int64),
        np.array([instant(FIRM, row[1]) for row in rows], np.int64),
        np.array([row[3] if len(row) > 3 else NO_NUMBER for row in rows], np.int64),
        np.array([row[2] for row in rows], np.int64),
    )


def found(offered: Told, ordered: Told, since: str = "", as_of: str = "30.03") -> OffersAnswer:
    return offers(offered, ordered, asked(as_of, since))


def test_nothing_was_offered() -> None:
    nothing = attach(items(), items((1, 5)))
    assert (nothing.orders, nothing.by_item) == (Rate(0, 0), ())
    assert found(told(), told()) == OffersAnswer(nothing, 0, 0)


def test_an_order_counts_once_and_only_for_what_was_offered_in_it() -> None:
    offered = items((1, 5), (1, 6), (2, 5), (3, 6), (1, 5))
    taken = items((1, 5), (1, 6), (2, 6), (3, 7), (4, 5))
    answer = attach(offered, taken)
    assert answer.orders == Rate(1, 3)
    assert answer.by_item == ((5, Rate(1, 2)), (6, Rate(1, 2)))


def test_an_offer_belongs_to_the_first_order_after_it_alone() -> None:
    answer = found(told("1 02.03 5"), told("1 04.03 5", "1 06.03 5"))
    assert answer.attached.orders == Rate(1, 1)
    late = found(told("1 05.03 5"), told("1 04.03 5", "1 06.03 6"))
    assert late.attached.orders == Rate(0, 1)


def test_the_instant_of_the_order_is_in_time_and_that_of_the_one_before_is_not() -> None:
    orders = told("1 04.03 6", "1 06.03 5")
    assert found(told("1 06.03 5"), orders).attached.orders == Rate(1, 1)
    assert found(told("1 04.03 5"), orders).attached.orders == Rate(0, 1)


def test_another_persons_order_is_no_answer() -> None:
    assert found(told("1 02.03 5"), told("2 04.03 5")) == OffersAnswer(
        attach(items(), items()), 1, 1
    )


def test_an_offer_that_names_an_order_belongs_to_it_even_if_made_later() -> None:
    orders = told("1 04.03 6 70", "1 08.03 5 70", "1 06.03 6 71")
    answer = found(told("1 07.03 5 70", "1 07.03 5 99"), orders)
    assert answer.attached.orders == Rate(1, 1)
    assert answer.without_order == 1


def test_events_of_one_number_are_one_order_made_at_the_first() -> None:
    # Offered after the order was made: it waits for the next one.
    orders = told("1 04.03 6 70", "1 08.03 5 70")
    assert found(told("1 06.03 5"), orders).without_order == 1
    assert found(told("1 03.03 5"), orders).attached.orders == Rate(1, 1)


def test_orders_of_one_instant_are_all_answers() -> None:
    answer = found(told("1 02.03 5"), told("1 04.03 5 70", "1 04.03 6 71"))
    assert answer.attached.orders == Rate(1, 2)


def test_an_order_is_of_the_period_it_was_made_in_whenever_the_offer_was() -> None:
    answer = found(told("1 02.03 5"), told("1 12.03 5"), since="10.03")
    assert (answer.attached.orders, answer.offers) == (Rate(1, 1), 0)


def test_what_comes_after_the_moment_is_not_known() -> None:
    answer = found(told("1 02.03 5", "1 20.03 5"), told("1 12.03 5"), as_of="10.03")
    assert (answer.attached.orders, answer.offers, answer.without_order) == (Rate(0, 0), 1, 1)


def test_the_answer_names_items_the_oftenest_offered_first() -> None:
    offered = told("1 02.03 0", "2 02.03 1", "3 02.03 1")
    answer = attach_json(
        found(offered, told("1 03.03 0", "2 03.03 1", "3 03.03 0")), ("net", "sill")
    )
    rows = [(one["id"], one["numerator"], one["denominator"]) for one in answer["items"]]
    assert rows == [("sill", 1, 2), ("net", 1, 1)]
    assert answer["attach"]["rate"] == 2 / 3
    json.dumps(answer)
    assert list(attach_words("ru")) == ["attach", "without_order"]
