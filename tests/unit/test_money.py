"""Amounts as people and machines write them."""

from decimal import Decimal

import pytest

from tropa.money import decimal_of


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("30.7346153846154", "30.7346153846154"),
        ("7,01777777777778", "7.01777777777778"),
        ("1 234 567,50", "1234567.50"),
        ("12 тыс.", "12000"),
        ("1.234.567,5", "1234567.5"),
    ],
)
def test_a_number_is_read_with_all_its_digits(text: str, exact: str) -> None:
    assert decimal_of(text) == Decimal(exact)


@pytest.mark.parametrize("text", ["", "many", "1.2.3", "1e5", "0x10"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert decimal_of(text) is None
