"""Rows of items are found, and no others."""

from typing import Any

import numpy as np

from tropa.condition.parse import parse
from tropa.measure.questions.hits import Hits, hits_of
from tropa.measure.questions.items import Item
from tropa.measure.questions.scope import Scope
from unit.measure.questions.walking import at, track_of, trail

PEOPLE = ["02.03 seen; 03.03 bought a=1; 05.03 seen", "01.03 other", "04.03 bought a=2"]
SETS = ((Item(events=("seen",)),), (Item(events=("bought",)),))


def found(scope: Scope) -> Hits:
    track = track_of({number: trail(text) for number, text in enumerate(PEOPLE)})
    return hits_of(SETS, track, scope, scope.rows(track))


def rows(hits: Hits) -> list[list[Any]]:
    return [one.tolist() for one in (hits.row, hits.unit, hits.bits)]


def test_rows_stand_in_the_order_of_units_and_time() -> None:
    hits = found(Scope(as_of=at("31.12")))
    assert rows(hits) == [[0, 1, 2, 4], [0, 0, 0, 2], [1, 2, 1, 2]]
    assert hits.time.tolist() == [at("02.03"), at("03.03"), at("05.03"), at("04.03")]


def test_later_rows_are_not_looked_at_and_the_very_moment_is() -> None:
    assert rows(found(Scope(as_of=at("03.03"))))[0] == [0, 1]


def test_rows_a_filter_removes_are_not_there() -> None:
    assert rows(found(Scope(as_of=at("31.12"), where=parse("a == 2"))))[0] == [4]


def test_rows_of_people_nobody_asked_about_are_not_there() -> None:
    assert rows(found(Scope(as_of=at("31.12"), who=parse("city exists"))))[0] == []


def test_rows_of_one_set_and_of_a_period_can_be_chosen() -> None:
    hits = found(Scope(as_of=at("31.12")))
    assert hits.of(1).row.tolist() == [1, 4]
    inside = hits.between(at("03.03"), at("05.03"))
    assert inside.tolist() == [False, True, False, True]
    assert hits.chosen(np.flatnonzero(inside)).row.tolist() == [1, 4]
