import numpy as np
import pytest

from tropa.map.read import read_map
from tropa.measure.interval import Rate
from tropa.measure.stall import NextSteps, Stall, StallAnswer, stall_json, stall_words
from tropa.words import LANGUAGES
from unit.measure.small import FIRM, answer, firm, walked
from unit.place.told import instant

LATER = firm("""
  - {touchpoint: later, event: asked_later}
""")
SNOOZING = LATER.text.replace(
    "  invalid: did spam\n",
    "  invalid: did spam\n  snooze: {when: did later, until: later.until}\n",
)
OFFERED = "02.03 asked\n 03.03 quoted"


def told(*trails: str, as_of: str = "05.03") -> StallAnswer:
    return answer(Stall(), FIRM, as_of, *trails)


def test_of_nobody_nothing_is_known() -> None:
    found = told()
    assert (found.all.stalled.rate, found.all.gaps.median_days) == (None, None)


def test_without_a_next_step_everybody_is_stalled() -> None:
    found = told(OFFERED, "04.03 asked")
    assert found.all.stalled == Rate(2, 2)
    assert [one.stalled.numerator for one in found.stages] == [1, 1, 0]


def test_only_the_active_are_counted() -> None:
    assert told(OFFERED + "\n 04.03 refused", OFFERED + "\n 04.03 spam").all.stalled == Rate(
        0, 0
    )


@pytest.mark.parametrize(
    ("as_of", "stalled"), [("04.03", 0), ("08.03", 0), ("09.03", 0), ("09.03 00:01", 1)]
)
def test_a_planned_pause_is_a_next_step_till_its_day(as_of: str, stalled: int) -> None:
    trail = OFFERED + "\n 04.03 asked_later until=2026-03-09"
    found = answer(Stall(), read_map(SNOOZING), as_of, trail)
    assert found.all.stalled == Rate(stalled, 1)


@pytest.mark.parametrize(("day", "stalled"), [("04.03", 1), ("05.03", 0), ("20.03", 0)])
def test_a_task_is_a_next_step_while_it_is_ahead(day: str, stalled: int) -> None:
    [placed] = walked(FIRM, [OFFERED])
    steps = NextSteps(placed.key, np.asarray([instant(FIRM, day)]))
    assert answer(Stall(steps), FIRM, "05.03", OFFERED).all.stalled == Rate(stalled, 1)


def test_steps_of_other_journeys_help_nobody() -> None:
    [placed] = walked(FIRM, [OFFERED])
    steps = NextSteps(np.asarray([0]), np.asarray([instant(FIRM, "20.03")]))
    assert placed.key[0] > 0
    assert answer(Stall(steps), FIRM, "05.03", OFFERED).all.stalled == Rate(1, 1)


def test_of_leads_alone_nobody_else_counts() -> None:
    map_ = firm("lead: did chat\n")
    trails = ("04.03 asked\n 04.03 01:00 wrote", "04.03 asked", "04.03 quoted")
    assert answer(Stall(), map_, "05.03", *trails).all.stalled == Rate(3, 3)
    found = answer(Stall(leads_alone=True), map_, "05.03", *trails)
    assert [one.stalled.denominator for one in found.stages] == [1, 0, 0]


def test_the_gap_is_since_the_last_contact_of_either_side() -> None:
    found = told("02.03 asked\n 04.03 sent\n 04.03 12:00 seen").stages[0].gaps
    assert found.median_days == found.longest_days == 1


def test_a_gap_is_held_against_the_norm_of_the_stage() -> None:
    """Two days on the stage of the offer; the enquiry has no norm."""
    found = told("02.03 asked", OFFERED, as_of="05.03 00:01")
    assert [one.over_norm for one in found.stages] == [None, Rate(1, 1), None]
    assert found.all.over_norm == Rate(1, 1)
    assert told(OFFERED).stages[1].over_norm == Rate(0, 1)


def test_it_is_told_under_stable_names_and_in_words() -> None:
    found = stall_json(told(OFFERED))
    assert found["stalled"]["rate"] == 1
    assert found["stages"][1]["id"] == "offer"
    assert found["stages"][1]["contact_gap"]["median_days"] == 2
    assert found["stages"][0]["over_norm"] is None
    for language in LANGUAGES:
        assert all(title and how for title, how in stall_words(language).values())
