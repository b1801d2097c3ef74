"""Whom a person is placed together with, and in which batch, changes nothing for them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reference.plain import Plain, of_kernel
from reference.trail import Happened
from strategies import batch_of, maps, times, trails
from tropa.map.document import Map
from tropa.place.journey import place
from tropa.place.rules import compile_edition

People = list[list[Happened]]


@st.composite
def people(draw: st.DrawFn, *, deals: bool = False) -> People:
    """Some people's trails, every event with a key of its own."""
    drawn = draw(st.lists(trails(most=8, deals=deals), min_size=1, max_size=5))
    return [
        [replace(event, key=100 * person + at) for at, event in enumerate(trail, 1)]
        for person, trail in enumerate(drawn, 1)
    ]


def by_person(map_: Map, trail: People, numbers: list[int]) -> Plain:
    """Journeys of people placed together, under the numbers they were given."""
    found = of_kernel(place(batch_of(trail), [compile_edition(map_)]))
    return {(numbers[person - 1], deal): rows for (person, deal), rows in found.items()}


@times(0.4)
@given(maps(), people(), st.data())
def test_the_order_of_persons_does_not_matter(
    map_: Map, everybody: People, data: st.DataObject
) -> None:
    numbers = list(range(1, len(everybody) + 1))
    order = data.draw(st.permutations(numbers))
    shuffled = [everybody[number - 1] for number in order]
    assert by_person(map_, shuffled, order) == by_person(map_, everybody, numbers)


@times(0.4)
@given(maps("deal"), people(deals=True), st.data())
def test_any_split_of_people_gives_the_same_rows(
    map_: Map, everybody: People, data: st.DataObject
) -> None:
    numbers = list(range(1, len(everybody) + 1))
    part = data.draw(st.lists(st.integers(0, 2), min_size=len(numbers), max_size=len(numbers)))
    together: Plain = {}
    for one in range(3):
        chosen = [number for number in numbers if part[number - 1] == one]
        if chosen:
            together |= by_person(map_, [everybody[number - 1] for number in chosen], chosen)
    assert together == by_person(map_, everybody, numbers)
