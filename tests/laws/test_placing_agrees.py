"""The compiled kernel and the slow obvious placing agree, whatever the map and trail."""

from collections.abc import Sequence

from hypothesis import given

from reference.placing import place_slowly
from reference.plain import of_kernel, of_reference
from strategies import as_outages, batches, editions, maps, outages, times
from tropa.map.document import Map
from tropa.place.journey import place
from tropa.place.rules import compile_edition
from tropa.trail import TrailBatch

Outages = list[tuple[int, int]]


def assert_agree(
    live: Sequence[tuple[Map, int]], batch: TrailBatch, silent: Sequence[tuple[int, int]]
) -> None:
    compiled = [
        compile_edition(map_, number, since) for number, (map_, since) in enumerate(live)
    ]
    fast = place(batch, compiled, as_outages(silent))
    assert of_kernel(fast) == of_reference(place_slowly(batch, live, silent))


@times(3)
@given(maps(), batches(), outages())
def test_persons_are_placed_alike(map_: Map, batch: TrailBatch, silent: Outages) -> None:
    assert_agree([(map_, 0)], batch, silent)


@times(0.8)
@given(maps("deal"), batches(deals=True), outages())
def test_deals_are_placed_alike(map_: Map, batch: TrailBatch, silent: Outages) -> None:
    assert_agree([(map_, 0)], batch, silent)


@times(0.6)
@given(editions(), batches(ties=False), outages())
def test_journeys_go_by_the_edition_live_when_they_opened(
    live: list[tuple[Map, int]], batch: TrailBatch, silent: Outages
) -> None:
    assert_agree(live, batch, silent)


@times(0.3)
@given(editions("deal"), batches(ties=False, deals=True), outages())
def test_deals_go_by_the_edition_live_when_they_opened(
    live: list[tuple[Map, int]], batch: TrailBatch, silent: Outages
) -> None:
    assert_agree(live, batch, silent)
