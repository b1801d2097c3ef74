import json

import numpy as np

from tropa.measure.interval import Rate
from tropa.measure.referral import (
    Items,
    ReferralAnswer,
    Referred,
    attach,
    attach_json,
    referral,
    referral_json,
    referral_words,
)
from unit.measure.paid import asked
from unit.measure.small import FIRM
from unit.place.told import instant


def brought(
    *lines: str, customers: str = "1 2 3 4", bought: str = "", since: str = ""
) -> ReferralAnswer:
    """Lines: by whom, whom, when."""
    rows = [line.split() for line in lines]
    return referral(
        np.array(customers.split(), np.int64),
        Referred(
            np.array([row[0] for row in rows], np.int64),
            np.array([row[1] for row in rows], np.int64),
            np.array([instant(FIRM, row[2]) for row in rows], np.int64),
        ),
        np.array(bought.split(), np.int64),
        asked("30.03", since),
    )


def items(*pairs: tuple[int, int]) -> Items:
    return Items(*np.array(pairs, np.int64).reshape(-1, 2).T)


def test_nobody_was_brought() -> None:
    assert brought() == ReferralAnswer(Rate(0, 4), Rate(0, 0))
    assert brought(customers="").customers.rate is None


def test_a_customer_with_many_leads_counts_once_each_lead_once() -> None:
    found = brought("1 10 02.03", "1 11 03.03", "1 10 04.03", bought="11 3")
    assert found == ReferralAnswer(Rate(1, 4), Rate(1, 2))


def test_a_lead_is_of_whoever_recommended_first() -> None:
    assert brought("1 10 04.03", "2 10 03.03", customers="1").customers == Rate(0, 1)
    assert brought("2 10 03.03", "1 10 03.03", customers="1").customers == Rate(1, 1)


def test_who_is_no_customer_may_bring_leads() -> None:
    assert brought("9 10 02.03", bought="10") == ReferralAnswer(Rate(0, 4), Rate(1, 1))


def test_nobody_refers_oneself_nor_after_the_moment() -> None:
    assert brought("1 1 02.03", "2 10 31.03").leads == Rate(0, 0)


def test_a_lead_belongs_to_the_period_of_its_first_recommendation() -> None:
    found = brought("1 10 02.03", "2 10 12.03", "2 11 13.03", since="10.03")
    assert found == ReferralAnswer(Rate(1, 4), Rate(0, 1))


def test_nothing_was_offered() -> None:
    found = attach(items(), items((1, 5)))
    assert (found.orders, found.by_item) == (Rate(0, 0), ())


def test_an_order_counts_once_and_only_for_what_was_offered_in_it() -> None:
    offered = items((1, 5), (1, 6), (2, 5), (3, 6), (1, 5))
    taken = items((1, 5), (1, 6), (2, 6), (3, 7), (4, 5))
    found = attach(offered, taken)
    assert found.orders == Rate(1, 3)
    assert found.by_item == ((5, Rate(1, 2)), (6, Rate(1, 2)))


def test_answers_are_written_under_stable_names() -> None:
    assert referral_json(brought("1 10 02.03"))["customers"]["numerator"] == 1
    told = attach_json(attach(items((1, 5)), items((1, 5))))
    assert (told["rate"], told["items"][0]["item"]) == (1, 5)
    json.dumps(told)
    assert list(referral_words("en")) == ["referral", "referred_won", "attach"]
