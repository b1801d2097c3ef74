"""The page about funnels says what is so: its questions and its SQL, executed side by side."""

import os
import re
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest

from tropa.testing import Temporary, event, temporary_workspace
from tropa.workspace.questions.asking import ask_question

PAGE: Final = Path(__file__).parents[2] / "docs" / "questions" / "funnel.md"
ROW: Final = re.compile(r"^\| (\w+) \| (\d+) \| (\w+) \|$", re.MULTILINE)
EXAMPLE: Final = re.compile(
    r"```yaml\n(?P<yaml>.*?)```\n+(?:```sql\n(?P<sql>.*?)```\n+)?(?P<counts>\d+(?: → \d+)+)\n",
    re.DOTALL,
)


class Example(NamedTuple):
    """A question of the page, its SQL where it has one, and the numbers under it."""

    question: str
    sql: str | None
    counts: list[int]


def examples() -> list[Example]:
    text = PAGE.read_text("utf-8")
    return [
        Example(one["yaml"], one["sql"], [int(count) for count in one["counts"].split(" → ")])
        for one in EXAMPLE.finditer(text)
    ]


EVERY: Final = examples()
WITH_SQL: Final = [one for one in EVERY if one.sql]


def rows() -> list[tuple[str, int, str]]:
    found = ROW.findall(PAGE.read_text("utf-8"))
    return [(person, int(hour), name) for person, hour, name in found]


@pytest.fixture(scope="module")
def told() -> Generator[Temporary]:
    events = [event(who, f"2026-03-02T{hour:02}:00", name) for who, hour, name in rows()]
    with temporary_workspace(events=events) as found:
        yield found


@pytest.fixture(scope="module")
def chdb() -> Iterator[Any]:
    module = pytest.importorskip("chdb.session", reason="chDB is not installed here")
    here = Path.cwd()
    session = module.Session()
    values = ", ".join(f"('{who}', {hour}, '{name}')" for who, hour, name in rows())
    session.query(
        "CREATE TABLE events (person String, hour UInt32, event String) ENGINE=Memory"
    )
    session.query(f"INSERT INTO events VALUES {values}")  # noqa: S608 - the page's own
    yield session
    session.close()
    os.chdir(here)


def test_the_page_has_a_question_for_every_mode() -> None:
    said = " ".join(one.sql or "" for one in WITH_SQL)
    modes = ("order", "deduplication", "increase", "once")
    assert all(f"'strict_{mode}'" in said for mode in modes)
    assert "'allow_reentry'" in said
    assert len(WITH_SQL) == 7
    assert len(EVERY) == PAGE.read_text("utf-8").count("```yaml")


@pytest.mark.parametrize("number", range(len(EVERY)))
def test_a_question_of_the_page_is_answered_as_it_says(told: Temporary, number: int) -> None:
    found = ask_question(told.workspace, EVERY[number].question).answer
    assert [one["count"] for one in found["steps"]] == EVERY[number].counts


@pytest.mark.parametrize("number", range(len(WITH_SQL)))
def test_its_sql_gives_the_same(chdb: Any, number: int) -> None:
    sql, counts = WITH_SQL[number].sql, WITH_SQL[number].counts
    lines = chdb.query(sql, "CSV").data().split()
    depths = [int(line.rpartition(",")[2]) for line in lines]
    reached = [sum(depth >= step for depth in depths) for step in range(1, len(counts) + 1)]
    assert reached == counts
