import pytest

from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.calendar import WorkingCalendar, read_calendar
from tropa.measure.month_plan import MonthPlan, MonthPlanAnswer, PlanFact, month_plan_json
from unit.measure.small import FIRM, answer, asked_of, firm

PLANNED = firm(
    "calendar: ru-production\nplan: {month: {enquiry: 20, contract: 4, letter: 10, tea: 3}}\n"
)
MARCH = "02.03 10:00 asked\n 03.03 sent\n 04.03 paid amount=1"


def told(*trails: str, as_of: str = "15.03", map_: Map = PLANNED) -> MonthPlanAnswer:
    return answer(MonthPlan(), map_, as_of, *trails)


def line(found: MonthPlanAnswer, name: str) -> PlanFact:
    return next(one for one in found.lines if one.id == name)


def test_lines_are_those_the_map_plans_and_knows() -> None:
    assert [one.id for one in told().lines] == ["enquiry", "contract", "letter"]
    assert told(map_=FIRM).lines == ()


def test_a_stage_is_entered_and_a_touchpoint_touched() -> None:
    found = told(MARCH, "05.03 asked")
    assert [(one.fact, one.attainment.value) for one in found.lines] == [
        (2, 0.1),
        (1, 0.25),
        (1, 0.1),
    ]


def test_pace_goes_by_working_days() -> None:
    """Nine of the twenty-one working days of March are over on the fifteenth."""
    found = told(MARCH)
    assert (found.elapsed.gone, found.elapsed.days) == (9, 21)
    assert line(found, "contract").pace.value == pytest.approx(1 / (4 * 9 / 21))


def test_on_a_day_off_at_the_beginning_nothing_is_due_yet() -> None:
    assert told(as_of="01.03 12:00").lines[0].pace.missing == "not_begun"


def test_last_month_and_spam_do_not_count() -> None:
    found = told("27.02 asked\n 02.03 asked", "03.03 asked\n 03.03 spam")
    assert line(found, "enquiry").fact == 0


def test_a_month_begins_with_its_first_instant() -> None:
    assert line(told("01.03 asked"), "enquiry").fact == 1


def test_of_an_audience_no_person_tells_the_fact() -> None:
    text = PLANNED.text.replace("{stage: enquiry,", "{stage: enquiry, level: audience,")
    found = line(told(MARCH, map_=read_map(text)), "enquiry")
    assert (found.fact, found.attainment.missing, found.pace.missing) == (
        None,
        "no_fact",
        "no_fact",
    )


def test_it_is_told_under_stable_names() -> None:
    calendar = read_calendar("weekdays", PLANNED.zone)
    assert isinstance(calendar, WorkingCalendar)
    found = answer(MonthPlan(calendar), PLANNED, "15.03", MARCH)
    said = month_plan_json(found, asked_of(PLANNED, "15.03"), calendar)
    assert (said["from"], said["to"], said["working_days"]) == ("2026-03-01", "2026-04-01", 22)
    assert said["calendar"]["name"] == "weekdays"
    assert said["lines"][0] == {
        "kind": "stage",
        "id": "enquiry",
        "plan": 20,
        "fact": 1,
        "attainment": {"value": 0.05, "missing": None},
        "pace": {"value": pytest.approx(0.11), "missing": None},
        "owner": None,
    }
