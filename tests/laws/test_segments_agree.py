"""Segments are whoever fits when read anew, whichever way people are split."""

from datetime import datetime, timedelta
from itertools import combinations, pairwise
from typing import Any, Final

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from reference import segments as slow
from reference.segments import Seen, Trail
from strategies import START
from strategies import times as so_many
from tropa.clock import DAY, HOUR, as_datetime, from_datetime, iso, zone_of
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.query import Query
from tropa.measure.questions.read import read_question
from tropa.measure.questions.run import Lazy, ask
from tropa.measure.questions.scope import bind
from tropa.measure.questions.track import Track
from unit.measure.questions.walking import track_of

ZONE: Final = "Europe/Moscow"
MAP: Final = read_map("""
map: told
title: Told
timezone: Europe/Moscow
stages:
  - stage: looking
touchpoints:
  - touchpoint: page
    stage: looking
    event: seen
    from: buyer
  - touchpoint: order
    event: bought
    from: buyer
segments:
  - segment: locals
    who: city == "Omsk"
  - segment: strangers
    who: not city == "Omsk"
  - segment: buyers
    who: did ever order
  - segment: big
    who: did ever order where f == 2 or age > 30
  - segment: fresh
    who: did ever page within 2d and not did ever order within 1d
  - segment: ours
    who: in segment locals and in segment buyers
""")
NAMES: Final = [one.id for one in MAP.segments]
POINTS: Final = {"seen": 1, "bought": 2}

instants = st.integers(0, 60).map(lambda steps: START + steps * 6 * HOUR)


@st.composite
def rows(draw: st.DrawFn) -> slow.Row:
    name = draw(st.sampled_from(("seen", "bought", "identify", "identify", "called")))
    fields: dict[str, Any] = {"f": draw(st.sampled_from((1, 2)))}
    if name == "identify":
        field, values = draw(st.sampled_from((("city", ("Omsk", "Tver")), ("age", (20, 40)))))
        fields = {field: draw(st.sampled_from(values))}
    return draw(instants), name, fields


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Trail], list[int]]:
    trails = draw(st.lists(st.lists(rows(), max_size=7), min_size=1, max_size=7))
    parts = draw(st.lists(st.integers(0, 3), min_size=len(trails), max_size=len(trails)))
    return [sorted(one, key=lambda row: row[0]) for one in trails], parts


def tracks(trails: list[Trail], parts: list[int]) -> list[Lazy]:
    """The people of each part, with the touchpoints of their events."""
    numbered = list(zip(range(1, len(trails) + 1), trails, parts, strict=True))

    def of_part(part: int) -> Track:
        track = track_of({number: rows for number, rows, mine in numbered if mine == part})
        points = [POINTS.get(name, 0) for name in track.names]
        point = np.asarray([*points, 0], np.uint16)[track.code]
        return Track(
            track.person,
            track.offsets,
            track.time,
            track.code,
            track.names,
            track.columns,
            point=point,
        )

    return [lambda part=part: of_part(part) for part in sorted(set(parts))]


def query_of(text: str, map_: Map = MAP) -> Query[Any]:
    written = read_question(text, KINDS)
    return written.kind.bind(written.record, bind(written.record, map_, START + 90 * DAY))


def answered(text: str, trails: list[Trail], parts: list[int]) -> dict[str, Any]:
    """The answer, which no other split may change."""
    query = query_of(text)
    found = ask(query, tracks(trails, parts))
    assert found == ask(query, tracks(trails, [0] * len(trails)))
    return found


@given(crowds(), instants)
def test_who_belongs_now_and_to_what_together(
    crowd: tuple[list[Trail], list[int]], as_of: int
) -> None:
    found = answered(f"question: segments\nas_of: {iso(as_of)}", *crowd)
    trails = crowd[0]
    assert found["people"] == slow.count(trails, as_of, MAP)
    seen = [Seen(trail, as_of, MAP) for trail in trails]
    fits = [[one for one in NAMES if person.belongs(one)] for person in seen]
    assert found["nowhere"] == sum(
        person.known and not some for person, some in zip(seen, fits, strict=True)
    )
    for one in found["segments"]:
        name = one["segment"]
        assert one["units"] == slow.count(trails, as_of, MAP, name)
        assert one["first_fit"] == sum(some[:1] == [name] for some in fits)
        assert one["alone"] == sum(some == [name] for some in fits)
    for one, names in zip(found["overlaps"], combinations(NAMES, 2), strict=True):
        assert (one["segment"], one["and"]) == names
        assert one["units"] == slow.count(trails, as_of, MAP, *names)


