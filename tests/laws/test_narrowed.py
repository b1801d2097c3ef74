"""Numbers of some of the people are those of a log that holds nobody else."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companies import companies, figures_of, people, questions, windows
from laws.test_measures_agree import slowly
from live.arriving import END, START
from reference.agree import agree
from reference.segments import Seen, Trail
from reference.trail import Happened
from reference.walked import stories
from strategies import batch_of, times
from tropa.clock import HOUR, Duration
from tropa.event import IDENTIFY, Event
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.fold import Asked
from tropa.measure.members import members
from tropa.measure.overview import Overview, overview
from tropa.measure.run import Slice
from tropa.place.journey import place
from tropa.place.rules import compile_edition
from tropa.place.standing import stand
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.answers import Question, ask_map
from tropa.workspace.people.figures import people_behind
from tropa.workspace.sections.asking import ALL, OF_EVERYBODY, ask_sections, sections_json

# ---------------------------------------------------------------- measures


def told_apart(found: Overview) -> Overview:
    """Without notes, which are of everybody placed."""
    return replace(found, notes={})


@times(0.4)
@given(st.data(), companies(), people(), windows)
def test_journeys_left_out_are_as_good_as_never_walked(
    data: st.DataObject, map_: Map, crowd: list[list[Happened]], within: Duration | None
) -> None:
    asked = data.draw(questions(map_))
    kept = data.draw(st.lists(st.booleans(), min_size=len(crowd), max_size=len(crowd)))
    keyed = [
        [replace(one, key=100 * at + row) for row, one in enumerate(trail, 1)]
        for at, trail in enumerate(crowd, 1)
    ]
    edition = [compile_edition(map_)]
    whole = place(batch_of(keyed), edition)
    alone = place(
        batch_of([one for one, mine in zip(keyed, kept, strict=True) if mine]), edition
    )
    numbers = 1 + np.flatnonzero(kept)
    alive = [np.isin(one.person, numbers) for one in whole]
    slices = [Slice(one, mine) for one, mine in zip(whole, alive, strict=True)]
    narrowed = overview(asked, slices, within=within)
    assert told_apart(narrowed) == told_apart(
        overview(asked, [Slice(one) for one in alone], within=within)
    )
    agree(narrowed, slowly(stories(alone, map_), asked, within))
    parts = [
        stand(one, asked.as_of, map_, mine) for one, mine in zip(whole, alive, strict=True)
    ]
    for name in data.draw(st.lists(st.sampled_from(figures_of(map_)), max_size=12)):
        behind = sum(int(members(one, asked, name, within).sum()) for one in parts)
        by_itself = sum(
            int(members(stand(one, asked.as_of, map_), asked, name, within).sum())
            for one in alone
        )
        assert behind == by_itself, name


# ---------------------------------------------------------------- workspaces

TEXT: Final = """
map: shop
title: Shop
timezone: UTC
currency: RUB
unit: {unit}
sale: did payment
money:
  paid: payment.amount
stages:
  - stage: request
    lost_after: 3d
  - stage: visit
    lost_after: 5d
  - stage: contract
    enter: did payment
    lost_after: never
touchpoints:
  - touchpoint: enquiry
    stage: request
    from: buyer
    event: asked
  - touchpoint: letter
    stage: request
    from: seller
    event: sent
  - touchpoint: visited
    stage: visit
    from: buyer
    moves_back: true
    event: visited
  - touchpoint: payment
    stage: contract
    from: buyer
    event: paid
segments:
  - segment: locals
    who: city == "Omsk"
    persona:
      name: Anna
  - segment: strangers
    who: not city == "Omsk"
  - segment: buyers
    who: did ever payment
  - segment: big
    who: did ever payment where amount == 250 or age > 30
  - segment: lately
    who: did ever enquiry within 2d and not did ever visited within 1d
  - segment: ours
    who: in segment locals and in segment buyers
personas:
  boris:
    title: Boris
    segment: buyers
