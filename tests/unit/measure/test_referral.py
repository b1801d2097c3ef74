import json

import numpy as np

from tropa.measure.interval import Rate
from tropa.measure.referral import (
    ReferralAnswer,
    Referred,
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


def test_answers_are_written_under_stable_names() -> None:
    assert referral_json(brought("1 10 02.03"))["customers"]["numerator"] == 1
    json.dumps(referral_json(brought()))
    assert list(referral_words("en")) == ["referral", "referred_won"]
