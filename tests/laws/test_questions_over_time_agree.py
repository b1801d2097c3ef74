"""Questions over time are what their definitions say, whichever way people are split.

Trails lie around the nights clocks are changed and months end, many rows on the very edges of
days.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from math import isclose
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from reference import questions_of_habit as habit
from reference import questions_of_numbers as numbers
from reference import questions_over_time as slow
from reference.questions_over_time import Row, Time, Trail
from strategies import times as so_many
from tropa.clock import Instant, from_datetime, iso, zone_of
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.query import Query
from tropa.measure.questions.read import read_question
from tropa.measure.questions.run import ask
from tropa.measure.questions.scope import bind
from tropa.measure.questions.track import Track
from unit.measure.questions.walking import in_parts

ZONES: Final = ("Europe/Berlin", "America/New_York", "Europe/Moscow", "UTC")
ACTS: Final = ("buy", "buy", "call", "look")
SOURCES: Final = ("ya", "vk", "", None)

# Nights when clocks change in Berlin and New York, ends of months, a leap day.
DAYS: Final = (
    (2024, 2, 28),
    (2024, 3, 9),
    (2024, 3, 30),
    (2024, 10, 26),
    (2024, 11, 2),
    (2024, 12, 30),
)
AFTER: Final = (0, 1, 1, 2, 3, 7, 8, 14, 31)
EDGES: Final = (0, 0, -1, 1, 3_600_000_000, 9_000_000_000, 43_200_000_000)


def map_in(zone: str) -> Map:
    return read_map(f"map: told\ntitle: Told\ntimezone: {zone}\n")


@st.composite
def instants(draw: st.DrawFn, zone: str, near: tuple[int, int, int]) -> Instant:
    """An instant of the weeks after a day, often on the very edge of a local day or hour."""
    local = datetime(*near, tzinfo=zone_of(zone)) + timedelta(days=draw(st.sampled_from(AFTER)))
    return from_datetime(local) + draw(st.sampled_from(EDGES))


@st.composite
def rows(draw: st.DrawFn, zone: str, near: tuple[int, int, int]) -> Row:
    fields: dict[str, Any] = {}
    source = draw(st.sampled_from(SOURCES))
    if source is not None:
        fields["source"] = source
    amount = draw(st.sampled_from(("100", "0.1", 0.2, 7, "many", None, "-3,5", "100")))
    if amount is not None:
        fields["amount"] = amount
    return draw(instants(zone, near)), draw(st.sampled_from(ACTS)), fields


Crowd = tuple[str, list[Trail], list[int], dict[str, Instant]]

lengths = st.sampled_from(("day", "week", "month"))


@st.composite
def crowds(draw: st.DrawFn) -> Crowd:
    """A zone, people, the part each lies in, and the moments of a question."""
    zone, near = draw(st.sampled_from(ZONES)), draw(st.sampled_from(DAYS))
    trails = draw(st.lists(st.lists(rows(zone, near), max_size=16), min_size=1, max_size=6))
    trails = [sorted(one, key=lambda row: row[0]) for one in trails]
    parts = draw(st.lists(st.integers(0, 3), min_size=len(trails), max_size=len(trails)))
    moments: dict[str, Instant] = {"as_of": draw(instants(zone, near))}
    since = draw(st.one_of(st.none(), instants(zone, near)))
    until = draw(st.one_of(st.none(), instants(zone, near)))
    if since is not None and since < moments["as_of"]:
        moments["from"] = since
    if until is not None and until > moments.get("from", 0):
        moments["to"] = until
    return zone, list(trails), parts, moments


def query_of(text: str, zone: str, moments: Mapping[str, Instant]) -> Query[Any]:
    said = "".join(f"\n{name}: {iso(at)}" for name, at in moments.items())
    written = read_question(text + said, KINDS)
    scope = bind(written.record, map_in(zone), moments["as_of"])
    return written.kind.bind(written.record, scope)


def time_of(zone: str, moments: Mapping[str, Instant], length: str) -> Time:
    return Time(
        length,
        zone_of(zone),
        moments.get("from", float("-inf")),
        moments.get("to", float("inf")),
        moments["as_of"],
    )


def does(name: str) -> slow.Means:
    return lambda row: row[1] == name


def answers(query: Query[Any], trails: Sequence[Trail], parts: Sequence[int]) -> dict[str, Any]:
    """The answer, which no other split may change; and it never tells more than once."""
    found = ask(query, in_parts(trails, parts))
    assert found == ask(query, in_parts(trails, [0] * len(trails)))
    return found


def together(trails: Sequence[Trail]) -> Track:
    """Everybody in one track."""
    [lazy] = in_parts(trails, [0] * len(trails))
    return lazy()


# ---------------------------------------------------------------- retention

COLUMNS: Final = (
    ("periods: 3", [(0, 0), (1, 1), (2, 2), (3, 3)], False),
    ("periods: 1", [(0, 0), (1, 1)], False),
    ("brackets: [1, 3, 7]", [(0, 0), (1, 1), (2, 3), (4, 7)], True),
)


@given(st.data(), crowds())
def test_who_returns_is_who_came_back(data: st.DataObject, crowd: Crowd) -> None:
    zone, trails, parts, moments = crowd
    length = data.draw(lengths)
    columns, offsets, in_days = data.draw(st.sampled_from(COLUMNS))
    start = data.draw(st.sampled_from(("recurring", "first_time", "first_ever")))
    window = data.draw(st.sampled_from(("on", "on_or_after")))
    least, back = data.draw(st.sampled_from(((1, 1), (1, 2), (2, 1))))
    returns = data.draw(st.sampled_from(("buy", "call")))
    query = query_of(
        f"question: retention\nbegins: {{event: buy, at_least: {least}}}\n"
        f"returns: {{event: {returns}, at_least: {back}}}\n"
        f"period: {length}\n{columns}\nstart: {start}\nwindow: {window}",
        zone,
        moments,
    )
    asked = time_of(zone, moments, length)
    what = slow.Retained(
        does("buy"),
        does(returns),
        offsets,
        in_days,
        least,
        back,
        start,
        window == "on_or_after",
    )
    table = slow.retention(trails, asked, what)
    found = answers(query, trails, parts)
    told = {
        row["period"]: [row["units"], *(cell["count"] for cell in row["cells"])]
        for row in found["cohorts"]
    }
    assert told == table
    for row in found["cohorts"]:
        cohort = slow.read(row["period"])
        assert [cell["young"] for cell in row["cells"]] == [
            slow.young(cohort, column, asked, what) for column in offsets
        ]
        assert row["partial"] == (not slow.whole(cohort, asked))
    means = [(one["count"], one["of"]) for one in found["mean"]]
    assert means == slow.mean(table, asked, what)
    behind(query, trails, found)


def behind(query: Query[Any], trails: Sequence[Trail], found: Mapping[str, Any]) -> None:
    """Every cell has as many people as it says."""
    track = together(trails)
    for row in found["cohorts"]:
        cell = f"cohort/{row['period']}"
        assert len(query.people(track, cell)) == row["units"]
        for one in row["cells"]:
            came = len(query.people(track, f"{cell}/{one['offset']}"))
            left = len(query.people(track, f"{cell}/{one['offset']}/not"))
            assert came == (one["count"] or 0)
            assert came + left == row["units"]


# ---------------------------------------------------------------- stickiness


@given(st.data(), crowds())
def test_how_many_periods_each_came_in(data: st.DataObject, crowd: Crowd) -> None:
    zone, trails, parts, moments = crowd
    length = data.draw(lengths)
    at_least = data.draw(st.sampled_from((1, 1, 2)))
    text = f"question: stickiness\nof: buy\nperiod: {length}\nat_least: {at_least}"
    query = query_of(text, zone, moments)
    asked = time_of(zone, moments, length)
    each = habit.stickiness(trails, asked, does("buy"), at_least)
    found = answers(query, trails, parts)
    assert found["units"] == len(each)
    assert found["mean_periods"] == (sum(each) / len(each) if each else None)
    track = together(trails)
    for row in found["distribution"]:
        periods = row["in_periods"]
        assert row["units"] == each.count(periods)
        assert row["at_least"] == sum(one >= periods for one in each)
        assert len(query.people(track, f"{periods}")) == row["units"]
        assert len(query.people(track, f"{periods}+")) == row["at_least"]
    assert len(found["distribution"]) >= max(each, default=0)


# ---------------------------------------------------------------- lifecycle


@given(st.data(), crowds())
def test_each_is_new_returning_resurrecting_or_dormant(
    data: st.DataObject, crowd: Crowd
) -> None:
    zone, trails, parts, moments = crowd
    length = data.draw(lengths)
    query = query_of(f"question: lifecycle\nof: buy\nperiod: {length}", zone, moments)
    asked = time_of(zone, moments, length)
    told = habit.lifecycle(trails, asked, does("buy"))
    found = answers(query, trails, parts)
    rows = found["periods"]
    assert [row["period"] for row in rows] == list(told)
    track = together(trails)
    for row in rows:
        counts = told[row["period"]]
        for name in ("active", "new", "returning", "resurrecting", "dormant"):
            assert row[name] == counts.get(name, 0)
            assert len(query.people(track, f"{name}/{row['period']}")) == row[name]
        assert row["active"] == row["new"] + row["returning"] + row["resurrecting"]
    for before, after in pairwise(rows):
        assert before["active"] == after["returning"] + after["dormant"]


# ---------------------------------------------------------------- trend

GROUPS: Final[tuple[tuple[str, numbers.GroupOf | None], ...]] = (
    ("", None),
    ("by: source", lambda _, row: source_of(row)),
    ("by: {field: source, rule: first}", lambda trail, _: first_source(trail)),
    ("by: {field: source, rule: last, top: 1}", lambda trail, _: first_source(trail[::-1])),
)


def first_source(trail: Trail) -> str | None:
    return next((source_of(row) for row in trail if "source" in row[2]), None)


def source_of(row: Row) -> str | None:
    return str(row[2].get("source") or "") or None


def known(trail: Trail, as_of: Instant) -> Trail:
    return [row for row in trail if row[0] <= as_of]


@given(st.data(), crowds())
def test_a_trend_is_what_happened_period_by_period(data: st.DataObject, crowd: Crowd) -> None:
    zone, trails, parts, moments = crowd
    length = data.draw(st.sampled_from(("hour", "day", "day", "week", "month")))
    by, group = data.draw(st.sampled_from(GROUPS))
    compare = "from" in moments and data.draw(st.booleans())
    text = f"question: trend\nof: buy\nperiod: {length}\namount: amount\n{by}"
    query = query_of(text + ("\ncompare: previous" if compare else ""), zone, moments)
    asked = time_of(zone, moments, length)
    found = answers(query, trails, parts)
    people = [known(trail, asked.as_of) for trail in trails]
    [whole] = numbers.trend(people, asked, does("buy"), "amount", nobody).values() or [{}]
    assert [row["period"] for row in found["periods"]] == [
        slow.label(one, length, asked.zone)
        for one in habit.told(asked, [one for one in whole if one is not None])
    ]
    like_trend(found, whole, asked)
    track = together(trails)
    for row in found["periods"]:
        assert len(query.people(track, row["period"])) == row["units"]
        assert len(query.people(track, f"first/{row['period']}")) == row["first_time"]
    if compare:
        like_before(found, people, asked)
    if group is not None:
        told = numbers.trend(people, asked, does("buy"), "amount", group)
        for one in found["groups"]:
            if not one["other"]:
                like_trend(one, told.pop(one["value"]), asked)
        assert sum(one[None].events for one in told.values()) == sum(
            one["total"]["events"] for one in found["groups"] if one["other"]
        )


def nobody(_: Trail, __: Row) -> None:
    """Everybody together."""


def like_trend(
    found: Mapping[str, Any], told: Mapping[Any, numbers.Figures], asked: Time
) -> None:
    """Every period, the whole, and what has come together on the way."""
    like_figures(found["total"], told.get(None, numbers.Figures()))
    by_name = {slow.label(at, asked.length, asked.zone): at for at in told if at is not None}
    events, met, total = 0, set[int](), Fraction(0)
    for row in found["periods"]:
        at = by_name.get(row["period"])
        figures = told[at] if at is not None else numbers.Figures()
        like_figures(row, figures)
        events, met, total = events + figures.events, met | figures.people, total + figures.sum
        assert row["cumulative_events"] == events
        assert row["cumulative_units"] == len(met)
        assert row["cumulative_sum"] == float(total)
        if at is not None:
            assert row["partial"] == (not slow.whole(at, asked))


def like_figures(row: Mapping[str, Any], figures: numbers.Figures) -> None:
    assert row["events"] == figures.events
    assert row["units"] == len(figures.people)
    assert row["first_time"] == figures.first_time
    assert row["missing"] == figures.missing
    assert row["sum"] == float(figures.sum)
    many = len(figures.numbers)
    assert row["mean"] == (float(figures.sum / many) if many else None)
    for name, share in (("median", Fraction(1, 2)), ("p90", Fraction(9, 10))):
        exact = numbers.quantile(figures.numbers, share)
        assert row[name] is None if exact is None else isclose(row[name], exact, abs_tol=1e-12)


def like_before(found: Mapping[str, Any], people: Sequence[Trail], asked: Time) -> None:
    earlier, back = numbers.before(asked)
    [told] = numbers.trend(people, earlier, does("buy"), "amount", nobody).values() or [{}]
    by_name = {slow.label(at, asked.length, asked.zone): at for at in told if at is not None}
    for row in found["periods"]:
        at = by_name.get(row["previous_period"])
        figures = told[at] if at is not None else numbers.Figures()
        assert row["previous_events"] == figures.events
        assert row["previous_units"] == len(figures.people)
        assert row["previous_sum"] == float(figures.sum)
    first = slow.period(int(asked.since), asked.length, asked.zone)
    name = slow.label(slow.later(first, asked.length, -back), asked.length, asked.zone)
    assert found["periods"][0]["previous_period"] == name
    total = told.get(None, numbers.Figures())
    assert found["total"]["previous_events"] == total.events
    change = found["total"]["events_change"]
    now = found["total"]["events"]
    assert change == (now / total.events - 1 if total.events else None) or isclose(
        change, now / total.events - 1
    )


# ---------------------------------------------------------------- distribution

SPREAD: Final = (
    "amount: amount",
    "",
    "then: call",
    "then: buy\npairs: every",
    "then: call\npairs: every",
)
BINS: Final = ("", "bins: 3", "edges: [0, 1, 100]")


@so_many(2)
@given(st.data(), crowds())
def test_numbers_are_spread_as_they_are(data: st.DataObject, crowd: Crowd) -> None:
    zone, trails, parts, moments = crowd
    what, bins = data.draw(st.sampled_from(SPREAD)), data.draw(st.sampled_from(BINS))
    by, group = data.draw(st.sampled_from(GROUPS))
    query = query_of(f"question: distribution\nof: buy\n{what}\n{bins}\n{by}", zone, moments)
    asked = time_of(zone, moments, "day")
    people = [known(trail, asked.as_of) for trail in trails]
    found = answers(query, trails, parts)
    [whole] = spread(people, asked, what, nobody).values() or [[]]
    like_spread(found, whole)
    track = together(trails)
    for row in found["histogram"]:
        low, high = ("" if row[end] is None else row[end] for end in ("from", "to"))
        who = len(query.people(track, f"{low}..{high}"))
        assert (who == row["count"]) if "then" not in what and not what else who <= row["count"]
        assert (who > 0) == (row["count"] > 0)
    if group is not None:
        told = spread(people, asked, what, group)
        for one in found["groups"]:
            if not one["other"]:
                like_spread(one, told.pop(one["value"]))
        rest = [one["n"] for one in found["groups"] if one["other"]]
        assert sum(len(one) - one.count(None) for one in told.values()) == sum(rest)


def spread(
    people: Sequence[Trail], asked: Time, what: str, of: numbers.GroupOf
) -> numbers.Numbers:
    if what.startswith("amount"):
        return numbers.amounts(people, asked, does("buy"), "amount", of)
    if not what:
        return numbers.times_done(people, asked, does("buy"), of)
    then = does("buy" if "then: buy" in what else "call")
    return numbers.waits(people, asked, does("buy"), then, of, every="every" in what)


def like_spread(found: Mapping[str, Any], told: Sequence[Fraction | None]) -> None:
    every = sorted(one for one in told if one is not None)
    assert found["n"] == len(every)
    assert found.get("missing", 0) == len(told) - len(every)
    assert found["mean"] == (float(sum(every) / len(every)) if every else None)
    for name, percent in (("min", 0), ("p25", 25), ("median", 50), ("p99", 99), ("max", 100)):
        exact = numbers.quantile(every, Fraction(percent, 100))
        assert (
            found[name] is None if exact is None else isclose(found[name], exact, abs_tol=1e-9)
        )
    bins = found["histogram"]
    assert sum(row["count"] for row in bins) == len(every)
    for row in bins:
        low, high = row["from"], row["to"]
        inside = [one for one in every if (low is None or near(one, low) >= 0)]
        alone = low == high
        inside = [
            one for one in inside if high is None or near(one, high) < (1 if alone else 0)
        ]
        assert row["count"] == len(inside)
        assert isclose(row["share"], row["count"] / len(every))
    for before, after in pairwise(bins):
        assert before["to"] == after["from"] or before["from"] == before["to"]


def near(one: Fraction, edge: float) -> int:
    """Which side of an edge a number lies on; a day's fraction is exact to the microsecond."""
    apart = one - Fraction(str(edge))
    return 0 if abs(apart) < Fraction(1, 10**12) else 1 if apart > 0 else -1


