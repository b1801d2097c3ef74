"""Several questions in one pass, nothing added up twice, and given up when nobody waits."""

from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import pytest

from tropa.clock import Instant
from tropa.errors import TropaError, UsageFault
from tropa.event import Event
from tropa.map.finding import MapRefused
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.funnel.query import Funnel, State
from tropa.measure.questions.track import Track
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.one_pass import AHEAD, Asking, askings, finished, gather
from tropa.workspace.questions.asking import (
    QUESTIONS_AT_MOST,
    Answered,
    Text,
    ask_question,
    ask_questions,
    bind_question,
)

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
segments:
  - segment: ads
    title: From ads
    who: did ever page where channel == "ads" within 5d
"""
QUESTIONS = (
    "{question: funnel, steps: [page_seen, paid], within: 2d, by: channel}",
    "{question: funnel, steps: [{stage: looking}, {stage: buying}]}",
    "{question: funnel, steps: [{touchpoint: page}, paid], order: strict}",
    "{question: funnel, steps: [page_seen, paid], per: deal}",
    "{question: paths, of: stages}",
    "{question: paths, of: events}",
    "{question: trend, of: paid, amount: amount}",
    "{question: segments}",
    "{question: distribution, of: paid, amount: amount}",
)
PEOPLE = 40


def a_shop() -> list[Event]:
    told: list[Event] = []
    for number in range(PEOPLE):
        name, day = f"u{number}", 1 + number % 9
        channel = ("ads", "search", "mail")[number % 3]
        told.append(event(name, f"2026-03-0{day}T10:00", "page_seen", channel=channel))
        if number % 2:
            told.append(event(name, f"2026-03-0{day}T12:00", "paid", amount=number))
    return told


@pytest.fixture
def shop() -> Generator[Temporary]:
    clock = HandClock("2026-03-20T00:00")
    with temporary_workspace(MAP, a_shop(), clock=clock) as tried:
        tried.compact()
        yield tried


# ---------------------------------------------------------------- together as alone


def test_questions_asked_together_are_answered_as_each_alone(shop: Temporary) -> None:
    shop.tell([event("u3", "2026-03-10T10:00", "paid", amount=7)])
    together = ask_questions(shop.workspace, [Text(one) for one in QUESTIONS])
    shop.workspace.kept.clear()
    for question, found in zip(QUESTIONS, together, strict=True):
        alone = ask_question(shop.workspace, question)
        assert isinstance(found, Answered)
        assert (found.kind, found.answer, found.how) == (alone.kind, alone.answer, alone.how)


def test_a_question_finds_no_more_beside_others_than_alone(shop: Temporary) -> None:
    # A strict order is broken by any row between: stages of another question are none of it.
    strict = "{question: funnel, steps: [page_seen, paid], order: strict}"
    stages = "{question: funnel, steps: [{stage: looking}, paid]}"
    _, found = ask_questions(shop.workspace, [Text(stages), Text(strict)])
    assert isinstance(found, Answered)
    assert [one["count"] for one in found.answer["steps"]] == [PEOPLE, PEOPLE // 2]


def test_one_refused_question_keeps_no_other_from_its_answer(shop: Temporary) -> None:
    texts = [
        Text("{question: funnel, steps: [page_sen, paid]}", "typo.yaml"),
        Text(QUESTIONS[0]),
        Text("{question: funnel, steps: [paid]}"),
        Text("{question: trend, of: paid, from: 2027-01-01}"),
    ]
    typo, good, short, empty = ask_questions(shop.workspace, texts)
    assert isinstance(typo, MapRefused)
    assert typo.message("en").startswith("typo.yaml:1:")
    assert isinstance(good, Answered)
    assert [one.code for one in (typo, short, empty) if isinstance(one, TropaError)] == [
        "unknown_event", "too_few_steps", "empty_period",
    ]  # fmt: skip


def test_all_questions_are_of_one_moment(shop: Temporary) -> None:
    found = ask_questions(shop.workspace, [Text(one) for one in QUESTIONS])
    moments = {one.how["as_of"] for one in found if isinstance(one, Answered)}
    assert moments == {"2026-03-20T00:00:00+00:00"}


def test_too_many_questions_are_refused(shop: Temporary) -> None:
    with pytest.raises(UsageFault, match="at most"):
        ask_questions(shop.workspace, [Text(QUESTIONS[0])] * (QUESTIONS_AT_MOST + 1))
    assert ask_questions(shop.workspace, []) == []


# ---------------------------------------------------------------- nothing twice


@dataclass(frozen=True)
class Counted(Funnel):
    """A funnel that knows how many tracks it was given."""

    added: list[Instant] = field(default_factory=list[Instant], compare=False)

    def add(self, state: State, track: Track) -> State:
        self.added.append(len(track.person))
        return super().add(state, track)

    def lasts(self) -> Any:
        return Funnel(self.asked).lasts()


def tracks_added(shop: Temporary, question: str) -> int:
    """Ask; how many stretches of people had to be walked over, and the answer is right."""
    bound = bind_question(shop.workspace, Text(question))
    assert isinstance(bound.query, Funnel)
    query = Counted(bound.query.asked)
    [asking] = askings([(query, bound.board)])
    gather(shop.workspace, [asking])
    answer = finished(shop.workspace, asking)
    plain = KINDS["funnel"].bind(bound.written.record, bound.query.scope)
    [fresh] = askings([(plain, bound.board)])
    kept, shop.workspace.kept = shop.workspace.kept, type(shop.workspace.kept)(0)
    gather(shop.workspace, [fresh])
    assert answer == finished(shop.workspace, fresh)
    shop.workspace.kept = kept
    return len(query.added)


PLAIN = "{question: funnel, steps: [page_seen, paid], within: 2d}"


def test_asked_again_later_nothing_is_walked_over_again(shop: Temporary) -> None:
    assert tracks_added(shop, PLAIN) > AHEAD * 3
    assert tracks_added(shop, PLAIN) == 0
    shop.clock.move("1h")
    assert tracks_added(shop, PLAIN) == 0


def test_what_came_since_is_walked_over_and_nothing_else(shop: Temporary) -> None:
    tracks_added(shop, PLAIN)
    # Somebody new: no base knows of them.
    shop.tell([event("new", "2026-03-19T10:00", "page_seen")])
    assert tracks_added(shop, PLAIN) == 1
    # Somebody of a base: the base goes on without them.
    shop.tell([event("u1", "2026-03-19T10:00", "page_seen")])
    assert tracks_added(shop, PLAIN) == 2
    shop.tell([event("u1", "2026-03-19T11:00", "paid", amount=5)])
    assert tracks_added(shop, PLAIN) == 1


def test_a_window_that_ends_meanwhile_is_looked_at_anew(shop: Temporary) -> None:
    shop.clock.set("2026-03-09T13:00")
    everybody = tracks_added(shop, PLAIN)
    shop.clock.set("2026-03-09T14:00")
    assert tracks_added(shop, PLAIN) == 0
    # On the tenth the windows of those of the eighth end, and only theirs.
    shop.clock.set("2026-03-10T10:30")
    assert 0 < tracks_added(shop, PLAIN) < everybody


def test_bases_written_anew_and_events_that_never_were_are_noticed(shop: Temporary) -> None:
    shop.tell([event("admin", "2026-03-18T10:00", "correction")])
    everybody = tracks_added(shop, PLAIN)
    shop.tell([event("u4", "2026-03-05T11:00", "paid", amount=1, id="wrong")])
    shop.compact()
    # Their base, and the admin's, who is in one now.
    assert 0 < tracks_added(shop, PLAIN) <= 2
    # Somebody else says that it never was: nothing new came of the person themselves.
    shop.tell([event("admin", "2026-03-19T10:00", "correction", voids="wrong")])
    assert tracks_added(shop, PLAIN) >= everybody


def test_stages_are_kept_for_their_moment_and_board_alone(shop: Temporary) -> None:
    stages = "{question: funnel, steps: [{stage: looking}, {stage: buying}]}"
    everybody = tracks_added(shop, stages)
    assert tracks_added(shop, stages) == 0
    shop.clock.move("1h")
    assert tracks_added(shop, stages) == everybody
    shop.draw(MAP.replace("lost_after: 3d", "lost_after: 1d"))
    assert tracks_added(shop, stages) == everybody


def test_whoever_changes_an_answer_changes_their_own_alone(shop: Temporary) -> None:
    first = ask_question(shop.workspace, PLAIN).answer
    first["steps"][0]["count"] = -1
    second = ask_question(shop.workspace, PLAIN).answer
    assert second["steps"][0]["count"] == PEOPLE
    second["steps"].clear()
    assert ask_question(shop.workspace, PLAIN).answer["steps"][0]["count"] == PEOPLE


# ---------------------------------------------------------------- given up


class _Enough(Exception):
    pass


def _counted(shop: Temporary) -> tuple[Counted, Asking]:
    bound = bind_question(shop.workspace, Text(PLAIN))
    assert isinstance(bound.query, Funnel)
    query = Counted(bound.query.asked)
    return query, askings([(query, bound.board)])[0]


@pytest.mark.parametrize("why", [_Enough, KeyboardInterrupt])
def test_a_question_given_up_stops_between_two_stretches(
    shop: Temporary, why: type[BaseException]
) -> None:
    query, asking = _counted(shop)

    def enough(done: int, total: int) -> None:
        assert (done, total > AHEAD * 3) == (1, True)
        raise why

    with pytest.raises(why):
        gather(shop.workspace, [asking], enough)
    stopped_at = len(query.added)
    assert stopped_at <= AHEAD
    # Whatever still ran has ended before: asking something else adds nothing here.
    ask_question(shop.workspace, QUESTIONS[6])
    assert len(query.added) == stopped_at


def test_what_was_added_up_before_it_was_given_up_is_not_lost(shop: Temporary) -> None:
    def enough(done: int, total: int) -> None:
        if done == total // 2:
            raise _Enough

    query, asking = _counted(shop)
    with pytest.raises(_Enough):
        gather(shop.workspace, [asking], enough)
    again, asking = _counted(shop)
    told: list[int] = []
    gather(shop.workspace, [asking], lambda done, total: told.append(total - done))
    assert len(query.added) + len(again.added) == len(told)
    assert told[-1] == 0


@dataclass(frozen=True)
class Failing(Counted):
    """A funnel that turns out to be too much."""

    def add(self, state: State, track: Track) -> State:
        super().add(state, track)
        raise UsageFault("too_many_values", limit=1)


def test_a_question_that_fails_on_the_way_lets_the_others_go_on(shop: Temporary) -> None:
    bound = bind_question(shop.workspace, Text(PLAIN))
    assert isinstance(bound.query, Funnel)
    failing = Failing(bound.query.asked)
    bad, good = askings([(failing, bound.board), (bound.query, bound.board)])
    gather(shop.workspace, [bad, good])
    with pytest.raises(UsageFault) as refused:
        finished(shop.workspace, bad)
    assert refused.value.code == "too_many_values"
    assert finished(shop.workspace, good)["steps"][0]["count"] == PEOPLE
    # It was not asked again and again.
    assert len(failing.added) <= AHEAD + 1
