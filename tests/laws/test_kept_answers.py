"""What is kept from one question to the next never changes an answer.

Whatever arrives in between, in any order and pieces: events, late and voided ones, merges
undone, compaction by halves, editions, restarts. And at whatever moment one asks: questions
look at the clock just before, on and just after the instants their windows end at.
"""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from live.arriving import END, START, Between, Way, aparts, events, map_text, ways
from live.walking import Walk
from strategies import times
from tropa.clock import HOUR
from tropa.errors import TropaError
from tropa.event import Event
from tropa.testing import Temporary
from tropa.workspace.drafts.publish import publish
from tropa.workspace.kept import Kept
from tropa.workspace.questions.asking import Text, ask_question, ask_questions

BETWEEN = ("drain", "move", "compact", "compact", "some", "some", "undo", "publish", "restart")
"""Whatever opens the workspace anew forgets all that is kept: seldom."""
SEGMENTS = """
segments:
  - segment: early
    title: Early
    who: did ever enquiry within 2d
  - segment: buyers
    title: Buyers
    who: did ever payment
"""
QUESTIONS = (
    """
{question: funnel, steps: [asked, visited, quoted], within: 2d, by: amount, correlate: events}
{question: funnel, steps: [asked, {event: visited, within: 1d}, {event: paid, within: 3d}]}
{question: funnel, steps: [visited, quoted, paid], order: any, within: 1d, trend: day}
{question: funnel, steps: [{touchpoint: enquiry}, {touchpoint: payment}], within: 3d}
{question: funnel, steps: [{stage: request}, {stage: visit}, {stage: contract}], within: 4d}
{question: funnel, steps: [asked, visited], segment: early, by: {rule: segment}}
{question: funnel, steps: [asked, visited], last: 5d, where: amount > 100}
{question: paths, of: events, after: asked, instead_of: visited, within: 2d}
{question: paths, of: stages}
{question: transitions, of: events, variants: 5}
{question: retention, begins: asked, returns: visited, period: day}
{question: stickiness, of: '*', by: {field: amount, rule: last}}
{question: lifecycle, of: '*', period: day}
{question: trend, of: asked, amount: amount}
{question: trend, of: asked, compare: previous, last: 4d}
{question: distribution, of: asked, then: visited}
{question: table, of: asked, by: amount, then: paid, within: 2d}
{question: attribution, conversion: paid, of: touchpoints, model: [linear, time_decay]}
{question: segments, period: day}
{question: score, points: [{event: asked, points: 20}, {event: visited, points: 5}], \
lead: asked, after: 1d, within: 3d, won: paid, segment: early}
{question: compare, ask: {question: funnel, steps: [asked, paid], within: 2d}, \
between: [{where: amount == 100}, {where: amount == 250}]}
""".replace("\\\n", "")
    .strip()
    .splitlines()
)


def test_every_one_of_the_questions_is_a_question() -> None:
    """A law about questions that are all refused would say nothing."""
    with TemporaryDirectory(prefix="tropa-") as place:
        walk = begun(Path(place) / "workspace", "person", ())
        try:
            walk.tried.workspace.trails.names.need({"asked", "visited", "quoted", "paid"})
            found = [
                told
                for some in (QUESTIONS[::2], QUESTIONS[1::2])
                for told in ask_questions(walk.tried.workspace, [Text(one) for one in some])
            ]
            assert [one for one in found if isinstance(one, TropaError)] == []
        finally:
            walk.tried.workspace.close()


@times(0.2)
@given(events("person"), st.data())
def test_persons_are_answered_the_same_from_what_is_kept(
    told: list[Event], data: st.DataObject
) -> None:
    tried(told, "person", data)


@times(0.1)
@given(events("deal"), st.data())
def test_deals_are_answered_the_same_from_what_is_kept(
    told: list[Event], data: st.DataObject
) -> None:
    tried(told, "deal", data)


@st.composite
def moments(draw: st.DrawFn) -> int:
    """On the grid of events and windows, or beside it."""
    beside: int = draw(st.sampled_from((-1, 0, 1)))
    return START + draw(st.integers(0, 60)) * 6 * HOUR + beside


def tried(told: list[Event], unit: str, data: st.DataObject) -> None:
    """Walk one way, asking the same questions now and then."""
    way: Way = data.draw(ways(len(told), BETWEEN))
    asked: list[str] = data.draw(st.lists(st.sampled_from(QUESTIONS), min_size=4, max_size=4))
    at = [END, data.draw(moments())]
    counts: list[int] = data.draw(st.lists(st.integers(1, len(told)), min_size=2, max_size=4))
    with TemporaryDirectory(prefix="tropa-") as place:
        walk = begun(Path(place) / "workspace", unit, data.draw(aparts))
        try:
            between: list[Between] = list(way.between)
            for count in range(len(way.order) + 1):
                while between and between[0].after == count:
                    getattr(walk, between.pop(0).what)()
                    assert_same(walk, asked, at)
                if count in counts:
                    walk.drain()
                    assert_same(walk, asked, at)
                if count < len(way.order):
                    walk.waiting.append(told[way.order[count]])
            walk.finish()
            assert_same(walk, asked, at)
        finally:
            walk.tried.workspace.close()


def begun(folder: Path, unit: str, apart: Sequence[tuple[str, str]]) -> Walk:
    """A workspace whose map has segments."""
    walk = Walk(folder, unit, apart)
    walk.tried.clock.set(START + HOUR)
    walk.tried.draw(map_text(unit) + SEGMENTS)
    publish(walk.tried.workspace, "shop", "segments")
    walk.tried.clock.set(END)
    return walk


def assert_same(walk: Walk, asked: Sequence[str], moments: Sequence[int]) -> None:
    """Asked together twice from what is kept, and one by one of everything anew."""
    workspace = walk.tried.workspace
    for at in moments:
        walk.tried.clock.set(at)
        first, again = (answers(walk.tried, asked) for _ in range(2))
        # The same workspace with no room to keep anything.
        kept, workspace.kept = workspace.kept, Kept(0)
        fresh = [alone(walk.tried, one) for one in asked]
        assert workspace.kept.size == 0
        workspace.kept = kept
        assert first == again == fresh
    walk.tried.clock.set(END)


def answers(tried: Temporary, asked: Sequence[str]) -> list[Any]:
    """What several questions asked at once are answered, or refused with."""
    found = ask_questions(tried.workspace, [Text(one) for one in asked])
    return [_told(one) for one in found]


def alone(tried: Temporary, question: str) -> Any:
    """What one question is answered, or refused with."""
    try:
        return _told(ask_question(tried.workspace, question))
    except TropaError as fault:
        return _told(fault)


def _told(found: Any) -> Any:
    if isinstance(found, TropaError):
        return found.as_json("en")
    return found.answer, found.how
