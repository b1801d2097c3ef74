"""Where journeys stand, told of tables however they came to be."""

from typing import Any

import numpy as np
import pytest

from tropa.clock import FOREVER
from tropa.place import standing
from tropa.place.journey import place
from tropa.place.rules import compile_edition
from tropa.place.standing import stand
from unit.place.told import batch, map_of

SHOP = map_of(
    """
stages: [{stage: ask}, {stage: buy, enter: did paid}]
touchpoints:
  - {touchpoint: form, stage: ask, event: form}
  - {touchpoint: paid, stage: buy, event: paid}
"""
)


def test_nobody_writes_to_what_was_read_or_placed() -> None:
    read = batch(SHOP, "01.03 form\n02.03 paid")
    [placed] = place(read, [compile_edition(SHOP)])
    for column in (read.time, placed.at, placed.kind):
        with pytest.raises(ValueError, match="read-only"):
            column[0] = 0


def test_one_journey_or_none_needs_no_kernel_of_its_own() -> None:
    kernel: Any = vars(standing)["_stand"]
    for people in (1, 2):
        trails = ["01.03 form\n02.03 paid"] * people
        [placed] = place(batch(SHOP, *trails), [compile_edition(SHOP)])
        for alive in (None, np.zeros(people, np.bool_)):
            found = stand(placed, FOREVER, SHOP, alive)
            assert len(found.journey) == (people if alive is None else 0)
    assert len(kernel.signatures) == 1
