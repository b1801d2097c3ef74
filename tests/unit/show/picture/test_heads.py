"""Heads: titles, periods, totals, initials."""

from dataclasses import replace
from datetime import datetime

import pytest

from tropa.show.picture import MapPicture, StagePicture, Totals, draw_map
from tropa.show.picture.badges import initials
from tropa.words import Language
from unit.show.picture import window_company
from unit.show.picture.reading import parsed, texts


def said(
    picture: MapPicture, language: Language = "ru", width: float | None = None
) -> list[str]:
    return texts(parsed(draw_map(picture, language, "light", fonts=False, width=width)))


def period(first: tuple[int, int, int], end: tuple[int, int, int], language: Language) -> str:
    start, stop = (
        int(datetime(*day, tzinfo=window_company.MOSCOW).timestamp()) * 1_000_000
        for day in (first, end)
    )
    picture = MapPicture(
        "К",
        (StagePicture("s", "Э"),),
        period=(start, stop),
        edition=1,
        zone=window_company.MOSCOW,
    )
    return said(picture, language)[1].split(" · ")[0]


def test_a_period_says_month_and_year_once() -> None:
    assert period((2026, 11, 1), (2026, 11, 22), "ru") == "1–21 ноября 2026"
    assert period((2026, 1, 1), (2026, 4, 1), "ru") == "1 января – 31 марта 2026"
    assert period((2025, 12, 31), (2026, 1, 2), "en") == "31 December 2025 – 1 January 2026"
    assert period((2026, 3, 4), (2026, 3, 5), "en") == "4 March 2026"


def test_the_title_bar_tells_instant_and_edition_or_draft() -> None:
    whole = said(window_company.six_stages("ru"))[1]
    assert whole.endswith("на 21 ноября 2026, 14:30 · редакция 14")
    draft = said(window_company.without_numbers(window_company.six_stages("en")), "en")[1]
    assert draft.endswith("draft")


def test_a_narrow_sheet_keeps_the_sales_and_the_money() -> None:
    picture = replace(
        window_company.stages_in_number(1),
        totals=Totals(12_840, 528, 0.05, 5_080_000_000, 10**12),
    )
    texts_ = said(picture, width=640)
    assert "50,8\u00a0млн\u00a0₽" in texts_
    assert "528" in texts_
    assert "12 дн" not in texts_


def test_a_long_name_is_broken_into_two_lines_and_numbers_stay_level() -> None:
    picture = window_company.eleven_stages("ru")
    texts_ = said(picture)
    assert "Первая оплата," in texts_
    assert "изготовление" in texts_


def test_zones_stand_over_their_stages_once() -> None:
    texts_ = said(window_company.eleven_stages("ru"))
    assert [texts_.count(zone) for zone in ("Изучение", "Решение", "Получение")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Анна Белова", "АБ"),
        ("Маркетолог", "Ма"),
        ("call-centre operator", "CC"),
        ("«Ольга» Ким", "ОК"),
        ("  ", ""),
        ("!?", ""),
        ("Я", "Я"),
    ],
)
def test_initials(name: str, expected: str) -> None:
    assert initials(name) == expected
