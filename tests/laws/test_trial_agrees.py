"""Who came back of a play and of its holdout is what the definition says."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies import companies, crowds, questions
from reference.acquisition import journeys_of
from reference.trial import Arm as SlowArm
from reference.trial import trial as trial_slowly
from tropa.clock import DAY, HOUR
from tropa.map.document import Map
from tropa.measure.run import Slice, run
from tropa.measure.trial import Assigned, ComeBacks, trial
from tropa.measure.uplift import Arm
from tropa.place.journey import place
from tropa.place.rules import compile_edition
from tropa.trail import TrailBatch


@st.composite
def assignments(draw: st.DrawFn, crowd: TrailBatch, within: int) -> tuple[int, int, bool]:
    """Somebody, often just so long before an act of theirs as a play waits, and an arm."""
    owner = np.repeat(crowd.persons, np.diff(crowd.offsets)).tolist()
    row = draw(st.integers(0, len(owner) - 1))
    person = draw(st.sampled_from((owner[row], owner[row], 7)))
    earlier = draw(st.sampled_from((0, within, within + 1, HOUR)))
    return int(person), int(crowd.time[row]) - earlier, draw(st.booleans())


@given(st.data(), companies(), crowds(), st.sampled_from((DAY, 7 * DAY, 30 * DAY)))
def test_a_trial_is_what_its_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: int
) -> None:
    map_ = replace(map_, money=replace(map_.money, margin=0.5))
    asked = replace(data.draw(questions(map_)), map=map_)
    rows = data.draw(st.lists(assignments(crowd, within), max_size=12))
    placed = place(crowd, [compile_edition(map_)])
    [came] = run((ComeBacks(),), [Slice(one) for one in placed], asked)
    assigned = Assigned(
        np.asarray([one[0] for one in rows], np.int64),
        np.asarray([one[1] for one in rows], np.int64),
        np.asarray([one[2] for one in rows], np.bool_),
    )
    found = trial(assigned, came, asked, within)
    slow = trial_slowly(rows, journeys_of(placed, asked), asked, within)
    assert found.in_window == slow.in_window
    assert_same(found.treatment, slow.treatment)
    assert_same(found.holdout, slow.holdout)


def assert_same(found: Arm, slow: SlowArm) -> None:
    assert (found.recovered, found.assigned) == slow[:2]
    assert found.margin == pytest.approx(float(slow[2]), abs=1)
