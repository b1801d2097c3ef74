"""Working time and every figure of control are what their definitions say."""

import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from companies import companies, crowds, questions
from reference import completeness as slow_completeness
from reference import control as slow_control
from reference import uplift as slow_uplift
from reference import working_time as slow_time
from reference.acts import everybody
from reference.agree import agree
from reference.chance_at_touch import chance_at_touch as chance_slowly
from reference.owners import owners as slow_owners
from reference.quality import quality as quality_slowly
from reference.quality import score as score_slowly
from reference.response import response as response_slowly
from reference.response import waiting as waiting_slowly
from reference.stall import stall as stall_slowly
from reference.walked import stories
from strategies import batches, editions
from strategies import times as so_many
from tropa.clock import DAY, HOUR, MINUTE, from_datetime, zone_of
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.calendar import (
    CALENDARS,
    WorkingCalendar,
    calendar_of,
    deadline,
    elapsed,
    month_of,
    working_time,
)
from tropa.measure.chance_at_touch import ChanceAtTouch
from tropa.measure.completeness import Heard, completeness
from tropa.measure.conformance import Conformance
from tropa.measure.control import freshness
from tropa.measure.fold import Fold
from tropa.measure.managed import Managed
from tropa.measure.month_plan import MonthPlan
from tropa.measure.overview import overview
from tropa.measure.owners import Figures, owners
from tropa.measure.pressure import Pressure
from tropa.measure.quality import TouchQuality, quality
from tropa.measure.response import Response, waiting
from tropa.measure.run import Slice, run
from tropa.measure.stall import NextSteps, Stall
from tropa.measure.touch_parts import PARTS, PENALTIES, Parts
from tropa.measure.uplift import POWER, Arm, sample, uplift
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.trail import TrailBatch
from unit.measure.complete import LINES, MAY_GO, complete

ZONES: Final = (
    "Europe/Moscow",
    "Asia/Kamchatka",
    "Europe/Berlin",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)

