import pytest

from tropa.clock import DAY
from tropa.measure.interval import Rate
from tropa.measure.managed import Managed, ManagedAnswer, managed_json
from unit.measure.small import FIRM, answer, firm

CALLS = firm("""
  - {touchpoint: visit, event: visited, from: seller, interaction: call_out, stage: offer,
     answered: ok == "yes"}
""")


def told(*trails: str, as_of: str = "20.03") -> ManagedAnswer:
    return answer(Managed(), FIRM, as_of, *trails)


def test_of_nobody_nothing_is_known() -> None:
    assert told().all.rate is None


@pytest.mark.parametrize(
    ("day", "led"), [("09.03", 1), ("09.03 00:01", 0), ("02.03", 1), ("11.03", 0)]
)
def test_a_move_is_managed_within_a_week_of_a_planned_touch(day: str, led: int) -> None:
    waiting = "" if day == "02.03" else "05.03 wrote\n 08.03 wrote\n "
    found = told(f"01.03 asked\n 02.03 sent\n {waiting}{day} quoted")
    assert found.all == Rate(led, 1)


def test_what_came_after_the_move_did_not_lead_to_it() -> None:
    assert told("02.03 asked\n 03.03 quoted\n 04.03 sent").all == Rate(0, 1)


def test_the_buyers_own_acts_and_shown_advertisements_lead_nobody() -> None:
    assert told("02.03 asked\n 02.03 12:00 seen\n 03.03 quoted").all == Rate(0, 1)


def test_a_call_whose_answer_is_the_move_led_to_it() -> None:
    trail = "02.03 asked\n 03.03 visited ok=yes"
    assert answer(Managed(), CALLS, "20.03", trail).all == Rate(1, 1)


def test_the_start_and_steps_back_are_no_moves_forward() -> None:
    assert told("01.03 sent\n 02.03 asked").all == Rate(0, 0)


def test_moves_are_told_by_the_stage_they_lead_to() -> None:
    found = told("02.03 asked\n 02.03 12:00 sent\n 03.03 quoted\n 12.03 paid amount=1")
    assert found.stages == (
        ("enquiry", Rate(0, 0)),
        ("offer", Rate(1, 1)),
        ("contract", Rate(0, 1)),
    )


def test_the_window_is_as_asked() -> None:
    trail = "01.03 asked\n 02.03 sent\n 04.03 quoted"
    assert answer(Managed(DAY), FIRM, "20.03", trail).all == Rate(0, 1)


def test_it_is_told_under_stable_names() -> None:
    found = managed_json(told("02.03 asked\n 02.03 12:00 sent\n 03.03 quoted"))
    assert (found["rate"], found["within"], found["stages"][1]["id"]) == (1, "7d", "offer")
