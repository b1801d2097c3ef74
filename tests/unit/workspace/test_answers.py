"""The map's figures of a past moment: counted once, and anew when anybody's place changes."""

from tropa.testing import Temporary, event, temporary_workspace
from tropa.testing.clock import instant
from tropa.workspace.answers import Question, ask_map
from tropa.workspace.screen import ask_screen

MAP = """
map: shop
title: Shop
language: en
timezone: UTC
sale: did paid
stages:
  - stage: looking
    lost_after: 3d
  - stage: buying
touchpoints:
  - touchpoint: page
    stage: looking
    event: page_seen
    from: buyer
  - touchpoint: paid
    stage: buying
    event: paid
    from: buyer
"""
EVENTS = [
    event("ann", "2026-03-01T10:00", "page_seen"),
    event("bob", "2026-03-02T10:00", "page_seen"),
    event("ann", "2026-03-03T10:00", "paid"),
]
PAST = Question(as_of=instant("2026-03-04"))


def reached(tried: Temporary, question: Question) -> list[int]:
    found = ask_screen(tried.workspace, "shop", question).overview
    assert found.flow == ask_map(tried.workspace, "shop", question).flow
    return [one.reached for one in found.flow.stages]


def test_a_past_moment_is_counted_once() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        first = ask_screen(tried.workspace, "shop", PAST)
        assert ask_screen(tried.workspace, "shop", PAST) is first
        other = Question(as_of=instant("2026-03-02T12:00"))
        assert (reached(tried, PAST), reached(tried, other)) == ([2, 1], [2, 0])


def test_whatever_changes_a_place_is_counted_anew() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        assert reached(tried, PAST) == [2, 1]
        tried.tell([event("bob", "2026-03-02T11:00", "paid")])
        assert reached(tried, PAST) == [2, 2]
        tried.compact()
        assert reached(tried, PAST) == [2, 2]
        tried.tell([event("cid", "2026-03-01T10:00", "page_seen", id="wrong")])
        assert reached(tried, PAST) == [3, 2]
        tried.tell([event("cid", "2026-03-01T10:00", "correction", voids="wrong")])
        assert reached(tried, PAST) == [2, 2]


def test_another_map_is_another_board() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        assert ask_map(tried.workspace, "shop", PAST).flow.journeys.lost == 0
        tried.draw(MAP.replace("lost_after: 3d", "lost_after: 1d"))
        assert ask_map(tried.workspace, "shop", PAST).flow.journeys.lost == 1


def test_of_the_present_nothing_is_kept() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        assert reached(tried, Question()) == [2, 1]
        assert len(tried.workspace.kept) == 0