# ---------------------------------------------------------------- working time


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    """Any days, any hours, any of some zones."""
    opens = draw(st.integers(0, 23 * 4)) * 15 * MINUTE
    closes = draw(st.integers(opens // (15 * MINUTE) + 1, 24 * 4)) * 15 * MINUTE
    zone = zone_of(draw(st.sampled_from(ZONES)))
    return WorkingCalendar(draw(st.sampled_from(CALENDARS)), zone, opens, closes)


_FIRST: Final = from_datetime(datetime(2024, 1, 5, tzinfo=UTC))
_LAST: Final = from_datetime(datetime(2027, 12, 25, tzinfo=UTC))
moments = st.one_of(
    st.integers(_FIRST, _LAST),
    st.integers(_FIRST // (15 * MINUTE), _LAST // (15 * MINUTE)).map(
        lambda at: at * 15 * MINUTE
    ),
)
"""Of the years whose days off are printed; often on the quarter, where hours begin and end."""


@given(calendars(), moments, st.lists(st.integers(-20 * DAY, 20 * DAY), min_size=1, max_size=6))
def test_working_time_is_what_a_wall_calendar_says(
    calendar: WorkingCalendar, first: int, steps: list[int]
) -> None:
    since = np.asarray([first] * len(steps), np.int64)
    until = np.clip(since + np.asarray(steps, np.int64), _FIRST, _LAST)
    found = working_time(calendar, since, until)
    pairs = zip(since.tolist(), until.tolist(), strict=True)
    assert found.tolist() == [slow_time.working_time(calendar, *pair) for pair in pairs]


@given(calendars(), st.lists(moments, min_size=3, max_size=3).map(sorted))
def test_working_time_adds_up_and_is_never_longer_than_time(
    calendar: WorkingCalendar, at: list[int]
) -> None:
    since, until = np.asarray([at[0], at[1], at[0]]), np.asarray([at[1], at[2], at[2]])
    one, two, whole = working_time(calendar, since, until).tolist()
    assert one + two == whole
    assert 0 <= one <= at[1] - at[0]


@given(calendars(), moments)
def test_a_month_goes_by_as_a_wall_calendar_says(calendar: WorkingCalendar, at: int) -> None:
    month = month_of(at, calendar.zone)
    assert month.begins <= at < month.ends
    found = elapsed(calendar, month.first, month.end, at)
    gone, days = slow_time.month_share(calendar, at)
    assert found.days == days
    assert abs(found.gone - gone) < 1e-9
    assert elapsed(calendar, month.first, month.end, month.begins).gone <= 1e-9
    assert elapsed(calendar, month.first, month.end, month.ends).gone == days


# ---------------------------------------------------------------- people

# What a company may state besides: a line of its map, and the same with more to it.
MORE: Final = (
    ("  - stage: enquiry\n", "  - stage: enquiry\n    sla: 12h\n    owner: ann\n"),
    ("  - touchpoint: visit\n", "  - touchpoint: visit\n    owner: ann\n"),
    ("  - touchpoint: quote\n", "  - touchpoint: quote\n    owner: bob\n"),
    ("  - stage: measure\n", "  - stage: measure\n    sla: 2h\n    required: true\n"),
    ("  - stage: enquiry\n", "  - stage: enquiry\n    required: true\n"),
    ("    interaction: chat\n", "    interaction: unsubscribe\n"),
    ("    interaction: message_click\n", "    interaction: open\n"),
    ("  - touchpoint: gone\n", "  - touchpoint: gone\n    interaction: task\n"),
    ("  - touchpoint: visit\n", "  - touchpoint: visit\n    interaction: meet\n"),
    ("  - touchpoint: request\n", "  - touchpoint: request\n    interaction: call_in\n"),
    (
        "  - touchpoint: letter\n",
        "  - touchpoint: letter\n    stage: measure\n    mandatory: true\n",
    ),
    (
        "  - touchpoint: call\n",
        "  - touchpoint: call\n    stage: enquiry\n    mandatory: true\n",
    ),
    ("    interaction: message\n", "    interaction: message\n    script: said\n"),
    ("    interaction: message\n", "    interaction: message\n    service: true\n"),
    ("    event: wrote\n", "    event: wrote\n    reviewed: 2026-03-04\n"),
    ("    event: seen\n", "    event: seen\n    reviewed: 2026-02-20\n"),
    ("  - stage: contract\n", "  - stage: contract\n    plan: 3\n    norm: 2d\n"),
)

TAILS: Final = (
    "plan:\n  month: {measure: 4, contract: 0, audience: 9, letter: 3, tea: 2}\n",
    "contact:\n  at_most: [2 per 2d, 3 per 20d]\n",
    "review:\n  every: 10d\n",
)


@st.composite
def firms(draw: st.DrawFn) -> Map:
    """A company that watches how its map is kept to."""
    text = draw(companies()).text
    for line, more in draw(st.lists(st.sampled_from(MORE), unique=True)):
        text = text.replace(line, more, 1)
    text += "owners: {bob: {title: Bob}, ann: {title: Ann}}\n"
    text += "scripts: {said: {purpose: to be said}}\n"
    return read_map(text + "".join(draw(st.lists(st.sampled_from(TAILS), unique=True))))


def placed_by(map_: Map, crowd: TrailBatch) -> list[Placed]:
    return list(place(crowd, [compile_edition(map_)]))


def slices(placed: Sequence[Placed]) -> list[Slice]:
    return [Slice(one) for one in placed]


@so_many(0.5)
@given(st.data(), firms(), crowds(), calendars())
def test_first_responses_are_what_their_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch, calendar: WorkingCalendar
) -> None:
    asked = data.draw(questions(map_))
    placed = placed_by(map_, crowd)
    [found] = run((Response(calendar),), slices(placed), asked)
    agree(found, response_slowly(everybody(placed, asked), asked, calendar))


@so_many(0.5)
@given(st.data(), firms(), crowds())
def test_who_waits_for_a_first_answer_is_told_until_when(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    placed = placed_by(map_, crowd)
    expected = waiting_slowly(everybody(placed, asked), asked)
    found: dict[int, int] = {}
    for one in slices(placed):
        standing = one.stand(asked.as_of, asked.map)
        told = waiting(standing, asked)
        keys = standing.placed.key[standing.journey[told.row]]
        found |= dict(zip(keys.tolist(), told.deadline.tolist(), strict=True))
    calendar = calendar_of(asked.map)
    until = {
        key: int(deadline(calendar, np.asarray([since]), np.asarray([limit]))[0])
        for key, (since, limit) in expected.items()
    }
    assert found == until


# ---------------------------------------------------------------- plays

arms = st.integers(1, 400).flatmap(
    lambda n: st.builds(Arm, st.integers(0, n), st.just(n), st.integers(-(10**6), 10**6))
)


@given(arms, arms)
def test_uplift_is_what_two_intervals_say(treatment: Arm, holdout: Arm) -> None:
    found = uplift(treatment, holdout)
    more, low, high, recovered, margin = slow_uplift.uplift(
        (treatment.recovered, treatment.assigned, treatment.margin),
        (holdout.recovered, holdout.assigned, holdout.margin),
    )
    agree(found, {"difference": more, "recovered": recovered})
    assert found.low == pytest.approx(max(-1, low), abs=1e-9)
    assert found.high == pytest.approx(min(1, high), abs=1e-9)
    assert found.margin is not None
    assert abs(found.margin - margin) <= Fraction(1, 2)


@given(arms, arms)
def test_turned_round_a_play_harms_where_it_brought_back(one: Arm, other: Arm) -> None:
    there, back = uplift(one, other), uplift(other, one)
    assert there.difference == pytest.approx(-(back.difference or 0), abs=1e-12)
    assert there.low == pytest.approx(-(back.high or 0), abs=1e-12)
    turned = {"brings_back": "harms", "harms": "brings_back", "not_proven": "not_proven"}
    assert turned[there.verdict] == back.verdict


@given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 9))
def test_so_many_people_see_the_difference_and_one_less_would_not(
    base: int, expected: int, times: int
) -> None:
    assume(base != expected)
    needed = sample(base / 100, expected / 100, times)
    assume(needed.holdout > 2)
    enough = slow_uplift.power(base / 100, expected / 100, needed.holdout, needed.treatment)
    less = needed.holdout - 1
    too_few = slow_uplift.power(base / 100, expected / 100, less, times * less)
    assert too_few < POWER + 1e-9
    assert enough >= POWER - 1e-9


