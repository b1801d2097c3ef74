"""Attempts followed one by one, and how many there is room for."""

import numpy as np
import pytest
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER
from tropa.measure.questions.funnel.among import among
from tropa.measure.questions.funnel.attempts import attempts
from tropa.measure.questions.funnel.fates import fates
from tropa.measure.questions.funnel.ways import EXCLUDED, Int64, Ways

BETWEEN = np.asarray([[1, 2]], np.int64)


def ways(within: int = FOREVER, step: int = FOREVER, **modes: bool) -> Ways:
    known = dict.fromkeys(("strict_order", "reentry", "repeats_end", "apart", "many_steps"))
    return Ways(
        steps=2,
        within=within,
        step_within=np.asarray([FOREVER, step], np.int64),
        since=BEFORE + 1,
        until=FOREVER,
        as_of=FOREVER,
        by_attempt=True,
        **{name: modes.get(name, False) for name in known},
    )


def rows(*bits: int) -> tuple[Int64, Int64, NDArray[np.uint32], NDArray[np.uint64]]:
    """One unit; a row a tick."""
    table, index = np.unique(np.asarray(bits, np.uint64), return_inverse=True)
    offsets, time = np.asarray([0, len(bits)]), np.arange(len(bits))
    return offsets, time, index.astype(np.uint32), table


A, B, X = 1, 2, 1 << EXCLUDED


def test_a_unit_with_too_many_attempts_is_cut_and_the_first_ones_count() -> None:
    many = rows(*[A] * 100, B)
    whole = attempts(*many, ways(repeats_end=True), fates=True)
    assert whole.fate.tolist() == [2] * 100 + [255]
    assert not whole.cut.any()
    some = attempts(*many, ways(repeats_end=True), fates=True, looks=150)
    assert some.cut.all()
    assert some.depth.tolist() == [2]
    assert some.fate.tolist() == [2, 2] + [0] * 98 + [255]


def test_attempts_that_are_cut_are_left_out_like_void_ones() -> None:
    fate, cut = among(*rows(*[A] * 100, B), ways(step=1_000), BETWEEN, looks=150)
    assert cut.all()
    assert fate.tolist() == [2, 2] + [0] * 98 + [255]


@pytest.mark.parametrize("every", [10, 1_000, 1_000_000])
def test_a_million_attempts_are_followed_at_once(every: int) -> None:
    """Were each looked at by itself, the work would be half a million millions."""
    bits = np.full(1_000_000, A, np.uint64)
    bits[every - 1 :: every] = X
    bits[-1] = B
    found = fates(*rows(*bits.tolist()), ways(), BETWEEN)
    # Those after the last exclusion are left.
    assert np.count_nonzero(found.fate == 2) == every - 1
    assert np.count_nonzero(found.fate == 1) == 0
    assert not len(found.cut)
