import pytest

from tropa.map.phrases import Aim
from tropa.measure.calendar import Elapsed
from tropa.measure.control import (
    attainment,
    by_target,
    control_words,
    freshness,
    freshness_json,
    is_met,
    landing,
    missing_words,
    orphans,
    pace,
    plan_json,
)
from tropa.measure.interval import Rate
from tropa.measure.ratio import Ratio
from tropa.words import LANGUAGES
from unit.measure.small import FIRM, FIRM_TEXT
from unit.place.told import instant, map_of

HALF = Elapsed(10.5, 21)
POINTS = 10


def test_more_is_better_and_less_is_better() -> None:
    assert attainment(45, 60).value == 0.75
    assert attainment(30, 15, less_is_better=True).value == 0.5


@pytest.mark.parametrize(
    ("found", "missing"),
    [
        (attainment(45, None), "no_plan"),
        (attainment(45, 0), "no_plan"),
        (attainment(None, 60), "no_fact"),
        (attainment(None, 60, less_is_better=True), "no_fact"),
        (attainment(0, 60, less_is_better=True), "nothing_spent"),
        (attainment(1, None, less_is_better=True), "no_plan"),
        (pace(45, None, HALF), "no_plan"),
        (pace(45, 0, HALF), "no_plan"),
        (pace(None, 60, HALF), "no_fact"),
        (pace(45, 60, Elapsed(0.0, 21)), "not_begun"),
        (pace(45, 60, Elapsed(0.0, 0)), "not_begun"),
        (by_target(45, None), "no_plan"),
    ],
)
def test_what_cannot_be_told_says_why(found: Ratio, missing: str) -> None:
    assert (found.value, found.missing) == (None, missing)
    assert all(missing_words(found, language) for language in LANGUAGES)


def test_a_figure_that_is_told_misses_nothing() -> None:
    assert missing_words(attainment(1, 2), "ru") == ""


def test_half_of_the_plan_by_half_of_the_month_is_just_in_time() -> None:
    assert pace(30, 60, HALF).value == 1
    assert pace(15, 60, HALF).value == 0.5


def test_a_landing_is_the_fact_and_the_forecast() -> None:
    assert landing(30, 22.5) == 52.5


def test_a_kpi_is_held_to_its_target() -> None:
    least, most = (
        Aim(at_least=True, value=0.5, unit="%"),
        Aim(at_least=False, value=15, unit=""),
    )
    assert by_target(0.25, least).value == 0.5
    assert by_target(30, most).value == 0.5
    assert [is_met(one, least) for one in (0.4, 0.5, None)] == [False, True, None]
    assert [is_met(one, most) for one in (0, 15, 16)] == [True, True, False]
    assert is_met(1, None) is None


def test_touches_off_the_map_are_a_share_of_all() -> None:
    assert orphans(3, 12) == Rate(3, 12)
    assert orphans(0, 0).rate is None


def reviewed(*days: str) -> str:
    """The firm with days on its first touchpoints, looked over every month."""
    text = FIRM_TEXT
    for day, event in zip(days, ("asked", "quoted", "paid"), strict=False):
        text = text.replace(f"event: {event},", f"event: {event}, reviewed: {day},")
    return text + "review: {every: 30d}\n"


def test_a_touchpoint_is_fresh_till_its_next_review() -> None:
    map_ = map_of(reviewed("2026-03-01", "2026-02-28", "2026-03-31"))
    found = freshness(map_, instant(map_, "31.03 12:00"))
    assert found.rate == Rate(2, POINTS)
    # Those never seen first, the oldest after them.
    assert found.stale[-1] == "quote"
    assert len(found.stale) == POINTS - 2


def test_a_review_that_is_yet_to_come_is_none() -> None:
    map_ = map_of(reviewed("2026-04-01"))
    assert freshness(map_, instant(map_, "31.03")).rate == Rate(0, POINTS)


def test_a_map_without_a_period_of_review_has_no_freshness() -> None:
    found = freshness(FIRM, instant(FIRM, "31.03"))
    assert (found.rate, found.every, found.stale) == (None, None, ())
    assert freshness_json(found) == {"fresh": None, "every": None, "stale": []}


def test_it_is_told_under_stable_names_and_in_words() -> None:
    map_ = map_of(reviewed("2026-03-01"))
    told = freshness_json(freshness(map_, instant(map_, "02.03")))
    assert (told["fresh"]["numerator"], told["every"]) == (1, "30d")
    assert plan_json(attainment(1, 2), pace(1, None, HALF)) == {
        "attainment": {"value": 0.5, "missing": None},
        "pace": {"value": None, "missing": "no_plan"},
    }
    for language in LANGUAGES:
        assert all(title and how for title, how in control_words(language).values())
