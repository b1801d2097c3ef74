import pytest

from tropa.clock import DAY, HOUR, MINUTE
from tropa.measure.spoken import (
    spoken_money,
    spoken_month,
    spoken_number,
    spoken_points,
    spoken_reason,
    spoken_share,
    spoken_time,
)
from tropa.words import Language


@pytest.mark.parametrize(
    ("minor", "currency", "language", "said"),
    [
        (9_000_000, "RUB", "ru", "90 000 ₽"),
        (5_142_857, "RUB", "ru", "51 400 ₽"),
        (44_617_529, "RUB", "ru", "446 000 ₽"),
        (128_000_000, "RUB", "ru", "1,3 млн ₽"),
        (99_960_000, "RUB", "ru", "1 млн ₽"),
        (1_234, "USD", "en", "$12"),
        (51_428, "JPY", "en", "51,400 JPY"),
        (0, "RUB", "ru", "0 ₽"),
    ],
)
def test_money_is_said_without_its_small_change(
    minor: float, currency: str, language: Language, said: str
) -> None:
    assert spoken_money(minor, currency, language).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.01, "меньше 0,1"), (0.57, "0,6"), (0.98, "1"), (2.4, "2,4"), (20.4, "20"), (5, "5")],
)
def test_a_number_has_no_more_decimals_than_it_deserves(value: float, said: str) -> None:
    assert spoken_number(value, "ru")[0] == said


@pytest.mark.parametrize(
    ("length", "ru", "en"),
    [
        (13 * DAY, "13 дней", "13 days"),
        (2 * DAY, "2 дня", "2 days"),
        (2.5 * DAY, "2,5 дня", "2.5 days"),
        (DAY, "24 часа", "24 hours"),
        (HOUR, "60 минут", "60 minutes"),
        (MINUTE, "1 минуту", "1 minute"),
        (0, "1 минуту", "1 minute"),
    ],
)
def test_a_length_of_time_is_said_in_whole_words(length: float, ru: str, en: str) -> None:
    assert spoken_time(length, "ru") == ru
    assert spoken_time(length, "en") == en


def test_shares_and_points_have_a_decimal_where_it_says_something() -> None:
    assert spoken_share(0.63, "en") == "63%"
    assert spoken_share(0.5714, "en") == "57.1%"
    assert spoken_share(None, "en") == "—"
    assert (spoken_points(0.5, "en"), spoken_points(0.0589, "en")) == ("50", "5.9")


def test_a_month_is_said_by_its_name() -> None:
    assert spoken_month("2026-03", "ru") == "март 2026"
    assert spoken_month("2026-12", "en") == "December 2026"


def test_a_reason_is_quoted_unless_it_is_none() -> None:
    assert spoken_reason("price", "ru") == "«price»"
    assert spoken_reason("silence", "ru") == "молчание"
    assert spoken_reason("", "en") == "no reason recorded"