"""
MAPS: Final = {unit: read_map(TEXT.format(unit=unit)) for unit in ("person", "deal")}
NAMES: Final = ("locals", "strangers", "buyers", "big", "lately", "ours")
_NAMED: Final = (*["asked", "visited", "paid"] * 2, "sent", "survey_answered", "task_created")

moments = st.integers(0, 40).map(lambda steps: START + steps * 6 * HOUR)


@st.composite
def trails(draw: st.DrawFn, unit: str) -> dict[str, list[Event]]:
    """A few persons, none of whom shares a name with another."""
    found: dict[str, list[Event]] = {}
    for number in range(draw(st.integers(1, 5))):
        name = f"u{number}"
        told = found.setdefault(name, [])
        for at in range(draw(st.integers(1, 7))):
            happens: str = draw(st.sampled_from((*_NAMED, IDENTIFY, IDENTIFY)))
            said: dict[str, Any] = {"amount": draw(st.sampled_from((100, 250))), "nps": 9}
            if happens == IDENTIFY:
                said = draw(st.sampled_from(({"city": "Omsk"}, {"city": "Tver"}, {"age": 40})))
            deals = unit == "deal" and draw(st.booleans())
            names = [name, f"deal:D-{number}-{at % 2}"] if deals else [name]
            told.append(event(names, draw(moments), happens, id=f"{name}-{at}", **said))
    return found


def belongs(told: Sequence[Event], map_: Map, segment: str, as_of: int) -> bool:
    """As the slow twin of segments has it."""
    rows = [(one.time, one.name, json.loads(one.properties)) for one in told]
    trail: Trail = sorted(rows, key=lambda row: row[0])
    return Seen(trail, as_of, map_).belongs(segment)


def all_told(tried: Temporary, question: Question, figures: Sequence[str]) -> dict[str, Any]:
    """Every section and some figures, as they are told of some people or of a small firm."""
    found, sections = ask_sections(tried.workspace, "shop", question, [ALL])
    own = {name: one for name, one in sections.items() if name not in OF_EVERYBODY}
    told = json.dumps(sections_json(own), sort_keys=True).replace("of_everybody", "no_costs")
    # Another reading of one map is another map.
    asked = Asked(MAPS[found.asked.map.unit], found.asked.as_of)
    counts = {
        name: people_behind(tried.workspace, "shop", name, question).count for name in figures
    }
    overview_ = replace(told_apart(found), narrowed=None, asked=asked)
    return {"map": overview_, "sections": told, **counts}


@times(0.1)
@given(st.data(), st.sampled_from(("person", "deal")))
def test_a_segment_is_measured_as_if_nobody_else_had_come(
    data: st.DataObject, unit: str
) -> None:
    told = data.draw(trails(unit))
    text, as_of = TEXT.format(unit=unit), data.draw(moments)
    map_, segment = MAPS[unit], data.draw(st.sampled_from(NAMES))
    figures = data.draw(st.lists(st.sampled_from(figures_of(map_)), max_size=6))
    members_ = [name for name, one in told.items() if belongs(one, map_, segment, as_of)]
    everybody = [one for name in told for one in told[name]]
    theirs = [one for name in members_ for one in told[name]]
    plain = Question(as_of)
    if data.draw(st.booleans()):
        plain = Question(as_of, START + 24 * HOUR, START + 96 * HOUR)
    based = data.draw(st.booleans())
    with temporary_workspace(text, everybody[:-1], clock=HandClock(END)) as tried:
        if based:
            tried.compact()
        tried.tell(everybody[-1:])
        narrow = replace(plain, segment=segment)
        found, again = (all_told(tried, narrow, figures) for _ in range(2))
        overview_ = ask_map(tried.workspace, "shop", narrow)
    with temporary_workspace(text, theirs, clock=HandClock(END)) as tried:
        assert found == again == all_told(tried, plain, figures)
    assert overview_.narrowed is not None
    assert overview_.narrowed.people == len(members_)
