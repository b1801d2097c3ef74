"""Money in whole minor units (kopecks, cents) of a currency.

Amounts come as numbers or as texts of people and of Excel: `1 234 567,50`, `75000.5`,
`12 тыс.`, `100 000 ₽`. A text is read exactly, never through a binary fraction.
"""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

CURRENCIES: Final = frozenset(
    [
        "AED",
        "AMD",
        "AUD",
        "AZN",
        "BGN",
        "BRL",
        "BYN",
        "CAD",
        "CHF",
        "CLP",
        "CNY",
        "CZK",
        "DKK",
        "EUR",
        "GBP",
        "GEL",
        "HKD",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "ISK",
        "JPY",
        "KGS",
        "KRW",
        "KZT",
        "MDL",
        "MXN",
        "MYR",
        "NOK",
        "NZD",
        "PHP",
        "PLN",
        "RON",
        "RSD",
        "RUB",
        "SAR",
        "SEK",
        "SGD",
        "THB",
        "TJS",
        "TMT",
        "TRY",
        "UAH",
        "USD",
        "UZS",
        "VND",
        "ZAR",
    ]
)
_WHOLE: Final = frozenset({"CLP", "ISK", "JPY", "KRW", "VND"})

LARGEST: Final = 10**15
"""Ten trillion roubles: a larger amount is a mistake, and sums of many still fit 64 bits."""

_SPACES: Final = re.compile(r"[\s\u00a0\u2009\u202f]+")
_SIGNS: Final = re.compile(r"(₽|руб\.?|р\.|rub|\$|€|£|usd|eur|byn|kzt|₸|br)", re.IGNORECASE)
_PLAIN: Final = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,18})?")


def exponent_of(currency: str) -> int:
    """How many decimals the currency has: 2, or 0 for yen and the like."""
    return 0 if currency in _WHOLE else 2


def minor_units(value: float | str | Decimal, currency: str) -> int | None:
    """The amount in minor units, or None when it is not an amount.

    A part of a kopeck is rounded half up; an absurdly large amount is not an amount.
    """
    exact = decimal_of(value)
    if exact is None:
        return None
    minor = int(exact.scaleb(exponent_of(currency)).to_integral_value(ROUND_HALF_UP))
    return minor if abs(minor) <= LARGEST else None


def decimal_of(value: float | str | Decimal) -> Decimal | None:
    """A number as people write it, exactly; None when it is not a number."""
    if isinstance(value, bool):
        return None
    if not isinstance(value, str):
        exact = Decimal(str(value))
        return exact if exact.is_finite() else None
    text = _SPACES.sub("", _SIGNS.sub("", value.strip()))
    factor = Decimal(1)
    if text.lower().rstrip(".").endswith("тыс"):
        text, factor = text.lower().rstrip(".").removesuffix("тыс"), Decimal(1000)
    if not _PLAIN.fullmatch(text):
        text = _without_groups(text)
    if not _PLAIN.fullmatch(text):
        return None
    try:
        return Decimal(text.replace(",", ".")) * factor
    except InvalidOperation:
        return None


def major_text(minor: int, currency: str) -> str:
    """Minor units as an exact decimal in major units, without needless zeros."""
    exact = Decimal(minor).scaleb(-exponent_of(currency))
    return f"{exact.normalize():f}" if exact else "0"


def _without_groups(text: str) -> str:
    """`1,234,567.50` and `1.234.567,50` without their thousands marks."""
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        return text.replace(",", "")
    if re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+(,\d+)?", text):
        return text.replace(".", "")
    return text
