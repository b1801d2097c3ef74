"""«As of T» read off everything is what was to be seen at T, when the rest had not happened."""

from hypothesis import given
from hypothesis import strategies as st

from reference.plain import of_kernel, up_to
from strategies import as_outages, batches, before, editions, maps, outages, times
from tropa.map.document import Map
from tropa.place.journey import place
from tropa.place.rules import Edition, compile_edition
from tropa.trail import TrailBatch

Outages = list[tuple[int, int]]


def assert_prefix(
    live: list[Edition], batch: TrailBatch, silent: Outages, instant: int
) -> None:
    pauses = as_outages(silent)
    known = place(before(batch, instant + 1), live, pauses)
    everything = place(batch, live, pauses)
    assert up_to(of_kernel(known), instant) == up_to(of_kernel(everything), instant)


@times(0.6)
@given(maps(), batches(), outages(), st.data())
def test_what_comes_later_changes_nothing_before(
    map_: Map, batch: TrailBatch, silent: Outages, data: st.DataObject
) -> None:
    instant = data.draw(st.sampled_from(sorted(set(batch.time.tolist()))))
    assert_prefix([compile_edition(map_)], batch, silent, instant)


@times(0.3)
@given(maps("deal"), batches(deals=True), outages(), st.data())
def test_what_comes_later_changes_no_deal_before(
    map_: Map, batch: TrailBatch, silent: Outages, data: st.DataObject
) -> None:
    instant = data.draw(st.sampled_from(sorted(set(batch.time.tolist()))))
    assert_prefix([compile_edition(map_)], batch, silent, instant)


@times(0.3)
@given(editions(), batches(ties=False), outages(), st.data())
def test_a_later_edition_changes_nothing_before(
    live: list[tuple[Map, int]], batch: TrailBatch, silent: Outages, data: st.DataObject
) -> None:
    compiled = [
        compile_edition(map_, number, since) for number, (map_, since) in enumerate(live)
    ]
    instant = data.draw(st.sampled_from(sorted(set(batch.time.tolist()))))
    assert_prefix(compiled, batch, silent, instant)
