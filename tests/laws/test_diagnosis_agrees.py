"""A diagnosis and its alerts are what their definitions say, and obey their laws."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies import companies, crowds, questions
from reference import alerts as slow_alerts
from reference import diagnosis as slow
from reference.agree import agree
from reference.walked import stories
from strategies import times as so_many
from tropa.clock import DAY, WEEK
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.alerts import Alerts, weeks_before
from tropa.measure.diagnosis import Diagnosis, diagnose
from tropa.measure.diagnosis_words import next_steps, sentences
from tropa.measure.exact_test import p_value, tails, usual_band
from tropa.measure.fold import Asked
from tropa.measure.kpis import Kpis
from tropa.measure.overview import overview
from tropa.measure.run import Slice, run
from tropa.measure.sale import sale_stage
from tropa.measure.stall import Stall
from tropa.place.journey import place
from tropa.place.rules import compile_edition
from tropa.trail import TrailBatch
from tropa.words import LANGUAGES

TARGET = """kpis:
  on:
    share: from {start} to {end}
    within: 2d
    target: at least {share}%
"""


@st.composite
def with_targets(draw: st.DrawFn) -> Map:
    """A company that says what it expects of some of its steps."""
    text = draw(companies()).text
    share = draw(st.sampled_from((30, 60, 90)))
    if draw(st.booleans()):
        pairs = (("enquiry", "measure"), ("measure", "offer"), ("offer", "sale"))
        start, end = draw(st.sampled_from(pairs))
        target = TARGET.format(start=start, end=end, share=share)
        text = text.replace("kpis:\n", target, 1)
    if draw(st.booleans()):
        stage = draw(st.sampled_from(("enquiry", "measure", "offer")))
        planned = f"  - stage: {stage}\n    probability: {share}%\n"
        text = text.replace(f"  - stage: {stage}\n", planned, 1)
    return read_map(text)


def diagnosed(slices: list[Slice], asked: Asked) -> Diagnosis:
    kpis, stall = run((Kpis(), Stall()), slices, asked)
    return diagnose(overview(asked, slices), kpis, stall, (asked.as_of - DAY, asked.as_of))


@so_many(0.7)
@given(st.data(), with_targets(), crowds(8))
def test_every_step_is_held_against_what_its_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    placed = place(crowd, [compile_edition(map_)])
    found = diagnosed([Slice(one) for one in placed], asked)
    told = slow.links(stories(placed, map_), asked, sale_stage(map_))
    agree(found.links, [slow.same(one) for one in told])


@so_many(0.3)
@given(st.data(), with_targets(), crowds(8))
def test_whatever_ails_is_said_in_both_languages(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    slices = [Slice(one) for one in place(crowd, [compile_edition(map_)])]
    found = diagnosed(slices, asked)
    codes: list[list[str]] = []
    for language in LANGUAGES:
        said = sentences(found, language)
        advice = next_steps(found, language)
        assert all(said)
        assert advice
        assert not any("{" in one for one in [*said, *(one for _, one in advice)])
        codes.append([code for code, _ in advice])
    assert codes[0] == codes[1]


@so_many(0.3)
@given(st.data(), with_targets(), crowds(8))
def test_the_worst_step_is_at_no_less_than_any_other_of_its_kind(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    slices = [Slice(one) for one in place(crowd, [compile_edition(map_)])]
    found = diagnosed(slices, asked)
    worst = found.worst
    if worst is None:
        assert all(one.basis is None for one in found.links)
        return
    for one in found.links:
        assert (one.sales or 0) >= 0
        if one.basis == worst.basis:
            assert (one.sales or 0) <= (worst.sales or 0) + 1e-9


@so_many(0.7)
@given(st.data(), companies(), crowds(8))
def test_a_week_is_held_against_those_before_it_as_the_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = Asked(map_, data.draw(questions(map_)).as_of + data.draw(st.integers(0, 8)) * WEEK)
    placed = place(crowd, [compile_edition(map_)])
    [found] = run((Alerts(),), [Slice(one) for one in placed], asked)
    agree(found.looks, slow_alerts.looks(stories(placed, map_), asked))
    assert not found.alerts


@so_many(0.3)
@given(st.data(), companies(), crowds(8))
def test_alerts_do_not_know_how_people_were_split(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = Asked(map_, data.draw(questions(map_)).as_of + 2 * WEEK)
    placed = place(crowd, [compile_edition(map_)])
    slices: list[Slice] = []
    for one in placed:
        left = np.asarray(data.draw(_halves(len(one.person))), np.bool_)
        slices += [Slice(one, left), Slice(one, ~left)]
    whole = run((Alerts(),), [Slice(one) for one in placed], asked)
    assert run((Alerts(),), slices, asked) == whole


def _halves(people: int) -> st.SearchStrategy[list[bool]]:
    return st.lists(st.booleans(), min_size=people, max_size=people)


@given(st.data(), companies())
def test_a_week_begins_on_a_monday_and_is_over(data: st.DataObject, map_: Map) -> None:
    at = data.draw(st.integers(80, 25_000)) * DAY + data.draw(st.integers(0, DAY - 1))
    weeks = weeks_before(at, map_)
    assert weeks.until <= at < weeks.until + WEEK + DAY
    for day in (weeks.begin, weeks.since, weeks.until):
        assert slow_alerts.midnight(slow_alerts.monday(day, map_), map_) == day


# ---------------------------------------------------------------- the exact test

groups = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(groups, groups)
def test_chance_is_every_way_the_deeds_could_have_fallen(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    slowly = slow_alerts.p_value(*one, *other)
    assert p_value(*one, *other) == pytest.approx(float(slowly), rel=1e-9, abs=1e-12)


@given(groups, groups)
def test_two_groups_differ_as_much_whichever_is_asked_about(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    there, back = p_value(*one, *other), p_value(*other, *one)
    assert there == pytest.approx(back, rel=1e-9, abs=1e-12)


@given(groups, groups)
def test_more_deeds_are_never_less_likely_to_be_too_many(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    n = one[1]
    chances = [tails(k, n, *other) for k in range(n + 1)]
    for (below, above), (more_below, less_above) in pairwise(chances):
        assert below <= more_below + 1e-12
        assert less_above <= above + 1e-12


@given(st.integers(1, 40), groups, st.sampled_from((0.5, 0.05, 0.002)))
def test_the_band_holds_exactly_what_is_likely_enough(
    n: int, other: tuple[int, int], level: float
) -> None:
    least, most = usual_band(n, *other, level)
    inside = [k for k in range(n + 1) if p_value(k, n, *other) > level]
    assert (least, most) == (inside[0], inside[-1])
    assert len(inside) == most - least + 1
