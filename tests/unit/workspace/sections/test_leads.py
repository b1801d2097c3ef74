"""Leads handed over to sales, from events to sentences."""

from collections.abc import Iterator
from typing import Any

import pytest

from tropa.show.cli.section_table import section_table
from tropa.testing import event, temporary_workspace
from tropa.workspace.answers import Question
from tropa.workspace.sections.asking import ask_sections
from tropa.workspace.sections.ground import Told

MAP = """\
tropa: 1
map: shop
title: Лавка
language: ru
timezone: Europe/Moscow
currency: RUB
calendar: weekdays
sale: did enquiry
stages:
  - stage: interest
    title: Интерес
    lost_after: 60d
touchpoints:
  - touchpoint: enquiry
    title: Заявка
    stage: interest
    from: buyer
    event: form_submit
owners:
  sales:
    title: Отдел продаж
"""
EVENTS = (
    event("A", "2026-03-02T10:00+03:00", "lead_qualified", owner="sales"),
    event("A", "2026-03-02T12:00+03:00", "lead_accepted"),
    event("B", "2026-03-06T16:00+03:00", "lead_qualified"),
    event("B", "2026-03-09T10:00+03:00", "lead_rejected", reason="нет бюджета", actor="Борис"),
    event("C", "2026-03-02T10:00+03:00", "lead_qualified", owner="sales", actor="Мария"),
    event("D", "2026-03-02T10:00+03:00", "lead_rejected", reason=" "),
    event("E", "2026-03-31T12:00+03:00", "form_submit"),
)


@pytest.fixture(scope="module")
def told() -> Iterator[Told]:
    with temporary_workspace(MAP, EVENTS) as tried:
        [found] = ask_sections(tried.workspace, "shop", Question(), ["acceptance"])[1].values()
        yield found


def test_those_decided_make_the_share(told: Told) -> None:
    found = told.answer
    assert (found["handed"], found["undecided"], found["overdue"]) == (3, 1, 1)
    assert (found["acceptance"]["numerator"], found["acceptance"]["denominator"]) == (1, 2)
    assert found["unasked"] == 1


def test_time_to_decide_is_that_of_working_hours(told: Told) -> None:
    # Two hours on Monday; two on Friday and one on Monday.
    assert told.answer["median_minutes"] == 150
    assert told.answer["within"] == "9h"


def test_whose_a_decision_is_the_event_says(told: Told) -> None:
    rows: dict[Any, Any] = {one["id"]: one for one in told.answer["owners"]}
    assert set(rows) == {"sales", "Борис"}
    assert (rows["sales"]["title"], rows["sales"]["handed"]) == ("Отдел продаж", 2)
    assert rows["Борис"]["acceptance"]["rate"] == 0


def test_reasons_are_told(told: Told) -> None:
    assert [(one["id"], one["count"]) for one in told.answer["reasons"]] == [("нет бюджета", 1)]


def test_people_read_that_there_is_too_little_to_say(told: Told) -> None:
    text = section_table("acceptance", told, "ru", "RUB")
    assert "! Больше 60 % принимают или меньше, пока сказать нельзя" in text
    assert "1 решение по лидам, о передаче которых ничего не сказано" in text