# ---------------------------------------------------------------- touches


@so_many(0.5)
@given(st.data(), firms(), crowds())
def test_the_chance_at_a_touch_is_what_its_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    placed = placed_by(map_, crowd)
    [found] = run((ChanceAtTouch(),), slices(placed), asked)
    agree(found.at, chance_slowly(stories(placed, map_), asked))
    came = [one.denominator for one in found.at]
    assert came == sorted(came, reverse=True)


@so_many(0.5)
@given(st.data(), firms(), crowds())
def test_the_quality_of_touches_is_what_its_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    placed = placed_by(map_, crowd)
    [found] = run((TouchQuality(),), slices(placed), asked)
    for one, slow in zip(
        found.points, quality_slowly(everybody(placed, asked), asked), strict=True
    ):
        assert one.mean == pytest.approx(slow.pop("mean"), abs=1e-5)
        agree(one, slow)


_parts = st.tuples(
    *(st.sampled_from((None, Fraction(0), Fraction(1), Fraction(1, 3))) for _ in PARTS)
)


@given(st.lists(st.tuples(_parts, st.tuples(*(st.booleans() for _ in PENALTIES))), max_size=5))
def test_quality_weighs_what_is_seen(
    touches: list[tuple[tuple[Fraction | None, ...], tuple[bool, ...]]],
) -> None:
    values = np.asarray(
        [[np.nan if one is None else float(one) for one in seen] for seen, _ in touches]
    )
    charged = np.asarray([list(marks) for _, marks in touches], np.bool_)
    found = quality(
        Parts(values.reshape(-1, len(PARTS)).T, charged.reshape(-1, len(PENALTIES)).T)
    )
    for score, (seen, marks) in zip(found.score.tolist(), touches, strict=True):
        known = {name: one for name, one in zip(PARTS, seen, strict=True) if one is not None}
        penalty = sum(one for one, mark in zip((50, 25, 20), marks, strict=True) if mark)
        slow = score_slowly(known, penalty)
        assert math.isnan(score) if slow is None else score == pytest.approx(slow, abs=1e-9)


