"""How large amounts are said where space is dear."""

import pytest

from tropa.words import length_words, short_money_words, short_number_words


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


@pytest.mark.parametrize(
    ("micros", "ru", "en"),
    [
        (30 * 86_400_000_000, "30\u00a0дн", "30\u00a0d"),
        (36 * 3_600_000_000, "36\u00a0ч", "36\u00a0h"),
        (100 * 60_000_000, "100\u00a0мин", "100\u00a0min"),
        (90_000_000, "90\u00a0с", "90\u00a0s"),
    ],
)
def test_a_chosen_length_is_said_exactly(micros: int, ru: str, en: str) -> None:
    assert length_words(micros, "ru") == ru
    assert length_words(micros, "en") == en
