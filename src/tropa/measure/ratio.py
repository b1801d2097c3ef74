"""A quotient of two sums, or the reason why there is none.

A share of people has an interval (`tropa.measure.interval`); money for a lead or money for
money has none, but it, too, is never shown where it means nothing: `0 ÷ 0` is «—» with a
reason, not nought.
"""

from dataclasses import dataclass
from typing import Any

from tropa.measure.as_json import major


@dataclass(frozen=True, slots=True)
class Ratio:
    """What was divided by what; `missing` says why not."""

    numerator: float | None
    denominator: float | None
    missing: str = ""

    @property
    def value(self) -> float | None:
        """The quotient; None where something is missing."""
        if self.missing or self.numerator is None or not self.denominator:
            return None
        return self.numerator / self.denominator


def ratio(
    numerator: float | None, denominator: float | None, *, unknown: str, nothing: str
) -> Ratio:
    """A quotient that knows why it may be missing.

    Args:
        numerator: what is divided; None where nobody knows it.
        denominator: by what; nothing or less than nothing divides nothing.
        unknown: the reason when the numerator is not known.
        nothing: the reason when there is nothing to divide by.
    """
    if numerator is None:
        return Ratio(None, denominator, unknown)
    missing = "" if denominator is not None and denominator > 0 else nothing
    return Ratio(numerator, denominator, missing)


def money_json(found: Ratio, currency: str) -> dict[str, Any]:
    """Money for one of something, in major units."""
    return {"value": major(found.value, currency), "missing": found.missing or None}


def plain_json(found: Ratio) -> dict[str, Any]:
    """A quotient without a unit."""
    return {"value": found.value, "missing": found.missing or None}