# ---------------------------------------------------------------- who waits for whom


@so_many(0.5)
@given(st.data(), firms(), crowds())
def test_stall_and_contact_gaps_are_what_their_definitions_say(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    placed = placed_by(map_, crowd)
    keys = sorted({int(key) for one in placed for key in one.key})
    steps = {
        key: asked.as_of + data.draw(st.integers(-2, 2)) * DAY
        for key in keys
        if data.draw(st.booleans())
    }
    planned = NextSteps(
        np.asarray(list(steps), np.int64), np.asarray(list(steps.values()), np.int64)
    )
    [found] = run((Stall(planned),), slices(placed), asked)
    agree(found, stall_slowly(everybody(placed, asked), asked, steps))


# ---------------------------------------------------------------- plan and control


@so_many(0.5)
@given(st.data(), firms(), crowds(), calendars())
def test_a_month_is_held_against_its_plan_as_the_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch, calendar: WorkingCalendar
) -> None:
    calendar = replace(calendar, zone=map_.zone)
    asked = data.draw(questions(map_))
    placed = placed_by(map_, crowd)
    [found] = run((MonthPlan(calendar),), slices(placed), asked)
    agree(found.lines, slow_control.month_plan(everybody(placed, asked), asked, calendar))


@so_many(0.5)
@given(st.data(), firms(), crowds(), st.sampled_from((0, HOUR, 12 * HOUR, DAY, 7 * DAY)))
def test_the_managed_share_is_what_its_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: int
) -> None:
    asked = data.draw(questions(map_))
    placed = placed_by(map_, crowd)
    [found, longer] = run((Managed(within), Managed(within + DAY)), slices(placed), asked)
    agree(found, slow_control.managed(everybody(placed, asked), asked, within))
    assert longer.all.numerator >= found.all.numerator


