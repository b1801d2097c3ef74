import json

import pytest

from tropa.clock import HOUR
from tropa.measure.calendar import calendar_of
from tropa.measure.execution import (
    ExecutionAnswer,
    Figures,
    Names,
    execution,
    execution_json,
    execution_words,
    nobody_words,
)
from tropa.measure.interval import Rate
from tropa.measure.tasks import NOBODY
from tropa.words import LANGUAGES, Language
from unit.measure.paid import asked
from unit.measure.planned import FIRM, known

CALENDAR = calendar_of(FIRM)


def told(
    *lines: str, as_of: str = "30.03", since: str = "", until: str = ""
) -> ExecutionAnswer:
    return execution(
        known(*lines, as_of=as_of), asked(as_of, since, until, map_=FIRM), CALENDAR
    )


def test_of_no_tasks_nothing_is_known() -> None:
    found = told()
    nothing = Figures(0, 0, 0, 0, 0, 0, 0, None, None)
    assert (found.total, found.by_role) == (nothing, ((NOBODY, nothing),))
    assert found.total.execution.rate is None


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        (["1 02.03 due=05.03", "1 05.03 done"], "on_time"),
        (["1 02.03 due=05.03", "1 05.03 0:01 done"], "late"),
        (["1 02.03 due=05.03"], "missed"),
        (["1 02.03 due=05.03", "1 05.03 cancelled"], "cancelled"),
        (["1 02.03 due=05.03", "1 05.03 0:01 cancelled"], "missed"),
        (["1 02.03 due=31.03"], "not_due"),
        (["1 02.03 due=30.03"], "not_due"),
        (["1 02.03 due=31.03", "1 03.03 done"], "not_due"),
        (["1 02.03 due=31.03", "1 03.03 cancelled"], "cancelled"),
        (["1 02.03"], "undated"),
        (["1 02.03", "1 03.03 done"], "undated"),
        (["1 02.03", "1 04.03 overdue"], "missed"),
        (["1 02.03", "1 04.03 overdue", "1 06.03 done"], "late"),
        (["1 02.03 17:00 limit=2h", "1 03.03 10:00 done"], "on_time"),
        (["1 02.03 17:00 limit=1h", "1 02.03 22:00 done"], "on_time"),
        (["1 02.03 17:00 limit=1h", "1 03.03 09:01 done"], "late"),
        (["1 04.03 due=05.03", "1 03.03 done"], "on_time"),
    ],
)
def test_a_task_stands_in_one_way(lines: list[str], state: str) -> None:
    names = ("on_time", "late", "missed", "cancelled", "not_due", "undated")
    total = told(*lines).total
    assert {name: getattr(total, name) for name in names} == {
        name: int(name == state) for name in names
    }


def test_only_what_is_due_is_in_the_share() -> None:
    found = told(
        "1 02.03 due=05.03", "1 04.03 done",
        "2 02.03 due=05.03", "2 06.03 done",
        "3 02.03 due=05.03",
        "4 02.03 due=05.03", "4 04.03 cancelled reason=1",
        "5 02.03 due=05.03", "5 04.03 cancelled",
        "6 02.03 due=31.03", "6 03.03 done",
    )  # fmt: skip
    assert found.total.execution == Rate(1, 3)
    assert found.reasons == ((1, 1), (NOBODY, 1))
    assert found.done_early == 1


def test_delays_are_of_those_done_late_in_working_time() -> None:
    found = told(
        "1 02.03 due=06.03_17:00", "1 09.03 10:00 done",
        "2 02.03 due=06.03_17:00", "2 09.03 13:00 done",
        "3 02.03 due=07.03_12:00", "3 08.03 12:00 done",
        "4 02.03 due=06.03_17:00",
    )  # fmt: skip
    # A weekend is no working time: the third was late by nothing at all.
    assert (found.total.delay_mean, found.total.delay_median) == (7 * HOUR / 3, 2 * HOUR)


def test_rows_go_by_number_and_nobody_is_last() -> None:
    found = told("1 02.03 role=2", "2 02.03 role=0", "3 02.03", "4 02.03 role=2")
    assert [(number, one.tasks) for number, one in found.by_role] == [
        (0, 1),
        (2, 2),
        (NOBODY, 1),
    ]
    assert [(number, one.tasks) for number, one in found.by_owner] == [(NOBODY, 4)]


def test_a_task_is_of_the_period_its_deadline_lies_in() -> None:
    lines = (
        "1 02.03 due=12.03",
        "2 02.03 due=10.03",
        "3 12.03 due=20.03",
        "4 12.03",
        "5 02.03",
    )
    found = told(*lines, since="10.03", until="20.03")
    assert (found.total.tasks, found.total.missed, found.total.undated) == (3, 2, 1)


def test_answers_are_written_under_stable_names() -> None:
    found = told(
        "1 02.03 due=05.03 owner=0", "1 05.03 10:00 done", "2 02.03", "2 03.03 cancelled"
    )
    names = Names((), ("ann",), (), ())
    answer = execution_json(found, names, asked("30.03", map_=FIRM), CALENDAR)
    assert [one["id"] for one in answer["by_owner"]] == ["ann", None]
    assert (answer["tasks"], answer["delay_mean_minutes"]) == (2, 60)
    assert answer["calendar"]["name"] == "weekdays"
    json.dumps(answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_has_words(language: Language) -> None:
    assert all(title and how for title, how in execution_words(language).values())
    assert nobody_words("by_role", "ru") == "без ответственного"
