"""The people behind a cell of a funnel's answer.

    3              made step 3
    3/dropped      made it and not the next, and nothing more is awaited
    3/open         made it and not the next, and may yet
    3/2026-03-02   began in that period of the trend, and made step 3
    void           all whose attempts were voided by an exclusion
    3/dropped@ads  the same of one group; `3@` is the group without a value

In the order `any`, where steps are by themselves, «dropped» and «open» did not make the step.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.errors import UsageFault
from tropa.measure.questions.funnel.asked import Asked
from tropa.measure.questions.funnel.trend import begun_by_period, periods
from tropa.measure.questions.funnel.walked import Walked

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Cell(NamedTuple):
    """What a cell's name says."""

    step: int
    """The step's number as asked, counted from 0; -1 for «void»."""
    which: str
    period: int | None
    value: str | None
    one_group: bool


def cell_of(asked: Asked, text: str) -> Cell:
    """A cell by its name.

    Raises:
        UsageFault: the answer has no such cell.
    """
    place, at, value = text.partition("@")
    number, _, which = place.partition("/")
    if bool(at) != (asked.by is not None) and at:
        raise UsageFault("no_such_cell", found=text[:40])
    if place == "void" and asked.exclude:
        return Cell(-1, "void", None, value or None, bool(at))
    # Only plain figures: others are decimal too, and int() would read them.
    fine = number.isascii() and number.isdecimal() and len(number) <= 3
    if not fine or not 1 <= int(number) <= len(asked.steps):
        raise UsageFault("no_such_cell", found=text[:40])
    step = int(number) - 1
    period = periods(asked).read(which) if asked.trend and which[:1].isdecimal() else None
    known = which in ("dropped", "open") or not which or period is not None
    if not known or (which and asked.steps[step].optional):
        raise UsageFault("no_such_cell", found=text[:40])
    return Cell(step, which, period, value or None, bool(at))


def units_behind(asked: Asked, cell: Cell, found: Walked, offsets: Int64, time: Int64) -> Bools:
    """The units a cell counts."""
    if cell.which == "void":
        return found.void
    if asked.steps[cell.step].optional:
        return found.optional[asked.optional.index(cell.step)]
    own = asked.required.index(cell.step)
    if cell.period is not None:
        unit, period, got = begun_by_period(asked, found, offsets, time)
        chosen = np.zeros(len(offsets) - 1, np.bool_)
        chosen[unit[(period == cell.period) & (got >> own & 1 != 0)]] = True
        return chosen
    if not cell.which:
        return found.has(own)
    if asked.order == "any":
        stands = (found.made != 0) & ~found.has(own)
    else:
        stands = found.depth == own + 1
    return stands & (found.waits(own) if cell.which == "open" else ~found.waits(own))
