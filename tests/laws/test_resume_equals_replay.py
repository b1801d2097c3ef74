"""Going on from where a fold stopped gives the same as folding everything again."""

from dataclasses import fields
from typing import cast

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from strategies import as_outages, batches, before, maps, outages, times
from tropa.map.document import Map
from tropa.place.journey import place, resume
from tropa.place.placed import Placed
from tropa.place.rules import Edition, compile_edition
from tropa.trail import TrailBatch

Outages = list[tuple[int, int]]


def placed_whole(batch: TrailBatch, edition: Edition, silent: Outages) -> Placed | None:
    found = place(batch, [edition], as_outages(silent))
    return found[0] if found else None


def assert_same(one: Placed, other: Placed) -> None:
    for column in fields(Placed):
        left, right = getattr(one, column.name), getattr(other, column.name)
        if isinstance(left, np.ndarray):
            assert np.array_equal(cast("np.ndarray", left), right), column.name
        elif column.name == "kept":
            assert one.kept is not None
            assert other.kept is not None
            for part in ("states", "settled", "position", "laps"):
                np.testing.assert_array_equal(getattr(left, part), getattr(right, part), part)
        else:
            assert left == right, column.name


def assert_resumes(batch: TrailBatch, map_: Map, silent: Outages, cuts: list[int]) -> None:
    edition = compile_edition(map_)
    whole = placed_whole(batch, edition, silent)
    going: Placed | None = None
    for cut in [*sorted(cuts), None]:
        part = batch if cut is None else before(batch, cut)
        if going is None or len(going.person) != units_in(part, map_):
            # Whoever is new to the batch is placed from the start.
            going = placed_whole(part, edition, silent)
        else:
            going = resume(part, going, as_outages(silent))
    if whole is None or going is None:
        assert whole is going
    else:
        assert_same(whole, going)


def units_in(batch: TrailBatch, map_: Map) -> int:
    if map_.unit == "person":
        return len(batch.persons)
    people = np.repeat(batch.persons, np.diff(batch.offsets))
    pairs = {pair for pair in zip(people, batch.deal, strict=True) if pair[1]}
    return len(pairs)


@times(0.8)
@given(maps(), batches(), outages(), st.data())
def test_a_person_goes_on_from_any_cut(
    map_: Map, batch: TrailBatch, silent: Outages, data: st.DataObject
) -> None:
    instants = st.sampled_from(sorted(set(batch.time.tolist())))
    assert_resumes(batch, map_, silent, data.draw(st.lists(instants, max_size=3)))


@times(0.4)
@given(maps("deal"), batches(deals=True), outages(), st.data())
def test_a_deal_goes_on_from_any_cut(
    map_: Map, batch: TrailBatch, silent: Outages, data: st.DataObject
) -> None:
    instants = st.sampled_from(sorted(set(batch.time.tolist())))
    assert_resumes(batch, map_, silent, data.draw(st.lists(instants, max_size=3)))