@so_many(0.5)
@given(st.data(), firms(), crowds())
def test_deviations_are_what_their_definitions_say(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    placed = placed_by(map_, crowd)
    told = everybody(placed, asked)
    [found] = run((Conformance(),), slices(placed), asked)
    agree(found, slow_control.conformance(told, asked))
    common = slow_control.commonness(told, asked)
    top = [(one.kind, one.at, one.journeys.numerator) for one in found.deviations]
    assert {(kind, at): count for kind, at, count in top}.items() <= common.items()
    assert [count for *_, count in top] == sorted(common.values(), reverse=True)[:10]
    assert 0 <= found.fitness.numerator <= found.fitness.denominator


@so_many(0.5)
@given(st.data(), firms(), crowds())
def test_pressure_is_what_its_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    placed = placed_by(map_, crowd)
    [found] = run((Pressure(),), slices(placed), asked)
    agree(found, slow_control.pressure(everybody(placed, asked), asked))
    slow = slow_control.fresh(map_, asked.as_of)
    rate = freshness(map_, asked.as_of).rate
    agree(rate, slow) if rate is not None else agree(slow, None)


# ---------------------------------------------------------------- the map itself

_heard = st.lists(st.sampled_from(("request", "call", "visit", "letter")), unique=True)


@so_many(0.5)
@given(st.sets(st.integers(0, len(MAY_GO) - 1)), _heard)
def test_completeness_is_what_is_told_of_what_may_be(gone: set[int], heard: list[str]) -> None:
    map_ = complete(gone)
    found = completeness(map_, heard)
    assert found.exact == slow_completeness.completeness(map_, heard)
    assert found.exact + sum(one.gain for one in found.missing) == 100
    assert 0 <= found.exact <= 100


@so_many(0.3)
@given(st.sets(st.integers(0, len(MAY_GO) - 1), min_size=1), st.data())
def test_a_line_more_raises_the_score_by_what_was_missing(
    gone: set[int], data: st.DataObject
) -> None:
    line = data.draw(st.sampled_from(sorted(gone)))
    # What a touchpoint is for changes what is asked of it: it is no gain.
    assume("role:" not in LINES[MAY_GO[line]])
    before = completeness(complete(gone), ())
    after = completeness(complete(gone - {line}), ())
    filled = [one for one in before.missing if one not in after.missing]
    assume(all(one in before.missing for one in after.missing))
    assert after.exact == before.exact + sum(one.gain for one in filled)


# ---------------------------------------------------------------- owners and splits


@so_many(0.5)
@given(st.data(), firms(), crowds())
def test_figures_by_owner_make_the_total(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    whole = overview(asked, slices(placed_by(map_, crowd)))
    found = owners(map_, whole.flow, whole.losses, whole.points)
    slow = slow_owners(map_, whole)
    assert {one.owner for one in found.owners} == set(slow)
    for one in found.owners:
        assert asdict(one.figures) == {name: slow[one.owner][name] for name in _FIGURES}
    for name in _FIGURES:
        assert sum(getattr(one.figures, name) for one in found.owners) == getattr(
            found.total, name
        )


_FIGURES: Final = tuple(Figures.__slots__)
FOLDS: Final[dict[str, Callable[[], Fold[Any, Any]]]] = {
    "response": lambda: Response(WorkingCalendar("weekdays", zone_of("Europe/Moscow"), 0, DAY)),
    "chance at touch": ChanceAtTouch,
    "touch quality": TouchQuality,
    "stall": Stall,
    "month plan": MonthPlan,
    "managed share": Managed,
    "conformance": Conformance,
    "pressure": Pressure,
    "heard": Heard,
}


def groups(people: int, count: int) -> st.SearchStrategy[list[int]]:
    """For each person the slice it falls into."""
    return st.lists(st.integers(0, count - 1), min_size=people, max_size=people)


@pytest.mark.parametrize("name", FOLDS)
@so_many(0.3)
@given(data=st.data(), map_=firms(), crowd=crowds(6))
def test_any_split_of_people_in_any_order_gives_the_same_answer(
    data: st.DataObject, map_: Map, crowd: TrailBatch, name: str
) -> None:
    asked, placed = data.draw(questions(map_)), placed_by(map_, crowd)
    count = data.draw(st.integers(1, 4))
    split = [
        Slice(one, np.asarray(group) == number)
        for one in placed
        for group in [data.draw(groups(len(one.person), count))]
        for number in range(count)
    ]
    fold = FOLDS[name]()
    [whole] = run((fold,), slices(placed), asked)
    [parts] = run((fold,), data.draw(st.permutations(split)), asked)
    assert parts == whole
    [nobody] = run((fold,), [], asked)
    assert nobody == fold.finish(fold.start(asked), asked)


@so_many(0.3)
@given(st.data(), st.sampled_from(("person", "deal")))
def test_journeys_of_earlier_editions_and_of_deals_are_told_by_the_map_asked_for(
    data: st.DataObject, unit: str
) -> None:
    live = data.draw(editions(unit))
    batch = data.draw(batches(deals=unit == "deal", ties=False))
    asked = data.draw(questions(live[-1][0]))
    compiled = [compile_edition(map_, at, since) for at, (map_, since) in enumerate(live)]
    placed = list(place(batch, compiled))
    calendar = WorkingCalendar("weekdays", asked.map.zone, 0, 20 * HOUR)
    folds = (
        Response(calendar),
        ChanceAtTouch(),
        TouchQuality(),
        Stall(),
        MonthPlan(calendar),
        Managed(),
        Conformance(),
        Pressure(),
    )
    found = run(folds, slices(placed), asked)
    told = everybody(placed, asked)
    agree(found[0], response_slowly(told, asked, calendar))
    agree(found[1].at, chance_slowly(stories(placed, asked.map), asked))
    for one, slow in zip(found[2].points, quality_slowly(told, asked), strict=True):
        assert one.mean == pytest.approx(slow.pop("mean"), abs=1e-5)
        agree(one, slow)
    agree(found[3], stall_slowly(told, asked, {}))
    agree(found[4].lines, slow_control.month_plan(told, asked, calendar))
    agree(found[5], slow_control.managed(told, asked, 7 * DAY))
    agree(found[6], slow_control.conformance(told, asked))
    agree(found[7], slow_control.pressure(told, asked))
