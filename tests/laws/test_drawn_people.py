"""People drawn from a map do on it what the model says, to the visit; and on the average what
is reckoned exactly.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from math import sqrt
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from companies import companies
from strategies import maps
from tropa.clock import DAY, FOREVER, HOUR, Instant, day_start, zone_of
from tropa.collect.rows import body_hashes
from tropa.event import Event
from tropa.keep.intake import Offer
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.map.templates import TEMPLATES, read_template
from tropa.measure.flow import Flow
from tropa.measure.fold import Asked
from tropa.measure.run import Slice, run
from tropa.place.classify import fields_needed
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.place.standing import STILL_HERE, stand
from tropa.place.state import (
    ADVANCE,
    BACK,
    DISQUALIFY,
    HARD,
    INVALIDATE,
    REFUSAL,
    SILENCE,
    SKIP,
    SUCCESS,
)
from tropa.plan import walk as walking
from tropa.plan.assumptions import Assumptions
from tropa.plan.expected import expected
from tropa.plan.people import ONLOOKERS, draw, everything
from tropa.plan.repertoire import repertoire_of
from tropa.plan.shares import model_of
from tropa.plan.walk import Model, walk
from tropa.trail import Scalar, TrailBatch, encode
from tropa.words import LANGUAGES
from tropa.workspace.creation import create_workspace
from tropa.workspace.opening import open_workspace

Floats = NDArray[np.float64]

BEGINS: Instant = 1_772_452_800 * 1_000_000
SEED = 5
MOSCOW = zone_of("Europe/Moscow")
Z = 4.5
"""Figures of drawn people lie within so many standard errors of what is expected."""

ENDED_BY = {
    walking.ON: {ADVANCE, SKIP},
    walking.BACK: {BACK},
    walking.SILENT: {SILENCE},
    walking.REFUSED: {REFUSAL},
    walking.WITHDRAWN: {HARD},
    walking.SPAM: {INVALIDATE},
    walking.NOT_OURS: {DISQUALIFY},
    walking.STAYS: {STILL_HERE},
    walking.ASLEEP: {STILL_HERE},
    walking.REFUNDED: {STILL_HERE, SUCCESS},
    walking.AGAIN: {SUCCESS, STILL_HERE},
    walking.CLOSED: {SUCCESS},
}

EXAMPLES = Path(__file__).parents[2] / "examples"


def map_named(name: str) -> Map:
    if not name.endswith(".yaml"):
        template, language = name.split(".")
        return read_map(read_template(template, "ru" if language == "ru" else "en"))
    return read_map((EXAMPLES / name).read_bytes())


MAPS = (
    "windows.ru",
    "windows.en",
    "golden/golden.yaml",
    "cdnow/map.yaml",
    "maven_crm/map.yaml",
    "retailrocket/map.yaml",
)


def placed_together(map_: Map, people: Sequence[Sequence[Event]]) -> list[Placed]:
    """People placed as they were drawn, whatever names they go by."""
    edition = compile_edition(map_)
    needed = fields_needed(edition)
    events = [(at, one) for at, events in enumerate(people) for one in events]
    events.sort(key=lambda pair: (pair[0], pair[1].time, pair[1].sequence))
    names = tuple(sorted({one.name for _, one in events}))
    numbers = {name: at for at, name in enumerate(names)}
    fields: list[dict[str, Scalar]] = [msgspec.json.decode(one.properties) for _, one in events]
    deals = {deal: at for at, deal in enumerate(sorted({one.deal for _, one in events} | {""}))}
    by_deal = map_.unit == "deal"
    sizes = np.cumsum([0, *(len(one) for one in people)])
    batch = TrailBatch(
        persons=np.arange(len(people)),
        offsets=sizes.astype(np.int64),
        time=np.asarray([one.time for _, one in events], np.int64),
        code=np.asarray([numbers[one.name] for _, one in events], np.uint16),
        names=names,
        key=np.arange(1, len(events) + 1),
        deal=np.asarray([deals[one.deal] for _, one in events] if by_deal else [], np.int64),
        columns={name: encode([one.get(name) for one in fields]) for name in needed},
    )
    return place(batch, [edition])


def walked(map_: Map, placed: Sequence[Placed], people: int) -> list[list[tuple[int, int]]]:
    """Of each person the stages visited and how each visit ended, journey after journey."""
    found: list[list[tuple[int, int, int, int]]] = [[] for _ in range(people)]
    for one in placed:
        told = stand(one, FOREVER - 1, map_)
        for row in range(len(told.visit_stage)):
            journey = int(told.journey[told.visit_journey[row]])
            person = int(one.person[one.unit[journey]])
            found[person].append(
                (
                    int(told.visit_entered[row]),
                    int(journey),
                    int(told.visit_stage[row]),
                    int(told.visit_exit[row]),
                )
            )
    return [[(stage, exit_) for _, _, stage, exit_ in sorted(one)] for one in found]


def numbered(events: Sequence[Event]) -> tuple[int, int]:
    day, number = events[0].id.split("-")[:2]
    return int(day), int(number)


def crowd(model: Model, people: int) -> list[list[Event]]:
    """So many people who walk, whole; those who only look are left out."""
    whole = everything(model, SEED, BEGINS, 400)
    return list(islice((one for one in whole if numbered(one)[1] < ONLOOKERS), people))


def walks_as_drawn(model: Model, people: Sequence[Sequence[Event]]) -> None:
    """The kernel finds every visit that was drawn, no other, and how each ended."""
    stages = len(model.map.stages)
    found = walked(model.map, placed_together(model.map, people), len(people))
    for events, placed in zip(people, found, strict=True):
        drawn = [one for one in walk(model, SEED, *numbered(events)) if one.stage < stages]
        told = f"{events[0].id}: {[(one.stage, one.exit) for one in drawn]} != {placed}"
        assert [one.stage for one in drawn] == [stage for stage, _ in placed], told
        for one, (_, exit_) in zip(drawn, placed, strict=True):
            # A sale that leads to no further stage leaves a customer where they are.
            sold = {SUCCESS, STILL_HERE} if one.to >= stages else set[int]()
            assert exit_ in ENDED_BY[one.exit] | sold, told


@pytest.mark.parametrize("name", MAPS)
def test_people_walk_to_the_visit_as_they_were_drawn(name: str) -> None:
    model = model_of(map_named(name))
    people = crowd(model, 1_500)
    assert len(people) == 1_500
    walks_as_drawn(model, people)


@pytest.mark.parametrize("name", [one.id for one in TEMPLATES if one.id != "blank"])
def test_people_walk_every_template(name: str) -> None:
    model = model_of(map_named(f"{name}.ru"))
    people = crowd(model, 200)
    assert len(people) == 200
    walks_as_drawn(model, people)


@settings(max_examples=15)
@given(companies())
def test_people_of_any_sensible_company_walk_as_drawn(company: Map) -> None:
    model = model_of(company)
    walks_as_drawn(model, crowd(model, 40))


@settings(max_examples=20)
@given(maps())
def test_people_can_be_drawn_on_any_map_there_is(anything: Map) -> None:
    model = model_of(anything)
    for events in islice(everything(model, SEED, BEGINS, 3), 20):
        placed_together(anything, [events])
        assert len({one.id for one in events}) == len(events)


def counted(events: Sequence[Sequence[tuple[int, int]]], stage: int, exits: set[int]) -> Floats:
    """Of each person, the visits of a stage that ended so."""
    return np.asarray(
        [sum(at == stage and exit_ in exits for at, exit_ in one) for one in events], np.float64
    )


def agree(what: str, found: float, each: float, people: int, counts: Floats | None) -> None:
    """A sum over people is what is expected of so many, within chance."""
    spread = max(each, 1 / people, 0.0 if counts is None else float(counts.var()))
    error = Z * sqrt(people * spread)
    assert abs(found - people * each) <= error, f"{what}: {found}, expected {people * each}"


@pytest.mark.parametrize("name", MAPS)
def test_what_is_measured_of_them_is_what_is_expected(name: str) -> None:
    model = model_of(map_named(name))
    map_, want = model.map, expected(model)
    people = crowd(model, 5_000)
    n = len(people)
    placed = placed_together(map_, people)
    (flow,) = run((Flow(),), [Slice(one) for one in placed], Asked(map_, FOREVER - 1))
    visits = walked(map_, placed, n)
    agree("journeys", flow.journeys.valid, want.journeys, n, None)
    agree("invalid", flow.journeys.invalid, want.invalid, n, None)
    agree("won", flow.journeys.won, want.wins, n, None)
    agree("refunded", flow.journeys.won - flow.journeys.won_net, want.refunds, n, None)
    agree("disqualified", flow.journeys.disqualified, want.disqualified, n, None)
    for at, stage in enumerate(flow.stages):
        every = counted(visits, at, set(range(32)))
        agree(f"{stage.stage} visits", stage.visits, want.visits[at], n, every)
        agree(f"{stage.stage} entries", stage.entries, want.entries[at], n, every)
        agree(f"{stage.stage} reached", stage.reached, want.reached[at], n, every)
        for kind, each in (("loss", want.losses), ("back", want.backs)):
            agree(f"{stage.stage} {kind}", stage.left_by[kind], each[at], n, every)
    returned = sum(stage.entered_from["return"] for stage in flow.stages)
    agree("returned", returned, float(want.returns.sum()), n, None)


def until(events: Iterator[Event], end: Instant) -> list[Event]:
    return list(takewhile(lambda one: one.time < end, events))


def test_the_same_seed_draws_the_same_people_and_another_others() -> None:
    model = model_of(map_named("windows.ru"))
    end = BEGINS + 4 * DAY
    once = until(draw(model, 1, BEGINS), end)
    assert until(draw(model, 1, BEGINS), end) == once
    assert until(draw(model_of(map_named("windows.ru")), 1, BEGINS), end) == once
    assert until(draw(model, 2, BEGINS), end) != once


def test_a_stream_cut_anywhere_goes_on_as_if_it_had_not_been() -> None:
    model = model_of(map_named("windows.ru"))
    end = BEGINS + 20 * DAY
    whole = until(draw(model, SEED, BEGINS), end)
    assert [one.time for one in whole] == sorted(one.time for one in whole)
    # Midday, a midnight, the very instant of an event, and just after it.
    some = whole[len(whole) // 2].time
    for cut in (BEGINS + 9 * DAY + HOUR, day_start(BEGINS + 15 * DAY, MOSCOW), some, some + 1):
        before = until(draw(model, SEED, BEGINS), cut)
        after = until(draw(model, SEED, BEGINS, since=cut), end)
        assert before + after == whole


@settings(max_examples=20)
@given(st.one_of(companies(), maps()))
def test_nothing_of_a_map_is_left_undrawn_in_silence(map_: Map) -> None:
    found = repertoire_of(map_)
    told = {(one.kind, one.name) for one in found.undrawn}
    for at, stage in enumerate(map_.stages):
        drawn = at in found.stages or stage.counted_only
        assert drawn != (("stage", stage.id) in told), stage.id
    for name in map_.outcomes:
        drawn = any(ended == name for ended, _ in found.ends)
        assert drawn != (("outcome", name) in told), name
    for one in found.undrawn:
        for language in LANGUAGES:
            assert one.message(language)


class StoppedClock:
    """It is always the same instant."""

    def __init__(self, at: Instant) -> None:
        self.at = at

    def now(self) -> Instant:
        return self.at

    def steady(self) -> int:
        return self.at


def test_the_product_recognises_everybody_it_was_drawn(tmp_path: Path) -> None:
    map_ = map_named("windows.ru")
    model = model_of(map_, Assumptions(stitched=1.0, second_device=1.0))
    people = list(everything(model, SEED, BEGINS, 10))
    events = sorted((one for events in people for one in events), key=lambda one: one.time)
    end = events[-1].time
    asked = Asked(map_, end)
    (drawn,) = run((Flow(),), [Slice(one) for one in placed_together(map_, people)], asked)
    folder = tmp_path / "windows"
    create_workspace(folder, 'language = "ru"\ntimezone = "Europe/Moscow"\n')
    (folder / "maps" / "windows.yaml").write_text(map_.text, "utf-8")
    with open_workspace(folder, StoppedClock(end)) as workspace:
        for at in range(0, len(events), 2_000):
            part = events[at : at + 2_000]
            workspace.intake.keep(Offer("drawn", end, part, body_hashes(part)))
        workspace.live.drain()
        (told,) = run((Flow(),), workspace.boards["windows"].slices(), asked)
    assert told == drawn
    assert told.journeys.leads > 50
