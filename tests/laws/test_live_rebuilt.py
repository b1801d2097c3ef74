"""What runs live is what placing everything anew from the ledger gives."""

from hypothesis import given
from hypothesis import strategies as st

from live.arriving import aparts, events, outcome, ways
from live.walking import walked
from strategies import times
from tropa.event import Event
from tropa.testing import Temporary
from tropa.workspace.rebuilding import forget_derived, known_events, known_people


@times(0.2)
@given(st.sampled_from(("person", "deal")), st.data())
def test_live_equals_rebuilt(unit: str, data: st.DataObject) -> None:
    told: list[Event] = data.draw(events(unit))
    way, apart = data.draw(ways(len(told))), data.draw(aparts)
    with walked(told, way, unit, apart) as tried:
        live = outcome(tried)
        tried.compact()
        assert outcome(tried) == live
        events_known, people = known_events(tried.workspace), known_people(tried.workspace)
        tried.workspace.close()
        forget_derived(tried.folder)
        tried.workspace = Temporary(tried.folder, tried.clock).workspace
        tried.compact()
        assert outcome(tried) == live
        assert known_events(tried.workspace) == events_known == len(told)
        assert known_people(tried.workspace) <= people
