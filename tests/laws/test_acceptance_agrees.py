"""Leads handed over and taken are what the definition says."""

from collections.abc import Sequence
from datetime import UTC

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from companies import questions
from reference import acceptance as slow
from reference.agree import agree
from strategies import START
from tropa.clock import DAY, HOUR
from tropa.measure.acceptance import AcceptanceAnswer, LeadRows, acceptance
from tropa.measure.calendar import CALENDARS, WorkingCalendar, read_calendar
from unit.measure.small import FIRM

moments = st.integers(0, 60).map(lambda sixths: START + sixths * 4 * HOUR)
rows = st.lists(
    st.builds(
        slow.Row,
        person=st.integers(1, 4),
        at=moments,
        what=st.sampled_from(("handed", "handed", "rejected", "accepted")),
        reason=st.integers(-1, 2),
        owner=st.integers(-1, 2),
    ),
    max_size=16,
)
calendars = st.sampled_from(CALENDARS).map(lambda name: read_calendar(name, UTC))


def columns(told: Sequence[slow.Row]) -> LeadRows:
    return LeadRows(
        *(
            np.asarray(column, np.int64)
            for column in (
                [one.person for one in told],
                [one.at for one in told],
                [slow.ORDER.index(one.what) for one in told],
                [one.reason for one in told],
                [one.owner for one in told],
            )
        )
    )


@given(st.data(), rows, calendars, st.sampled_from((9 * HOUR, DAY, 2 * DAY)))
def test_acceptance_is_what_its_definition_says(
    data: st.DataObject, told: list[slow.Row], calendar: WorkingCalendar, within: int
) -> None:
    asked = data.draw(questions(FIRM))
    found = acceptance(columns(told), asked, calendar, within)
    agree(found, slow.acceptance(told, asked, calendar, within))


@given(st.data(), rows)
def test_owners_add_up_to_all_hand_overs(data: st.DataObject, told: list[slow.Row]) -> None:
    asked = data.draw(questions(FIRM))
    found = acceptance(columns(told), asked)
    if found.owners:
        assert sum(one.handed for one in found.owners) == found.whole.handed
        assert sum(one.undecided for one in found.owners) == found.whole.undecided
        for rate in ("accepted", "in_time"):
            parts = [getattr(one, rate) for one in found.owners]
            whole = getattr(found.whole, rate)
            assert sum(one.numerator for one in parts) == whole.numerator
            assert sum(one.denominator for one in parts) == whole.denominator
    rejected = found.whole.accepted.denominator - found.whole.accepted.numerator
    assert sum(count for _, count in found.reasons) == rejected


@given(st.data(), rows)
def test_the_order_events_came_in_changes_nothing(
    data: st.DataObject, told: list[slow.Row]
) -> None:
    asked = data.draw(questions(FIRM))

    def answer(some: Sequence[slow.Row]) -> AcceptanceAnswer:
        return acceptance(columns(some), asked)

    assert answer(data.draw(st.permutations(told))) == answer(told)