def ends_of(first: datetime, as_of: int, steps: int) -> list[int]:
    """The last instant of each of so many days, and of the one before."""
    days = [first + timedelta(days=at) for at in range(steps + 1)]
    return [min(from_datetime(day) - 1, as_of) for day in days]


@given(crowds(), instants, st.integers(1, 8))
def test_who_came_and_who_left_each_day(
    crowd: tuple[list[Trail], list[int]], as_of: int, days: int
) -> None:
    local = as_datetime(as_of, zone_of(ZONE)).replace(hour=0, minute=0, second=0, microsecond=0)
    first = local - timedelta(days=days - 1)
    text = f"question: segments\nperiod: day\nas_of: {iso(as_of)}\nfrom: {first.date()}"
    found, trails = answered(text, *crowd)["over_time"], crowd[0]
    ends = ends_of(first, as_of, days)
    assert len(found) == days * len(NAMES)
    for number, one in enumerate(found):
        at, name = divmod(number, len(NAMES))
        before, end, segment = ends[at], ends[at + 1], NAMES[name]
        assert one["period"] == str((first + timedelta(days=at)).date())
        assert one["segment"] == segment
        assert one["units"] == slow.count(trails, end, MAP, segment)
        assert [one["came"], one["left"]] == slow.moved(trails, before, end, MAP, segment)
        assert one["people"] == slow.count(trails, end, MAP)
        assert one["partial"] == (at == days - 1)


@given(crowds(), instants)
def test_whoever_belongs_came_once_more_than_they_left(
    crowd: tuple[list[Trail], list[int]], as_of: int
) -> None:
    text = f"question: segments\nperiod: week\nas_of: {iso(as_of)}"
    for name in NAMES:
        rows_ = [one for one in answered(text, *crowd)["over_time"] if one["segment"] == name]
        for before, now in pairwise(rows_):
            assert now["units"] == before["units"] + now["came"] - now["left"]


@so_many(0.5)
@given(crowds(), instants, st.permutations(NAMES))
def test_shares_of_two_sides_are_counted_person_by_person(
    crowd: tuple[list[Trail], list[int]], as_of: int, names: list[str]
) -> None:
    trails, (one, other, *_) = crowd[0], names
    text = (
        f"question: segments\nas_of: {iso(as_of)}\n"
        f"difference: {{between: [{one}, {other}], traits: [city, age]}}"
    )
    answer = answered(text, *crowd)
    seen = [Seen(trail, as_of, MAP) for trail in trails]
    sides = [
        [person for person in seen if person.belongs(mine) and not person.belongs(theirs)]
        for mine, theirs in ((one, other), (other, one))
    ]
    remark = answer["remarks"][0]
    assert [remark["first"], remark["second"]] == [len(side) for side in sides]
    assert bool(answer["difference"]) == all(sides)
    for row in answer["difference"]:
        for side, people in zip(("first", "second"), sides, strict=True):
            assert row[side]["denominator"] == len(people)
            assert row[side]["numerator"] == sum(has(person, row) for person in people)


def has(person: Seen, row: dict[str, Any]) -> bool:
    if row["kind"] == "event":
        return any(name == row["what"] for _, name, _ in person.past)
    value = person.trait(row["what"])
    return (None if value is None else str(value)) == row["of_value"]


@so_many(0.5)
@given(crowds(), instants, st.permutations(NAMES))
def test_as_many_stand_behind_a_cell_as_it_tells(
    crowd: tuple[list[Trail], list[int]], as_of: int, names: list[str]
) -> None:
    (trails, parts), (one, other, *_) = crowd, names
    query = query_of(f"question: segments\nas_of: {iso(as_of)}")
    seen = [Seen(trail, as_of, MAP) for trail in trails]
    cells = {
        f"in/{one}": [person.belongs(one) for person in seen],
        f"both/{one}/{other}": [p.belongs(one) and p.belongs(other) for p in seen],
        f"only/{one}/{other}": [p.belongs(one) and not p.belongs(other) for p in seen],
        "nowhere": [p.known and not any(map(p.belongs, NAMES)) for p in seen],
    }
    for cell, right in cells.items():
        found = [
            int(person)
            for track in (lazy() for lazy in tracks(trails, parts))
            for person in track.person[query.people(track, cell)]
        ]
        assert sorted(found) == [at for at, is_in in enumerate(right, 1) if is_in], cell
