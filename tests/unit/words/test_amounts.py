"""How large amounts are said where space is dear."""

import pytest

from tropa.words import short_money_words, short_number_words


@pytest.mark.parametrize(
    ("value", "ru", "en"),
    [
        (0, "0", "0"),
        (999_999, "999\u00a0999", "999,999"),
        (1_000_000, "1\u00a0млн", "1M"),
        (41_234_567, "41,2\u00a0млн", "41.2M"),
        (412_300_000, "412\u00a0млн", "412M"),
        (999_960_000, "1\u00a0млрд", "1B"),
        (9_600_000_000, "9,6\u00a0млрд", "9.6B"),
        (12 * 10**12, "12\u00a0трлн", "12T"),
        (-41_234_567, "−41,2\u00a0млн", "−41.2M"),
    ],
)
def test_large_numbers_are_said_by_their_order(value: int, ru: str, en: str) -> None:
    assert short_number_words(value, "ru") == ru
    assert short_number_words(value, "en") == en


def test_money_keeps_its_sign_where_the_language_puts_it() -> None:
    assert short_money_words(4_123_456_700, "RUB", "ru") == "41,2\u00a0млн\u00a0₽"
    assert short_money_words(4_123_456_700, "USD", "en") == "$41.2M"
    assert short_money_words(-4_123_456_700, "USD", "en") == "−$41.2M"
    assert short_money_words(41_234_567, "JPY", "en", exponent=0) == "41.2M\u00a0JPY"
