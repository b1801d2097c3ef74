"""By when a task is due, and how long it may take, as its event says."""

import math
import re
from datetime import tzinfo
from typing import Final

from tropa.clock import DAY, day_start, duration
from tropa.measure.questions.by import text_of
from tropa.moments import NoSuchMoment, read_moment
from tropa.trail import Scalar

_DAY: Final = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{8}")


def due_of(value: Scalar, zone: tzinfo) -> float:
    """The instant a task is due by: of a mere day its end; no number where it is none."""
    try:
        moment = read_moment(value, zone)
    except NoSuchMoment:
        return math.nan
    if moment is None:
        return math.nan
    if not _DAY.fullmatch(str(value).strip()):
        return float(moment.at)
    # Half a day past the next midnight is still the next day, whatever the clocks do.
    return float(day_start(moment.at + DAY + DAY // 2, zone) - 1)


def limit_of(value: Scalar) -> float:
    """How long a task may take; no number where it is no length."""
    try:
        return float(duration((text_of(value) or "").strip().lower()))
    except ValueError:
        return math.nan
