import pytest

from tropa.measure.interval import Rate
from tropa.measure.returns import Returns, StageReturns
from unit.measure.small import FIRM, answer, firm


def enquiry(trail: str, policy: str = "", as_of: str = "20.03") -> StageReturns:
    return answer(Returns(), firm(policy) if policy else FIRM, as_of, trail).stages[0]


LOST = "02.03 asked\n 03.03 refused"
BACK = LOST + "\n 05.03 asked"


def test_of_nobody_nothing_is_known() -> None:
    for stage in answer(Returns(), FIRM, "20.03").stages:
        assert stage.back.rate is stage.returned.rate is stage.recovered.rate is None


def test_who_was_lost_and_stayed_away_has_not_returned() -> None:
    found = enquiry(LOST)
    assert (found.returned, found.recovered) == (Rate(0, 1), Rate(0, 0))


def test_to_return_is_not_to_recover() -> None:
    assert enquiry(BACK).recovered == Rate(0, 1)


@pytest.mark.parametrize("onward", ["06.03 quoted", "06.03 paid amount=10"])
def test_to_recover_is_to_go_beyond_the_stage_of_the_loss(onward: str) -> None:
    assert enquiry(f"{BACK}\n {onward}").recovered == Rate(1, 1)


def test_a_return_that_lands_further_has_recovered_at_once() -> None:
    assert enquiry(LOST + "\n 05.03 quoted").recovered == Rate(1, 1)


@pytest.mark.parametrize(("day", "led"), [("07.03", 1), ("07.03 00:01", 0)])
def test_it_must_lead_on_within_the_window_its_end_included(day: str, led: int) -> None:
    found = enquiry(f"{BACK}\n {day} quoted", "policy: {recovered_within: 2d}\n")
    assert found.recovered == Rate(led, 1)
