import json
from dataclasses import replace

import pytest

from tropa.measure.interval import Rate
from tropa.measure.response import Response, ResponseAnswer
from tropa.measure.sla import SlaAnswer, sla, sla_json, sla_words
from unit.measure.paid import asked
from unit.measure.planned import FIRM, known
from unit.measure.small import answer


def told(*lines: str, as_of: str = "30.03", since: str = "") -> SlaAnswer:
    return sla(known(*lines, as_of=as_of).tasks, None, asked(as_of, since, map_=FIRM))


@pytest.mark.parametrize(
    ("lines", "rate", "waiting"),
    [
        ([], Rate(0, 0), 0),
        (["1 02.03 due=05.03", "1 03.03 done"], Rate(0, 0), 0),
        (["1 02.03 10:00 limit=2h", "1 02.03 12:00 done"], Rate(1, 1), 0),
        (["1 02.03 10:00 limit=2h", "1 02.03 12:01 done"], Rate(0, 1), 0),
        (["1 02.03 10:00 limit=2h"], Rate(0, 1), 0),
        (["1 27.03 17:00 limit=2h"], Rate(0, 0), 1),
        (["1 27.03 17:00 limit=2h", "1 27.03 17:30 done"], Rate(1, 1), 0),
        (["1 02.03 10:00 limit=2h", "1 02.03 12:00 cancelled"], Rate(0, 0), 0),
        (["1 02.03 10:00 limit=2h", "1 02.03 12:01 cancelled"], Rate(0, 1), 0),
        (["1 02.03 10:00 limit=2h due=20.03", "1 03.03 done"], Rate(0, 1), 0),
    ],
)
def test_a_limit_is_kept_or_not_or_still_runs(
    lines: list[str], rate: Rate, waiting: int
) -> None:
    found = told(*lines)
    assert (found.tasks, found.tasks_waiting) == (rate, waiting)


def test_tasks_are_of_the_period_they_were_created_in() -> None:
    lines = ("1 02.03 10:00 limit=40h", "2 10.03 10:00 limit=2h")
    assert told(*lines, since="09.03").tasks == Rate(0, 1)


def test_tasks_and_first_responses_are_added_up() -> None:
    responses: ResponseAnswer = answer(Response(), FIRM, "30.03")
    responses = replace(responses, human_in_time=Rate(3, 4), human_waiting=2)
    tasks = known(
        "1 02.03 10:00 limit=2h", "1 02.03 11:00 done", "2 27.03 17:30 limit=2h"
    ).tasks
    found = sla(tasks, responses, asked("30.03", map_=FIRM))
    assert (found.tasks, found.responses, found.all) == (Rate(1, 1), Rate(3, 4), Rate(4, 5))
    written = sla_json(found)
    assert (written["all"]["rate"], written["waiting"]) == (0.8, 3)
    json.dumps(written)


def test_first_responses_nobody_knows_of_are_not_counted() -> None:
    written = sla_json(told("1 02.03 10:00 limit=2h"))
    assert written["responses"] is None
    assert written["all"]["denominator"] == 1
    assert list(sla_words("en")) == ["sla"]
