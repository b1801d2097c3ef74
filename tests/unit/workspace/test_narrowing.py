"""The map of a segment or of a buyer's portrait: whom it counts, and what it refuses."""

from dataclasses import replace

import pytest

from tropa.errors import UsageFault
from tropa.testing import Temporary, event, temporary_workspace
from tropa.testing.clock import instant
from tropa.workspace.answers import Question, ask_map
from tropa.workspace.people.figures import people_behind
from tropa.workspace.screen import ask_screen
from tropa.workspace.sections.asking import ask_sections

MAP = """
map: shop
title: Shop
language: en
timezone: UTC
sale: did paid
plan:
  month:
    looking: 10
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
segments:
  - segment: locals
    title: From Omsk
    who: city == "Omsk"
    persona:
      name: Anna
  - segment: buyers
    who: did ever paid
  - segment: drawn
    title: Only drawn
  - segment: waiting
    who: in stage looking
personas:
  boris:
    title: Boris
    segment: buyers
  ghost:
    title: Ghost
"""
EVENTS = [
    event("ann", "2026-03-01T09:00", "identify", city="Omsk"),
    event("ann", "2026-03-01T10:00", "page_seen"),
    event("bob", "2026-03-02T10:00", "page_seen"),
    event("ann", "2026-03-03T10:00", "paid"),
    event("cid", "2026-03-03T11:00", "paid"),
    event("bob", "2026-03-06T09:00", "identify", city="Omsk"),
]
NOW = Question(as_of=instant("2026-03-07"))


def reached(tried: Temporary, question: Question) -> list[int]:
    return [one.reached for one in ask_map(tried.workspace, "shop", question).flow.stages]


def test_only_people_of_the_segment_count() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        assert reached(tried, NOW) == [3, 2]
        assert reached(tried, replace(NOW, segment="locals")) == [2, 1]
        assert reached(tried, replace(NOW, segment="buyers")) == [2, 2]


def test_who_belongs_is_told_as_of_the_answer() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        before = replace(NOW, as_of=instant("2026-03-05"), segment="locals")
        assert reached(tried, before) == [1, 1]
        assert reached(tried, replace(NOW, segment="locals")) == [2, 1]


def test_a_portrait_is_of_its_segment_and_both_must_hold() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        assert reached(tried, replace(NOW, persona="boris")) == [2, 2]
        assert reached(tried, replace(NOW, persona="locals")) == [2, 1]
        both = replace(NOW, persona="boris", segment="locals")
        assert reached(tried, both) == [1, 1]
        narrowed = ask_map(tried.workspace, "shop", both).narrowed
        assert narrowed is not None
        assert narrowed.persona is not None
        assert (narrowed.people, narrowed.persona.title) == (1, "Boris")


def test_the_list_behind_a_figure_is_of_the_segment() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        everybody = people_behind(tried.workspace, "shop", "stage/buying/entered", NOW)
        narrow = replace(NOW, segment="locals")
        found = people_behind(tried.workspace, "shop", "stage/buying/entered", narrow)
        assert (everybody.count, found.count, len(found.shown)) == (2, 1, 1)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        (replace(NOW, segment="nobody"), "no_such_segment"),
        (replace(NOW, segment="drawn"), "segment_without_who"),
        (replace(NOW, segment="waiting"), "segment_of_journeys"),
        (replace(NOW, persona="nobody"), "no_such_persona"),
        (replace(NOW, persona="ghost"), "persona_of_nobody"),
    ],
)
def test_whom_nobody_can_tell_is_refused(question: Question, code: str) -> None:
    with temporary_workspace(MAP, EVENTS) as tried, pytest.raises(UsageFault) as refused:
        ask_map(tried.workspace, "shop", question)
    assert refused.value.code == code
    allowed = str(refused.value.values.get("allowed", ""))
    assert "locals" in allowed or code not in ("no_such_segment", "no_such_persona")


def test_each_segment_is_kept_by_itself() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        narrow = replace(NOW, segment="locals")
        first = ask_screen(tried.workspace, "shop", narrow)
        assert ask_screen(tried.workspace, "shop", narrow) is first
        assert ask_screen(tried.workspace, "shop", NOW) is not first
        tried.tell([event("cid", "2026-03-06T10:00", "identify", city="Omsk")])
        assert reached(tried, narrow) == [3, 2]


def test_plans_and_costs_are_of_everybody_and_not_told_of_a_segment() -> None:
    with temporary_workspace(MAP, EVENTS) as tried:
        _, whole = ask_sections(tried.workspace, "shop", NOW, ["plan", "costs", "rfm"])
        narrow = replace(NOW, segment="locals")
        _, some = ask_sections(tried.workspace, "shop", narrow, ["plan", "costs", "rfm"])
        assert (list(whole), list(some)) == (["plan", "costs", "rfm"], ["rfm"])
        _, some = ask_sections(tried.workspace, "shop", narrow, ["attribution"])
        assert some["attribution"].answer["cac"]["missing"] == "of_everybody"