# ---------------------------------------------------------------- table

SPLITS: Final[tuple[tuple[str, numbers.GroupOf], ...]] = (
    ("source", lambda _, row: source_of(row)),
    ("{field: source, rule: first}", lambda trail, _: first_source(trail)),
    (
        "[source, {field: source, rule: last}]",
        lambda trail, row: (source_of(row), first_source(trail[::-1])),
    ),
)
WITHIN: Final = (("", float("inf")), ("\nwithin: 1d", 86_400_000_000.0))


@so_many(2)
@given(st.data(), crowds())
def test_what_stands_behind_each_value(data: st.DataObject, crowd: Crowd) -> None:
    zone, trails, parts, moments = crowd
    by, group = data.draw(st.sampled_from(SPLITS))
    said, within = data.draw(st.sampled_from(WITHIN))
    then = data.draw(st.sampled_from(("buy", "call")))
    size = data.draw(st.sampled_from(("events", "units", "sum")))
    top = data.draw(st.sampled_from((1, 2, 50)))
    text = f"question: table\nof: buy\nby: {by}\namount: amount\nthen: {then}{said}"
    query = query_of(f"{text}\nsort: {size}\ntop: {top}", zone, moments)
    asked = time_of(zone, moments, "day")
    people = [known(trail, asked.as_of) for trail in trails]
    told = numbers.table(people, asked, does("buy"), does(then), "amount", group)
    [whole] = numbers.table(
        people, asked, does("buy"), does(then), "amount", nobody
    ).values() or [numbers.Behind()]
    found = answers(query, trails, parts)
    like_behind(found["total"], whole, whole, within, asked)
    sizes = [row[size] for row in found["values"] if not row["other"]]
    assert sizes == sorted(sizes, reverse=True)
    track = together(trails)
    for row in found["values"]:
        if row["other"]:
            assert row["events"] == sum(one.events for one in told.values())
            assert row["units"] == sum(len(one.waits) for one in told.values())
            continue
        pair: list[str | None] = [row["value"]]
        if "second_value" in row:
            pair.append(row["second_value"])
        value = tuple(pair) if len(pair) > 1 else pair[0]
        like_behind(row, told.pop(value), whole, within, asked)
        label = "/".join(one or "" for one in pair)
        assert len(query.people(track, f"value/{label}")) == row["units"]
        went_on = query.people(track, f"then/{label}")
        assert len(went_on) == row["conversion"]["numerator"]
    assert not told or found["values"][-1]["other"]


def like_behind(
    row: Mapping[str, Any],
    one: numbers.Behind,
    whole: numbers.Behind,
    within: float,
    asked: Time,
) -> None:
    assert (row["events"], row["units"]) == (one.events, len(one.waits))
    assert row["share"] == (one.events / whole.events if whole.events else None)
    assert row["missing"] == one.events - len(one.numbers)
    assert row["sum"] == float(sum(one.numbers))
    assert (row["mean"] is None) == (not one.numbers)
    converted = one.converted(within)
    waiting = one.may_yet(within, int(asked.as_of))
    assert row["conversion"]["numerator"] == len(converted)
    assert row["conversion"]["denominator"] == len(one.waits)
    assert row["in_window"] == len(waiting)
    ripe = one.ripe(within, int(asked.as_of))
    assert row["ripe"]["denominator"] == len(ripe)
    assert row["ripe"]["numerator"] == len(ripe & converted)
