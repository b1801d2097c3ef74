"""What changed with a launch is what the definition says."""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from zoneinfo import ZoneInfo

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companies import companies, crowds, questions
from reference import effect as slow
from reference.agree import agree
from strategies import START, batches, editions
from strategies import times as so_many
from tropa.clock import BEFORE, DAY, FOREVER, HOUR
from tropa.map.document import Map
from tropa.measure.effect import Launch, effect
from tropa.measure.fold import Asked
from tropa.measure.lead_months import LeadMonths, LeadRows, begins_at, month_at, months_of
from tropa.measure.redrawn_means import redrawn
from tropa.measure.run import Slice, run
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.trail import TrailBatch
from unit.measure.small import FIRM

MONTHS = 30
FIRST = month_at(START, FIRM.zone) - 12
moments = st.integers(-380, 600).map(lambda days: START + days * DAY + 7 * HOUR)
borders = st.integers(-12, 18).map(lambda month: begins_at(FIRST + 12 + month, FIRM.zone))
instants = st.one_of(moments, borders)
lasts = st.sampled_from((DAY, 20 * DAY, 45 * DAY))
same_leads = st.tuples(
    st.builds(
        slow.Lead,
        edition=st.sampled_from((1, 1, 2)),
        month=st.integers(0, MONTHS).map(lambda at: slow.moved((1970, 1), FIRST + at)),
        sold=st.booleans(),
        money=st.sampled_from((0, 0, 100, 250, -30)),
    ),
    st.sampled_from((1, 1, 3, 40, 2000)),
)


def numbered(leads: Sequence[slow.Lead]) -> Counter[tuple[int, ...]]:
    """The same leads as rows of numbers."""
    return Counter(
        (one.edition, (one.month[0] - 1970) * 12 + one.month[1] - 1, one.sold, one.money)
        for one in leads
    )


def rows_of(leads: Sequence[slow.Lead]) -> LeadRows:
    """As the fold would have counted them."""
    counted = sorted(numbered(leads).items())
    table = np.asarray([(*row, count) for row, count in counted], np.int64).reshape(-1, 5)
    return LeadRows(*table.T)


def agrees(placed: Sequence[Placed], asked: Asked, within: int) -> None:
    [found] = run((LeadMonths(within),), [Slice(one) for one in placed], asked)
    assert rows_of(slow.leads(placed, asked, within))._fields == found._fields
    counted = numbered(slow.leads(placed, asked, within))
    rows = list(zip(*(column.tolist() for column in found), strict=True))
    assert rows == sorted(rows)
    assert {row[:-1]: row[-1] for row in rows} == counted


@so_many(0.3)
@given(st.data(), companies(), crowds(), st.sampled_from((12 * HOUR, DAY, 4 * DAY)))
def test_leads_and_what_came_of_them_are_what_the_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: int
) -> None:
    agrees(place(crowd, [compile_edition(map_)]), data.draw(questions(map_)), within)


@so_many(0.3)
@given(st.data(), editions(), batches(ties=False), st.sampled_from((DAY, 4 * DAY)))
def test_leads_are_told_by_the_edition_that_placed_them(
    data: st.DataObject, live: list[tuple[Map, int]], batch: TrailBatch, within: int
) -> None:
    asked = data.draw(questions(live[-1][0]))
    known = [compile_edition(map_, at, since) for at, (map_, since) in enumerate(live)]
    agrees(place(batch, known), asked, within)


@given(
    st.lists(st.one_of(instants, borders.map(lambda at: at - 1)), max_size=8),
    st.sampled_from(("UTC", "Europe/Moscow", "Asia/Vladivostok", "America/New_York")),
)
def test_a_month_is_that_of_the_calendar_on_the_wall(at: list[int], zone: str) -> None:
    found = months_of(np.asarray(at, np.int64), ZoneInfo(zone)).tolist()
    said = [slow.month_of(one, ZoneInfo(zone)) for one in at]
    assert [slow.moved((1970, 1), one) for one in found] == said


@st.composite
def asked_late(draw: st.DrawFn) -> Asked:
    """Moments late enough for months to ripen, and any period."""
    whole = draw(st.sampled_from((True, True, True, False)))
    since, until = (BEFORE, FOREVER) if whole else sorted(draw(st.tuples(instants, instants)))
    late = st.integers(200, 600).map(lambda days: START + days * DAY)
    return Asked(FIRM, draw(st.one_of(late, borders)), since, until)


@st.composite
def launches(draw: st.DrawFn) -> Launch:
    early = st.integers(-60, 200).map(lambda days: START + days * DAY)
    at = draw(st.one_of(early, borders))
    since = draw(st.sampled_from((BEFORE, BEFORE, at - 40 * DAY, at - 370 * DAY)))
    until = draw(st.sampled_from((FOREVER, at + 100 * DAY, at + 200 * DAY)))
    return Launch(draw(st.integers(1, 2)), at, until, draw(st.booleans()), since)


@given(
    st.lists(same_leads, min_size=15, max_size=40),
    st.booleans(),
    asked_late(),
    launches(),
    lasts,
    st.sampled_from((None, 0.0, 2.5 * DAY, 50.25 * DAY)),
)
def test_the_effect_of_a_launch_is_what_its_definition_says(
    drawn: list[tuple[slow.Lead, int]],
    every_month: bool,
    asked: Asked,
    launch: Launch,
    within: int,
    cycle: float | None,
) -> None:
    today = slow.month_of(asked.as_of, asked.map.zone)
    told = [one for one, times in drawn for _ in range(times)]
    if every_month:
        months = [slow.moved((1970, 1), FIRST + at) for at in range(MONTHS)]
        told += [slow.Lead(1, month, sold=True, money=300) for month in months]
    leads = [one for one in told if one.month <= today]
    until = None if launch.until == FOREVER else launch.until
    when = slow.Launch(launch.edition, launch.at, until, launch.alone, launch.since)
    exact = None if cycle is None else Fraction(cycle)
    found = effect(rows_of(leads), asked, launch, within, cycle)
    agree(found, slow.effect(leads, asked, when, within, exact))


@so_many(0.3)
@given(
    st.dictionaries(
        st.sampled_from((0, 100, 250, -30, 7_000)), st.integers(1, 1030), min_size=2
    ),
    st.sampled_from(("after", "before")),
)
def test_drawings_are_of_the_seed_the_side_and_the_amount(
    counts: dict[int, int], side: str
) -> None:
    amounts = sorted(counts)
    people = np.asarray([counts[one] for one in amounts], np.int64)
    found = redrawn(side, np.asarray(amounts, np.int64), people)[:4].tolist()
    drawn = [slow.redrawn(side, draw, Counter(counts)) for draw in range(4)]
    agree(found, [slow.mean(one) for one in drawn])
