"""Tasks told by events: done on time, late, missed, cancelled, and within their limits."""

import json
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from golden.asking import command
from tropa.clock import HOUR, MINUTE, zone_of
from tropa.measure.due import due_of, limit_of
from tropa.moments import read_moment

MAP = """\
tropa: 1
map: firm
title: Фирма
language: ru
timezone: Europe/Moscow
currency: RUB
calendar: weekdays
sale: did payment
owners:
  seller: {title: Продавец}
  service: {title: Сервис}
stages:
  - stage: interest
    title: Интерес
    sla: 1h
  - stage: bought
    title: Покупка
    enter: did payment
touchpoints:
  - touchpoint: enquiry
    title: Заявка
    stage: interest
    from: buyer
    event: form.submit
    interaction: form_fill
  - touchpoint: call
    title: Звонок
    stage: interest
    from: seller
    event: call.answered
    interaction: call_out
    owner: seller
    limit: 2h
  - touchpoint: payment
    title: Оплата
    stage: bought
    from: buyer
    event: payment.received
"""
# Monday is 02.03.2026; hours are nine to six.
EVENTS = """\
ts,type,person_id,task,due,limit,role,owner,touchpoint,reason
02.03.2026 10:00,form.submit,A,,,,,,,
02.03.2026 10:30,call.answered,A,,,,,,,
02.03.2026 10:00,task.created,A,1,,,,Анна,call,
02.03.2026 12:00,task.done,A,1,,,,,,
02.03.2026 17:00,task.created,A,2,,,,Анна,call,
03.03.2026 11:00,task.done,A,2,,,,,,
02.03.2026 10:00,task.created,B,1,05.03.2026,,service,Борис,,
05.03.2026 23:59,task.done,B,1,,,,,,
02.03.2026 10:00,task.created,B,2,05.03.2026 12:00,,service,,,
02.03.2026 10:00,task.created,B,3,05.03.2026 12:00,,,,,
04.03.2026 10:00,task.cancelled,B,3,,,,,,передумал
02.03.2026 10:00,task.created,B,4,01.06.2026,,service,Борис,,
02.03.2026 10:00,task.created,B,5,,,service,,,
02.03.2026 10:00,task.created,B,,,,service,,,
02.03.2026 10:00,task.done,B,6,,,,,,
"""


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tasks") / "firm"
    command("new", folder, "--lang", "ru")
    (folder / "maps" / "firm.yaml").write_text(MAP, "utf-8")
    events = folder.parent / "events.csv"
    events.write_text(EVENTS, "utf-8")
    command("import", folder, events)
    command("publish", folder, "--map", "firm")
    return folder


WORDS = ("--map", "firm", "--as-of", "2026-04-01", "--section", "execution")


@pytest.fixture(scope="module")
def said(firm: Path) -> dict[str, Any]:
    return json.loads(command("show", firm, *WORDS, "--json"))["answer"]["execution"]


def test_what_is_done_by_its_deadline_is_set_against_what_is_due(said: dict[str, Any]) -> None:
    assert (said["execution"]["numerator"], said["execution"]["denominator"]) == (2, 4)
    counts = ("tasks", "on_time", "late", "missed", "cancelled", "not_due", "undated")
    assert [said[name] for name in counts] == [7, 2, 1, 1, 1, 1, 1]
    # Two hours that begin at five end at ten the next morning.
    assert said["delay_median_minutes"] == said["delay_mean_minutes"] == 60


def test_what_the_event_does_not_say_the_touchpoint_does(said: dict[str, Any]) -> None:
    rows = {one["id"]: one for one in said["by_role"]}
    assert {name: one["tasks"] for name, one in rows.items()} == {
        "seller": 2, "service": 4, None: 1,
    }  # fmt: skip
    assert rows["seller"]["title"] == "Продавец"
    assert rows[None]["title"] == {"ru": "без ответственного", "en": "without an owner"}
    assert [one["title"] for one in said["by_touchpoint"][:-1]] == ["Звонок"]
    assert {one["id"]: one["tasks"] for one in said["by_owner"]} == {
        "Анна": 2, "Борис": 2, None: 3,
    }  # fmt: skip


def test_why_tasks_were_cancelled_is_told(said: dict[str, Any]) -> None:
    assert said["reasons"] == [{"id": "передумал", "tasks": 1, "title": "передумал"}]


def test_events_that_lead_nowhere_are_counted_apart(said: dict[str, Any]) -> None:
    assert (said["unnamed"], said["unplanned"], said["repeated"]) == (1, 1, 0)


def test_tasks_and_first_responses_are_within_limits_apart_and_together(
    said: dict[str, Any],
) -> None:
    sla = said["sla"]
    assert (sla["tasks"]["numerator"], sla["tasks"]["denominator"]) == (1, 2)
    assert (sla["responses"]["numerator"], sla["responses"]["denominator"]) == (1, 1)
    assert (sla["all"]["numerator"], sla["all"]["denominator"]) == (2, 3)


def test_a_table_bears_titles_and_leaves_out_what_there_is_not(firm: Path) -> None:
    table = command("show", firm, *WORDS, "--lang", "ru").replace("\u00a0", " ")
    assert "ИСПОЛНЕНИЕ ЗАДАЧ" in table
    for words in (
        "Исполнение: 50,0 %",
        "Продавец",
        "без ответственного",
        "передумал",
        "60 мин",
    ):
        assert words in table
    assert "Созданы повторно" not in table


def test_a_day_is_due_by_its_end_and_an_hour_by_itself() -> None:
    zone = zone_of("Europe/Moscow")
    midnight = read_moment("2026-03-06", zone)
    assert midnight is not None
    for day in ("2026-03-05", "05.03.2026", "20260305", "5.3.2026"):
        assert due_of(day, zone) == midnight.at - 1
    assert due_of("05.03.2026 12:00", zone) == midnight.at - 12 * HOUR
    # Clocks go forward on the 29th: the day is an hour shorter.
    berlin, after = zone_of("Europe/Berlin"), read_moment("2026-03-29T22:00Z", UTC)
    assert after is not None
    assert due_of("2026-03-29", berlin) == after.at - 1


def test_what_is_no_date_and_no_length_is_none() -> None:
    assert all(map(_is_none, (due_of("soon", UTC), limit_of("soon"), limit_of("4"))))
    skipped = zone_of("Europe/Berlin")
    assert _is_none(due_of("2026-03-29 02:30", skipped))
    assert limit_of(" 15M ") == 15 * MINUTE


def _is_none(value: float) -> bool:
    return value != value  # what is not a number equals nothing, itself least
