from collections.abc import Callable

import pytest

from tropa.clock import HOUR, MINUTE
from tropa.map.read import read_map
from tropa.measure.interval import Rate
from tropa.measure.response import (
    Response,
    ResponseAnswer,
    response_json,
    response_words,
)
from tropa.words import LANGUAGES
from unit.measure.small import FIRM, answer, asked_of, firm

CALLS = """
  - {touchpoint: call, event: called, stage: enquiry, from: seller, interaction: call_out,
     answered: ok == "yes"}
  - {touchpoint: note, event: noted, from: seller, interaction: task}
  - {touchpoint: own_letter, event: wrote_letter, from: seller, interaction: message, script: s}
  - {touchpoint: ring, event: rang, interaction: call_in, stage: enquiry}
  - {touchpoint: missed, event: call_missed, stage: enquiry}
scripts: {s: {purpose: to answer}}
calendar: weekdays
"""
SHOP = firm(CALLS)


def told(*trails: str, as_of: str = "20.03") -> ResponseAnswer:
    return answer(Response(), SHOP, as_of, *trails)


def test_of_nobody_nothing_is_known() -> None:
    found = told()
    assert (found.leads, found.first.n, found.first.median) == (0, 0, None)
    assert found.human_in_time.rate is None


def test_the_first_answer_of_any_kind_and_of_each_kind() -> None:
    found = told(
        "02.03 10:00 asked\n 02.03 10:01 sent\n 02.03 10:10 called\n 02.03 11:00 called"
    )
    assert found.first.median == found.automatic.median == MINUTE
    assert found.human.median == 10 * MINUTE
    assert found.automatic_in_time == found.human_in_time == Rate(1, 1)


def test_the_end_of_the_limit_is_in_time() -> None:
    found = told(
        "02.03 10:00 asked\n 02.03 10:15 called",
        "02.03 10:00 asked\n 02.03 10:16 called",
    )
    assert found.human_in_time == Rate(1, 2)


def test_a_friday_evening_is_answered_on_monday_morning_in_no_time() -> None:
    found = told("06.03 17:55 asked\n 09.03 09:05 called")
    assert found.human.median == 10 * MINUTE


def test_who_came_at_night_is_not_late_till_the_morning() -> None:
    night = "05.03 22:00 asked"
    assert told(night, as_of="06.03 09:15").human_waiting == 1
    late = told(night, as_of="06.03 09:16")
    assert (late.human_in_time, late.human_waiting, late.unanswered) == (Rate(0, 1), 0, 1)


@pytest.mark.parametrize("own", ["wrote_letter", "called"])
def test_a_letter_with_a_script_is_a_persons_answer(own: str) -> None:
    found = told(f"02.03 10:00 asked\n 02.03 10:05 {own}")
    assert (found.automatic.n, found.human.n) == (0, 1)


def test_work_out_of_the_buyers_sight_is_no_answer() -> None:
    assert told("02.03 10:00 asked\n 02.03 10:05 noted").unanswered == 1


def test_what_came_before_the_lead_is_no_answer() -> None:
    assert told("02.03 09:00 sent\n 02.03 10:00 asked").unanswered == 1


@pytest.mark.parametrize("talk", ["called ok=yes", "rang"])
def test_a_lead_of_a_live_talk_waits_for_nobody(talk: str) -> None:
    found = told(f"02.03 10:00 {talk}\n 02.03 12:00 asked\n 02.03 15:00 sent")
    assert (found.leads, found.live, found.first.n) == (1, 1, 0)


def test_a_missed_call_waits() -> None:
    found = told("02.03 10:00 call_missed\n 02.03 11:00 called")
    assert (found.live, found.human.median) == (0, HOUR)


def test_a_stage_may_state_its_own_limit() -> None:
    strict = firm(CALLS).text.replace(
        "{stage: enquiry, lost_after: 4d}", "{stage: enquiry, lost_after: 4d, sla: 5m}"
    )
    trail = "02.03 10:00 asked\n 02.03 10:10 called"
    assert answer(Response(), read_map(strict), "20.03", trail).human_in_time == Rate(0, 1)


def test_a_map_that_never_answers_by_itself_has_no_such_share() -> None:
    assert told().automatic_in_time == Rate(0, 0)
    mute = firm("").text.replace(
        "  - {touchpoint: letter, event: sent, from: seller, interaction: message}\n", ""
    )
    found = answer(Response(), read_map(mute), "20.03", "02.03 asked")
    assert (found.automatic_in_time, found.automatic_waiting) == (None, 0)


def test_it_is_told_under_stable_names() -> None:
    fold = Response()
    found = answer(fold, FIRM, "20.03", "02.03 10:00 asked\n 02.03 10:03 sent")
    told_so = response_json(found, asked_of(FIRM, "20.03"), fold)
    assert told_so["automatic"]["median_minutes"] == 3
    assert told_so["automatic"]["within"] == "2m"
    assert told_so["automatic"]["in_time"]["rate"] == 0
    assert told_so["human"]["in_time"]["rate"] == 0
    assert told_so["calendar"]["name"] == "every-day"


@pytest.mark.parametrize("words", [response_words])
def test_every_figure_has_its_words(words: Callable[..., dict[str, tuple[str, str]]]) -> None:
    for language in LANGUAGES:
        assert all(title and how for title, how in words(language).values())
