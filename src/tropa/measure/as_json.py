"""Figures as every answer writes them: a share with its parts, money in major units."""

from typing import Any

from tropa.measure.interval import Rate
from tropa.money import major_text


def rate_json(rate: Rate) -> dict[str, Any]:
    """A share with everything it was made of."""
    return {
        "numerator": rate.numerator,
        "denominator": rate.denominator,
        "rate": rate.rate,
        "low": rate.low,
        "high": rate.high,
    }


def major(minor: float | None, currency: str) -> float | int | None:
    """Minor units as a number of major ones, exact to a kopeck; unknown stays so."""
    if minor is None:
        return None
    text = major_text(round(minor), currency)
    return float(text) if "." in text else int(text)
