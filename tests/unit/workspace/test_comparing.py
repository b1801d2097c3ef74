"""The map beside another period: the same answer as if it had been asked of that one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tropa.clock import as_datetime, from_datetime, iso
from tropa.errors import UsageFault
from tropa.testing import Temporary, event, temporary_workspace
from tropa.testing.clock import HandClock, instant
from tropa.workspace.answers import Question, ask_map
from tropa.workspace.comparing import Compared, ask_compared
from unit.show.api.getting import get
from unit.workspace.test_narrowing import MAP

FIRST = as_datetime(instant("2026-03-02"))


def day(number: float) -> int:
    return from_datetime(FIRST + timedelta(days=number))


EVENTS = [
    one
    for at in range(28)
    for who in range(2 if at < 14 else 6)
    for one in (
        event(f"u{at}-{who}", day(at + 0.4), "identify", city="Omsk" if who % 2 else "Tver"),
        event(f"u{at}-{who}", day(at + 0.5), "page_seen"),
        *([event(f"u{at}-{who}", day(at + 1.5), "paid")] if who == 1 else []),
    )
]
NOW = Question(as_of=day(28), since=day(14), until=day(28))


def ask(tried: Temporary, question: Question, way: str) -> Compared:
    found = ask_map(tried.workspace, "shop", question)
    return ask_compared(tried.workspace, "shop", question, found, way)


def test_the_other_side_is_what_would_have_been_answered_then() -> None:
    with temporary_workspace(MAP, EVENTS, clock=HandClock(day(40))) as tried:
        for segment in (None, "locals"):
            question = replace(NOW, segment=segment)
            found = ask(tried, question, "previous")
            span = found.other.span
            assert [span.since, span.until, span.as_of] == [day(0), day(14), day(14)]
            then = replace(question, since=span.since, until=span.until, as_of=span.as_of)
            was = ask_map(tried.workspace, "shop", then)
            assert found.journeys == was.flow.journeys.valid == (28 if segment is None else 14)
            assert found.changes["map/journeys"].was == was.flow.journeys.valid
            assert found.changes["stage/looking/present"].was == was.flow.stages[0].present


def test_a_real_difference_is_told_and_a_chance_one_is_not() -> None:
    with temporary_workspace(MAP, EVENTS, clock=HandClock(day(40))) as tried:
        changes = ask(tried, NOW, "previous").changes
        came = changes["map/journeys"]
        assert (came.was, came.now, came.change, came.verdict) == (28, 84, 2.0, "real")
        assert changes["map/won"].verdict == "too_few"
        assert changes["stage/looking/present"].verdict == "unchecked"


def test_nothing_is_told_where_the_other_side_says_too_little() -> None:
    with temporary_workspace(MAP, EVENTS, clock=HandClock(day(40))) as tried:
        week = f"{iso(day(16))}..{iso(day(20))}"
        for way, missing in (("year", "empty"), (week, "overlap")):
            found = ask(tried, NOW, way)
            assert found.missing == missing
            assert {one.missing for one in found.changes.values()} == {missing}
            assert {one.difference for one in found.changes.values()} == {None}
        half = replace(NOW, since=day(7), until=day(21))
        assert ask(tried, half, "previous").missing == "unrecorded"
        early = replace(NOW, since=day(0), until=day(7), as_of=day(27.5))
        later = ask(tried, early, f"{iso(day(20))}..{iso(day(27))}")
        assert later.missing == "younger"


def test_both_sides_come_over_http_with_their_words() -> None:
    with temporary_workspace(MAP, EVENTS, clock=HandClock(day(40))) as tried:
        asked = {"as_of": iso(day(28)), "from": iso(day(14)), "to": iso(day(28))}
        for path in ("/api/map/shop", "/api/map/shop/screen"):
            status, told = get(tried.workspace, path, **asked, compare="previous")
            found = told["answer"]["compared"]
            assert (status, found["missing"], found["journeys"]) == (200, None, 28)
            assert found["figures"]["map/journeys"]["change"] == 2.0
            assert found["period"]["from"] == "2026-03-02T00:00:00+00:00"
            assert found["period"]["to"] == "2026-03-16T00:00:00+00:00"
            assert len(found["words"]["ru"]) == 2
            _, alone = get(tried.workspace, path, **asked)
            assert "compared" not in alone["answer"]
            status, told = get(tried.workspace, path, **asked, compare="last")
            assert (status, told["code"]) == (400, "no_such_comparison")
            assert "previous, year, FROM..TO" in told["next"]


@pytest.mark.parametrize("way", ["..", "a..b", "2026-03-01..", "1..2..3", "prev"])
def test_no_comparison_is_guessed(way: str) -> None:
    with temporary_workspace(MAP, EVENTS[:3]) as tried, pytest.raises(UsageFault) as refused:
        ask(tried, NOW, way)
    assert refused.value.code in ("no_such_comparison", "bad_moment")
